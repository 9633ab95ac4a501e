"""Writes the cases: cases/NAME/{image.nii.gz, mask.nii.gz, settings.json}.

    python make_cases.py [DIRECTORY]

New spacings are odd numbers on purpose: no mask value lies at the threshold, no intensity at .5 and
no size of a grid at a whole number, where libraries differ by their rounding noise.
"""

import json
import sys
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "cli"))

from cli_images import Array, affine_of, write_nifti
from made_up_images import Mask, Shape, blob, intensities, voxels

HERE = Path(__file__).resolve().parent

Settings = dict[str, Any]
Pair = tuple[Array, Mask]

SLICES = ["2D_average", "2D_slice_merged", "2.5D_direction_merged", "2.5D_merged"]
VOLUME = ["3D_average", "3D_merged"]
NONE: Settings = {"method": "none"}


def fbs(width: float) -> Settings:
    return {"method": "fixed_bin_size", "bin_width": width}


def fbn(number: int) -> Settings:
    return {"method": "fixed_bin_number", "bin_number": number}


def grid(method: str, step: float, rounded: bool = False, plane: bool = False) -> Settings:
    return {
        "method": method,
        "spacing": [step, step, None if plane else step],
        "mask_method": "linear",
        "mask_threshold": 0.5,
        "rounding": "nearest_integer" if rounded else "none",
    }


@dataclass(frozen=True)
class Case:
    """One image, mask and settings file; `make` replaces the blob in a random image."""

    name: str
    discretisation: Settings
    ivh: Settings
    interpolation: Settings | None = None
    range: list[float | None] | None = None
    outliers: float | None = None
    aggregations: tuple[str, ...] = tuple(VOLUME)
    shape: Shape = (9, 13, 14)
    spacing: tuple[float, float, float] = (1.0, 1.0, 3.0)
    axes: tuple[int, int, int] = (1, 1, 1)
    integer: bool = True
    border: bool = False
    make: Callable[[np.random.Generator], Pair] | None = None

    def images(self, random: np.random.Generator) -> Pair:
        if self.make:
            return self.make(random)
        image = intensities(random, self.shape, self.integer)
        return image, blob(random, self.shape, self.border)

    def settings(self) -> Settings:
        return {
            "interpolation": self.interpolation or NONE,
            "resegmentation": {"range": self.range, "outlier_sigma": self.outliers},
            "discretisation": self.discretisation,
            "intensity_volume_histogram": self.ivh,
            "aggregations": list(self.aggregations),
        }


