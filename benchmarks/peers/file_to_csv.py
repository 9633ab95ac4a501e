#!/usr/bin/env python3
"""Times whole processes: two files in, CSV out, as from a shell.

    benchmarks/peers/file_to_csv.py --scenes build/bench/scenes --output build/bench/processes

voxtrait's own program runs with pictologics' families (the fastest peer) and with all; a peer runs
as a script of its own that imports it, reads, computes and writes. Wall and CPU seconds and peak
memory are those of the process, imports and all. Files are in the page cache: each is read once
before.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import plan
import run_all
from environments import ENVIRONMENTS
from feature_sets import SETS
from scenes import write_scene

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
PROGRAM = ROOT / "build/bench/bin/voxtrait"
SUFFIXES = (".nii.gz", ".nii")
STAGES = re.compile(r"reading ([\d.]+) s, computing ([\d.]+) s, writing ([\d.]+) s")
REPEATS = 3
SECONDS = 6.0  # no further run begins after so many
# Which peers run whole processes on which ROI of the CT.
PEERS: dict[str, list[str]] = {
    "S": ["pictologics", "nyxus", "pyradiomics", "flash"],
    "M": ["pictologics", "nyxus", "pyradiomics", "flash", "mirp"],
    "L": ["pictologics", "nyxus", "flash"],
}


@dataclass(frozen=True)
class Process:
    """What one process took."""

    wall: float
    cpu: float
    memory: int  # peak, bytes
    said: str


def timed(command: list[str], threads: int) -> Process:
    """Run a command; raise with its message if it fails."""
    with tempfile.TemporaryDirectory() as folder:
        result = Path(folder) / "result.json"
        launcher = [sys.executable, "-S", "-E", str(HERE / "launcher.py"), str(result)]
        done = subprocess.run(
            [*launcher, *command],
            env=run_all.environment_of(threads),
            capture_output=True,
            text=True,
            timeout=run_all.LONGEST,
        )
        took: dict[str, Any] = {"code": "none"}
        if result.is_file():
            took = json.loads(result.read_text())
    said: str = done.stdout + done.stderr
    if took["code"] != 0:
        raise RuntimeError(f"{' '.join(command)}: exit code {took['code']}: {said[-1000:]}")
    return Process(took["wall"], took["cpu"], took["memory"], said)


def repeated(command: list[str], threads: int, repeats: int) -> dict[str, Any]:
    """All runs of a command, and what the program says about its stages."""
    runs: list[Process] = []
    while len(runs) < repeats and sum(run.wall for run in runs) < SECONDS:
        runs.append(timed(command, threads))
    found = [STAGES.search(run.said) for run in runs]
    stages = [[float(text) for text in match.groups()] for match in found if match]
    return {
        "wall": [run.wall for run in runs],
        "cpu": [run.cpu for run in runs],
        "memory": max(run.memory for run in runs),
        **({"stages": stages} if stages else {}),
    }


def our_command(files: tuple[str, str], settings: Path, threads: int, target: Path) -> list[str]:
    """voxtrait's program."""
    options = ["--settings", str(settings), "--threads", str(threads), "--timing"]
    return [str(PROGRAM), "extract", *files, *options, "-o", str(target)]


def ours(files: tuple[str, str], low: int, folder: Path, repeats: int) -> dict[str, Any]:
    """voxtrait, by set and number of threads."""
    result = {}
    for name in ("pictologics", "all"):
        settings = folder / f"{name}.json"
        content = {**SETS[name], "resegmentation": {"range": [low, None]}}
        settings.write_text(json.dumps(content))
        for threads in (1, 2):
            command = our_command(files, settings, threads, folder / "ours.csv")
            result[f"voxtrait, {name}, {threads}"] = repeated(command, threads, repeats)
    return result


def theirs(
    peer: str, python: Path, files: tuple[str, str], low: int, folder: Path, repeats: int
) -> dict[str, Any]:
    """A peer's process."""
    script = str(HERE / ENVIRONMENTS[peer].script)
    command = [str(python), script, "--csv", *files, str(low), str(folder / "theirs.csv")]
    return repeated(command, 1, repeats)


def attempted(
    peer: str, python: Path, files: tuple[str, str], low: int, folder: Path, repeats: int
) -> dict[str, Any]:
    """A peer's process; its failure is a result."""
    try:
        return theirs(peer, python, files, low, folder, repeats)
    except (RuntimeError, subprocess.TimeoutExpired) as error:
        return {"error": str(error)}


def measure(
    scene: str, roi: str, pythons: Mapping[str, Path], scenes: Path, repeats: int
) -> dict[str, Any]:
    """Everything on one ROI; compressed files, and uncompressed ones for voxtrait."""
    facts = write_scene(scene, scenes)
    low = plan.low_of(facts, roi)
    stems = scenes / scene / "image", scenes / scene / f"roi_{roi}"
    runs: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        for suffix in SUFFIXES:
            files = (str(stems[0]) + suffix, str(stems[1]) + suffix)
            for file in files:
                Path(file).read_bytes()
            runs[suffix] = ours(files, low, folder, repeats)
            for peer in PEERS.get(roi, []) if suffix == ".nii.gz" else []:
                if peer in pythons:
                    python = pythons[peer]
                    runs[suffix][peer] = attempted(peer, python, files, low, folder, repeats)
    return {"scene": scene, "roi": roi, "facts": facts, "runs": runs}


def run_processes(
    scene: str, rois: list[str], pythons: Mapping[str, Path], scenes: Path, output: Path
) -> None:
    """Measure every ROI that has no result yet."""
    output.mkdir(parents=True, exist_ok=True)
    for roi in rois:
        target = output / f"{scene}-{roi}.json"
        if not target.is_file():
            start = time.perf_counter()
            content = measure(scene, roi, pythons, scenes, REPEATS)
            target.write_text(json.dumps(content, indent=1) + "\n")
            print(f"processes: {scene}-{roi}: {time.perf_counter() - start:.1f} s", flush=True)


def main() -> None:
    """Run what the command line says."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    run_all.add_arguments(parser)
    parser.add_argument("--output", type=Path, default=Path("build/bench/processes"))
    parser.add_argument("--scene", default="ct")
    parser.add_argument("rois", nargs="*", default=["S", "M", "L"])
    arguments = parser.parse_args()
    pythons, _ = run_all.installed(dict(arguments.venv))
    run_processes(arguments.scene, arguments.rois, pythons, arguments.scenes, arguments.output)


if __name__ == "__main__":
    main()
