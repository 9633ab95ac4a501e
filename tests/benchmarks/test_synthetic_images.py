"""The images of the benchmarks are what their names say."""

from pathlib import Path

import numpy as np
import pytest

import scenes
import synthetic
import voxtrait

SHAPE, SPACING = (24, 48, 40), (1.0, 0.8, 2.5)


def scene() -> synthetic.Scene:
    return synthetic.Scene(SHAPE, SPACING, {}, seed=3)


def test_an_image_is_the_same_at_every_call() -> None:
    first, second = synthetic.image_of(scene()), synthetic.image_of(scene())
    assert first.dtype == np.int16
    assert np.array_equal(first, second)


def test_another_seed_gives_another_image() -> None:
    other = synthetic.Scene(SHAPE, SPACING, {}, seed=4)
    assert not np.array_equal(synthetic.image_of(scene()), synthetic.image_of(other))


def test_the_structure_has_the_stated_mean_and_deviation() -> None:
    rng = np.random.default_rng(5)
    field = synthetic.Structure((40, 200, 200), (1.0, 1.0, 1.0), 4.0, rng)
    values = np.stack([field.slice(z) for z in range(40)])
    assert abs(values.mean()) < 0.1
    assert abs(values.std() - 1) < 0.05


def test_air_is_noise_and_the_body_has_structure() -> None:
    image = synthetic.image_of(synthetic.SCENES["tiny"])
    assert abs(image[:, :4, :4].mean() + 1000) < 5
    assert image[:, :4, :4].std() < 25 < image[8:16, 24:40, 24:40].std()


@pytest.mark.parametrize(
    "make", [synthetic.lesion(900), synthetic.ball(901), synthetic.shell(902, 14.0)]
)
def test_a_roi_has_exactly_the_voxels_it_should(make) -> None:
    mask = make(scene())
    assert mask.dtype == np.uint8
    assert int(mask.sum()) in (900, 901, 902)
    assert np.array_equal(mask, make(scene()))
    assert mask.max() == 1


def test_a_lesion_has_the_axes_it_should() -> None:
    mask = synthetic.lesion(4_000, (1.0, 1.0, 1.0))(synthetic.SCENES["tiny"])
    (z0, z1), (y0, y1), (x0, x1) = scenes.box_of(mask)
    widths = (x1 - x0) * 1.0, (y1 - y0) * 1.0, (z1 - z0) * 2.5
    assert max(widths) < 1.35 * min(widths)


def test_two_lesions_lie_in_opposite_corners() -> None:
    cube = synthetic.Scene((60, 60, 60), (1.0, 1.0, 1.0), {})
    mask = synthetic.two_lesions(800)(cube)
    assert mask.sum() == 800
    assert mask[:30, :30, :30].sum() == mask[30:, 30:, 30:].sum() == 400


def test_a_shell_is_hollow_and_thin() -> None:
    cube = synthetic.Scene((60, 60, 60), (1.0, 1.0, 1.0), {})
    mask = synthetic.shell(10_000, 25.0)(cube)
    z, y, x = np.nonzero(mask)
    distance = np.sqrt((z - 29.5) ** 2 + (y - 29.5) ** 2 + (x - 29.5) ** 2)
    assert distance.min() > 23
    assert distance.max() < 27


def test_a_scene_is_written_once_and_read_by_voxtrait(tmp_path: Path) -> None:
    facts = scenes.write_scene("tiny", tmp_path)
    stamp = (tmp_path / "tiny/image.nii").stat().st_mtime_ns
    assert scenes.write_scene("tiny", tmp_path) == facts
    assert (tmp_path / "tiny/image.nii").stat().st_mtime_ns == stamp
    table = voxtrait.extract(
        tmp_path / "tiny/image.nii.gz",
        tmp_path / "tiny/roi_M.nii",
        {"families": ["morphology", "intensity_statistics"]},
    )
    values = {row.feature: row.value for row in table.rows}
    assert values["volume_voxel_counting"] == pytest.approx(4_000 * 2.5, rel=1e-12)
    assert [values["minimum"], values["maximum"]] == facts["rois"]["M"]["range"]
