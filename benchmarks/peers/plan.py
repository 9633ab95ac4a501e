"""Which peer runs on which case, how often at most, and how long."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import synthetic
from feature_sets import FILTERING, OF_PEER, SETS, set_of

BIN_WIDTH = 25


@dataclass(frozen=True)
class Job:
    """One process: one program on one case."""

    peer: str
    scene: str
    roi: str
    form: str  # "full": the whole volume; "crop": the ROI and a margin

    @property
    def name(self) -> str:
        """Name of its files."""
        return f"{self.scene}-{self.roi}-{self.form}-{self.peer}"

    @property
    def case(self) -> tuple[str, str, str]:
        """What it runs on."""
        return self.scene, self.roi, self.form


# Cases in the order of their size; peers whose time explodes are left out of the larger ones.
CASES: dict[tuple[str, str, str], list[str]] = {
    ("brain1", "roi", "full"): ["pictologics", "flash", "nyxus", "pyradiomics", "mirp"],
    ("pat1", "roi", "full"): ["pictologics", "flash", "nyxus", "pyradiomics", "mirp"],
    ("ct", "S", "crop"): ["pictologics", "flash", "nyxus", "pyradiomics"],
    ("ct", "S", "full"): ["pictologics", "flash", "nyxus", "pyradiomics", "mirp"],
    ("ct", "M", "crop"): ["pictologics", "flash", "nyxus", "pyradiomics"],
    ("ct", "M", "full"): ["pictologics", "flash", "nyxus", "pyradiomics", "mirp"],
    ("ct", "L", "full"): ["pictologics", "flash", "nyxus", "pyradiomics"],
}
# voxtrait alone: how its time grows, and what empty space costs.
LADDER: dict[tuple[str, str, str], list[str]] = {
    ("ladder", str(count), "full"): [] for count in synthetic.LADDER
}
SPARSE: dict[tuple[str, str, str], list[str]] = {
    ("sparse", roi, "full"): [] for roi in ("ball", "two_lesions", "shell")
}
# Features of filtered images: LoG of three widths, eight wavelet bands, the image itself.
FILTERED: dict[tuple[str, str, str], list[str]] = {
    ("filters", "roi", form): list(FILTERING) for form in ("crop", "full")
}
TINY: dict[tuple[str, str, str], list[str]] = {
    ("tiny", roi, "full"): list(OF_PEER) for roi in "SML"
}
TINY_FILTERED: dict[tuple[str, str, str], list[str]] = {
    ("tiny_filters", "roi", "full"): list(FILTERING)
}
FILTER_SCENES = ("filters", "tiny_filters")
OURS = "voxtrait"
# At most so many runs, and none begins after so many seconds. voxtrait gets no more than peers.
REPEATS = 7
SECONDS = 2.0


def task_of(name: str, threads: int, repeats: int = REPEATS) -> dict[str, Any]:
    """One set of features, for voxtrait with its settings."""
    return {
        "set": name,
        "settings": SETS[name],
        "threads": threads,
        "repeats": repeats,
        "seconds": SECONDS,
    }


def sets_of(peer: str, scene: str) -> list[str]:
    """Sets of a peer on a scene, in its own words."""
    if scene in FILTER_SCENES:
        return ["filters"]
    return ["own", "everything"] if peer == "pictologics" else ["own"]


def peer_tasks(peer: str, scene: str, repeats: int) -> list[dict[str, Any]]:
    """Tasks of a peer: one thread."""
    common = {"threads": 1, "repeats": repeats, "seconds": SECONDS}
    return [{"set": name, **common} for name in sets_of(peer, scene)]


def our_tasks(peers: list[str], scene: str, repeats: int) -> list[dict[str, Any]]:
    """Textures and all features with one and two threads; the set of each peer with one."""
    if scene in FILTER_SCENES:
        sets = [set_of(peer, "filters") for peer in FILTERING]
        return [task_of(name, threads, repeats) for name in sets for threads in (1, 2)]
    tasks = [task_of(name, t, repeats) for name in ("texture", "all") for t in (1, 2)]
    return tasks + [task_of(name, 1, repeats) for peer in peers for name in OF_PEER[peer]]


def jobs(cases: dict[tuple[str, str, str], list[str]], peers: list[str]) -> list[Job]:
    """Every job, by case: voxtrait and its peers run one after the other."""
    result = []
    for case, theirs in cases.items():
        result += [Job(name, *case) for name in (OURS, *theirs) if name == OURS or name in peers]
    return result


def low_of(facts: dict[str, Any], roi: str) -> int:
    """Where bins start: the multiple of the bin width at or below the ROI's minimum."""
    return int(facts["rois"][roi]["range"][0] // BIN_WIDTH * BIN_WIDTH)


def description(job: Job, facts: dict[str, Any], scenes: Path) -> dict[str, Any]:
    """What a peer's script must know of a case."""
    return {
        "stem_image": str(scenes / job.scene / "image"),
        "stem_mask": str(scenes / job.scene / f"roi_{job.roi}"),
        "spacing": facts["spacing"],
        "box": facts["rois"][job.roi]["box"],
        "voxels": facts["rois"][job.roi]["voxels"],
        "low": low_of(facts, job.roi),
        "high": facts["rois"][job.roi]["range"][1],
        "form": job.form,
    }
