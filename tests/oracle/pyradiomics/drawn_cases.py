"""Random cases for the profile pyradiomics: images, masks and settings, made again from a number.

Everything is drawn with NumPy's legacy generator, whose stream never changes, and computed element
by element, so every version of NumPy makes the same bits.
"""

# The generator also runs on the Python of PyRadiomics, which is older than ours.
# ruff: noqa: B905

import hashlib
import json
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

# The last one is the only one of 1,500 more that differs.
CASES = (*range(360), 3153)

Array = npt.NDArray[Any]
Random = np.random.RandomState

INTERPOLATORS = (
    "sitkNearestNeighbor",
    "sitkLinear",
    "sitkBSpline",
    "sitkGaussian",
    "sitkLabelGaussian",
    "sitkHammingWindowedSinc",
    "sitkCosineWindowedSinc",
    "sitkWelchWindowedSinc",
    "sitkLanczosWindowedSinc",
    "sitkBlackmanWindowedSinc",
)


@dataclass
class Grid:
    """Spacing and origin along x, y, z and direction cosines, row by row."""

    spacing: tuple[float, ...]
    origin: tuple[float, ...]
    direction: tuple[float, ...]


@dataclass
class Drawn:
    name: str
    image: Array  # z, y, x
    mask: Array
    image_grid: Grid
    mask_grid: Grid
    settings: dict[str, Any] = field(default_factory=dict)
    shape_2d: bool = False

    def digest(self) -> str:
        """What the recorded values belong to."""
        digest = hashlib.sha1()
        for array in (self.image, self.mask):
            digest.update(str((array.shape, array.dtype.name)).encode())
            digest.update(np.ascontiguousarray(array).tobytes())
        for part in (self.image_grid, self.mask_grid, self.settings, self.shape_2d):
            text = part if isinstance(part, (dict, bool)) else vars(part)
            digest.update(json.dumps(text, sort_keys=True).encode())
        return digest.hexdigest()


def chance(random: Random, probability: float) -> bool:
    return bool(random.random_sample() < probability)


def pick(random: Random, choices: Any) -> Any:
    return choices[random.randint(len(choices))]


def number(random: Random, low: float, high: float, digits: int = 3) -> float:
    return round(low + (high - low) * random.random_sample(), digits)


def smoothed(values: Array) -> Array:
    """Sum of each voxel and its predecessors along the axes, weighted by halves."""
    for axis in range(3):
        shifted = np.roll(values, 1, axis)
        values = 0.5 * values + 0.5 * shifted
    return values


def draw_intensities(random: Random, shape: tuple[int, ...]) -> Array:
    values = random.random_sample(shape)
    for _ in range(random.randint(4)):
        values = smoothed(values)
    low, high = values.min(), values.max()
    values = (values - low) / (high - low)
    kind = pick(random, ("uint8", "int16", "int16", "uint16", "int32", "float32", "float64"))
    span = pick(random, (40.0, 250.0, 250.0, 2000.0))
    if kind == "uint8":
        span = min(span, 250.0)
    start = 0.0 if kind.startswith("u") else pick(random, (0.0, -1024.0, -30.0, 100.0))
    values = values * span + start
    if chance(random, 0.05):
        values = np.full(shape, pick(random, (0.0, 3.0, 50.0)))
    if not kind.startswith("float"):
        values = np.floor(values)
    return values.astype(kind)


