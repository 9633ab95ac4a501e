"""From an image and a mask to a table of features."""

from __future__ import annotations

import inspect as _inspect
import json
import warnings
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any, TypeVar

from voxtrait import _core
from voxtrait._arguments import (
    SettingsLike,
    bytes_of,
    flag_of,
    folder_of,
    json_of,
    labels_of,
    threads_of,
)
from voxtrait._errors import DataWarning
from voxtrait._image import ImageLike, Numbers, open_pair
from voxtrait._inspection import Inspection
from voxtrait._plugins import find_plugins
from voxtrait._settings import DEFAULTS, POINTERS, Keywords, Settings
from voxtrait._table import Row, Table

if TYPE_CHECKING:
    from typing_extensions import Unpack

_Function = TypeVar("_Function", bound=Callable[..., Any])


def _names_settings(function: _Function) -> _Function:
    """List the settings among a function's keyword arguments, where editors look for them."""
    signature = _inspect.signature(function)
    own = [p for p in signature.parameters.values() if p.kind is not p.VAR_KEYWORD]
    keyword_only = _inspect.Parameter.KEYWORD_ONLY
    named = [
        _inspect.Parameter(
            name,
            keyword_only,
            default=DEFAULTS[name],
            annotation=getattr(annotation, "__forward_arg__", annotation),
        )
        for name, annotation in Keywords.__annotations__.items()
    ]
    signature = signature.replace(parameters=own + named)
    function.__signature__ = signature  # type: ignore[attr-defined]
    return function


class Extractor:
    """Fixed settings for many cases.

    Settings are checked once, when the extractor is made; afterwards it never changes, so one
    extractor may serve many threads, and it can be sent to other processes.

    Parameters
    ----------
    settings : mapping, str or os.PathLike, optional
        Settings as `schema` describes them, or the path of a JSON file with them. Settings that
        are not given have their default.
    profile : str, optional
        Definitions to follow; those of the IBSI (``"ibsi"``) by default.
    **keywords
        Single settings, which win over `settings`: section and key in one name, such as
        ``discretisation_bin_width=25`` or ``families=["glcm"]``.

    Raises
    ------
    SettingsError
        If a setting or the profile is impossible.
    FileError
        If the file with the settings cannot be read.
    TypeError
        If there is no such keyword argument.

    Examples
    --------
    >>> import numpy as np
    >>> import voxtrait
    >>> extractor = voxtrait.Extractor(families=["intensity_statistics"])
    >>> for factor in 1.0, 2.0:
    ...     image = factor * np.arange(60).reshape(3, 4, 5)
    ...     values = extractor.extract(image, image >= 10).to_dict()
    ...     print(values["original_intensity_statistics_mean"])
    34.5
    64.0
    """

    __module__ = "voxtrait"
    __slots__ = ("_core",)

    @_names_settings
    def __init__(
        self,
        settings: SettingsLike | None = None,
        *,
        profile: str | None = None,
        **keywords: Unpack[Keywords],
    ) -> None:
        find_plugins()
        self._core = _core.Extractor(json_of(settings, profile, keywords), folder_of(settings))

    @property
    def settings(self) -> Settings:
        """All settings with their values, a copy."""
        result: Settings = json.loads(self._core.settings())
        return result

    def extract(
        self,
        image: ImageLike,
        mask: ImageLike,
        *,
        spacing: Numbers | None = None,
        labels: int | Iterable[int] | None = None,
        threads: int | None = None,
        max_memory: int | str | None = None,
        case: str = "1",
        resample_mask: bool = False,
        diagnostics: bool = False,
        hash_inputs: bool = False,
    ) -> Table:
        """Compute the features of a case, as the function `extract` does.

        Parameters
        ----------
        image, mask, spacing, labels, threads, max_memory, case, resample_mask, diagnostics, \
hash_inputs
            As for the function `extract`.

        Returns
        -------
        Table
            A row for each label, feature and aggregation.

        Examples
        --------
        >>> import numpy as np
        >>> import voxtrait
        >>> image = np.arange(60.0).reshape(3, 4, 5)
        >>> voxtrait.Extractor(families=["ngtdm"]).extract(image, image >= 10, case="P7")
        <voxtrait.Table: case 'P7', label 1, 5 values>
        """
        return self._extract(
            image,
            mask,
            spacing=spacing,
            stacklevel=3,
            labels=labels_of(labels),
            threads=threads_of(threads),
            max_memory=bytes_of(max_memory),
            case=str(case),
            resample_mask=flag_of(resample_mask, "resample_mask"),
            diagnostics=flag_of(diagnostics, "diagnostics"),
            hash_inputs=flag_of(hash_inputs, "hash_inputs"),
        )

    def _extract(
        self,
        image: ImageLike,
        mask: ImageLike,
        spacing: Numbers | None,
        stacklevel: int,
        **request: Any,
    ) -> Table:
        """Extract; warnings point `stacklevel` calls up."""
        opened_image, opened_mask = open_pair(image, mask, spacing)
        cells, provenance, messages, previews = self._core.extract(
            opened_image, opened_mask, **request
        )
        rows = tuple(map(Row._make, cells))
        table = Table(rows, provenance, (*messages, *_failures(rows)), previews)
        for warning in table.warnings:
            warnings.warn(warning, DataWarning, stacklevel=stacklevel)
        return table

    def inspect(
        self,
        image: ImageLike,
        mask: ImageLike,
        label: int | None = None,
        *,
        spacing: Numbers | None = None,
        threads: int | None = None,
        resample_mask: bool = False,
    ) -> Inspection:
        """Show what the features of one label are computed from, as the function `inspect` does.

        Parameters
        ----------
        image, mask, label, spacing, threads, resample_mask
            As for the function `inspect`.

        Returns
        -------
        Inspection
            Image, masks, levels and matrices.

        Examples
        --------
        >>> import numpy as np
        >>> import voxtrait
        >>> image = np.arange(60.0).reshape(3, 4, 5)
        >>> voxtrait.Extractor(discretisation_bin_number=8).inspect(image, image >= 10)
        <voxtrait.Inspection: label 1, 3 x 4 x 5 voxels, 8 levels>
        """
        opened_image, opened_mask = open_pair(image, mask, spacing)
        wanted, most = labels_of(label), threads_of(threads)
        found = _core.inspect(
            self._core,
            opened_image,
            opened_mask,
            labels=wanted,
            threads=most,
            resample_mask=flag_of(resample_mask, "resample_mask"),
        )
        return Inspection(found, most)

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.settings,)

    def __repr__(self) -> str:
        chosen = chosen_settings(self.settings)
        return f"Extractor({', '.join(f'{name}={value!r}' for name, value in chosen)})"


