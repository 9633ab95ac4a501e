"""Morphology of balls, ellipsoids, cylinders and turned boxes, drawn in voxels.

The mesh's vertices lie half-way between a voxel centre inside and its neighbour outside, so within
half a voxel of the shape's surface. All bounds follow from that.
"""

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from measured import Values, at, measure, solid

STEP = 0.5  # mm, so that lengths and voxels are not confused
HALF = 0.5 * STEP
# A triangle within a voxel's cell sags below the sphere through its vertices by at most this, for
# radii of ten voxels and more: squared circumradius, at most 3 / 4, over twice the radius.
SAG = STEP * 0.75 / 20.0


def spacing() -> NDArray[np.float64]:
    return at((STEP, STEP, STEP))


def ball_volume(radius: float) -> float:
    return 4.0 / 3.0 * np.pi * radius**3


def ball(directory: Path, radius: float) -> Values:
    r = radius / STEP
    mask = solid(lambda x, y, z: x * x + y * y + z * z <= r * r, (r, r, r))
    return measure(directory, mask, affine=spacing())


def facet_area_factor() -> float:
    """Area of a plane built of facets that face along an axis, a face's or a cube's diagonal.

    Such facets are what marching cubes makes of a plane of voxels. With components a >= b >= c of
    the plane's normal they have the areas a - b, sqrt(2) (b - c) and sqrt(3) c; averaged over
    directions.
    """
    n = 200_000
    z = 1.0 - (2.0 * np.arange(n) + 1.0) / n
    angle = np.arange(n) * np.pi * (3.0 - np.sqrt(5.0))
    rim = np.sqrt(1.0 - z * z)
    normals = np.abs([rim * np.cos(angle), rim * np.sin(angle), z])
    c, b, a = np.sort(normals, axis=0)
    return float(np.mean((a - b) + np.sqrt(2.0) * (b - c) + np.sqrt(3.0) * c))


@pytest.mark.parametrize("radius", [5.1, 10.3, 20.2])
def test_ball(tmp_path: Path, radius: float) -> None:
    values = ball(tmp_path, radius)
    low, high = radius - HALF - SAG, radius + HALF
    assert ball_volume(low) <= values["volume_mesh"] <= ball_volume(high)
    assert 2.0 * low <= values["maximum_3d_diameter"] <= 2.0 * high
    assert values["elongation"] == pytest.approx(1.0, abs=STEP / radius)
    assert values["flatness"] == pytest.approx(1.0, abs=STEP / radius)
    assert values["volume_density_aabb"] == pytest.approx(np.pi / 6.0, rel=3 * STEP / radius)
    assert values["volume_density_mvee"] == pytest.approx(1.0, rel=3 * STEP / radius)


@pytest.mark.parametrize("radius", [5.1, 10.3, 20.2])
def test_area_of_a_ball_is_larger_by_the_slant_of_marching_cubes_facets(
    tmp_path: Path, radius: float
) -> None:
    factor = facet_area_factor()
    assert factor == pytest.approx(1.088, abs=0.001)
    values = ball(tmp_path, radius)
    smooth = 4.0 * np.pi * np.square([radius - HALF - SAG, radius + HALF])
    assert factor * smooth[0] <= values["surface_area_mesh"] <= factor * smooth[1]
    assert values["sphericity"] == pytest.approx(1.0 / factor, rel=2 * STEP / radius)


def test_error_of_a_balls_volume_falls_with_the_square_of_the_radius(tmp_path: Path) -> None:
    for radius in (5.1, 10.3, 20.2):
        error = ball(tmp_path, radius)["volume_mesh"] / ball_volume(radius) - 1.0
        assert abs(error) <= 2.0 * (STEP / radius) ** 2


