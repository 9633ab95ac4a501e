"""The same image gives the same values, however a file stores it."""

import gzip
import struct
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from cli_case import Case
from cli_images import (
    META_TYPES,
    NIFTI_TYPES,
    Affine,
    Array,
    affine_of,
    meta_image_bytes,
    nifti_bytes,
    nrrd_bytes,
    write_meta_image,
    write_nifti,
    write_nrrd,
)
from cli_program import ALL_RIGHT, WRONG_USAGE, extract

ALL_2D = "--aggregations=2D_average,2.5D_merged,2D,2.5D"


@pytest.mark.parametrize("pixel_type", NIFTI_TYPES)
def test_pixel_types_and_formats_do_not_matter(case: Case, tmp_path: Path, pixel_type: str) -> None:
    voxels = (case.voxels // 2 + 60).astype("uint8")  # fits every type: 10 to 159
    voxels = np.minimum(voxels, 127)
    plain = extract(write_nifti(tmp_path / "plain.nii", voxels, case.affine), case.mask).rows
    typed = voxels.astype(pixel_type)
    for path in (
        write_nifti(tmp_path / "a.nii", typed, case.affine),
        write_nifti(tmp_path / "a.nii.gz", typed, case.affine),
        write_nrrd(tmp_path / "a.nrrd", typed, case.affine),
        write_nrrd(tmp_path / "b.nrrd", typed, case.affine, zipped=True),
        write_meta_image(tmp_path / "a.mha", typed, case.affine),
    ):
        result = extract(path, case.mask)
        assert result.code == ALL_RIGHT, result.err
        assert result.rows == plain, path
        assert result.value("mean") == pytest.approx(voxels[case.labels == 1].mean(), rel=1e-14)


@pytest.mark.parametrize("pixel_type", ["int32", "int64", "uint64", "float64", "uint32"])
def test_large_numbers_are_exact(case: Case, tmp_path: Path, pixel_type: str) -> None:
    large = 2**31 - 300 if pixel_type == "int32" else 2**40 if "64" in pixel_type else 2**32 - 300
    voxels = (case.voxels.astype("int64") + large).astype(pixel_type)
    for path in (
        write_nifti(tmp_path / "a.nii", voxels, case.affine),
        write_nrrd(tmp_path / "a.nrrd", voxels, case.affine),
        write_meta_image(tmp_path / "a.mha", voxels, case.affine),
    ):
        result = extract(path, case.mask, "--families=intensity_statistics")
        assert result.value("minimum") == int(case.inside.min()) + large
        assert result.value("maximum") == int(case.inside.max()) + large


@pytest.mark.parametrize("pixel_type", [*META_TYPES])
def test_masks_of_every_type(case: Case, tmp_path: Path, pixel_type: str) -> None:
    labels = case.labels.astype(pixel_type)
    expected = extract(case.image, case.mask)
    for path in (
        write_nifti(tmp_path / "m.nii.gz", labels, case.affine),
        write_nrrd(tmp_path / "m.nrrd", labels, case.affine),
        write_meta_image(tmp_path / "m.mha", labels, case.affine),
    ):
        assert extract(case.image, path) == expected


LABELS = [("int16", 256), ("uint16", 65535), ("int32", 70000), ("int64", 2**40), ("int16", -3)]
LABELS += [("float32", 300), ("float64", 2**40)]


@pytest.mark.parametrize(("pixel_type", "label"), LABELS)
def test_labels_beyond_a_byte(case: Case, tmp_path: Path, pixel_type: str, label: int) -> None:
    labels = case.labels.astype(pixel_type) * np.array(label, pixel_type)
    mask = write_nifti(tmp_path / "labels.nii.gz", labels, case.affine)
    result = extract(case.image, mask, f"--labels={label}")
    assert result.code == ALL_RIGHT
    assert {row["label"] for row in result.rows} == {str(label)}
    expected = extract(case.image, case.mask).rows
    assert [r["value"] for r in result.rows] == [r["value"] for r in expected]


def big_endian(array: Array, affine: Affine) -> bytes:
    """NIfTI as a machine of the other byte order writes it."""
    content = nifti_bytes(array, affine)
    layout = "i10s18sih2B8h3f4h8f3fh2B4f2i80s24s2h6f12f16s4s"
    fields = struct.unpack_from("<" + layout, content)
    data = array.astype(array.dtype.newbyteorder(">")).tobytes()
    return struct.pack(">" + layout, *fields) + bytes(4) + data


@pytest.mark.parametrize("pixel_type", ["int16", "float32", "float64", "int64"])
def test_byte_order_does_not_matter(case: Case, tmp_path: Path, pixel_type: str) -> None:
    voxels = case.voxels.astype(pixel_type)
    expected = extract(case.image, case.mask).rows
    path = tmp_path / "big.nii"
    path.write_bytes(big_endian(voxels, case.affine))
    assert extract(path, case.mask).rows == expected
    swapped = voxels.astype(voxels.dtype.newbyteorder(">")).tobytes()
    path = tmp_path / "big.mha"
    header = meta_image_bytes(voxels, case.affine)[: -len(swapped)]
    path.write_bytes(header.replace(b"MSB = False", b"MSB = True") + swapped)
    assert extract(path, case.mask).rows == expected
    path = tmp_path / "big.nrrd"
    header = nrrd_bytes(voxels, case.affine)[: -len(swapped)]
    path.write_bytes(header.replace(b"endian: little", b"endian: big") + swapped)
    assert extract(path, case.mask).rows == expected


@pytest.mark.parametrize(("slope", "intercept"), [(2.0, -1024.0), (0.25, 0.0), (1.0, 3.0)])
def test_rescaling_of_nifti_is_applied(
    case: Case, tmp_path: Path, slope: float, intercept: float
) -> None:
    content = bytearray(nifti_bytes(case.voxels, case.affine))
    struct.pack_into("<2f", content, 112, slope, intercept)
    path = tmp_path / "rescaled.nii"
    path.write_bytes(content)
    scaled = (case.voxels * slope + intercept).astype("float32")
    expected = extract(write_nifti(tmp_path / "scaled.nii", scaled, case.affine), case.mask).rows
    assert extract(path, case.mask).rows == expected


@pytest.mark.parametrize("slope", [0.0, float("nan")])
def test_no_rescaling_without_a_slope(case: Case, tmp_path: Path, slope: float) -> None:
    content = bytearray(nifti_bytes(case.voxels, case.affine))
    struct.pack_into("<2f", content, 112, slope, 7.0)
    path = tmp_path / "plain.nii"
    path.write_bytes(content)
    assert extract(path, case.mask).rows == extract(case.image, case.mask).rows


@pytest.mark.parametrize("present", ["image.nii", "image.hdr", "image.img"])
def test_the_file_that_was_asked_for_is_read(case: Case, present: str) -> None:
    other = case.image.with_name(present)
    write_nifti(other, case.voxels * 0 + 5, case.affine)
    assert extract(case.image, case.mask).value("mean") == pytest.approx(case.inside.mean())
    if present == "image.nii":
        assert extract(other, case.mask).value("mean") == 5


def test_a_mask_beside_its_uncompressed_twin(case: Case) -> None:
    write_nifti(case.mask.with_name("mask.nii"), case.labels * 0, case.affine)
    assert extract(case.image, case.mask).code == ALL_RIGHT


@pytest.mark.parametrize("suffix", [".NII", ".Nii.Gz", ".NRRD", ".Mha", ".MHA"])
def test_capital_letters_in_names(case: Case, tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"IMAGE{suffix}"
    content = {
        ".NII": nifti_bytes(case.voxels, case.affine),
        ".Nii.Gz": gzip.compress(nifti_bytes(case.voxels, case.affine)),
        ".NRRD": nrrd_bytes(case.voxels, case.affine),
        ".Mha": meta_image_bytes(case.voxels, case.affine),
        ".MHA": meta_image_bytes(case.voxels, case.affine),
    }[suffix]
    path.write_bytes(content)
    assert extract(path, case.mask).rows == extract(case.image, case.mask).rows


@pytest.mark.parametrize("name", ["with space.nii.gz", "ümlaut.nii.gz", "-dash.nii.gz", "a'b.nii"])
def test_unusual_names(case: Case, tmp_path: Path, name: str) -> None:
    path = write_nifti(tmp_path / name, case.voxels, case.affine)
    assert extract(path, case.mask) == extract(case.image, case.mask)


@pytest.mark.parametrize("suffix", ["mhd", "nhdr"])
def test_a_header_with_voxels_in_another_file(case: Case, tmp_path: Path, suffix: str) -> None:
    size = case.voxels.nbytes
    if suffix == "mhd":
        header = meta_image_bytes(case.voxels, case.affine)[:-size]
        header = header.replace(b"LOCAL", b"pixels.raw")
    else:
        header = nrrd_bytes(case.voxels, case.affine)[: -size - 1] + b"data file: pixels.raw\n"
    path = tmp_path / f"image.{suffix}"
    path.write_bytes(header)
    (tmp_path / "pixels.raw").write_bytes(case.voxels.tobytes())
    assert extract(path, case.mask).rows == extract(case.image, case.mask).rows


def test_an_image_of_one_plane(case: Case, tmp_path: Path) -> None:
    voxels, labels = case.voxels[2], case.labels[2]
    mask = write_nifti(tmp_path / "m.nii", labels, affine_of((0.75, 0.75, 1)))
    expected = write_nifti(tmp_path / "3.nii", voxels[None], affine_of((0.75, 0.75, 1)))
    known = extract(expected, mask, ALL_2D)
    for path in (
        write_nifti(tmp_path / "2.nii", voxels, affine_of((0.75, 0.75, 1))),
        write_nrrd(tmp_path / "2.nrrd", voxels, spacing=(0.75, 0.75)),
        write_meta_image(tmp_path / "2.mha", voxels, spacing=(0.75, 0.75)),
    ):
        result = extract(path, mask, ALL_2D)
        assert result.code == ALL_RIGHT, result.err
        assert result.rows == known.rows
        assert result.value("mean") == pytest.approx(voxels[labels == 1].mean(), rel=1e-14)
        assert {r["status"] for r in result.rows} <= {"ok", "not_applicable", "undefined"}


def oblique(case: Case) -> Affine:
    """About 20 degrees around x and 15 around z, so that stored axes keep their meaning."""
    a, c = np.deg2rad(20), np.deg2rad(15)
    around_x = np.array([[1, 0, 0], [0, np.cos(a), -np.sin(a)], [0, np.sin(a), np.cos(a)]])
    around_z = np.array([[np.cos(c), -np.sin(c), 0], [np.sin(c), np.cos(c), 0], [0, 0, 1]])
    affine = case.affine.copy()
    affine[:3, :3] = around_z @ around_x @ affine[:3, :3]
    return affine


@pytest.mark.parametrize("flags", [[], [ALL_2D], ["interpolated"]])
def test_oblique_axes_change_no_value(case: Case, tmp_path: Path, flags: list[str]) -> None:
    if flags == ["interpolated"]:
        flags = ["--interpolation-method=linear", "--interpolation-spacing=1,1,2"]
    expected = extract(case.image, case.mask, *flags).rows
    affine = oblique(case)
    writers: dict[str, Any] = {"nii": write_nifti, "nrrd": write_nrrd, "mha": write_meta_image}
    for suffix, write in writers.items():
        image = write(tmp_path / f"i.{suffix}", case.voxels, affine)
        mask = write(tmp_path / f"m.{suffix}", case.labels, affine)
        result = extract(image, mask, *flags)
        assert result.code == ALL_RIGHT, result.err
        assert_close(result.rows, expected, relative=0 if suffix == "nii" else 1e-9)


def assert_close(
    rows: list[dict[str, str]], expected: list[dict[str, str]], relative: float
) -> None:
    """Spacing is a length of a direction in NRRD, so its last bits may differ there."""
    for row, good in zip(rows, expected, strict=True):
        assert {**row, "value": ""} == {**good, "value": ""}
        if row["value"] != good["value"]:
            assert float(row["value"]) == pytest.approx(float(good["value"]), rel=relative), row


def test_image_and_mask_may_have_different_formats(case: Case, tmp_path: Path) -> None:
    expected = extract(case.image, case.mask)
    for mask in (
        write_nrrd(tmp_path / "m.nrrd", case.labels, case.affine),
        write_meta_image(tmp_path / "m.mha", case.labels, case.affine),
    ):
        assert extract(case.image, mask) == expected


def test_voxels_as_text_are_refused_instead_of_guessed(case: Case, tmp_path: Path) -> None:
    header = meta_image_bytes(case.voxels)[: -case.voxels.nbytes]
    path = tmp_path / "text.mha"
    text = " ".join(str(v) for v in case.voxels.ravel())
    path.write_bytes(header.replace(b"BinaryData = True", b"BinaryData = False") + text.encode())
    result = extract(path, case.mask)
    assert result.code not in (ALL_RIGHT, WRONG_USAGE)
    assert "binary" in result.err