def chosen_settings(settings: Any) -> Iterator[tuple[str, Any]]:
    """Yield the settings that are not the defaults, as keyword arguments."""
    for keyword, pointer in POINTERS.items():
        value = settings
        for key in pointer:
            value = value.get(key, {})
        if value != DEFAULTS[keyword]:
            yield keyword, value


@_names_settings
def extract(
    image: ImageLike,
    mask: ImageLike,
    settings: SettingsLike | None = None,
    *,
    spacing: Numbers | None = None,
    labels: int | Iterable[int] | None = None,
    threads: int | None = None,
    max_memory: int | str | None = None,
    profile: str | None = None,
    case: str = "1",
    resample_mask: bool = False,
    diagnostics: bool = False,
    hash_inputs: bool = False,
    **keywords: Unpack[Keywords],
) -> Table:
    """Compute the radiomic features of an image within the labels of a mask.

    Other Python threads run while it reads and computes, and Ctrl-C stops it. The number of
    threads changes no bit of any value. `Extractor` is for many cases with the same settings.

    Parameters
    ----------
    image : str, os.PathLike, numpy.ndarray, Image or image of another library
        Path (NIfTI, NRRD, MetaImage), voxels with axes (z, y, x) or (y, x), or an image of
        SimpleITK, itk or nibabel.
    mask : str, os.PathLike, numpy.ndarray, Mask or image of another library
        Labels on the grid of the image, 0 is outside. A plain array beside anything else takes
        its geometry.
    settings : mapping, str or os.PathLike, optional
        Settings as `schema` describes them, or the path of a JSON file with them. Settings that
        are not given have their default.
    spacing : sequence of float, optional
        Size of a voxel along (x, y, z) in mm when image and mask are plain arrays; 1 mm by
        default. `Image` takes an origin and a direction as well.
    labels : int or iterable of int, optional
        Labels of the mask to extract, in this order; all of them by default.
    threads : int, optional
        Threads to use, 1 to 1024; VOXTRAIT_THREADS or all processors by default.
    max_memory : int or str, optional
        Limit for the whole process in bytes or as a text such as ``"2GB"``. A label that does not
        fit gets status ``failed``; without a limit nothing is held back.
    profile : str, optional
        Definitions to follow; those of the IBSI (``"ibsi"``) by default.
    case : str, default "1"
        Name of the case in the table; file names never appear there.
    resample_mask : bool, default False
        Put a mask of another geometry onto the grid of the image by nearest neighbour.
    diagnostics : bool, default False
        Add rows on image and region after each stage of pre-processing.
    hash_inputs : bool, default False
        Add SHA-256 hashes of voxels and geometry to the provenance.
    **keywords
        Single settings, which win over `settings`: section and key in one name, such as
        ``discretisation_bin_width=25`` or ``resegmentation_range=(-500, 400)``.

    Returns
    -------
    Table
        A row for each label, feature and aggregation. A value that cannot be computed is None
        with a status and a reason.

    Raises
    ------
    SettingsError
        If a setting, the profile, the labels or the number of threads is impossible.
    FileError
        If a file cannot be read.
    InputError
        If the geometry is impossible or the mask does not lie on the grid of the image.
    TypeError
        If an argument has the wrong type, or there is none of that name.

    Warns
    -----
    DataWarning
        If a label has no values, or the settings hardly suit the image.

    Examples
    --------
    >>> import numpy as np
    >>> import voxtrait
    >>> image = np.arange(60, dtype=np.int16).reshape(3, 4, 5)
    >>> mask = np.ones((3, 4, 5), np.uint8)
    >>> settings = {
    ...     "resegmentation": {"range": [10, None]},
    ...     "discretisation": {"method": "fixed_bin_size", "bin_width": 5},
    ... }
    >>> table = voxtrait.extract(image, mask, settings, spacing=(1, 1, 2.5))
    >>> values = table.to_dict()
    >>> values["original_intensity_statistics_mean"]
    34.5
    >>> round(values["original_intensity_histogram_uniformity_fbs5"], 6)
    0.1

    The same settings as keyword arguments:

    >>> again = voxtrait.extract(
    ...     image,
    ...     mask,
    ...     spacing=(1, 1, 2.5),
    ...     resegmentation_range=(10, None),
    ...     discretisation_method="fixed_bin_size",
    ...     discretisation_bin_width=5,
    ... )
    >>> again.to_dict() == values
    True
    """
    extractor = Extractor(settings, profile=profile, **keywords)
    return extractor._extract(
        image,
        mask,
        spacing=spacing,
        stacklevel=3,
        labels=labels_of(labels),
        threads=threads_of(threads),
        max_memory=bytes_of(max_memory),
        case=str(case),
        resample_mask=flag_of(resample_mask, "resample_mask"),
        diagnostics=flag_of(diagnostics, "diagnostics"),
        hash_inputs=flag_of(hash_inputs, "hash_inputs"),
    )


