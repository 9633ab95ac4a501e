"""PyRadiomics' interface and numbers on voxtrait's engine.

>>> import voxtrait.compat.radiomics as radiomics
>>> extractor = radiomics.featureextractor.RadiomicsFeatureExtractor(binWidth=10)
>>> list(extractor.enabledImagetypes)
['Original']
>>> sorted(radiomics.getFeatureClasses())[:3]
['firstorder', 'glcm', 'gldm']

The page `src/doc/pyradiomics.md` lists what is deliberately different.
"""

# ruff: noqa: N802, N816

from __future__ import annotations

import logging
from pathlib import Path
from tempfile import gettempdir
from types import TracebackType
from typing import Any

from voxtrait import __version__ as _voxtrait_version

#: The PyRadiomics release whose numbers these are, and the voxtrait release that computes them.
__version__ = f"3.1.0+voxtrait.{_voxtrait_version}"

logger = logging.getLogger("radiomics")
logger.setLevel(logging.INFO)
handler = logging.StreamHandler()
handler.setFormatter(logging.Formatter("%(message)s"))
logger.addHandler(handler)

#: A class that reports progress, as PyRadiomics knows it; never needed for a segment.
progressReporter: Any = None

testCases = (
    "brain1",
    "brain2",
    "breast1",
    "lung1",
    "lung2",
    "test_wavelet_64x64x64",
    "test_wavelet_37x37x37",
)


def setVerbosity(level: int) -> None:
    """Set the lowest level of messages on stderr: 10 (debug) to 60 (quiet)."""
    level = min(max(level, logging.DEBUG), 60)
    handler.setLevel(level)
    if level < logger.level:
        logger.setLevel(level)


setVerbosity(logging.WARNING)

from voxtrait.compat.radiomics import (  # noqa: E402
    _engine,
    base,
    featureextractor,
    firstorder,
    glcm,
    gldm,
    glrlm,
    glszm,
    imageoperations,
    ngtdm,
    shape,
    shape2D,
)
from voxtrait.compat.radiomics._schema import SchemaError  # noqa: E402

_FEATURE_CLASSES = {
    module.__name__.rpartition(".")[2]: feature_class
    for module, feature_class in (
        (firstorder, firstorder.RadiomicsFirstOrder),
        (glcm, glcm.RadiomicsGLCM),
        (gldm, gldm.RadiomicsGLDM),
        (glrlm, glrlm.RadiomicsGLRLM),
        (glszm, glszm.RadiomicsGLSZM),
        (ngtdm, ngtdm.RadiomicsNGTDM),
        (shape, shape.RadiomicsShape),
        (shape2D, shape2D.RadiomicsShape2D),
    )
}


def getFeatureClasses() -> dict[str, type[base.RadiomicsFeaturesBase]]:
    """Return the feature classes by their names, in PyRadiomics' order."""
    return dict(_FEATURE_CLASSES)


def getImageTypes() -> list[str]:
    """Return the image types by their names, in PyRadiomics' order."""
    return list(_engine.type_settings())


def getTestCase(testCase: str, dataDirectory: str | None = None) -> tuple[str, str]:  # noqa: N803
    """Return the paths of image and mask of one of PyRadiomics' test cases.

    Nothing is downloaded: the files must lie in `dataDirectory`, by default the folder
    ``pyradiomics/data`` of the temporary directory.
    """
    name, planar, _ = testCase.lower().partition("_2d")
    if name not in testCases:
        raise ValueError(f'Testcase "{testCase}" not recognized!')
    folder = Path(dataDirectory or Path(gettempdir()) / "pyradiomics" / "data")
    paths = folder / f"{name}_image.nrrd", folder / f"{name}_label{'_2D' if planar else ''}.nrrd"
    for path in paths:
        if not path.is_file():
            source = "https://github.com/Radiomics/pyradiomics/releases/download/v1.0/"
            raise FileNotFoundError(f"{path} is not there; get it from {source}{path.name}")
    return str(paths[0]), str(paths[1])


class _SilentProgress:
    """Stands in where no progress reporter is set."""

    def __init__(self, iterable: Any = None, desc: str = "", total: Any = None) -> None:
        self.iterable = iterable
        self.desc = desc

    def __iter__(self) -> Any:
        return iter(self.iterable)

    def __enter__(self) -> _SilentProgress:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        return None

    def update(self, n: int = 1) -> None:
        """Do nothing."""


def getProgressReporter(*args: Any, **kwargs: Any) -> Any:
    """Return a progress reporter if one is set and messages of level INFO are shown."""
    if progressReporter is not None and logging.NOTSET < handler.level <= logging.INFO:
        return progressReporter(*args, **kwargs)
    return _SilentProgress(*args, **kwargs)


__all__ = [
    "SchemaError",
    "base",
    "featureextractor",
    "firstorder",
    "getFeatureClasses",
    "getImageTypes",
    "getProgressReporter",
    "getTestCase",
    "glcm",
    "gldm",
    "glrlm",
    "glszm",
    "imageoperations",
    "ngtdm",
    "setVerbosity",
    "shape",
    "shape2D",
]