def crowded_top(random: np.random.Generator) -> Pair:
    """A quarter of the ROI has the highest intensity, so no grid intensity has 10 % volume."""
    shape = (8, 14, 14)
    image, mask = intensities(random, shape, True), blob(random, shape, False)
    inside = np.sort(image[mask == 1])
    image[image > inside[3 * inside.size // 4]] = 400
    return image, mask


def sparse(random: np.random.Generator) -> Pair:
    """Slices and directions without any pair of neighbours."""
    alone = [(5, 5, 2)]
    along_y = [(2, 2, 1), (2, 3, 1)]
    diagonal = [(7, 2, 3), (8, 3, 3)]
    along_x = [(4, 7, 4), (5, 7, 4), (6, 7, 4)]
    mask = voxels((6, 10, 10), *alone, *along_y, *diagonal, *along_x)
    return intensities(random, mask.shape, True), mask


def flat(_: np.random.Generator) -> Pair:
    mask = np.zeros((6, 8, 8), np.uint8)
    mask[1:5, 2:6, 2:6] = 1
    return np.full(mask.shape, 37, np.int16), mask


def mixed_slices(random: np.random.Generator) -> Pair:
    """Two ordinary slices, one with a single level, one with a single voxel."""
    image = intensities(random, (6, 9, 9), True)
    image[2] = 55
    mask = np.zeros(image.shape, np.uint8)
    mask[1:4, 2:7, 2:7] = 1
    mask[4, 4, 4] = 1
    return image, mask


def two_voxels(random: np.random.Generator) -> Pair:
    image = intensities(random, (5, 8, 8), True)
    image[2, 3, 3], image[2, 3, 4] = -20, 90
    return image, voxels((5, 8, 8), (3, 3, 2), (4, 3, 2))


def noisy_mask(random: np.random.Generator) -> Pair:
    """Holes, single voxels and contacts along edges and corners."""
    image = intensities(random, (6, 9, 9), True)
    return image, (random.random(image.shape) < 0.4).astype(np.uint8)


def whole_image(random: np.random.Generator) -> Pair:
    return intensities(random, (6, 9, 9), True), np.ones((6, 9, 9), np.uint8)


WIDE: list[float | None] = [-500, 400]
CT = (0.9765625, 0.9765625, 2.5)
FINE = (0.7, 0.7, 2.5)
UNEVEN = (0.8, 1.1, 1.7)
CUBE = (1.0, 1.0, 1.0)
PLANES = tuple(SLICES)
FLAT_SHAPE = (7, 16, 18)

CASES = [
    Case("fbs", fbs(25), NONE, range=WIDE),
    Case("fbn_float", fbn(32), fbn(1000), spacing=FINE, integer=False),
    Case("border", fbs(12.5), fbs(5), range=[-150, 200], outliers=2, spacing=CUBE, border=True),
    Case("outliers", fbn(64), fbn(100), outliers=2, spacing=UNEVEN),
    Case("slices", fbs(10), fbs(10), range=[-250, 300], aggregations=PLANES, spacing=CT),
    Case("slices_border", fbn(16), fbn(32), aggregations=PLANES, integer=False, border=True),
    Case("linear", fbn(32), fbn(100), grid("linear", 1.3713)),
    Case("linear_rounded", fbs(25), NONE, grid("linear", 1.5431, rounded=True), WIDE, spacing=CT),
    Case("linear_border", fbs(20), fbs(2.5), grid("linear", 1.2177), [-200, 150], 2,
         spacing=UNEVEN, integer=False, border=True),
    Case("linear_coarse", fbs(20), fbn(32), grid("linear", 1.9137), [-60, None],
         shape=(18, 16, 17), spacing=CUBE),
    Case("cubic", fbn(64), fbn(1000), grid("cubic", 1.4219), integer=False),
    Case("cubic_rounded", fbs(25), NONE, grid("cubic", 1.3371, rounded=True), [-120, 160], 2,
         spacing=UNEVEN),
    Case("cubic_border", fbn(32), fbs(10), grid("cubic", 1.1373), [-250, 300], spacing=CUBE,
         border=True),
    Case("slices_linear", fbs(25), NONE, grid("linear", 1.0613, rounded=True, plane=True), WIDE,
         aggregations=PLANES, shape=FLAT_SHAPE, spacing=FINE),
    Case("slices_cubic", fbs(50), fbn(100), grid("cubic", 1.2931, plane=True), [-300, 200],
         aggregations=PLANES, shape=FLAT_SHAPE, spacing=CT, border=True),
    Case("flipped_x", fbn(32), fbn(100), grid("linear", 1.3713), axes=(-1, 1, 1)),
    Case("flipped_all", fbn(32), fbn(100), grid("cubic", 1.3713), axes=(-1, -1, -1)),
    Case("ivh_odd_width", fbn(16), fbs(7), range=WIDE),
    Case("ivh_wide_bins", fbn(16), fbs(50), range=[-300, 150]),
    Case("ivh_top", fbn(16), fbs(25), range=WIDE, make=crowded_top),
    Case("ivh_top_unbounded", fbn(16), NONE, make=crowded_top),
    Case("sparse", fbn(8), NONE, range=WIDE, make=sparse),
    Case("sparse_slices", fbs(25), NONE, range=WIDE, aggregations=PLANES, make=sparse),
    Case("flat", fbs(25), NONE, range=WIDE, make=flat),
    Case("flat_slices", fbn(8), NONE, range=WIDE, aggregations=PLANES, make=flat),
    Case("mixed_slices", fbs(25), NONE, range=WIDE, aggregations=PLANES, make=mixed_slices),
    Case("two_voxels", fbn(8), NONE, range=WIDE, make=two_voxels),
    Case("noisy_mask", fbs(25), NONE, range=WIDE, make=noisy_mask),
    Case("noisy_slices", fbn(16), NONE, aggregations=PLANES, make=noisy_mask),
    Case("whole_image", fbn(32), NONE, grid("linear", 1.3713, rounded=True), make=whole_image),
]  # fmt: skip


def write(case: Case, directory: Path) -> None:
    image, mask = case.images(np.random.default_rng(zlib.crc32(case.name.encode())))
    affine = affine_of([s * a for s, a in zip(case.spacing, case.axes, strict=True)])
    directory.mkdir(parents=True, exist_ok=True)
    write_nifti(directory / "image.nii.gz", image, affine)
    write_nifti(directory / "mask.nii.gz", mask, affine)
    (directory / "settings.json").write_text(json.dumps(case.settings(), indent=1) + "\n")


def main() -> None:
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "cases"
    for case in CASES:
        write(case, target / case.name)


if __name__ == "__main__":
    main()
