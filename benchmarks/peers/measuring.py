"""Runs inside a peer's own environment: loads one case, times the peer on it, writes JSON.

Every run_*.py script gives a `Peer` to `main`. Python 3.9, because PyRadiomics needs it.

    run_<peer>.py JOB.json RESULT.json          in memory: what run_all.py asks for
    run_<peer>.py --csv IMAGE MASK LOW OUT.csv  whole process: what a user would do with two files
"""

from __future__ import annotations

import contextlib
import json
import platform
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

BIN_WIDTH = 25.0
MARGIN = 8  # voxels that a crop leaves around the ROI
Values = dict[str, float]  # by key, see `key`


@dataclass(frozen=True)
class Case:
    """One image with a ROI, in memory and as uncompressed NIfTI files."""

    image: NDArray[Any]  # z, y, x
    mask: NDArray[Any]
    spacing: tuple[float, float, float]  # x, y, z in mm
    low: float  # bins start here: the multiple of the bin width at or below the ROI's minimum
    high: float  # the ROI's maximum
    image_file: Path
    mask_file: Path
    folder: Path  # for what a peer must write


@dataclass(frozen=True)
class Peer:
    """How a peer is used. Only `compute` is timed."""

    versions: Callable[[], dict[str, str]]
    prepare: Callable[[Case], Any]  # the peer's own objects
    compute: Callable[[Any, dict[str, Any]], Any]  # a task: set of features, threads, ...
    values: Callable[[Any], Values]
    to_csv: Callable[[str, str, float, str], None]


def key(code: str, aggregation: str = "3D", parameter: str = "") -> str:
    """Name of a value that all peers share: IBSI code, its parameter's, aggregation."""
    return (code + "/" + parameter if parameter else code) + "@" + aggregation


def load(job: dict[str, Any], folder: Path) -> Case:
    """Arrays of a case; a crop keeps the ROI's bounding box and a margin."""
    image = np.load(job["stem_image"] + ".npy")
    mask = np.load(job["stem_mask"] + ".npy")
    files = [Path(job[stem] + ".nii") for stem in ("stem_image", "stem_mask")]
    if job["form"] == "crop":
        window = tuple(
            slice(max(0, first - MARGIN), min(size, end + MARGIN))
            for (first, end), size in zip(job["box"], image.shape)  # noqa: B905
        )
        image, mask = (np.ascontiguousarray(a[window]) for a in (image, mask))
        files = [folder / "image.nii", folder / "mask.nii"]
    x, y, z = job["spacing"]
    low, high = float(job["low"]), float(job["high"])
    return Case(image, mask, (x, y, z), low, high, files[0], files[1], folder)


def peak_memory_reset() -> None:
    """Make the kernel forget the peak so far; without /proc peaks are those of the process."""
    with contextlib.suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5")


def peak_memory() -> int:
    """Peak resident memory in bytes since the last reset."""
    try:
        for line in Path("/proc/self/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return 1024 * int(line.split()[1])
    except OSError:
        pass
    return 1024 * resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def enough(walls: list[float], task: dict[str, Any]) -> bool:
    """Whether to stop repeating: so many runs, or so many seconds, whichever is first."""
    return bool(len(walls) >= task["repeats"] or sum(walls) >= task["seconds"])


def measured(peer: Peer, prepared: Any, task: dict[str, Any]) -> dict[str, Any]:
    """CPU and wall seconds of each run, memory, and the values of the last run."""
    cpus: list[float] = []
    walls: list[float] = []
    peak_memory_reset()
    before = peak_memory()
    while not walls or not enough(walls, task):
        wall, cpu = time.perf_counter(), time.process_time()
        raw = peer.compute(prepared, task)
        cpus.append(time.process_time() - cpu)
        walls.append(time.perf_counter() - wall)
    return {
        "task": task,
        "cpu": cpus,
        "wall": walls,
        "memory_before": before,
        "memory_peak": peak_memory(),
        "values": {name: float(value) for name, value in peer.values(raw).items()},
    }


def warmed_up(peer: Peer, job: dict[str, Any], folder: Path) -> None:
    """Compute once on a tiny case, so that nothing is compiled or loaded while timed."""
    folder.mkdir()
    prepared = peer.prepare(load(job["warm_up"], folder))
    for task in job["tasks"]:
        peer.compute(prepared, task)


def attempted(peer: Peer, prepared: Any, task: dict[str, Any]) -> dict[str, Any]:
    """Measure a task; what a peer raises is its result."""
    try:
        return measured(peer, prepared, task)
    except Exception as error:
        return {"task": task, "error": f"{type(error).__name__}: {error}"}


def run_job(peer: Peer, job: dict[str, Any], target: Path, folder: Path) -> None:
    """All tasks of a job; what is done is on disk, should a later task end the process."""
    warmed_up(peer, job, folder / "warm_up")
    prepared = peer.prepare(load(job, folder))
    versions = {"python": platform.python_version(), **peer.versions()}
    results: list[dict[str, Any]] = []
    for task in job["tasks"]:
        results.append(attempted(peer, prepared, task))
        content = {"job": job, "versions": versions, "results": results}
        target.write_text(json.dumps(content, indent=1) + "\n")


def main(peer: Peer) -> None:
    """Run what the command line says."""
    if sys.argv[1] == "--csv":
        image, mask, low, csv_file = sys.argv[2:]
        peer.to_csv(image, mask, float(low), csv_file)
        return
    job, target = Path(sys.argv[1]), Path(sys.argv[2])
    with tempfile.TemporaryDirectory() as folder:
        run_job(peer, json.loads(job.read_text()), target, Path(folder))
