"""What the function of a plugin's family is given."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, Literal, TypeAlias

import numpy as np

from voxtrait import _core
from voxtrait._image import Array
from voxtrait._inspection import Matrix

Status: TypeAlias = Literal["undefined", "empty_roi", "too_small", "not_applicable", "failed"]
Triple: TypeAlias = tuple[int, int, int]

_COLUMNS: Final = {
    "glcm": "neighbour's level",
    "glrlm": "run length",
    "glszm": "zone size",
    "gldzm": "distance to the border",
    "ngtdm": "1: voxels n, 2: sum of differences s",
    "ngldm": "dependence",
}


@dataclass(frozen=True)
class NoValue:
    """Why a feature has no value."""

    reason: str
    status: Status = "not_applicable"

    __module__ = "voxtrait"

    def _status(self) -> int:
        return _core.STATUSES.index(self.status)


@dataclass(frozen=True)
class Region:
    """One label after interpolation and re-segmentation, in a block around it.

    Arrays have axes (z, y, x) of the working frame and cannot be written to.
    """

    label: int
    #: Of the block in the whole grid, (x, y, z).
    begin: Triple
    #: Size of the whole grid, (x, y, z).
    grid: Triple
    #: Along (x, y, z), mm.
    spacing: tuple[float, float, float]
    intensities: Array
    morphological_mask: Array
    intensity_mask: Array

    __module__ = "voxtrait"

    @property
    def values(self) -> Array:
        """Intensities of the intensity mask."""
        inside: Array = self.intensities[self.intensity_mask != 0]
        return inside


@dataclass(frozen=True)
class Moments:
    """Distribution and population moments of the region's intensities."""

    voxels: int
    #: Distinct intensities, ascending, and how often they occur.
    values: Array
    counts: Array
    mean: float
    variance: float
    #: Central, not standardised.
    third: float
    fourth: float
    mean_square: float
    sum_of_squares: float

    __module__ = "voxtrait"


@dataclass(frozen=True)
class Levels:
    """The discretised region; 0 is outside."""

    count: int
    #: Of the array in the region's block, (x, y, z).
    begin: Triple
    voxels: int
    histogram: Array
    array: Array

    __module__ = "voxtrait"


@dataclass(frozen=True)
class Mesh:
    """Surface of the region; triangles are (n, 3 corners, 3 coordinates x, y, z), mm."""

    volume: float
    area: float
    triangles: Array

    __module__ = "voxtrait"


class Scene:
    """The whole image as it is stored, with all labels; axes of the working frame."""

    __module__ = "voxtrait"

    def __init__(self, raw: dict[str, Any]) -> None:
        #: Voxels along (x, y, z).
        self.size: Triple = raw["size"]
        #: Along (x, y, z), mm.
        self.spacing: tuple[float, float, float] = raw["spacing"]
        #: For each label the box around it, (x, y, z), half open, and its number of voxels.
        self.regions: dict[int, tuple[Triple, Triple, int]] = {
            label: (begin, end, voxels) for label, begin, end, voxels in raw["regions"]
        }
        self._read = raw["read"]

    def slices(self, begin: int, end: int) -> tuple[Array, Array]:
        """Return intensities and labels of the slices begin <= z < end, (z, y, x)."""
        intensities, labels = self._read(begin, end)
        return intensities, labels


class Inputs:
    """What a family asked for; other attributes are None.

    Attributes
    ----------
    aggregation : str
        Name of the aggregation that is wanted.
    settings : dict
        The family's own settings.
    roi : Region
    moments : Moments
    levels : Levels
    mesh : Mesh
    scene : Scene
    matrices : dict of str to Matrix
        One matrix of each kind.
    """

    __module__ = "voxtrait"

    # What was not asked for is None; functions know what they asked for.
    roi: Any
    moments: Any
    levels: Any
    mesh: Any
    scene: Any

    def __init__(self, raw: dict[str, Any], keys: list[str]) -> None:
        self.aggregation: str = raw["aggregation"]
        self.settings: dict[str, Any] = dict(zip(keys, raw["settings"], strict=True))
        self.roi = raw["roi"] and Region(**raw["roi"])
        self.moments = raw["moments"] and Moments(**raw["moments"])
        self.levels = raw["levels"] and Levels(**raw["levels"])
        self.mesh = raw["mesh"] and Mesh(**raw["mesh"])
        self.scene = raw["scene"] and Scene(raw["scene"])
        self.matrices: dict[str, Matrix] = {
            matrix["kind"]: _matrix(matrix, self.aggregation) for matrix in raw["matrices"]
        }
        self._should_stop = raw["should_stop"]
        self._details: list[tuple[str, str, float]] = []

    def should_stop(self) -> bool:
        """Whether nobody waits for the result any more; long work asks now and then.

        Returns
        -------
        bool
            Whether to return soon, with whatever values.

        Examples
        --------
        >>> def compute(inputs):
        ...     total = 0.0
        ...     for row in inputs.roi.values:
        ...         if inputs.should_stop():
        ...             break
        ...         total += row
        ...     return {"total": total}
        """
        return bool(self._should_stop())

    def add_detail(self, name: str, value: float, unit: str = "1") -> None:
        """Add a value that is no feature, such as one of a single slice; for diagnostics.

        Parameters
        ----------
        name : str
            What stands as feature in the table.
        value : float
            The value; one that is not finite is left out.
        unit : str, default "1"
            Its unit.

        Examples
        --------
        >>> def compute(inputs):
        ...     for z, slice in enumerate(inputs.roi.intensity_mask):
        ...         inputs.add_detail(f"slice_{z}_voxels", slice.sum())
        ...     return {"slices": len(inputs.roi.intensity_mask)}
        """
        self._details.append((name, unit, float(value)))


def _matrix(raw: dict[str, Any], aggregation: str) -> Matrix:
    """List the elements as `Inspection.matrices` does."""
    kind, first, second, third = raw["kind"], raw["first"], raw["second"], raw["third"]
    if kind == "glcm":  # the upper triangle is given
        beyond = first != second
        levels = np.concatenate([first, second[beyond]])
        columns = np.concatenate([second, first[beyond]])
        values = np.concatenate([third, third[beyond]])
    elif kind == "ngtdm":
        levels = np.concatenate([first, first])
        columns = np.repeat(np.array([1, 2], np.uint64), len(first))
        values = np.concatenate([second.astype(np.float64), third])
    else:
        levels, columns, values = first, second, third
    content = (_COLUMNS[kind], raw["levels"], None, None, levels, columns, values)
    return Matrix(kind, aggregation, content)
