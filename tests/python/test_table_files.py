"""Metadata columns, Parquet files, and what a notebook shows."""

import base64
import json
import pickle
import struct
import sys
import xml.etree.ElementTree as ElementTree
import zlib
from pathlib import Path

import numpy as np
import pandas
import pytest

import voxtrait

pyarrow = pytest.importorskip("pyarrow")
parquet = pytest.importorskip("pyarrow.parquet")

IMAGE = np.random.default_rng(3).normal(0, 50, (5, 12, 16))
LABELS = np.zeros(IMAGE.shape, np.int16)
LABELS[:, 2:6, 2:10] = 1
LABELS[2:, 8:, 4:] = 7


@pytest.fixture(scope="module")
def table() -> voxtrait.Table:
    with pytest.warns(voxtrait.DataWarning, match="label 5"):
        return voxtrait.extract(IMAGE, LABELS, case="P<1>", labels=[1, 7, 5], glcm_distance=2)


@pytest.mark.parametrize("layout", ["long", "wide"])
def test_metadata_come_first_in_every_line(layout, table: voxtrait.Table) -> None:
    plain = table.to_pandas(layout)
    extra = {"patient": "P7", "age": 61, "dose": 1.5, "trial": None}
    frame = table.to_pandas(layout, metadata=extra, provenance=True)
    known = table.provenance
    added = ["voxtrait_version", "profile", "settings_sha256"]
    assert list(frame.columns) == [*extra, *added, *plain.columns]
    assert (frame["age"] == 61).all()
    assert set(frame["settings_sha256"]) == {known["settings_sha256"]}
    assert set(frame["voxtrait_version"]) == {voxtrait.__version__}
    pandas.testing.assert_frame_equal(frame[list(plain.columns)], plain)


def test_metadata_must_not_hide_a_column(table: voxtrait.Table, tmp_path: Path) -> None:
    for call in table.to_pandas, lambda **k: table.to_parquet(tmp_path / "t.parquet", **k):
        with pytest.raises(ValueError, match="a column 'value' already"):
            call(metadata={"value": 1})
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("layout", ["long", "wide"])
def test_parquet_files_hold_the_frame_and_the_provenance(layout, table, tmp_path: Path) -> None:
    path = tmp_path / "table.parquet"
    table.to_parquet(path, layout, metadata={"patient": "P7"}, provenance=True)
    read = parquet.read_table(path)
    assert json.loads(read.schema.metadata[b"voxtrait"]) == table.provenance
    expected = table.to_pandas(layout, metadata={"patient": "P7"}, provenance=True)
    found = read.to_pandas().astype({"label": "Int64"})
    pandas.testing.assert_frame_equal(found, expected, check_dtype=False)
    values = [n for n in read.column_names if n == "value" or n.startswith("original_")]
    assert {str(read.schema.field(n).type) for n in values} == {"double"}
    assert str(read.schema.field("label").type) == "int64"


def test_parquet_files_are_written_as_a_whole(table, tmp_path: Path) -> None:
    with pytest.raises(voxtrait.FileError, match="cannot write"):
        table.to_parquet(tmp_path / "no such folder" / "t.parquet")
    with pytest.raises(ValueError, match="tall"):
        table.to_parquet(tmp_path / "t.parquet", "tall")
    assert list(tmp_path.iterdir()) == []


def test_to_parquet_says_how_to_get_pyarrow(table, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    with pytest.raises(ImportError, match=r"pip install 'voxtrait\[parquet\]'"):
        table.to_parquet("t.parquet")


def page_of(table: voxtrait.Table) -> ElementTree.Element:
    return ElementTree.fromstring(f"<page>{table._repr_html_()}</page>")


def pixels_of(png: bytes) -> np.ndarray:
    """Decode a picture by hand: an independent reader of our writer."""
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    chunks, at = {}, 8
    while at < len(png):
        (size,) = struct.unpack_from(">I", png, at)
        kind = png[at + 4 : at + 8]
        chunks[kind] = chunks.get(kind, b"") + png[at + 8 : at + 8 + size]
        at += 12 + size
    width, height = struct.unpack_from(">II", chunks[b"IHDR"])
    rows = np.frombuffer(zlib.decompress(chunks[b"IDAT"]), np.uint8).reshape(height, -1)
    assert (rows[:, 0] == 2).all()  # each row is the difference to the row above
    return np.cumsum(rows[:, 1:], axis=0, dtype=np.uint8).reshape(height, width, 3)


def test_notebooks_show_a_thumbnail_of_every_region(table: voxtrait.Table) -> None:
    pictures = page_of(table).findall("div/img")
    assert len(pictures) == 2  # label 5 does not occur
    for picture in pictures:
        pixels = pixels_of(base64.b64decode(picture.get("src").partition("base64,")[2]))
        assert 100 <= max(pixels.shape[:2]) <= 250
        yellow = (pixels == [255, 190, 0]).all(axis=2)
        assert 0.01 < yellow.mean() < 0.3
    assert "slice 1 of 5" in pictures[0].get("alt")


def test_thumbnails_of_large_regions_are_small() -> None:
    image = np.zeros((2, 400, 300), np.float32)
    image[:, 100:200] = 1
    whole = voxtrait.extract(image, np.ones(image.shape, bool), families=["intensity_statistics"])
    assert len(pickle.dumps(whole)) < 50_000
    assert len(page_of(whole).findall("div/img")) == 1
    assert pickle.loads(pickle.dumps(whole))._repr_html_() == whole._repr_html_()


def test_thumbnails_of_odd_regions_are_drawn_too() -> None:
    flat = np.ones((3, 4, 5))
    single = np.zeros(flat.shape, bool)
    single[1, 2, 3] = True
    for image, mask in [(flat, flat > 0), (flat, single), (flat[:1], flat[:1] > 0)]:
        table = voxtrait.extract(image, mask)
        assert len(page_of(table).findall("div/img")) == 1


def test_notebooks_show_settings_statuses_and_warnings(table: voxtrait.Table) -> None:
    page = page_of(table)
    assert page.findtext("details/summary") == "Settings: glcm_distance = 2"
    assert json.loads(page.findtext("details/pre")) == table.provenance
    counts = [span.text for span in page.findall("div/span")]
    per_label = len(table) // 3
    assert counts[2] == f"({per_label} empty_roi)"
    assert counts[0].startswith("(")
    assert " ok" in counts[0]
    assert any("label 5" in "".join(p.itertext()) for p in page.findall("p"))
    defaults = voxtrait.extract(IMAGE, LABELS, labels=1)
    assert page_of(defaults).findtext("details/summary") == "Settings: defaults"
