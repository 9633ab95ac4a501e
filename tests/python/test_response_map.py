"""Response maps of filters in Python."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

import voxtrait
from package_data import REPOSITORY

IMAGE = np.random.default_rng(8).normal(100, 30, (5, 7, 9)).astype(np.float32)


def test_a_map_is_that_of_the_program(tmp_path: Path) -> None:
    image = REPOSITORY / "data/pyradiomics/brain1/image.nrrd"
    program = [sys.executable, "-m", "voxtrait", "filter"]
    target = tmp_path / "map.nrrd"
    done = subprocess.run(
        [*program, image, "-o", target, "--filter", "log", "--sigma-mm", "2"], check=False
    )
    assert done.returncode == 0
    expected = voxtrait.read_image(target)
    found = voxtrait.response_map(image, "log", sigma_mm=2)
    np.testing.assert_array_equal(found.array, expected.array)
    assert (found.spacing, found.origin) == (expected.spacing, expected.origin)


def test_a_mean_is_the_mean() -> None:
    found = voxtrait.response_map(IMAGE, "mean", support=3, boundary="nearest", spacing=(1, 2, 3))
    padded = np.pad(IMAGE.astype(float), 1, mode="edge")
    windows = np.lib.stride_tricks.sliding_window_view(padded, (3, 3, 3))
    np.testing.assert_allclose(found.array, windows.mean(axis=(3, 4, 5)), rtol=1e-6)
    assert found.array.dtype == np.float32
    assert found.spacing == (1, 2, 3)


@pytest.mark.parametrize(
    ("type", "settings", "message"),
    [
        ("mena", {}, 'did you mean "mean"'),
        ("mean", {"support": "three"}, "whole number"),
        ("mean", {"suport": 3}, 'did you mean "support"'),
    ],
)
def test_wrong_settings_are_refused(type: str, settings: dict[str, object], message: str) -> None:
    with pytest.raises(voxtrait.SettingsError, match=message):
        voxtrait.response_map(IMAGE, type, **settings)


def test_spacing_of_an_image_that_has_its_own_is_refused() -> None:
    with pytest.raises(TypeError, match="has its own"):
        voxtrait.response_map(voxtrait.Image(IMAGE), "mean", spacing=(1, 1, 1))


def placed(array: np.ndarray, flipped: bool) -> voxtrait.Image:
    """An image of one patient, its x axis stored from either side."""
    spacing, origin = (1.5, 2.0, 3.0), (-10.0, 4.0, 7.0)
    if not flipped:
        return voxtrait.Image(array, spacing, origin)
    last = (origin[0] + spacing[0] * (array.shape[2] - 1), *origin[1:])
    direction = np.diag([-1.0, 1.0, 1.0])
    return voxtrait.Image(np.ascontiguousarray(array[:, :, ::-1]), spacing, last, direction)


@pytest.mark.parametrize("bands", ["LHL", "HL"])
@pytest.mark.parametrize("level", [1, 2])
def test_a_decimated_map_keeps_the_patient_s_voxels(bands: str, level: int) -> None:
    settings = {"wavelet": "db2", "bands": bands, "level": level, "decimated": True}
    found = voxtrait.response_map(placed(IMAGE, False), "wavelet", **settings)
    step = 2**level
    steps = (step, step, step if len(bands) == 3 else 1)
    sizes = [-(-n // s) for n, s in zip(IMAGE.shape[::-1], steps, strict=True)]
    assert found.array.shape == tuple(sizes[::-1])
    assert found.spacing == (1.5 * steps[0], 2.0 * steps[1], 3.0 * steps[2])
    assert found.origin == (-10.0, 4.0, 7.0)
    other = voxtrait.response_map(placed(IMAGE, True), "wavelet", **settings)
    np.testing.assert_array_equal(other.array[:, :, ::-1], found.array)
    assert other.spacing == found.spacing
    assert other.origin == (-10.0 + 1.5 * steps[0] * (sizes[0] - 1), 4.0, 7.0)


def values_of(table: voxtrait.Table, variant: str) -> dict[tuple[str, ...], float | None]:
    return {
        (row.family, row.feature, row.parameter_code, row.aggregation): row.value
        for row in table.rows
        if row.variant == variant
    }


def test_features_of_a_decimated_map_are_those_of_its_kept_voxels() -> None:
    rng = np.random.default_rng(4)
    image = rng.integers(0, 500, (15, 17, 22)).astype(np.float64)
    mask = np.zeros(image.shape, np.uint8)
    mask[2:14, 3:15, 5:21] = rng.random((12, 12, 16)) < 0.8
    common = {
        "families": ["intensity_statistics", "local_intensity", "intensity_histogram", "glcm"],
        "discretisation": {"method": "fixed_bin_number", "bin_number": 8},
    }
    wavelet = {"wavelet": "db3", "bands": "LLH", "level": 1, "decimated": True}
    spacing = (1, 1.5, 2)
    coarse = voxtrait.response_map(image, "wavelet", spacing=spacing, **wavelet)
    kept = np.ascontiguousarray(mask[::2, ::2, ::2])
    expected = voxtrait.extract(coarse, voxtrait.Mask(kept, like=coarse), common)
    filters = [{"type": "wavelet", "name": "w", **wavelet}]
    fine = voxtrait.Image(image, spacing)
    found = voxtrait.extract(fine, voxtrait.Mask(mask, like=fine), {**common, "filters": filters})
    assert values_of(found, "w") == pytest.approx(
        values_of(expected, "original"), rel=1e-5, abs=1e-5
    )


def test_a_region_that_decimation_loses_says_so() -> None:
    mask = np.zeros(IMAGE.shape, np.uint8)
    mask[1, 1, 1] = 1
    settings = {
        "families": ["intensity_statistics"],
        "filters": [{"type": "wavelet", "decimated": True}],
    }
    with pytest.warns(voxtrait.DataWarning):
        table = voxtrait.extract(IMAGE, mask, settings)
    rows = [row for row in table.rows if row.variant != "original"]
    assert rows
    assert {row.status for row in rows} == {"empty_roi"}
    assert all("decimated" in row.reason for row in rows)
