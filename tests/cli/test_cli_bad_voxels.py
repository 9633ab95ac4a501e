"""Regions whose values are special: NaN, Inf, flat, a single voxel, too many levels."""

from pathlib import Path

import numpy as np
import pytest

from cli_case import Case
from cli_images import Array, write_meta_image, write_nifti, write_nrrd
from cli_program import ALL_RIGHT, SOME_FAILED, Row, Run, assert_no_values, extract

TEXTURE = {"glcm", "glrlm", "glszm", "gldzm", "ngtdm", "ngldm"}

# Of these features the values below are known without looking at an image.
STATISTICS = ["--families", "intensity_statistics,glcm"]


def spoilt(case: Case, index: tuple[int, int, int], value: float, suffix: str = "nii.gz") -> Path:
    voxels = case.voxels.astype("float32")
    voxels[index] = value
    path = case.image.with_name(f"spoilt.{suffix}")
    write = {"nii.gz": write_nifti, "nrrd": write_nrrd, "mha": write_meta_image}[suffix]
    return write(path, voxels, case.affine)


INSIDE = (2, 3, 4)
OUTSIDE = (0, 0, 0)
NOT_FINITE = [float("nan"), float("inf"), float("-inf")]


@pytest.mark.parametrize("value", NOT_FINITE)
@pytest.mark.parametrize("suffix", ["nii.gz", "nrrd", "mha"])
def test_a_voxel_that_is_not_finite_fails_the_whole_region(
    case: Case, value: float, suffix: str
) -> None:
    result = extract(spoilt(case, INSIDE, value, suffix), case.mask)
    assert result.code == SOME_FAILED
    assert_no_values(result.rows, "failed")
    for words in ("1 voxels", "NaN or Inf", "resegmentation.range"):
        assert words in result.err
    assert len(result.rows) == len(extract(case.image, case.mask).rows)


@pytest.mark.parametrize("value", NOT_FINITE)
def test_a_range_excludes_voxels_that_are_not_finite(case: Case, value: float) -> None:
    result = extract(
        spoilt(case, INSIDE, value), case.mask, "--resegmentation-range=-100,200", *STATISTICS
    )
    assert result.code == ALL_RIGHT, result.err
    kept = np.delete(case.voxels[case.labels == 1], position_inside(case)).astype(float)
    assert result.value("mean") == pytest.approx(kept.mean(), rel=1e-14)
    assert result.value("maximum") == kept.max()


def position_inside(case: Case) -> int:
    """Where the voxel INSIDE stands among those of the mask."""
    order = np.flatnonzero(case.labels == 1)
    return int(np.searchsorted(order, np.ravel_multi_index(INSIDE, case.labels.shape)))


@pytest.mark.parametrize("value", NOT_FINITE)
def test_a_voxel_outside_does_not_touch_what_only_looks_inside(case: Case, value: float) -> None:
    result = extract(spoilt(case, OUTSIDE, value), case.mask, *STATISTICS)
    assert result == extract(case.image, case.mask, *STATISTICS)
    assert result.code == ALL_RIGHT


def test_what_looks_outside_says_that_it_met_nan(case: Case) -> None:
    result = extract(spoilt(case, OUTSIDE, np.nan), case.mask)
    good = extract(case.image, case.mask)
    for row, known in zip(result.rows, good.rows, strict=True):
        if row["family"] == "local_intensity":
            assert_no_values([row], "failed")
        else:
            assert row == known
    assert result.code == SOME_FAILED


@pytest.mark.parametrize("method", ["nearest", "linear", "cubic"])
@pytest.mark.parametrize("index", [INSIDE, (1, 1, 2)])
def test_interpolation_does_not_spread_nan(
    case: Case, method: str, index: tuple[int, int, int]
) -> None:
    image = spoilt(case, index, np.nan)
    flags = [f"--interpolation-method={method}", "--interpolation-spacing=1.5,1.5,2.5"]
    result = extract(image, case.mask, *flags)
    assert result.code == SOME_FAILED
    assert_no_values(result.rows, "failed")
    assert "interpolation" in result.err


@pytest.mark.parametrize("index", [INSIDE, OUTSIDE])
def test_no_diagnostic_value_is_nan(case: Case, index: tuple[int, int, int]) -> None:
    rows = extract(spoilt(case, index, np.nan), case.mask, "--diagnostics").rows
    for row in rows:
        assert row["value"] in ("",) or np.isfinite(float(row["value"])), row
        assert (row["status"] == "ok") == (row["value"] != ""), row
    image = [r for r in rows if r["feature"] == "mean_int_init_img"]
    assert_no_values(image, "undefined", "failed")


def test_a_region_of_nothing_but_nan(case: Case, tmp_path: Path) -> None:
    image = write_nifti(tmp_path / "nan.nii.gz", np.full((6, 7, 8), np.nan), case.affine)
    for flags in ([], ["--resegmentation-range=-100,200"], ["--resegmentation-outlier-sigma=3"]):
        result = extract(image, case.mask, *flags)
        assert result.code == SOME_FAILED
        assert_no_values(result.rows, "failed", "empty_roi")


