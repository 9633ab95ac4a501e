"""Results that cannot be written: exit code 4 and nothing left behind."""

import os
import signal
import subprocess
from pathlib import Path

import pytest

from cli_case import Case
from cli_program import (
    ALL_RIGHT,
    PROGRAM,
    UNWRITABLE,
    WRONG_USAGE,
    assert_refused,
    extract,
    run,
)


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


@pytest.mark.parametrize("option", ["-o", "--provenance"])
def test_a_folder_that_is_missing(case: Case, tmp_path: Path, option: str) -> None:
    before = names(tmp_path)
    target = tmp_path / "missing/out.csv"
    result = extract(case.image, case.mask, option, target)
    assert_refused(result, UNWRITABLE, str(target), "No such file or directory")
    assert names(tmp_path) == before


@pytest.mark.parametrize("option", ["-o", "--provenance"])
def test_a_name_that_is_a_folder(case: Case, tmp_path: Path, option: str) -> None:
    before = names(tmp_path)
    result = extract(case.image, case.mask, option, tmp_path)
    assert_refused(result, UNWRITABLE, str(tmp_path), "directory")
    assert names(tmp_path) == before
    assert not list(tmp_path.parent.glob("*.part*"))


def test_a_name_below_a_file(case: Case) -> None:
    result = extract(case.image, case.mask, "-o", case.image / "out.csv")
    assert_refused(result, UNWRITABLE, "not a directory")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_without_permission(case: Case, tmp_path: Path) -> None:
    folder = tmp_path / "locked"
    folder.mkdir(0o500)
    result = extract(case.image, case.mask, "-o", folder / "out.csv")
    assert_refused(result, UNWRITABLE, "permission denied")


full = pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")


@full
@pytest.mark.parametrize("form", ["long", "wide", "json", "table"])
def test_a_full_disk_behind_standard_output(case: Case, form: str) -> None:
    with Path("/dev/full").open("w") as device:
        result = extract(case.image, case.mask, "--format", form, stdout=device.fileno())
    assert result.code == UNWRITABLE
    assert "standard output" in result.err


@full
@pytest.mark.parametrize("arguments", [["list"], ["describe", "TU9B"], ["schema"]])
def test_a_full_disk_behind_the_other_commands(arguments: list[str]) -> None:
    with Path("/dev/full").open("w") as device:
        assert run(*arguments, stdout=device.fileno()).code == UNWRITABLE


@full
def test_a_full_device_as_file(case: Case) -> None:
    result = extract(case.image, case.mask, "-o", "/dev/full")
    assert_refused(result, UNWRITABLE, "/dev/full", "no space left")
    assert Path("/dev/full").is_char_device()


def test_devices_and_links_stay_what_they_are(case: Case, tmp_path: Path) -> None:
    assert extract(case.image, case.mask, "-o", "/dev/null").code == ALL_RIGHT
    assert Path("/dev/null").is_char_device()
    target = tmp_path / "target.csv"
    target.write_text("old")
    link = tmp_path / "link.csv"
    link.symlink_to(target)
    assert extract(case.image, case.mask, "-o", link).code == ALL_RIGHT
    assert link.is_symlink()
    assert target.read_text() == extract(case.image, case.mask).out


def test_an_older_result_survives_a_run_that_fails(case: Case, tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    target.write_text("older")
    result = extract(case.image, tmp_path / "none.nii.gz", "-o", target)
    assert result.code != ALL_RIGHT
    result = extract(case.image, case.mask, "-o", target, "--glcm-distance", "0")
    assert result.code == WRONG_USAGE
    assert target.read_text() == "older"
    assert names(tmp_path) == {"image.nii.gz", "mask.nii.gz", "out.csv"}


def test_a_reader_that_goes_away_is_no_crash(case: Case) -> None:
    """As in `voxtrait extract ... | head`."""
    read, write = os.pipe()
    os.close(read)
    try:
        command = [str(PROGRAM), "extract", str(case.image), str(case.mask)]
        done = subprocess.run(command, stdout=write, stderr=subprocess.PIPE, check=False)
    finally:
        os.close(write)
    assert done.returncode in (UNWRITABLE, -signal.SIGPIPE)
