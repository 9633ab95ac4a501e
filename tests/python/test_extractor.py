"""One extractor for many cases, and settings as keyword arguments."""

import inspect
import json
import pickle
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

import voxtrait

IMAGE = np.random.default_rng(4).normal(0, 50, (6, 8, 9))
MASK = np.ones(IMAGE.shape, np.uint8)
NESTED = {
    "resegmentation": {"range": [-80, None]},
    "discretisation": {"method": "fixed_bin_size", "bin_width": 12.5},
    "glcm": {"distance": 2},
    "aggregations": ["3D_average"],
    "families": ["glcm", "intensity_histogram"],
}
FLAT = {
    "resegmentation_range": (-80, None),
    "discretisation_method": "fixed_bin_size",
    "discretisation_bin_width": 12.5,
    "glcm_distance": np.int64(2),
    "aggregations": ("3D_average",),
    "families": ["glcm", "intensity_histogram"],
}


def test_an_extractor_gives_what_the_function_gives() -> None:
    extractor = voxtrait.Extractor(NESTED)
    for factor in 1.0, 0.5, 2.0:
        table = extractor.extract(IMAGE * factor, MASK, case="P", spacing=(1, 2, 3))
        expected = voxtrait.extract(IMAGE * factor, MASK, NESTED, case="P", spacing=(1, 2, 3))
        assert table.to_json() == expected.to_json()


def test_keyword_arguments_are_settings() -> None:
    expected = voxtrait.extract(IMAGE, MASK, NESTED)
    assert voxtrait.extract(IMAGE, MASK, **FLAT).to_json() == expected.to_json()
    assert voxtrait.Extractor(**FLAT).settings == voxtrait.Extractor(NESTED).settings


def test_keyword_arguments_win_over_mapping_and_file(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_text(json.dumps(NESTED))
    for settings in NESTED, path, str(path):
        found = voxtrait.Extractor(settings, discretisation_bin_width=3, glcm_weighting="euclidean")
        expected = voxtrait.Extractor(NESTED).settings
        expected["discretisation"]["bin_width"] = 3
        expected["glcm"]["weighting"] = "euclidean"
        assert found.settings == expected
    assert NESTED["discretisation"] == {"method": "fixed_bin_size", "bin_width": 12.5}


def test_every_setting_has_a_keyword_argument() -> None:
    for section, content in voxtrait.schema()["properties"].items():
        fields = content.get("properties")
        for key, field in {section: content}.items() if fields is None else fields.items():
            name = section if fields is None else f"{section}_{key}"
            for function in voxtrait.extract, voxtrait.inspect, voxtrait.Extractor:
                assert name in inspect.signature(function).parameters
            if None not in np.ravel(field["default"]):
                found = voxtrait.Extractor(**{name: field["default"]}).settings
                assert found == voxtrait.Extractor().settings


@pytest.mark.parametrize(
    ("keyword", "hint"),
    [
        ("bin_width", "'discretisation_bin_width' or 'intensity_volume_histogram_bin_width'"),
        ("glcm_distanse", "did you mean 'glcm_distance'"),
        ("binWidth", ""),
    ],
)
def test_unknown_keyword_arguments_name_the_nearest(keyword: str, hint: str) -> None:
    for call in voxtrait.Extractor, lambda **k: voxtrait.extract(IMAGE, MASK, **k):
        with pytest.raises(TypeError, match=f"no argument or setting '{keyword}'.*{hint}"):
            call(**{keyword: 1})


def test_impossible_values_of_keyword_arguments_name_the_setting() -> None:
    with pytest.raises(voxtrait.SettingsError, match="bin_width") as raised:
        voxtrait.Extractor(discretisation_bin_width=-1)
    assert raised.value.where == "/discretisation/bin_width"
    with pytest.raises(voxtrait.SettingsError, match="JSON"):
        voxtrait.Extractor(resegmentation_range=(np.nan, 1))
    with pytest.raises(voxtrait.SettingsError, match="one of ibsi, pyradiomics"):
        voxtrait.Extractor(profile="mine")


def test_an_extractor_serves_threads_and_other_processes() -> None:
    extractor = voxtrait.Extractor(NESTED)
    expected = extractor.extract(IMAGE, MASK).rows
    with ThreadPoolExecutor(4) as pool:
        for rows in pool.map(lambda _: extractor.extract(IMAGE, MASK).rows, range(12)):
            assert rows == expected
    twin = pickle.loads(pickle.dumps(extractor))
    assert twin.settings == extractor.settings
    assert twin.extract(IMAGE, MASK).rows == expected


def test_settings_are_complete_and_a_copy() -> None:
    extractor = voxtrait.Extractor()
    defaults = extractor.settings
    assert set(defaults) == set(voxtrait.schema()["properties"])
    defaults["families"] = []
    assert extractor.settings["families"] == ["all"]


def test_shown_with_the_settings_that_were_chosen() -> None:
    assert repr(voxtrait.Extractor()) == "Extractor()"
    shown = repr(voxtrait.Extractor(NESTED))
    assert eval(shown, {"Extractor": voxtrait.Extractor}).settings == (
        voxtrait.Extractor(NESTED).settings
    )


def test_a_limit_of_memory_holds_back_what_does_not_fit() -> None:
    for limit in 60_000_000, "60MB", "0.06 GB", " 60000 kB ":
        with pytest.warns(voxtrait.DataWarning, match="the limit leaves"):
            big = voxtrait.extract(
                np.zeros((150, 150, 150), np.int8), np.ones((150, 150, 150), bool), max_memory=limit
            )
        assert {row.status for row in big} == {"failed"}
    assert (
        voxtrait.extract(IMAGE, MASK, max_memory="2GiB").rows == voxtrait.extract(IMAGE, MASK).rows
    )


@pytest.mark.parametrize("limit", [0, -1, "", "lots", "-3GB", "1e400", 2**70, "9999999TB"])
def test_impossible_limits_of_memory(limit: int | str) -> None:
    with pytest.raises(voxtrait.SettingsError, match="max_memory"):
        voxtrait.extract(IMAGE, MASK, max_memory=limit)
    with pytest.raises(TypeError):
        voxtrait.extract(IMAGE, MASK, max_memory=1.5)  # type: ignore[arg-type]


def test_warnings_point_to_the_caller() -> None:
    for call in (
        lambda: voxtrait.extract(IMAGE, MASK, labels=5),
        lambda: voxtrait.Extractor().extract(IMAGE, MASK, labels=5),
    ):
        with pytest.warns(voxtrait.DataWarning) as caught:
            call()
        assert caught[0].filename == __file__
