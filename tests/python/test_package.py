"""The package as such: version, import, types, documentation."""

import doctest
import importlib.metadata
import inspect
import operator
import subprocess
import sys
from pathlib import Path

import pytest

import voxtrait

PUBLIC = sorted(set(voxtrait.__all__) - {"__version__"})
IMPORT = """
import sys, time
import numpy
before = set(sys.modules)
begin = time.process_time()  # of this process: other work on the machine does not count
import voxtrait
seconds = time.process_time() - begin
print(seconds, *{name.partition(".")[0] for name in set(sys.modules) - before})
"""


def python(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments], capture_output=True, text=True, cwd=cwd, check=False
    )


def test_version_is_that_of_the_distribution() -> None:
    assert voxtrait.__version__ == importlib.metadata.version("voxtrait")


def test_import_is_fast_and_needs_numpy_only(tmp_path: Path) -> None:
    runs = [python("-c", IMPORT, cwd=tmp_path).stdout.split() for _ in range(5)]
    assert min(float(run[0]) for run in runs) < 0.15
    for name in runs[0][1:]:
        assert name in {*sys.stdlib_module_names, "voxtrait", "numpy", "pybind11_builtins"}


def documentation(name: str) -> list[doctest.DocTest]:
    """The texts of a public name: its own and, for a class, those of its public members."""
    finder = doctest.DocTestFinder(exclude_empty=False)
    found = finder.find(getattr(voxtrait, name), name, module=False, globs={})
    return [text for text in found if "._" not in text.name]


@pytest.mark.parametrize("name", PUBLIC)
def test_every_public_function_and_method_is_documented_with_examples_that_run(name: str) -> None:
    runner = doctest.DocTestRunner()
    for test in documentation(name):
        thing = operator.attrgetter(test.name)(voxtrait)
        assert inspect.getdoc(thing), test.name
        assert test.examples or not inspect.isfunction(thing), test.name
        runner.run(test)
    assert runner.failures == 0


def test_examples_of_the_package_itself_run() -> None:
    assert doctest.testmod(voxtrait).failed == 0


def test_stub_of_the_compiled_part_agrees_with_it(tmp_path: Path) -> None:
    # pybind11's metaclass has no name that a stub could give.
    allowed = tmp_path / "allowed"
    allowed.write_text("voxtrait._core.(Extractor|Inspection)(.__init__)?\n")
    done = python("-m", "mypy.stubtest", "voxtrait._core", f"--allowlist={allowed}", cwd=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
