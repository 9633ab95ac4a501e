"""An image filter that a plugin in Python brings."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from voxtrait._image import Array
from voxtrait._plugin_inputs import Triple

if TYPE_CHECKING:
    from voxtrait._plugin_types import Setting


@dataclass(frozen=True)
class FilterInputs:
    """What a filter works on: a block of the image, in axes (z, y, x) of the working frame."""

    #: The image in the block: what is wanted and whatever of the image lies within reach of it.
    values: Array
    #: The part of the block whose response is wanted: ``values[wanted]``.
    wanted: tuple[slice, slice, slice]
    settings: Mapping[str, Any]
    #: Of the block in the whole image, (x, y, z).
    begin: Triple
    #: Size of the whole image, (x, y, z).
    grid: Triple
    #: Along (x, y, z), mm.
    spacing: tuple[float, float, float]

    __module__ = "voxtrait"


Reach: TypeAlias = "int | Triple | Callable[[FilterInputs], int | Triple] | None"


@dataclass(frozen=True)
class Filter:
    """An image filter that a function of Python applies; its response is an image variant.

    Parameters
    ----------
    id : str
        ``vendor.filter``, in lower case; the ``type`` in the setting ``filters``.
    doc : str
        One sentence.
    apply : callable
        Takes `FilterInputs` and gives the response of the wanted part, an array of the shape of
        ``inputs.values[inputs.wanted]``. What it raises becomes the status ``failed`` of the
        variant's features.
    reach : int, tuple of int, callable or None, default None
        How many voxels from a voxel its response looks: along all axes, along (x, y, z), or what a
        function says of inputs that have settings, grid and spacing only. None: at the whole
        image. Beyond the image's edges there is nothing: padding is the filter's affair.
    settings : sequence of Setting, optional
        Its own settings.
    name : str, optional
        Name for people.

    Examples
    --------
    >>> import voxtrait
    >>> square = voxtrait.Filter(
    ...     "example.square", "Squared intensities.", lambda i: i.values[i.wanted] ** 2, reach=0
    ... )
    >>> voxtrait.load_plugin(voxtrait.Plugin("example.squares", "1.0", filters=[square]))["filters"]
    ['example.square']
    """

    id: str
    doc: str
    apply: Callable[[FilterInputs], Array]
    reach: Reach = None
    settings: Sequence[Setting] = ()
    name: str = ""

    __module__ = "voxtrait"

    def _tables(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "name": self.name,
            "doc": self.doc,
            "settings": [setting._tables() for setting in self.settings],
            "apply": lambda raw: self.apply(self._inputs(raw)),
            "reach": None if self.reach is None else self._reach,
        }

    def _inputs(self, raw: dict[str, Any]) -> FilterInputs:
        begin, ends = raw["wanted_begin"], raw["wanted_end"]
        wanted = [slice(begin[a] - raw["begin"][a], ends[a] - raw["begin"][a]) for a in (2, 1, 0)]
        keys = [setting.key for setting in self.settings]
        return FilterInputs(
            raw["values"],
            (wanted[0], wanted[1], wanted[2]),
            dict(zip(keys, raw["settings"], strict=True)),
            raw["begin"],
            raw["grid"],
            raw["spacing"],
        )

    def _reach(self, raw: dict[str, Any]) -> Triple:
        reach = self.reach(self._inputs(raw)) if callable(self.reach) else self.reach
        if isinstance(reach, int):
            return (reach, reach, reach)
        if isinstance(reach, tuple) and len(reach) == 3:
            return reach
        raise TypeError(
            f"filter {self.id}: expected a reach of one or three whole numbers; found {reach!r}"
        )
