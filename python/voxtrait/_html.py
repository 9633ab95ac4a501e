"""A table for notebooks."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from voxtrait._table import Row


def page(rois: Iterable[list[Row]]) -> str:
    """Return a block for each region of interest, in which each family can be unfolded."""
    return "\n".join(map(_roi, rois))


def _roi(rows: list[Row]) -> str:
    label = "no label" if rows[0].label is None else f"label {rows[0].label}"
    families = itertools.groupby(rows, key=lambda row: row.family)
    blocks = "\n".join(_family(family, list(members)) for family, members in families)
    return f"<div><b>Case {escape(rows[0].case)}, {label}</b>\n{blocks}\n</div>"


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
