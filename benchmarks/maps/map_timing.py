"""Times one program on every filter; runs inside its own environment.

    <script> JOB.json RESULT.json

The job names the image, the folder of voxtrait's maps and how often to repeat at most.
"""

from __future__ import annotations

import json
import platform
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path[:0] = [str(Path(__file__).resolve().parent), str(Path(__file__).parents[1] / "peers")]

import numpy as np

from map_cases import CASES, MapCase
from measuring import enough, peak_memory, peak_memory_reset

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[Any]

Filter = Callable[["Array", MapCase], "Array"]
Finish = Callable[["Array", Path], dict[str, float]]  # the last map and voxtrait's file of it


def map_file(folder: Path, case: MapCase) -> Path:
    """Where voxtrait's map is kept until others were compared with it."""
    return folder / f"{case.name.replace(' ', '_').replace(',', '')}.npy"


def timed(run: Filter, image: Array, case: MapCase, job: dict[str, Any]) -> tuple[Any, Array]:
    """Seconds of each run and the peak of memory beside the image; the map of the last run."""
    cpus: list[float] = []
    walls: list[float] = []
    result = run(image[:4, :16, :16], case)  # nothing is loaded or compiled while timed
    peak_memory_reset()
    before = peak_memory()
    while not walls or not enough(walls, job):
        del result
        wall, cpu = time.perf_counter(), time.process_time()
        result = run(image, case)
        cpus.append(time.process_time() - cpu)
        walls.append(time.perf_counter() - wall)
    return {"cpu": cpus, "wall": walls, "memory": peak_memory() - before}, result


def measured(run: Filter, image: Array, case: MapCase, job: dict[str, Any], end: Finish) -> Any:
    """One filter; what it raises is its result."""
    try:
        found, response = timed(run, image, case, job)
        return {**found, **end(response, map_file(Path(job["maps"]), case))}
    except Exception as error:
        return {"error": f"{type(error).__name__}: {error}"}


def deviation(ours: Array, theirs: Array) -> float:
    """The largest difference of two maps as a share of the range of one."""
    low, high = float(ours.min()), float(ours.max())
    largest = max(
        float(np.abs(a.astype(np.float64) - b).max())
        for a, b in zip(ours, theirs)  # noqa: B905
    )
    return largest / (high - low)


def main(
    runs: dict[str, tuple[Callable[[MapCase], Filter | None], Finish]], versions: dict[str, str]
) -> None:
    """All filters by every program of this environment; what is done is on disk."""
    job, target = json.loads(Path(sys.argv[1]).read_text()), Path(sys.argv[2])
    image = np.load(job["image"])
    results: list[dict[str, Any]] = []
    for case in CASES:
        for name, (choose, end) in runs.items():
            run = choose(case)
            if run is None:
                continue
            found = measured(run, image, case, job, end)
            results.append({"program": name, "case": case.name, **found})
            content = {"versions": {"python": platform.python_version(), **versions}}
            target.write_text(json.dumps({**content, "results": results}, indent=1) + "\n")
