"""What must happen to morphology when an image is scaled, moved, turned or embedded."""

from itertools import permutations
from pathlib import Path

import numpy as np
import pytest

from cli_images import Array
from made_up_images import blob, intensities
from measured import Values, at, measure

Pair = tuple[Array, Array]  # image and mask

SPACING = (0.8, 1.1, 1.7)

# Unit in mm to this power; all else has none.
POWERS = {
    "volume_mesh": 3,
    "volume_voxel_counting": 3,
    "integrated_intensity": 3,
    "surface_area_mesh": 2,
    "surface_to_volume_ratio": -1,
    "centre_of_mass_shift": 1,
    "maximum_3d_diameter": 1,
    "major_axis_length": 1,
    "minor_axis_length": 1,
    "least_axis_length": 1,
}


@pytest.fixture(scope="module", params=["blob", "noise"])
def case(request: pytest.FixtureRequest) -> Pair:
    random = np.random.default_rng(21)
    shape = (9, 12, 14)
    noise = (random.random(shape) < 0.4).astype(np.uint8)
    mask = blob(random, shape, border=False) if request.param == "blob" else noise
    return intensities(random, shape, True), mask


@pytest.fixture(scope="module")
def expected(case: Pair, tmp_path_factory: pytest.TempPathFactory) -> Values:
    values = measure(tmp_path_factory.mktemp("case"), case[1], case[0], at(SPACING))
    assert POWERS.keys() <= values.keys()
    assert all(np.isfinite(v) for v in values.values())
    return values


def assert_equal(found: Values, expected: Values) -> None:
    assert found == pytest.approx(expected, rel=1e-9)


@pytest.mark.parametrize("factor", [2.0, 0.5, 16.0])
def test_each_feature_scales_with_the_spacing_by_its_unit(
    tmp_path: Path, case: Pair, expected: Values, factor: float
) -> None:
    found = measure(tmp_path, case[1], case[0], at(np.multiply(SPACING, factor)))
    assert_equal(found, {name: v * factor ** POWERS.get(name, 0) for name, v in expected.items()})


def test_twice_the_spacing_is_eight_times_the_volume_and_four_times_the_area(
    tmp_path: Path, case: Pair, expected: Values
) -> None:
    found = measure(tmp_path, case[1], case[0], at(np.multiply(SPACING, 2)))
    assert found["volume_mesh"] == pytest.approx(8 * expected["volume_mesh"], rel=1e-14)
    assert found["surface_area_mesh"] == pytest.approx(4 * expected["surface_area_mesh"], rel=1e-14)


@pytest.mark.parametrize("factor", [3, -2])
def test_intensities_scale_only_what_is_made_of_them(
    tmp_path: Path, case: Pair, expected: Values, factor: int
) -> None:
    found = measure(tmp_path, case[1], (factor * case[0]).astype(np.int16), at(SPACING))
    scaled = {**expected, "integrated_intensity": factor * expected["integrated_intensity"]}
    assert_equal(found, scaled)


def test_place_in_space_does_not_matter(tmp_path: Path, case: Pair, expected: Values) -> None:
    assert_equal(measure(tmp_path, case[1], case[0], at(SPACING, (-517.3, 88.1, 1e4))), expected)


@pytest.mark.parametrize("margins", [((1, 0), (0, 3), (5, 2)), ((20, 0), (0, 0), (0, 31))])
def test_place_in_the_image_does_not_matter(
    tmp_path: Path,
    case: Pair,
    expected: Values,
    margins: tuple[tuple[int, int], ...],
) -> None:
    image, mask = (np.pad(a, margins) for a in case)
    assert_equal(measure(tmp_path, mask, image, at(SPACING)), expected)


@pytest.mark.parametrize("cut", [0, 1])
def test_the_border_of_the_image_does_not_matter(
    tmp_path: Path, case: Pair, expected: Values, cut: int
) -> None:
    """The ROI's bounding box alone, or with one voxel more."""
    found = np.argwhere(case[1])
    box = tuple(
        slice(max(0, low - cut), high + 1 + cut)
        for low, high in zip(found.min(0), found.max(0), strict=True)
    )
    assert_equal(measure(tmp_path, case[1][box], case[0][box], at(SPACING)), expected)


@pytest.mark.parametrize("axes", [(0,), (1,), (2,), (0, 1), (0, 1, 2)])
def test_mirror_images_are_alike(
    tmp_path: Path,
    case: Pair,
    expected: Values,
    axes: tuple[int, ...],
) -> None:
    image, mask = (np.flip(a, axes) for a in case)
    assert_equal(measure(tmp_path, mask, image, at(SPACING)), expected)


@pytest.mark.parametrize("order", list(permutations(range(3)))[1:])
def test_axes_are_alike(
    tmp_path: Path,
    case: Pair,
    expected: Values,
    order: tuple[int, int, int],
) -> None:
    image, mask = (a.transpose(order) for a in case)
    spacing = np.array(SPACING)[::-1][list(order)][::-1]
    assert_equal(measure(tmp_path, mask, image, at(spacing)), expected)
