"""PyRadiomics 3.1.0, https://pypi.org/project/pyradiomics; Python 3.9.

Its default: all seven feature classes of the original image, 107 values, GLCM and GLRLM averaged
over directions. Its bins have edges at multiples of the bin width, as `Case.low` says.
"""

from __future__ import annotations

import csv
import logging
from importlib.metadata import version
from typing import Any

import numpy as np
import radiomics
import SimpleITK
from radiomics.featureextractor import RadiomicsFeatureExtractor

from feature_names import radiomics_key
from feature_sets import SIGMAS, WAVELET
from measuring import BIN_WIDTH, Case, Peer, Values, main


def versions() -> dict[str, str]:
    """What ran."""
    return {
        "pyradiomics": version("pyradiomics"),
        "SimpleITK": SimpleITK.Version_VersionString(),
        "numpy": np.__version__,
    }


def image_of(array: Any, case: Case) -> SimpleITK.Image:
    """An image in memory."""
    image = SimpleITK.GetImageFromArray(array)
    image.SetSpacing(case.spacing)
    return image


def prepare(case: Case) -> tuple[SimpleITK.Image, SimpleITK.Image]:
    """Its own images."""
    return image_of(case.image, case), image_of(case.mask, case)


def compute(prepared: tuple[Any, Any], task: dict[str, Any]) -> dict[str, Any]:
    """All default features, of the image or of filtered ones as well."""
    extractor = RadiomicsFeatureExtractor(binWidth=BIN_WIDTH)
    if task["set"] == "filters":
        extractor.enableImageTypeByName("LoG", customArgs={"sigma": list(SIGMAS)})
        extractor.enableImageTypeByName("Wavelet", customArgs={"wavelet": WAVELET})
    found: dict[str, Any] = extractor.execute(*prepared)
    return found


def values(found: dict[str, Any]) -> Values:
    """Those that IBSI has; with filtered images, all under their own names."""
    features = {name: value for name, value in found.items() if "diagnostics" not in name}
    if any(name.startswith("wavelet") for name in features):
        return {name: float(value) for name, value in features.items()}
    named = {radiomics_key(name): value for name, value in features.items()}
    return {name: float(value) for name, value in named.items() if name}


def to_csv(image: str, mask: str, low: float, target: str) -> None:
    """Files in, CSV out."""
    found = RadiomicsFeatureExtractor(binWidth=BIN_WIDTH).execute(image, mask)
    with open(target, "w", newline="") as file:
        csv.writer(file).writerows([found.keys(), found.values()])


if __name__ == "__main__":
    radiomics.setVerbosity(logging.ERROR)
    main(Peer(versions, prepare, compute, values, to_csv))
