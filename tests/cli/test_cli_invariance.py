"""The same bits for every number of threads and every way to store the same patient."""

from collections.abc import Callable
from functools import cache
from itertools import permutations, product
from pathlib import Path

import numpy as np
import pytest

from cli_images import Affine, Array, read_nifti, write_nifti
from cli_program import CT_PHANTOM, PHANTOM, SETTINGS, extract

CONFIGURATIONS = ["A", "B", "C", "D", "E"]
Pair = tuple[Path, Path]


def stored_otherwise(
    array: Array, affine: Affine, order: tuple[int, int, int], flips: tuple[bool, bool, bool]
) -> tuple[Array, Affine]:
    """The same voxels at the same places; axis `a` of the result is axis `order[a]`, turned round
    where `flips[a]`."""
    change = np.zeros((4, 4))
    change[3, 3] = 1
    for a, (source, flip) in enumerate(zip(order, flips, strict=True)):
        change[source, a] = -1 if flip else 1
        change[source, 3] = array.shape[2 - source] - 1 if flip else 0
    axes = [2 - order[2 - k] for k in range(3)]
    steps = [slice(None, None, -1 if flips[2 - k] else 1) for k in range(3)]
    return np.ascontiguousarray(array.transpose(axes)[tuple(steps)]), affine @ change


def embedded(
    array: Array, affine: Affine, before: int, after: int, value: int
) -> tuple[Array, Affine]:
    larger = np.pad(array, [(before, after)] * 3, constant_values=value)
    moved = affine.copy()
    moved[:3, 3] -= affine[:3, :3] @ np.full(3, float(before))
    return larger, moved


def written(folder: Path, images: list[tuple[Array, Affine]]) -> Pair:
    names = ("image.nii.gz", "mask.nii.gz")
    image, mask = (
        write_nifti(folder / name, *image) for name, image in zip(names, images, strict=True)
    )
    return image, mask


def settings_of(configuration: str) -> list[object]:
    return ["--settings", SETTINGS / f"{configuration}.json"]


def bits(images: Pair, configuration: str, folder: Path, *arguments: object) -> bytes:
    target = folder / "result.csv"
    result = extract(*images, *settings_of(configuration), "-o", target, *arguments)
    assert result.code == 0, result.err
    return target.read_bytes()


@pytest.fixture(scope="session")
def known_bits(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], bytes]:
    """What a configuration gives for the CT phantom as it is stored, computed once."""
    folder = tmp_path_factory.mktemp("known")
    return cache(lambda configuration: bits(CT_PHANTOM, configuration, folder))


@pytest.mark.parametrize("configuration", CONFIGURATIONS)
def test_one_and_two_threads_give_the_same_bits(
    ct_phantom: Pair, tmp_path: Path, configuration: str
) -> None:
    one = bits(ct_phantom, configuration, tmp_path, "--threads", 1, "--diagnostics")
    assert bits(ct_phantom, configuration, tmp_path, "--threads", 2, "--diagnostics") == one


def test_threads_of_the_environment_give_the_same_bits(
    ct_phantom: Pair, known_bits: Callable[[str], bytes]
) -> None:
    for threads in ("1", "3"):
        result = extract(*ct_phantom, *settings_of("C"), env={"VOXTRAIT_THREADS": threads})
        assert result.out.encode() == known_bits("C")


STORAGE = [
    (order, flips)
    for order in permutations((0, 1, 2))
    for flips in product((False, True), repeat=3)
    if (order, flips) != ((0, 1, 2), (False, False, False))
]


@pytest.mark.parametrize(("order", "flips"), STORAGE)
def test_storage_order_of_the_digital_phantom(
    tmp_path: Path, order: tuple[int, int, int], flips: tuple[bool, bool, bool]
) -> None:
    images = [stored_otherwise(*read_nifti(path), order, flips) for path in PHANTOM]
    assert bits(written(tmp_path, images), "phantom", tmp_path) == bits(
        PHANTOM, "phantom", tmp_path
    )


CT_STORAGE = [
    ((0, 1, 2), (True, True, False)),
    ((2, 0, 1), (False, True, False)),
    ((1, 2, 0), (True, True, True)),
]


@pytest.mark.parametrize("configuration", CONFIGURATIONS)
@pytest.mark.parametrize(("order", "flips"), CT_STORAGE)
def test_storage_order_of_the_ct_phantom(
    ct_phantom: Pair,
    tmp_path: Path,
    configuration: str,
    order: tuple[int, int, int],
    flips: tuple[bool, bool, bool],
    known_bits: Callable[[str], bytes],
) -> None:
    images = [stored_otherwise(*read_nifti(path), order, flips) for path in ct_phantom]
    other = bits(written(tmp_path, images), configuration, tmp_path)
    assert other == known_bits(configuration)


@pytest.mark.parametrize("margin", [(1, 0), (0, 3), (4, 7)])
def test_a_larger_image_around_the_digital_phantom(tmp_path: Path, margin: tuple[int, int]) -> None:
    # Local intensity is left out: its sphere reaches into what was put around the phantom.
    images = [embedded(*read_nifti(path), *margin, 0) for path in PHANTOM]
    flags = ["--families", "morphology,intensity_statistics,intensity_histogram,glcm,glszm,ngtdm"]
    larger = bits(written(tmp_path, images), "phantom", tmp_path, *flags)
    assert larger == bits(PHANTOM, "phantom", tmp_path, *flags)


@pytest.mark.parametrize("configuration", CONFIGURATIONS)
def test_a_larger_image_around_the_ct_phantom(
    ct_phantom: Pair,
    tmp_path: Path,
    configuration: str,
    known_bits: Callable[[str], bytes],
) -> None:
    # A new grid is centred on the image: the same margin on both sides, and a whole number of new
    # voxels in it, leave the grid where it was.
    margin = (5, 8) if configuration == "A" else (6, 6)
    image, mask = (read_nifti(path) for path in ct_phantom)
    images = [embedded(*image, *margin, -1000), embedded(*mask, *margin, 0)]
    assert bits(written(tmp_path, images), configuration, tmp_path) == known_bits(configuration)
