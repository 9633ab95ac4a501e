"""What the tests of the Python package share."""

import signal
import subprocess
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

import voxtrait
from package_data import PHANTOM, REPOSITORY, SETTINGS, Run
from voxtrait import _core


@pytest.fixture(autouse=True)
def _no_warning_passes_unnoticed() -> Iterator[None]:
    with warnings.catch_warnings():
        warnings.simplefilter("error", voxtrait.DataWarning)
        yield


@pytest.fixture(autouse=True, scope="session")
def _children_hear_ctrl_c() -> None:
    """A shell that starts the tests in the background ignores it, which children inherit."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(autouse=True)
def _forget_plugins() -> Iterator[None]:
    """Each test begins and ends without plugins."""
    _core.forget_plugins()
    yield
    _core.forget_plugins()


@pytest.fixture(scope="session")
def phantom() -> tuple[Path, Path, Path]:
    """Image, mask and settings of the digital phantom."""
    return PHANTOM / "image.nii.gz", PHANTOM / "mask.nii.gz", SETTINGS / "phantom.json"


@pytest.fixture(scope="session")
def phantom_table(phantom: tuple[Path, Path, Path]) -> voxtrait.Table:
    return voxtrait.extract(*phantom)


@pytest.fixture
def voxels() -> np.ndarray:
    """Whole numbers that every voxel type can hold; no two axes are alike."""
    return np.random.default_rng(7).integers(0, 100, (4, 6, 9)).astype(np.float64)


@pytest.fixture
def mask(voxels: np.ndarray) -> np.ndarray:
    labels = np.zeros(voxels.shape, np.uint8)
    labels[:, 1:5, 1:8] = 1
    return labels


@pytest.fixture(scope="session")
def program() -> Run:
    """The program of this environment, else that of the release build."""
    candidates = [
        Path(sys.executable).parent / "voxtrait",
        REPOSITORY / "build/release/bin/voxtrait",
    ]
    found = next((path for path in candidates if path.exists()), None)
    assert found, f"no program at {candidates[0]} or {candidates[1]}"

    def run(*arguments: object, expected_code: int = 0) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [found, *map(str, arguments)], capture_output=True, text=True, check=False
        )
        assert done.returncode == expected_code, done.stderr
        return done

    return run
