"""What `voxtrait extract` writes: formats, files, labels, case names, diagnostics, provenance."""

import csv
import hashlib
import io
import json
import re
import struct
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest

from cli_case import Case
from cli_images import write_nifti
from cli_program import ALL_RIGHT, DATA, HEADER, PHANTOM, SETTINGS, Row, extract, rows_of

REFERENCE = DATA / "ibsi/reference/ibsi1_reference_values.csv"

DIRECTIONAL = {"2D_average", "2D_slice_merged", "2.5D_direction_merged", "2.5D_merged"}
DIRECTIONAL |= {"3D_average", "3D_merged"}
ZONAL = {"2D", "2.5D", "3D"}
AGGREGATIONS = {"glcm": DIRECTIONAL, "glrlm": DIRECTIONAL}
AGGREGATIONS |= {"glszm": ZONAL, "gldzm": ZONAL, "ngtdm": ZONAL, "ngldm": ZONAL}


def phantom(*arguments: object) -> list[Row]:
    result = extract(*PHANTOM, "--settings", SETTINGS / "phantom.json", *arguments)
    assert (result.code, result.err) == (ALL_RIGHT, "")
    return result.rows


def test_long_csv_is_the_default_and_has_exactly_these_columns() -> None:
    result = extract(*PHANTOM)
    assert result.code == ALL_RIGHT
    assert result.err == ""
    assert result.out.splitlines()[0] == HEADER
    assert result.out == extract(*PHANTOM, "--format", "long").out
    assert result.out.endswith("\n")
    assert "\r" not in result.out


def test_cells_of_the_long_format_are_what_the_contract_says() -> None:
    for row in phantom():
        assert None not in row.values()
        assert (row["case"], row["label"], row["variant"]) == ("1", "1", "original")
        assert re.fullmatch(r"[a-z0-9][a-z0-9_]*", row["feature"]), row
        assert re.fullmatch(r"([A-Z0-9]{4})?", row["ibsi_code"]), row
        assert re.fullmatch(r"([A-Z0-9]{4})?", row["parameter_code"]), row
        assert row["aggregation"] in AGGREGATIONS.get(row["family"], {"3D"}), row
        assert row["status"] in {"ok", "undefined", "too_small", "not_applicable"}, row
        assert (row["value"] != "") == (row["status"] == "ok"), row
        assert (row["reason"] == "") == (row["status"] == "ok"), row


def test_no_value_stands_in_two_rows() -> None:
    keys = [(r["family"], r["feature"], r["aggregation"]) for r in phantom()]
    codes = [
        (r["ibsi_code"], r["parameter_code"], r["aggregation"], r["family"])
        for r in phantom()
        if r["ibsi_code"]
    ]
    assert len(set(keys)) == len(keys)
    assert len(set(codes)) == len(codes)


def test_parameter_codes_tell_features_of_one_code_apart() -> None:
    with REFERENCE.open() as file:
        published = [
            (r["ibsi_code"], r["parameter_code"], r["aggregation"])
            for r in csv.DictReader(file)
            if r["config"] == "phantom" and not r["family"].startswith("diagnostics_")
        ]
    shared = {
        (code, parameter)
        for code, parameter, aggregation in published
        for other, another, same in published
        if (other, same) == (code, aggregation) and another != parameter
    }
    assert ("BC2M", "NK6P") in shared
    found = {(r["ibsi_code"], r["parameter_code"]) for r in phantom() if r["parameter_code"]}
    assert shared <= found <= {(code, parameter) for code, parameter, _ in published}


def test_values_are_the_shortest_decimals_that_round_trip() -> None:
    for row in phantom():
        if row["status"] != "ok":
            continue
        text = row["value"]
        shortest = repr(float(text))
        digits = [Decimal(t).normalize().as_tuple().digits for t in (text, shortest)]
        assert digits[0] == digits[1], row
        assert struct.pack("d", float(text)) == struct.pack("d", float(shortest))


def test_values_of_a_known_image_are_exact() -> None:
    # The digital phantom has 74 voxels whose sum is 159.
    result = extract(*PHANTOM, "--settings", SETTINGS / "phantom.json")
    assert result.value("mean") == 159 / 74
    assert result.value("minimum") == 1
    assert result.value("maximum") == 6


