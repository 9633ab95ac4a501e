"""Morphology of boxes of voxels, where everything has a formula."""

from dataclasses import dataclass
from itertools import product
from pathlib import Path

import numpy as np
import pytest
from numpy.polynomial.legendre import legval
from numpy.typing import NDArray

from measured import Values, at, measure

EXACT = 1e-9

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Box:
    """A box of voxels: the mesh cuts its edges and corners half a voxel deep."""

    size: tuple[int, int, int]
    spacing: tuple[float, float, float]

    @property
    def sides(self) -> Floats:
        return np.multiply(self.size, self.spacing)

    @property
    def flat(self) -> Floats:
        """Sides of the faces, between the centres of the outermost voxels."""
        return np.subtract(self.size, 1) * self.spacing

    def volume(self) -> float:
        n = np.subtract(self.size, 1.0)
        core, faces = np.prod(n), n[0] * n[1] + n[1] * n[2] + n[2] * n[0]
        edges, corners = 4.0 * n.sum() / 8.0, 8.0 / 48.0
        return float((core + faces + edges + corners) * np.prod(self.spacing))

    def area(self) -> float:
        f, h = self.flat, 0.5 * np.asarray(self.spacing)
        faces = 2.0 * (f[0] * f[1] + f[1] * f[2] + f[2] * f[0])
        edges = 4.0 * sum(f[a] * np.hypot(h[a - 1], h[a - 2]) for a in range(3))
        corner = 0.5 * np.sqrt(sum((h[a - 1] * h[a - 2]) ** 2 for a in range(3)))
        return float(faces + edges + 8.0 * corner)

    def corners(self) -> Floats:
        """The mesh's extreme vertices: at each corner one on each of three faces."""
        ends = [np.where(np.arange(3) == a, self.sides, self.flat) / 2 for a in range(3)]
        signs = list(product((-1, 1), repeat=3))
        return np.array([np.multiply(s, end) for end in ends for s in signs])

    def diameter(self) -> float:
        points = self.corners()
        return float(np.linalg.norm(points[:, None] - points[None], axis=2).max())

    def semi_axes(self) -> Floats:
        """Of the ellipsoid of the centres' covariance, longest first."""
        n = np.asarray(self.size, float)
        variance = (n * n - 1.0) / 12.0 * np.prod(n) / (np.prod(n) - 1.0)
        return np.sort(2.0 * np.sqrt(variance) * self.spacing)[::-1]


BOXES = [
    Box((12, 10, 9), (1.0, 1.0, 1.0)),
    Box((7, 7, 7), (1.0, 1.0, 1.0)),
    Box((9, 6, 5), (0.7, 1.1, 2.5)),
    Box((5, 6, 11), (2.0, 0.5, 1.25)),
    Box((2, 3, 4), (1.0, 1.0, 3.0)),
]


def series_area(a: float, b: float, c: float) -> float:
    """The manual's series for the area of an ellipsoid, to degree 20."""
    alpha2, beta2 = 1.0 - (b / a) ** 2, 1.0 - (c / a) ** 2
    alpha_beta = np.sqrt(alpha2 * beta2)
    n = np.arange(21)
    terms = alpha_beta**n / (1.0 - 4.0 * n * n)
    return float(4.0 * np.pi * a * b * legval((alpha2 + beta2) / (2.0 * alpha_beta), terms))


@pytest.fixture(params=BOXES, ids=lambda box: "x".join(map(str, box.size)))
def box(request: pytest.FixtureRequest) -> Box:
    found: Box = request.param
    return found


@pytest.fixture
def values(box: Box, tmp_path: Path) -> Values:
    mask = np.pad(np.ones(box.size[::-1], np.uint8), 2)
    return measure(tmp_path, mask, affine=at(box.spacing))


def test_volumes_and_area_are_those_of_the_box_with_cut_edges(box: Box, values: Values) -> None:
    assert values["volume_voxel_counting"] == pytest.approx(np.prod(box.sides), rel=EXACT)
    assert values["volume_mesh"] == pytest.approx(box.volume(), rel=EXACT)
    assert values["surface_area_mesh"] == pytest.approx(box.area(), rel=EXACT)


def test_axes_are_four_roots_of_the_variances(box: Box, values: Values) -> None:
    a, b, c = box.semi_axes()
    assert values["major_axis_length"] == pytest.approx(2 * a, rel=EXACT)
    assert values["minor_axis_length"] == pytest.approx(2 * b, rel=EXACT)
    assert values["least_axis_length"] == pytest.approx(2 * c, rel=EXACT)
    assert values["elongation"] == pytest.approx(b / a, rel=EXACT)
    assert values["flatness"] == pytest.approx(c / a, rel=EXACT)


def test_diameter_is_the_longest_distance_of_mesh_vertices(box: Box, values: Values) -> None:
    assert values["maximum_3d_diameter"] == pytest.approx(box.diameter(), rel=EXACT)


