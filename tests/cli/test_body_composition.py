"""Body composition of a CT against numpy."""

import json
from pathlib import Path

import nibabel
import numpy as np
import pytest

from cli_program import ALL_RIGHT, DATA, run

FOLDER = DATA / "totalsegmentator"
FAMILY = "voxtrait.bodycomp"
SUBCUTANEOUS, VISCERAL, MUSCLE = 201, 202, 203
L2, L1, T12 = 30, 31, 32
WINDOWS = {
    "alberta": {"muscle": (-29, 150), "inter": (-190, -30), "sub": (-190, -30), "vis": (-150, -50)},
    "boa": {"muscle": (-29, 150), "inter": (-190, -30), "sub": (-190, -30), "vis": (-190, -30)},
    "fat_140_30": {
        "muscle": (-29, 150), "inter": (-140, -30), "sub": (-140, -30), "vis": (-140, -30)
    },
}  # fmt: skip


def voxels(name: str) -> np.ndarray:
    """Along (x, y, z) of the file, whose axes point to the right, anterior and superior."""
    return np.asanyarray(nibabel.load(FOLDER / f"{name}.nii.gz").dataobj)


@pytest.fixture(scope="module")
def labels(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, np.ndarray]:
    """Vertebrae, and tissue where there is none, in one image."""
    merged = voxels("total").astype(np.uint8)
    merged[~np.isin(merged, [L2, L1, T12])] = 0
    tissues = [("subcutaneous_fat", SUBCUTANEOUS), ("torso_fat", VISCERAL),
               ("skeletal_muscle", MUSCLE)]  # fmt: skip
    for name, label in tissues:
        merged[(voxels(name) != 0) & (merged == 0)] = label
    path = tmp_path_factory.mktemp("labels") / "labels.nii.gz"
    nibabel.save(nibabel.Nifti1Image(merged, nibabel.load(FOLDER / "ct.nii.gz").affine), path)
    return path, merged


def expected(preset: str, merged: np.ndarray, vertebra: int, height: float) -> dict[str, float]:
    """All features from scratch; voxels are cubes of 3 mm."""
    ct = voxels("ct")
    slices = np.flatnonzero((merged == vertebra).any(axis=(0, 1)))
    first, last = slices[0], slices[-1]
    middle = (last - first) // 2  # the lower one of two
    ct, merged = ct[..., first : last + 1], merged[..., first : last + 1]
    window = {k: (ct >= low) & (ct <= high) for k, (low, high) in WINDOWS[preset].items()}
    found = {
        "skeletal_muscle": window["muscle"] & (merged == MUSCLE),
        "intermuscular_fat": window["inter"] & (merged == MUSCLE),
        "subcutaneous_fat": window["sub"] & (merged == SUBCUTANEOUS),
        "visceral_fat": window["vis"] & (merged == VISCERAL),
    }
    values = {}
    for name, where in found.items():
        values[f"{name}_area"] = where[..., middle].sum() * 0.09
        values[f"{name}_mean_area"] = where.sum(axis=(0, 1)).mean() * 0.09
        values[f"{name}_volume"] = where.sum() * 0.027
    muscle = found["skeletal_muscle"]
    values["muscle_radiodensity"] = ct[..., middle][muscle[..., middle]].mean()
    values["muscle_mean_radiodensity"] = ct[muscle].mean()
    index = values["skeletal_muscle_area"] / height**2
    values["skeletal_muscle_index"] = index
    values["skeletal_muscle_gauge"] = values["muscle_radiodensity"] * index
    for size in "area", "volume":
        values[f"visceral_to_subcutaneous_{size}"] = (
            values[f"visceral_fat_{size}"] / values[f"subcutaneous_fat_{size}"]
        )
    fat = found["intermuscular_fat"].sum()
    values["intermuscular_fat_fraction"] = fat / (fat + muscle.sum())
    return values


