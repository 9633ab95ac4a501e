"""The rules for PyRadiomics' parameter files."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Check = Callable[[Any], str | None]  # what is wrong, or None


class SchemaError(ValueError):
    """A parameter file or dictionary has settings that do not exist or impossible values."""


@dataclass(frozen=True)
class Rule:
    """What a setting may be, and how the command line reads it."""

    kind: str  #: int, float, bool, str
    check: Check
    several: bool = False  #: a list of such values


def _is_int(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_number(value: Any) -> bool:
    """Say whether it is a number, or a text that is one: PyRadiomics' files write `nan`."""
    if isinstance(value, str):
        try:
            float(value)
        except ValueError:
            return False
        return True
    return isinstance(value, int | float) and not isinstance(value, bool)


def _number(
    kind: str, above: float | None = None, low: float | None = None, high: float | None = None
) -> Check:
    """Check the kind of a number and its range; `above` is not reached, the others are."""
    fits = _is_int if kind == "int" else _is_number

    def check(value: Any) -> str | None:
        if not fits(value):
            return f"expected {'a whole number' if kind == 'int' else 'a number'}"
        value = float(value)
        if above is not None and not value > above:
            return f"expected a number above {above}"
        if low is not None and value < low:
            return f"expected at least {low}"
        if high is not None and value > high:
            return f"expected at most {high}"
        return None

    return check


def _whole(**bounds: float) -> Rule:
    return Rule("int", _number("int", **bounds))


def _real(**bounds: float) -> Rule:
    return Rule("float", _number("float", **bounds))


def _list(rule: Rule) -> Rule:
    return Rule(rule.kind, rule.check, several=True)


def _switch() -> Rule:
    return Rule("bool", lambda v: None if isinstance(v, bool) else "expected true or false")


def _choice(*names: str) -> Rule:
    expected = "expected one of " + ", ".join(names)
    return Rule("str", lambda v: None if v in names else expected)


def _interpolator(value: Any) -> str | None:
    from voxtrait.compat.radiomics._engine import INTERPOLATORS

    if value in INTERPOLATORS or (_is_int(value) and 1 <= value <= 10):
        return None
    return "expected one of " + ", ".join(INTERPOLATORS) + " or SimpleITK's number for it"


def _text(value: Any) -> str | None:
    return None if isinstance(value, str) else "expected a text"


SETTINGS: dict[str, Rule] = {
    "minimumROIDimensions": _whole(low=1, high=3),
    "minimumROISize": _whole(above=0),
    "geometryTolerance": _real(above=0),
    "correctMask": _switch(),
    "additionalInfo": _switch(),
    "label": _whole(above=0),
    "label_channel": _whole(low=0),
    "binWidth": _real(above=0),
    "binCount": _whole(above=0),
    "normalize": _switch(),
    "normalizeScale": _real(above=0),
    "removeOutliers": _real(above=0),
    "resampledPixelSpacing": _list(_real(low=0)),
    "interpolator": Rule("str", _interpolator),
    "padDistance": _whole(low=0),
    "distances": _list(_whole(above=0)),
    "force2D": _switch(),
    "force2Ddimension": _whole(low=0, high=2),
    "resegmentRange": _list(_real()),
    "resegmentMode": _choice("absolute", "relative", "sigma"),
    "resegmentShape": _switch(),
    "preCrop": _switch(),
    "sigma": _list(_real(above=0)),
    "start_level": _whole(low=0),
    "level": _whole(above=0),
    "wavelet": Rule("str", _text),
    "gradientUseSpacing": _switch(),
    "lbp2DRadius": _real(above=0),
    "lbp2DSamples": _whole(low=1),
    "lbp2DMethod": _choice("default", "ror", "uniform", "var"),
    "lbp3DLevels": _whole(low=1),
    "lbp3DIcosphereRadius": _real(above=0),
    "lbp3DIcosphereSubdivision": _whole(low=0),
    "voxelArrayShift": _whole(),
    "symmetricalGLCM": _switch(),
    "weightingNorm": _choice("euclidean", "manhattan", "infinity", "no_weighting"),
    "gldm_a": _whole(low=0),
}

VOXEL_SETTINGS: dict[str, Rule] = {
    "kernelRadius": _whole(above=0),
    "maskedKernel": _switch(),
    "initValue": _real(),
    "voxelBatch": _whole(above=0),
}


def _wrong_value(rule: Rule, value: Any) -> Iterator[tuple[str, str]]:
    if not rule.several:
        message = rule.check(value)
        if message:
            yield "", message
    elif not isinstance(value, list | tuple):
        yield "", "expected a list"
    else:
        for i, item in enumerate(value):
            message = rule.check(item)
            if message:
                yield f"/{i}", message


