"""The notebooks run from beginning to end."""

import os
import sys
from pathlib import Path
from typing import Any

import pytest

from package_data import REPOSITORY

nbclient = pytest.importorskip("nbclient")
nbformat = pytest.importorskip("nbformat")
pytest.importorskip("ipykernel")
pytest.importorskip("matplotlib")

NOTEBOOKS = sorted((REPOSITORY / "examples/notebooks").glob("*.ipynb"))


def executed(path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    # The kernel of this interpreter, whatever kernels the user has registered.
    monkeypatch.setenv("JUPYTER_PATH", os.path.join(sys.prefix, "share", "jupyter"))
    monkeypatch.setenv("MPLBACKEND", "module://matplotlib_inline.backend_inline")
    notebook = nbformat.read(path, as_version=4)
    where = {"metadata": {"path": path.parent}}
    nbclient.NotebookClient(notebook, timeout=300, kernel_name="python3", resources=where).execute()
    return notebook


def outputs(notebook: Any) -> list[Any]:
    return [output for cell in notebook.cells for output in cell.get("outputs", [])]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebook_runs_and_shows_something(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = outputs(executed(path, monkeypatch))
    kinds = {kind for output in found for kind in output.get("data", {})}
    assert {"text/html", "image/png"} <= kinds
    messages = [o["text"] for o in found if o.output_type == "stream" and o["name"] == "stderr"]
    assert messages == []


def test_there_are_notebooks_and_they_are_stored_without_output() -> None:
    assert len(NOTEBOOKS) >= 3
    for path in NOTEBOOKS:
        assert outputs(nbformat.read(path, as_version=4)) == []
