"""The other commands, usage errors and start-up."""

import csv
import json
import re
import shutil
import time
from pathlib import Path
from typing import Any

import pytest

from cli_case import Case
from cli_program import (
    ALL_RIGHT,
    DATA,
    PHANTOM,
    SOME_FAILED,
    UNREADABLE,
    WRONG_USAGE,
    assert_refused,
    extract,
    run,
)

REFERENCE = "ibsi/reference/ibsi1_reference_values.csv"


def commands() -> list[str]:
    lines = run("--help").out.split("Subcommands:\n", 1)[1].split("\n\n", 1)[0].splitlines()
    return [line.split()[0] for line in lines if line[2] != " "]


def test_version() -> None:
    result = run("--version")
    assert (result.code, result.err) == (ALL_RIGHT, "")
    name, version, target = result.out.split()
    assert name == "voxtrait"
    assert target in {"(avx512)", "(avx2)", "(sse4)", "(neon)", "(scalar)"}
    assert [part.isdigit() for part in version.split(".")] == [True] * 3


def test_every_command_has_a_help_with_an_example() -> None:
    known = commands()
    assert {"extract", "list", "describe", "schema", "verify"} <= set(known)
    for command in ([], *([name] for name in known)):
        result = run(*command, "--help")
        assert (result.code, result.err) == (ALL_RIGHT, ""), command
        assert "usage: voxtrait" in result.out.lower()
        assert "Example" in result.out, command


def test_help_names_the_exit_codes() -> None:
    text = run("--help").out
    for code in ("0 ", "1 ", "2 ", "3 ", "4 ", "130 "):
        assert code in text.split("Exit codes:")[1]


def test_list_names_the_features_that_extract_computes() -> None:
    features = run("list", "--json").json
    listed = {(f["family"], f["feature"], f["ibsi_code"]) for f in features}
    everything = ["2D_average", "2D_slice_merged", "2.5D_direction_merged", "2.5D_merged"]
    everything += ["3D_average", "3D_merged", "2D", "2.5D", "3D"]
    rows = extract(*PHANTOM, "--aggregations", ",".join(everything)).rows
    assert listed == {(r["family"], r["feature"], r["ibsi_code"]) for r in rows}
    lines = run("list").out.splitlines()
    assert len(lines) == len(features)
    for line, feature in zip(lines, features, strict=True):
        words = line.split()
        assert words[0] == f"{feature['family']}.{feature['feature']}"
        assert line.endswith(feature["name"])
        assert feature["ibsi_code"] in words


def test_aggregations_of_the_list_are_those_of_the_rows() -> None:
    everything = "2D_average,2D_slice_merged,2.5D_direction_merged,2.5D_merged,3D_average,3D_merged"
    rows = extract(*PHANTOM, "--aggregations", everything + ",2D,2.5D,3D").rows
    for feature in run("list", "--json").json:
        found = {
            r["aggregation"]
            for r in rows
            if (r["family"], r["feature"]) == (feature["family"], feature["feature"])
        }
        assert found == set(feature["aggregations"]), feature


def test_list_of_one_family() -> None:
    features = run("list", "--json", "--family", "glcm").json
    assert len(features) == 25  # IBSI's number of GLCM features
    assert {f["family"] for f in features} == {"glcm"}
    assert_refused(run("list", "--family", "glmc"), WRONG_USAGE, '"glcm"')


def test_list_of_a_profile() -> None:
    features = run("list", "--json", "--profile", "pyradiomics").json
    assert {f["profile"] for f in features} == {"pyradiomics"}
    assert "firstorder_Mean" in {f["pyradiomics"] for f in features}
    assert run("list", "--profile", "ibsi") == run("list")
    assert_refused(run("list", "--profile", "ibis"), WRONG_USAGE, '"ibsi"')


def test_describe_finds_a_feature_by_name_and_by_code() -> None:
    by_code = run("describe", "TU9B")
    assert by_code.code == ALL_RIGHT
    for words in ("glcm.joint_entropy", "formula", "TU9B", "3D_merged", "IAZD"):
        assert words in by_code.out
    assert run("describe", "joint_entropy") == by_code
    assert run("describe", "glcm.joint_entropy") == by_code
    (feature,) = run("describe", "TU9B", "--json").json
    assert (feature["family"], feature["feature"]) == ("glcm", "joint_entropy")
    (feature,) = run("describe", "joint_entropy", "--profile", "pyradiomics", "--json").json
    assert feature["pyradiomics"] == "glcm_JointEntropy"


def test_describe_knows_every_feature_of_the_list() -> None:
    for feature in run("list", "--json").json[::17]:
        name = f"{feature['family']}.{feature['feature']}"
        assert run("describe", name, "--json").json == [feature]


def test_describe_tells_the_features_of_one_code_apart() -> None:
    features = run("describe", "BC2M", "--json").json
    assert {f["parameter_code"] for f in features} == {"NK6P", "4279"}


def test_describe_suggests_the_nearest_name() -> None:
    assert_refused(run("describe", "joint_entorpy"), WRONG_USAGE, "joint_entropy")