def draw_mask(random: Random, shape: tuple[int, ...], label: int) -> Array:
    z, y, x = np.indices(shape)
    kind = pick(random, ("ball", "ball", "noise", "box", "slice", "sparse"))
    centre = [number(random, 0.3, 0.7) * (n - 1) for n in shape]
    radius = [max(1.2, number(random, 0.25, 0.6) * n) for n in shape]
    distance = sum(
        ((index - c) / r) * ((index - c) / r) for index, c, r in zip((z, y, x), centre, radius)
    )
    inside = distance <= 1.0
    if kind == "noise":
        inside &= random.random_sample(shape) < 0.7
    elif kind == "sparse":
        inside = random.random_sample(shape) < 0.15
    elif kind == "box":
        inside = np.zeros(shape, bool)
        low = [random.randint(0, max(1, n // 3)) for n in shape]
        high = [n - random.randint(0, max(1, n // 3)) for n in shape]
        inside[low[0] : high[0], low[1] : high[1], low[2] : high[2]] = True
    elif kind == "slice":
        axis = random.randint(3)
        inside &= np.indices(shape)[axis] == int(centre[axis])
    mask = np.zeros(shape, pick(random, ("uint8", "int16", "uint16")))
    mask[random.random_sample(shape) < 0.1] = label + 1
    mask[inside] = label
    return mask


def draw_grid(random: Random) -> Grid:
    spacing = pick(
        random,
        (
            (1.0, 1.0, 1.0),
            (0.7, 0.7, 3.0),
            (0.5703125, 0.5703125, 5.0),
            tuple(number(random, 0.4, 4.0) for _ in range(3)),
        ),
    )
    origin = tuple(number(random, -200.0, 200.0) for _ in range(3))
    direction = pick(
        random,
        (
            (1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0),
            (1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0),
            (-1.0, 0.0, 0.0, 0.0, -1.0, 0.0, 0.0, 0.0, 1.0),
            (0.0, 0.0, 1.0, 1.0, 0.0, 0.0, 0.0, 1.0, 0.0),
            (0.6, -0.8, 0.0, 0.8, 0.6, 0.0, 0.0, 0.0, 1.0),
        ),
    )
    return Grid(spacing, origin, direction)


def draw_discretisation(random: Random, image: Array) -> dict[str, Any]:
    if chance(random, 0.25):
        return {"binCount": int(pick(random, (1, 2, 8, 16, 32, 64)))}
    if chance(random, 0.15):
        return {}
    span = float(image.max()) - float(image.min())
    return {"binWidth": pick(random, (max(1.0, round(span / 20)), 10.0, 25, 33.3, 7.5))}


def draw_texture(random: Random) -> dict[str, Any]:
    settings: dict[str, Any] = {}
    if chance(random, 0.3):
        settings["distances"] = pick(random, ([1, 2], [2], [1, 3], [3], [1, 2, 3]))
    if chance(random, 0.3):
        settings["weightingNorm"] = pick(
            random, ("euclidean", "manhattan", "infinity", "no_weighting")
        )
    if chance(random, 0.2):
        settings["symmetricalGLCM"] = False
    if chance(random, 0.3):
        settings["gldm_a"] = int(random.randint(0, 4))
    if chance(random, 0.3):
        settings["voxelArrayShift"] = int(pick(random, (1000, 5, -20)))
    if chance(random, 0.25):
        settings["force2D"] = True
        settings["force2Ddimension"] = int(random.randint(3))
    return settings


def draw_image_settings(random: Random, grid: Grid, span: float) -> dict[str, Any]:
    settings: dict[str, Any] = {}
    if chance(random, 0.2):
        settings["normalize"] = True
        settings["normalizeScale"] = pick(random, (100, 50.0, 300))
        if chance(random, 0.5):
            settings["removeOutliers"] = pick(random, (1.5, 2, 3.0))
    if chance(random, 0.3):
        factors = (0.5, 0.8, 1.0, 1.3, 2.0, 0.0)
        settings["resampledPixelSpacing"] = [
            round(s * pick(random, factors), 4) for s in grid.spacing
        ]
        if chance(random, 0.5):
            settings["interpolator"] = pick(random, INTERPOLATORS)
        if chance(random, 0.5):
            settings["padDistance"] = int(random.randint(0, 9))
    elif chance(random, 0.2):
        settings["preCrop"] = True
    if chance(random, 0.3):
        mode = pick(random, ("absolute", "relative", "sigma"))
        bounds = {
            "absolute": [number(random, 0.1, 0.4) * span, number(random, 0.6, 0.9) * span],
            "relative": [number(random, 0.1, 0.4), number(random, 0.6, 1.0)],
            "sigma": [number(random, -2.0, -0.5), number(random, 0.5, 2.0)],
        }[mode]
        settings["resegmentRange"] = bounds[: random.randint(1, 3)]
        settings["resegmentMode"] = mode
        if chance(random, 0.5):
            settings["resegmentShape"] = True
    return settings


def draw_mask_settings(random: Random, label: int) -> dict[str, Any]:
    settings: dict[str, Any] = {"label": label} if label != 1 else {}
    if chance(random, 0.3):
        settings["minimumROIDimensions"] = int(random.randint(1, 4))
    if chance(random, 0.2):
        settings["minimumROISize"] = int(pick(random, (1, 10, 60)))
    return settings


def moved(random: Random, case: Drawn) -> None:
    """Puts the mask on a grid of its own, within or out of tolerance."""
    grid = case.mask_grid
    if chance(random, 0.5):
        shift = tuple(o + number(random, 1e-5, 9e-5, 7) for o in grid.origin)
        case.mask_grid = Grid(grid.spacing, shift, grid.direction)
        if chance(random, 0.7):
            case.settings["geometryTolerance"] = 1e-3
    else:
        case.mask = np.ascontiguousarray(case.mask[:, 1:, :])
        a = [grid.direction[3 * row + 1] * grid.spacing[1] for row in range(3)]
        origin = tuple(o + step for o, step in zip(grid.origin, a))
        case.mask_grid = Grid(grid.spacing, origin, grid.direction)
        if chance(random, 0.8):
            case.settings["correctMask"] = True


def draw(index: int) -> Drawn:
    """The case of a number."""
    random = Random(20240000 + index)
    shape = tuple(int(n) for n in random.randint(3, 22, 3))
    label = int(pick(random, (1, 1, 1, 2, 7)))
    image = draw_intensities(random, shape)
    mask = draw_mask(random, shape, label)
    grid = draw_grid(random)
    span = float(image.max()) - float(image.min())
    settings = {
        **draw_mask_settings(random, label),
        **draw_image_settings(random, grid, span),
        **draw_discretisation(random, image),
        **draw_texture(random),
    }
    if settings.get("resegmentMode") == "absolute":
        low = float(image.min())
        settings["resegmentRange"] = [round(b + low, 3) for b in settings["resegmentRange"]]
    if settings.get("normalize") and "binWidth" in settings:
        settings["binWidth"] = 20
    case = Drawn(f"{index:03d}", image, mask, grid, grid, settings)
    if chance(random, 0.1):
        moved(random, case)
    places = np.argwhere(case.mask == label)
    axis = settings.get("force2Ddimension", 0)
    flat = len(places) > 0 and len(set(places[:, axis].tolist())) == 1
    case.shape_2d = bool(settings.get("force2D")) and flat
    return case
