"""A table for notebooks."""

from __future__ import annotations

import itertools
import json
from base64 import b64encode
from collections import Counter
from collections.abc import Iterable, Mapping
from html import escape
from typing import TYPE_CHECKING, Any

from voxtrait import _core

if TYPE_CHECKING:
    from voxtrait._table import Row

Previews = Mapping[int, tuple[Any, ...]]

_PIXELS = 160  # of the longer side of a thumbnail


def page(
    rois: Iterable[list[Row]], provenance: str, warnings: Iterable[str], previews: Previews
) -> str:
    """Return a block for each region of interest, in which each family can be unfolded."""
    blocks = [_roi(rows, previews) for rows in rois]
    return "\n".join([*blocks, *map(_warning, warnings), _settings(provenance)])


def _roi(rows: list[Row], previews: Previews) -> str:
    first = rows[0]
    label = "no label" if first.label is None else f"label {first.label}"
    families = itertools.groupby(rows, key=lambda row: row.family)
    blocks = "\n".join(_family(family, list(members)) for family, members in families)
    picture = "" if first.label is None else _picture(previews.get(first.label))
    return (
        f'<div style="overflow:auto"><b>Case {escape(first.case)}, {label}</b> {_statuses(rows)}\n'
        f"{picture}{blocks}\n</div>"
    )


def _statuses(rows: list[Row]) -> str:
    counts = Counter(row.status for row in rows)
    listed = (f"{counts[status]} {status}" for status in _core.STATUSES if counts[status])
    return f"<span>({escape(', '.join(listed))})</span>"


def _picture(preview: tuple[Any, ...] | None) -> str:
    if preview is None:
        return ""
    data = b64encode(_core.draw(preview, _PIXELS)).decode("ascii")
    where = f"slice {preview[4] + 1} of {preview[5]}"
    grey = f"grey from {preview[6]:.6g} (black) to {preview[7]:.6g} (white)"
    title = f"{where}, outline of the region of interest, {grey}"
    return (
        f'<img src="data:image/png;base64,{data}" alt="{title}" title="{title}" '
        f'style="max-width:{_PIXELS}px;max-height:{_PIXELS}px;float:right"/>\n'
    )


def _warning(text: str) -> str:
    return f"<p><b>Warning:</b> {escape(text)}</p>"


def _settings(provenance: str) -> str:
    """Return the settings that are not the defaults, and all of them to unfold."""
    from voxtrait._extractor import chosen_settings

    known = json.loads(provenance)
    if "settings" not in known:
        return ""
    chosen = (f"{name} = {json.dumps(value)}" for name, value in chosen_settings(known["settings"]))
    summary = "; ".join(chosen) or "defaults"
    return (
        f"<details><summary>Settings: {escape(summary)}</summary>\n"
        f"<pre>{escape(json.dumps(known, indent=1))}</pre></details>"
    )


def _family(family: str, rows: list[Row]) -> str:
    missing = sum(row.value is None for row in rows)
    counts = f"{len(rows)} values" + (f", {missing} missing" if missing else "")
    aggregations = list(dict.fromkeys(row.aggregation for row in rows))
    header = "".join(
        f"<th>{escape(text)}</th>" for text in ["feature", "IBSI", *aggregations, "unit"]
    )
    by_feature: dict[str, list[Row]] = {}
    for row in rows:
        by_feature.setdefault(row.feature, []).append(row)
    lines = "\n".join(map(_line, by_feature.values()))
    return (
        f"<details><summary>{_spoken(family)}: {counts}</summary>\n"
        f"<table><thead><tr>{header}</tr></thead><tbody>\n{lines}\n</tbody></table></details>"
    )


def _line(rows: list[Row]) -> str:
    feature = rows[0]
    cells = "".join(map(_value, rows))
    unit = "" if feature.unit == "1" else escape(feature.unit)
    return (
        f"<tr><td>{_spoken(feature.feature)}</td><td>{escape(feature.ibsi_code)}</td>"
        f"{cells}<td>{unit}</td></tr>"
    )


def _value(row: Row) -> str:
    if row.value is None:
        return f'<td title="{escape(row.reason)}">{escape(row.status)}</td>'
    return f"<td>{row.value:.6g}</td>"


def _spoken(identifier: str) -> str:
    return escape(identifier.replace("_", " "))
