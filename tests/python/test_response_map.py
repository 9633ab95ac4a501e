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