def _wrong_settings(
    path: str, settings: Any, rules: Mapping[str, Rule]
) -> Iterator[tuple[str, str]]:
    if not isinstance(settings, Mapping):
        yield path, "expected a mapping"
        return
    for key, value in settings.items():
        if key not in rules:
            yield f"{path}/{key}", "there is no such setting"
        elif value is not None:  # null passes for anything
            for place, message in _wrong_value(rules[key], value):
                yield f"{path}/{key}{place}", f"{message}, found {value!r}"


def _wrong_classes(classes: Any) -> Iterator[tuple[str, str]]:
    from voxtrait.compat.radiomics import getFeatureClasses

    known = getFeatureClasses()
    if not isinstance(classes, Mapping):
        yield "/featureClass", "expected a mapping of feature classes"
        return
    for name, features in classes.items():
        path = f"/featureClass/{name}"
        if name not in known:
            yield path, "there is no such feature class; there are " + ", ".join(known)
        elif features is not None and not isinstance(features, list):
            yield path, "expected a list of features, or nothing for all"
        elif features:
            unknown = [f for f in features if f not in known[name].getFeatureNames()]
            if unknown:
                yield path, "there are no such features: " + ", ".join(map(str, unknown))


def _wrong_image_types(types: Any) -> Iterator[tuple[str, str]]:
    from voxtrait.compat.radiomics import getImageTypes

    if not isinstance(types, Mapping):
        yield "/imageType", "expected a mapping of image types"
        return
    for name, settings in types.items():
        path = f"/imageType/{name}"
        if name not in getImageTypes():
            yield path, "there is no such image type; there are " + ", ".join(getImageTypes())
        else:
            yield from _wrong_settings(path, settings, SETTINGS)


def _problems(parameters: Any) -> Iterator[tuple[str, str]]:
    if not isinstance(parameters, Mapping):
        yield "/", "expected a mapping"
        return
    for key, value in parameters.items():
        if key == "setting" and value is not None:
            yield from _wrong_settings("/setting", value, SETTINGS)
        elif key == "voxelSetting" and value is not None:
            yield from _wrong_settings("/voxelSetting", value, VOXEL_SETTINGS)
        elif key == "featureClass":
            yield from _wrong_classes(value)
        elif key == "imageType":
            yield from _wrong_image_types(value)
        elif key not in ("setting", "voxelSetting"):
            yield f"/{key}", "expected setting, voxelSetting, featureClass or imageType"


def validated(parameters: Any) -> dict[str, Any]:
    """Return the parameters, or raise SchemaError with everything that is wrong."""
    problems = [f"{path}: {message}" for path, message in _problems(parameters)]
    if problems:
        raise SchemaError("the parameters are not valid:\n  " + "\n  ".join(problems))
    found = {key: value for key, value in parameters.items() if value is not None}
    for key, rules in (("setting", SETTINGS), ("voxelSetting", VOXEL_SETTINGS)):
        if key in found:
            found[key] = {name: _as_number(rules[name], v) for name, v in found[key].items()}
    return found


def _as_number(rule: Rule, value: Any) -> Any:
    """Give the number that a text stands for."""
    if rule.kind != "float" or value is None:
        return value
    if rule.several:
        return [float(item) if isinstance(item, str) else item for item in value]
    return float(value) if isinstance(value, str) else value


def read_parameters(path: str | os.PathLike[str]) -> Any:
    """Read a parameter file in JSON or YAML."""
    text = Path(path).read_text(encoding="utf-8")
    if str(path).lower().endswith(".json"):
        try:
            return json.loads(text)
        except ValueError as error:
            raise SchemaError(f"{path} is not valid JSON: {error}") from error
    return _from_yaml(text, path)


def _from_yaml(text: str, path: str | os.PathLike[str]) -> Any:
    try:
        import yaml
    except ImportError as error:
        message = "parameter files in YAML need PyYAML: pip install 'voxtrait[radiomics]'"
        raise ImportError(message) from error
    try:
        return yaml.load(text, Loader=_core_loader(yaml))
    except yaml.YAMLError as error:
        raise SchemaError(f"{path} is not valid YAML: {error}") from error


def _core_loader(yaml: Any) -> Any:
    """Make a loader by YAML 1.2, as PyRadiomics has it: 1e-3 is a number, `yes` and `on` texts."""
    loader = type("CoreLoader", (yaml.SafeLoader,), {"yaml_implicit_resolvers": {}})
    for tag, pattern, first in (
        ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
        ("bool", r"true|True|TRUE|false|False|FALSE", list("tTfF")),
        ("int", r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", list("-+0123456789")),
        (
            "float",
            r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN)",
            list("-+.0123456789"),
        ),
    ):
        loader.add_implicit_resolver(  # type: ignore[attr-defined]
            f"tag:yaml.org,2002:{tag}", re.compile(rf"^(?:{pattern})$"), first
        )
    return loader
