"""Settings of `voxtrait extract`: files, flags, and what is wrong with them."""

import json
from pathlib import Path
from typing import Any

import pytest

from cli_case import Case
from cli_program import (
    ALL_RIGHT,
    CT_PHANTOM,
    PHANTOM,
    PROGRAM,
    SETTINGS,
    UNREADABLE,
    WRONG_USAGE,
    assert_refused,
    extract,
    run,
)

Pointer = tuple[str, ...]


def leaves(schema: dict[str, Any], above: Pointer = ()) -> dict[Pointer, dict[str, Any]]:
    """All settings that the schema knows, by their path."""
    found: dict[Pointer, dict[str, Any]] = {}
    for key, inner in schema["properties"].items():
        if "properties" in inner and not above:
            found |= leaves(inner, (*above, key))
        else:
            found[(*above, key)] = inner
    return found


def another_value(pointer: Pointer, schema: dict[str, Any]) -> Any:
    """A value that the schema allows and that is not the default."""
    special = {
        ("interpolation", "method"): "nearest",
        ("discretisation", "method"): "fixed_bin_size",  # none needs levels as intensities
        ("interpolation", "spacing"): [2, 1.5, None],
        ("resegmentation", "range"): [-80, None],
        ("filters",): [{"type": "identity", "name": "identity"}],
        ("families",): ["intensity_statistics", "glcm"],
        ("aggregations",): ["3D_merged", "2D_average"],
        ("exclude",): ["joint_average", "NPT7"],
        ("plugins",): ["voxtrait.bodycomp"],
        ("pyradiomics", "label"): 1,  # the only one that the mask has
        ("pyradiomics", "resampledPixelSpacing"): [2, 1.5, 0],
        ("pyradiomics", "resegmentRange"): [-80],
        ("pyradiomics", "distances"): [1, 2],
        ("pyradiomics", "sigma"): [2, 3.5],
        ("pyradiomics", "imageType"): {"Square": {}},
    }
    if pointer in special:
        return special[pointer]
    if "enum" in schema:
        return next(name for name in schema["enum"] if name != schema["default"])
    if schema["type"] == "boolean":
        return not schema["default"]
    if schema["type"] == "integer":
        return schema["default"] + 1
    if schema["type"] == ["integer", "null"]:
        return schema["minimum"]
    assert "number" in schema["type"], f"teach this test about {pointer}"
    return 0.75


def looked_up(settings: dict[str, Any], pointer: Pointer) -> Any:
    for key in pointer:
        settings = settings[key]
    return settings


def flag_of(pointer: Pointer) -> str:
    return "--" + "-".join(pointer).replace("_", "-")


def text_of(value: Any) -> str:
    """As people write it: `2,1.5,null`, `linear`, `0.75`."""
    if isinstance(value, list) and not any(isinstance(item, dict) for item in value):
        return ",".join(text_of(item) for item in value)
    return value if isinstance(value, str) else json.dumps(value)


def schema_leaves() -> list[tuple[Pointer, Any]]:
    if not PROGRAM.is_file():
        return []
    settings = leaves(run("schema").json)
    return [(pointer, another_value(pointer, leaf)) for pointer, leaf in settings.items()]


def needed_with(pointer: Pointer) -> list[str]:
    """Interpolation is a method and a spacing, and some settings belong to a profile."""
    if pointer[0] == "pyradiomics":
        return ["--profile=pyradiomics"]
    partners = {
        ("interpolation", "method"): ["--interpolation-spacing=2,2,2"],
        ("interpolation", "spacing"): ["--interpolation-method=linear"],
    }
    return partners.get(pointer, [])


@pytest.mark.parametrize(
    ("pointer", "value"), schema_leaves(), ids=lambda x: "/".join(x) if type(x) is tuple else ""
)
def test_every_setting_has_a_flag_that_sets_it(case: Case, pointer: Pointer, value: Any) -> None:
    flags = [f"{flag_of(pointer)}={text_of(value)}", *needed_with(pointer)]
    result = extract(case.image, case.mask, *flags, "--format", "json")
    assert result.code == ALL_RIGHT, result.err
    assert looked_up(result.json["provenance"]["settings"], pointer) == value


