"""Plugins on the command line."""

import json
import subprocess
from pathlib import Path

import pytest

from cli_program import ALL_RIGHT, PHANTOM, ROOT, WRONG_USAGE, run

HEADERS = ROOT / "include"


@pytest.fixture(scope="session")
def plugin(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The template of a plugin in C."""
    library = tmp_path_factory.mktemp("plugin") / "example.c.so"
    source = ROOT / "examples/plugin_c/contrast.c"
    flags = ["-std=c11", "-Wall", "-Wextra", "-Wpedantic", "-Werror", "-fPIC", "-shared"]
    subprocess.run(["cc", *flags, f"-I{HEADERS}", str(source), "-o", str(library)], check=True)
    return library


def test_a_plugin_is_in_lists_descriptions_schema_and_help(plugin: Path) -> None:
    named = "--plugin", str(plugin)
    assert "example.pairs.spread" in run("list", *named).out
    assert "Mean power" in run("describe", "example.pairs.spread", *named).out
    assert run("describe", "example.pairs.spread").code == WRONG_USAGE
    schema = run("schema", *named).json
    power = schema["properties"]["example.pairs"]["properties"]["power"]
    assert power["minimum"] == 1
    assert power["default"] == 3
    assert "--example.pairs-power" in run("extract", "--help", *named).out
    assert "--example.pairs-power" not in run("extract", "--help").out


def test_the_list_of_plugins_says_what_they_are(plugin: Path) -> None:
    entries = {e["id"]: e for e in run("list", "--plugins", "--json", "--plugin", str(plugin)).json}
    entry = entries["example.c"]
    assert entry["version"] == "1.0"
    assert entry["abi"] == "1.1"
    assert entry["origin"] == "named"
    assert entry["loaded"]
    assert entry["families"] == ["example.pairs"]
    assert entry["file"] == str(plugin)
    assert len(entry["sha256"]) == 64
    assert not entries["voxtrait.bodycomp"]["loaded"]


def test_a_plugins_features_are_in_every_format(plugin: Path) -> None:
    for chosen, text in [("long", "example.pairs,spread"), ("wide", "example.pairs_spread_3d"),
                         ("json", "example.pairs"), ("table", "example.pairs")]:  # fmt: skip
        result = run("extract", *PHANTOM, "--plugin", str(plugin), "--families", "example.pairs",
                     "--format", chosen)  # fmt: skip
        assert result.code == ALL_RIGHT
        assert text in result.out


def test_a_settings_file_names_plugins_beside_it(plugin: Path, tmp_path: Path) -> None:
    (tmp_path / "local.so").write_bytes(plugin.read_bytes())
    settings = tmp_path / "settings.json"
    chosen = {"plugins": ["./local.so"], "families": ["example.pairs"],
              "example.pairs": {"power": 2}}  # fmt: skip
    settings.write_text(json.dumps(chosen))
    provenance = tmp_path / "provenance.json"
    result = run("extract", *PHANTOM, "--settings", settings, "--provenance", provenance)
    assert result.code == ALL_RIGHT
    values = [result.value(f, family="example.pairs", aggregation="3D_merged")
              for f in ("contrast", "spread")]  # fmt: skip
    assert values[0] == pytest.approx(values[1], rel=1e-14)
    recorded = json.loads(provenance.read_text())["plugins"]
    assert [(p["id"], p["version"], p["origin"]) for p in recorded] == [
        ("example.c", "1.0", "settings")
    ]
    assert run("plan", "--settings", settings).code == ALL_RIGHT
    assert "example.pairs" in run("explain", settings, settings, *PHANTOM, "--json").out


def test_what_is_named_and_fails_is_an_error_and_what_is_found_a_warning(
    tmp_path: Path,
) -> None:
    broken = tmp_path / "broken.so"
    broken.write_text("no library")
    result = run("list", "--plugin", broken)
    assert result.code == WRONG_USAGE
    assert "plugin.load" in result.err
    settings = tmp_path / "settings.json"
    settings.write_text(json.dumps({"plugins": ["nobody.nothing"]}))
    assert run("plan", "--settings", settings).code == WRONG_USAGE
    found = run("list", env={"VOXTRAIT_PLUGIN_PATH": str(tmp_path)})
    assert found.code == ALL_RIGHT
    assert "warning: a plugin of VOXTRAIT_PLUGIN_PATH is left out" in found.err


def test_plugins_verify_the_values_that_they_bring(plugin: Path) -> None:
    named = "--plugin", str(plugin), "--plugin", "voxtrait.bodycomp"
    result = run("verify", "--plugins", "--json", *named)
    assert result.code == ALL_RIGHT
    assert result.json["summary"]["matched"] == 25
    assert result.json["summary"]["missed"] == 0
