"""Masks that do not fit, are empty or lack a label."""

from pathlib import Path

import numpy as np
import pytest

from cli_case import Case
from cli_images import Affine, Array, affine_of, write_meta_image, write_nifti, write_nrrd
from cli_program import (
    ALL_RIGHT,
    SOME_FAILED,
    UNREADABLE,
    assert_no_values,
    assert_refused,
    extract,
)


def rotated(affine: Affine, degrees: float) -> Affine:
    angle = np.deg2rad(degrees)
    turn = np.eye(4)
    turn[:2, :2] = [[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]]
    return turn @ affine


def moved(affine: Affine, by: tuple[float, float, float]) -> Affine:
    result = affine.copy()
    result[:3, 3] += by
    return result


def assert_mismatch(case: Case, mask: Path, *words: str) -> None:
    target = case.image.with_name("out.csv")
    result = extract(case.image, mask, "-o", target)
    assert_refused(result, UNREADABLE, "mask", "voxels", "--resample-mask", *words)
    assert not target.exists()


def test_a_mask_of_another_size_names_both(case: Case, tmp_path: Path) -> None:
    mask = write_nifti(tmp_path / "small.nii.gz", case.labels[:, :, :7], case.affine)
    assert_mismatch(case, mask, "size", "8 x 7 x 6", "7 x 7 x 6")


def test_a_mask_of_another_spacing_names_both(case: Case, tmp_path: Path) -> None:
    affine = case.affine @ np.diag([1, 1, 1.2, 1])
    mask = write_nifti(tmp_path / "spaced.nii.gz", case.labels, affine)
    assert_mismatch(case, mask, "spacing", "(0.75, 0.75, 2.5)", "(0.75, 0.75, 3)", "0.5 mm")


def test_a_mask_that_lies_elsewhere_says_how_far(case: Case, tmp_path: Path) -> None:
    affine = moved(case.affine, (0, 3, 0))
    mask = write_nifti(tmp_path / "moved.nii.gz", case.labels, affine)
    assert_mismatch(case, mask, "origin", "3 mm (4 voxels) apart")


def test_a_mask_that_is_turned_says_by_what_angle(case: Case, tmp_path: Path) -> None:
    mask = write_nifti(tmp_path / "turned.nii.gz", case.labels, rotated(case.affine, 10))
    assert_mismatch(case, mask, "direction", "10 degrees")


def test_a_small_shift_is_a_mismatch_too(case: Case, tmp_path: Path) -> None:
    mask = write_nifti(tmp_path / "near.nii.gz", case.labels, moved(case.affine, (0.01, 0, 0)))
    assert_mismatch(case, mask, "origin", "0.01 mm")


def test_the_noise_of_32_bit_headers_is_none(case: Case, tmp_path: Path) -> None:
    mask = write_nrrd(tmp_path / "exact.nrrd", case.labels, moved(case.affine, (1e-6, 0, 0)))
    assert extract(case.image, mask) == extract(case.image, case.mask)


def resampled(case: Case, mask: Path) -> tuple[int, list[dict[str, str]]]:
    result = extract(case.image, mask, "--resample-mask")
    return result.code, result.rows


def test_a_cropped_mask_is_put_back_in_place(case: Case, tmp_path: Path) -> None:
    affine = moved(case.affine, tuple(case.affine[:3, :3] @ [1, 1, 0]))
    mask = write_nifti(tmp_path / "cropped.nii.gz", case.labels[:, 1:, 1:], affine)
    assert resampled(case, mask) == (ALL_RIGHT, extract(case.image, case.mask).rows)


def test_a_mask_with_other_axes_is_put_back_in_place(case: Case, tmp_path: Path) -> None:
    turned = np.ascontiguousarray(case.labels.transpose(2, 1, 0)[:, ::-1])
    swap = np.eye(4)[[2, 1, 0, 3]]
    flip = np.eye(4)
    flip[1, 1], flip[1, 3] = -1, case.labels.shape[1] - 1
    affine = case.affine @ swap @ flip
    mask = write_nifti(tmp_path / "turned.nii.gz", turned, affine)
    assert extract(case.image, mask).code == UNREADABLE
    assert resampled(case, mask) == (ALL_RIGHT, extract(case.image, case.mask).rows)


def test_a_finer_mask_is_sampled_at_the_centres_of_voxels(case: Case, tmp_path: Path) -> None:
    fine = case.labels.repeat(3, axis=2).repeat(3, axis=1)
    affine = case.affine @ np.diag([1 / 3, 1 / 3, 1, 1])
    affine = moved(affine, tuple(-affine[:3, :3] @ [1, 1, 0]))
    mask = write_nifti(tmp_path / "fine.nii.gz", fine, affine)
    assert resampled(case, mask) == (ALL_RIGHT, extract(case.image, case.mask).rows)