def test_json_holds_the_same_rows_and_provenance() -> None:
    document = extract(*PHANTOM, "--format", "json").json
    long = extract(*PHANTOM).rows
    assert set(document) == {"provenance", "rows"}
    assert len(document["rows"]) == len(long)
    for row, cells in zip(document["rows"], long, strict=True):
        assert list(row) == HEADER.split(",")
        assert row["label"] == 1
        assert row["value"] == (float(cells["value"]) if cells["value"] else None)
        for column in ("case", "family", "feature", "aggregation", "unit", "status", "reason"):
            assert row[column] == cells[column]


def wide_name(row: Row, discretisation: dict[str, str]) -> str:
    """`original_glcm_joint_entropy_3d_merged_fbs25`."""
    parts = [row["variant"], row["family"], row["feature"]]
    if row["family"] in AGGREGATIONS:
        parts.append(row["aggregation"].lower())
    kind = "intensity_volume_histogram" if "volume_histogram" in row["family"] else "texture"
    if kind in discretisation and row["family"] in {*AGGREGATIONS, "intensity_histogram", kind}:
        parts.append(discretisation[kind])
    return "_".join(parts)


def test_wide_csv_is_one_line_a_label_with_the_names_of_the_features(case: Case) -> None:
    labels = case.labels.copy()
    labels[0, 0, :4] = 3
    mask = write_nifti(case.mask.with_name("two.nii.gz"), labels, case.affine)
    flags = ["--discretisation-method", "fixed_bin_size", "--discretisation-bin-width", "12.5"]
    wide = extract(case.image, mask, "--format", "wide", *flags)
    long = extract(case.image, mask, *flags).rows
    lines = list(csv.reader(io.StringIO(wide.out)))
    short = {"texture": "fbs12.5", "intensity_volume_histogram": "fbn1000"}
    names = [wide_name(row, short) for row in long if row["label"] == "1"]
    assert lines[0] == ["case", "label", "status", "reason", *names]
    for line, label in zip(lines[1:], ["1", "3"], strict=True):
        assert line[:2] == ["1", label]
        assert line[4:] == [row["value"] for row in long if row["label"] == label]


def test_table_shows_every_feature_with_six_digits() -> None:
    text = extract(*PHANTOM, "--format", "table").out
    for row in extract(*PHANTOM).rows:
        assert row["feature"].replace("_", " ") in text
        assert row["ibsi_code"] in text
        if row["status"] == "ok":
            assert f"{float(row['value']):.6g}" in text, row


@pytest.mark.parametrize("form", ["long", "wide", "json", "table"])
def test_a_file_gets_what_standard_output_gets(form: str, tmp_path: Path) -> None:
    target = tmp_path / "result.csv"
    target.write_text("something older that is much longer than a single line\n" * 1000)
    result = extract(*PHANTOM, "--format", form, "-o", target)
    assert (result.code, result.out, result.err) == (ALL_RIGHT, "", "")
    assert target.read_text() == extract(*PHANTOM, "--format", form).out
    assert list(tmp_path.iterdir()) == [target]


def test_a_name_in_json_asks_for_json_unless_a_format_is_given(tmp_path: Path) -> None:
    target = tmp_path / "result.json"
    extract(*PHANTOM, "--output", target)
    assert json.loads(target.read_text())["rows"]
    extract(*PHANTOM, "--output", target, "--format", "long")
    assert rows_of(target.read_text())


def three_labels(case: Case) -> Path:
    labels = case.labels.astype("uint16")
    labels[2:4, 1:6, 2:4] = 2
    labels[2:4, 1:6, 5:7] = 1000
    return write_nifti(case.mask.with_name("labels.nii.gz"), labels, case.affine)


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        ([], ["1", "2", "1000"]),
        (["--labels", "all"], ["1", "2", "1000"]),
        (["--labels", "2"], ["2"]),
        (["--labels", "1,2"], ["1", "2"]),
        (["--labels", "1000,1"], ["1000", "1"]),
    ],
)
def test_labels_are_those_asked_for(case: Case, choice: list[str], expected: list[str]) -> None:
    rows = extract(case.image, three_labels(case), *choice).rows
    assert list(dict.fromkeys(row["label"] for row in rows)) == expected


