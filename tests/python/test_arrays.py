"""Voxels from numpy: layouts, types, axes and geometry."""

import gzip
import struct
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

import voxtrait

Array = np.ndarray
ALL = {"aggregations": ["2D_average", "2.5D_merged", "2D", "2.5D", "3D_average", "3D"]}
CYCLIC = [0, 0, 1, 1, 0, 0, 0, 1, 0]  # x, y, z of the array lie along y, z, x of the patient


def every_other(array: Array) -> Array:
    larger = np.zeros([2 * size for size in array.shape], array.dtype)
    larger[::2, ::2, ::2] = array
    return larger[::2, ::2, ::2]


def unaligned(array: Array) -> Array:
    return np.frombuffer(b"\0" + array.tobytes(), array.dtype, offset=1).reshape(array.shape)


def read_only(array: Array) -> Array:
    array = array.copy()
    array.setflags(write=False)
    return array


LAYOUTS: dict[str, Callable[[Array], Array]] = {
    "Fortran order": np.asfortranarray,
    "negative strides": lambda a: a[::-1, ::-1, ::-1].copy()[::-1, ::-1, ::-1],
    "strides over a larger array": every_other,
    "transposed": lambda a: a.transpose(2, 0, 1).copy().transpose(1, 2, 0),
    "big endian": lambda a: a.astype(a.dtype.newbyteorder(">")),
    "unaligned": unaligned,
    "read-only": read_only,
    "subclass": lambda a: a.view(type("Derived", (np.ndarray,), {})),
}
INTEGERS = ["int8", "uint8", "int16", "uint16", "int32", "uint32", "int64", "uint64"]


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_layout_of_arrays_changes_nothing(layout, voxels: Array, mask: Array) -> None:
    expected = voxtrait.extract(voxels, mask, ALL)
    wide_mask = mask.astype(np.int32)
    assert voxtrait.extract(layout(voxels), layout(wide_mask), ALL).rows == expected.rows


@pytest.mark.parametrize("dtype", [*INTEGERS, "longlong", "float16", "float32", "float64"])
def test_type_of_voxels_changes_nothing(dtype: str, voxels: Array, mask: Array) -> None:
    expected = voxtrait.extract(voxels, mask)
    assert voxtrait.extract(voxels.astype(dtype), mask.astype(dtype)).rows == expected.rows


def test_boolean_arrays_are_zeros_and_ones(voxels: Array, mask: Array) -> None:
    image = voxels > 50
    expected = voxtrait.extract(image.astype(float), mask)
    assert voxtrait.extract(image, mask.astype(bool)).rows == expected.rows


@pytest.mark.parametrize("dtype", [*INTEGERS, "float32", "float64", "bool"])
def test_contiguous_native_arrays_are_not_copied(dtype: str) -> None:
    for array in np.zeros((2, 3, 4), dtype), read_only(np.zeros((2, 3, 4), dtype)):
        assert np.shares_memory(voxtrait.Image(array).array, array)


def test_image_gives_a_read_only_view_and_leaves_the_array_writeable(voxels: Array) -> None:
    image = voxtrait.Image(voxels)
    assert voxels.flags.writeable
    with pytest.raises(ValueError, match="read-only"):
        image.array[0, 0, 0] = 1
    with pytest.raises(AttributeError):
        image.spacing = (2, 2, 2)  # type: ignore[misc]


def diagnosed(table: voxtrait.Table, tag: str) -> tuple[float | None, ...]:
    values = {row.feature: row.value for row in table}
    return tuple(values[f"{tag}_{axis}_init_img"] for axis in "xyz")


def test_arrays_are_z_y_x_and_spacing_is_x_y_z(voxels: Array, mask: Array) -> None:
    table = voxtrait.extract(voxels, mask, spacing=(0.5, 2, 3), diagnostics=True)
    assert diagnosed(table, "img_dim") == (9, 6, 4)
    assert diagnosed(table, "vox_dim") == (0.5, 2, 3)
    assert table.provenance["image"]["spacing"] == [0.5, 2.0, 3.0]


def test_columns_of_the_direction_belong_to_the_axes(voxels: Array, mask: Array) -> None:
    image = voxtrait.Image(voxels, (1, 2, 3), (10, 20, 30), np.reshape(CYCLIC, (3, 3)))
    assert (image.origin, image.direction) == ((10, 20, 30), tuple(CYCLIC))
    table = voxtrait.extract(image, mask, {"glcm": {"distance": 1}}, diagnostics=True)
    assert diagnosed(table, "img_dim") == (4, 9, 6)
    assert diagnosed(table, "vox_dim") == (3, 1, 2)


def nifti(path: Path) -> tuple[Array, tuple[float, ...]]:
    """Voxels (z, y, x) of int16 and spacing, without voxtrait."""
    content = gzip.decompress(path.read_bytes())
    _, nx, ny, nz = struct.unpack_from("<4h", content, 40)
    spacing = struct.unpack_from("<3f", content, 80)
    (offset,) = struct.unpack_from("<f", content, 108)
    return np.frombuffer(content, "<i2", nx * ny * nz, int(offset)).reshape(nz, ny, nx), spacing


def test_arrays_and_files_give_the_same_bits(phantom, phantom_table: voxtrait.Table) -> None:
    (image, spacing), (mask, _) = nifti(phantom[0]), nifti(phantom[1])
    assert voxtrait.extract(image, mask, phantom[2], spacing=spacing).rows == phantom_table.rows
    read = voxtrait.read_image(phantom[0])
    assert (read.array == image).all()
    assert read.array.dtype == np.int16
    assert read.spacing == spacing


def test_a_plain_array_lies_on_the_grid_of_the_other_input(phantom, phantom_table) -> None:
    image, mask, settings = phantom
    mask_array = voxtrait.read_image(mask).array
    image_array = voxtrait.read_image(image).array
    for pair in [
        (image, mask_array),
        (str(image), mask_array),
        (voxtrait.read_image(image), mask_array),
        (image_array, mask),
        (image_array, voxtrait.read_image(mask)),
    ]:
        assert voxtrait.extract(*pair, settings).rows == phantom_table.rows


def test_a_plane_is_a_volume_of_one_slice(voxels: Array, mask: Array) -> None:
    expected = voxtrait.extract(voxels[:1], mask[:1], ALL, spacing=(2, 3, 1))
    for image, labels in [
        (voxels[0], mask[0]),
        (voxels[:1], mask[0]),
        (voxels[0], mask[:1]),
        (voxtrait.Image(voxels[0], (2, 3)), mask[0]),
        (voxtrait.Image(voxels[0], (2, 3), (0, 0), (1, 0, 0, 1)), mask[:1]),
    ]:
        spacing = None if isinstance(image, voxtrait.Image) else (2, 3)
        assert voxtrait.extract(image, labels, ALL, spacing=spacing).rows == expected.rows


def test_direction_of_a_plane_turns_it_in_the_plane(voxels: Array) -> None:
    turned = voxtrait.Image(voxels[0], (2, 3), (4, 5), [[0, -1], [1, 0]])
    assert turned.spacing == (2, 3, 1)
    assert turned.origin == (4, 5, 0)
    assert turned.direction == (0, -1, 0, 1, 0, 0, 0, 0, 1)


def test_a_mask_of_another_geometry_is_resampled_on_request(voxels: Array, mask: Array) -> None:
    image = voxtrait.Image(voxels)
    shifted = voxtrait.Image(mask[:, 1:, :], origin=(0, 1, 0))
    table = voxtrait.extract(image, shifted, resample_mask=True)
    assert table.rows == voxtrait.extract(voxels, mask).rows
