"""Tables: missing values, labels, forms."""

import csv
import json
import math
import pickle
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import numpy as np
import pandas
import pytest

import voxtrait

COLUMNS = (
    "case,label,variant,family,feature,ibsi_code,parameter_code,aggregation,"
    "value,unit,status,reason"
)
IMAGE = np.random.default_rng(3).normal(0, 50, (5, 8, 8))
LABELS = np.zeros(IMAGE.shape, np.int16)
LABELS[:, :4] = 1
LABELS[:, 4:] = 7
MEAN = "original_intensity_statistics_mean"


@pytest.fixture(scope="module")
def two_labels() -> voxtrait.Table:
    return voxtrait.extract(IMAGE, LABELS, case="P1")


@pytest.fixture(scope="module")
def partly_missing() -> voxtrait.Table:
    with pytest.warns(voxtrait.DataWarning, match="label 5"):
        return voxtrait.extract(IMAGE, LABELS, labels=[7, 5], case='a "case", <b>')


def test_all_labels_come_in_ascending_order_by_default(two_labels: voxtrait.Table) -> None:
    assert two_labels.labels == (1, 7)
    assert len(two_labels) == len(two_labels.rows) == len(list(two_labels))
    for label in (1, 7):
        expected = IMAGE[label == LABELS].mean()
        assert two_labels.to_dict(label)[MEAN] == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        (7, (7,)),
        ([7, 1], (7, 1)),
        ((1,), (1,)),
        (np.array([7, 1], np.uint8), (7, 1)),
        (np.int32(1), (1,)),
        ({7: "tumour"}, (7,)),
        ([7, 7], (7,)),
    ],
)
def test_labels_are_extracted_in_the_order_that_is_asked_for(
    labels, expected: tuple[int, ...], two_labels: voxtrait.Table
) -> None:
    table = voxtrait.extract(IMAGE, LABELS, labels=labels)
    assert table.labels == expected
    for label in expected:
        assert table.to_dict(label) == two_labels.to_dict(label)


def test_values_are_floats_and_the_table_can_be_written_as_json(two_labels) -> None:
    assert all(type(row.value) is float for row in two_labels)
    for content in two_labels.to_records(), two_labels.to_dict(1), two_labels.provenance:
        assert json.loads(json.dumps(content, allow_nan=False)) == content


def test_to_dict_of_several_labels_needs_a_label(two_labels: voxtrait.Table) -> None:
    with pytest.raises(ValueError, match="labels 1, 7; choose one"):
        two_labels.to_dict()
    with pytest.raises(ValueError, match="not hold label 2; it holds 1, 7"):
        two_labels.to_dict(2)
    single = voxtrait.extract(IMAGE, LABELS, labels=1)
    assert single.to_dict() == single.to_dict(1) == two_labels.to_dict(1)
    assert len(single.to_dict()) == len(single)


def test_records_have_the_columns_of_the_long_csv(two_labels: voxtrait.Table) -> None:
    record = two_labels.to_records()[0]
    assert ",".join(record) == two_labels.to_csv().splitlines()[0] == COLUMNS
    assert record["case"] == "P1"
    assert record["label"] == 1


def assert_same_number(found: float, expected: float | None) -> None:
    assert math.isnan(found) if expected is None else found == expected


def test_long_frame_holds_every_row(partly_missing: voxtrait.Table) -> None:
    frame = partly_missing.to_pandas()
    assert ",".join(frame.columns) == COLUMNS
    assert frame["value"].dtype == np.float64
    assert frame["label"].dtype == pandas.Int64Dtype()
    for line, row in zip(frame.itertuples(), partly_missing, strict=True):
        assert_same_number(line.value, row.value)
        cells = (line.case, line.label, line.feature, line.status, line.reason)
        assert cells == (row.case, row.label, row.feature, row.status, row.reason)


