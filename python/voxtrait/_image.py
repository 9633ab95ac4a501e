"""Images: voxels with their place in the patient."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from voxtrait import _core
from voxtrait._errors import InputError

Array: TypeAlias = npt.NDArray[Any]
Numbers: TypeAlias = Sequence[float] | Array
Vector: TypeAlias = tuple[float, float, float]


class Image:
    """Voxels with spacing, origin and direction, all as SimpleITK has them; immutable.

    Parameters
    ----------
    array : numpy.ndarray
        Voxels, axes (z, y, x) or (y, x), of any integer, floating-point or boolean type. A
        C-contiguous array in native byte order is used where it is and must not be changed while
        the image lives; any other layout is copied.
    spacing : sequence of float, default (1, 1, 1)
        Size of a voxel along (x, y, z) in mm. For a single slice (x, y) will do; z is 1 mm then.
    origin : sequence of float, default (0, 0, 0)
        Patient position (x, y, z) of the centre of the first voxel in mm.
    direction : sequence of float or numpy.ndarray, optional
        Direction cosines, 9 numbers row by row (4 for a single slice): column ``a`` is the unit
        vector along axis ``a`` of x, y, z. Identity by default.

    Raises
    ------
    TypeError
        If the voxels are not real numbers, or the array is masked.
    InputError
        If the array is empty or has other than 2 or 3 axes, or the geometry is impossible.

    Examples
    --------
    >>> import numpy as np
    >>> import voxtrait
    >>> voxtrait.Image(np.zeros((60, 201, 204), np.int16), spacing=(0.98, 0.98, 3))
    Image(int16, (60, 201, 204), spacing=(0.98, 0.98, 3.0))
    """

    __module__ = "voxtrait"
    __slots__ = ("_array", "_direction", "_origin", "_spacing")

    def __init__(
        self,
        array: Array,
        spacing: Numbers = (1.0, 1.0, 1.0),
        origin: Numbers = (0.0, 0.0, 0.0),
        direction: Numbers | None = None,
    ) -> None:
        self._array = voxels_of(array, "image")
        planar = self._array.shape[0] == 1
        self._spacing = _vector(spacing, "spacing", [1.0] if planar else [])
        self._origin = _vector(origin, "origin", [0.0] if planar else [])
        self._direction = _matrix(direction, planar)
        _core.check_geometry(
            self._array.shape, self._spacing, self._origin, self._direction, "image"
        )

    @property
    def array(self) -> Array:
        """Voxels (z, y, x), read-only, C-contiguous, in native byte order."""
        return self._array

    @property
    def spacing(self) -> Vector:
        """Size of a voxel along (x, y, z) in mm."""
        return self._spacing

    @property
    def origin(self) -> Vector:
        """Patient position (x, y, z) of the centre of the first voxel in mm."""
        return self._origin

    @property
    def direction(self) -> tuple[float, ...]:
        """Direction cosines, 9 numbers row by row; column ``a`` belongs to axis ``a``."""
        return self._direction

    def __repr__(self) -> str:
        return f"Image({self._array.dtype}, {self._array.shape}, spacing={self._spacing})"


ImageLike: TypeAlias = str | os.PathLike[str] | Array | Image


def read_image(path: str | os.PathLike[str]) -> Image:
    """Read a NIfTI, NRRD or MetaImage file in the type that its voxels are stored in.

    Parameters
    ----------
    path : str or os.PathLike
        File ending in .nii, .nii.gz, .nrrd, .nhdr, .mha or .mhd, of at most three dimensions.

    Returns
    -------
    Image
        Voxels (z, y, x) with the geometry of the file, in mm along DICOM's patient axes (LPS).

    Raises
    ------
    FileError
        If the file is missing, damaged or of another kind.
    InputError
        If its voxel sizes or axes are impossible.

    Examples
    --------
    >>> import voxtrait
    >>> try:
    ...     voxtrait.read_image("nowhere.nii.gz")
    ... except voxtrait.FileError as error:
    ...     print(error)
    nowhere.nii.gz: there is no such file
    """
    return Image(*_core.read_image(path))


def open_pair(image: ImageLike, mask: ImageLike, spacing: Numbers | None) -> tuple[Image, Image]:
    """Open an image and its mask; a plain array lies on the grid of the other one."""
    opened = (_opened(image, "image"), _opened(mask, "mask"))
    placed = next((one for one in opened if isinstance(one, Image)), None)
    if placed is None:
        geometry: tuple[Numbers, ...] = () if spacing is None else (spacing,)
    elif spacing is None:
        geometry = (placed.spacing, placed.origin, placed.direction)
    else:
        raise TypeError("spacing is for two plain arrays; here the image or mask has its own")
    first, second = (one if isinstance(one, Image) else Image(one, *geometry) for one in opened)
    return first, second


def _opened(value: ImageLike, role: str) -> Image | Array:
    if isinstance(value, Image):
        return value
    if isinstance(value, str | os.PathLike):
        return read_image(value)
    if isinstance(value, np.ndarray):
        return voxels_of(value, role)
    raise _unusable("a path, a numpy array or a voxtrait.Image", value, role)


def voxels_of(array: Array, role: str) -> Array:
    """Return the array as (z, y, x), read-only, in a layout that can be read where it is."""
    if not isinstance(array, np.ndarray) or isinstance(array, np.ma.MaskedArray):
        raise _unusable("a numpy array without mask", array, role)
    if array.ndim not in (2, 3):
        raise _invalid(f"expected axes (z, y, x) or (y, x), found shape {array.shape}", role)
    if array.dtype == np.bool_:
        array = array.view(np.uint8)
    array = np.require(array, _stored_type(array.dtype, role), ["C", "A", "E"])
    voxels = array[np.newaxis] if array.ndim == 2 else array.view()
    voxels.setflags(write=False)
    return voxels


def _stored_type(dtype: np.dtype[Any], role: str) -> np.dtype[Any]:
    if dtype.kind not in "iuf" or dtype.itemsize > 8:
        raise TypeError(
            f"{role}: expected integers, booleans or floating-point numbers of up to 64 bits, "
            f"found {dtype}"
        )
    half_precision = dtype.kind == "f" and dtype.itemsize == 2
    return np.dtype(np.float32) if half_precision else dtype.newbyteorder("=")


def _vector(numbers: Numbers, what: str, missing: list[float]) -> Vector:
    values = [float(number) for number in numbers]
    if len(values) == 2:
        values += missing
    if len(values) != 3:
        raise _invalid(f"expected {what} along (x, y, z), found {len(values)} numbers")
    x, y, z = values
    return x, y, z


def _matrix(numbers: Numbers | None, planar: bool) -> tuple[float, ...]:
    values = np.eye(3) if numbers is None else np.asarray(numbers, np.float64)
    if planar and values.size == 4:
        plane, values = values.reshape(2, 2), np.eye(3)
        values[:2, :2] = plane
    if values.size != 9:
        raise _invalid(f"expected 9 direction cosines, found {values.size}")
    return tuple(values.ravel().tolist())


def _invalid(message: str, role: str = "image") -> InputError:
    return InputError(f"{role}: {message}", "geometry.invalid", role)


def _unusable(expected: str, found: object, role: str) -> TypeError:
    kind = f"{type(found).__module__}.{type(found).__qualname__}"
    return TypeError(f"{role}: expected {expected}, found {kind}")
