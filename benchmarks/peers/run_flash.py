"""flash-radiomics 1.0.0, https://pypi.org/project/flash-radiomics, on the CPU.

All its scalar features: PyRadiomics' classes, histogram, intensity-volume histogram and GLDZM. It
always writes an HDF5 file; that is in its time.
"""

from __future__ import annotations

import csv
import logging
import os
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
import SimpleITK
from flash_radiomics import RadiomicsFeatureExtractor

from feature_names import radiomics_key
from measuring import BIN_WIDTH, Case, Peer, Values, main


def versions() -> dict[str, str]:
    """What ran."""
    return {
        "flash-radiomics": version("flash-radiomics"),
        "SimpleITK": SimpleITK.Version_VersionString(),
        "numpy": np.__version__,
    }


def image_of(array: Any, case: Case) -> SimpleITK.Image:
    """An image in memory."""
    image = SimpleITK.GetImageFromArray(array)
    image.SetSpacing(case.spacing)
    return image


def prepare(case: Case) -> tuple[SimpleITK.Image, SimpleITK.Image, Path]:
    """Its own images."""
    return image_of(case.image, case), image_of(case.mask, case), case.folder / "flash.h5"


def extractor_of() -> RadiomicsFeatureExtractor:
    """Every class, one thread unless the environment says otherwise."""
    threads = int(os.environ.get("OMP_NUM_THREADS", "1"))
    extractor = RadiomicsFeatureExtractor(backend="cpu", num_threads=threads, binWidth=BIN_WIDTH)
    extractor.enableAllScalarFeatures()
    return extractor


def compute(prepared: tuple[Any, Any, Path], task: dict[str, Any]) -> dict[str, Any]:
    """All scalar features."""
    image, mask, file = prepared
    found: dict[str, Any] = extractor_of().execute(image, mask, output_hdf5_path=str(file))
    return found


def values(found: dict[str, Any]) -> Values:
    """Those that IBSI has."""
    named = {
        radiomics_key(name): value for name, value in found.items() if "diagnostics" not in name
    }
    return {name: float(value) for name, value in named.items() if name}


def to_csv(image: str, mask: str, low: float, target: str) -> None:
    """Files in, CSV (and HDF5) out."""
    found = extractor_of().execute(image, mask, output_hdf5_path=target + ".h5")
    with open(target, "w", newline="") as file:
        csv.writer(file).writerows([found.keys(), found.values()])


if __name__ == "__main__":
    logging.disable(logging.WARNING)
    main(Peer(versions, prepare, compute, values, to_csv))
