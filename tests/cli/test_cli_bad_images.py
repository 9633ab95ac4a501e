"""Files that cannot be read as an image: refused with a reason, whatever part they play."""

import gzip
import os
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from cli_case import Case
from cli_images import (
    Array,
    affine_of,
    meta_image_bytes,
    nifti_bytes,
    nifti_header,
    nrrd_bytes,
    write_meta_image,
    write_nifti,
    write_nrrd,
)
from cli_program import UNREADABLE, Run, assert_refused, extract

GIGABYTE = 1 << 30


def compressed_meta_image(array: Array) -> bytes:
    content = meta_image_bytes(array)
    header, data = content[: -array.nbytes], zlib.compress(array.tobytes())
    size = f"CompressedData = True\nCompressedDataSize = {len(data)}".encode()
    return header.replace(b"CompressedData = False", size) + data


def refused(case: Case, path: Path, *words: str) -> None:
    """As an image and as a mask, with a file to write: no result, no crash, no file."""
    target = case.image.with_name("out.csv")
    for image, mask in ((path, case.mask), (case.image, path)):
        # Address space is short, so that a header cannot talk the program into taking memory.
        result = extract(image, mask, "-o", target, "--threads", 1, memory=2 * GIGABYTE)
        assert_refused(result, UNREADABLE, str(path.with_suffix("")), *words)
        assert not list(target.parent.glob("out*"))


def test_a_missing_file(case: Case, tmp_path: Path) -> None:
    refused(case, tmp_path / "none.nii.gz", "no such file")


def test_a_directory_and_a_device(case: Case, tmp_path: Path) -> None:
    folder = tmp_path / "folder.nii"
    folder.mkdir()
    refused(case, folder, "directory")
    link = tmp_path / "null.nii"
    link.symlink_to("/dev/null")
    refused(case, link, "device")
    (tmp_path / "dangling.nii").symlink_to(tmp_path / "nothing.nii")
    refused(case, tmp_path / "dangling.nii", "no such file")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission(case: Case, tmp_path: Path) -> None:
    path = write_nifti(tmp_path / "secret.nii", case.voxels)
    path.chmod(0)
    refused(case, path)


@pytest.mark.parametrize("suffix", [".nii", ".nii.gz", ".nrrd", ".nhdr", ".mha", ".mhd"])
def test_text_and_emptiness_under_the_name_of_an_image(
    case: Case, tmp_path: Path, suffix: str
) -> None:
    path = tmp_path / f"notes{suffix}"
    path.write_text("Slices 12 to 30 show the lesion.\n" * 100)
    refused(case, path, "expected" if "nii" in suffix else "not what its name says")
    path.write_bytes(b"")
    refused(case, path, "empty")
    path.write_bytes(gzip.compress(b"Slices 12 to 30 show the lesion.\n" * 100))
    refused(case, path)
    path.write_bytes(bytes(1000))
    refused(case, path)


def test_a_kind_of_file_that_is_not_known(case: Case, tmp_path: Path) -> None:
    path = tmp_path / "image.tiff"
    path.write_bytes(b"II*\0")
    refused(case, path, ".nii.gz", ".nrrd", ".mha")


def whole(kind: str, array: Array) -> bytes:
    return {
        ".nii": lambda: nifti_bytes(array),
        ".nii.gz": lambda: gzip.compress(nifti_bytes(array)),
        ".nrrd": lambda: nrrd_bytes(array),
        ".gz.nrrd": lambda: nrrd_bytes(array, zipped=True),
        ".mha": lambda: meta_image_bytes(array),
        ".z.mha": lambda: compressed_meta_image(array),
    }[kind]()


KINDS = [".nii", ".nii.gz", ".nrrd", ".gz.nrrd", ".mha", ".z.mha"]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("kept", [0.05, 0.3, 0.6, 0.9, 0.999])
def test_a_truncated_file(case: Case, tmp_path: Path, kind: str, kept: float) -> None:
    array = np.random.default_rng(1).integers(0, 255, (20, 30, 40)).astype("uint8")
    content = whole(kind, array)
    path = tmp_path / f"image{kind}"
    path.write_bytes(content[: int(len(content) * kept)])
    refused(case, path)


