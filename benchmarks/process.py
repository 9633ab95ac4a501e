#!/usr/bin/env python3
"""Times whole processes: start-up, and extraction of the IBSI CT phantom."""

import argparse
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
IMAGES = ("image.nii.gz", "mask.nii.gz")
STAGES = ("start-up and exit", "reading", "computing", "writing")
TIMING = re.compile(r"reading ([\d.]+) s, computing ([\d.]+) s, writing ([\d.]+) s")
EXAMPLE = """\
example:
  benchmarks/process.py --runs 20 --threads 1

Before anything is timed, 'voxtrait verify' must find that every reference value of the
configuration matches; every timed run must write the same bytes."""


@dataclass(frozen=True)
class Extraction:
    """One run: seconds of each stage, and what it wrote."""

    stages: dict[str, float]
    result: bytes

    @property
    def seconds(self) -> float:
        """Whole process, from its start to its end."""
        return sum(self.stages.values())


def timed(command: list[str]) -> tuple[float, subprocess.CompletedProcess[str]]:
    """Run a command; give its seconds and what it printed."""
    start = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    seconds = time.perf_counter() - start
    if done.returncode != 0:
        sys.exit(f"process.py: exit code {done.returncode} of {' '.join(command)}\n{done.stderr}")
    return seconds, done


def require_reference_values(program: str, data: Path, configuration: str) -> int:
    """Leave unless all reference values of the configuration match; give their number."""
    done = subprocess.run(
        [program, "verify", "--json", "--data", str(data)],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode not in (0, 1):
        sys.exit(f"process.py: voxtrait verify failed\n{done.stderr}")
    rows = json.loads(done.stdout)["rows"]
    verdicts = [r["verdict"] for r in rows if r["configuration"] == configuration]
    matched, missed = verdicts.count("matched"), verdicts.count("missed")
    if missed > 0 or matched == 0:
        sys.exit(
            f"process.py: configuration {configuration}: {matched} reference values match, "
            f"{missed} do not; a wrong result is not timed"
        )
    return matched


def extraction(command: list[str], target: Path) -> Extraction:
    """Run an extraction that reports its stages and writes to a file."""
    seconds, done = timed([*command, "--timing", "-o", str(target)])
    found = TIMING.search(done.stderr)
    if found is None:
        sys.exit(f"process.py: no times in what voxtrait said: {done.stderr!r}")
    reported = [float(number) for number in found.groups()]
    parts = [max(0.0, seconds - sum(reported)), *reported]
    return Extraction(dict(zip(STAGES, parts, strict=True)), target.read_bytes())


def line(title: str, seconds: list[float], whole: float | None = None) -> str:
    """One line of the table: best and median in milliseconds, and the share of a median."""
    best, middle = 1e3 * min(seconds), 1e3 * statistics.median(seconds)
    share = "" if whole is None else f"{100 * statistics.median(seconds) / whole:7.0f} %"
    return f"{title:<24}{best:10.1f} ms{middle:10.1f} ms{share}"


def table(start_ups: list[float], runs: list[Extraction]) -> str:
    """All times as text."""
    totals = [run.seconds for run in runs]
    whole = sum(statistics.median([run.stages[stage] for run in runs]) for stage in STAGES)
    lines = [f"{'':<24}{'best':>13}{'median':>13}    share"]
    lines += [line("voxtrait --version", start_ups), line("voxtrait extract", totals)]
    for stage in STAGES:
        lines.append(line(f"  {stage}", [run.stages[stage] for run in runs], whole))
    return "\n".join(lines)


def parsed_arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, epilog=EXAMPLE, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    program = os.environ.get("VOXTRAIT_PROGRAM", str(ROOT / "build/release/bin/voxtrait"))
    parser.add_argument("--program", default=program, help="default: %(default)s")
    parser.add_argument("--data", type=Path, default=ROOT / "data", help="default: %(default)s")
    parser.add_argument("--configuration", default="A", choices=list("ABCDE"))
    parser.add_argument("--runs", type=int, default=10, help="default: %(default)s")
    parser.add_argument("--threads", type=int, help="default: as voxtrait decides")
    arguments = parser.parse_args()
    if arguments.runs < 1:
        parser.error("--runs must be at least 1")
    images = [arguments.data / "ibsi/ct_phantom" / name for name in IMAGES]
    for path in (Path(arguments.program), *images):
        if not path.is_file():
            parser.error(f"there is no {path}")
    return arguments


def main() -> None:
    """Check, time, print."""
    arguments = parsed_arguments()
    program, data = arguments.program, arguments.data
    matched = require_reference_values(program, data, arguments.configuration)
    command = [program, "extract", *(str(data / "ibsi/ct_phantom" / name) for name in IMAGES)]
    command += ["--settings", str(data / f"ibsi/settings/{arguments.configuration}.json")]
    if arguments.threads is not None:
        command += ["--threads", str(arguments.threads)]

    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "result.csv"
        reference = extraction(command, target).result
        start_ups: list[float] = []
        runs: list[Extraction] = []
        for _ in range(arguments.runs):
            start_ups.append(timed([program, "--version"])[0])
            runs.append(extraction(command, target))
            if runs[-1].result != reference:
                sys.exit("process.py: two runs of the same extraction wrote different bytes")

    threads = arguments.threads or "default number of"
    print(
        f"{timed([program, '--version'])[1].stdout.strip()}, CT phantom, configuration "
        f"{arguments.configuration}: {matched} reference values match; {arguments.runs} runs, "
        f"{threads} threads, {os.cpu_count()} processors\n"
    )
    print(table(start_ups, runs))


if __name__ == "__main__":
    main()
