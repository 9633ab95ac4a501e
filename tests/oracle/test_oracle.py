"""The program against recorded values of other libraries; see README.md."""

import csv
import math
from collections import defaultdict
from functools import cache
from itertools import product
from pathlib import Path

import numpy as np
import pytest

from cli_images import read_nifti
from cli_program import ALL_RIGHT, extract
from make_cases import CASES, write
from oracle_differences import DIFFERENCES, Difference

HERE = Path(__file__).resolve().parent
RELATIVE, ABSOLUTE = 1e-6, 1e-9

# Our settings that follow a library's convention.
CONVENTIONS = {"pictologics": ("--intensity-statistics-percentiles", "nearest_rank")}

# Family, IBSI code with parameter code, aggregation.
Key = tuple[str, str, str]


def key_of(row: dict[str, str]) -> Key:
    code = "/".join(filter(None, (row["ibsi_code"], row["parameter_code"])))
    return row["family"], code, row["aggregation"]


def recorded() -> dict[tuple[str, str], dict[Key, float]]:
    """The values of each library and case."""
    values: dict[tuple[str, str], dict[Key, float]] = defaultdict(dict)
    for path in sorted((HERE / "values").glob("*.csv")):
        with path.open() as file:
            for row in csv.DictReader(file):
                values[path.stem, row["case"]][key_of(row)] = float(row["value"])
    return values


RECORDED = recorded()


@cache
def ours(case: str, *convention: str) -> dict[Key, float]:
    """The program's values; nan where it says that there is none."""
    files = HERE / "cases" / case
    images = files / "image.nii.gz", files / "mask.nii.gz"
    result = extract(*images, "--settings", files / "settings.json", *convention)
    assert result.code == ALL_RIGHT, result.err
    return {key_of(row): float(row["value"] or "nan") for row in result.rows}


def agree(a: float, b: float) -> bool:
    if math.isnan(a) or math.isnan(b):
        return math.isnan(a) and math.isnan(b)
    return math.isclose(a, b, rel_tol=RELATIVE, abs_tol=ABSOLUTE)


def reasons(peer: str, case: str, key: Key) -> list[Difference]:
    return [d for d in DIFFERENCES if d.names(peer, case, key[1], key[2])]


@pytest.mark.parametrize(("peer", "case"), sorted(RECORDED))
def test_every_value_agrees_unless_a_difference_is_listed(peer: str, case: str) -> None:
    mine = ours(case, *CONVENTIONS.get(peer, ()))
    wrong = []
    for key, value in RECORDED[peer, case].items():
        listed = reasons(peer, case, key)
        row = f"{' '.join(key)}: ours {mine.get(key)!r}, {peer} {value!r}"
        if key not in mine:
            wrong.append(f"missing: {row}")
        elif agree(mine[key], value) and listed:
            wrong.append(f"stale exclusion ({listed[0].why}): {row}")
        elif not agree(mine[key], value) and not listed:
            wrong.append(f"differs: {row}")
    assert not wrong, "\n".join([f"{len(wrong)} of {len(RECORDED[peer, case])} values", *wrong])


@pytest.mark.parametrize("difference", DIFFERENCES, ids=lambda d: f"{d.peers}-{d.codes}")
def test_each_listed_difference_names_recorded_values(difference: Difference) -> None:
    for peer, case, code in product(
        difference.peers.split(), difference.cases.split(), difference.codes.split()
    ):
        for aggregation in difference.aggregations.split() or [None]:
            keys = RECORDED[peer, case]
            assert any(k[1] == code and aggregation in (None, k[2]) for k in keys), (case, code)


def test_every_case_has_values_of_two_libraries() -> None:
    cases = {path.name for path in (HERE / "cases").iterdir()}
    for case in cases:
        assert sum(c == case for _, c in RECORDED) >= 2, case
    assert cases == {case for _, case in RECORDED}


def test_the_generator_makes_the_stored_cases(tmp_path: Path) -> None:
    assert {case.name for case in CASES} == {path.name for path in (HERE / "cases").iterdir()}
    for case in CASES:
        write(case, tmp_path)
        stored = HERE / "cases" / case.name
        assert (tmp_path / "settings.json").read_text() == (stored / "settings.json").read_text()
        for name in ("image.nii.gz", "mask.nii.gz"):
            made, kept = read_nifti(tmp_path / name), read_nifti(stored / name)
            assert made[0].dtype == kept[0].dtype, case.name
            np.testing.assert_array_equal(made[0], kept[0], case.name)
            np.testing.assert_array_equal(made[1], kept[1], case.name)
