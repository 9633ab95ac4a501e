"""Moran's I and Geary's C against their double sums over all pairs of voxels."""

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from made_up_images import blob, intensities
from measured import at, measure

Floats = NDArray[np.float64]
SPACINGS = [(1.0, 1.0, 1.0), (0.7, 0.7, 2.5), (3.0, 0.4, 1.1)]


def weights(mask: NDArray[np.bool_], spacing: tuple[float, float, float]) -> Floats:
    """Inverse distances of all pairs of voxel centres; none of a voxel with itself."""
    points = np.argwhere(mask)[:, ::-1] * spacing
    distance = np.linalg.norm(points[:, None] - points[None], axis=2)
    np.fill_diagonal(distance, np.inf)
    return 1.0 / distance


def morans_i(x: Floats, w: Floats) -> float:
    d = x - x.mean()
    return float(x.size / w.sum() * (d @ w @ d) / (d @ d))


def gearys_c(x: Floats, w: Floats) -> float:
    d = x - x.mean()
    squares = np.square(x[:, None] - x[None])
    return float((x.size - 1) / (2.0 * w.sum()) * (w * squares).sum() / (d @ d))


def regions(random: np.random.Generator) -> dict[str, NDArray[np.bool_]]:
    shape = (8, 11, 13)
    dense = blob(random, shape, border=True) == 1
    return {
        "blob": blob(random, shape, border=False) == 1,
        "blob at the border": dense,
        "scattered voxels": random.random(shape) < 0.1,
        "line": (np.arange(8 * 11 * 13).reshape(shape) % 13 == 4) & (np.indices(shape)[0] == 2),
        "two voxels far apart": np.isin(np.arange(8 * 11 * 13).reshape(shape), (0, 1143)),
    }


@pytest.mark.parametrize("spacing", SPACINGS)
@pytest.mark.parametrize("integer", [True, False])
@pytest.mark.parametrize("name", regions(np.random.default_rng(0)))
def test_both_equal_their_double_sums(
    tmp_path: Path, name: str, integer: bool, spacing: tuple[float, float, float]
) -> None:
    random = np.random.default_rng(11)
    mask = regions(random)[name]
    image = intensities(random, mask.shape, integer)
    values = measure(tmp_path, mask.astype(np.uint8), image, at(spacing))
    x, w = image[mask].astype(float), weights(mask, spacing)
    assert values["morans_i_index"] == pytest.approx(morans_i(x, w), rel=1e-10, abs=1e-12)
    assert values["gearys_c_measure"] == pytest.approx(gearys_c(x, w), rel=1e-10)


def test_only_voxels_of_the_intensity_mask_count(tmp_path: Path) -> None:
    random = np.random.default_rng(5)
    mask = blob(random, (8, 11, 13), border=False) == 1
    image = intensities(random, mask.shape, True)
    low, high = (int(v) for v in np.percentile(image[mask], [20, 80]))
    kept = mask & (image >= low) & (image <= high)
    limits = (f"--resegmentation-range={low},{high}",)
    values = measure(tmp_path, mask.astype(np.uint8), image, at((1, 1, 3)), limits)
    x, w = image[kept].astype(float), weights(kept, (1.0, 1.0, 3.0))
    assert 0 < kept.sum() < mask.sum()
    assert values["morans_i_index"] == pytest.approx(morans_i(x, w), rel=1e-10)
    assert values["gearys_c_measure"] == pytest.approx(gearys_c(x, w), rel=1e-10)


def test_alternating_levels_repel_and_halves_attract(tmp_path: Path) -> None:
    z, y, x = np.indices((6, 6, 6))
    mask = np.ones((6, 6, 6), np.uint8)
    board = ((x + y + z) % 2).astype(np.int16)
    halves = (x < 3).astype(np.int16)
    apart, together = measure(tmp_path, mask, board), measure(tmp_path, mask, halves)
    chance = -1.0 / (mask.size - 1)
    assert apart["morans_i_index"] < chance < together["morans_i_index"]
    assert together["gearys_c_measure"] < 1.0 < apart["gearys_c_measure"]
