"""The voxtrait program as a user meets it: arguments, exit code, two streams."""

import csv
import io
import json
import os
import resource
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = Path(os.environ.get("VOXTRAIT_PROGRAM", ROOT / "build/release/bin/voxtrait"))
DATA = ROOT / "data"
SETTINGS = DATA / "ibsi/settings"
PHANTOM = (
    DATA / "ibsi/digital_phantom/image.nii.gz",
    DATA / "ibsi/digital_phantom/mask.nii.gz",
)
CT_PHANTOM = (DATA / "ibsi/ct_phantom/image.nii.gz", DATA / "ibsi/ct_phantom/mask.nii.gz")

ALL_RIGHT, SOME_FAILED, WRONG_USAGE, UNREADABLE, UNWRITABLE = range(5)

COLUMNS = ["case", "label", "variant", "family", "feature", "ibsi_code", "parameter_code"]
COLUMNS += ["aggregation", "value", "unit", "status", "reason"]
HEADER = ",".join(COLUMNS)

Row = dict[str, str]


@dataclass(frozen=True)
class Run:
    """What a run of the program left behind."""

    code: int
    out: str
    err: str

    @property
    def rows(self) -> list[Row]:
        return rows_of(self.out)

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    def value(self, feature: str, **where: str) -> float:
        """The one value of a feature, e.g. `value("joint_entropy", aggregation="3D_merged")`."""
        return float(self.row(feature, **where)["value"])

    def row(self, feature: str, **where: str) -> Row:
        where = {"family": "intensity_statistics", "feature": feature, **where}
        found = [r for r in self.rows if all(r[k] == v for k, v in where.items())]
        assert len(found) == 1, f"{len(found)} rows for {where}"
        return found[0]


def rows_of(text: str) -> list[Row]:
    assert text.split("\n", 1)[0] == HEADER
    return list(csv.DictReader(io.StringIO(text)))


def run(
    *arguments: object,
    env: dict[str, str] | None = None,
    stdout: int = subprocess.PIPE,
    timeout: float = 120,
    memory: int | None = None,
) -> Run:
    """Runs the program; a signal or a hang fails the test. `memory` limits its bytes."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("VOXTRAIT_")}

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (memory or 0, memory or 0))

    done = subprocess.run(
        [str(PROGRAM), *map(str, arguments)],
        stdin=subprocess.DEVNULL,
        stdout=stdout,
        stderr=subprocess.PIPE,
        env=environment | (env or {}),
        timeout=timeout,
        check=False,
        encoding="utf-8",
        errors="replace",
        preexec_fn=limit if memory else None,
    )
    assert 0 <= done.returncode <= 4, f"ended with {done.returncode}: {done.stderr}"
    return Run(done.returncode, done.stdout or "", done.stderr)


def extract(image: Path, mask: Path, *arguments: object, **options: Any) -> Run:
    return run("extract", image, mask, *arguments, **options)


def assert_no_values(rows: list[Row], *statuses: str) -> None:
    """No row says ok, none has a value, and each gives a reason."""
    assert rows
    for row in rows:
        assert row["status"] in statuses, row
        assert row["value"] == "", row
        assert row["reason"], row


def assert_refused(result: Run, code: int, *words: str) -> None:
    """Nothing on standard output, and a message that holds the words (in any case).

    Readers of ITK may say something of their own before.
    """
    assert result.code == code, result.err
    assert result.out == ""
    assert any(line.startswith("voxtrait: ") for line in result.err.splitlines()), result.err
    for word in words:
        assert word.lower() in result.err.lower(), f"{word!r} is not in: {result.err}"
