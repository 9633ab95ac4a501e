"""Images: voxels with their place in the patient."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
import numpy.typing as npt

from voxtrait import _core
from voxtrait._errors import FileError, InputError
from voxtrait._optional import optional
from voxtrait._sources import source_of

if TYPE_CHECKING:
    # Of libraries without types, or that may be missing: whatever has the methods will do.
    from typing import Protocol

    class SitkImage(Protocol):
        def GetSpacing(self) -> Any: ...  # noqa: N802
        def GetOrigin(self) -> Any: ...  # noqa: N802
        def GetDirection(self) -> Any: ...  # noqa: N802

    ItkImage: TypeAlias = SitkImage

    class NibabelImage(Protocol):
        @property
        def dataobj(self) -> Any: ...
        @property
        def affine(self) -> Any: ...


Array: TypeAlias = npt.NDArray[Any]
Numbers: TypeAlias = Sequence[float] | Array
Vector: TypeAlias = tuple[float, float, float]


class Image:
    """Voxels with spacing, origin and direction, all as SimpleITK has them; immutable.

    Parameters
    ----------
    source : str, os.PathLike, numpy.ndarray or image
        Path of a NIfTI, NRRD or MetaImage file; an array with axes (z, y, x) or (y, x) of any
        integer, floating-point or boolean type; or an image of SimpleITK, itk or nibabel, which
        brings its geometry (nibabel's RAS axes become LPS). A C-contiguous array in native byte
        order is used where it is and must not be changed while the image lives; any other layout
        is copied.
    spacing : sequence of float, optional
        Size of a voxel of an array along (x, y, z) in mm; 1 mm by default. For a single slice
        (x, y) will do; z is 1 mm then.
    origin : sequence of float, optional
        Patient position (x, y, z) of the centre of an array's first voxel in mm; 0 by default.
    direction : sequence of float or numpy.ndarray, optional
        Direction cosines, 9 numbers row by row (4 for a single slice): column ``a`` is the unit
        vector along axis ``a`` of x, y, z. Identity by default.
    like : Image, optional
        Image whose geometry an array has, instead of the three above.

    Raises
    ------
    TypeError
        If the voxels are not real numbers, the array is masked, or geometry is given for a source
        that has its own.
    FileError
        If a file cannot be read.
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

    _role = "image"

    def __init__(
        self,
        source: ImageLike,
        spacing: Numbers | None = None,
        origin: Numbers | None = None,
        direction: Numbers | None = None,
        *,
        like: Image | None = None,
    ) -> None:
        geometry = _geometry_of(self._role, source, (spacing, origin, direction), like)
        array, own = _opened(source, self._role)
        self._place(array, *(own or geometry))

    def _place(
        self, array: Array, spacing: Numbers, origin: Numbers, direction: Numbers | None
    ) -> None:
        self._array = array
        planar = array.shape[0] == 1
        self._spacing = _vector(spacing, "spacing", self._role, [1.0] if planar else [])
        self._origin = _vector(origin, "origin", self._role, [0.0] if planar else [])
        self._direction = _matrix(direction, self._role, planar)
        _core.check_geometry(array.shape, self._spacing, self._origin, self._direction, self._role)

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

    def to_sitk(self) -> Any:
        """Return the image as one of SimpleITK, e.g. to write it to a file.

        Returns
        -------
        SimpleITK.Image
            A copy of the voxels with the same geometry.

        Raises
        ------
        ImportError
            If SimpleITK is not installed.

        Examples
        --------
        >>> import numpy as np
        >>> import voxtrait
        >>> image = voxtrait.Image(np.zeros((2, 3, 4)), spacing=(1, 1, 2.5))
        >>> image.to_sitk().GetSpacing()  # doctest: +SKIP
        (1.0, 1.0, 2.5)
        """
        sitk = optional("SimpleITK", "to_sitk")
        image = sitk.GetImageFromArray(self._array)
        image.SetSpacing(self._spacing)
        image.SetOrigin(self._origin)
        image.SetDirection(self._direction)
        return image

    def to_nibabel(self) -> Any:
        """Return the image as a NIfTI image of nibabel, in its RAS axes.

        Returns
        -------
        nibabel.Nifti1Image
            The voxels with axes (x, y, z), not copied, and the affine of the same geometry.

        Raises
        ------
        ImportError
            If nibabel is not installed.

        Examples
        --------
        >>> import numpy as np
        >>> import voxtrait
        >>> image = voxtrait.Image(np.zeros((2, 3, 4), np.int16), spacing=(1, 1, 2.5))
        >>> image.to_nibabel().affine.diagonal()  # doctest: +SKIP
        array([-1. , -1. ,  2.5,  1. ])
        """
        nibabel = optional("nibabel", "to_nibabel")
        affine = np.eye(4)
        affine[:3, :3] = np.reshape(self._direction, (3, 3)) * self._spacing
        affine[:3, 3] = self._origin
        affine[:2] *= -1.0  # from LPS to RAS
        return nibabel.Nifti1Image(self._array.T, affine, dtype=self._array.dtype)

    def __repr__(self) -> str:
        kind, array = type(self).__name__, self._array
        return f"{kind}({array.dtype}, {array.shape}, spacing={self._spacing})"


class Mask(Image):
    """Labels with their place in the patient: whole numbers, 0 is outside; immutable.

    Takes what `Image` takes. Boolean masks are labels 0 and 1; floating-point ones will do when
    every voxel is a whole number.

    Raises
    ------
    InputError
        If a voxel is not a whole number.

    Examples
    --------
    >>> import numpy as np
    >>> import voxtrait
    >>> image = voxtrait.Image(np.zeros((2, 3, 4)), spacing=(1, 1, 2.5))
    >>> mask = voxtrait.Mask(np.arange(24).reshape(2, 3, 4) // 10, like=image)
    >>> mask.labels
    {1: 10, 2: 4}
    """

    __module__ = "voxtrait"
    __slots__ = ("_labels",)

    _role = "mask"

    def __init__(
        self,
        source: ImageLike,
        spacing: Numbers | None = None,
        origin: Numbers | None = None,
        direction: Numbers | None = None,
        *,
        like: Image | None = None,
    ) -> None:
        super().__init__(source, spacing, origin, direction, like=like)
        self._labels: dict[int, int] = _core.labels(self)

    @property
    def labels(self) -> dict[int, int]:
        """Each label with its number of voxels, in ascending order."""
        return dict(self._labels)


ImageSource: TypeAlias = "str | os.PathLike[str] | Array | SitkImage | ItkImage | NibabelImage"
ImageLike: TypeAlias = "ImageSource | Image"


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
    return Image(path)


def open_pair(image: ImageLike, mask: ImageLike, spacing: Numbers | None) -> tuple[Image, Image]:
    """Open an image and its mask; a plain array lies on the grid of the other one."""
    arrays = [isinstance(one, np.ndarray) for one in (image, mask)]
    if spacing is not None and not all(arrays):
        raise TypeError("spacing is for two plain arrays; here the image or mask has its own")
    if all(arrays):
        return Image(image, spacing), _Labels(mask, spacing)
    if arrays[0]:
        placed = _as_image(mask, _Labels)
        return Image(image, like=placed), placed
    placed = _as_image(image, Image)
    return placed, _Labels(mask, like=placed) if arrays[1] else _as_image(mask, _Labels)


class _Labels(Image):
    """A mask whose labels the compiled part will check when it looks for them."""

    __slots__ = ()

    _role = "mask"


def _as_image(value: ImageLike, kind: type[Image]) -> Image:
    return value if isinstance(value, Image) else kind(value)


_Geometry: TypeAlias = "tuple[Numbers, Numbers, Numbers | None]"


def _geometry_of(
    role: str, source: object, given: tuple[Numbers | None, ...], like: Image | None
) -> _Geometry:
    """Return the geometry for an array; nothing may be given for what has its own."""
    spacing, origin, direction = given
    something = any(one is not None for one in given)
    if not isinstance(source, np.ndarray) and (something or like is not None):
        raise TypeError(f"{role}: geometry is for plain arrays; other images have their own")
    if like is not None:
        if something:
            raise TypeError(f"{role}: either like or spacing, origin and direction")
        return like.spacing, like.origin, like.direction
    return (
        (1.0, 1.0, 1.0) if spacing is None else spacing,
        (0.0, 0.0, 0.0) if origin is None else origin,
        direction,
    )


def _opened(source: object, role: str) -> tuple[Array, _Geometry | None]:
    """Return voxels, and the geometry of what has its own."""
    if isinstance(source, Image):
        return source.array, (source.spacing, source.origin, source.direction)
    if isinstance(source, str | os.PathLike):
        if "\0" in os.fspath(source):
            raise FileError(f"{source!r}: a path cannot hold a NUL", "io.read", os.fspath(source))
        array, *geometry = _core.read_image(source)
        return voxels_of(array, role), tuple(geometry)
    if isinstance(source, np.ndarray):
        return voxels_of(source, role), None
    opened = source_of(source, role)
    if opened is None:
        raise _unusable(
            "a path, a numpy array, a voxtrait.Image or an image of SimpleITK, itk or nibabel",
            source,
            role,
        )
    array, *geometry = opened
    return voxels_of(array, role), tuple(geometry)


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


def _vector(numbers: Numbers, what: str, role: str, missing: list[float]) -> Vector:
    try:
        values = [float(number) for number in numbers]
    except (TypeError, ValueError):
        raise TypeError(f"{role}: expected numbers as {what}, found {numbers!r}") from None
    if len(values) == 2:
        values += missing
    if len(values) != 3:
        raise _invalid(f"expected {what} along (x, y, z), found {len(values)} numbers", role)
    x, y, z = values
    return x, y, z


def _matrix(numbers: Numbers | None, role: str, planar: bool) -> tuple[float, ...]:
    try:
        values = np.eye(3) if numbers is None else np.asarray(numbers, np.float64)
    except (TypeError, ValueError):
        raise TypeError(f"{role}: expected numbers as direction, found {numbers!r}") from None
    if planar and values.size == 4:
        plane, values = values.reshape(2, 2), np.eye(3)
        values[:2, :2] = plane
    if values.size != 9:
        raise _invalid(f"expected 9 direction cosines, found {values.size}", role)
    return tuple(values.ravel().tolist())


def _invalid(message: str, role: str) -> InputError:
    return InputError(f"{role}: {message}", "geometry.invalid", role)


def _unusable(expected: str, found: object, role: str) -> TypeError:
    kind = f"{type(found).__module__}.{type(found).__qualname__}"
    return TypeError(f"{role}: expected {expected}, found {kind}")
