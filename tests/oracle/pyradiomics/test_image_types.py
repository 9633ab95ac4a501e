"""Image types of the profile pyradiomics against recorded values of PyRadiomics; see README.md."""

import csv
import hashlib
import io
import json
import math
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from drawn_files import write_image
from image_type_cases import CASES, DATA, EVERY_TYPE, draw_case
from image_type_differences import DIFFERENCES

from cli_program import run

HERE = Path(__file__).resolve().parent
RELATIVE, ABSOLUTE = 1e-5, 1e-9
CLASSES = ("firstorder", "glcm", "gldm", "glrlm", "glszm", "ngtdm")
NOT_VALUES = ("case", "digest", "error", "image")

Images = dict[str, dict[str, float]]


@cache
def recorded() -> dict[str, list[dict[str, str]]]:
    found: dict[str, list[dict[str, str]]] = {}
    with (HERE / "image_types.csv").open() as file:
        for row in csv.DictReader(file):
            found.setdefault(row["case"], []).append(row)
    return found


def recorded_images(case: str) -> Images:
    return {
        row["image"]: {k: float(v) for k, v in row.items() if k not in NOT_VALUES and v}
        for row in recorded()[case]
        if row["image"]
    }


def extracted(
    image: Path, mask: Path, settings: dict[str, Any], types: dict[str, Any], folder: Path
) -> tuple[list[str], Images]:
    """Why values are missing, and the values by image and feature."""
    file = folder / "settings.json"
    families = [f"pyradiomics_{name}" for name in CLASSES]
    own = {**settings, "imageType": types}
    file.write_text(
        json.dumps({"profile": "pyradiomics", "families": families, "pyradiomics": own})
    )
    result = run("extract", image, mask, "--settings", file, "--format", "wide")
    if not result.out:
        return [result.err], {}
    row = next(csv.DictReader(io.StringIO(result.out)))
    if row["status"] in ("failed", "empty_roi", "too_small"):
        return [row["reason"]], {}
    images: Images = {}
    for key, value in row.items():
        name, _, feature = key.partition("_")
        if feature.split("_")[0] in CLASSES:
            images.setdefault(name, {})[feature] = float(value or "nan")
    # What no feature has a value for is an image that the type cannot make.
    made = {k: v for k, v in images.items() if not all(map(math.isnan, v.values()))}
    return [], made


def agree(a: float, b: float) -> bool:
    if math.isnan(a) or math.isnan(b):
        return math.isnan(a) and math.isnan(b)
    return math.isclose(a, b, rel_tol=RELATIVE, abs_tol=ABSOLUTE)


def problems(case: str, mine: Images, theirs: Images) -> list[str]:
    """Where values differ though no difference is listed, or are listed though they agree."""
    listed = DIFFERENCES.get(case, {})
    if list(mine) != list(theirs):
        return [f"ours {list(mine)}, PyRadiomics {list(theirs)}"]
    wrong = []
    for image, values in theirs.items():
        if set(values) != set(mine[image]):
            wrong.append(f"{image}: features {sorted(set(values) ^ set(mine[image]))}")
        for feature in set(values) & set(mine[image]):
            a, b = mine[image][feature], values[feature]
            is_listed = feature in listed.get(image, {})
            if agree(a, b) == is_listed:
                note = "stale: " if is_listed else ""
                wrong.append(f"{note}{image} {feature}: ours {a!r}, PyRadiomics {b!r}")
    return sorted(wrong)


@pytest.mark.parametrize("index", CASES)
def test_drawn_cases_agree_unless_a_difference_is_listed(index: int, tmp_path: Path) -> None:
    case, types = draw_case(index)
    digest = hashlib.sha1((case.digest() + json.dumps(types)).encode()).hexdigest()
    first = recorded()[str(index)][0]
    assert first["digest"] == digest, "record the values again: the case has changed"
    image, mask = tmp_path / "image.mha", tmp_path / "mask.mha"
    write_image(image, case.image, case.image_grid)
    write_image(mask, case.mask, case.mask_grid)
    reasons, mine = extracted(image, mask, case.settings, types, tmp_path)
    if first["error"]:
        assert reasons, f"PyRadiomics refuses this case ({first['error']}) and we do not"
        return
    wrong = reasons[:1] + problems(str(index), mine, recorded_images(str(index)))
    assert not wrong, "\n".join([str(case.settings), str(types), str(case.image.dtype), *wrong])


@pytest.mark.parametrize("name", ["brain1", "lung1"])
def test_every_feature_of_every_image_type_agrees(name: str, tmp_path: Path) -> None:
    image, mask = (DATA / name / f"{what}.nrrd" for what in ("image", "label"))
    reasons, mine = extracted(image, mask, {}, EVERY_TYPE, tmp_path)
    theirs = recorded_images(name)
    assert not reasons
    assert not problems(name, mine, theirs)
    assert sum(map(len, theirs.values())) == 93 * len(theirs)


def test_most_cases_have_values_and_every_image_type_occurs() -> None:
    drawn = [recorded()[str(index)] for index in CASES]
    assert sum(bool(rows[0]["error"]) for rows in drawn) <= len(CASES) // 3
    kinds = {row["image"].split("-")[0].rstrip("2") for rows in drawn for row in rows}
    assert kinds >= {"log", "wavelet", "square", "squareroot", "logarithm", "exponential"}
    assert kinds >= {"gradient", "lbp", "original"}
