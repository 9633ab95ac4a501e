"""The profile pyradiomics against recorded values of PyRadiomics; see README.md."""

import csv
import math
from functools import cache
from pathlib import Path

import pytest
from drawn_cases import CASES, draw
from drawn_files import extract_drawn
from pyradiomics_differences import DIFFERENCES

HERE = Path(__file__).resolve().parent
RELATIVE, ABSOLUTE = 1e-6, 1e-9

Recorded = dict[str, str]


@cache
def recorded() -> dict[str, Recorded]:
    with (HERE / "values.csv").open() as file:
        return {row["case"]: row for row in csv.DictReader(file)}


def names_of(case: Recorded) -> list[str]:
    return [k for k, v in case.items() if k.startswith("original_") and v != ""]


def agree(a: float, b: float) -> bool:
    if math.isnan(a) or math.isnan(b):
        return math.isnan(a) and math.isnan(b)
    return math.isclose(a, b, rel_tol=RELATIVE, abs_tol=ABSOLUTE)


def problems(case: Recorded, reason: str, mine: dict[str, float]) -> list[str]:
    """Where a case differs though no difference is listed, or is listed though it agrees."""
    listed = DIFFERENCES.get(case["case"], {})
    if case["error"]:
        return [] if reason else ["PyRadiomics refuses this case and we do not"]
    if reason:
        return [f"we refuse this case: {reason}"]
    wrong = [f"{name} is missing" for name in names_of(case) if name not in mine]
    wrong += [f"{name} is too much" for name in mine if case.get(name, "") == ""]
    for name in set(names_of(case)) & set(mine):
        theirs = float(case[name])
        same = agree(mine[name], theirs)
        if same and name in listed:
            wrong.append(f"stale: {name} agrees")
        elif not same and name not in listed:
            wrong.append(f"{name}: ours {mine[name]!r}, PyRadiomics {theirs!r}")
    return sorted(wrong) + [
        f"stale: {n} is not recorded" for n in listed if n not in names_of(case)
    ]


@pytest.mark.parametrize("index", CASES, ids=lambda i: f"{i:03d}")
def test_every_value_agrees_unless_a_difference_is_listed(index: int, tmp_path: Path) -> None:
    case = draw(index)
    theirs = recorded()[case.name]
    assert theirs["digest"] == case.digest(), "record the values again: the case has changed"
    reason, mine = extract_drawn(case, tmp_path)
    wrong = problems(theirs, reason, mine)
    assert not wrong, "\n".join([str(case.settings), str(case.image.dtype), *wrong])


def test_keys_come_in_the_order_of_pyradiomics(tmp_path: Path) -> None:
    case = next(c for i in CASES if (c := draw(i)).shape_2d)
    _, mine = extract_drawn(case, tmp_path)
    order = names_of(recorded()[case.name])
    shape = [n for n in order if "_shape" in n]
    assert list(mine) == shape + [n for n in order if n not in shape]


def test_most_cases_have_values_and_some_are_refused() -> None:
    refused = [row for row in recorded().values() if row["error"]]
    assert len(recorded()) == len(CASES)
    assert 10 <= len(refused) <= len(CASES) - 300