def test_the_values_of_a_label_do_not_depend_on_the_others(case: Case) -> None:
    mask = three_labels(case)
    together = extract(case.image, mask).rows
    for label in ("1", "2", "1000"):
        alone = extract(case.image, mask, "--labels", label).rows
        assert alone == [row for row in together if row["label"] == label]


@pytest.mark.parametrize("name", ["PAT1", "a b", 'comma, "quoted"', "Müller", "two\nlines", ""])
def test_the_case_name_is_kept_as_given(case: Case, name: str) -> None:
    result = extract(case.image, case.mask, "--case", name)
    assert {row["case"] for row in result.rows} == {name}
    document = extract(case.image, case.mask, "--case", name, "--format", "json").json
    assert {row["case"] for row in document["rows"]} == {name}


def test_names_of_files_appear_nowhere(case: Case, tmp_path: Path) -> None:
    secret = tmp_path / "Jane_Doe.nii.gz"
    case.image.rename(secret)
    for form in ("long", "wide", "json", "table"):
        provenance = tmp_path / "provenance.json"
        result = extract(secret, case.mask, "--format", form, "--provenance", provenance)
        assert "Jane" not in result.out + result.err + provenance.read_text()
        assert str(tmp_path) not in result.out + provenance.read_text()


def test_diagnostics_are_added_and_change_nothing_else() -> None:
    plain = phantom()
    rows = phantom("--diagnostics")
    added = [row for row in rows if row["family"].startswith("diagnostics_")]
    assert [row for row in rows if row not in added] == plain
    values = {row["feature"]: row["value"] for row in added}
    assert values["img_dim_x_init_img"] == "5"
    assert values["img_dim_y_init_img"] == "4"
    assert values["img_dim_z_init_img"] == "4"
    assert values["vox_dim_x_init_img"] == "2"
    assert values["int_mask_vox_count_init_roi"] == "74"
    assert {row["family"] for row in added} == {
        "diagnostics_initial_image",
        "diagnostics_interpolated_image",
        "diagnostics_initial_roi",
        "diagnostics_interpolated_roi",
        "diagnostics_resegmented_roi",
    }


def test_provenance_says_what_was_computed_from_what(case: Case, tmp_path: Path) -> None:
    target = tmp_path / "provenance.json"
    flags = ["--glcm-distance", "2", "--provenance", target]
    result = extract(case.image, case.mask, *flags)
    assert result.out == extract(case.image, case.mask, "--glcm-distance", "2").out
    provenance = json.loads(target.read_text())
    assert provenance["software"] == "voxtrait"
    assert re.fullmatch(r"\d+\.\d+\.\d+", provenance["version"])
    assert provenance["settings"]["glcm"]["distance"] == 2
    assert re.fullmatch(r"[0-9a-f]{64}", provenance["settings_sha256"])
    assert provenance["image"]["size"] == [8, 7, 6]
    assert provenance["image"]["pixel_type"] == "int16"
    for role, array in (("image", case.voxels), ("mask", case.labels)):
        digest = hashlib.sha256(np.ascontiguousarray(array).tobytes()).hexdigest()
        assert provenance[role]["pixels_sha256"] == digest


def test_hashes_follow_content_and_not_files(case: Case, tmp_path: Path) -> None:
    def provenance(image: Path) -> dict[str, object]:
        return extract(image, case.mask, "--format", "json").json["provenance"]

    first = provenance(case.image)
    assert provenance(write_nifti(tmp_path / "raw.nii", case.voxels, case.affine)) == first
    changed = case.voxels.copy()
    changed[0, 0, 0] += 1
    other = provenance(write_nifti(tmp_path / "other.nii", changed, case.affine))
    assert other["image"]["pixels_sha256"] != first["image"]["pixels_sha256"]
    assert other["settings_sha256"] == first["settings_sha256"]


def test_timing_goes_to_standard_error_only(case: Case) -> None:
    plain = extract(case.image, case.mask)
    timed = extract(case.image, case.mask, "--timing")
    assert timed.out == plain.out
    assert re.fullmatch(
        r"reading \d+\.\d{3} s, computing \d+\.\d{3} s, writing \d+\.\d{3} s\n", timed.err
    )
