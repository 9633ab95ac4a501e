"""What `voxtrait.inspect` shows in the profile pyradiomics is what PyRadiomics computes from."""

from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from array_cases import ARRAY_CASES, CLASSES
from drawn_cases import Grid, draw

voxtrait = pytest.importorskip("voxtrait")

HERE = Path(__file__).resolve().parent
Floats = npt.NDArray[np.float64]
cases = pytest.mark.parametrize("index", ARRAY_CASES, ids=lambda i: f"{i:03d}")
classes = pytest.mark.parametrize("name", CLASSES)


@cache
def recorded(index: int) -> dict[str, Floats]:
    with np.load(HERE / "arrays.npz") as arrays:
        start = f"{index:03d}/"
        return {name[4:]: arrays[name] for name in arrays if name.startswith(start)}


def image_on(grid: Grid, array: Floats) -> "voxtrait.Image":
    return voxtrait.Image(array, grid.spacing, grid.origin, grid.direction)


@cache
def inspected(index: int) -> "voxtrait.Inspection":
    case = draw(index)
    settings = {"profile": "pyradiomics", "pyradiomics": case.settings}
    image, mask = image_on(case.image_grid, case.image), image_on(case.mask_grid, case.mask)
    return voxtrait.inspect(image, mask, settings)


@cases
def test_image_and_masks_are_those_of_the_feature_classes(index: int) -> None:
    seen, theirs = inspected(index), recorded(index)
    assert seen.image.array == pytest.approx(theirs["image"].astype(float), rel=1e-9, abs=1e-9)
    assert ((seen.intensity_mask.array != 0) == theirs["mask"]).all()
    assert ((seen.mask.array != 0) == theirs["shape_mask"]).all()
    for volume in seen.image, seen.mask, seen.intensity_mask, seen.levels:
        assert volume.spacing == pytest.approx(theirs["spacing"], rel=1e-12)
        assert volume.origin == pytest.approx(theirs["origin"], abs=1e-9)
        assert volume.direction == pytest.approx(theirs["direction"], abs=1e-12)


@cases
def test_levels_and_edges_are_those_of_pyradiomics(index: int) -> None:
    seen, theirs = inspected(index), recorded(index)
    assert (seen.levels.array == theirs["levels"]).all()
    edges = theirs["edges"][: len(seen.edges)]  # theirs may go on after the highest level
    assert len(seen.edges) == seen.levels.array.max() + 1
    assert seen.edges[: len(edges)] == pytest.approx(edges, rel=1e-9)  # as the intensities


def kept(matrix: "voxtrait.Matrix", present: list[int], columns: Floats | None) -> Floats:
    """The part of a matrix that PyRadiomics keeps: levels and sizes that occur."""
    rows = matrix.array[np.asarray(present) - 1]
    if matrix.family.endswith("glcm"):
        return rows[:, np.asarray(present) - 1] / rows.sum()
    if columns is None:
        return np.column_stack([rows, present])
    whole = np.zeros((len(rows), max(rows.shape[1], int(columns.max()))))
    whole[:, : rows.shape[1]] = rows
    others = np.delete(whole, columns.astype(int) - 1, axis=1)
    assert not others.any()
    return whole[:, columns.astype(int) - 1]


@classes
@cases
def test_matrices_are_those_of_pyradiomics(index: int, name: str) -> None:
    seen, theirs = inspected(index), recorded(index)
    present = sorted(set(seen.levels.array[seen.intensity_mask.array != 0].tolist()))
    mine = [kept(m, present, theirs.get(f"{name}_columns")) for m in seen.matrices(name)]
    expected = theirs[name] if theirs[name].ndim == 3 else theirs[name][:, :, None]
    assert np.stack(mine, axis=-1) == pytest.approx(expected, rel=1e-9, abs=1e-12)
