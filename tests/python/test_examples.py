"""The examples: their types are right and they run; what is generated is current."""

import importlib.util
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

import typed_usage
from package_data import PHANTOM, REPOSITORY

SCRIPTS = sorted((REPOSITORY / "examples/python").glob("*.py"))


def python(*arguments: object, cwd: Path) -> None:
    done = subprocess.run(
        [sys.executable, *map(str, arguments)], capture_output=True, text=True, cwd=cwd, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def load(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, REPOSITORY / f"examples/python/{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_examples_and_typed_use_are_accepted_by_mypy(tmp_path: Path) -> None:
    assert len(SCRIPTS) >= 2
    options = ["--strict", "--config-file=", f"--cache-dir={tmp_path / 'cache'}"]
    python("-m", "mypy", *options, typed_usage.__file__, *SCRIPTS, cwd=tmp_path)


def test_typed_use_runs(tmp_path: Path) -> None:
    assert "original_intensity_statistics_mean" in typed_usage.main(tmp_path)


def test_first_steps_run(capsys: pytest.CaptureFixture[str]) -> None:
    made_up = load("first_steps").main([])
    assert {row.status for row in made_up} == {"ok"}
    printed = capsys.readouterr().out
    assert "original_glcm_joint_entropy_3d_merged_fbs25:" in printed
    files = [str(PHANTOM / "image.nii.gz"), str(PHANTOM / "mask.nii.gz")]
    assert len(load("first_steps").main(files)) == len(made_up)


def test_a_cohort_becomes_one_file(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    for case in "a", "b", "c":
        shutil.copytree(PHANTOM, tmp_path / "cases" / case)
    load("cohort").main(tmp_path / "cases", tmp_path / "cohort.parquet")
    import pandas

    frame = pandas.read_parquet(tmp_path / "cohort.parquet")
    assert list(frame["case"]) == ["a", "b", "c"]
    assert frame.drop(columns="case").drop_duplicates().shape[0] == 1


def test_generated_files_are_current() -> None:
    pytest.importorskip("pybind11_stubgen")
    python(REPOSITORY / "scripts/generate_python.py", "--check", cwd=REPOSITORY)
