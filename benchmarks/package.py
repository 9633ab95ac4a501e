#!/usr/bin/env python3
"""Times the Python package beside PyRadiomics: import, the three-line example, and sizes.

benchmarks/peers/environments.py voxtrait pyradiomics     # once
scripts/wheel.sh 3.12                                     # for the size of a wheel
benchmarks/package.py --runs 9
"""

from __future__ import annotations

import argparse
import json
import math
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "benchmarks/peers"))

from environments import override, python_of

BRAIN = [ROOT / "data/pyradiomics/brain1" / name for name in ("image.nrrd", "label.nrrd")]

# What a user writes; argv holds the paths of image and mask.
EXAMPLES = {
    "PyRadiomics": """
from radiomics.featureextractor import RadiomicsFeatureExtractor
result = RadiomicsFeatureExtractor().execute(*sys.argv[1:3])
""",
    "voxtrait.compat": """
from voxtrait.compat.radiomics.featureextractor import RadiomicsFeatureExtractor
result = RadiomicsFeatureExtractor().execute(*sys.argv[1:3])
""",
    "voxtrait": """
import voxtrait
result = voxtrait.extract(*sys.argv[1:3], profile="pyradiomics").to_dict()
""",
}
IMPORTS = {
    "PyRadiomics": "import radiomics.featureextractor",
    "voxtrait.compat": "import voxtrait.compat.radiomics",
    "voxtrait": "import voxtrait",
}
# The example once more in a process that has run it before.
AGAIN = """
import logging, json, sys, time
logging.disable(logging.WARNING)
def example():
{body}
    return result
example()
seconds = []
for _ in range({runs}):
    start = time.perf_counter()
    result = example()
    seconds.append(time.perf_counter() - start)
values = {{k: float(v) for k, v in result.items() if k.startswith("original_") and v is not None}}
print(json.dumps([min(seconds), values]))
"""
# Bytes on disk of a distribution and all that it requires, numpy apart, which both have.
INSTALLED = """
import importlib.metadata as m, json, re, sys
def size(name, seen):
    name = re.sub("[-_.]+", "-", name).lower()
    if name in seen or name == "numpy":
        return 0
    seen.add(name)
    try:
        found = m.distribution(name)
    except m.PackageNotFoundError:
        return 0
    files = [f.locate() for f in found.files or []]
    own = sum(f.stat().st_size for f in files if f.is_file() and f.suffix != ".pyc")
    needs = [re.match("[A-Za-z0-9._-]+", r)[0] for r in found.requires or [] if "extra" not in r]
    return own + sum(size(n, seen) for n in needs)
seen = set()
print(json.dumps([size(sys.argv[1], seen), sorted(seen)]))
"""


def run(python: Path, script: str, *arguments: object) -> str:
    """What a script prints; leaves if it fails."""
    done = subprocess.run(
        [python, "-c", script, *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT / "benchmarks",
    )
    if done.returncode != 0:
        sys.exit(f"package.py: {python} failed\n{done.stderr}")
    return done.stdout


def seconds_of(python: Path, script: str, runs: int) -> float:
    """Median of whole processes, after one that fills caches."""
    taken = []
    for _ in range(runs + 1):
        start = time.perf_counter()
        run(python, script, *BRAIN)
        taken.append(time.perf_counter() - start)
    return statistics.median(taken[1:])


def measured(name: str, python: Path, runs: int) -> tuple[dict[str, Any], dict[str, float]]:
    """The figures of one package, and its values."""
    body = "".join(f"    {line}\n" for line in EXAMPLES[name].strip().splitlines())
    again, values = json.loads(run(python, AGAIN.format(body=body, runs=runs), *BRAIN))
    bare = seconds_of(python, "pass", runs)
    quiet = "import logging, sys\nlogging.disable(logging.WARNING)\n"
    distribution = "pyradiomics" if name == "PyRadiomics" else "voxtrait"
    size, parts = json.loads(run(python, INSTALLED, distribution))
    figures = {
        "import": seconds_of(python, IMPORTS[name], runs) - bare,
        "numpy": seconds_of(python, "import numpy", runs) - bare,
        "example": seconds_of(python, quiet + EXAMPLES[name], runs),
        "again": again,
        "installed": size,
        "parts": parts,
    }
    return figures, values


def require_equal(values: dict[str, float], reference: dict[str, float]) -> None:
    """Leave unless all values agree: what computes something else is not compared."""
    for key, expected in reference.items():
        if not math.isclose(values[key], expected, rel_tol=1e-6, abs_tol=1e-9):
            sys.exit(f"package.py: {key} is {values[key]!r}, PyRadiomics has {expected!r}")


def table_of(figures: dict[str, dict[str, Any]]) -> str:
    """A line for each package."""
    lines = [
        "| | import (of that numpy) | example, whole process | example again | installed |",
        "|---|---|---|---|---|",
    ]
    for name, f in figures.items():
        times = f"{f['import'] * 1e3:.0f} ms ({f['numpy'] * 1e3:.0f} ms)"
        times += f" | {f['example'] * 1e3:.0f} ms | {f['again'] * 1e3:.1f} ms"
        lines.append(f"| {name} | {times} | {f['installed'] / 1e6:.1f} MB |")
    for wheel in sorted((ROOT / "build/wheel").glob("*.whl")):
        lines.append(f"\n{wheel.name}: {wheel.stat().st_size / 1e6:.1f} MB")
    return "\n".join(lines)


def main() -> None:
    """Measure, compare values, print a table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--runs", type=int, default=5, help="of each measurement")
    parser.add_argument("--venv", type=override, action="append", default=[], metavar="PEER=DIR")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    places = dict(options.venv)
    figures: dict[str, dict[str, Any]] = {}
    reference: dict[str, float] = {}
    for name in EXAMPLES:
        peer = "pyradiomics" if name == "PyRadiomics" else "voxtrait"
        python = python_of(peer, places)
        if python is None:
            sys.exit(
                f"package.py: no environment of {peer}; benchmarks/peers/environments.py {peer}"
            )
        figures[name], values = measured(name, python.absolute(), options.runs)
        if name == "PyRadiomics":
            reference = values
        elif name == "voxtrait.compat":
            require_equal(values, reference)
    print(json.dumps(figures, indent=1) if options.json else table_of(figures))


if __name__ == "__main__":
    main()
