"""Images as PyRadiomics takes them: paths, or images of SimpleITK where that is installed."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from voxtrait._image import Image, read_image


@dataclass(frozen=True)
class Pair:
    """An image and its mask of whole numbers."""

    image: Image
    mask: Image
    planar: bool  #: two-dimensional, taken as one slice

    @property
    def dimensions(self) -> int:
        """Number of axes."""
        return 2 if self.planar else 3


def open_pair(image: Any, mask: Any, settings: Mapping[str, Any]) -> Pair:
    """Open image and mask; a mask of several channels gives the one of `label_channel`."""
    opened, planar = _opened(image, "image")
    labels, _ = _opened(mask, "mask", channel=int(settings.get("label_channel") or 0))
    return Pair(opened, _as_labels(labels), planar)


def _opened(value: Any, role: str, channel: int | None = None) -> tuple[Image, bool]:
    if isinstance(value, Image):
        return value, False
    sitk = sys.modules.get("SimpleITK")
    if sitk is not None and isinstance(value, sitk.Image):
        return _from_sitk(sitk, value, role, channel)
    if isinstance(value, str | os.PathLike) and os.path.isfile(value):
        return _read(value, role, channel)
    # PyRadiomics' own words: scripts may look for them.
    what = "image" if role == "image" else "mask"
    raise ValueError(f"Error reading {what} Filepath or SimpleITK object")


def _read(path: str | os.PathLike[str], role: str, channel: int | None) -> tuple[Image, bool]:
    """Read by voxtrait; what it does not know by SimpleITK, if that is installed."""
    try:
        return read_image(path), False
    except OSError:
        try:
            import SimpleITK as sitk  # noqa: N813
        except ImportError:
            raise  # voxtrait's own words
        return _from_sitk(sitk, sitk.ReadImage(os.fspath(path)), role, channel)


def _from_sitk(sitk: Any, image: Any, role: str, channel: int | None) -> tuple[Image, bool]:
    array = sitk.GetArrayFromImage(image)
    components = image.GetNumberOfComponentsPerPixel()
    if "vector" in image.GetPixelIDTypeAsString().lower():
        if channel is None:
            raise ValueError(f"{role}: expected one number for each voxel, found {components}")
        if channel >= components:
            only = f"segmentation object only contains {components} objects"
            raise AssertionError(f"Mask {channel} requested, but {only}")
        array = np.ascontiguousarray(array[..., channel])
    spacing, origin = list(image.GetSpacing()), list(image.GetOrigin())
    planar = image.GetDimension() == 2
    if image.GetDimension() not in (2, 3):
        raise ValueError(f"{role}: expected 2 or 3 dimensions, found {image.GetDimension()}")
    if planar:
        spacing, origin = [*spacing, 1.0], [*origin, 0.0]
    return Image(array, spacing, origin, image.GetDirection()), planar


def _as_labels(mask: Image) -> Image:
    """Cast to 32 bits without sign, as PyRadiomics does, unless labels stay what they are."""
    if mask.array.dtype.kind in "iu" and mask.array.dtype.itemsize < 4:
        return mask
    return as_uint32(mask)


def as_uint32(mask: Image) -> Image:
    """Cast a mask to PyRadiomics' pixel type."""
    return Image(mask.array.astype(np.uint32), mask.spacing, mask.origin, mask.direction)


def in_plane(settings: Mapping[str, Any]) -> dict[str, Any]:
    """Return settings for an image of one slice, whose neighbours lie in it."""
    return {**settings, "force2D": True, "force2Ddimension": 0}


def like(pattern: Any, image: Image) -> Any:
    """Give an image in the library that another one comes from."""
    sitk = sys.modules.get("SimpleITK")
    if sitk is None or not isinstance(pattern, sitk.Image):
        return image
    if pattern.GetDimension() == 2:
        plane = sitk.GetImageFromArray(np.array(image.array[0]))
        plane.CopyInformation(pattern)
        return plane
    made = sitk.GetImageFromArray(np.array(image.array))
    made.SetSpacing(image.spacing)
    made.SetOrigin(image.origin)
    made.SetDirection(image.direction)
    return made
