"""Lets the tests use the benchmarks' own modules and the programs that are there."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from benchmark_folders import BENCHMARKS, REPOSITORY

sys.path[:0] = [str(BENCHMARKS / folder) for folder in ("", "peers", "maps")]


@pytest.fixture(scope="session")
def programs() -> Path:
    """The folder with the program of this environment, else that of the release build."""
    candidates = [Path(sys.executable).parent, REPOSITORY / "build/release/bin"]
    found = next((folder for folder in candidates if (folder / "voxtrait").exists()), None)
    assert found, f"no program in {candidates[0]} or {candidates[1]}"
    return found