@pytest.mark.parametrize("turn", [0, 1, 2])
def test_axes_of_a_solid_ellipsoid(tmp_path: Path, turn: int) -> None:
    """The variance along a semi-axis a is a^2 / 5, so four roots of it are 4 a / sqrt(5)."""
    half = np.roll([30.2, 20.4, 12.7], turn)
    a, b, c = np.sort(half)[::-1] * STEP

    def inside(*point: NDArray[np.float64]) -> NDArray[np.bool_]:
        return sum((p / h) ** 2 for p, h in zip(point, half, strict=True)) <= 1.0  # type: ignore[no-any-return]

    values = measure(tmp_path, solid(inside, half), affine=spacing())
    for name, axis in (("major", a), ("minor", b), ("least", c)):
        assert values[f"{name}_axis_length"] == pytest.approx(4 * axis / np.sqrt(5), abs=HALF)
    assert values["elongation"] == pytest.approx(b / a, rel=STEP / c)
    assert values["flatness"] == pytest.approx(c / a, rel=STEP / c)
    assert 2 * (a - STEP) <= values["maximum_3d_diameter"] <= 2 * (a + HALF)
    shells = [4.0 / 3.0 * np.pi * (a + d) * (b + d) * (c + d) for d in (-HALF - SAG, HALF)]
    assert shells[0] <= values["volume_mesh"] <= shells[1]
    # Its semi-axes are 2 sqrt(a^2 / 5), shorter than those of the solid by 2 / sqrt(5).
    assert values["volume_density_aee"] == pytest.approx((np.sqrt(5) / 2) ** 3, rel=STEP / c)
    assert values["volume_density_mvee"] == pytest.approx(1.0, rel=3 * STEP / c)


def test_cylinder(tmp_path: Path) -> None:
    """Variances r^2 / 4 across and h^2 / 12 along: axes 2 r, 2 r and 2 h / sqrt(3)."""
    r, voxels = 15.3, 50
    disc = solid(lambda x, y, z: x * x + y * y + 0 * z <= r * r, (r, r, 0))[0]
    mask = np.pad(np.repeat(disc[None], voxels, 0), ((2, 2), (0, 0), (0, 0)))
    values = measure(tmp_path, mask, affine=spacing())
    radius, height = r * STEP, voxels * STEP
    assert values["major_axis_length"] == pytest.approx(2 * height / np.sqrt(3), rel=1e-3)
    assert values["minor_axis_length"] == pytest.approx(2 * radius, abs=HALF)
    assert values["least_axis_length"] == pytest.approx(2 * radius, abs=HALF)
    assert values["volume_voxel_counting"] == pytest.approx(disc.sum() * voxels * STEP**3, rel=1e-9)
    discs = [np.pi * (radius + d) ** 2 for d in (-HALF - SAG, HALF)]
    assert discs[0] * (height - STEP) <= values["volume_mesh"] <= discs[1] * height
    ends = [np.hypot(2 * (radius - STEP), height - STEP), np.hypot(2 * (radius + HALF), height)]
    assert ends[0] <= values["maximum_3d_diameter"] <= ends[1]
    assert values["volume_density_aabb"] == pytest.approx(np.pi / 4, rel=2 * STEP / radius)
    assert 1 - 2 * STEP / radius <= values["volume_density_convex_hull"] <= 1.0


@pytest.mark.parametrize("degrees", [15, 30, 45])
@pytest.mark.parametrize("axes", [(0, 1), (1, 2), (0, 2)])
def test_oriented_box_of_a_turned_box_is_the_box(
    tmp_path: Path, degrees: int, axes: tuple[int, int]
) -> None:
    """It holds the mesh and is no larger than the box with half a voxel added on each side."""
    sides = np.array([60.0, 40.0, 26.0])
    angle = np.deg2rad(degrees)

    def inside(*point: NDArray[np.float64]) -> NDArray[np.bool_]:
        p = list(point)
        u, v = p[axes[0]], p[axes[1]]
        p[axes[0]] = np.cos(angle) * u + np.sin(angle) * v
        p[axes[1]] = np.cos(angle) * v - np.sin(angle) * u
        return np.all([np.abs(q) <= s / 2 for q, s in zip(p, sides, strict=True)], axis=0)

    values = measure(tmp_path, solid(inside, np.full(3, 38.0)), affine=spacing())
    box = values["volume_mesh"] / values["volume_density_ombb"]
    assert values["volume_mesh"] < box <= np.prod(sides + 1) * STEP**3
    assert box >= np.prod(sides - 1) * STEP**3
    lengths = sides.copy()
    i, j = axes
    lengths[i] = sides[i] * np.cos(angle) + sides[j] * np.sin(angle)
    lengths[j] = sides[j] * np.cos(angle) + sides[i] * np.sin(angle)
    ratio = np.prod(sides) / np.prod(lengths)
    aligned = values["volume_density_aabb"] / values["volume_density_ombb"]
    assert aligned == pytest.approx(ratio, rel=2 * sum(1.0 / sides))
    axes_lengths = [values[f"{name}_axis_length"] for name in ("major", "minor", "least")]
    assert axes_lengths == pytest.approx(sides * STEP * 4 / np.sqrt(12), abs=STEP)
