"""Synthetic images and masks, indexed [z, y, x].

Only additions, products and comparisons of uniform random numbers: the same bits on every machine.
"""

import numpy as np
from numpy.typing import NDArray

Shape = tuple[int, int, int]
Floats = NDArray[np.float64]
Mask = NDArray[np.uint8]


def smooth(a: Floats) -> Floats:
    """Weights 1, 2, 1 along each axis, with the edge's values beyond the edge."""
    for axis in range(a.ndim):
        low = np.concatenate([a.take([0], axis), a.take(range(a.shape[axis] - 1), axis)], axis)
        high = np.concatenate([a.take(range(1, a.shape[axis]), axis), a.take([-1], axis)], axis)
        a = 0.25 * low + 0.5 * a + 0.25 * high
    return a


def intensities(random: np.random.Generator, shape: Shape, integer: bool) -> NDArray[np.generic]:
    """Slow changes of a few hundred units under fine noise, kept within -500 and 400."""
    slow = smooth(smooth(smooth(random.random(shape) - 0.5)))
    values = 2600.0 * slow + 60.0 * (random.random(shape) - 0.5) + 40.0 * (random.random() - 0.5)
    values = np.clip(values, -500.0, 400.0)
    return np.rint(values).astype(np.int16) if integer else values.astype(np.float32)


def blob(random: np.random.Generator, shape: Shape, border: bool) -> Mask:
    """An ellipsoid with an uneven surface; with `border` it is cut off at low x and high z."""
    middle = [0.5 * (n - 1) for n in shape]
    radius = [0.5 * n - 1.0 for n in shape]
    if border:
        middle[0] += 0.35 * shape[0]
        middle[2] -= 0.35 * shape[2]
    z, y, x = (
        (i - c) / r for i, c, r in zip(np.indices(shape, float), middle, radius, strict=True)
    )
    bumps = 2.0 * smooth(smooth(random.random(shape) - 0.5))
    inside = x * x + y * y + z * z + bumps <= 1.0
    if not border:
        inside[[0, -1]] = inside[:, [0, -1]] = inside[:, :, [0, -1]] = False
    return inside.astype(np.uint8)


def voxels(shape: Shape, *places: Shape) -> Mask:
    """A mask of single voxels, given as (x, y, z)."""
    mask = np.zeros(shape, np.uint8)
    for x, y, z in places:
        mask[z, y, x] = 1
    return mask
