#!/usr/bin/env python3
"""Runs voxtrait and its peers on the same cases, one after the other, and writes what came of it.

    benchmarks/peers/run_all.py --scenes build/bench/scenes --output build/bench/peers

Each program runs in its own process and environment (see environments.py) with one thread; a peer
that is not installed is left out and named. A job whose result is there is not run again.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import plan
from environments import ENVIRONMENTS, override, python_of
from feature_sets import OF_PEER
from plan import Job
from scenes import write_scene

HERE = Path(__file__).resolve().parent
THREADS = (
    "OMP_NUM_THREADS OPENBLAS_NUM_THREADS MKL_NUM_THREADS NUMBA_NUM_THREADS "
    "PICTOLOGICS_NUM_THREADS ITK_GLOBAL_DEFAULT_NUMBER_OF_THREADS VECLIB_MAXIMUM_THREADS"
)
LONGEST = 300  # seconds of one job


def environment_of(threads: int) -> dict[str, str]:
    """Variables that hold every library to so many threads."""
    return {**os.environ, **{name: str(threads) for name in THREADS.split()}}


def job_text(job: Job, scenes: Path, peers: list[str], repeats: int) -> str:
    """The file that a peer's script reads."""
    facts = write_scene(job.scene, scenes)
    tiny = write_scene("tiny", scenes)
    tasks = (
        plan.our_tasks(peers, job.scene, repeats)
        if job.peer == plan.OURS
        else plan.peer_tasks(job.peer, job.scene, repeats)
    )
    warm_up = plan.description(Job(job.peer, "tiny", "M", "full"), tiny, scenes)
    content = {**plan.description(job, facts, scenes), "tasks": tasks, "warm_up": warm_up}
    return json.dumps({"peer": job.peer, "scene": job.scene, "roi": job.roi, **content}, indent=1)


def started(command: list[str]) -> str:
    """Run a command with one thread and limited memory; give what went wrong."""
    memory = int(0.5 * os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES"))
    limits = f'ulimit -v {memory // 1024}; exec "$@"'
    try:
        done = subprocess.run(
            ["sh", "-c", limits, "sh", *command],
            env=environment_of(1),
            capture_output=True,
            text=True,
            timeout=LONGEST,
        )
    except subprocess.TimeoutExpired:
        return f"took more than {LONGEST} s"
    if done.returncode == 0:
        return ""
    return (done.stderr or done.stdout).strip()[-2000:] or f"exit code {done.returncode}"


def run_job(job: Job, python: Path, text: str, output: Path) -> str:
    """Run one job; give an empty text or what went wrong. Tasks done by then are kept."""
    question, answer = output / f"{job.name}.job", output / f"{job.name}.part"
    question.write_text(text)
    script = HERE / ENVIRONMENTS[job.peer].script
    failure = started([str(python), str(script), str(question), str(answer)])
    if answer.is_file():
        content = {**json.loads(answer.read_text()), "failure": failure}
        answer.write_text(json.dumps(content, indent=1) + "\n")
        answer.rename(output / f"{job.name}.json")
    return failure


def run_jobs(
    cases: Mapping[tuple[str, str, str], list[str]],
    pythons: Mapping[str, Path],
    scenes: Path,
    output: Path,
    repeats: int = plan.REPEATS,
) -> dict[str, str]:
    """Run every job that has no result yet; give the failures by job."""
    output.mkdir(parents=True, exist_ok=True)
    peers = [name for name in OF_PEER if name in pythons]
    failures = {}
    for job in plan.jobs(dict(cases), peers):
        if (output / f"{job.name}.json").is_file():
            continue
        start = time.perf_counter()
        on_case = [name for name in peers if name in cases[job.case]]
        failure = run_job(job, pythons[job.peer], job_text(job, scenes, on_case, repeats), output)
        if failure:
            failures[job.name] = failure
        say(job, time.perf_counter() - start, failure)
    return failures


def say(job: Job, seconds: float, failure: str) -> None:
    """One line of progress."""
    outcome = f"FAILED: {failure.splitlines()[-1]}" if failure else f"{seconds:.1f} s"
    print(f"peers: {job.name}: {outcome}", flush=True)


def installed(overrides: Mapping[str, Path]) -> tuple[dict[str, Path], list[str]]:
    """Interpreters of the peers that are there, and the names of those that are not."""
    found = {name: python_of(name, overrides) for name in ENVIRONMENTS}
    there = {name: python for name, python in found.items() if python is not None}
    return there, [name for name in found if name not in there]


def results(output: Path) -> list[dict[str, Any]]:
    """All results in a folder."""
    return [json.loads(file.read_text()) for file in sorted(output.glob("*.json"))]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options that the main program has, too."""
    parser.add_argument("--scenes", type=Path, default=Path("build/bench/scenes"))
    parser.add_argument(
        "--venv",
        type=override,
        action="append",
        default=[],
        metavar="PEER=DIR",
        help="environment or interpreter of a peer; default: build/peers/PEER",
    )


def main() -> None:
    """Run what the command line says."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    add_arguments(parser)
    parser.add_argument("--output", type=Path, default=Path("build/bench/peers"))
    parser.add_argument("--case", action="append", help="e.g. ct-M-full; default: all")
    parser.add_argument("--peer", action="append", help="default: all that are installed")
    arguments = parser.parse_args()
    pythons, missing = installed(dict(arguments.venv))
    wanted = arguments.peer or list(pythons)
    chosen = {n: p for n, p in pythons.items() if n in wanted or n == plan.OURS}
    cases = {
        case: peers
        for case, peers in {
            **plan.CASES,
            **plan.FILTERED,
            **plan.LADDER,
            **plan.SPARSE,
            **plan.TINY,
            **plan.TINY_FILTERED,
        }.items()
        if ("-".join(case) in arguments.case if arguments.case else case in plan.CASES)
    }
    for name in missing:
        print(f"peers: {name} is not installed (benchmarks/peers/environments.py {name})")
    if plan.OURS not in pythons:
        sys.exit("peers: voxtrait's own environment is missing")
    failures = run_jobs(cases, chosen, arguments.scenes, arguments.output)
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
