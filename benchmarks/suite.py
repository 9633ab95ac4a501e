#!/usr/bin/env python3
"""Runs every benchmark and writes the report. benchmarks/run.sh builds first and calls this.

    benchmarks/run.sh                   everything, about ten minutes on a quiet machine
    benchmarks/run.sh --quick           tiny images, no peers, some seconds: does the harness work?
    benchmarks/run.sh --only kernels    one step; see STEPS
    benchmarks/run.sh --venv mirp=DIR   a peer that is installed elsewhere

Steps that were done for the same build are not done again, so an interrupted run goes on where it
ended; --fresh starts anew. Raw results stay in build/bench/results, the report goes to
benchmarks/report.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
sys.path[:0] = [str(HERE / "peers"), str(HERE / "maps")]

import file_to_csv
import machine
import pictures
import plan
import quote
import run_all
import run_all_maps
from claims import claims
from environments import override
from map_report import deviating, failed, maps_section
from render import report
from summary import summary

KERNEL_SECONDS = 120  # of one program
STEPS = ("probes", "kernels", "plugins", "peers", "filters", "maps", "processes", "scaling")


@dataclass
class Run:
    """Where things are, and what went wrong."""

    output: Path
    report: Path
    scenes: Path
    bin: Path
    pythons: dict[str, Path]
    quick: bool
    failures: dict[str, str] = field(default_factory=dict)

    @property
    def program(self) -> Path:
        """voxtrait's program."""
        return self.bin / "voxtrait"


def write_json(file: Path, content: Any) -> None:
    """Write a file that is whole or not there."""
    part = file.with_suffix(".part")
    part.write_text(json.dumps(content, indent=1) + "\n")
    part.rename(file)


def probes(run: Run) -> None:
    """Limits of the machine."""
    program, target = run.bin / "voxtrait_probe", run.output / "probes.json"
    if program.is_file() and not target.is_file():
        done = subprocess.run([program], capture_output=True, text=True, check=True)
        write_json(target, json.loads(done.stdout))


def kernels(run: Run) -> None:
    """Every Google Benchmark program."""
    folder = run.output / "kernels"
    folder.mkdir(exist_ok=True)
    for program in sorted(run.bin.glob("*_bench")):
        target = folder / f"{program.name}.json"
        if target.is_file():
            continue
        failure = kernel(program, target.with_suffix(".part"), run.quick)
        if failure:
            run.failures[program.name] = failure
        else:
            target.with_suffix(".part").rename(target)


def plugins(run: Run) -> None:
    """What the plugin interface costs."""
    program, target = run.bin / "voxtrait_plugin_overhead", run.output / "plugins.json"
    if program.is_file() and not target.is_file():
        done = subprocess.run([program], capture_output=True, text=True)
        if done.returncode == 0:
            write_json(target, json.loads(done.stdout))
        else:
            run.failures[program.name] = done.stderr or "failed"


def first_of(program: Path) -> str:
    """A filter for the first benchmark of a program."""
    listed = subprocess.run(
        [program, "--benchmark_list_tests"], capture_output=True, text=True, check=True
    )
    return f"^{re.escape(listed.stdout.splitlines()[0])}$"


def kernel(program: Path, target: Path, quick: bool) -> str:
    """Run one program; give what went wrong."""
    options = [f"--benchmark_out={target}", "--benchmark_out_format=json"]
    options += ["--benchmark_min_time=0.05"]
    if quick:
        options += ["--benchmark_min_time=0.001", f"--benchmark_filter={first_of(program)}"]
    start = time.perf_counter()
    try:
        done = subprocess.run(
            [str(program), *options], capture_output=True, text=True, timeout=KERNEL_SECONDS
        )
    except subprocess.TimeoutExpired:
        return f"took more than {KERNEL_SECONDS} s"
    print(f"kernels: {program.name}: {time.perf_counter() - start:.1f} s", flush=True)
    return "" if done.returncode == 0 else (done.stderr or "failed")[-1000:]


def peers(run: Run) -> None:
    """voxtrait and its peers in memory."""
    cases = {case: [] for case in plan.TINY} if run.quick else plan.CASES
    repeats = 1 if run.quick else plan.REPEATS
    folder = run.output / "peers"
    run.failures |= run_all.run_jobs(cases, run.pythons, run.scenes, folder, repeats)


def filters(run: Run) -> None:
    """Features of filtered images, by voxtrait and its peers in memory."""
    cases = {case: [] for case in plan.TINY_FILTERED} if run.quick else plan.FILTERED
    repeats = 1 if run.quick else plan.REPEATS
    folder = run.output / "peers"
    run.failures |= run_all.run_jobs(cases, run.pythons, run.scenes, folder, repeats)


def maps(run: Run) -> None:
    """Whole response maps, by voxtrait and SciPy."""
    scene, repeats = ("tiny_filters", 1) if run.quick else ("ct", run_all_maps.REPEATS)
    folder = run.output / "maps"
    run.failures |= run_all_maps.run_maps(scene, run.pythons, run.scenes, folder, repeats)


def scaling(run: Run) -> None:
    """voxtrait on larger and on sparse ROIs."""
    cases = {} if run.quick else {**plan.LADDER, **plan.SPARSE}
    ours = {plan.OURS: run.pythons[plan.OURS]}
    run.failures |= run_all.run_jobs(cases, ours, run.scenes, run.output / "peers")


