"""The report of `verify --html`: one page that stands alone and says what `--json` says."""

import csv
import re
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from cli_html import Element, parsed, pictures
from cli_images import read_nifti
from cli_program import (
    ALL_RIGHT,
    DATA,
    PHANTOM,
    SOME_FAILED,
    UNWRITABLE,
    Run,
    assert_refused,
    run,
)

REFERENCE = "ibsi/reference/ibsi1_reference_values.csv"
CONFIGURATIONS = ("phantom", "A", "B", "C", "D", "E")
OUTLINE = (255, 190, 0)


@dataclass(frozen=True)
class Report:
    run: Run
    path: Path
    page: Element

    @property
    def summary(self) -> dict[str, int]:
        """How many values of IBSI 1, which the page covers, have each verdict."""
        verdicts = [row["verdict"] for row in self.rows]
        return {verdict: verdicts.count(verdict) for verdict in self.run.json["summary"]}

    @property
    def rows(self) -> list[dict[str, Any]]:
        return [r for r in self.run.json["rows"] if r["configuration"] in CONFIGURATIONS]

    def count(self, name: str) -> int:
        return int(self.page.with_id(name).text)


def report(folder: Path, data: Path) -> Report:
    path = folder / "report.html"
    result = run("verify", "--json", "--html", path, "--data", data)
    return Report(result, path, parsed(path))


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Report:
    """The report on all data that are here; the CT phantom may be missing."""
    return report(tmp_path_factory.mktemp("full"), DATA)


def installed_data(folder: Path) -> Path:
    """The data as they are installed: without the CT phantom."""
    for part in ("digital_phantom", "reference", "settings"):
        shutil.copytree(DATA / "ibsi" / part, folder / "data/ibsi" / part)
    return folder / "data"


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Report:
    folder = tmp_path_factory.mktemp("installed")
    return report(folder, installed_data(folder))


@pytest.fixture(scope="module")
def with_miss(tmp_path_factory: pytest.TempPathFactory) -> Report:
    """One reference value is wrong, and its feature has a name that HTML must escape."""
    folder = tmp_path_factory.mktemp("miss")
    data = installed_data(folder)
    with (data / REFERENCE).open(newline="") as file:
        table = list(csv.DictReader(file))
    for row in table:
        if (row["config"], row["ibsi_code"]) == ("phantom", "Q4LE"):
            row["value"] = "2.16"
            row["feature"] = "<b>Mean & 'more'</b>"
    with (data / REFERENCE).open("w", newline="") as file:
        writer = csv.DictWriter(file, list(table[0]))
        writer.writeheader()
        writer.writerows(table)
    return report(folder, data)


def value_rows(element: Element) -> list[Element]:
    tables = [t for t in element.all("table") if t.attributes.get("class") == "values"]
    return [row for table in tables for body in table.all("tbody") for row in body.all("tr")]


def test_the_page_is_an_html_document_in_english(full: Report) -> None:
    assert full.path.read_text("utf-8").startswith("<!DOCTYPE html>")
    (html,) = (e for e in full.page.children if isinstance(e, Element))
    assert (html.tag, html.attributes["lang"]) == ("html", "en")
    assert html.all("meta")[0].attributes == {"charset": "utf-8"}
    version = run("--version").out.split()[1]
    assert version in html.all("title")[0].text
    assert version in html.all("header")[0].text


def test_the_page_needs_nothing_else(full: Report) -> None:
    text = full.path.read_text("utf-8")
    assert "http:" not in text
    assert "https:" not in text
    (style,) = full.page.all("style")
    assert "url(" not in style.text
    assert "@import" not in style.text
    for element in full.page.every():
        assert element.tag not in {"script", "link", "iframe", "object", "embed", "base"}
        for name, value in element.attributes.items():
            assert not name.startswith("on")
            if name in {"src", "href", "srcset", "action", "data", "poster"}:
                assert value.startswith(("data:image/png;base64,", "#")), value


def test_links_lead_to_a_section(full: Report) -> None:
    links = [a.attributes["href"] for a in full.page.all("a")]
    assert links == [f"#{configuration}" for configuration in CONFIGURATIONS]
    for link in links:
        assert full.page.with_id(link[1:]).tag == "section"


def test_ids_are_unique(full: Report) -> None:
    ids = [e.attributes["id"] for e in full.page.every() if "id" in e.attributes]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("which", ["full", "installed", "with_miss"])
def test_counts_are_those_of_json(which: str, request: pytest.FixtureRequest) -> None:
    found: Report = request.getfixturevalue(which)
    for verdict, number in found.summary.items():
        assert found.count(f"count-{verdict}") == number
    assert found.count("count-all") == len(found.rows)
    for configuration in CONFIGURATIONS:
        rows = [r for r in found.rows if r["configuration"] == configuration]
        assert found.count(f"count-{configuration}-all") == len(rows)
        for verdict in found.summary:
            number = sum(r["verdict"] == verdict for r in rows)
            assert found.count(f"count-{configuration}-{verdict}") == number


@pytest.mark.parametrize("configuration", CONFIGURATIONS)
def test_every_value_of_json_is_in_its_section(full: Report, configuration: str) -> None:
    rows = [r for r in full.rows if r["configuration"] == configuration]
    section = full.page.with_id(configuration)
    if rows[0]["verdict"] == "no_data":
        pytest.skip("the CT phantom is not here: it stays out of distributions")
    shown = value_rows(section)
    assert len(shown) == len(rows)
    for element, row in zip(shown, rows, strict=True):
        (name,) = element.all("th")
        code, _, value, reference, *_ = element.all("td")
        assert name.text == row["feature"]
        assert element.attributes["class"] == row["verdict"]
        assert code.text.split(" ")[0] == (row["ibsi_code"] or "\N{EN DASH}")
        assert float(value.attributes["title"]) == row["value"]
        assert float(value.text) == float(f"{row['value']:.6g}")
        if row["reference"] is not None:
            assert float(reference.text) == row["reference"]


