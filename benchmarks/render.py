"""From figures to Markdown; every number in the text comes from the figures."""

from collections.abc import Iterable, Sequence
from typing import Any

Record = dict[str, Any]
MORE_TEXT = "beside the peer's features, voxtrait computes what its families have more:"
LESS_TEXT = "Outside IBSI, so computed by the peer alone:"
MIB = 1 << 20
NAMES = {
    "pictologics": "pictologics",
    "pictologics everything": "pictologics, everything",
    "pyradiomics": "PyRadiomics",
    "mirp": "mirp",
    "nyxus": "nyxus",
    "flash": "flash-radiomics",
    "pictologics filters": "pictologics, 12 images",
    "pyradiomics filters": "PyRadiomics, 12 images",
}


def seconds(value: float) -> str:
    """Three digits and a unit."""
    for unit, factor in (("s", 1.0), ("ms", 1e-3)):
        if value >= factor:
            return f"{value / factor:.3g} {unit}"
    return f"{value / 1e-6:.3g} µs"


def times(value: float) -> str:
    """A ratio."""
    return (
        f"{value:.0f} x" if value >= 20 else f"{value:.2g} x" if value < 9.95 else f"{value:.1f} x"
    )


def count(value: float) -> str:
    """Whole number with thousands separated."""
    return f"{round(value):,}"


def mib(value: float) -> str:
    """Bytes in MiB."""
    return f"{count(value / MIB)} MiB"


def rate(value: float) -> str:
    """Something a second, in millions."""
    return f"{count(value / 1e6)} M/s"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """A Markdown table; numbers to the right."""
    body = [list(row) for row in rows]
    if not body:
        return ["Not measured.", ""]
    lines = ["| " + " | ".join(head) + " |", "|---|" + "---:|" * (len(head) - 1)]
    return [*lines, *("| " + " | ".join(row) + " |" for row in body), ""]


def case_name(record: Record) -> str:
    """Words for a case."""
    images = {"ct": "CT", "pat1": "PAT1", "brain1": "brain1", "tiny": "tiny", "filters": "filtered"}
    image = images.get(record["scene"], record["scene"])
    form = ", cropped" if record.get("form") == "crop" else ""
    return f"{image}, {count(record['voxels'])} voxels{form}"


def target_text(entry: Record) -> str:
    """At least or at most what."""
    return f"{'<=' if entry['at_most'] else '>='} {entry['target']:g}"


def claim_rows(claims: Sequence[Record]) -> list[list[str]]:
    """Claim, target, figure, verdict."""
    verdicts = {True: "yes", False: "**no**", None: "not measured"}
    return [
        [
            c["claim"],
            target_text(c),
            "" if c["measured"] is None else f"{c['measured']:.3g}",
            verdicts[c["held"]],
        ]
        for c in claims
    ]


def peer_row(record: Record) -> list[str]:
    """One comparison in memory."""
    name = [case_name(record), NAMES[record["ours"]]]
    if "ratio" not in record:
        return [*name, record["error"], "", "", "", ""]
    found = record["agreement"]
    different = sum(len(keys) for keys in found["explained"].values())
    return [
        *name,
        seconds(record["cpu"]),
        seconds(record["our_cpu"]),
        f"**{times(record['ratio'])}**",
        f"{found['agreed']} / {different}",
        mib(record["memory_peak"]),
    ]


def peers_section(summary: Record) -> list[str]:
    """Against each peer, in memory."""
    head = ["case", "peer", "peer", "voxtrait", "ratio", "agree / differ", "peer's peak memory"]
    lines = ["## Against other libraries, in memory", ""]
    lines += [
        "CPU seconds of one thread, least of several runs after a warm-up; image and mask are in",
        "memory, imports are not counted. voxtrait computes the same families and aggregations as",
        "the peer. Values within 1e-6 agree; those that differ are listed below with the reason.",
        "nyxus and mirp read uncompressed files, and nyxus gets levels instead of intensities.",
        "",
    ]
    for name in summary["missing"]:
        lines += [f"Not installed, so not compared: {name}.", ""]
    for job, failure in summary["failures"].items():
        lines += [f"Failed: {job}: {failure.splitlines()[-1] if failure else ''}", ""]
    return [*lines, *table(head, map(peer_row, summary["peers"]))]


def threads_section(summary: Record) -> list[str]:
    """One and two threads."""
    found = {
        (m["scene"], m["roi"], m["form"], m["set"], m["threads"]): m
        for m in summary["ours"]
        if "error" not in m
    }
    rows = []
    for (scene, roi, form, name, threads), one in found.items():
        two = found.get((scene, roi, form, name, 2))
        if threads == 1 and two:
            ratio = times(one["wall"] / two["wall"])
            per_voxel = f"{one['cpu'] / one['voxels'] * 1e9:.1f} ns"
            row = [case_name(one), name, str(one["values"]), seconds(one["wall"])]
            rows.append([*row, seconds(two["wall"]), ratio, per_voxel])
    head = ["case", "features", "values", "1 thread", "2 threads", "gain", "CPU per ROI voxel"]
    return ["## voxtrait alone", "", "Wall seconds in memory.", "", *table(head, rows)]