def test_bounding_boxes_are_the_box_itself(box: Box, values: Values) -> None:
    x, y, z = box.sides
    area = 2.0 * (x * y + y * z + z * x)
    for kind in ("aabb", "ombb"):
        density = values[f"volume_density_{kind}"], values[f"area_density_{kind}"]
        assert density[0] == pytest.approx(box.volume() / (x * y * z), rel=EXACT), kind
        assert density[1] == pytest.approx(box.area() / area, rel=EXACT), kind


def test_hull_is_the_mesh_itself(values: Values) -> None:
    assert values["volume_density_convex_hull"] == pytest.approx(1.0, rel=EXACT)
    assert values["area_density_convex_hull"] == pytest.approx(1.0, rel=EXACT)


def test_approximate_ellipsoid_has_the_principal_axes(box: Box, values: Values) -> None:
    a, b, c = box.semi_axes()
    volume = 4.0 / 3.0 * np.pi * a * b * c
    assert values["volume_density_aee"] == pytest.approx(box.volume() / volume, rel=EXACT)
    if c < b < a:  # the series has 0 / 0 where axes are equal
        area = series_area(a, b, c)
        assert values["area_density_aee"] == pytest.approx(box.area() / area, rel=EXACT)


def enclosing_volume(box: Box) -> float:
    """Smallest ellipsoid around the vertices, which are three points and their mirror images.

    By symmetry its axes are the box's. The inverse squares of its semi-axes are the x of largest
    product with squares @ x <= 1, found by raising the weights of the points that lie beyond.
    """
    squares = np.square(box.corners()[::8])
    weights = np.ones(3)
    for _ in range(20000):
        x = 1.0 / (weights @ squares)
        weights *= squares @ x
    assert (squares @ x).max() <= 1 + EXACT
    return float(4.0 / 3.0 * np.pi / np.sqrt(x.prod()))


# The manual stops the search when weights change by less than 0.001. The farthest point's weight is
# at most 1 / 4, so the last step is at most 0.001 / 0.75, the farthest point lies at most
# 0.54 % beyond the ellipsoid (in squared radii), and the true volume is at most 0.81 % larger.
STOPPED_EARLY = 0.0081


@pytest.mark.parametrize("box", [b for b in BOXES if min(b.size) >= 5], indirect=True)
def test_enclosing_ellipsoid_is_the_smallest(box: Box, values: Values) -> None:
    density = box.volume() / enclosing_volume(box)
    assert density * (1 - EXACT) <= values["volume_density_mvee"] <= density * (1 + STOPPED_EARLY)


def test_enclosing_ellipsoid_of_a_cube_is_a_ball(tmp_path: Path) -> None:
    """All vertices are equally far from the centre, so equal weights are the answer at once."""
    box = BOXES[1]
    radius = np.linalg.norm(box.corners()[0])
    mask = np.pad(np.ones(box.size, np.uint8), 2)
    values = measure(tmp_path, mask, affine=at(box.spacing))
    volume, area = 4.0 / 3.0 * np.pi * radius**3, 4.0 * np.pi * radius**2
    assert values["volume_density_mvee"] == pytest.approx(box.volume() / volume, rel=EXACT)
    assert values["area_density_mvee"] == pytest.approx(box.area() / area, rel=EXACT)


def test_ratios_follow_from_volume_and_area(values: Values) -> None:
    v, a = values["volume_mesh"], values["surface_area_mesh"]
    sphericity = np.cbrt(36.0 * np.pi * v * v) / a
    expected = {
        "surface_to_volume_ratio": a / v,
        "compactness_1": v / (np.sqrt(np.pi) * a**1.5),
        "compactness_2": sphericity**3,
        "spherical_disproportion": 1.0 / sphericity,
        "sphericity": sphericity,
        "asphericity": 1.0 / sphericity - 1.0,
        "integrated_intensity": v,
    }
    assert {name: values[name] for name in expected} == pytest.approx(expected, rel=EXACT)


@pytest.mark.parametrize(("slope", "level"), [(3, 200), (-7, 500)])
def test_linear_gradient_shifts_the_centre_of_mass(
    tmp_path: Path, box: Box, slope: int, level: int
) -> None:
    """Along y by slope * variance / level, with the variance in voxels."""
    mask = np.pad(np.ones(box.size[::-1], np.uint8), 2)
    image = level + slope * np.indices(mask.shape)[1].astype(np.int16)
    n = box.size[1]
    mean = level + slope * (2 + 0.5 * (n - 1))
    shift = abs(slope) * (n * n - 1) / 12.0 / mean * box.spacing[1]
    found = measure(tmp_path, mask, image.astype(np.int16), at(box.spacing))
    assert found["centre_of_mass_shift"] == pytest.approx(shift, rel=EXACT)
    assert found["integrated_intensity"] == pytest.approx(mean * box.volume(), rel=EXACT)
