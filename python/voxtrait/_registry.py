"""What can be computed, and the settings that there are."""

from __future__ import annotations

import json
from typing import Any, Literal, TypeAlias

from voxtrait import _core
from voxtrait._plugins import find_plugins

Profile: TypeAlias = Literal["ibsi", "pyradiomics"]


def features(*, profile: Profile = "ibsi") -> list[dict[str, Any]]:
    """List all features that a profile computes.

    Parameters
    ----------
    profile : {"ibsi", "pyradiomics"}, default "ibsi"
        Whose definitions are followed.

    Returns
    -------
    list of dict
        For each feature its family, id, name, IBSI code, unit (``1`` for pure numbers), formula
        (LaTeX), description, when it is undefined, and the aggregations of its family.

    Examples
    --------
    >>> import voxtrait
    >>> [f["ibsi_code"] for f in voxtrait.features() if f["feature"] == "joint_average"][0]
    '60VM'
    """
    find_plugins()
    return _objects(_core.features(profile))


def filters() -> list[dict[str, Any]]:
    """List all image filters, for the setting ``filters``.

    Returns
    -------
    list of dict
        For each filter its id (the ``type`` in settings), name, IBSI code, description and
        settings, with what each expects and its default.

    Examples
    --------
    >>> import voxtrait
    >>> [f["name"] for f in voxtrait.filters() if f["filter"] == "laws"]
    ['Laws kernels']
    """
    find_plugins()
    return _objects(_core.filters())


def describe(feature: str, *, profile: Profile | None = None) -> list[dict[str, Any]]:
    """Explain a feature or an image filter.

    Parameters
    ----------
    feature : str
        Id, ``family.id``, filter or IBSI code.
    profile : {"ibsi", "pyradiomics"}, optional
        Whose definition is meant. By default IBSI's, and PyRadiomics' where IBSI has none.

    Returns
    -------
    list of dict
        What `features` or `filters` says of it; more than one where several families have a
        feature of that id.

    Raises
    ------
    ValueError
        If there is none; the message names the nearest one.

    Examples
    --------
    >>> import voxtrait
    >>> [f["family"] for f in voxtrait.describe("quartile_coefficient_of_dispersion")]
    ['intensity_statistics', 'intensity_histogram']
    """
    find_plugins()
    return _objects(_core.describe(feature, profile))


def _objects(text: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(text)
    return found


def schema() -> dict[str, Any]:
    """Return the JSON schema (draft 2020-12) of the settings, with defaults and units.

    Returns
    -------
    dict
        The schema, which says for each setting its type, range, default and meaning.

    Examples
    --------
    >>> import voxtrait
    >>> voxtrait.schema()["properties"]["glcm"]["properties"]["distance"]["default"]
    1
    """
    find_plugins()
    result: dict[str, Any] = json.loads(_core.schema())
    return result
