"""Runs voxtrait and SciPy on whole response maps, one after the other; keeps what came of it."""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent), str(HERE.parent / "peers")]

import plan
from run_all import started
from scenes import write_scene

SCRIPTS = {plan.OURS: "run_voxtrait_maps.py", "scipy": "run_scipy_maps.py"}
REPEATS = 3


def run_maps(
    scene: str,
    pythons: Mapping[str, Path],
    scenes: Path,
    output: Path,
    repeats: int = REPEATS,
) -> dict[str, str]:
    """Run what has no result yet; give the failures by program. Maps are dropped at the end."""
    facts = write_scene(scene, scenes)
    output.mkdir(parents=True, exist_ok=True)
    missing = [name for name in SCRIPTS if not (output / f"{name}.json").is_file()]
    failures = {}
    with tempfile.TemporaryDirectory(dir=output) as maps:
        job: dict[str, Any] = {"image": str(scenes / scene / "image.npy"), "maps": maps}
        job |= {"shape": facts["shape"], "repeats": repeats, "seconds": plan.SECONDS}
        # SciPy's maps are compared with ours.
        for name in SCRIPTS if missing else []:
            if name in pythons:
                failure = run_one(name, pythons[name], job, output)
                failures |= {f"maps of {name}": failure} if failure else {}
    return failures


def run_one(name: str, python: Path, job: dict[str, Any], output: Path) -> str:
    """Run one program; give what went wrong."""
    question, answer = output / f"{name}.job", output / f"{name}.part"
    question.write_text(json.dumps(job))
    failure = started([str(python), str(HERE / SCRIPTS[name]), str(question), str(answer)])
    if answer.is_file():
        content = {**json.loads(answer.read_text()), "shape": job["shape"]}
        answer.write_text(json.dumps(content, indent=1) + "\n")
        answer.rename(output / f"{name}.json")
    print(f"maps: {name}: {'FAILED: ' + failure if failure else 'done'}", flush=True)
    return failure
