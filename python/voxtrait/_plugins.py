"""Plugins: families of features and image filters that others bring."""

from __future__ import annotations

import json
import os
import warnings
from collections.abc import Callable
from typing import Any, TypeAlias

from voxtrait import _core
from voxtrait._errors import DataWarning, PluginError
from voxtrait._plugin_types import Plugin

PluginLike: TypeAlias = "Plugin | str | os.PathLike[str] | Callable[[], Plugin | str]"

#: Entry points of this group name a Plugin, a function that makes one, or a path.
GROUP = "voxtrait.plugins"

_looked_for = False


def load_plugin(plugin: PluginLike) -> dict[str, Any]:
    """Make the families and filters of a plugin known to this process.

    Afterwards they are among those that `features` lists and `extract` computes; extractors that
    exist already do not change.

    Parameters
    ----------
    plugin : Plugin, str, os.PathLike or callable
        The plugin; the path of a shared library; the name of an installed one such as
        ``"voxtrait.bodycomp"``; the path of a Python file that has a `Plugin` named ``plugin``; or
        a function that gives one of these. A file that is loaded already is left alone.

    Returns
    -------
    dict
        What `plugins` says of it.

    Raises
    ------
    PluginError
        If it does not work, or is there already.

    Examples
    --------
    >>> import voxtrait
    >>> sizes = voxtrait.Family(
    ...     "example.sizes",
    ...     "Sizes of the region.",
    ...     [voxtrait.Feature("voxels", "Number of voxels.")],
    ...     lambda inputs: {"voxels": inputs.roi.values.size},
    ... )
    >>> voxtrait.load_plugin(voxtrait.Plugin("example.sizes", "1.0", [sizes]))["families"]
    ['example.sizes']
    >>> import numpy as np
    >>> table = voxtrait.extract(np.ones((2, 3, 4)), np.ones((2, 3, 4)), families=["example.sizes"])
    >>> table.to_dict()
    {'original_example.sizes_voxels': 24.0}
    """
    find_plugins()
    before = {found["id"] for found in plugins()}
    _load(plugin, "named")
    found = plugins()
    new = [entry for entry in found if entry["loaded"] and entry["id"] not in before]
    return new[0] if new else _loaded_as(plugin, found)


def plugins() -> list[dict[str, Any]]:
    """List the plugins of this process, and installed ones that are not loaded.

    Returns
    -------
    list of dict
        For each its id, version, version of the interface (``abi``), origin, file and SHA-256,
        families, filters, description, and whether it is loaded.

    Examples
    --------
    >>> import voxtrait
    >>> [plugin["version"] for plugin in voxtrait.plugins() if plugin["id"] == "voxtrait.bodycomp"]
    ['0.1.0']
    """
    find_plugins()
    found: list[dict[str, Any]] = json.loads(_core.plugins())
    return found


def find_plugins() -> None:
    """Load what VOXTRAIT_PLUGIN_PATH and entry points offer, once; warn of what fails."""
    global _looked_for
    if _looked_for:
        return
    _looked_for = True
    from importlib.metadata import entry_points  # here, as it takes longer than all other imports

    for problem in _core.scan_plugins():
        warnings.warn(problem, DataWarning, stacklevel=4)
    for point in sorted(entry_points(group=GROUP), key=lambda point: point.name):
        try:
            _load(point.load(), "entry point")
        except Exception as error:  # whatever it is, the others are fine
            text = f"the plugin of entry point {point.name} is left out: {error}"
            warnings.warn(text, DataWarning, stacklevel=4)


def _load(plugin: Any, origin: str) -> None:
    if isinstance(plugin, Plugin):
        _core.add_plugin(plugin._tables(), origin)
    elif isinstance(plugin, str | os.PathLike):
        path = os.fspath(plugin)
        if path.endswith(".py"):
            _load(_plugin_in(path), origin)
        else:
            _core.load_plugin(path, origin)
    elif callable(plugin):
        _load(plugin(), origin)
    else:
        raise TypeError(f"expected a plugin or a path, found {type(plugin).__name__}")


def _plugin_in(path: str) -> Plugin:
    if not os.path.isfile(path):
        raise PluginError(f"{path}: there is no such file", "plugin.load", path)
    import runpy  # with much that few need

    found = runpy.run_path(path).get("plugin")
    if not isinstance(found, Plugin):
        raise PluginError(f"{path}: it has no Plugin named plugin", "plugin.load", path)
    return found


def _loaded_as(plugin: Any, found: list[dict[str, Any]]) -> dict[str, Any]:
    """Find what was loaded before."""
    if isinstance(plugin, Plugin):
        return next(entry for entry in found if entry["id"] == plugin.id)
    name = os.fspath(plugin) if isinstance(plugin, str | os.PathLike) else ""
    file = os.path.realpath(name)
    return next(entry for entry in found if entry["id"] == name or entry["file"] == file)
