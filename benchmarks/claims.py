"""What voxtrait promises of its speed, beside what was measured.

A claim without a measurement says so; it never counts as held.
"""

from collections.abc import Callable, Iterable
from typing import Any

from feature_sets import set_of
from map_report import maps_claims
from render import NAMES

Record = dict[str, Any]


def claim(text: str, target: float, measured: float | None, most: bool = False) -> Record:
    """A claim that something is at least its target, or at most."""
    held = None
    if measured is not None:
        held = measured <= target if most else measured >= target
    return {"claim": text, "target": target, "at_most": most, "measured": measured, "held": held}


def least(values: Iterable[float]) -> float | None:
    """The smallest, None of nothing."""
    return min(values, default=None)


def ratio_to(summary: Record, peer_set: str, roi: str, scene: str = "ct") -> float | None:
    """The ratio of CPU seconds on the whole volume, one thread each."""
    wanted = (peer_set, scene, roi, "full")
    return least(
        r["ratio"]
        for r in summary["peers"]
        if (r["ours"], r["scene"], r["roi"], r["form"]) == wanted and "ratio" in r
    )


def measured_of(summary: Record, scene: str, roi: str, name: str, threads: int) -> Record | None:
    """voxtrait on one case."""
    wanted = (scene, roi, "full", name, threads)
    for m in summary["ours"]:
        found = (m["scene"], m["roi"], m["form"], m["set"], m["threads"])
        if found == wanted and "error" not in m:
            return dict(m)
    return None


def thread_ratio(summary: Record, roi: str, name: str) -> float | None:
    """Wall time of one thread over that of two."""
    one, two = (measured_of(summary, "ct", roi, name, threads) for threads in (1, 2))
    return one["wall"] / two["wall"] if one and two else None


def spread_per_voxel(summary: Record, name: str) -> float | None:
    """The largest cost of a voxel on the ladder over the smallest."""
    costs = [
        m["cpu"] / m["voxels"]
        for m in summary["ours"]
        if m["scene"] == "ladder" and m["set"] == name and m["threads"] == 1 and "cpu" in m
    ]
    return max(costs) / min(costs) if len(costs) > 1 else None


def to_ball(summary: Record, roi: str, name: str) -> float | None:
    """Time of a sparse ROI over that of a ball with as many voxels."""
    other, ball = (measured_of(summary, "sparse", r, name, 1) for r in (roi, "ball"))
    return other["cpu"] / ball["cpu"] if other and ball else None


def file_to_csv(summary: Record, roi: str) -> float | None:
    """Wall time of the fastest peer's process over that of voxtrait's, on compressed files."""
    here = [
        p
        for p in summary["processes"]
        if p["roi"] == roi and p["scene"] == "ct" and p["suffix"] == ".nii.gz" and "wall" in p
    ]
    ours = least(p["wall"] for p in here if p["name"] == "voxtrait, pictologics, 2")
    theirs = least(p["wall"] for p in here if not p["name"].startswith("voxtrait"))
    return theirs / ours if ours and theirs else None


def memory_share(summary: Record, roi: str) -> float | None:
    """Peak memory of the process over the promised bound, the program's own memory taken off."""
    program = summary["program_memory"]
    wanted = ("ct", roi, ".nii", "voxtrait, all, 1")
    here = [
        p for p in summary["processes"] if (p["scene"], p["roi"], p["suffix"], p["name"]) == wanted
    ]
    if not here or program is None or "memory" not in here[0]:
        return None
    bound = here[0]["image_bytes"] + 16 * here[0]["box"]
    return float((here[0]["memory"] - program) / bound)


def glcm_share(summary: Record, levels: int) -> float | None:
    """The best GLCM kernel's share of the measured increment limit at so many levels."""
    shares = [
        k["share"]
        for k in summary["kernels"]
        if k["what"] == "co_occurrence" and k.get("levels") == levels and "share" in k
    ]
    return max(shares, default=None)


def plugin_ratio(summary: Record) -> float | None:
    """Time of a plugin's feature to that of the same one in the program."""
    inside, plugin = [*(summary["plugins"] or {}).values(), None, None][:2]
    return plugin / inside if inside and plugin else None


def speed_claims(summary: Record) -> list[Record]:
    """Against peers."""
    result = []
    for roi, voxels in (("M", "100,000"), ("L", "2,000,000")):
        for peer, target in (("pictologics", 5.0), ("pyradiomics", 100.0)):
            text = f"{NAMES[peer]}' own features, {voxels} voxels, in memory, one thread"
            text += ": times faster"
            result.append(claim(text, target, ratio_to(summary, peer, roi)))
    for roi, voxels in (("S", "5,000"), ("M", "100,000"), ("L", "2,000,000")):
        text = f"file to CSV, {voxels} voxels: times faster than the fastest peer's whole process"
        result.append(claim(text, 10.0, file_to_csv(summary, roi)))
    return [*result, *filter_claims(summary)]


def filter_claims(summary: Record) -> list[Record]:
    """Features of filtered images against peers, and memory of filters."""
    result = []
    for peer, target in (("pictologics", 5.0), ("pyradiomics", 50.0)):
        text = f"{NAMES[peer]}: all features of the image, 3 LoG and 8 wavelet bands, 142,000 "
        text += "voxels, one thread: times faster"
        ratio = ratio_to(summary, set_of(peer, "filters"), "roi", "filters")
        result.append(claim(text, target, ratio))
    return [*result, *maps_claims(summary, claim)]


def own_claims(summary: Record) -> list[Record]:
    """Of voxtrait alone."""
    result = []
    for name, what in (("all", "all features"), ("texture", "textures")):
        text = f"two threads, 2,000,000 voxels, {what}: times faster than one"
        result.append(claim(text, 1.7, thread_ratio(summary, "L", name)))
    for levels in (32, 64):
        text = f"GLCM, {levels} levels, best size: share of the measured increment limit"
        result.append(claim(text, 0.6, glcm_share(summary, levels)))
    text = "a feature of a C plugin from the GLCM of 100,000 voxels: to one in the program"
    result.append(claim(text, 1.05, plugin_ratio(summary), most=True))
    for name, what in (("all", "all features"), ("texture", "textures")):
        text = f"cost of a voxel from 1e5 to 1e7 voxels, {what}: largest over smallest"
        result.append(claim(text, 1.5, spread_per_voxel(summary, name), most=True))
        text = f"two far-apart lesions against a ball of as many voxels, {what}: times slower"
        result.append(claim(text, 1.1, to_ball(summary, "two_lesions", name), most=True))
    for roi, voxels in (("S", "5,000"), ("M", "100,000"), ("L", "2,000,000")):
        text = f"peak memory, {voxels} voxels: share of image as stored + 16 bytes a box voxel"
        result.append(claim(text, 1.0, memory_share(summary, roi), most=True))
    return result


PARTS: tuple[Callable[[Record], list[Record]], ...] = (speed_claims, own_claims)


def claims(summary: Record) -> list[Record]:
    """Every claim."""
    return [entry for part in PARTS for entry in part(summary)]
