"""What the plan says of the profile pyradiomics."""

import json
from pathlib import Path

from cli_program import ALL_RIGHT, DATA, run

CASE = [DATA / "pyradiomics/brain1" / name for name in ("image.nrrd", "label.nrrd")]


def plan(tmp_path: Path, **settings: object) -> dict[str, object]:
    file = tmp_path / "settings.json"
    file.write_text(json.dumps({"profile": "pyradiomics", "pyradiomics": settings}))
    result = run("plan", *CASE, "--settings", file, "--json")
    assert result.code == ALL_RIGHT, result.err
    found: dict[str, object] = json.loads(result.out)
    return found


def test_the_plan_counts_pyradiomics_features_and_its_own_memory(tmp_path: Path) -> None:
    plain = plan(tmp_path)
    assert plain["values_per_label"] == 107
    finer = plan(tmp_path, resampledPixelSpacing=[0.3, 0.3, 0.3])
    assert finer["peak_bytes"] > 10 * plain["peak_bytes"]


def test_only_the_label_of_the_settings_is_planned(tmp_path: Path) -> None:
    assert [label["label"] for label in plan(tmp_path)["labels"]] == [1]
    assert "labels" not in plan(tmp_path, label=2)


def test_the_text_speaks_of_nothing_that_the_profile_lacks(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    file.write_text('{"profile": "pyradiomics"}')
    result = run("plan", *CASE, "--settings", file)
    assert "label 1: 4137 voxels" in result.out
    assert "Moran" not in result.out
