#!/usr/bin/env python3
"""Makes a virtual environment for each peer, in build/peers; those that exist are kept.

    benchmarks/peers/environments.py                 all of them, some minutes
    benchmarks/peers/environments.py pictologics     one

PyRadiomics has wheels for Python 3.7 to 3.9 only; interpreters are taken from the path or from
pyenv. pictologics compiles for about nine minutes when it is first imported: done here, so that it
is in no measurement.
"""

import argparse
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
DEFAULT = ROOT / "build/peers"


@dataclass(frozen=True)
class Environment:
    """What a peer needs."""

    pythons: tuple[str, ...]  # any of these versions
    module: str  # importing it shows that it is installed
    script: str


MODERN = ("3.12", "3.13", "3.11", "3.10")
ENVIRONMENTS: dict[str, Environment] = {
    "voxtrait": Environment(MODERN, "voxtrait", "run_voxtrait.py"),
    "pictologics": Environment(("3.12", "3.13"), "pictologics", "run_pictologics.py"),
    "pyradiomics": Environment(("3.9", "3.8"), "radiomics", "run_pyradiomics.py"),
    "mirp": Environment(("3.12", "3.11"), "mirp", "run_mirp.py"),
    "nyxus": Environment(("3.12", "3.11"), "nyxus", "run_nyxus.py"),
    "flash": Environment(("3.12", "3.11"), "flash_radiomics", "run_flash.py"),
    "scipy": Environment(MODERN, "scipy", ""),  # response maps alone: ../maps
}


def interpreter(versions: tuple[str, ...]) -> str:
    """An interpreter of one of these versions; leaves with a message when there is none."""
    for version in versions:
        found = shutil.which(f"python{version}")
        if found and subprocess.run([found, "--version"], capture_output=True).returncode == 0:
            return found
        root = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
        for candidate in sorted(root.glob(f"{version}.*/bin/python"), reverse=True):
            return str(candidate)
    raise SystemExit(f"environments.py: no Python {' or '.join(versions)} (path, pyenv)")


def python_of(name: str, overrides: Mapping[str, Path]) -> Path | None:
    """The interpreter of a peer's environment; None if the peer is not there."""
    place = overrides.get(name, DEFAULT / name)
    python = place / "bin/python" if place.is_dir() else place
    return python if python.is_file() and os.access(python, os.X_OK) else None


def override(text: str) -> tuple[str, Path]:
    """Parse NAME=DIR for a command line."""
    name, separator, place = text.partition("=")
    if not separator or name not in ENVIRONMENTS:
        raise argparse.ArgumentTypeError(f"expected PEER=DIR, PEER of {', '.join(ENVIRONMENTS)}")
    return name, Path(place)


def run(*command: object) -> None:
    """Run a command in the root of the repository; leave if it fails."""
    if subprocess.run([str(part) for part in command], cwd=ROOT).returncode != 0:
        raise SystemExit(f"environments.py: failed: {' '.join(map(str, command))}")


def make(name: str) -> None:
    """Make one environment and import its peer once."""
    environment = ENVIRONMENTS[name]
    place = DEFAULT / name
    if python_of(name, {}) is None:
        run(interpreter(environment.pythons), "-m", "venv", place)
    python = place / "bin/python"
    run(python, "-m", "pip", "install", "-q", "-r", HERE / f"requirements/{name}.txt")
    if name == "voxtrait":
        run(python, "-m", "pip", "install", "-q", "--no-build-isolation", ".")
    run(python, "-c", f"import {environment.module}")


def main() -> None:
    """Make what was asked for; one that fails does not keep the others away."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("peers", nargs="*", metavar="PEER", help=", ".join(ENVIRONMENTS))
    names = parser.parse_args().peers or list(ENVIRONMENTS)
    failed = []
    for name in names:
        if name not in ENVIRONMENTS:
            parser.error(f"no peer {name}; there are {', '.join(ENVIRONMENTS)}")
        print(f"environments.py: {name}", flush=True)
        try:
            make(name)
        except SystemExit as error:
            print(error, file=sys.stderr)
            failed.append(name)
    if failed:
        raise SystemExit(f"environments.py: not made: {', '.join(failed)}")


if __name__ == "__main__":
    main()