@pytest.mark.parametrize(
    ("pointer", "value"), schema_leaves(), ids=lambda x: "/".join(x) if type(x) is tuple else ""
)
def test_a_flag_and_a_file_with_the_same_setting_agree(
    case: Case, tmp_path: Path, pointer: Pointer, value: Any
) -> None:
    settings: Any = value
    for key in reversed(pointer):
        settings = {key: settings}
    for flag in needed_with(pointer):
        section, _, key = flag.removeprefix("--").partition("=")[0].partition("-")
        if key:
            settings[section][key] = "linear" if key == "method" else [2, 2, 2]
        else:
            settings[section] = flag.partition("=")[2]
    file = tmp_path / "settings.json"
    file.write_text(json.dumps(settings))
    flags = [f"{flag_of(pointer)}={text_of(value)}", *needed_with(pointer)]
    assert extract(case.image, case.mask, "--settings", file) == extract(
        case.image, case.mask, *flags
    )


def test_every_flag_of_the_help_is_in_the_schema() -> None:
    shown = run("extract", "--help").out.split("Settings:", 1)[1].splitlines()
    flags = {line.split()[0] for line in shown if line.startswith("  --")}
    assert flags == {flag_of(pointer) for pointer in leaves(run("schema").json)}


def test_flags_override_the_settings_file(case: Case, tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    file.write_text('{"glcm": {"distance": 3}, "discretisation": {"bin_number": 8}}')
    flags = ["--settings", file, "--glcm-distance", "2", "--format", "json"]
    settings = extract(case.image, case.mask, *flags).json["provenance"]["settings"]
    assert settings["glcm"]["distance"] == 2
    assert settings["discretisation"]["bin_number"] == 8


def test_the_defaults_as_a_file_change_nothing(case: Case, tmp_path: Path) -> None:
    file = tmp_path / "defaults.json"
    file.write_text(run("schema", "--defaults").out)
    plain = extract(case.image, case.mask)
    assert extract(case.image, case.mask, "--settings", file) == plain
    file.write_text("{}")
    assert extract(case.image, case.mask, "--settings", file) == plain


@pytest.mark.parametrize("name", ["phantom", "A", "B", "C", "D", "E"])
def test_the_settings_that_ship_are_accepted(name: str) -> None:
    images = PHANTOM if name == "phantom" else CT_PHANTOM
    if not images[0].is_file():
        pytest.skip(f"{images[0]} is not here: it stays out of distributions")
    assert extract(*images, "--settings", SETTINGS / f"{name}.json").code == ALL_RIGHT


WRONG_FILES = {
    "misspelled key": (
        '{"discretisation": {"bin_widht": 3}}',
        "/discretisation/bin_widht",
        "bin_width",
    ),
    "misspelled section": ('{"discretization": {}}', "/discretization", "discretisation"),
    "key of another section": ('{"glcm": {"bin_width": 3}}', "/glcm/bin_width", "distance"),
    "misspelled choice": (
        '{"discretisation": {"method": "fixed_bin_sise"}}',
        "/discretisation/method",
        '"fixed_bin_size"',
    ),
    "misspelled family": ('{"families": ["glmc"]}', "/families", '"glcm"'),
    "text for a number": ('{"glcm": {"distance": "1"}}', "/glcm/distance", 'found "1"'),
    "number for an object": ('{"glcm": 1}', "/glcm", "object"),
    "number for a choice": ('{"image": {"rounding": 1}}', "/image/rounding", "nearest_integer"),
    "fraction for an integer": ('{"glcm": {"distance": 1.5}}', "/glcm/distance", "whole number"),
    "bin width 0": ('{"discretisation": {"bin_width": 0}}', "/discretisation/bin_width", "above 0"),
    "negative bin width": (
        '{"discretisation": {"bin_width": -2}}',
        "/discretisation/bin_width",
        "found -2",
    ),
    "no bins": ('{"discretisation": {"bin_number": 0}}', "/discretisation/bin_number", "from 1"),
    "too many bins": (
        '{"discretisation": {"bin_number": 18446744073709551615}}',
        "/discretisation/bin_number",
        "65535",
    ),
    "reversed range": ('{"resegmentation": {"range": [5, 1]}}', "/resegmentation/range", "[5,1]"),
    "range of three": ('{"resegmentation": {"range": [1, 2, 3]}}', "/resegmentation/range", "null"),
    "threshold above 1": (
        '{"interpolation": {"mask_threshold": 1.5}}',
        "/interpolation/mask_threshold",
        "at most 1",
    ),
    "spacing 0": ('{"interpolation": {"spacing": [1, 0, 1]}}', "/interpolation/spacing", "above 0"),
    "two spacings": ('{"interpolation": {"spacing": [1, 1]}}', "/interpolation/spacing", "three"),
    "the same twice": ('{"aggregations": ["3D", "3D"]}', "/aggregations", "twice"),
    "no family": ('{"families": []}', "/families", "at least one"),
    "interpolation without spacing": (
        '{"interpolation": {"method": "linear"}}',
        "/interpolation/spacing",
        "spacing",
    ),
    "spacing without interpolation": (
        '{"interpolation": {"spacing": [1, 1, 1]}}',
        "/interpolation/method",
        "linear",
    ),
    "no aggregation": ('{"aggregations": []}', "/aggregations", "at least one"),
    "unfinished JSON": ('{"glcm": {"distance": 1}', "not valid JSON", "line 1"),
    "no JSON": ("distance = 1", "not valid JSON", "line 1"),
    "empty file": ("", "not valid JSON", "unexpected end"),
    "a list": ("[]", "object", "array"),
    "deep nesting": ("[" * 100_000, "nested", "too deeply"),
}


@pytest.mark.parametrize("name", WRONG_FILES)
def test_wrong_settings_are_refused_by_their_pointer(case: Case, tmp_path: Path, name: str) -> None:
    text, pointer, hint = WRONG_FILES[name]
    file = tmp_path / "settings.json"
    file.write_text(text)
    target = tmp_path / "out.csv"
    result = extract(case.image, case.mask, "--settings", file, "-o", target)
    assert_refused(result, WRONG_USAGE, pointer, hint)
    assert not target.exists()


@pytest.mark.parametrize(
    ("flag", "words"),
    [
        ("--discretisation-bin-width=0", ["/discretisation/bin_width", "above 0", "found 0"]),
        ("--discretisation-bin-width=-1", ["/discretisation/bin_width", "found -1"]),
        ("--discretisation-bin-width=nan", ["/discretisation/bin_width", "nan"]),
        ("--discretisation-bin-width=inf", ["/discretisation/bin_width", "inf"]),
        ("--discretisation-bin-width=wide", ["/discretisation/bin_width", "wide"]),
        ("--glcm-distance=1.5", ["/glcm/distance", "whole number", "1.5"]),
        ("--interpolation-method=linaer", ["/interpolation/method", "linear"]),
        ("--interpolation-method=linear", ["/interpolation/spacing"]),
        ("--interpolation-spacing=1,1,1", ["/interpolation/method"]),
        ("--resegmentation-range=1", ["/resegmentation/range"]),
        ("--resegmentation-range=2,1", ["/resegmentation/range", "[2,1]"]),
        ("--families=glmc", ["/families", "glcm"]),
        ("--aggregations=3D,,2D", ["/aggregations"]),
    ],
)
def test_wrong_flags_are_refused_by_their_pointer(case: Case, flag: str, words: list[str]) -> None:
    assert_refused(extract(case.image, case.mask, flag), WRONG_USAGE, *words)


def test_settings_are_judged_before_images_are_read(case: Case, tmp_path: Path) -> None:
    result = extract(tmp_path / "none.nii", case.mask, "--glcm-distance", "0")
    assert_refused(result, WRONG_USAGE, "/glcm/distance")


@pytest.mark.parametrize("spacing", ["1e-6", "1e-7", "1e-9", "1e-12", "1e-15", "1e-18", "1e-300"])
@pytest.mark.parametrize("extra", [[], ["--diagnostics"]])
def test_spacings_whose_grid_nothing_could_hold(case: Case, spacing: str, extra: list[str]) -> None:
    flags = ["--interpolation-method=linear", f"--interpolation-spacing={spacing},1,{spacing}"]
    result = extract(case.image, case.mask, *flags, *extra, timeout=20)
    assert_refused(result, WRONG_USAGE, "/interpolation/spacing", "voxels", "mm")


def test_a_settings_file_that_is_missing_is_unreadable_input(case: Case, tmp_path: Path) -> None:
    for path in (tmp_path / "none.json", tmp_path):
        result = extract(case.image, case.mask, "--settings", path)
        assert_refused(result, UNREADABLE, str(path))
