"""The profile pyradiomics through the package's own interface."""

import csv

import numpy as np
import pytest

import voxtrait
from package_data import REPOSITORY

BRAIN = REPOSITORY / "data/pyradiomics/brain1"
IMAGE, MASK = BRAIN / "image.nrrd", BRAIN / "label.nrrd"


def baseline(name: str, case: str) -> dict[str, float]:
    path = REPOSITORY / f"data/pyradiomics/baseline/baseline_{name}.csv"
    with path.open() as file:
        rows = list(csv.reader(file))
    column = rows[0].index(case)
    return {r[0]: float(r[column]) for r in rows if r[0].startswith("original_")}


@pytest.fixture(scope="module")
def table() -> voxtrait.Table:
    return voxtrait.extract(IMAGE, MASK, profile="pyradiomics", pyradiomics_binWidth=25)


@pytest.mark.parametrize("name", ["glcm", "gldm", "glrlm", "glszm", "ngtdm"])
def test_names_and_values_are_those_of_pyradiomics(table: voxtrait.Table, name: str) -> None:
    expected = baseline(name, "brain1")
    found = table.to_dict()
    assert {key: found[key] for key in expected} == pytest.approx(expected, rel=1e-6)
    assert len(found) == 107


def test_settings_come_as_keywords_as_a_mapping_or_to_an_extractor(table: voxtrait.Table) -> None:
    settings = {"profile": "pyradiomics", "pyradiomics": {"binWidth": 25}}
    extractor = voxtrait.Extractor(profile="pyradiomics", pyradiomics_binWidth=25)
    assert extractor.settings["pyradiomics"]["binWidth"] == 25
    assert voxtrait.extract(IMAGE, MASK, settings).to_dict() == table.to_dict()
    assert extractor.extract(IMAGE, MASK).to_dict() == table.to_dict()


def test_the_provenance_names_the_profile(table: voxtrait.Table) -> None:
    assert table.provenance["profile"] == "pyradiomics"
    assert voxtrait.extract(IMAGE, MASK, families=["ngtdm"]).provenance["profile"] == "ibsi"


@pytest.mark.parametrize(
    ("keywords", "error", "message"),
    [
        ({"pyradiomics_binWidth": 0}, voxtrait.SettingsError, "/pyradiomics/binWidth"),
        ({"pyradiomics_binwidth": 5}, TypeError, "pyradiomics_binWidth"),
        ({"discretisation_bin_width": 5}, voxtrait.SettingsError, "profile ibsi"),
    ],
)
def test_settings_that_do_not_belong_here_are_errors(keywords, error, message: str) -> None:
    with pytest.raises(error, match=message):
        voxtrait.extract(IMAGE, MASK, profile="pyradiomics", **keywords)


def test_wide_columns_have_pyradiomics_names(table: voxtrait.Table) -> None:
    pytest.importorskip("pandas")
    wide = table.to_pandas("wide")
    assert wide.shape[0] == 1
    assert list(wide.columns[4:]) == list(table.to_dict())


def test_no_value_bears_a_bare_ibsi_code(table: voxtrait.Table) -> None:
    assert {row.ibsi_code for row in table} == {""}


@pytest.mark.parametrize("spacing", [None, (2, 2, 2)])
def test_the_notebook_view_has_a_picture_of_the_region(spacing) -> None:
    table = voxtrait.extract(
        IMAGE, MASK, profile="pyradiomics", pyradiomics_resampledPixelSpacing=spacing
    )
    view = table._repr_html_()
    assert view.count("<img") == 1
    assert "profile = &quot;pyradiomics&quot;" in view


def test_only_the_label_of_the_settings_is_extracted_unless_others_are_asked_for() -> None:
    voxels = np.random.default_rng(4).integers(0, 100, (5, 6, 7)).astype(np.int16)
    mask = np.repeat([1, 2, 2, 3, 3], 42).reshape(5, 6, 7).astype(np.uint8)
    extractor = voxtrait.Extractor(profile="pyradiomics", pyradiomics_label=2)
    assert extractor.extract(voxels, mask).labels == (2,)
    assert extractor.extract(voxels, mask, labels=[1, 3]).labels == (1, 3)


def test_a_grid_that_no_memory_holds_is_an_error_of_memory() -> None:
    def extract(**limit: str) -> voxtrait.Table:
        return voxtrait.extract(
            IMAGE,
            MASK,
            profile="pyradiomics",
            pyradiomics_resampledPixelSpacing=(1e-4, 1e-4, 1e-4),
            **limit,
        )

    with pytest.raises(MemoryError):
        extract()
    with pytest.warns(voxtrait.DataWarning, match="MB of memory"):
        assert {row.status for row in extract(max_memory="1GB")} == {"failed"}
