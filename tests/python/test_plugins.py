"""Plugins in Python: functions of Python, shared libraries, packages."""

import json
import subprocess
import sys
import warnings
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import voxtrait
from package_data import REPOSITORY
from voxtrait import _core, _plugins

EXAMPLES = REPOSITORY / "examples"
IMAGE = np.random.default_rng(3).integers(1, 9, (5, 6, 8)).astype(np.int16)
LABELS = np.zeros(IMAGE.shape, np.uint8)
LABELS[1:4, 1:5, 1:7] = 1
LABELS[1, 1, 1] = 0


@pytest.fixture(scope="session")
def c_plugin(tmp_path_factory: pytest.TempPathFactory) -> Path:
    library = tmp_path_factory.mktemp("plugin") / "example.c.so"
    source = EXAMPLES / "plugin_c/contrast.c"
    include = REPOSITORY / "include"
    subprocess.run(
        ["cc", "-std=c11", "-fPIC", "-shared", f"-I{include}", source, "-o", library], check=True
    )
    return library


def family(compute: Any, features: int = 1, **rest: Any) -> voxtrait.Family:
    names = [voxtrait.Feature(f"f{i}", "For tests.") for i in range(features)]
    return voxtrait.Family("test.family", "For tests.", names, compute, **rest)


def load(*families: voxtrait.Family) -> dict[str, Any]:
    return voxtrait.load_plugin(voxtrait.Plugin("test.plugin", "1.0", families))


def extract(**keywords: Any) -> voxtrait.Table:
    return voxtrait.extract(
        IMAGE, LABELS, families=["test.family"], discretisation_method="none", **keywords
    )


def value(compute: Any, **rest: Any) -> voxtrait.Row:
    """The one row of a family with one feature."""
    _core.forget_plugins()
    load(family(compute, **rest))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", voxtrait.DataWarning)
        (row,) = extract().rows
    return row


def test_a_python_family_is_everywhere() -> None:
    before = voxtrait.schema()
    voxtrait.load_plugin(EXAMPLES / "plugin_python/asymmetry.py")
    listed = [f for f in voxtrait.features() if f["family"] == "example.asymmetry"]
    assert [f["feature"] for f in listed] == ["difference", "exceedance"]
    assert voxtrait.describe("example.asymmetry.difference")[0]["unit"] == "intensity"
    own = voxtrait.schema()["properties"]["example.asymmetry"]["properties"]["percentile"]
    assert own["maximum"] == 100
    assert "example.asymmetry" not in before["properties"]
    table = voxtrait.extract(
        IMAGE, LABELS, families=["example.asymmetry"], example_asymmetry_percentile=90
    )
    block, inside = IMAGE[1:4, 1:5, 1:7].astype(float), LABELS[1:4, 1:5, 1:7] != 0
    left, right = block[..., 3:][inside[..., 3:]], block[..., :3][inside[..., :3]]
    limit = np.percentile(block[inside], 90)
    values = table.to_dict()
    assert values["original_example.asymmetry_difference"] == left.mean() - right.mean()
    exceedance = (left > limit).mean() - (right > limit).mean()
    assert values["original_example.asymmetry_exceedance"] == exceedance
    assert "example.asymmetry,difference" in table.to_csv()
    recorded = table.provenance["plugins"]
    assert [(p["id"], p["version"], p["origin"]) for p in recorded] == [
        ("example.python", "1.0", "named")
    ]


def test_settings_of_a_plugin_are_checked() -> None:
    voxtrait.load_plugin(EXAMPLES / "plugin_python/asymmetry.py")
    for own in {"percentile": 101}, {"percentile": "50"}, {"percentiel": 50}:
        with pytest.raises(voxtrait.SettingsError, match="asymmetry"):
            voxtrait.Extractor({"example.asymmetry": own})
    with pytest.raises(TypeError, match="example_asymmetry_percentile"):
        voxtrait.Extractor(asymmetry_percentile=50)
    extractor = voxtrait.Extractor(example_asymmetry_percentile=25)
    assert extractor.settings["example.asymmetry"] == {"percentile": 25.0}


def test_settings_arrive_in_their_types() -> None:
    given = {}
    defaults = {"a": True, "b": 3, "c": 0.5, "d": "text", "e": [1, 2], "f": [0.5]}
    settings = [voxtrait.Setting(key, default, "For tests.") for key, default in defaults.items()]
    settings.append(voxtrait.Setting("g", "x", "For tests.", choices=("x", "y")))
    settings.append(voxtrait.Setting("h", None, "For tests.", type="number"))

    def compute(inputs: voxtrait.Inputs) -> list[float]:
        given.update(inputs.settings)
        return [0.0]

    value(compute, settings=settings)
    assert given == defaults | {"g": "x", "h": None}
    assert [type(v) for v in list(given.values())[:4]] == [bool, int, float, str]


