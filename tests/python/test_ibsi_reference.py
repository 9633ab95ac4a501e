"""The digital phantom against the reference values of the IBSI."""

import csv
from collections import defaultdict
from decimal import ROUND_DOWN, Decimal

import pytest

import voxtrait
from package_data import REPOSITORY

ALL_FAMILIES = dict.fromkeys(feature["family"] for feature in voxtrait.features())
FAMILIES = [name for name in ALL_FAMILIES if not name.startswith("pyradiomics_")]


def _references() -> dict[str, list[dict[str, str]]]:
    path = REPOSITORY / "data/ibsi/reference/ibsi1_reference_values.csv"
    by_family = defaultdict(list)
    with path.open(newline="", encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            if row["config"] == "phantom" and row["value"]:
                by_family[row["family"]].append(row)
    return by_family


REFERENCES = _references()


def matches(value: float, reference: Decimal, tolerance: Decimal) -> bool:
    """The official rule: the difference is cut to the reference's three significant digits."""
    last_digit = Decimal(1).scaleb(reference.adjusted() - 2 if reference else -12)
    difference = abs(Decimal(repr(value)) - reference).quantize(last_digit, ROUND_DOWN)
    return difference <= tolerance


@pytest.mark.parametrize(
    ("value", "expected"),
    [(2.14, True), (2.15, True), (2.1599, True), (2.16, False), (2.1201, True), (2.12, False)],
)
def test_the_rule_cuts_the_difference(value: float, expected: bool) -> None:
    assert matches(value, Decimal("2.14"), Decimal("0.01")) is expected


@pytest.mark.parametrize("family", FAMILIES)
def test_every_reference_value_of_the_phantom_matches(
    family: str, phantom_table: voxtrait.Table
) -> None:
    computed = {(r.ibsi_code, r.parameter_code, r.aggregation): r for r in phantom_table}
    assert REFERENCES[family]
    missed = []
    for row in REFERENCES[family]:
        found = computed.get((row["ibsi_code"], row["parameter_code"], row["aggregation"]))
        reference, tolerance = Decimal(row["value"]), Decimal(row["tolerance"])
        if found is None or found.value is None or not matches(found.value, reference, tolerance):
            missed.append((row["feature"], row["aggregation"], row["value"], found))
    assert not missed