def settings_file(folder: Path, **own: object) -> Path:
    chosen = {"muscle_labels": [MUSCLE], "subcutaneous_labels": [SUBCUTANEOUS],
              "visceral_labels": [VISCERAL], **own}  # fmt: skip
    path = folder / "settings.json"
    path.write_text(json.dumps({"plugins": [FAMILY], "families": [FAMILY], FAMILY: chosen}))
    return path


@pytest.mark.parametrize("preset", list(WINDOWS))
def test_body_composition_agrees_with_numpy_at_every_vertebra(
    preset: str, labels: tuple[Path, np.ndarray], tmp_path: Path
) -> None:
    path, merged = labels
    settings = settings_file(tmp_path, preset=preset, height=1.75)
    result = run("extract", FOLDER / "ct.nii.gz", path, "--settings", settings,
                 "--labels", f"{L2},{L1},{T12}")  # fmt: skip
    assert result.code == ALL_RIGHT
    for vertebra in L2, L1, T12:
        values = {r["feature"]: float(r["value"])
                  for r in result.rows if r["label"] == str(vertebra)}  # fmt: skip
        assert values == pytest.approx(expected(preset, merged, vertebra, 1.75), rel=1e-12)
    assert float(result.rows[0]["value"]) > 50  # cm2: there is muscle


def test_slices_are_measured_one_by_one(labels: tuple[Path, np.ndarray], tmp_path: Path) -> None:
    path, merged = labels
    settings = settings_file(tmp_path)
    result = run("extract", FOLDER / "ct.nii.gz", path, "--settings", settings, "--diagnostics",
                 "--labels", str(T12))  # fmt: skip
    details = {r["feature"]: float(r["value"]) for r in result.rows
               if r["family"] == f"diagnostics_{FAMILY}"}  # fmt: skip
    ct = voxels("ct")
    slices = np.flatnonzero((merged == T12).any(axis=(0, 1)))
    assert len(details) == 5 * len(slices)
    for z in slices:
        muscle = (ct[..., z] >= -29) & (ct[..., z] <= 150) & (merged[..., z] == MUSCLE)
        area = details[f"slice_{z:04d}_skeletal_muscle_area"]
        assert area == pytest.approx(muscle.sum() * 0.09, rel=1e-12)
        density = details[f"slice_{z:04d}_muscle_radiodensity"]
        assert density == pytest.approx(ct[..., z][muscle].mean(), rel=1e-12)


def test_a_range_of_vertebrae_is_measured_as_one(
    labels: tuple[Path, np.ndarray], tmp_path: Path
) -> None:
    path, merged = labels
    joined = np.where(np.isin(merged, [L2, T12]), np.uint8(L1), merged)
    settings = settings_file(tmp_path, range_labels=[L2, T12], height=1.75)
    result = run("extract", FOLDER / "ct.nii.gz", path, "--settings", settings, "--labels", L1)
    values = {r["feature"]: float(r["value"]) for r in result.rows}
    assert values == pytest.approx(expected("alberta", joined, L1, 1.75), rel=1e-12)


def test_what_is_not_given_is_not_guessed(labels: tuple[Path, np.ndarray], tmp_path: Path) -> None:
    settings = settings_file(tmp_path, visceral_labels=[], subcutaneous_labels=[99])
    result = run("extract", FOLDER / "ct.nii.gz", labels[0], "--settings", settings,
                 "--labels", str(L1))  # fmt: skip
    reasons = {r["feature"]: (r["status"], r["reason"]) for r in result.rows if r["reason"]}
    height = ("not_applicable", "the settings give no height")
    none = ("not_applicable", "the settings give no labels for visceral_fat")
    absent = ("not_applicable", "the mask has no label of subcutaneous_fat")
    assert reasons == {
        "skeletal_muscle_index": height,
        "skeletal_muscle_gauge": height,
        "visceral_fat_area": none,
        "visceral_fat_mean_area": none,
        "visceral_fat_volume": none,
        "subcutaneous_fat_area": absent,
        "subcutaneous_fat_mean_area": absent,
        "subcutaneous_fat_volume": absent,
        "visceral_to_subcutaneous_area": absent,
        "visceral_to_subcutaneous_volume": absent,
    }