def test_what_a_family_sees_is_what_inspect_shows() -> None:
    seen: dict[str, Any] = {}
    names = ["roi", "moments", "levels", "mesh", "glcm", "glrlm", "glszm", "gldzm", "ngtdm"]

    def compute(inputs: voxtrait.Inputs) -> list[float]:
        seen.update(inputs=inputs, values=inputs.roi.values)
        return [1.0]

    value(compute, inputs=[*names, "ngldm"])
    shown = voxtrait.inspect(IMAGE, LABELS, discretisation_method="none")
    inputs = seen["inputs"]
    # The arrays outlive the call.
    np.testing.assert_array_equal(inputs.roi.intensity_mask, LABELS[1:4, 1:5, 1:7])
    np.testing.assert_array_equal(inputs.roi.values, IMAGE[LABELS != 0])
    np.testing.assert_array_equal(
        inputs.levels.array, (IMAGE * LABELS)[1:4, 1:5, 1:7], err_msg="levels"
    )
    assert inputs.moments.mean == pytest.approx(IMAGE[LABELS != 0].mean())
    assert inputs.mesh.triangles.shape[1:] == (3, 3)
    for kind, matrix in inputs.matrices.items():
        (expected,) = shown.matrices(kind, "3D_merged" if kind in ("glcm", "glrlm") else "3D")
        np.testing.assert_array_equal(matrix.array, expected.array, err_msg=kind)
    for array in inputs.roi.intensities, inputs.levels.array:
        with pytest.raises(ValueError, match="read-only"):
            array[0, 0, 0] = 1


def test_a_family_without_an_input_has_none_of_it() -> None:
    def compute(inputs: voxtrait.Inputs) -> list[float]:
        nothing = [inputs.roi, inputs.moments, inputs.levels, inputs.mesh, inputs.scene]
        assert nothing == [None] * 5
        assert inputs.matrices == {}
        return [1.0]

    assert value(compute, inputs=[]).value == 1.0


def test_a_matrix_family_is_averaged_like_built_in_ones() -> None:
    def contrast(inputs: voxtrait.Inputs) -> list[float]:
        p = inputs.matrices["glcm"].array / inputs.matrices["glcm"].array.sum()
        i, j = np.indices(p.shape)
        return [float(((i - j) ** 2 * p).sum())]

    aggregations = ["2D_average", "2.5D_merged", "3D_average", "3D_merged"]
    load(family(contrast, inputs=["glcm"], aggregations=aggregations))
    table = voxtrait.extract(
        IMAGE, LABELS, families=["glcm", "test.family"], aggregations=aggregations
    )
    built_in = {r.aggregation: r.value for r in table.rows if r.feature == "contrast"}
    own = {r.aggregation: r.value for r in table.rows if r.family == "test.family"}
    assert own == pytest.approx(built_in, rel=1e-12)


def test_a_family_may_look_at_all_labels() -> None:
    labels = LABELS.copy()
    labels[0] = 2

    def compute(inputs: voxtrait.Inputs) -> list[float]:
        intensities, found = inputs.scene.slices(0, inputs.scene.size[2])
        np.testing.assert_array_equal(found, labels)
        np.testing.assert_array_equal(intensities, IMAGE)
        inputs.add_detail("labels", len(inputs.scene.regions), "1")
        return [float(intensities[found == 2].sum())]

    load(family(compute, inputs=["scene"]))
    table = voxtrait.extract(IMAGE, labels, families=["test.family"], labels=1, diagnostics=True)
    rows = {r.family: r.value for r in table.rows}
    assert rows["test.family"] == IMAGE[0].sum()
    assert rows["diagnostics_test.family"] == 2


def test_whatever_goes_wrong_is_the_status_of_the_features_alone() -> None:
    def raises(inputs: voxtrait.Inputs) -> list[float]:
        raise RuntimeError("no coffee")

    cases: list[tuple[Any, str, str]] = [
        (raises, "failed", "RuntimeError: no coffee"),
        (lambda inputs: [], "failed", "another number of values"),
        (lambda inputs: {"other": 1.0}, "failed", "expected values of"),
        (lambda inputs: ["one"], "failed", "ValueError"),
        (lambda inputs: [None], "undefined", "not finite"),
        (lambda inputs: [float("nan")], "undefined", "not finite"),
        (lambda inputs: [voxtrait.NoValue("not today")], "not_applicable", "not today"),
        (lambda inputs: inputs.nothing, "failed", "AttributeError"),
    ]
    for compute, status, reason in cases:
        row = value(compute)
        assert row.status == status
        assert reason in row.reason
        assert row.value is None


