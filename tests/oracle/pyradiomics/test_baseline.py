"""The profile pyradiomics against the values that PyRadiomics' own tests expect."""

import ast
import csv
import io
import json
import math
from functools import cache
from pathlib import Path

import pytest
from baseline_differences import DIFFERENCES

from cli_program import DATA, run

BASELINE = DATA / "pyradiomics/baseline"
RELATIVE, ABSOLUTE = 1e-6, 1e-9
NOT_OURS = ("additionalInfo",)  # whether PyRadiomics adds diagnostics
CLASSES = {  # and their number of default features
    "firstorder": 18,
    "glcm": 24,
    "gldm": 14,
    "glrlm": 16,
    "glszm": 16,
    "ngtdm": 5,
    "shape": 14,
}


@cache
def table(name: str) -> dict[str, dict[str, str]]:
    """The columns of a baseline file."""
    with (BASELINE / f"baseline_{name}.csv").open() as file:
        rows = list(csv.reader(file))
    return {
        column: {row[0]: row[i] for row in rows[1:]} for i, column in enumerate(rows[0]) if i > 0
    }


def settings_of(column: dict[str, str]) -> str:
    found = ast.literal_eval(column["diagnostics_Configuration_Settings"])
    return json.dumps({k: v for k, v in found.items() if k not in NOT_OURS}, sort_keys=True)


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("baseline")


@cache
def extracted(case: str, settings: str, folder: Path) -> dict[str, float]:
    """Our values; each case and settings are extracted once."""
    file = folder / "settings.json"
    file.write_text(json.dumps({"profile": "pyradiomics", "pyradiomics": json.loads(settings)}))
    images = (DATA / "pyradiomics" / case / name for name in ("image.nrrd", "label.nrrd"))
    result = run("extract", *images, "--settings", file, "--format", "wide", "--diagnostics")
    row = next(csv.DictReader(io.StringIO(result.out)))
    return {name: float(text) for name, text in row.items() if name.startswith("original_")}


def columns() -> list[tuple[str, str]]:
    return [(name, column) for name in CLASSES for column in table(name)]


@pytest.mark.parametrize(("name", "case"), columns())
def test_every_value_is_the_baseline_s(name: str, case: str, folder: Path) -> None:
    column = table(name)[case]
    mine = extracted(case.split("_")[0], settings_of(column), folder)
    listed = DIFFERENCES.get((name, case), {})
    expected = {k: float(v) for k, v in column.items() if k.startswith("original_") and v}
    assert len(expected) == CLASSES[name]
    wrong = []
    for feature, value in expected.items():
        same = math.isclose(mine[feature], value, rel_tol=RELATIVE, abs_tol=ABSOLUTE)
        if same == (feature in listed):
            wrong.append(f"{feature}: ours {mine[feature]!r}, baseline {value!r}, {listed}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("case", ["brain1", "lung1"])
def test_the_mask_s_diagnostics_are_the_baseline_s(case: str, folder: Path) -> None:
    column = table("glcm")[f"{case}_2d"]
    mine = extracted(case, settings_of(column), folder)
    for key, tag in (
        ("Mask-original_BoundingBox", "mask_bounding_box"),
        ("Mask-original_CenterOfMass", "mask_center_of_mass"),
        ("Mask-original_CenterOfMassIndex", "mask_center_of_mass_index"),
        ("Mask-original_Size", "mask_size"),
        ("Image-original_Spacing", "image_spacing"),
    ):
        for i, value in enumerate(ast.literal_eval(column[f"diagnostics_{key}"])):
            assert mine[f"original_diagnostics_original_{tag}_{i}"] == pytest.approx(
                value, rel=RELATIVE
            )
    for key, tag in (
        ("Mask-original_VoxelNum", "mask_voxel_num"),
        ("Mask-original_VolumeNum", "mask_volume_num"),
        ("Image-original_Mean", "image_mean"),
        ("Image-original_Minimum", "image_minimum"),
        ("Image-original_Maximum", "image_maximum"),
    ):
        value = float(column[f"diagnostics_{key}"])
        assert mine[f"original_diagnostics_original_{tag}"] == pytest.approx(value, rel=RELATIVE)