def test_a_mask_that_lies_beside_the_image_resamples_to_nothing(case: Case, tmp_path: Path) -> None:
    mask = write_nifti(tmp_path / "far.nii.gz", case.labels, moved(case.affine, (500, 0, 0)))
    result = extract(case.image, mask, "--resample-mask")
    assert result.code == SOME_FAILED
    assert_no_values(result.rows, "empty_roi")


def test_resampling_a_mask_that_fits_changes_nothing(case: Case) -> None:
    assert resampled(case, case.mask) == (ALL_RIGHT, extract(case.image, case.mask).rows)


@pytest.mark.parametrize("form", ["long", "wide", "json", "table"])
def test_an_empty_mask_gives_rows_without_values(case: Case, tmp_path: Path, form: str) -> None:
    mask = write_nifti(tmp_path / "empty.nii.gz", case.labels * 0, case.affine)
    result = extract(case.image, mask, "--format", form)
    assert result.code == SOME_FAILED
    assert "empty" in result.err
    assert "every voxel is 0" in result.err
    assert "empty" in result.out
    if form == "long":
        assert_no_values(result.rows, "empty_roi")
        assert {row["label"] for row in result.rows} == {""}
        known = extract(case.image, case.mask).rows
        columns = ("family", "feature", "ibsi_code", "aggregation", "unit")
        for row, good in zip(result.rows, known, strict=True):
            assert [row[c] for c in columns] == [good[c] for c in columns]
    if form == "json":
        assert {row["value"] for row in result.json["rows"]} == {None}


def test_a_label_that_is_absent_says_which_there_are(case: Case, tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    result = extract(case.image, case.mask, "--labels", "7", "-o", target)
    assert result.code == SOME_FAILED
    assert "label 7 does not occur" in result.err
    assert "the mask has label 1" in result.err
    assert target.exists()
    again = extract(case.image, case.mask, "--labels", "1,7")
    assert again.code == SOME_FAILED
    assert_no_values([r for r in again.rows if r["label"] == "7"], "empty_roi")
    good = extract(case.image, case.mask).rows
    assert [r for r in again.rows if r["label"] == "1"] == good


def test_background_is_no_label(case: Case) -> None:
    result = extract(case.image, case.mask, "--labels", "0")
    assert result.code == SOME_FAILED
    assert_no_values(result.rows, "empty_roi")


@pytest.mark.parametrize("value", [0.5, 1.25, float("nan"), float("inf"), 1e300])
def test_a_mask_with_fractions_is_no_mask(case: Case, tmp_path: Path, value: float) -> None:
    voxels = case.labels.astype("float64")
    voxels[2, 3, 4] = value
    for path in (
        write_nifti(tmp_path / "mask.nii.gz", voxels, case.affine),
        write_nrrd(tmp_path / "mask.nrrd", voxels, case.affine),
        write_meta_image(tmp_path / "mask.mha", voxels, case.affine),
    ):
        target = tmp_path / "out.csv"
        result = extract(case.image, path, "-o", target)
        assert_refused(result, UNREADABLE, "mask", "whole numbers", "threshold")
        assert not target.exists()


def test_one_bad_label_does_not_spoil_the_others(case: Case, tmp_path: Path) -> None:
    voxels = case.voxels.astype("float32")
    voxels[0, 0, 0] = np.nan
    labels = case.labels.copy()
    labels[0, 0, 0] = 2
    image = write_nifti(tmp_path / "nan.nii.gz", voxels, case.affine)
    mask = write_nifti(tmp_path / "two.nii.gz", labels, case.affine)
    # Local intensity looks beyond the ROI, at the NaN.
    flags = ["--families", "intensity_statistics,glcm"]
    result = extract(image, mask, *flags)
    assert result.code == SOME_FAILED
    assert_no_values([r for r in result.rows if r["label"] == "2"], "failed")
    good = extract(case.image, case.mask, *flags).rows
    assert [r for r in result.rows if r["label"] == "1"] == good


def two_dimensional(case: Case) -> tuple[Array, Array]:
    return case.voxels[2], case.labels[2]


def test_a_plane_as_mask_of_a_volume_does_not_fit(case: Case, tmp_path: Path) -> None:
    _, labels = two_dimensional(case)
    mask = write_nifti(tmp_path / "plane.nii.gz", labels, affine_of((0.75, 0.75, 2.5)))
    assert_mismatch(case, mask, "8 x 7 x 1")