def sparse_section(summary: Record) -> list[str]:
    """What empty space costs."""
    here = [m for m in summary["ours"] if m["scene"] == "sparse" and m["threads"] == 1]
    balls = {m["set"]: m for m in here if m["roi"] == "ball" and "cpu" in m}
    rows = []
    for m in here:
        name = [m["roi"].replace("_", " "), m["set"], count(m["box"])]
        if "error" in m or m["set"] not in balls:
            rows.append([*name, m.get("error", ""), ""])
        else:
            rows.append([*name, seconds(m["cpu"]), times(m["cpu"] / balls[m["set"]]["cpu"])])
    head = ["ROI", "features", "voxels of its box", "CPU", "to the ball"]
    text = "ROIs of 1,500,000 voxels in a volume of 512 x 512 x 512."
    return ["## Empty space", "", text, "", *table(head, rows)]


def process_row(record: Record, ours: float | None) -> list[str]:
    """One whole process."""
    name = [f"{case_name(record)}, {record['suffix']}", record["name"]]
    if "error" in record:
        return [*name, "failed", "", "", ""]
    stages = record.get("stages")
    return [
        *name,
        seconds(record["wall"]),
        seconds(record["cpu"]),
        times(record["wall"] / ours) if ours else "",
        mib(record["memory"]),
        " + ".join(seconds(s) for s in stages) if stages else "",
    ]


def processes_section(summary: Record) -> list[str]:
    """File to CSV."""
    rows = []
    for record in summary["processes"]:
        ours = next(
            (
                p["wall"]
                for p in summary["processes"]
                if p["name"] == "voxtrait, pictologics, 2"
                and (p["scene"], p["roi"], p["suffix"])
                == (record["scene"], record["roi"], record["suffix"])
            ),
            None,
        )
        rows.append(process_row(record, ours))
    head = ["case", "program, features, threads", "wall", "CPU", "to voxtrait", "peak memory"]
    head += ["reading + computing + writing"]
    text = [
        "Whole processes, from two files to a CSV file, files in the page cache; a peer's imports",
        "are part of its process. Peers may use two threads. nyxus bins the intensities in its own",
        "way here, so it computes its features but not the same values.",
    ]
    return ["## From file to CSV", "", *text, "", *table(head, rows)]


def memory_section(summary: Record) -> list[str]:
    """Peak memory of the program."""
    program = summary["program_memory"]
    rows = [
        [
            case_name(p),
            mib(p["image_bytes"]),
            mib(p["image_bytes"] / 2),
            mib(16 * p["box"]),
            mib(p["memory"] - program),
            f"{(p['memory'] - program) / (p['image_bytes'] + 16 * p['box']):.2f}",
        ]
        for p in summary["processes"]
        if p["name"] == "voxtrait, all, 1" and p["suffix"] == ".nii" and program and "memory" in p
    ]
    head = ["case", "image as stored", "mask as stored", "16 bytes a box voxel", "peak"]
    head += ["peak to image + 16 bytes"]
    text = (
        f"The program itself ({mib(program)} to print its version) is taken off." if program else ""
    )
    return ["## Memory", "", text, "", *table(head, rows)]


def limits_section(summary: Record) -> list[str]:
    """Probes."""
    probes = summary["probes"]
    if not probes:
        return []
    lines = ["## Limits of the machine and kernels", ""]
    kinds = {"random": "noise", "smooth": "a smooth image"}
    levels = list(probes["increments_per_second_random"])
    rows = [
        [what, *(rate(probes[f"increments_per_second_{kind}"][n]) for n in levels)]
        for kind, what in kinds.items()
    ]
    lines += table(["histogram increments, levels", *levels], rows)
    bandwidth = probes["bytes_per_second"]
    rows = [["read by one thread", *(f"{b / 1e9:.0f} GB/s" for b in bandwidth.values())]]
    return [*lines, *table(["", *bandwidth], rows)]


BOUNDS = {
    "distribution_of": "one increment a voxel and the conversion of its row",
    "discretise": "a division a voxel",
    "co_occurrence": "increments: vectors form the indices, one store counts each pair",
    "run_lengths": "increments where runs are short, as in noise; comparing vectors elsewhere",
    "zones_of": "latency: each voxel's label follows from its neighbours' labels",
    "border_distances": "comparing vectors, two passes",
    "neighbourhood_matrices": "comparing vectors: 26 neighbours of each voxel",
}


def kernel_row(k: Record) -> list[str]:
    """Work of one benchmark."""
    share = f"{100 * k['share']:.0f} % of {k['limit']}" if "share" in k else ""
    work = f"{rate(k['rate'])} {k['unit']}" if "rate" in k else ""
    levels = str(k.get("levels", ""))
    return [f"`{k['what']}`", f"{k.get('voxels', 0):,}", levels, seconds(k["seconds"]), work, share]


