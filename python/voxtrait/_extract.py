"""From an image and a mask to a table of features."""

from __future__ import annotations

import json
import operator
import os
import warnings
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeAlias

import numpy as np

from voxtrait import _core
from voxtrait._errors import DataWarning, SettingsError
from voxtrait._image import ImageLike, Numbers, open_pair
from voxtrait._table import Row, Table

Settings: TypeAlias = Mapping[str, Any] | str | os.PathLike[str]


def extract(
    image: ImageLike,
    mask: ImageLike,
    settings: Settings | None = None,
    *,
    spacing: Numbers | None = None,
    labels: int | Iterable[int] | None = None,
    threads: int | None = None,
    profile: str = "ibsi",
    case: str = "1",
    resample_mask: bool = False,
    diagnostics: bool = False,
    hash_inputs: bool = False,
) -> Table:
    """Compute the radiomic features of an image within the labels of a mask.

    Other Python threads run while it reads and computes. The number of threads changes no bit of
    any value.

    Parameters
    ----------
    image : str, os.PathLike, numpy.ndarray or Image
        Path (NIfTI, NRRD, MetaImage) or voxels with axes (z, y, x) or (y, x).
    mask : str, os.PathLike, numpy.ndarray or Image
        Labels on the grid of the image, 0 is outside. A plain array beside a path or an `Image`
        takes its geometry.
    settings : mapping, str or os.PathLike, optional
        Settings as `schema` describes them, or the path of a JSON file with them. Settings that
        are not given have their default.
    spacing : sequence of float, optional
        Size of a voxel along (x, y, z) in mm when image and mask are plain arrays; 1 mm by
        default. `Image` takes an origin and a direction as well.
    labels : int or iterable of int, optional
        Labels of the mask to extract, in this order; all of them by default.
    threads : int, optional
        Threads to use, 1 to 1024; VOXTRAIT_THREADS or all processors by default.
    profile : str, default "ibsi"
        Definitions to follow; this version has those of the IBSI.
    case : str, default "1"
        Name of the case in the table; file names never appear there.
    resample_mask : bool, default False
        Put a mask of another geometry onto the grid of the image by nearest neighbour.
    diagnostics : bool, default False
        Add rows on image and region after each stage of pre-processing.
    hash_inputs : bool, default False
        Add SHA-256 hashes of voxels and geometry to the provenance.

    Returns
    -------
    Table
        A row for each label, feature and aggregation. A value that cannot be computed is None
        with a status and a reason.

    Raises
    ------
    SettingsError
        If a setting, the profile, the labels or the number of threads is impossible.
    FileError
        If a file cannot be read.
    InputError
        If the geometry is impossible or the mask does not lie on the grid of the image.
    TypeError
        If an argument has the wrong type.

    Warns
    -----
    DataWarning
        If a label has no values, or the settings hardly suit the image.

    Examples
    --------
    >>> import numpy as np
    >>> import voxtrait
    >>> image = np.arange(60, dtype=np.int16).reshape(3, 4, 5)
    >>> mask = np.ones((3, 4, 5), np.uint8)
    >>> settings = {
    ...     "resegmentation": {"range": [10, None]},
    ...     "discretisation": {"method": "fixed_bin_size", "bin_width": 5},
    ... }
    >>> table = voxtrait.extract(image, mask, settings, spacing=(1, 1, 2.5))
    >>> values = table.to_dict()
    >>> values["original_intensity_statistics_mean"]
    34.5
    >>> round(values["original_intensity_histogram_uniformity_fbs5"], 6)
    0.1
    """
    if profile != "ibsi":
        raise _impossible(f'expected "ibsi", the only profile so far; found {profile!r}', "profile")
    extractor = _core.Extractor(_json_of(settings))
    wanted, most = _labels_of(labels), _threads_of(threads)
    opened_image, opened_mask = open_pair(image, mask, spacing)
    cells, provenance, messages = extractor.extract(
        opened_image,
        opened_mask,
        case=str(case),
        labels=wanted,
        threads=most,
        resample_mask=resample_mask,
        diagnostics=diagnostics,
        hash_inputs=hash_inputs,
    )
    rows = tuple(map(Row._make, cells))
    table = Table(rows, provenance, (*messages, *_failures(rows)))
    for warning in table.warnings:
        warnings.warn(warning, DataWarning, stacklevel=2)
    return table


def _failures(rows: Iterable[Row]) -> Iterator[str]:
    """Say for each label whose values failed why they did."""
    reasons: dict[int | None, str] = {}
    for row in rows:
        if row.status in ("empty_roi", "failed"):
            reasons.setdefault(row.label, row.reason)
    for label, reason in reasons.items():
        whose = "" if label is None else f" of label {label}"
        yield f"values{whose} are missing: {reason}"


def _impossible(message: str, where: str) -> SettingsError:
    return SettingsError(f"{where}: {message}", "config.invalid", where)


def _json_of(settings: Settings | None) -> str | bytes:
    if settings is None:
        return "{}"
    if isinstance(settings, str | os.PathLike):
        return _core.read_file(settings)
    if not isinstance(settings, Mapping):
        raise TypeError(f"settings: expected a mapping or a path, found {type(settings).__name__}")
    try:
        return json.dumps(dict(settings), allow_nan=False, default=_plain)
    except (TypeError, ValueError) as error:
        raise _impossible(str(error), "settings") from error


def _plain(value: Any) -> Any:
    """Turn what json does not know into what it knows."""
    if isinstance(value, np.generic | np.ndarray):
        return value.tolist()
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"expected numbers, texts, lists or mappings, found {type(value).__name__}")


def _labels_of(labels: int | Iterable[int] | None) -> list[int]:
    """List each label once; the compiled part takes an empty list for all labels."""
    if labels is None:
        return []
    several = labels if isinstance(labels, Iterable) else [labels]
    listed = list(dict.fromkeys(operator.index(label) for label in several))
    if not listed:
        raise _impossible("expected at least one label, or None for all; found none", "labels")
    return listed


def _threads_of(threads: int | None) -> int:
    """Return the number of threads; the compiled part takes 0 for its default."""
    if threads is None:
        return 0
    if not 1 <= operator.index(threads) <= 1024:
        raise _impossible(f"expected 1 to 1024, or None; found {threads}", "threads")
    return operator.index(threads)