def test_every_section_has_its_settings(full: Report) -> None:
    for configuration in CONFIGURATIONS:
        section = full.page.with_id(configuration)
        (table,) = (t for t in section.all("table") if t.attributes.get("class") == "settings")
        cells = {row.all("th")[0].text: row.all("td")[0].text for row in table.all("tr")}
        assert f"{configuration}.json" in table.all("caption")[0].text
        assert cells["discretisation.method"] in {"none", "fixed_bin_size", "fixed_bin_number"}
    assert cells["interpolation.spacing"] == "2 mm, 2 mm, 2 mm"
    assert cells["resegmentation.range"] == "-1000, 400"


def test_pictures_have_the_size_and_text_that_they_claim(full: Report) -> None:
    for configuration in CONFIGURATIONS:
        section = full.page.with_id(configuration)
        for image, pixels in zip(section.all("img"), pictures(section), strict=True):
            height, width, _ = pixels.shape
            shown = [int(image.attributes[name]) for name in ("width", "height")]
            assert shown[0] / shown[1] == pytest.approx(width / height, rel=0.02)
            assert image.attributes["alt"].startswith("Slice ")
            assert (pixels == OUTLINE).all(axis=2).any()


def test_the_digital_phantom_is_drawn_voxel_by_voxel(full: Report) -> None:
    voxels, _ = read_nifti(PHANTOM[0])
    mask, _ = read_nifti(PHANTOM[1])
    drawn = pictures(full.page.with_id("phantom"))
    assert len(drawn) == len(voxels)
    for pixels, slice_, inside in zip(drawn, voxels, mask, strict=True):
        scale = pixels.shape[0] // slice_.shape[0]
        assert pixels.shape[:2] == (slice_.shape[0] * scale, slice_.shape[1] * scale)
        centres = pixels[scale // 2 :: scale, scale // 2 :: scale]
        grey = np.floor(255 * np.minimum(slice_ / 6, 1) + 0.5)
        np.testing.assert_array_equal(centres, np.repeat(grey[..., None], 3, axis=2))
        # The line runs along the inner side of the border, on the left edge of a voxel's block.
        left = pixels[scale // 2 :: scale, ::scale]
        starts = (inside != 0) & (np.pad(inside, ((0, 0), (1, 0)))[:, :-1] == 0)
        np.testing.assert_array_equal((left == OUTLINE).all(axis=2), starts)


def test_the_ct_phantom_is_drawn_where_its_region_is_largest(
    full: Report, ct_phantom: tuple[Path, Path]
) -> None:
    voxels, _ = read_nifti(ct_phantom[0])
    mask, _ = read_nifti(ct_phantom[1])
    largest = int(np.argmax((mask != 0).sum(axis=(1, 2))))
    inside = np.round(voxels[largest][mask[largest] != 0])
    removed = int(((inside < -500) | (inside > 400)).sum())  # configuration A keeps -500 to 400
    figure = full.page.with_id("A").all("figure")[0].text
    found = re.search(r"Slice (\d+) of (\d+): (\d+) voxels, (\d+) removed", figure)
    assert found is not None
    assert [int(n) for n in found.groups()] == [largest + 1, len(mask), inside.size, removed]


def test_without_the_ct_phantom_its_configurations_say_so(installed: Report) -> None:
    assert installed.run.code == ALL_RIGHT
    assert len(pictures(installed.page.with_id("phantom"))) == 4
    for configuration in CONFIGURATIONS[1:]:
        section = installed.page.with_id(configuration)
        assert "not installed" in section.text
        assert not section.all("img")
        assert not value_rows(section)


def test_a_miss_is_shown_first_in_words_and_escaped(with_miss: Report) -> None:
    assert with_miss.run.code == SOME_FAILED
    rows = value_rows(with_miss.page)
    missed = [row for row in rows if row.attributes["class"] == "missed"]
    assert len(missed) == 2  # in the list of misses and among its family
    assert missed[0] is rows[0]
    for row in missed:
        assert "<b>Mean & 'more'</b>" in row.text
        assert "2.16" in row.text
        assert row.text.endswith("MISS")
    unfolded = [d for d in with_miss.page.all("details") if "open" in d.attributes]
    assert [d.all("h3")[0].text for d in unfolded] == ["Intensity-based statistical features"]


def test_without_a_miss_nothing_says_miss(installed: Report) -> None:
    assert "MISS" not in installed.page.text
    assert installed.summary["missed"] == 0


def test_standard_output_is_the_same_with_a_report(installed: Report, tmp_path: Path) -> None:
    data = installed_data(tmp_path)
    assert run("verify", "--json", "--data", data).out == installed.run.out
    plain = run("verify", "--data", data)
    assert run("verify", "--data", data, "--html", tmp_path / "report.html") == plain


def test_the_same_values_give_the_same_bytes(installed: Report, tmp_path: Path) -> None:
    again = report(tmp_path, installed_data(tmp_path))
    assert again.path.read_bytes() == installed.path.read_bytes()


def test_the_page_names_no_path(installed: Report) -> None:
    assert str(installed.path.parent) not in installed.path.read_text("utf-8")


def test_a_report_that_cannot_be_written(tmp_path: Path) -> None:
    path = tmp_path / "missing" / "report.html"
    result = run("verify", "--data", installed_data(tmp_path), "--html", path)
    assert_refused(result, UNWRITABLE, str(path), "io.write")


def test_the_help_has_an_example_of_a_report() -> None:
    assert "voxtrait verify --html" in run("verify", "--help").out
