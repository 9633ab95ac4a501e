"""What the scripts that ask other libraries share: cases, IBSI codes, file of values."""

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
REFERENCE = HERE.parents[1] / "data/ibsi/reference/ibsi1_reference_values.csv"
COLUMNS = ["case", "family", "ibsi_code", "parameter_code", "aggregation", "value"]

# IBSI has not standardised these; each library approximates them in its own way.
APPROXIMATIONS = {"ZH1A", "IQYR", "SWZ1", "BRI8"}

# The tag in the reference table -> family, IBSI code, parameter code.
TAGS: dict[str, tuple[str, str, str]] = {}
with REFERENCE.open() as table:
    for row in csv.DictReader(table):
        if row["ibsi_code"]:
            TAGS[row["base_tag"]] = (row["family"], row["ibsi_code"], row["parameter_code"])
FAMILY = {(code, parameter): family for family, code, parameter in TAGS.values()}


@dataclass(frozen=True)
class Case:
    name: str
    image: str
    mask: str
    settings: dict[str, Any]

    @property
    def range(self) -> tuple[float | None, float | None] | None:
        limits = self.settings["resegmentation"]["range"]
        return limits and (limits[0], limits[1])

    @property
    def outliers(self) -> float | None:
        return self.settings["resegmentation"]["outlier_sigma"]

    def spacing(self, stored: Any) -> list[float]:
        """The new spacing along x, y, z; null keeps the stored one."""
        new = self.settings["interpolation"]["spacing"]
        return [float(b if a is None else a) for a, b in zip(new, stored, strict=True)]


def cases() -> Iterator[Case]:
    for path in sorted((HERE / "cases").glob("*/settings.json")):
        here = path.parent
        image, mask = str(here / "image.nii.gz"), str(here / "mask.nii.gz")
        yield Case(here.name, image, mask, json.loads(path.read_text()))


class Values:
    """The rows of one library."""

    def __init__(self) -> None:
        self.rows: list[list[str]] = []

    def add(self, case: Case, code: str, parameter: str, aggregation: str, value: float) -> None:
        family = FAMILY.get((code, parameter))
        if family and code not in APPROXIMATIONS:
            self.rows.append([case.name, family, code, parameter, aggregation, repr(float(value))])

    def add_tag(self, case: Case, tag: str, aggregation: str, value: float) -> None:
        if tag in TAGS:
            self.add(case, *TAGS[tag][1:], aggregation, value)

    def write(self, peer: str) -> None:
        path = HERE / "values" / f"{peer}.csv"
        path.parent.mkdir(exist_ok=True)
        with path.open("w", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(COLUMNS)
            writer.writerows(sorted(self.rows))
