"""Images of other libraries: their voxels where they are, and their geometry as SimpleITK has it.

None of these libraries is imported: whoever has such an image has imported its library.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from voxtrait._errors import InputError


class Source(NamedTuple):
    """Voxels with their place in the patient, DICOM's LPS axes and mm."""

    array: Any  #: axes (z, y, x) or (y, x)
    spacing: Any
    origin: Any
    direction: Any


def source_of(value: object, role: str) -> Source | None:
    """Open an image of SimpleITK, itk or nibabel; None for anything else."""
    for kind in type(value).__mro__:
        opened = _OPENERS.get(kind.__module__.partition(".")[0])
        if opened is not None:
            return opened(value, role)
    return None


class _Kept:
    """Memory of another library, with what must live as long as it is looked at."""

    __slots__ = ("__array_interface__", "owner")

    def __init__(self, array: Any, owner: object) -> None:
        self.__array_interface__ = array.__array_interface__
        self.owner = owner


def _from_sitk(image: Any, role: str) -> Source:
    sitk = sys.modules["SimpleITK"]
    if not isinstance(image, sitk.Image):
        raise TypeError(f"{role}: expected an image, found SimpleITK.{type(image).__name__}")
    _require_scalar(image.GetNumberOfComponentsPerPixel(), role)
    _require_dimensions(image.GetDimension(), image.GetSize(), role)
    try:
        array = sitk.GetArrayViewFromImage(image)
    except (RuntimeError, TypeError, ValueError) as error:  # label maps, for one
        raise TypeError(f"{role}: {image.GetPixelIDTypeAsString()} has no array") from error
    # A copy shares the voxels until the original is written to, and so keeps them as they are now.
    array = np.asarray(_Kept(array, sitk.Image(image)))
    return Source(array, image.GetSpacing(), image.GetOrigin(), image.GetDirection())


def _from_itk(image: Any, role: str) -> Source:
    itk = sys.modules["itk"]
    if not hasattr(image, "GetLargestPossibleRegion"):
        raise TypeError(f"{role}: expected an image, found itk.{type(image).__name__}")
    _require_scalar(image.GetNumberOfComponentsPerPixel(), role)
    region = image.GetBufferedRegion()
    _require_dimensions(image.GetImageDimension(), region.GetSize(), role)
    # The first voxel need not have index 0, 0, 0, and the origin is that of index 0, 0, 0.
    origin = image.TransformIndexToPhysicalPoint(region.GetIndex())
    direction = itk.array_from_matrix(image.GetDirection())
    array = np.asarray(_Kept(itk.array_view_from_image(image), image))
    return Source(array, image.GetSpacing(), origin, direction)


_MM = {"meter": 1000.0, "micron": 0.001}


def _from_nibabel(image: Any, role: str) -> Source:
    if not hasattr(image, "dataobj") or getattr(image, "affine", None) is None:
        raise TypeError(f"{role}: expected an image with affine, found {type(image).__qualname__}")
    array = np.asanyarray(image.dataobj)
    while array.ndim > 3 and array.shape[-1] == 1:
        array = array[..., 0]
    _require_dimensions(array.ndim, array.shape, role)
    units = getattr(image.header, "get_xyzt_units", lambda: ("mm", "sec"))()[0]
    affine = np.asarray(image.affine, np.float64) * _MM.get(units, 1.0)
    columns = affine[:3, :3] * [[-1.0], [-1.0], [1.0]]  # from RAS to LPS
    lengths = np.sqrt((columns * columns).sum(axis=0))
    if not (np.isfinite(columns).all() and (lengths > 0).all()):
        raise InputError(f"{role}: the affine is not invertible", "geometry.invalid", role)
    spacing = _stored_spacing(image, lengths, _MM.get(units, 1.0))
    origin = affine[:3, 3] * [-1.0, -1.0, 1.0]
    # nibabel's first axis is x and mostly the fastest one, so transposing makes it C-contiguous.
    return Source(array.T, spacing, origin, columns / lengths)


def _stored_spacing(image: Any, lengths: Any, scale: float) -> list[float]:
    """Take the header's voxel sizes where they are those of the affine but for its rounding."""
    zooms = [float(zoom) * scale for zoom in image.header.get_zooms()[:3]]
    zooms += [float(length) for length in lengths[len(zooms) :]]
    return [
        zoom if abs(zoom - length) <= 1e-5 * length else float(length)
        for zoom, length in zip(zooms, lengths, strict=True)
    ]


def _require_scalar(components: int, role: str) -> None:
    if components != 1:
        raise TypeError(f"{role}: expected one number for each voxel, found {components}")


def _require_dimensions(dimensions: int, size: Any, role: str) -> None:
    if dimensions not in (2, 3):
        found = " x ".join(str(int(extent)) for extent in size)
        message = f"{role}: expected an image of 2 or 3 dimensions, found {dimensions} ({found})"
        raise InputError(message, "geometry.invalid", role)


_OPENERS: dict[str, Callable[[Any, str], Source]] = {
    "SimpleITK": _from_sitk,
    "itk": _from_itk,
    "nibabel": _from_nibabel,
}
