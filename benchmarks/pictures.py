"""Pictures of a report: SVG and PNG, each with machine, versions and date."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

Record = dict[str, Any]
COLOURS = {
    "voxtrait": "#0b6e4f",
    "pictologics": "#c8553d",
    "nyxus": "#f28f3b",
    "flash": "#588b8b",
    "pyradiomics": "#2d3047",
    "mirp": "#93748a",
}
LABELS = {"flash": "flash-radiomics", "pyradiomics": "PyRadiomics"}


def caption(summary: Record) -> str:
    """What must be known beside any figure."""
    machine = summary["machine"]
    names = {"voxtrait": "voxtrait", "flash": "flash-radiomics"}
    versions = [
        f"{LABELS.get(peer, peer)} {found.get(names.get(peer, peer), '')}"
        for peer, found in sorted(summary["versions"].items())
    ]
    place = f"{machine['processor']}, {machine['date']}, commit {machine['commit']}"
    return f"{place}\n{', '.join(versions)}"


def points(summary: Record, peer: str, form: str, seconds: str = "cpu") -> list[tuple[int, float]]:
    """ROI voxels and CPU seconds (the peer's, or `our_cpu`) of a peer's own features on the CT."""
    return [
        (r["voxels"], r[seconds])
        for r in summary["peers"]
        if r["ours"] == peer and r["scene"] == "ct" and r["form"] == form and "ratio" in r
    ]


def our_points(summary: Record, form: str) -> list[tuple[int, float]]:
    """voxtrait, all features, one thread."""
    return [
        (m["voxels"], m["cpu"])
        for m in summary["ours"]
        if (m["scene"], m["form"], m["set"], m["threads"]) == ("ct", form, "all", 1) and "cpu" in m
    ]


def draw_peers(axes: Any, summary: Record) -> bool:
    """Time against the size of the ROI."""
    lines = {"voxtrait": our_points(summary, "full")}
    lines.update({p: points(summary, p, "full") for p in COLOURS if p != "voxtrait"})
    lines = {name: line for name, line in lines.items() if line}
    for name, line in lines.items():
        width = 2.6 if name == "voxtrait" else 1.4
        label = LABELS.get(name, name) + (
            ", all features" if name == "voxtrait" else ", its own features"
        )
        axes.plot(*zip(*line, strict=True), "o-", color=COLOURS[name], linewidth=width, label=label)
    if same := points(summary, "pictologics", "full", "our_cpu"):
        label = "voxtrait, pictologics' features"
        axes.plot(*zip(*same, strict=True), "o--", color=COLOURS["voxtrait"], label=label)
    axes.set(
        xscale="log", yscale="log", xlabel="voxels of the ROI", ylabel="CPU seconds, one thread"
    )
    axes.set_title("Features of a ROI in a CT of 512 x 512 x 120, in memory")
    return len(lines) > 0


def draw_per_voxel(axes: Any, summary: Record) -> bool:
    """Cost of a voxel on the ladder."""
    drawn = False
    names = {"all": "all features", "texture": "textures"}
    for name, style in (("all", "o-"), ("texture", "s--")):
        for threads, colour in ((1, "#0b6e4f"), (2, "#5bba6f")):
            line = [
                (m["voxels"], 1e9 * m["wall"] / m["voxels"])
                for m in summary["ours"]
                if (m["scene"], m["set"], m["threads"]) == ("ladder", name, threads) and "wall" in m
            ]
            if line:
                label = f"{names[name]}, {threads} thread{'s' * (threads > 1)}"
                axes.plot(*zip(*line, strict=True), style, color=colour, label=label)
                drawn = True
    axes.set(xscale="log", xlabel="voxels of the ROI", ylabel="nanoseconds per voxel of the ROI")
    axes.set_ylim(bottom=0)
    axes.set_title("voxtrait: cost of a voxel, wall time")
    return drawn


def draw_processes(axes: Any, summary: Record) -> bool:
    """Whole processes on the ROI of 100,000 voxels."""
    bars = {
        p["name"].split(",")[0]: p["wall"]
        for p in summary["processes"]
        if p["scene"] == "ct"
        and p["roi"] == "M"
        and p["suffix"] == ".nii.gz"
        and "wall" in p
        and (not p["name"].startswith("voxtrait") or p["name"] == "voxtrait, pictologics, 2")
    }
    names = sorted(bars, key=lambda name: -bars[name])
    values = [bars[name] for name in names]
    drawn = axes.barh([LABELS.get(n, n) for n in names], values, color=[COLOURS[n] for n in names])
    axes.bar_label(drawn, [f" {value:.2g} s" for value in values])
    axes.set(xlabel="wall seconds of the whole process")
    axes.margins(x=0.1)
    axes.set_title("From two .nii.gz files to CSV, ROI of 100,000 voxels")
    return bool(bars)


PICTURES: dict[str, Callable[[Any, Record], bool]] = {
    "time_by_size": draw_peers,
    "cost_per_voxel": draw_per_voxel,
    "file_to_csv": draw_processes,
}


def draw(summary: Record, folder: Path) -> list[str]:
    """Write every picture that there are figures for; give their names."""
    try:
        import matplotlib
    except ImportError:
        print("report: no pictures without matplotlib")
        return []
    matplotlib.use("Agg")
    matplotlib.rcParams["svg.hashsalt"] = "voxtrait"
    import matplotlib.pyplot as pyplot

    names = []
    for name, drawer in PICTURES.items():
        figure, axes = pyplot.subplots(figsize=(9, 5))
        if drawer(axes, summary):
            if axes.get_legend_handles_labels()[0]:
                axes.legend(frameon=False, loc="center left", bbox_to_anchor=(1.0, 0.5))
            axes.grid(alpha=0.3, axis="x" if name == "file_to_csv" else "both")
            axes.set_axisbelow(True)
            figure.text(0.01, 0.01, caption(summary), fontsize=6, color="#555555")
            figure.tight_layout(rect=(0, 0.06, 1, 1))
            figure.savefig(folder / f"{name}.svg", metadata={"Date": None})
            figure.savefig(folder / f"{name}.png", dpi=150)
            names.append(name)
        pyplot.close(figure)
    return names
