"""What features are computed from, as arrays."""

from __future__ import annotations

from typing import Any

import numpy as np

from voxtrait import _core
from voxtrait._errors import InputError
from voxtrait._image import Array, Image, Mask


class Matrix:
    """A texture matrix; rows are grey levels, from level 1.

    Made by `Inspection.matrices`. Elements that are not zero are listed in ``levels``,
    ``columns`` and ``values``, all counted from 1; `array` is the whole matrix.

    Examples
    --------
    >>> import numpy as np
    >>> import voxtrait
    >>> image = np.array([[1, 1, 2], [2, 2, 2]])
    >>> seen = voxtrait.inspect(image, image > 0, discretisation_method="none")
    >>> (runs,) = seen.matrices("glrlm", "3D_merged")
    >>> runs
    <voxtrait.Matrix: glrlm 3D_merged, 2 levels x 3 (run length)>
    >>> runs.array[1]
    array([45.,  2.,  1.])
    """

    __module__ = "voxtrait"

    def __init__(self, family: str, aggregation: str, content: tuple[Any, ...]) -> None:
        column_name, count, where, direction, levels, columns, values = content
        #: Family of features that it belongs to.
        self.family = family
        #: Aggregation whose features it gives.
        self.aggregation = aggregation
        #: What a column is, e.g. ``run length``.
        self.column_name: str = column_name
        #: Index of the slice in the arrays of the inspection; None for all slices.
        self.slice: int | None = where
        #: Step to the neighbour in voxels along (x, y, z); None when merged or without.
        self.direction: tuple[int, int, int] | None = direction and tuple(direction)
        #: Grey level of each element that is not zero.
        self.levels: Array = levels
        #: Column of each element that is not zero.
        self.columns: Array = columns
        #: Elements that are not zero, not normalised.
        self.values: Array = values
        kind = family.rpartition("_")[2]  # the profile pyradiomics puts its name in front
        width = {"glcm": count, "ngtdm": 2}.get(kind, int(columns.max(initial=0)))
        #: Number of rows (the highest level) and columns.
        self.shape: tuple[int, int] = (count, width)

    @property
    def array(self) -> Array:
        """The whole matrix, float64; made anew each time."""
        dense = np.zeros(self.shape)
        dense[self.levels.astype(np.intp) - 1, self.columns.astype(np.intp) - 1] = self.values
        return dense

    def __repr__(self) -> str:
        where = "" if self.slice is None else f", slice {self.slice}"
        along = "" if self.direction is None else f", direction {self.direction}"
        rows, columns = self.shape
        return (
            f"<voxtrait.Matrix: {self.family} {self.aggregation}{where}{along}, "
            f"{rows} levels x {columns} ({self.column_name})>"
        )


class Inspection:
    """What the features of one label are computed from; made by `inspect`.

    Arrays hold the region's block of the resampled image, with the surroundings that local
    intensity features look at. Axes are (z, y, x) of the working frame, which points along the
    patient's axes with slices along z, whatever the storage order was.

    In the profile ``pyradiomics`` the block is what PyRadiomics hands to its feature classes: the
    bounding box of the (re-segmented) region, in the stored axes.

    Examples
    --------
    >>> import numpy as np
    >>> import voxtrait
    >>> image = np.arange(60.0).reshape(3, 4, 5)
    >>> seen = voxtrait.inspect(
    ...     image, image >= 10, spacing=(1, 1, 2), interpolation_method="linear",
    ...     interpolation_spacing=(1, 1, 1),
    ... )
    >>> seen.image
    Image(float64, (6, 4, 5), spacing=(1.0, 1.0, 1.0))
    >>> seen.mask.labels
    {1: 100}
    """

    __module__ = "voxtrait"

    def __init__(self, core: _core.Inspection, threads: int) -> None:
        self._core = core
        self._threads = threads
        self._image: Image = Image(core.intensity(), *core.geometry())

    @property
    def label(self) -> int:
        """The label."""
        return self._core.label()

    @property
    def image(self) -> Image:
        """Intensities after interpolation and rounding, inside and around the region."""
        return self._image

    @property
    def mask(self) -> Mask:
        """Morphological mask: the region after interpolation, as shape features see it."""
        return Mask(self._core.morphological_mask(), like=self._image)

    @property
    def intensity_mask(self) -> Mask:
        """Intensity mask: what re-segmentation left of the region."""
        return Mask(self._core.intensity_mask(), like=self._image)

    @property
    def levels(self) -> Image:
        """Discretised levels from 1, 0 outside the intensity mask.

        Raises `InputError` with the reason where the intensities cannot be discretised.
        """
        levels = self._core.levels()
        if isinstance(levels, str):
            raise InputError(levels, "config.invalid", "discretisation")
        return Image(levels, like=self._image)

    @property
    def edges(self) -> Array:
        """Edges of the bins that became levels, one more than levels; empty without bins."""
        return self._core.edges()

    def matrices(self, family: str, aggregation: str | None = None) -> tuple[Matrix, ...]:
        """Return the matrices that the features of a family are computed from.

        Parameters
        ----------
        family : str
            ``glcm``, ``glrlm``, ``glszm``, ``gldzm``, ``ngtdm`` or ``ngldm``; in the profile
            ``pyradiomics`` ``glcm``, ``glrlm``, ``glszm``, ``gldm`` or ``ngtdm``.
        aggregation : str, optional
            Aggregation of the features; the one matrix of the volume by default
            (``3D_merged`` or ``3D``), in the profile ``pyradiomics`` the only one that its
            settings have.

        Returns
        -------
        tuple of Matrix
            Several where the values of the features are averaged: for each slice or direction.

        Raises
        ------
        SettingsError
            If the family has no matrices, or none of that aggregation.

        Examples
        --------
        >>> import numpy as np
        >>> import voxtrait
        >>> image = np.arange(60.0).reshape(3, 4, 5)
        >>> seen = voxtrait.inspect(image, image >= 10)
        >>> len(seen.matrices("glcm", "3D_average"))
        13

        What PyRadiomics calls ``P_gldm``, with rows for levels that do not occur:

        >>> seen = voxtrait.inspect(image, image >= 10, profile="pyradiomics")
        >>> seen.matrices("gldm")
        (<voxtrait.Matrix: pyradiomics_gldm 3D, 3 levels x 12 (dependence)>,)
        """
        for text, what in (family, "family"), (aggregation or "", "aggregation"):
            if not isinstance(text, str):
                raise TypeError(f"{what}: expected a name, found {text!r}")
        found, name, matrices = self._core.matrices(family, aggregation or "", self._threads)
        return tuple(Matrix(found, name, content) for content in matrices)

    def __repr__(self) -> str:
        levels = self._core.levels()
        count = "no levels" if isinstance(levels, str) else f"{levels.max()} levels"
        size = " x ".join(map(str, self._image.array.shape))
        return f"<voxtrait.Inspection: label {self.label}, {size} voxels, {count}>"
