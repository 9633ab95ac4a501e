"""Makes the synthetic CT images and ROIs of the benchmarks; the same ones at every call.

No patient is in them. An image is a body of fat and soft tissue with a spine, in air:

  value = tissue + 60 HU of structure 12 mm wide + 30 HU of structure 4 mm wide + 20 HU white noise

(standard deviations; structure is a cubic B-spline over random coefficients). In bins of 25 HU a
ROI has 13 to 25 levels, neighbours are alike but not equal, and a noisy file hardly compresses:
all as in a real CT. Values are rounded to int16.

A ROI is an ellipsoid whose border is wavy and jittered by half a millimetre, with exactly as many
voxels as its name says: those with the lowest values of a distorted distance.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
Spacing = tuple[float, float, float]  # x, y, z in mm
Shape = tuple[int, int, int]  # z, y, x

CT_SHAPE: Shape = (120, 512, 512)
CT_SPACING: Spacing = (0.98, 0.98, 2.5)
# One B-spline coefficient spreads over four: this is what is left of its standard deviation.
SPREAD = (151 / 315) ** 1.5


@dataclass(frozen=True)
class Scene:
    """An image and the ROIs on it."""

    shape: Shape
    spacing: Spacing
    rois: dict[str, Callable[["Scene"], Array]]
    seed: int = 1
    files: bool = True  # wanted as NIfTI as well


def spline_weights(count: int, step: float) -> Array:
    """Cubic B-spline weights of coefficients (columns) at `count` points `step` apart."""
    at = np.arange(count) * step
    distance = np.abs(at[:, None] - (np.arange(int(at[-1]) + 4) - 1)[None, :])
    near = 2 / 3 - distance**2 + distance**3 / 2
    far = (2 - distance) ** 3 / 6
    return np.where(distance < 1, near, np.where(distance < 2, far, 0.0)).astype(np.float32)


class Structure:
    """A smooth random field of mean 0 and standard deviation 1, made slice by slice."""

    def __init__(self, shape: Shape, spacing: Spacing, width: float, rng: np.random.Generator):
        self.weights = [
            spline_weights(n, s / width) for n, s in zip(shape, reversed(spacing), strict=True)
        ]
        lattice = [w.shape[1] for w in self.weights]
        self.coefficients = rng.standard_normal(lattice, np.float32) / np.float32(SPREAD)

    def slice(self, z: int) -> Array:
        """The field in one slice."""
        plane = np.tensordot(self.weights[0][z], self.coefficients, 1)
        field: Array = self.weights[1] @ plane @ self.weights[2].T
        return field


def tissue(shape: Shape, spacing: Spacing) -> Array:
    """Mean intensities of a slice: air, fat, soft tissue, spine."""
    y, x = (
        (np.arange(n, dtype=np.float32) - (n - 1) / 2)[:, None] * s
        for n, s in ((shape[1], spacing[1]), (shape[2], spacing[0]))
    )
    x = x.T
    half = 0.5 * shape[2] * spacing[0]
    outer = np.hypot(x / (0.92 * half), y / (0.76 * half))
    spine = np.hypot(x, y - 0.58 * half) < 0.08 * half
    plane = np.where(outer < 1, -100.0, -1000.0)
    return np.where(spine, 350.0, np.where(outer < 0.92, 50.0, plane)).astype(np.float32)


def image_of(scene: Scene) -> Array:
    """The intensities of a scene (z, y, x)."""
    rng = np.random.default_rng(scene.seed)
    wide, narrow = (Structure(scene.shape, scene.spacing, w, rng) for w in (12.0, 4.0))
    mean = tissue(scene.shape, scene.spacing)
    inside = np.where(mean > -1000, np.float32(1), np.float32(0))
    image = np.empty(scene.shape, np.int16)
    for z in range(scene.shape[0]):
        plane = inside * (60 * wide.slice(z) + 30 * narrow.slice(z)) + mean
        plane += 20 * rng.standard_normal(plane.shape, np.float32)
        image[z] = np.rint(plane)
    return image


def distances(scene: Scene, axes: Sequence[float], centre: Sequence[float], seed: int) -> Array:
    """Distance from a centre, 1 at the ellipsoid with half axes `axes` (x, y, z, mm), distorted."""
    rng = np.random.default_rng(seed)
    mean = float(np.prod(axes)) ** (1 / 3)
    waves = Structure(scene.shape, scene.spacing, mean / 3, rng)
    z, y, x = (
        ((np.arange(n) - c * (n - 1)) * s / a) ** 2
        for n, c, s, a in zip(
            scene.shape, reversed(centre), reversed(scene.spacing), reversed(axes), strict=True
        )
    )
    field = np.full(scene.shape, np.inf, np.float32)
    for k in np.flatnonzero(z < 2.0):
        radius = np.sqrt(z[k] + y[:, None] + x[None, :]).astype(np.float32)
        jitter = rng.standard_normal(radius.shape, np.float32) * np.float32(0.5 / mean)
        field[k] = radius * (1 + 0.05 * waves.slice(int(k))) + jitter
    return field


def lowest(field: Array, count: int) -> Array:
    """Mask of exactly `count` voxels, those with the lowest values."""
    flat = field.ravel()
    order = np.argpartition(flat, count - 1)[:count]
    mask = np.zeros(flat.size, np.uint8)
    mask[order] = 1
    return mask.reshape(field.shape)


def half_axes(scene: Scene, count: int, ratios: Sequence[float]) -> list[float]:
    """Half axes (mm) of the ellipsoid that `count` voxels fill."""
    volume = count * float(np.prod(scene.spacing))
    mean = (3 * volume / (4 * np.pi)) ** (1 / 3)
    return [mean * r / float(np.prod(ratios)) ** (1 / 3) for r in ratios]


def lesion(
    count: int,
    ratios: Sequence[float] = (1.25, 0.95, 0.85),
    centre: Sequence[float] = (0.5, 0.5, 0.5),
) -> Callable[[Scene], Array]:
    """A rough ellipsoid of `count` voxels."""

    def make(scene: Scene) -> Array:
        return lowest(distances(scene, half_axes(scene, count, ratios), centre, count), count)

    return make


def ball(count: int) -> Callable[[Scene], Array]:
    """A rough ball of `count` voxels."""
    return lesion(count, (1.0, 1.0, 1.0))


def two_lesions(count: int) -> Callable[[Scene], Array]:
    """Two rough balls in opposite corners, `count` voxels together."""

    def make(scene: Scene) -> Array:
        places = [(c, c, c) for c in (0.12, 0.88)]
        balls = [lesion(count // 2, (1.0, 1.0, 1.0), place)(scene) for place in places]
        return balls[0] | balls[1]

    return make


def shell(count: int, radius: float) -> Callable[[Scene], Array]:
    """The `count` voxels that are nearest to a sphere of `radius` mm: a thin shell."""

    def make(scene: Scene) -> Array:
        z, y, x = (
            ((np.arange(n, dtype=np.float32) - (n - 1) / 2) * np.float32(s)) ** 2
            for n, s in zip(scene.shape, reversed(scene.spacing), strict=True)
        )
        squares = z[:, None, None] + y[None, :, None] + x[None, None, :]
        np.sqrt(squares, out=squares)
        squares -= np.float32(radius)
        return lowest(np.abs(squares, out=squares), count)

    return make


LADDER = (100_000, 300_000, 1_000_000, 3_000_000, 10_000_000)
SPARSE = 1_500_000

SCENES: dict[str, Scene] = {
    "ct": Scene(
        CT_SHAPE,
        CT_SPACING,
        {"S": lesion(5_000), "M": lesion(100_000), "L": lesion(2_000_000)},
    ),
    "ladder": Scene(
        (320, 320, 320), (1.0, 1.0, 1.0), {str(n): ball(n) for n in LADDER}, files=False
    ),
    "sparse": Scene(
        (512, 512, 512),
        (0.8, 0.8, 0.8),
        {
            "ball": ball(SPARSE),
            "two_lesions": two_lesions(SPARSE),
            "shell": shell(SPARSE, 180.0),
        },
        files=False,
    ),
    # Cubes, in which all libraries take the same Laplacian of Gaussian.
    "filters": Scene((192, 256, 256), (1.0, 1.0, 1.0), {"roi": lesion(142_000)}, files=False),
    "tiny_filters": Scene((24, 40, 40), (1.0, 1.0, 1.0), {"roi": lesion(1_500)}, files=False),
    "tiny": Scene(
        (24, 64, 64), (1.0, 1.0, 2.5), {"S": lesion(500), "M": lesion(4_000), "L": lesion(12_000)}
    ),
}
