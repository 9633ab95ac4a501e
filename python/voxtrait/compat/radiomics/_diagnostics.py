"""The ``diagnostics_*`` items of PyRadiomics' results."""

from __future__ import annotations

import hashlib
import sys
from collections import OrderedDict
from collections.abc import Mapping
from importlib import metadata
from typing import Any

import numpy as np

from voxtrait._image import Array
from voxtrait.compat.radiomics import _images

_IMAGE = (
    ("Spacing", "image_spacing", float),
    ("Size", "image_size", int),
    ("Mean", "image_mean", float),
    ("Minimum", "image_minimum", float),
    ("Maximum", "image_maximum", float),
)
_MASK = (
    ("Spacing", "mask_spacing", float),
    ("Size", "mask_size", int),
    ("BoundingBox", "mask_bounding_box", int),
    ("VoxelNum", "mask_voxel_num", int),
    ("VolumeNum", "mask_volume_num", int),
    ("CenterOfMassIndex", "mask_center_of_mass_index", float),
    ("CenterOfMass", "mask_center_of_mass", float),
    ("Mean", "mask_mean", float),
    ("Minimum", "mask_minimum", float),
    ("Maximum", "mask_maximum", float),
)


def _version(package: str) -> str:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return "not installed"


def _sha1(array: Array, dtype: Any = None) -> str:
    """Hash the voxels in a pixel type, slice by slice: no copy of the whole is made."""
    digest = hashlib.sha1(usedforsecurity=False)
    for part in array:
        digest.update(np.ascontiguousarray(part, dtype).data)
    return digest.hexdigest()


def _item(stage: Mapping[str, float], tag: str, kind: type, dimensions: int) -> Any:
    """Give the value of one item; None where the stage has none."""
    if tag in stage:
        return kind(stage[tag])
    numbers: list[Any] = []
    while f"{tag}_{len(numbers)}" in stage:
        numbers.append(kind(stage[f"{tag}_{len(numbers)}"]))
    if not numbers:
        return None
    if dimensions == 3:
        return tuple(numbers)
    return tuple(n for i, n in enumerate(numbers) if i % 3 < dimensions)


def diagnostics(
    images: _images.Pair,
    stages: Mapping[str, Mapping[str, float]],
    settings: Mapping[str, Any],
    image_types: Mapping[str, Any],
) -> OrderedDict[str, Any]:
    """Return all items in PyRadiomics' order."""
    from voxtrait.compat import radiomics

    found: OrderedDict[str, Any] = OrderedDict()
    found["Versions_PyRadiomics"] = radiomics.__version__
    found["Versions_Numpy"] = np.__version__
    found["Versions_SimpleITK"] = _version("SimpleITK")
    found["Versions_PyWavelet"] = _version("PyWavelets")
    found["Versions_Python"] = ".".join(map(str, sys.version_info[:3]))
    found["Configuration_Settings"] = dict(settings)
    found["Configuration_EnabledImageTypes"] = dict(image_types)
    for name in ("original", "interpolated", "corrected", "resegmented"):
        stage = stages.get(name)
        if stage is None:
            continue
        if name == "original":
            found["Image-original_Hash"] = _sha1(images.image.array)
            found["Image-original_Dimensionality"] = f"{images.dimensions}D"
        _add(found, f"Image-{name}", stage, _IMAGE, images.dimensions)
        if name == "original":
            # PyRadiomics casts masks to this type.
            found["Mask-original_Hash"] = _sha1(images.mask.array, np.uint32)
        _add(found, f"Mask-{name}", stage, _MASK, images.dimensions)
    return OrderedDict((f"diagnostics_{key}", value) for key, value in found.items())


def _add(
    found: OrderedDict[str, Any],
    what: str,
    stage: Mapping[str, float],
    items: tuple[tuple[str, str, type], ...],
    dimensions: int,
) -> None:
    for key, tag, kind in items:
        value = _item(stage, tag, kind, dimensions)
        if value is not None:
            found[f"{what}_{key}"] = value