def test_wide_frame_has_a_line_for_each_label(partly_missing: voxtrait.Table) -> None:
    frame = partly_missing.to_pandas("wide")
    assert list(frame.columns[:4]) == ["case", "label", "status", "reason"]
    assert list(frame.columns[4:]) == list(partly_missing.to_dict(7))
    assert list(frame["label"]) == [7, 5]
    assert list(frame["status"]) == ["ok", "empty_roi"]
    assert "does not occur" in frame["reason"][1]
    for name, value in partly_missing.to_dict(7).items():
        assert frame[name].dtype == np.float64
        assert_same_number(frame[name][0], value)
        assert math.isnan(frame[name][1])


def test_wide_frame_is_the_wide_csv(partly_missing: voxtrait.Table, tmp_path: Path) -> None:
    path = tmp_path / "wide.csv"
    partly_missing.to_csv(path, "wide")
    with path.open(newline="", encoding="utf-8") as lines:
        read = list(csv.DictReader(lines))
    frame = partly_missing.to_pandas("wide")
    assert list(read[0]) == list(frame.columns)
    for line, cells in zip(frame.to_dict("records"), read, strict=True):
        for column in "case", "label", "status", "reason":
            assert cells[column] == str(line[column])
        assert_same_number(line[MEAN], float(cells[MEAN]) if cells[MEAN] else None)


def test_an_absent_label_gives_every_row_with_its_reason(partly_missing: voxtrait.Table) -> None:
    absent = [row for row in partly_missing if row.label == 5]
    assert [row.name for row in absent] == [row.name for row in partly_missing if row.label == 7]
    for row in absent:
        assert (row.value, row.status) == (None, "empty_roi")
        assert "label 5 does not occur; the mask has labels 1, 7" in row.reason
    assert partly_missing.warnings == (f"values of label 5 are missing: {absent[0].reason}",)


def test_an_empty_mask_gives_a_table_without_label_and_values() -> None:
    with pytest.warns(voxtrait.DataWarning, match="the mask is empty"):
        table = voxtrait.extract(IMAGE, np.zeros_like(LABELS))
    assert table.labels == (None,)
    assert set(table.to_dict().values()) == {None}
    assert table.to_pandas("wide")["label"].isna().all()
    assert json.loads(table.to_json())["rows"] == table.to_records()


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
def test_values_that_are_not_finite_fail_aloud(value: float) -> None:
    image = IMAGE.copy()
    image[2, 2, 2] = value
    with pytest.warns(voxtrait.DataWarning, match="NaN or Inf"):
        table = voxtrait.extract(image, LABELS)
    assert {row.status for row in table if row.label == 1} == {"failed"}
    assert MEAN in table.to_dict(7)
    assert table.to_dict(7)[MEAN] is not None


def test_a_flat_region_has_undefined_values_and_no_warning() -> None:
    table = voxtrait.extract(np.ones((3, 4, 5)), np.ones((3, 4, 5), bool))
    assert table.warnings == ()
    undefined = [row for row in table if row.value is None]
    assert {row.status for row in undefined} == {"undefined"}
    assert all(row.reason for row in undefined)
    assert "maximum_histogram_gradient" in {row.feature for row in undefined}


def test_warnings_of_the_computation_point_to_the_caller() -> None:
    settings = {"aggregations": ["2D_average", "3D"]}
    with pytest.warns(voxtrait.DataWarning, match="coronal") as caught:
        table = voxtrait.extract(IMAGE, LABELS, settings, spacing=(1, 5, 1))
    assert caught[0].filename == __file__
    assert table.warnings == tuple(str(warning.message) for warning in caught)


def test_text_and_files_agree(two_labels: voxtrait.Table, tmp_path: Path) -> None:
    two_labels.to_csv(tmp_path / "long.csv")
    two_labels.to_csv(str(tmp_path / "wide.csv"), layout="wide")
    two_labels.to_json(tmp_path / "table.json")
    assert (tmp_path / "long.csv").read_text() == two_labels.to_csv()
    assert (tmp_path / "wide.csv").read_text() == two_labels.to_csv(layout="wide")
    assert (tmp_path / "table.json").read_text() == two_labels.to_json()
    content = json.loads(two_labels.to_json())
    assert content == {"provenance": two_labels.provenance, "rows": two_labels.to_records()}


