"""From the raw results of a run to the figures that the report shows."""

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent / "peers"))

from agreement import compared
from differences import DIFFERENCES
from feature_sets import LESS, MORE, set_of

Record = dict[str, Any]
OURS = "voxtrait"


def read_all(folder: Path) -> list[Record]:
    """Every JSON file of a folder, by name."""
    return [json.loads(file.read_text()) for file in sorted(folder.glob("*.json"))]


def case_of(result: Record) -> tuple[str, str, str]:
    """Scene, ROI and form of a result."""
    job = result["job"]
    return job["scene"], job["roi"], job["form"]


def box_voxels(box: Sequence[Sequence[int]]) -> int:
    """Voxels of a bounding box."""
    count = 1
    for first, end in box:
        count *= end - first
    return count


def measurement(result: Record, task: Record) -> Record:
    """The least CPU and wall time of a task."""
    scene, roi, form = case_of(result)
    base = {
        "scene": scene,
        "roi": roi,
        "form": form,
        "voxels": result["job"]["voxels"],
        "box": box_voxels(result["job"]["box"]),
        "set": task["task"]["set"],
        "threads": task["task"]["threads"],
    }
    if "error" in task:
        return {**base, "error": task["error"]}
    return {
        **base,
        "cpu": min(task["cpu"]),
        "wall": min(task["wall"]),
        "runs": len(task["cpu"]),
        "memory_before": task["memory_before"],
        "memory_peak": task["memory_peak"],
        "values": len(task["values"]),
    }


def ours(results: Sequence[Record]) -> list[Record]:
    """All measurements of voxtrait."""
    mine = (r for r in results if r["job"]["peer"] == OURS)
    found = [measurement(r, task) for r in mine for task in r["results"]]
    return sorted(found, key=lambda m: (m["scene"], m["voxels"], m["roi"], m["form"], m["set"]))


def pairs(results: Sequence[Record]) -> Iterator[tuple[Record, Record, Record, str]]:
    """Each task of a peer with voxtrait's task on the same case and set."""
    by_case = {case_of(r): r for r in results if r["job"]["peer"] == OURS}
    for result in results:
        peer = result["job"]["peer"]
        if peer == OURS or case_of(result) not in by_case:
            continue
        all_mine = by_case[case_of(result)]["results"]
        mine = {t["task"]["set"]: t for t in all_mine if t["task"]["threads"] == 1}
        for task in result["results"]:
            name = set_of(peer, task["task"]["set"])
            if name in mine:
                yield result, task, mine[name], name


def against_peer(result: Record, task: Record, mine: Record, name: str) -> Record:
    """Values first; times only if they agree."""
    peer = result["job"]["peer"]
    record = {**measurement(result, task), "peer": peer, "ours": name, "more": MORE[name]}
    record["less"] = LESS.get(name, "")
    if "error" in task or "error" in mine:
        return {**record, "error": task.get("error") or mine["error"]}
    known = [d for d in DIFFERENCES if d.peer == peer]
    agreement = compared(mine["values"], task["values"], known)
    record["agreement"] = {
        "agreed": len(agreement.agreed),
        "explained": agreement.explained,
        "differing": agreement.differing,
        "only_theirs": agreement.only_theirs,
    }
    if not agreement.holds:
        for figure in ("cpu", "wall", "memory_before", "memory_peak"):
            del record[figure]
        return {**record, "error": "values differ: times are not compared"}
    record["our_cpu"], record["our_wall"] = min(mine["cpu"]), min(mine["wall"])
    record["our_values"] = len(mine["values"])
    record["ratio"] = record["cpu"] / record["our_cpu"]
    return record


def against_peers(results: Sequence[Record]) -> list[Record]:
    """Every comparison, by size of the ROI."""
    found = [against_peer(*pair) for pair in pairs(results)]
    return sorted(found, key=lambda r: (r["scene"], r["voxels"], r["form"], r["ours"]))


