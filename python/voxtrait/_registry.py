"""What can be computed, and the settings that there are."""

from __future__ import annotations

import json
from typing import Any

from voxtrait import _core


def features() -> list[dict[str, Any]]:
    """List all features that can be computed.

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
    return _core.features()


def describe(feature: str) -> list[dict[str, Any]]:
    """Explain a feature.

    Parameters
    ----------
    feature : str
        Id, ``family.id`` or IBSI code.

    Returns
    -------
    list of dict
        What `features` says of it; more than one where several families have a feature of that id.

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
    return _core.describe(feature)


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
    result: dict[str, Any] = json.loads(_core.schema())
    return result