def processes(run: Run) -> None:
    """Whole processes."""
    file_to_csv.PROGRAM = run.program
    scene, rois = ("tiny", ["M"]) if run.quick else ("ct", ["S", "M", "L"])
    others = {} if run.quick else run.pythons
    folder = run.output / "processes"
    file_to_csv.run_processes(scene, rois, others, run.scenes, folder)
    least = file_to_csv.timed([str(run.program), "--version"], 1)
    write_json(run.output / "program.json", {"memory": least.memory})


ACTIONS: dict[str, Callable[[Run], None]] = {
    "probes": probes,
    "kernels": kernels,
    "plugins": plugins,
    "peers": peers,
    "filters": filters,
    "maps": maps,
    "processes": processes,
    "scaling": scaling,
}


def fingerprint(run: Run) -> str:
    """Changes with the program, the Python extension and what is run."""
    digest = hashlib.sha256(run.program.read_bytes())
    package = subprocess.run(
        [str(run.pythons[plan.OURS]), "-c", "import voxtrait._core as c; print(c.__file__)"],
        capture_output=True,
        text=True,
        check=True,
    )
    digest.update(Path(package.stdout.strip()).read_bytes())
    digest.update(str(run.quick).encode())
    return digest.hexdigest()


def prepare(run: Run, fresh: bool) -> None:
    """Keep results of the same build, drop all others; touch no folder that is not ours."""
    mark = run.output / "fingerprint"
    now = fingerprint(run)
    if not mark.is_file() and run.output.is_dir() and any(run.output.iterdir()):
        sys.exit(f"suite.py: {run.output} holds something else than results; take another folder")
    if fresh or not mark.is_file() or mark.read_text() != now:
        shutil.rmtree(run.output, ignore_errors=True)
        run.output.mkdir(parents=True)
        mark.write_text(now)
        write_json(run.output / "machine.json", machine.described(run.program))


def write_report(run: Run) -> dict[str, Any]:
    """Report, figures as JSON, pictures."""
    figures = summary(run.output)
    run.failures |= failed(figures)
    figures["failures"] = run.failures
    write_json(run.output / "failures.json", run.failures)
    run.report.mkdir(parents=True, exist_ok=True)
    found = claims(figures)
    names = pictures.draw(figures, run.report)
    (run.report / "README.md").write_text(report(figures, found, names, maps_section(figures)))
    write_json(run.report / "figures.json", {**figures, "claims": found})
    return {**figures, "claims": found}


def parsed() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--quick", action="store_true", help="tiny images, no peers")
    parser.add_argument("--fresh", action="store_true", help="forget results of an earlier run")
    parser.add_argument("--only", action="append", choices=STEPS, help="run this step alone")
    parser.add_argument("--output", type=Path, help="raw results")
    parser.add_argument("--report", type=Path, help="report and pictures")
    parser.add_argument("--scenes", type=Path, default=ROOT / "build/bench/scenes")
    parser.add_argument("--bin", type=Path, default=ROOT / "build/bench/bin")
    parser.add_argument("--venv", type=override, action="append", default=[], metavar="PEER=DIR")
    return parser.parse_args()


def run_of(arguments: argparse.Namespace) -> Run:
    """Check that what every run needs is there."""
    name = "quick" if arguments.quick else "results"
    output = arguments.output or ROOT / "build/bench" / name
    target = arguments.report or (output / "report" if arguments.quick else HERE / "report")
    pythons, missing = run_all.installed(dict(arguments.venv))
    run = Run(output, target, arguments.scenes, arguments.bin, pythons, arguments.quick)
    if plan.OURS not in pythons or not run.program.is_file():
        sys.exit(f"suite.py: no {run.program}, or no environment of voxtrait: benchmarks/run.sh")
    if arguments.quick:
        run.pythons = {plan.OURS: pythons[plan.OURS]}
    prepare(run, arguments.fresh)
    write_json(output / "missing.json", [] if arguments.quick else missing)
    return run


def exit_code(run: Run, figures: dict[str, Any]) -> int:
    """1 if something failed or a value differs without a known reason."""
    wrong = [r for r in figures["peers"] if r.get("agreement", {}).get("differing")]
    for record in wrong:
        print(f"suite.py: values of {record['ours']} differ: {record['agreement']['differing']}")
    for name, share in deviating(figures).items():
        print(f"suite.py: the map {name} differs by {share:.1e} of its range")
    for name, failure in run.failures.items():
        print(f"suite.py: {name} failed: {failure}", file=sys.stderr)
    return 1 if wrong or deviating(figures) or run.failures else 0


def main() -> None:
    """Run the steps, then write the report of all that is there."""
    arguments = parsed()
    run = run_of(arguments)
    if os.getloadavg()[0] > 0.5 and not arguments.quick:
        print(f"suite.py: the machine is busy (load {os.getloadavg()[0]:.1f}): times will suffer")
    for name in arguments.only or STEPS:
        ACTIONS[name](run)
    figures = write_report(run)
    quote.print_claims(figures["claims"])
    print(f"suite.py: the report is {run.report / 'README.md'}")
    sys.exit(exit_code(run, figures))


if __name__ == "__main__":
    main()