def test_a_range_that_leaves_nothing_says_what_there_was(case: Case) -> None:
    result = extract(case.image, case.mask, "--resegmentation-range=1000,2000")
    assert result.code == SOME_FAILED
    intensity = [r for r in result.rows if r["family"] != "morphology"]
    assert_no_values(intensity, "empty_roi")
    for number in (1000, 2000, case.inside.min(), case.inside.max()):
        assert str(number) in result.err


def values_of(result: Run) -> dict[tuple[str, str, str], Row]:
    return {(r["family"], r["feature"], r["aggregation"]): r for r in result.rows}


def test_a_single_voxel_has_the_values_that_one_number_has(case: Case, tmp_path: Path) -> None:
    labels = case.labels * 0
    labels[INSIDE] = 1
    result = extract(case.image, write_nifti(tmp_path / "one.nii.gz", labels, case.affine))
    assert result.code == ALL_RIGHT
    number = float(case.voxels[INSIDE])
    for feature in ("mean", "median", "minimum", "maximum"):
        assert result.value(feature) == number
    assert result.value("variance") == 0
    assert result.value("energy") == number**2
    assert_honest(result)


def test_a_flat_region_has_the_values_that_one_number_has(case: Case, tmp_path: Path) -> None:
    image = write_nifti(tmp_path / "flat.nii.gz", np.full_like(case.voxels, 42), case.affine)
    result = extract(image, case.mask)
    assert result.code == ALL_RIGHT
    assert result.value("mean") == 42
    assert result.value("variance") == 0
    rows = values_of(result)
    assert rows["glcm", "joint_entropy", "3D_merged"]["value"] == "0"
    assert rows["glcm", "joint_maximum", "3D_merged"]["value"] == "1"
    assert_honest(result)


def assert_honest(result: Run) -> None:
    """Every value is a number or says why there is none."""
    for row in result.rows:
        if row["status"] == "ok":
            assert np.isfinite(float(row["value"])), row
        else:
            assert_no_values([row], "undefined", "too_small", "not_applicable")


def test_a_mask_of_the_whole_image(case: Case, tmp_path: Path) -> None:
    mask = write_nifti(tmp_path / "full.nii.gz", np.ones_like(case.labels), case.affine)
    result = extract(case.image, mask)
    assert result.code == ALL_RIGHT
    assert result.value("mean") == pytest.approx(case.voxels.mean(), rel=1e-14)
    assert {row["status"] for row in result.rows} == {"ok"}


@pytest.mark.parametrize(
    ("width", "levels"), [("1e-5", "29600000"), ("0.001", "296000"), ("1e-300", "1e+30")]
)
def test_bins_so_small_that_levels_explode(case: Case, width: str, levels: str) -> None:
    voxels = case.voxels.copy()
    voxels[case.labels == 1] = np.clip(case.inside, -96, 199)
    voxels[INSIDE], voxels[2, 3, 3] = -96, 199
    image = write_nifti(case.image.with_name("clipped.nii.gz"), voxels, case.affine)
    flags = ["--discretisation-method=fixed_bin_size", f"--discretisation-bin-width={width}"]
    result = extract(image, case.mask, *flags)
    assert result.code == SOME_FAILED
    good = values_of(extract(image, case.mask, "--discretisation-method=fixed_bin_size"))
    for key, row in values_of(result).items():
        if key[0] in TEXTURE or key[0] == "intensity_histogram":
            assert_no_values([row], "failed")
            assert "65535" in row["reason"]
        else:
            assert row == good[key]
    reported = float(result.err.split("would make ")[1].split()[0])
    assert reported == pytest.approx(295 / float(width) + 1)
    assert float(levels) <= reported * 1.01
    for words in (f"bin width {width}", "-96", "199", "wider"):
        assert words in result.err.replace("1e-05", "1e-5"), result.err


def test_levels_as_intensities_must_be_whole_numbers_from_1(case: Case) -> None:
    result = extract(case.image, case.mask, "--discretisation-method=none")
    assert result.code == SOME_FAILED
    texture = [r for r in result.rows if r["family"] in TEXTURE]
    assert_no_values(texture, "failed")
    assert "whole-number" in result.err
    assert result.value("mean") == pytest.approx(case.inside.mean(), rel=1e-14)


def test_a_failed_region_is_visible_in_every_format(case: Case) -> None:
    image = spoilt(case, INSIDE, np.nan)
    document = extract(image, case.mask, "--format", "json").json
    assert {(r["value"], r["status"]) for r in document["rows"]} == {(None, "failed")}
    header, line = extract(image, case.mask, "--format", "wide").out.splitlines()
    assert ",failed," in line
    assert line.endswith("," * (header.count(",") - 3))
    text = extract(image, case.mask, "--format", "table").out
    assert "failed" in text
    assert "NaN or Inf" in text


def test_nan_is_not_quietly_zero(case: Case) -> None:
    """The reader of ITK turns NaN of a NIfTI file into 0."""
    quiet: Array = case.voxels.astype("float32")
    quiet[INSIDE] = 0
    image = write_nifti(case.image.with_name("zero.nii.gz"), quiet, case.affine)
    zero = extract(image, case.mask, "--resegmentation-range=-100,200", *STATISTICS)
    nan = extract(
        spoilt(case, INSIDE, np.nan), case.mask, "--resegmentation-range=-100,200", *STATISTICS
    )
    assert zero.value("mean") != nan.value("mean")
