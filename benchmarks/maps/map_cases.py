"""Filters whose whole response map is timed, with voxtrait's settings. Voxels are cubes of 1 mm."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

SIGMA = 3.0
WIDE = {"sigma_mm": SIGMA}
PERIODIC = {"boundary": "periodic"}
ROTATED = {"rotation_invariance": True}


@dataclass(frozen=True)
class MapCase:
    """One filter. Maps agree if no voxel differs by more than `within` of the map's range."""

    name: str
    settings: dict[str, Any]  # `type` and what differs from the filter's defaults
    within: float = 1e-6
    why: str = ""  # they differ by more than rounding


CASES = (
    MapCase("mean", {"type": "mean", "support": 5, "boundary": "nearest"}),
    MapCase("Gaussian", {"type": "gaussian", **WIDE}),
    MapCase(
        "Laplacian of Gaussian",
        {"type": "log", **WIDE},
        1e-3,
        "scipy scales its Gaussian, which is cut off, to a sum of 1; IBSI does not",
    ),
    MapCase("Laws", {"type": "laws", "kernels": "L5E5E5"}),
    MapCase(
        "Laws energy, 24 rotations",
        {"type": "laws", "kernels": "L5E5E5", "pooling": "max", "energy": True, **ROTATED},
    ),
    MapCase("wavelet", {"type": "wavelet", "wavelet": "coif1", "bands": "LLH"}),
    MapCase(
        "wavelet, level 2, 24 rotations",
        {"type": "wavelet", "wavelet": "coif1", "bands": "LLH", "level": 2, **ROTATED},
    ),
    MapCase(
        "Gabor",
        {"type": "gabor", "sigma_mm": 5.0, "wavelength_mm": 4.0, "angle_degrees": 45.0},
    ),
    MapCase("non-separable wavelet", {"type": "nonseparable_wavelet", **PERIODIC}),
    MapCase("non-separable wavelet, mirrored", {"type": "nonseparable_wavelet"}),
    MapCase("Riesz of LoG", {"type": "riesz_log", **WIDE, **PERIODIC}),
    MapCase("Riesz of wavelet", {"type": "riesz_wavelet", **PERIODIC}),
)