def test_schema_is_a_json_schema_of_its_own_defaults() -> None:
    schema = run("schema").json
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert run("schema", "--json").json == schema
    defaults = run("schema", "--defaults").json
    assert list(defaults) == list(schema["properties"])

    def check(values: dict[str, Any], properties: dict[str, Any]) -> None:
        assert list(values) == list(properties)
        for key, value in values.items():
            inner = properties[key]
            if "properties" in inner and "default" not in inner:  # a section
                assert inner["additionalProperties"] is False
                check(value, inner["properties"])
            else:
                assert inner["default"] == value
                assert inner["description"]

    check(defaults, schema["properties"])


@pytest.fixture
def reference_data(tmp_path: Path) -> Path:
    """The data as they are installed: without the CT phantom."""
    for part in ("digital_phantom", "reference", "settings"):
        shutil.copytree(DATA / "ibsi" / part, tmp_path / "data/ibsi" / part)
    return tmp_path / "data"


def test_verify_without_the_ct_phantom_says_so_and_counts_nothing_as_matched(
    reference_data: Path,
) -> None:
    result = run("verify", "--data", reference_data, "--json")
    assert result.code == ALL_RIGHT
    rows = result.json["rows"]
    verdicts = {row["verdict"] for row in rows if row["configuration"] != "phantom"}
    assert verdicts == {"no_data"}
    summary = result.json["summary"]
    assert sum(summary.values()) == len(rows)
    assert summary["matched"] == sum(row["verdict"] == "matched" for row in rows)
    assert summary["missed"] == 0
    assert "not run" in run("verify", "--data", reference_data).out


def test_verify_has_every_row_of_the_table(reference_data: Path) -> None:
    with (DATA / REFERENCE).open() as file:
        published = [(r["config"], r["ibsi_code"], r["value"]) for r in csv.DictReader(file)]
    rows = run("verify", "--data", reference_data, "--json").json["rows"]
    of_filters = re.compile(r"filters|\d\.[AB]")
    rows = [r for r in rows if not of_filters.fullmatch(r["configuration"])]
    found = [(r["configuration"], r["ibsi_code"], r["reference"]) for r in rows]
    expected = [(c, code, float(value) if value else None) for c, code, value in published]
    assert sorted(found, key=str) == sorted(expected, key=str)


def test_verify_notices_a_value_that_does_not_match(reference_data: Path) -> None:
    table = reference_data / REFERENCE
    text = table.read_text()
    row = "phantom,intensity_statistics,Mean,Q4LE,3D,"
    changed = text.replace(f"{row}2.15,", f"{row}2.16,")
    assert changed != text
    table.write_text(changed)
    result = run("verify", "--data", reference_data)
    assert result.code == SOME_FAILED
    misses = [line for line in result.out.splitlines() if line.startswith("MISS")]
    assert len(misses) == 1
    for words in ("phantom", "Q4LE", "2.16", str(159 / 74)):
        assert words in misses[0]
    document = run("verify", "--data", reference_data, "--json")
    assert document.code == SOME_FAILED
    assert document.json["summary"]["missed"] == 1


def test_verify_without_reference_data_cannot_read_its_input(tmp_path: Path) -> None:
    assert_refused(run("verify", "--data", tmp_path), UNREADABLE, str(tmp_path), "reference")


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["extrakt"],
        ["extract"],
        ["extract", "image.nii"],
        ["extract", "image.nii", "mask.nii", "third.nii"],
        ["extract", "image.nii", "mask.nii", "--unknown"],
        ["extract", "image.nii", "mask.nii", "--format", "xml"],
        ["extract", "image.nii", "mask.nii", "--threads", "0"],
        ["extract", "image.nii", "mask.nii", "--threads", "two"],
        ["extract", "image.nii", "mask.nii", "--labels", "1,x"],
        ["extract", "image.nii", "mask.nii", "--labels", "1,"],
        ["extract", "image.nii", "mask.nii", "--labels", "1.5"],
        ["extract", "image.nii", "mask.nii", "--labels", "99999999999999999999"],
        ["extract", "image.nii", "mask.nii", "-o"],
        ["extract", "image.nii", "mask.nii", "--discretisation-bin-width="],
        ["describe"],
        ["schema", "extra"],
        ["verify", "--threads", "-1"],
    ],
)
def test_wrong_usage(arguments: list[str]) -> None:
    result = run(*arguments)
    assert (result.code, result.out) == (WRONG_USAGE, "")
    assert result.err


def test_threads_of_the_environment_that_are_no_number_do_not_stop_a_run(case: Case) -> None:
    plain = extract(case.image, case.mask)
    for threads in ("1", "0", "-3", "many", ""):
        assert extract(case.image, case.mask, env={"VOXTRAIT_THREADS": threads}) == plain


def test_start_up_takes_less_than_100_ms() -> None:
    def seconds() -> float:
        start = time.perf_counter()
        run("--version")
        return time.perf_counter() - start

    assert min(seconds() for _ in range(5)) < 0.1


def test_json_of_all_commands_is_valid() -> None:
    for arguments in (["list"], ["describe", "TU9B"], ["schema"]):
        assert json.loads(run(*arguments, "--json").out)
