#!/usr/bin/env python3
"""Puts the figures of the last report into the README, between two marks.

benchmarks/quote.py             rewrites the README's paragraph
benchmarks/quote.py --check     exits with 1 if it says anything else than the report
"""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
FIGURES = ROOT / "benchmarks/report/figures.json"
README = ROOT / "README.md"
BEGIN = "<!-- figures: made by benchmarks/quote.py -->"
END = "<!-- /figures -->"

sys.path.insert(0, str(ROOT / "benchmarks"))
from render import NAMES, count, seconds, times

Record = dict[str, Any]


def print_claims(claims: Sequence[Record]) -> None:
    """One line a claim."""
    for entry in claims:
        verdict = {True: "held  ", False: "MISSED", None: "-     "}[entry["held"]]
        figure = "not measured" if entry["measured"] is None else f"{entry['measured']:.3g}"
        bound = f"{'at most' if entry['at_most'] else 'at least'} {entry['target']:g}"
        print(f"{verdict} {entry['claim']}: {figure} ({bound})")


def rows(figures: Record) -> list[str]:
    """Peers' own features on the CT, and voxtrait's time for the same."""
    lines = []
    for record in figures["peers"]:
        if record["scene"] == "ct" and record["form"] == "full" and "ratio" in record:
            cells = [NAMES[record["ours"]], count(record["voxels"]), seconds(record["cpu"])]
            cells += [seconds(record["our_cpu"]), times(record["ratio"])]
            lines.append("| " + " | ".join(cells) + " |")
    return lines


def quoted(figures: Record) -> str:
    """The README's paragraph."""
    machine = figures["machine"]
    head = ["| library, its own features | ROI voxels | it | voxtrait | ratio |"]
    head += ["|---|---:|---:|---:|---:|"]
    text = [
        f"CPU seconds of one thread, CT of 512 x 512 x 120 in memory, {machine['processor']}, "
        f"{machine['date'].split()[0]}; [the whole report](benchmarks/report/README.md).",
    ]
    return "\n".join([BEGIN, *head, *rows(figures), "", *text, END])


def with_figures(readme: str, figures: Record) -> str:
    """The README with its paragraph renewed."""
    before, begin, rest = readme.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise SystemExit(f"quote.py: the README has no '{BEGIN}' ... '{END}'")
    return before + quoted(figures) + after


def main() -> None:
    """Write or check."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--readme", type=Path, default=README)
    parser.add_argument("--figures", type=Path, default=FIGURES)
    arguments = parser.parse_args()
    old = arguments.readme.read_text()
    new = with_figures(old, json.loads(arguments.figures.read_text()))
    if not arguments.check:
        arguments.readme.write_text(new)
    elif new != old:
        sys.exit("quote.py: the README does not say what the report says: benchmarks/quote.py")


if __name__ == "__main__":
    main()