def kernels_section(summary: Record) -> list[str]:
    """Google Benchmark's results: the best target by size and levels, and targets beside it."""
    kernels = [k for k in summary["kernels"] if "voxels" in k]
    if not kernels:
        return []
    best = kernels[0]["target"]
    head = ["kernel", "ROI voxels", "levels", "CPU", "a second", "of the machine's limit"]
    lines = []
    for content, title in (("smooth", "A smooth image"), ("random", "Noise")):
        rows = [
            kernel_row(k) for k in kernels if (k["target"], k.get("content")) == (best, content)
        ]
        lines += [f"{title}, {best}:", "", *table(head, rows)]
    lines += ["What bounds them:", ""]
    lines += [f"* `{name}`: {why}." for name, why in BOUNDS.items()]
    return [*lines, "", *targets_table(kernels)]


def targets_table(kernels: list[Record]) -> list[str]:
    """How much each instruction set gains over plain code."""
    same = [k for k in kernels if k.get("content") == "random" and k.get("levels", 32) == 32]
    targets = list(dict.fromkeys(k["target"] for k in same))
    times: dict[tuple[str, int], dict[str, float]] = {}
    for k in same:
        times.setdefault((k["what"], k["voxels"]), {})[k["target"]] = k["seconds"]
    rows = [
        [f"`{what}`", f"{voxels:,}", *(f"{of['scalar'] / of[t]:.1f} x" for t in targets)]
        for (what, voxels), of in times.items()
        if set(of) == set(targets) and "scalar" in of
    ]
    text = "Noise, 32 levels: times faster than plain code by instruction set."
    return [text, "", *table(["kernel", "ROI voxels", *targets], rows)] if rows else []


def differences_section(summary: Record) -> list[str]:
    """Which values differ, and why; and what voxtrait computes beyond its peers."""
    reasons: dict[tuple[str, str], set[str]] = {}
    for record in summary["peers"]:
        explained = record.get("agreement", {}).get("explained", {})
        for why, keys in explained.items():
            codes = {key.rpartition(":")[2].partition("@")[0] for key in keys}
            reasons.setdefault((record["peer"], why), set()).update(codes)
    lines = ["## Values that differ", ""]
    for (peer, why), codes in sorted(reasons.items()):
        lines.append(f"* {NAMES[peer]}: {why} ({', '.join(sorted(codes))}).")
    for names, text in (("more", MORE_TEXT), ("less", LESS_TEXT)):
        lines += ["", text, ""]
        found = {r["ours"]: r[names] for r in summary["peers"] if r[names]}
        lines += [f"* {NAMES[name]}: {what}." for name, what in sorted(found.items())]
    return [*lines, ""]


def unexplained_section(summary: Record) -> list[str]:
    """Values that differ without a known reason: these peers are not compared."""
    lines = []
    for record in summary["peers"]:
        for key, (ours, theirs) in record.get("agreement", {}).get("differing", {}).items():
            lines.append(
                f"* {case_name(record)}, {NAMES[record['ours']]}: {key}: {ours} and {theirs}"
            )
    return ["## UNEXPLAINED DIFFERENCES", "", *lines, ""] if lines else []


def machine_section(summary: Record) -> list[str]:
    """Where and with what."""
    machine = summary["machine"]
    lines = [
        f"{machine['date']}; {machine['processor']}, {machine['processors']} processors, "
        f"{mib(machine['memory'])}; {machine['system']}; load before {machine['load_before']:.1f}; "
        f"{machine['compiler']}; commit {machine['commit']}; {machine['program']}.",
        "",
    ]
    for peer, versions in sorted(summary["versions"].items()):
        text = ", ".join(f"{name} {version}" for name, version in versions.items())
        lines.append(f"* {NAMES.get(peer, peer)}: {text}")
    return [*lines, ""]


def pictures_section(pictures: Sequence[str]) -> list[str]:
    """Each picture; the same as SVG beside it."""
    return [line for name in pictures for line in (f"![{name}]({name}.svg)", "")]


def report(
    summary: Record,
    claims: Sequence[Record],
    pictures: Sequence[str],
    maps: Sequence[str],
) -> str:
    """The whole report; the part on response maps comes ready."""
    lines = ["<!-- Made by benchmarks/run.sh; run it again instead of changing this. -->", ""]
    lines += ["# Benchmarks", "", *machine_section(summary)]
    lines += ["Ratios within one run mean more than seconds. [The images](../README.md).", ""]
    lines += ["## Claims", "", *table(["claim", "target", "measured", "held"], claim_rows(claims))]
    lines += unexplained_section(summary)
    sections = (peers_section, threads_section, sparse_section, processes_section, memory_section)
    for number, section in enumerate(sections):
        lines += section(summary)
        if number == 0:
            lines += [*pictures_section(pictures), *maps]
    lines += [*limits_section(summary), *kernels_section(summary), *differences_section(summary)]
    return "\n".join(lines).rstrip() + "\n"
