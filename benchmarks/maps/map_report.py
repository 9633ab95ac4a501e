"""The part of the report, and the claims, that are about whole response maps."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from typing import Any

from map_cases import CASES, MapCase
from render import seconds, table, times

Record = dict[str, Any]
OURS = "voxtrait"
TWO_THREADS = "voxtrait, 2 threads"
LARGE = 10_000_000  # voxels
LARGEST = 3.0  # volumes of doubles that a filter may take, its image and its response included


def deviating(summary: Record) -> dict[str, float]:
    """Maps that differ by more than they may; bits, for two threads."""
    cases = {case.name: case for case in CASES}
    return {
        f"{name}, {program}": record["deviation"]
        for name, programs in summary["maps"]["cases"].items()
        for program, record in programs.items()
        if record.get("deviation", 0.0) > (0.0 if program == TWO_THREADS else cases[name].within)
    }


def failed(summary: Record) -> dict[str, str]:
    """What a program said instead of giving a map."""
    return {
        f"map {name}, {program}": record["error"]
        for name, programs in summary["maps"]["cases"].items()
        for program, record in programs.items()
        if "error" in record
    }


def volumes(summary: Record, record: Record) -> float:
    """Memory in volumes of the image in doubles."""
    z, y, x = summary["maps"]["shape"]
    return float(record["memory"]) / (8 * z * y * x)


def rows(summary: Record) -> Iterator[tuple[MapCase, str, Record, dict[str, Record]]]:
    """Every map of every program, in the order of the filters."""
    for case in CASES:
        programs = summary["maps"]["cases"].get(case.name, {})
        for program, record in programs.items():
            if "error" not in record:
                yield case, program, record, programs


def row(summary: Record, case: MapCase, program: str, record: Record, own: Record) -> list[str]:
    """One program on one filter."""
    cells = [case.name, program]
    if f"{case.name}, {program}" in deviating(summary):
        return [*cells, "", "", "", "", f"**{record['deviation']:.1e}**"]
    ratio = times(record["cpu"] / own["cpu"]) if program not in (OURS, TWO_THREADS) else ""
    cells += [seconds(record["wall"]), seconds(record["cpu"]), ratio]
    cells += [f"{volumes(summary, record):.2f}"]
    return [*cells, f"{record['deviation']:.1e}" if "deviation" in record else ""]


def maps_section(summary: Record) -> list[str]:
    """Every filter beside what SciPy and SimpleITK take for the same."""
    if not summary["maps"]["cases"]:
        return []
    z, y, x = summary["maps"]["shape"]
    lines = ["## Whole response maps", ""]
    lines += [
        f"One map of {x} x {y} x {z} voxels, an int16 array; one thread where no other number is",
        "given. Memory: the peak beside the array, in volumes of doubles. The last column is the",
        "largest difference to voxtrait's map as a share of its range.",
        "",
    ]
    head = ["filter", "program", "wall", "CPU", "CPU to voxtrait", "memory", "difference"]
    body = (row(summary, c, p, r, own[OURS]) for c, p, r, own in rows(summary) if OURS in own)
    notes = [f"* {case.name}: {case.why}." for case in CASES if case.why]
    return [*lines, *table(head, body), *notes, ""]


def largest_memory(summary: Record) -> float | None:
    """Volumes that the hungriest filter takes with one thread; of an image that dwarfs the rest."""
    if math.prod(summary["maps"].get("shape", [])) < LARGE:
        return None
    found = (volumes(summary, r) for _, p, r, _ in rows(summary) if p == OURS)
    return max(found, default=None)


def maps_claims(summary: Record, claim: Callable[..., Record]) -> list[Record]:
    """Memory."""
    text = "peak memory of one filter on a whole volume: volumes of doubles"
    return [claim(text, LARGEST, largest_memory(summary), most=True)]
