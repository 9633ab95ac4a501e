"""The comparison with the reference values of the IBSI, from Python."""

import json
import shutil
from pathlib import Path

import pytest

import voxtrait
from package_data import REPOSITORY, Run

DATA = REPOSITORY / "data"


@pytest.fixture(scope="module")
def installed() -> voxtrait.Verification:
    """What is found without being told; an installation lacks the CT phantom."""
    return voxtrait.verify()


def test_all_that_is_installed_matches(installed: voxtrait.Verification) -> None:
    assert installed.passed
    assert installed.summary["missed"] == installed.summary["not_implemented"] == 0
    verdicts = {row.verdict for row in installed.rows if row.configuration == "phantom"}
    assert verdicts <= {"matched", "not_standardised"}


def test_it_says_what_the_program_says(program: Run, tmp_path: Path) -> None:
    for folder in "reference", "settings", "digital_phantom":
        shutil.copytree(DATA / "ibsi" / folder, tmp_path / "ibsi" / folder)
    found = voxtrait.verify(tmp_path, threads=1)
    expected = json.loads(program("verify", "--json", "--data", tmp_path).stdout)
    assert found.to_records() == expected["rows"]
    assert found.summary == expected["summary"]
    assert found.summary["no_data"] > 1000


def test_a_missed_value_is_told(tmp_path: Path) -> None:
    for folder in "reference", "settings", "digital_phantom":
        shutil.copytree(DATA / "ibsi" / folder, tmp_path / "ibsi" / folder)
    table = tmp_path / "ibsi/reference/ibsi1_reference_values.csv"
    lines = table.read_text(encoding="utf-8").splitlines(keepends=True)
    at = next(i for i, line in enumerate(lines) if "phantom" in line and ",Q4LE," in line)
    value = next(r.reference for r in voxtrait.verify(tmp_path).rows if r.ibsi_code == "Q4LE")
    lines[at] = lines[at].replace(f",{value:g},", ",12.3,")
    table.write_text("".join(lines), encoding="utf-8")
    found = voxtrait.verify(tmp_path)
    assert not found.passed
    missed = [row for row in found.rows if row.verdict == "missed"]
    assert [(row.ibsi_code, row.reference) for row in missed] == [("Q4LE", 12.3)]
    assert "1 missed" in repr(found)


def test_data_are_looked_for(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for place in tmp_path, str(tmp_path / "nowhere"):
        with pytest.raises(voxtrait.FileError, match="ibsi/reference") as raised:
            voxtrait.verify(place)
        assert raised.value.code == "reference.missing"
    monkeypatch.setenv("VOXTRAIT_DATA", str(tmp_path))
    with pytest.raises(voxtrait.FileError, match="ibsi/reference"):
        voxtrait.verify()


def test_as_a_data_frame(installed: voxtrait.Verification) -> None:
    frame = installed.to_pandas()
    assert list(frame.columns) == list(voxtrait.VerifiedValue._fields)
    assert len(frame) == len(installed.rows)
    assert frame["verdict"].value_counts()["matched"] == installed.summary["matched"]
