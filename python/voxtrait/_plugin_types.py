"""What a plugin in Python is made of."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final, Literal, TypeAlias

from voxtrait._image import Numbers
from voxtrait._plugin_filter import Filter
from voxtrait._plugin_inputs import Inputs, NoValue

Values: TypeAlias = "Mapping[str, float | NoValue | None] | Sequence[float | NoValue | None]"
InputName: TypeAlias = Literal[
    "roi", "moments", "levels", "mesh", "scene",
    "glcm", "glrlm", "glszm", "gldzm", "ngtdm", "ngldm",
]  # fmt: skip
SettingType: TypeAlias = Literal[
    "number", "integer", "boolean", "choice", "text", "numbers", "integers"
]

# The numbers are those of voxtrait/plugin.h.
_INPUTS: Final = MappingProxyType(
    {"roi": 1, "moments": 2, "levels": 4, "mesh": 8, "scene": 16}
    | {"glcm": 256, "glrlm": 512, "glszm": 1024, "gldzm": 2048, "ngtdm": 4096, "ngldm": 8192}
)
_DIRECTIONAL: Final = _INPUTS["glcm"] | _INPUTS["glrlm"]
_MATRICES: Final = 0x3F00
_AGGREGATIONS: Final = (
    "2D_average", "2D_slice_merged", "2.5D_direction_merged", "2.5D_merged", "3D_average",
    "3D_merged", "2D", "2.5D", "3D",
)  # fmt: skip
_WHOLE_ROI: Final = 9
_SETTING_TYPES: Final = (
    "number", "integer", "boolean", "choice", "text", "numbers", "integers"
)  # fmt: skip


@dataclass(frozen=True)
class Feature:
    """A feature that a plugin computes.

    Parameters
    ----------
    id : str
        Lower-case letters, digits and ``_``; unique in its family.
    doc : str
        One sentence.
    unit : str, default "1"
        ``mm``, ``intensity``, ...; 1 for pure numbers.
    name, formula, code, undefined_when, remark : str, optional
        Name for people, LaTeX, a code of four characters, and remarks.
    """

    id: str
    doc: str
    unit: str = "1"
    name: str = ""
    formula: str = ""
    code: str = ""
    undefined_when: str = ""
    remark: str = ""

    __module__ = "voxtrait"

    def _tables(self) -> dict[str, Any]:
        return {key: getattr(self, key) for key in self.__dataclass_fields__}


@dataclass(frozen=True)
class Setting:
    """A setting of a family, which users give under the family's id, or of a filter.

    Parameters
    ----------
    key : str
        Lower-case letters, digits and ``_``.
    default : bool, int, float, str, list or None
        Value where none is given; says the type unless `type` does. None makes it nullable.
    doc : str
        One or more sentences.
    unit : str, optional
        Unit of numbers.
    minimum, maximum : float, optional
        Range of numbers and of items of lists.
    choices : sequence of str, optional
        Texts that are allowed.
    type : str, optional
        ``number``, ``integer``, ``boolean``, ``choice``, ``text``, ``numbers`` or ``integers``.
    """

    key: str
    default: Any
    doc: str
    unit: str = ""
    minimum: float | None = None
    maximum: float | None = None
    choices: Sequence[str] = ()
    type: SettingType | None = None

    __module__ = "voxtrait"

    def _type(self) -> str:
        if self.type is not None:
            return self.type
        if self.choices:
            return "choice"
        kinds = {bool: "boolean", int: "integer", float: "number", str: "text"}
        for kind, name in kinds.items():
            if isinstance(self.default, kind):
                return name
        if isinstance(self.default, list | tuple):
            whole = all(isinstance(item, int) for item in self.default)
            return "integers" if whole and self.default else "numbers"
        raise TypeError(f"setting {self.key}: give its type, its default does not say it")

    def _tables(self) -> dict[str, Any]:
        return {
            "key": self.key,
            "unit": self.unit,
            "doc": self.doc,
            "default": json.dumps(self.default),
            "type": _SETTING_TYPES.index(self._type()),
            "nullable": self.default is None,
            "minimum": self.minimum,
            "maximum": self.maximum,
            "choices": list(self.choices),
        }


@dataclass(frozen=True)
class Family:
    """Features that a function of Python computes together.

    Parameters
    ----------
    id : str
        ``vendor.family``, in lower case.
    doc : str
        One sentence.
    features : sequence of Feature
        What is computed.
    compute : callable
        Takes `Inputs` and gives a value for each feature, as a mapping by id or in their order.
        None, NaN or a `NoValue` say that there is none; what it raises becomes the status
        ``failed`` with its message. It may run in several threads, for different labels.
    inputs : sequence of str, default ``("roi",)``
        What it looks at: ``roi``, ``moments``, ``levels``, ``mesh``, ``scene`` or the texture
        matrices ``glcm``, ``glrlm``, ``glszm``, ``gldzm``, ``ngtdm``, ``ngldm``.
    aggregations : sequence of str, optional
        For a family with one kind of matrix: aggregations such as ``3D_merged``. The function is
        called for each matrix and its values are averaged. Without any, it is called once, with
        the merged matrix of the volume of each kind.
    settings : sequence of Setting, optional
        Its own settings.
    name : str, optional
        Name for people.
    margin : float, default 0
        How far outside the region it looks at intensities, mm.
    on_demand : bool, default False
        Computed only when it is named among the families, not with all.
    """

    id: str
    doc: str
    features: Sequence[Feature]
    compute: Callable[[Inputs], Values]
    inputs: Sequence[InputName] = ("roi",)
    aggregations: Sequence[str] = ()
    settings: Sequence[Setting] = ()
    name: str = ""
    margin: float = 0.0
    on_demand: bool = False

    __module__ = "voxtrait"

    def _bits(self) -> int:
        unknown = set(self.inputs) - set(_INPUTS)
        if unknown:
            raise ValueError(
                f"family {self.id}: unknown inputs {sorted(unknown)}; known are {list(_INPUTS)}"
            )
        return sum(_INPUTS[name] for name in set(self.inputs))

    def _aggregation(self, name: str) -> int:
        """Return the number of an aggregation; 3D is of the whole region or of a matrix."""
        whole = name == "3D" and not self.aggregations
        directional = self._bits() & _DIRECTIONAL or not self._bits() & _MATRICES
        if whole or (name == "3D" and directional):
            return _WHOLE_ROI
        if name not in _AGGREGATIONS:
            raise ValueError(f"family {self.id}: unknown aggregation {name!r}")
        return _AGGREGATIONS.index(name)

    def _tables(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "name": self.name,
            "doc": self.doc,
            "inputs": self._bits(),
            "on_demand": self.on_demand,
            "margin": self.margin,
            "aggregations": [self._aggregation(a) for a in self.aggregations] or [_WHOLE_ROI],
            "features": [feature._tables() for feature in self.features],
            "settings": [setting._tables() for setting in self.settings],
            "compute": self._call,
        }

    def _call(self, raw: dict[str, Any]) -> tuple[list[float], list[Any], list[Any]]:
        """Compute for the compiled part: values, statuses and details."""
        inputs = Inputs(raw, [setting.key for setting in self.settings])
        values = self._ordered(self.compute(inputs))
        statuses = [
            (place, value._status(), value.reason)
            for place, value in enumerate(values)
            if isinstance(value, NoValue)
        ]
        numbers = [
            float("nan") if value is None or isinstance(value, NoValue) else float(value)
            for value in values
        ]
        return numbers, statuses, inputs._details

    def _ordered(self, values: Values) -> list[float | NoValue | None]:
        if not isinstance(values, Mapping):
            return list(values)
        ids = [feature.id for feature in self.features]
        if set(values) != set(ids):
            raise ValueError(f"expected values of {ids}, found {list(values)}")
        return [values[id] for id in ids]


@dataclass(frozen=True)
class ReferenceValue:
    """A value that is known from elsewhere; `tolerance` is absolute."""

    family: str
    feature: str
    value: float
    tolerance: float
    aggregation: str = "3D"
    label: int = 1

    __module__ = "voxtrait"


@dataclass(frozen=True)
class ReferenceCase:
    """An image with labels, and values of its features; IBSI's digital phantom without an image.

    Arrays have axes (z, y, x); `spacing` is along (x, y, z) in mm.
    """

    name: str
    values: Sequence[ReferenceValue]
    settings: Mapping[str, Any] | None = None
    intensities: Any = None
    labels: Any = None
    spacing: Numbers = (1.0, 1.0, 1.0)

    __module__ = "voxtrait"

    def _tables(self, families: Mapping[str, Family]) -> dict[str, Any]:
        return {
            "name": self.name,
            "settings": json.dumps(dict(self.settings or {})),
            "intensities": self.intensities,
            "labels": self.labels,
            "spacing": list(self.spacing),
            "values": [
                vars(value)
                | {"aggregation": families[value.family]._aggregation(value.aggregation)}
                for value in self.values
            ],
        }


@dataclass(frozen=True)
class Plugin:
    """Families and filters that arrive together.

    It is for `load_plugin` or an entry point ``voxtrait.plugins``.

    Parameters
    ----------
    id : str
        ``vendor.plugin``, in lower case.
    version : str
        Version of the plugin; the provenance of tables records it.
    families : sequence of Family, optional
        What it computes.
    doc : str, optional
        One sentence.
    references : sequence of ReferenceCase, optional
        Values for ``verify(plugins=True)``.
    filters : sequence of Filter, optional
        What it makes of images.
    """

    id: str
    version: str
    families: Sequence[Family] = ()
    doc: str = ""
    references: Sequence[ReferenceCase] = ()
    filters: Sequence[Filter] = ()

    __module__ = "voxtrait"

    def _tables(self) -> dict[str, Any]:
        families = {family.id: family for family in self.families}
        return {
            "id": self.id,
            "version": self.version,
            "doc": self.doc,
            "families": [family._tables() for family in self.families],
            "filters": [filter._tables() for filter in self.filters],
            "references": [case._tables(families) for case in self.references],
        }
