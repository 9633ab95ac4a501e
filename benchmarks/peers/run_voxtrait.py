"""voxtrait through its Python package; whole processes are those of its own program."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Any

import numpy as np

import voxtrait
from feature_sets import pictologics_set
from measuring import Case, Peer, Values, key, main


def versions() -> dict[str, str]:
    """What ran."""
    return {"voxtrait": voxtrait.__version__, "numpy": np.__version__}


def compute(case: Case, task: dict[str, Any]) -> voxtrait.Table:
    """The families and aggregations that the task names."""
    settings = dict(task["settings"])
    if settings.get("discretisation", {}).get("method") == "fixed_bin_size":
        settings["resegmentation"] = {"range": [case.low, None]}
    return voxtrait.extract(
        case.image, case.mask, settings, spacing=case.spacing, threads=task["threads"]
    )


def name_of(row: voxtrait.Row) -> str:
    """PyRadiomics' name of its own features; the shared key of others, filtered images first."""
    if row.family.startswith("pyradiomics_"):
        return row.name
    name = key(row.ibsi_code, row.aggregation, row.parameter_code)
    return name if row.variant == "original" else f"{row.variant}:{name}"


def values(table: voxtrait.Table) -> Values:
    """Every value that there is."""
    return {name_of(row): row.value for row in table.rows if row.value is not None}


def to_csv(image: str, mask: str, low: float, target: str) -> None:
    """Files in, CSV out, through the package; pictologics' families."""
    settings = {**pictologics_set(), "resegmentation": {"range": [low, None]}}
    Path(target).write_text(voxtrait.extract(image, mask, settings, threads=1).to_csv())


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    main(Peer(versions, lambda case: case, compute, values, to_csv))
