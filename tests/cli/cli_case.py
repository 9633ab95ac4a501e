"""What the tests share beside fixtures."""

from dataclasses import dataclass
from pathlib import Path

from cli_images import Affine, Array


@dataclass(frozen=True)
class Case:
    """An image and a mask with label 1, as files and as arrays."""

    image: Path
    mask: Path
    voxels: Array
    labels: Array
    affine: Affine

    @property
    def inside(self) -> Array:
        return self.voxels[self.labels == 1]