def test_what_cannot_be_written(two_labels: voxtrait.Table, tmp_path: Path) -> None:
    for write in two_labels.to_csv, two_labels.to_json:
        with pytest.raises(voxtrait.FileError, match="cannot write") as raised:
            write(tmp_path / "no such folder" / "file")
        assert raised.value.code == "io.write"
    assert list(tmp_path.iterdir()) == []
    for form in two_labels.to_pandas, lambda layout: two_labels.to_csv(layout=layout):
        with pytest.raises(ValueError, match=r'"long" or "wide", found \'tall\''):
            form("tall")


def test_to_pandas_says_how_to_get_pandas(two_labels, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(ImportError, match=r"pip install 'voxtrait\[pandas\]'"):
        two_labels.to_pandas()


def test_provenance_says_what_was_done() -> None:
    settings = {"glcm": {"distance": 2}}
    plain = voxtrait.extract(IMAGE, LABELS, settings).provenance
    assert plain["version"] == voxtrait.__version__
    assert plain["settings"]["glcm"]["distance"] == 2
    assert plain["image"] == {"pixel_type": "float64", "size": [8, 8, 5], "spacing": [1, 1, 1]}
    hashed = voxtrait.extract(IMAGE, LABELS, settings, hash_inputs=True).provenance
    assert hashed["settings_sha256"] == plain["settings_sha256"]
    assert len(hashed["image"]["pixels_sha256"]) == 64
    assert hashed["image"]["pixels_sha256"] != hashed["mask"]["pixels_sha256"]


def test_tables_are_immutable(two_labels: voxtrait.Table) -> None:
    two_labels.provenance["version"] = "another"
    two_labels.to_records()[0]["value"] = 0.0
    assert two_labels.provenance["version"] == voxtrait.__version__
    assert two_labels.to_records()[0]["value"] == two_labels.rows[0].value
    for name in "rows", "warnings", "provenance", "labels":
        with pytest.raises(AttributeError):
            setattr(two_labels, name, ())


def test_a_table_of_made_up_rows_is_refused(two_labels: voxtrait.Table) -> None:
    for change in {"status": "fine"}, {"aggregation_code": "4DXX"}:
        row = two_labels.rows[0]._replace(**change)
        made_up = voxtrait.Table((row,), "{}", ())
        with pytest.raises(ValueError, match="unknown name"):
            made_up.to_csv()


def test_tables_and_images_can_be_pickled(partly_missing: voxtrait.Table) -> None:
    twin = pickle.loads(pickle.dumps(partly_missing))
    assert twin.to_json() == partly_missing.to_json()
    assert (twin.rows, twin.warnings) == (partly_missing.rows, partly_missing.warnings)
    image = voxtrait.Image(IMAGE, (1, 2, 3), (4, 5, 6))
    again = pickle.loads(pickle.dumps(image))
    assert (again.array == image.array).all()
    assert (again.spacing, again.origin) == (image.spacing, image.origin)


def test_shown_in_short_and_in_full(two_labels, partly_missing) -> None:
    count = len(two_labels)
    assert repr(two_labels) == f"<voxtrait.Table: case 'P1', labels 1, 7, {count} values>"
    assert f"{count} values, {count // 2} missing" in repr(partly_missing)
    assert "joint entropy" in str(two_labels)
    assert "TU9B" in str(two_labels)


def test_notebooks_show_every_value_by_family(partly_missing: voxtrait.Table) -> None:
    page = ElementTree.fromstring(f"<page>{partly_missing._repr_html_()}</page>")
    families = {row.family for row in partly_missing}
    assert len(page.findall("div")) == 2
    assert len(page.findall("div/details")) == 2 * len(families)
    assert page.findtext("div/b") == 'Case a "case", <b>, label 7'
    lines = page.findall(".//tbody/tr")
    assert len(lines) == len({(r.label, r.family, r.feature) for r in partly_missing})
    cells = [cell for cell in page.iter("td") if cell.get("title")]
    assert len(cells) == sum(row.value is None for row in partly_missing)
    assert {cell.text for cell in cells} == {"empty_roi"}
