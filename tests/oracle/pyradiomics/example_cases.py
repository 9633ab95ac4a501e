"""PyRadiomics' own example settings, each with an image that they suit."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

DATA = Path(__file__).resolve().parents[3] / "data/pyradiomics"
RECORDED = DATA / "settings/recorded_values.csv"


@dataclass(frozen=True)
class Example:
    """A settings file, a case, and whether the mask is cut to its largest slice."""

    settings: Path
    case: str

    @property
    def name(self) -> str:
        return f"{self.settings.stem}-{self.case}"

    @property
    def image(self) -> Path:
        return DATA / self.case / "image.nrrd"

    @property
    def mask(self) -> Path:
        return DATA / self.case / "label.nrrd"

    @property
    def one_slice(self) -> bool:
        """The class shape2D refuses masks of several slices."""
        return self.settings.stem == "MR_2D_extraction"


EXAMPLES = [
    Example(path, case)
    for path in sorted((DATA / "settings").glob("*.yaml"))
    for case in ("brain1", "lung1")
]


def largest_slice(mask: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """The mask with nothing but its largest slice; axes are z, y, x."""
    flat = np.zeros_like(mask)
    z = int(np.argmax(np.count_nonzero(mask, axis=(1, 2))))
    flat[z] = mask[z]
    return flat