def test_a_wrong_plugin_is_refused() -> None:
    def zero(inputs: voxtrait.Inputs) -> list[float]:
        return [0.0]

    feature = voxtrait.Feature("f", "For tests.")
    good = family(zero)
    for plugin in [
        voxtrait.Plugin("nodot", "1", [good]),
        voxtrait.Plugin("test.plugin", "", [good]),
        voxtrait.Plugin("test.plugin", "1", []),
        voxtrait.Plugin("test.plugin", "1", [good, good]),
        voxtrait.Plugin("test.plugin", "1", [voxtrait.Family("Bad.id", "Doc.", [feature], zero)]),
        voxtrait.Plugin("test.plugin", "1", [voxtrait.Family("test.f", "", [feature], zero)]),
    ]:
        with pytest.raises(voxtrait.PluginError):
            voxtrait.load_plugin(plugin)
    with pytest.raises(ValueError, match="unknown inputs"):
        load(family(zero, inputs=["voxels"]))
    with pytest.raises(voxtrait.PluginError, match="no such file"):
        voxtrait.load_plugin("nowhere.py")
    load(good)
    with pytest.raises(voxtrait.PluginError) as caught:
        load(good)
    assert caught.value.code == "registry.duplicate"


def test_an_extractor_keeps_the_families_that_it_was_made_with() -> None:
    load(family(lambda inputs: [1.0]))
    extractor = voxtrait.Extractor(families=["test.family"])
    _core.forget_plugins()
    assert extractor.extract(IMAGE, LABELS).to_dict() == {"original_test.family_f0": 1.0}
    with pytest.raises(voxtrait.SettingsError, match="families"):
        voxtrait.Extractor(families=["test.family"])


def test_labels_are_computed_in_several_threads() -> None:
    labels = LABELS.copy()
    labels[0], labels[4] = 2, 3
    load(family(lambda inputs: [float(inputs.roi.values.sum())]))
    table = voxtrait.extract(IMAGE, labels, families=["test.family"], threads=3)
    assert [r.value for r in table.rows] == [IMAGE[labels == label].sum() for label in (1, 2, 3)]


def test_a_shared_library_is_loaded_by_path(c_plugin: Path) -> None:
    found = voxtrait.load_plugin(c_plugin)
    assert found["id"] == "example.c"
    assert found["abi"] == "1.1"
    assert voxtrait.load_plugin(c_plugin) == found
    table = voxtrait.extract(IMAGE, LABELS, families=["glcm", "example.pairs"])
    contrast = {r.family: r.value for r in table.rows
                if r.feature == "contrast" and r.aggregation == "3D_merged"}  # fmt: skip
    assert contrast["example.pairs"] == pytest.approx(contrast["glcm"], rel=1e-13)
    assert voxtrait.verify(plugins=True).summary["matched"] == 2


def test_settings_bring_their_plugins(c_plugin: Path, tmp_path: Path) -> None:
    (tmp_path / "beside.so").write_bytes(c_plugin.read_bytes())
    settings = tmp_path / "settings.json"
    settings.write_text(json.dumps({"plugins": ["./beside.so"], "families": ["example.pairs"]}))
    with_file = voxtrait.extract(IMAGE, LABELS, settings, example_pairs_power=2)
    by_name = voxtrait.extract(
        IMAGE, LABELS, plugins=[str(c_plugin)], families=["example.pairs"], example_pairs_power=2
    )
    assert with_file.to_dict() == by_name.to_dict()
    values = with_file.to_dict()
    spread = values["original_example.pairs_spread_3d_merged_fbn32"]
    assert spread == pytest.approx(values["original_example.pairs_contrast_3d_merged_fbn32"])
    # What settings bring is theirs alone.
    assert "example.c" not in [p["id"] for p in voxtrait.plugins() if p["loaded"]]


def test_body_composition_is_at_hand() -> None:
    found = voxtrait.load_plugin("voxtrait.bodycomp")
    assert found["families"] == ["voxtrait.bodycomp"]
    verification = voxtrait.verify(plugins=True)
    assert verification.passed
    assert verification.summary["matched"] == 23


