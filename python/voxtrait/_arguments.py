"""Arguments of the user in the form that the compiled part takes."""

from __future__ import annotations

import json
import operator
import os
import re
from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

import numpy as np

from voxtrait import _core
from voxtrait._errors import SettingsError
from voxtrait._settings import POINTERS, Settings

SettingsLike: TypeAlias = "Settings | Mapping[str, Any] | str | os.PathLike[str]"

_UNITS = {unit: 1024**power for power, unit in enumerate(("", "k", "m", "g", "t"))}


def impossible(message: str, where: str) -> SettingsError:
    """Make the error for an argument that makes no sense."""
    return SettingsError(f"{where}: {message}", "config.invalid", where)


def json_of(
    settings: SettingsLike | None, profile: str | None, keywords: Mapping[str, Any]
) -> str | bytes:
    """Return settings as JSON; profile and keywords win over a mapping or file."""
    chosen = dict(keywords) | ({} if profile is None else {"profile": profile})
    if isinstance(settings, str | os.PathLike) and not chosen:
        return _core.read_file(settings)
    merged = _mapping_of(settings)
    places = _places_of(chosen, merged, folder_of(settings))
    for keyword, value in chosen.items():
        _set(merged, keyword, value, places)
    try:
        return json.dumps(merged, allow_nan=False, default=_plain)
    except (TypeError, ValueError) as error:
        raise impossible(str(error), "settings") from error


def _mapping_of(settings: SettingsLike | None) -> dict[str, Any]:
    if settings is None:
        return {}
    if isinstance(settings, str | os.PathLike):
        # Checked by itself, so that a fault of the file is not taken for one of the keywords.
        checked = _core.Extractor(_core.read_file(settings), folder_of(settings))
        return dict(json.loads(checked.settings()))
    if not isinstance(settings, Mapping):
        raise TypeError(f"settings: expected a mapping or a path, found {type(settings).__name__}")
    return dict(settings)


def folder_of(settings: SettingsLike | None) -> str:
    """Return the folder of a settings file, where relative paths of plugins in it begin."""
    if isinstance(settings, str | os.PathLike):
        return os.path.dirname(os.path.abspath(settings))
    return ""


def _places_of(
    keywords: Mapping[str, Any], settings: Mapping[str, Any], folder: str
) -> Mapping[str, tuple[str, ...]]:
    """Say where each keyword argument stands; settings of plugins are known when they run only."""
    if all(keyword in POINTERS for keyword in keywords):
        return POINTERS
    named = keywords.get("plugins", settings.get("plugins", []))
    names = list(named) if isinstance(named, list | tuple) else []
    return dict(POINTERS) | {
        f"{section}_{key}".replace(".", "_"): (section, key)
        for section, key in _core.plugin_settings(names, folder)
    }


def _set(
    settings: dict[str, Any], keyword: str, value: Any, places: Mapping[str, tuple[str, ...]]
) -> None:
    """Put the value of a keyword argument where it belongs."""
    if keyword not in places:
        raise TypeError(f"there is no argument or setting {keyword!r}{_nearest(keyword, places)}")
    *section, key = places[keyword]
    if not section:
        settings[key] = value
        return
    inner = settings.get(section[0], {})
    if isinstance(inner, Mapping):  # anything else the compiled part will refuse
        settings[section[0]] = {**inner, key: value}


def _nearest(keyword: str, places: Mapping[str, tuple[str, ...]]) -> str:
    import difflib

    ends = [name for name in places if name.endswith("_" + keyword)]
    near = ends or difflib.get_close_matches(keyword, places, 1)
    return f"; did you mean {' or '.join(map(repr, near))}?" if near else ""


def _plain(value: Any) -> Any:
    """Turn what json does not know into what it knows."""
    if isinstance(value, np.generic | np.ndarray):
        return value.tolist()
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"expected numbers, texts, lists or mappings, found {type(value).__name__}")


def whole_number(value: Any, name: str) -> int:
    """Return an argument that counts something."""
    try:
        return operator.index(value)
    except TypeError:
        raise TypeError(f"{name}: expected an integer, found {value!r}") from None


def flag_of(value: Any, name: str) -> bool:
    """Return an argument that is true or false."""
    if not isinstance(value, bool | np.bool_):
        raise TypeError(f"{name}: expected True or False, found {value!r}")
    return bool(value)


def labels_of(labels: int | Iterable[int] | None) -> list[int]:
    """List each label once; the compiled part takes an empty list for all labels."""
    if labels is None:
        return []
    several = labels if isinstance(labels, Iterable) else [labels]
    listed = list(dict.fromkeys(whole_number(label, "labels") for label in several))
    if not listed:
        raise impossible("expected at least one label, or None for all; found none", "labels")
    for label in listed:
        if not -(2**63) <= label < 2**63:
            raise impossible(f"expected numbers of 64 bits, found {label}", "labels")
    return listed


def threads_of(threads: int | None) -> int:
    """Return the number of threads; the compiled part takes 0 for its default."""
    if threads is None:
        return 0
    number = whole_number(threads, "threads")
    if not 1 <= number <= 1024:
        raise impossible(f"expected 1 to 1024, or None; found {threads}", "threads")
    return number


def bytes_of(memory: int | str | None) -> int:
    """Return a limit in bytes; the compiled part takes 0 for none."""
    if memory is None:
        return 0
    expected = 'expected bytes above 0 or a size such as "2GB"'
    if isinstance(memory, str):
        match = re.fullmatch(r"\s*(\d+(?:\.\d+)?)\s*([kmgt]?)i?b?\s*", memory.lower())
        size = int(float(match[1]) * _UNITS[match[2]]) if match else 0
    else:
        size = whole_number(memory, "max_memory")
    if not 0 < size < 2**63:
        raise impossible(f"{expected}; found {memory!r}", "max_memory")
    return size
