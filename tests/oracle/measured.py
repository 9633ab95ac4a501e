"""Morphology of a mask by the program, from files as a user has them."""

from pathlib import Path

import numpy as np
from numpy.typing import ArrayLike

from cli_images import Affine, Array, affine_of, write_nifti
from cli_program import ALL_RIGHT, extract

Values = dict[str, float]


def measure(
    directory: Path,
    mask: Array,
    image: Array | None = None,
    affine: Affine | None = None,
    settings: tuple[str, ...] = (),
) -> Values:
    """Feature -> value, nan where the program says that there is none; arrays are [z, y, x]."""
    image = np.ones(mask.shape, np.uint8) if image is None else image
    files = directory / "image.nii", directory / "mask.nii"
    write_nifti(files[0], image, affine)
    write_nifti(files[1], mask.astype(np.uint8), affine)
    result = extract(*files, "--families", "morphology", *settings)
    assert result.code == ALL_RIGHT, result.err
    return {row["feature"]: float(row["value"] or "nan") for row in result.rows}


def at(spacing: ArrayLike, origin: ArrayLike = (0, 0, 0)) -> Affine:
    return affine_of(spacing, origin)


def solid(inside: object, half: ArrayLike) -> Array:
    """Mask of the voxels where `inside(x, y, z)` holds; the origin is off the grid's points."""
    n = np.ceil(np.asarray(half, float)).astype(int) + 2
    z, y, x = np.indices(2 * n[::-1] + 1, float)
    shift = (0.13, 0.27, 0.41)
    points = (x - n[0] - shift[0], y - n[1] - shift[1], z - n[2] - shift[2])
    return np.asarray(inside(*points)).astype(np.uint8)  # type: ignore[operator]