@pytest.fixture(scope="session")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The template of a package, installed outside the tree."""
    import shutil

    work = tmp_path_factory.mktemp("package")
    shutil.copytree(EXAMPLES / "plugin_package", work / "source")
    site = work / "site"
    pip = [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--no-build-isolation"]
    subprocess.run([*pip, "--target", site, work / "source"], check=True)
    return site


def python(site: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    import os

    return subprocess.run(
        [sys.executable, *arguments],
        env=os.environ | {"PYTHONPATH": str(site)},
        cwd=site,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_package_is_found_by_its_entry_point(package: Path) -> None:
    code = (
        "import voxtrait; "
        "print([p['origin'] for p in voxtrait.plugins() if p['id'] == 'example.package']); "
        "print(voxtrait.verify(plugins=True).summary['matched'])"
    )
    done = python(package, "-c", code)
    assert done.stdout.splitlines() == ["['entry point']", "1"], done.stderr


def test_the_program_computes_python_families(package: Path, tmp_path: Path) -> None:
    phantom = REPOSITORY / "data/ibsi/digital_phantom"
    (tmp_path / "lab.py").write_text((EXAMPLES / "plugin_python/asymmetry.py").read_text())
    done = python(package, "-m", "voxtrait", "extract", str(phantom / "image.nii.gz"),
                  str(phantom / "mask.nii.gz"), "--plugin", str(tmp_path / "lab.py"),
                  "--discretisation-method", "none",
                  "--families", "example.asymmetry,example.zones")  # fmt: skip
    assert done.returncode == 0, done.stderr
    rows = [line.split(",") for line in done.stdout.splitlines()[1:]]
    values = {row[4]: row[8] for row in rows}
    assert set(values) == {"difference", "exceedance", "largest", "mean_size"}
    assert values["mean_size"] == "14.8"
    listed = python(package, "-m", "voxtrait", "list", "--plugins")
    assert "example.package 1.0" in listed.stdout


def test_a_package_that_fails_is_warned_of(package: Path, tmp_path: Path) -> None:
    broken = tmp_path / "site"
    info = broken / "broken-1.0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: broken\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[voxtrait.plugins]\nbroken = nowhere_at_all:plugin\n")
    code = "import voxtrait; print(len(voxtrait.features()) > 100)"
    done = python(broken, "-c", code)
    assert done.stdout.strip() == "True"
    assert "entry point broken is left out: No module named 'nowhere_at_all'" in done.stderr


def test_plugins_are_looked_for_once() -> None:
    voxtrait.plugins()
    assert _plugins._looked_for


def test_a_filter_in_python_is_an_image_variant() -> None:
    reached: list[tuple[int, ...]] = []

    def shifted(inputs: voxtrait.FilterInputs) -> Any:
        reached.append(inputs.values.shape)
        padded = np.pad(inputs.values, ((0, 0), (0, 0), (0, 1)), mode="edge")[..., 1:]
        return inputs.settings["factor"] * padded[inputs.wanted]

    settings = [voxtrait.Setting("factor", 1.0, "Factor.", minimum=0)]
    made = voxtrait.Filter("test.shift", "Shifts.", shifted, reach=(1, 0, 0), settings=settings)
    found = voxtrait.load_plugin(voxtrait.Plugin("test.filters", "1.0", filters=[made]))
    assert found["filters"] == ["test.shift"]
    (described,) = voxtrait.describe("test.shift")
    assert described["settings"][0]["default"] == 1.0
    assert described in voxtrait.filters()
    table = voxtrait.extract(
        IMAGE,
        LABELS,
        families=["intensity_statistics"],
        filters=[{"type": "test.shift", "factor": 2, "name": "shifted"}],
    )
    moved = 2 * np.roll(IMAGE, -1, axis=2)[LABELS != 0]
    assert table.to_dict()["shifted_intensity_statistics_mean"] == moved.mean()
    assert reached == [(3, 4, 8)]


@pytest.mark.parametrize(
    ("apply", "reach", "reason"),
    [
        (lambda inputs: inputs.values[:1], 0, "another shape"),
        (lambda inputs: 1 / 0, 0, "ZeroDivisionError"),
        (lambda inputs: "none", 0, "ValueError"),
        (lambda inputs: inputs.values[inputs.wanted], lambda inputs: "far", "whole numbers"),
    ],
)
def test_a_filter_that_fails_says_why(apply: Any, reach: Any, reason: str) -> None:
    made = voxtrait.Filter("test.bad", "Fails.", apply, reach=reach)
    voxtrait.load_plugin(voxtrait.Plugin("test.filters", "1.0", filters=[made]))
    with pytest.warns(voxtrait.DataWarning, match="missing"):
        table = voxtrait.extract(
            IMAGE,
            LABELS,
            families=["intensity_statistics"],
            filters=[{"type": "test.bad"}],
            discretisation_method="none",
        )
    rows = {row.variant: row for row in table.rows if row.feature == "mean"}
    assert rows["original"].status == "ok"
    assert rows["test.bad"].status == "failed"
    assert reason in (rows["test.bad"].reason or "")


def test_the_template_brings_a_filter() -> None:
    voxtrait.load_plugin(EXAMPLES / "plugin_python/asymmetry.py")
    table = voxtrait.extract(
        IMAGE,
        LABELS,
        families=["intensity_statistics"],
        filters=[{"type": "example.mirror_difference"}],
        discretisation_method="none",
    )
    expected = (IMAGE.astype(float) - IMAGE[..., ::-1])[LABELS != 0].mean()
    values = table.to_dict()
    assert values["example.mirror_difference_intensity_statistics_mean"] == pytest.approx(expected)
