"""PyRadiomics' command line."""

import csv
import io
import json
from pathlib import Path

import numpy as np
import pytest

from package_data import REPOSITORY
from voxtrait.compat.radiomics.scripts import main

DATA = REPOSITORY / "data/pyradiomics"
IMAGE, MASK = str(DATA / "brain1/image.nrrd"), str(DATA / "brain1/label.nrrd")


@pytest.fixture
def batch(tmp_path: Path) -> Path:
    """Two cases that are right, by relative paths, and one between them that fails."""
    for name, path in (("image.nrrd", IMAGE), ("label.nrrd", MASK)):
        (tmp_path / name).symlink_to(path)
    file = tmp_path / "cases.csv"
    rows = ["Image,Mask,Label,ID", "image.nrrd,label.nrrd,1,a", "image.nrrd,label.nrrd,9,b"]
    file.write_text("\n".join([*rows, f"{IMAGE},{MASK},1,c", ""]))
    return file


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_a_case_is_written_line_by_line(capsys) -> None:
    assert main([IMAGE, MASK]) == 0
    lines = dict(line.split(": ", 1) for line in capsys.readouterr().out.splitlines())
    assert lines["Case-1_Image"] == IMAGE
    assert float(lines["Case-1_original_glcm_Contrast"]) == pytest.approx(47.49212511442982)
    assert lines["Case-1_diagnostics_Image-original_Dimensionality"] == "3D"


def test_a_case_that_fails_keeps_its_row_and_the_exit_code_is_0(batch: Path, capsys) -> None:
    assert main([str(batch), "-f", "csv", "-j", "2"]) == 0
    first, failed, last = rows_of(capsys.readouterr().out)
    assert [row["ID"] for row in (first, failed, last)] == ["a", "b", "c"]
    assert first["original_firstorder_Mean"] == last["original_firstorder_Mean"] != ""
    assert failed["original_firstorder_Mean"] == ""
    assert failed["Label"] == "9"


def test_columns_are_sorted_when_the_first_case_fails(batch: Path, capsys) -> None:
    lines = batch.read_text().splitlines()
    batch.write_text("\n".join([lines[0], lines[2], lines[1], ""]))
    assert main([str(batch), "-f", "csv"]) == 0
    header = capsys.readouterr().out.split("\n", 1)[0].split(",")
    assert header[:4] == ["Image", "Mask", "Label", "ID"]
    assert header[4:] == sorted(header[4:])


def test_json_is_one_list_without_bare_nan(tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    assert main([IMAGE, MASK, "-f", "json", "-o", str(out)]) == 0
    (case,) = json.loads(out.read_text(), parse_constant=lambda name: pytest.fail(name))
    assert case["original_firstorder_Mean"] == pytest.approx(825.2354363065023)
    assert case["diagnostics_Mask-original_BoundingBox"] == [162, 84, 11, 47, 70, 7]


def test_settings_go_before_the_parameter_file(tmp_path: Path, capsys) -> None:
    parameters = tmp_path / "params.json"
    parameters.write_text(
        json.dumps({"setting": {"binWidth": 10}, "featureClass": {"firstorder": ["Uniformity"]}})
    )
    values = []
    for extra in ([], ["-s", "binWidth:25"], ["-s", "binWidth:x", "-s", "wrong:1", "-s", "none"]):
        arguments = [IMAGE, MASK, "-p", str(parameters), "-f", "csv", *extra]
        assert main(arguments) == 0
        (row,) = rows_of(capsys.readouterr().out)
        values.append(float(row["original_firstorder_Uniformity"]))
    assert values[1] == pytest.approx(0.045156963555862184)
    assert values[0] == values[2] != values[1]


def test_the_label_counts_without_other_settings(capsys) -> None:
    assert main([IMAGE, MASK, "-l", "9", "-f", "csv"]) == 0
    assert rows_of(capsys.readouterr().out) == [{"Image": IMAGE, "Mask": MASK}]


def test_paths_are_written_as_asked_for(batch: Path, capsys) -> None:
    for kind, expected in (("basename", "image.nrrd"), ("relative", "image.nrrd")):
        main([str(batch), "-f", "csv", "--format-path", kind, "--unix-path"])
        assert rows_of(capsys.readouterr().out)[0]["Image"] == expected


def test_out_dir_resumes_what_succeeded_with_the_same_parameters(batch: Path, capsys) -> None:
    folder = batch.parent / "out"
    arguments = [str(batch), "-od", str(folder), "-f", "csv", "-s", "additionalInfo:false"]
    assert main(arguments) == 0
    first = capsys.readouterr().out
    assert sorted(p.name for p in folder.glob("*.csv")) == [f"features_{i}.csv" for i in (1, 2, 3)]
    stored = folder / "features_1.csv"
    header, _ = stored.read_text().splitlines()
    stored.write_text(header + "\n" + ",".join("7" for _ in header.split(",")) + "\n")
    assert main(arguments) == 0
    assert rows_of(capsys.readouterr().out)[0]["original_firstorder_Mean"] == "7"
    assert main([*arguments, "-s", "binWidth:25"]) == 0
    again = rows_of(capsys.readouterr().out)[0]
    assert again["original_firstorder_Mean"] == rows_of(first)[0]["original_firstorder_Mean"]


def test_nan_is_skipped_when_asked_for(tmp_path: Path, capsys) -> None:
    sitk = pytest.importorskip("SimpleITK")
    voxels = np.zeros((3, 3, 3), np.uint8)
    voxels[1, 1, :2] = 1
    paths = [str(tmp_path / name) for name in ("image.nrrd", "mask.nrrd")]
    sitk.WriteImage(sitk.GetImageFromArray(np.arange(27.0).reshape(3, 3, 3)), paths[0])
    sitk.WriteImage(sitk.GetImageFromArray(voxels), paths[1])
    arguments = [*paths, "-s", "minimumROIDimensions:1"]
    name = "original_firstorder_RobustMeanAbsoluteDeviation"
    assert main(arguments) == 0
    assert f"{name}: nan" in capsys.readouterr().out
    assert main([*arguments, "--skip-nans"]) == 0
    assert name not in capsys.readouterr().out


def test_exit_codes_are_those_of_pyradiomics(tmp_path: Path, batch: Path) -> None:
    assert main([IMAGE]) == 1
    wrong = tmp_path / "wrong.csv"
    wrong.write_text("image,mask\na,b\n")
    assert main([str(wrong)]) == 1
    assert main([IMAGE, MASK, "-p", "nowhere.yaml"]) == 3
    assert main([IMAGE, MASK, "-m", "voxel"]) == 3
    assert main([str(batch), "--validate"]) == 0
    with pytest.raises(SystemExit) as exit_code:
        main([IMAGE, MASK, "-f", "xml"])
    assert exit_code.value.code == 2


def test_validation_reports_what_is_missing(batch: Path, caplog) -> None:
    batch.write_text(batch.read_text() + "nowhere.nrrd,label.nrrd,1,d\n")
    parameters = batch.parent / "params.json"
    parameters.write_text('{"setting": {"binWith": 1}}')
    assert main([str(batch), "--validate", "-p", str(parameters)]) == 0
    assert "Image path for case (4/4)" in caplog.text
    assert "/setting/binWith" in caplog.text