@pytest.mark.parametrize("kind", [".nii", ".nrrd", ".mha"])
def test_a_file_that_lacks_its_last_voxel(case: Case, tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"image{kind}"
    path.write_bytes(whole(kind, case.voxels)[:-2])
    refused(case, path, "incomplete")


@pytest.mark.parametrize("kind", [".nii.gz", ".gz.nrrd", ".z.mha"])
def test_a_compressed_file_with_a_wrong_bit(case: Case, tmp_path: Path, kind: str) -> None:
    array = np.random.default_rng(1).integers(0, 255, (20, 30, 40)).astype("uint8")
    content = bytearray(whole(kind, array))
    content[-2000] ^= 0x10
    path = tmp_path / f"image{kind}"
    path.write_bytes(content)
    refused(case, path, "damaged")


@pytest.mark.parametrize("suffix", [".mhd", ".nhdr"])
@pytest.mark.parametrize("kept", [None, 0, 100])
def test_a_header_whose_data_file_is_missing_or_short(
    case: Case, tmp_path: Path, suffix: str, kept: int | None
) -> None:
    size = case.voxels.nbytes
    if suffix == ".mhd":
        header = meta_image_bytes(case.voxels)[:-size].replace(b"LOCAL", b"pixels.raw")
    else:
        header = nrrd_bytes(case.voxels)[: -size - 1] + b"data file: pixels.raw\n"
    path = tmp_path / f"image{suffix}"
    path.write_bytes(header)
    if kept is not None:
        (tmp_path / "pixels.raw").write_bytes(case.voxels.tobytes()[:kept])
    result = extract(path, case.mask)
    assert_refused(result, UNREADABLE, "pixels.raw" if kept is None else str(tmp_path))


def four_dimensional(kind: str, array: Array) -> bytes:
    return whole(kind, np.stack([array, array]))


@pytest.mark.parametrize("kind", [".nii", ".nii.gz"])
def test_a_series_of_volumes(case: Case, tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"series{kind}"
    path.write_bytes(four_dimensional(kind, case.voxels))
    refused(case, path, "three dimensions", "found 4", "2 volumes", "extract one")


def test_a_series_of_one_volume_is_an_image(case: Case, tmp_path: Path) -> None:
    path = write_nifti(tmp_path / "one.nii", case.voxels[None], case.affine)
    assert extract(path, case.mask) == extract(case.image, case.mask)


@pytest.mark.parametrize(
    ("pixel_type", "bits", "found"),
    [
        (128, 24, "colours"),
        (2304, 32, "colours"),
        (32, 64, "complex"),
        (1792, 128, "complex"),
        (1536, 128, "1536"),
        (1, 1, "datatype 1"),
        (0, 0, "datatype 0"),
    ],
)
def test_voxels_that_are_not_one_number(
    case: Case, tmp_path: Path, pixel_type: int, bits: int, found: str
) -> None:
    path = tmp_path / "other.nii"
    header = nifti_header((8, 7, 6), pixel_type, bits, case.affine)
    path.write_bytes(header + bytes(8 * 7 * 6 * 16))
    refused(case, path, "one number", found)


def test_colours_in_other_formats(case: Case, tmp_path: Path) -> None:
    colours = np.repeat(case.voxels.astype("uint8")[..., None], 3, axis=3)
    content = meta_image_bytes(case.voxels.astype("uint8"))[: -case.voxels.size]
    path = tmp_path / "colours.mha"
    channels = b"ElementNumberOfChannels = 3\nElementType"
    path.write_bytes(content.replace(b"ElementType", channels) + colours.tobytes())
    refused(case, path, "found 3", "channel")
    header = (
        b"NRRD0004\ntype: uchar\ndimension: 4\nsizes: 3 8 7 6\nkinds: RGB-color domain domain "
        b"domain\nspace: left-posterior-superior\nspace directions: none (1,0,0) (0,1,0) (0,0,1)\n"
        b"space origin: (0,0,0)\nendian: little\nencoding: raw\n\n"
    )
    path = tmp_path / "colours.nrrd"
    path.write_bytes(header + colours.tobytes())
    refused(case, path, "found 3", "channel")


WRITERS: dict[str, Callable[..., Path]] = {
    "nii": lambda path, array, spacing: write_nifti(path, array, None, spacing),
    "nrrd": lambda path, array, spacing: write_nrrd(path, array, spacing=spacing),
    "mha": lambda path, array, spacing: write_meta_image(path, array, spacing=spacing),
}


@pytest.mark.parametrize("suffix", WRITERS)
@pytest.mark.parametrize("axis", [0, 1, 2])
@pytest.mark.parametrize("spacing", [0.0, -1.0, float("inf")])
def test_spacings_that_no_voxel_has(
    case: Case, tmp_path: Path, suffix: str, axis: int, spacing: float
) -> None:
    spacings = [1.0, 1.0, 1.0]
    spacings[axis] = spacing
    path = WRITERS[suffix](tmp_path / f"image.{suffix}", case.voxels, spacings)
    result = extract(path, case.mask)
    assert (result.code, result.out) == (UNREADABLE, "")
    if suffix != "mha" or np.isfinite(spacing):  # `inf` is no number to MetaIO
        assert "spacing" in result.err or "voxel sizes" in result.err
    refused(case, path)


@pytest.mark.parametrize("dimensions", [b"393223", b"11", b"0", b"-3", b"x"])
def test_dimensions_that_no_image_has(case: Case, tmp_path: Path, dimensions: bytes) -> None:
    path = tmp_path / "image.mha"
    content = meta_image_bytes(case.voxels)
    path.write_bytes(content.replace(b"NDims = 3", b"NDims = " + dimensions))
    refused(case, path, "dimensions", dimensions.decode())


@pytest.mark.parametrize("suffix", ["nii", "nrrd"])
def test_axes_that_are_sheared_or_have_no_length(case: Case, tmp_path: Path, suffix: str) -> None:
    write = write_nifti if suffix == "nii" else write_nrrd
    sheared = affine_of()
    sheared[0, 1] = 0.3
    refused(case, write(tmp_path / f"sheared.{suffix}", case.voxels, sheared), "orthogonal")
    flat = affine_of((1, 0, 1))
    options = {"pixdim": (1, 1, 1)} if suffix == "nii" else {}
    refused(case, write(tmp_path / f"flat.{suffix}", case.voxels, flat, **options), "found")


def damaged(offset: int, form: str, value: float) -> Callable[[Array], bytes]:
    def content(array: Array) -> bytes:
        data = bytearray(nifti_bytes(array))
        struct.pack_into("<" + form, data, offset, value)
        return bytes(data)

    return content


DAMAGES = {
    "no dimension": damaged(40, "h", 0),
    "9 dimensions": damaged(40, "h", 9),
    "-3 dimensions": damaged(40, "h", -3),
    "size 0": damaged(42, "h", 0),
    "size -7": damaged(44, "h", -7),
    "size 32767": damaged(46, "h", 32767),
    "axis of infinite length": damaged(300, "f", float("-inf")),
    "position that is no number": damaged(292, "f", float("nan")),
    "voxels far away": damaged(108, "f", 1e9),
    "two files": damaged(344, "i", int.from_bytes(b"ni1\0", "little")),
    "NIfTI-2": damaged(0, "i", 540),
    "no size of the header": damaged(0, "i", 1 << 24),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_damaged_nifti_headers(case: Case, tmp_path: Path, damage: str) -> None:
    path = tmp_path / "damaged.nii"
    path.write_bytes(DAMAGES[damage](case.voxels))
    refused(case, path)


def huge(kind: str, size: tuple[int, int, int]) -> bytes:
    small = np.zeros((2, 2, 2), "int16")
    words = b" ".join(str(n).encode() for n in size)
    if kind.startswith(".nii"):
        content = nifti_header(size, 4, 16, affine_of()) + bytes(16)
        return gzip.compress(content) if kind.endswith(".gz") else content
    return whole(kind, small).replace(b"2 2 2", words)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("size", [(1291, 1291, 1291), (32767, 32767, 32767)])
def test_headers_that_promise_too_much(
    case: Case, tmp_path: Path, kind: str, size: tuple[int, int, int]
) -> None:
    assert np.prod([float(n) for n in size]) > 2**31
    path = tmp_path / f"huge{kind}"
    path.write_bytes(huge(kind, size))
    refused(case, path, "incomplete")


@pytest.mark.parametrize("kind", [".nrrd", ".gz.nrrd", ".mha", ".z.mha"])
@pytest.mark.parametrize(
    "size",
    [(2**32, 2**32, 2**32), (2**21, 2**21, 2**21), (2**62, 2, 2), (10**30, 1, 1), (-5, 4, 4)],
)
def test_sizes_whose_product_is_no_number(
    case: Case, tmp_path: Path, kind: str, size: tuple[int, int, int]
) -> None:
    path = tmp_path / f"huge{kind}"
    path.write_bytes(huge(kind, size))
    refused(case, path)


def test_nothing_is_left_in_the_temporary_folder(case: Case, tmp_path: Path) -> None:
    folder = tmp_path / "tmp"
    folder.mkdir()
    sibling = write_nifti(case.image.with_name("image.nii"), case.voxels, case.affine)
    runs: list[Run] = [extract(case.image, case.mask, env={"TMPDIR": str(folder)})]
    case.image.write_bytes(case.image.read_bytes()[:-100])
    runs.append(extract(case.image, case.mask, env={"TMPDIR": str(folder)}))
    assert [r.code for r in runs] == [0, UNREADABLE]
    assert sibling.exists()
    assert not list(folder.iterdir())