def versions(results: Sequence[Record]) -> dict[str, dict[str, str]]:
    """What each program says of itself."""
    return {r["job"]["peer"]: r["versions"] for r in results}


def process(content: Record, suffix: str, name: str, run: Record) -> Record:
    """The least time of a whole process."""
    facts = content["facts"]
    image = 1
    for size in facts["shape"]:
        image *= size
    roi = facts["rois"][content["roi"]]
    base = {
        "scene": content["scene"],
        "roi": content["roi"],
        "voxels": roi["voxels"],
        "suffix": suffix,
        "name": name,
        # int16, as stored; the mask is another byte a voxel
        "image_bytes": 2 * image,
        "box": box_voxels(roi["box"]),
    }
    if "error" in run:
        return {**base, "error": run["error"]}
    least = {"wall": min(run["wall"]), "cpu": min(run["cpu"]), "memory": run["memory"]}
    stages = {"stages": min(run["stages"], key=sum)} if "stages" in run else {}
    return {**base, **least, **stages}


def processes(contents: Sequence[Record]) -> list[Record]:
    """Every whole process, by size of the ROI."""
    found = [
        process(content, suffix, name, run)
        for content in contents
        for suffix, runs in content["runs"].items()
        for name, run in runs.items()
    ]
    return sorted(found, key=lambda p: (p["scene"], p["voxels"], p["suffix"] == ".nii"))


def kernel(program: str, run: Record) -> Record:
    """One Google Benchmark: time in seconds, work a second and its share of a limit."""
    unit = {"ns": 1e-9, "us": 1e-6, "ms": 1e-3, "s": 1.0}[run["time_unit"]]
    found = {"program": program, "name": run["name"], "seconds": run["cpu_time"] * unit}
    for key, number in run.items():
        if key.endswith("/s"):
            found |= {"rate": number, "unit": key.removesuffix("/s")}
        if key.startswith("of_"):
            found |= {"share": number, "limit": key.removeprefix("of_")}
    what, *parts, found["target"] = run["name"].split("/")
    found["what"] = what
    for part in parts:
        name, _, value = part.partition(":")
        found |= {name: int(value)} if value.isdigit() else {"content": part}
    return found


def kernels(folder: Path) -> list[Record]:
    """Every benchmark of every program."""
    return [
        kernel(file.stem, run)
        for file in sorted(folder.glob("*_bench.json"))
        for run in json.loads(file.read_text())["benchmarks"]
        if run.get("run_type", "iteration") == "iteration" and not run.get("error_occurred")
    ]


def least(record: Record) -> Record:
    """The least times of a response map, or why there are none."""
    found = {key: record[key] for key in record if key not in ("cpu", "wall")}
    return found if "error" in record else {**found, **{k: min(record[k]) for k in ("cpu", "wall")}}


def maps(folder: Path) -> Record:
    """Whole response maps: for each filter what each program took."""
    contents = read_all(folder)
    cases: dict[str, dict[str, Record]] = {}
    for content in contents:
        for record in content["results"]:
            cases.setdefault(record["case"], {})[record["program"]] = least(record)
    found: Record = {"cases": cases, "versions": {}}
    for content in contents:
        found["shape"] = content["shape"]
        found["versions"] |= content["versions"]
    return found


def optional(file: Path) -> Any:
    """Content of a JSON file that may be missing."""
    return json.loads(file.read_text()) if file.is_file() else None


def summary(folder: Path) -> Record:
    """All figures of a run."""
    results = read_all(folder / "peers")
    return {
        "machine": optional(folder / "machine.json"),
        "missing": optional(folder / "missing.json") or [],
        "failures": optional(folder / "failures.json") or {},
        "versions": versions(results),
        "peers": against_peers(results),
        "ours": ours(results),
        "maps": maps(folder / "maps"),
        "processes": processes(read_all(folder / "processes")),
        "program_memory": (optional(folder / "program.json") or {}).get("memory"),
        "probes": optional(folder / "probes.json"),
        "plugins": optional(folder / "plugins.json"),
        "kernels": kernels(folder / "kernels"),
    }
