"""What is filtered: images that are made from formulas, and the settings of each case."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
RECORD = Path(__file__).resolve().parent / "responses.npz"

#: How NumPy calls what an image is beyond its edges.
PADDING = {"zero": "constant", "nearest": "edge", "periodic": "wrap", "mirror": "symmetric"}


class Case(NamedTuple):
    """A filter on an image whose size is given along (x, y, z)."""

    filter: str
    size: tuple[int, int, int]
    settings: dict[str, Any]

    @property
    def name(self) -> str:
        words = [self.filter, *map(str, self.size), *map(str, self.settings.values())]
        return "-".join(words).replace(" ", "")


def image_of(size: tuple[int, int, int]) -> Array:
    """Whole numbers that look like noise, the same on every machine; axes (z, y, x)."""
    x, y, z = size
    count = np.arange(x * y * z, dtype=np.uint64)
    mixed = (count * np.uint64(2654435761) + np.uint64(12345)) % np.uint64(4294967291)
    return ((mixed % np.uint64(2003)).astype(np.float64) - 1000.0).reshape(z, y, x)


def wavelet_cases() -> list[Case]:
    kinds = (("haar", "LLH"), ("db2", "HLL"), ("db3", "LHL"), ("coif1", "HHH"), ("sym4", "LLL"))
    sizes = ((16, 8, 24), (11, 7, 9), (10, 13, 6))
    cases = []
    for (wavelet, bands), size in itertools.product(kinds, sizes):
        for level, boundary in itertools.product((1, 2, 3), PADDING):
            settings = {"wavelet": wavelet, "bands": bands, "level": level, "boundary": boundary}
            cases.append(Case("wavelet", size, settings))
    # Slices by themselves, one slice, wavelets longer than the image and levels beyond its size.
    for wavelet, bands, size, level in (
        ("db2", "LH", (14, 9, 3), 2),
        ("coif2", "HL", (12, 10, 1), 1),
        ("haar", "LLH", (9, 8, 1), 2),
        ("db9", "LHL", (6, 5, 4), 1),
        ("db21", "HLL", (10, 8, 6), 1),
        ("coif17", "LLL", (9, 8, 7), 1),
        ("haar", "LLL", (3, 2, 5), 4),
    ):
        for boundary in PADDING:
            settings = {"wavelet": wavelet, "bands": bands, "level": level, "boundary": boundary}
            cases.append(Case("wavelet", size, settings))
    # Every wavelet's table.
    for wavelet in (*(f"db{n}" for n in range(2, 39)), *(f"coif{n}" for n in range(1, 18))):
        settings = {"wavelet": wavelet, "bands": "LHL", "level": 1, "boundary": "periodic"}
        cases.append(Case("wavelet", (6, 4, 5), settings))
    for n in range(2, 21):
        settings = {"wavelet": f"sym{n}", "bands": "HLL", "level": 1, "boundary": "zero"}
        cases.append(Case("wavelet", (6, 4, 5), settings))
    return cases


def steered_cases() -> list[Case]:
    return [
        Case("riesz_log", size, {"riesz_order": order, "sigma_mm": 2, "tensor_sigma_mm": sigma})
        for size in ((12, 10, 14), (9, 16, 11))
        for order in ([2, 0, 0], [0, 2, 0], [0, 0, 2])
        for sigma in (1, 2.5)
    ]


def recorded() -> dict[str, Array]:
    with np.load(RECORD) as file:
        return {name: file[name] for name in file.files}