@_names_settings
def inspect(
    image: ImageLike,
    mask: ImageLike,
    settings: SettingsLike | None = None,
    label: int | None = None,
    *,
    spacing: Numbers | None = None,
    threads: int | None = None,
    resample_mask: bool = False,
    profile: str | None = None,
    **keywords: Unpack[Keywords],
) -> Inspection:
    """Show what the features of one label are computed from.

    Parameters
    ----------
    image, mask, settings, spacing, threads, resample_mask, profile, **keywords
        As for `extract`.
    label : int, optional
        The label; needed only when the mask has several.

    Returns
    -------
    Inspection
        The resampled image, the masks, the discretised levels and the texture matrices, as arrays
        with their geometry; in the profile ``pyradiomics`` those that PyRadiomics hands to its
        feature classes.

    Raises
    ------
    SettingsError, FileError, InputError, TypeError
        As for `extract`; also if there is no such label, or nothing is left of it.

    Examples
    --------
    >>> import numpy as np
    >>> import voxtrait
    >>> image = np.arange(60.0).reshape(3, 4, 5)
    >>> seen = voxtrait.inspect(image, image >= 10, discretisation_bin_number=4)
    >>> seen.levels.array[0]
    array([[0, 0, 0, 0, 0],
           [0, 0, 0, 0, 0],
           [1, 1, 1, 1, 1],
           [1, 1, 1, 1, 1]], dtype=uint8)
    >>> seen.matrices("glcm")[0].array
    array([[46., 48., 39.,  3.],
           [48., 54., 41., 60.],
           [39., 41., 28., 40.],
           [ 3., 60., 40., 62.]])
    """
    extractor = Extractor(settings, profile=profile, **keywords)
    return extractor.inspect(
        image, mask, label, spacing=spacing, threads=threads, resample_mask=resample_mask
    )


def _failures(rows: Iterable[Row]) -> Iterator[str]:
    """Say for each label whose values failed why they did."""
    reasons: dict[int | None, str] = {}
    for row in rows:
        if row.status in ("empty_roi", "failed"):
            reasons.setdefault(row.label, row.reason)
    for label, reason in reasons.items():
        whose = "" if label is None else f" of label {label}"
        yield f"values{whose} are missing: {reason}"
