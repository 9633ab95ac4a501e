"""The harness runs, and flags a peer that is wrong. No time is judged here."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

import plan
import quote
import run_all
import suite
from benchmark_folders import BENCHMARKS, REPOSITORY
from environments import ENVIRONMENTS, Environment
from feature_sets import OF_PEER
from map_cases import CASES
from map_report import deviating, maps_section

# Computes with voxtrait and answers as a peer would; `factor` makes one value wrong.
IMPOSTOR = """
import sys
sys.path.insert(0, {peers!r})
import run_voxtrait, measuring
from feature_sets import SETS

def compute(case, task):
    return run_voxtrait.compute(case, {{**task, "settings": SETS["nyxus"]}})

def values(table):
    found = run_voxtrait.values(table)
    return {{**found, "ACUI@3D_average": found["ACUI@3D_average"] * {factor}}}

measuring.main(measuring.Peer(lambda: {{"nyxus": "0"}}, lambda c: c, compute, values, None))
"""


@pytest.fixture(scope="module")
def scenes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("scenes")


@pytest.fixture(scope="module")
def quick(tmp_path_factory: pytest.TempPathFactory, scenes: Path, programs: Path) -> Path:
    """The folder of a quick run."""
    folder = tmp_path_factory.mktemp("quick")
    command = [sys.executable, BENCHMARKS / "suite.py", "--quick", "--output", folder]
    command += ["--scenes", scenes, "--bin", programs, "--venv", f"voxtrait={sys.executable}"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


def test_a_quick_run_measures_every_tiny_case(quick: Path) -> None:
    figures = json.loads((quick / "report/figures.json").read_text())
    measured = {(m["roi"], m["set"], m["threads"]) for m in figures["ours"] if m["cpu"] > 0}
    assert measured >= {(r, s, t) for r in "SML" for s in ("all", "texture") for t in (1, 2)}
    assert {p["suffix"] for p in figures["processes"]} == {".nii", ".nii.gz"}
    assert all(p["wall"] > 0 and p["memory"] > 1 << 20 for p in figures["processes"])


def test_one_and_two_threads_give_the_same_bits(quick: Path) -> None:
    compared = set()
    for file in (quick / "peers").glob("*-voxtrait.json"):
        results = json.loads(file.read_text())["results"]
        values = {(t["task"]["set"], t["task"]["threads"]): t["values"] for t in results}
        for name, threads in values:
            if threads == 2:
                assert values[name, 2] == values[name, 1]
                compared.add(name)
    assert compared == {"all", "texture", "pictologics filters", "pyradiomics filters"}


def test_every_filtered_image_has_values_of_its_own(quick: Path) -> None:
    file = quick / "peers/tiny_filters-roi-full-voxtrait.json"
    results = json.loads(file.read_text())["results"]
    values = {t["task"]["set"]: t["values"] for t in results}
    means = [v for name, v in values["pictologics filters"].items() if "Q4LE@" in name]
    assert len(means) == len(set(means)) == 12
    means = [v for name, v in values["pyradiomics filters"].items() if "firstorder_Mean" in name]
    assert len(set(means)) >= 12


def test_every_filter_gives_one_map_whatever_the_threads(quick: Path) -> None:
    figures = json.loads((quick / "report/figures.json").read_text())
    assert list(figures["maps"]["cases"]) == [case.name for case in CASES]
    for programs in figures["maps"]["cases"].values():
        assert set(programs) == {"voxtrait", "voxtrait, 2 threads"}
        assert all(record["wall"] > 0 for record in programs.values())
        assert programs["voxtrait, 2 threads"]["deviation"] == 0.0


def test_a_map_that_differs_is_reported_without_its_time(quick: Path) -> None:
    figures = json.loads((quick / "report/figures.json").read_text())
    other = {"cpu": 1.0, "wall": 4321.0, "memory": 0, "deviation": 2e-6}
    figures["maps"]["cases"]["Gaussian"]["SciPy"] = other
    assert list(deviating(figures)) == ["Gaussian, SciPy"]
    assert "4.32e+03" not in "\n".join(maps_section(figures))
    figures["maps"]["cases"]["Gaussian"]["SciPy"] = {**other, "deviation": 5e-7}
    assert not deviating(figures)
    assert "4.32e+03" in "\n".join(maps_section(figures))


def test_the_report_says_what_was_not_measured(quick: Path) -> None:
    report = (quick / "report/README.md").read_text()
    assert "not measured" in report
    assert "| yes |" not in report
    assert "4,000 voxels" in report


def impostor(folder: Path, factor: float, monkeypatch: pytest.MonkeyPatch) -> None:
    script = folder / "impostor.py"
    script.write_text(IMPOSTOR.format(peers=str(BENCHMARKS / "peers"), factor=factor))
    monkeypatch.setitem(ENVIRONMENTS, "nyxus", Environment((), "nyxus", str(script)))


def run_with_impostor(
    folder: Path, factor: float, scenes: Path, programs: Path, monkeypatch: pytest.MonkeyPatch
) -> tuple[dict, int, str]:
    impostor(folder, factor, monkeypatch)
    python = Path(sys.executable)
    pythons = {plan.OURS: python, "nyxus": python}
    run = suite.Run(folder / "out", folder / "report", scenes, programs, pythons, True)
    suite.prepare(run, fresh=False)
    case = {("tiny", "S", "full"): ["nyxus"]}
    run.failures |= run_all.run_jobs(case, pythons, scenes, run.output / "peers", 1)
    figures = suite.write_report(run)
    report = (run.report / "README.md").read_text()
    return figures["peers"][0], suite.exit_code(run, figures), report


def test_a_peer_that_agrees_is_compared(
    tmp_path: Path, scenes: Path, programs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    record, code, report = run_with_impostor(tmp_path, 1.0, scenes, programs, monkeypatch)
    assert record["ratio"] > 0
    assert record["agreement"]["agreed"]
    assert code == 0
    assert "UNEXPLAINED" not in report


def test_no_time_is_reported_of_a_peer_whose_values_disagree(
    tmp_path: Path, scenes: Path, programs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    record, code, report = run_with_impostor(tmp_path, 1.01, scenes, programs, monkeypatch)
    assert list(record["agreement"]["differing"]) == ["ACUI@3D_average"]
    assert not {"ratio", "cpu", "wall", "our_cpu"} & set(record)
    assert code == 1
    assert "UNEXPLAINED" in report
    assert "ACUI@3D_average" in report


def test_a_peer_that_fails_is_named_and_the_others_go_on(
    tmp_path: Path, scenes: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = tmp_path / "broken.py"
    script.write_text("raise SystemExit('cannot start')")
    monkeypatch.setitem(ENVIRONMENTS, "nyxus", Environment((), "nyxus", str(script)))
    python = Path(sys.executable)
    pythons = {plan.OURS: python, "nyxus": python}
    case = {("tiny", "S", "full"): ["nyxus"]}
    failures = run_all.run_jobs(case, pythons, scenes, tmp_path / "out", 1)
    assert failures == {"tiny-S-full-nyxus": "cannot start"}
    assert (tmp_path / "out/tiny-S-full-voxtrait.json").is_file()


def test_a_job_that_has_a_result_is_not_run_again(tmp_path: Path, scenes: Path) -> None:
    pythons = {plan.OURS: Path(sys.executable)}
    case: dict = {("tiny", "S", "full"): []}
    for _ in range(2):
        assert run_all.run_jobs(case, pythons, scenes, tmp_path, 1) == {}
        pythons = {plan.OURS: tmp_path / "nothing"}


def results_of(folder: Path, scenes: Path, programs: Path) -> suite.Run:
    pythons = {plan.OURS: Path(sys.executable)}
    return suite.Run(folder, folder / "report", scenes, programs, pythons, True)


def test_results_of_the_same_build_are_kept_and_others_dropped(
    tmp_path: Path, scenes: Path, programs: Path
) -> None:
    run = results_of(tmp_path / "out", scenes, programs)
    suite.prepare(run, fresh=False)
    (run.output / "old.json").write_text("{}")
    suite.prepare(run, fresh=False)
    assert (run.output / "old.json").exists()
    (run.output / "fingerprint").write_text("another build")
    suite.prepare(run, fresh=False)
    assert not (run.output / "old.json").exists()


def test_a_folder_with_something_else_is_left_alone(
    tmp_path: Path, scenes: Path, programs: Path
) -> None:
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(SystemExit, match="something else"):
        suite.prepare(results_of(tmp_path, scenes, programs), fresh=True)
    assert (tmp_path / "thesis.txt").read_text() == "mine"


def test_peers_that_are_not_installed_are_named(tmp_path: Path) -> None:
    nowhere = {name: tmp_path / name for name in ENVIRONMENTS if name != plan.OURS}
    there, missing = run_all.installed({**nowhere, plan.OURS: Path(sys.executable)})
    assert list(there) == [plan.OURS]
    assert sorted(missing) == sorted([*OF_PEER, "scipy"])


def figures_of(ratio: float) -> dict:
    record = {"ours": "mirp", "scene": "ct", "roi": "M", "form": "full", "voxels": 100_000}
    record |= {"cpu": 12.5, "our_cpu": 12.5 / ratio, "ratio": ratio}
    return {"peers": [record], "machine": {"processor": "P", "date": "2026-01-02 03:04 UTC"}}


def test_the_readme_gets_the_figures_between_its_marks() -> None:
    readme = f"before\n{quote.BEGIN}\nold\n{quote.END}\nafter\n"
    new = quote.with_figures(readme, figures_of(50.0))
    assert new.startswith("before\n")
    assert new.endswith("\nafter\n")
    assert "| mirp | 100,000 | 12.5 s | 250 ms | 50 x |" in new
    assert quote.with_figures(new, figures_of(50.0)) == new
    assert quote.with_figures(new, figures_of(40.0)) != new


def test_the_readme_says_what_the_report_says() -> None:
    readme = (REPOSITORY / "README.md").read_text()
    if quote.FIGURES.is_file():
        assert quote.with_figures(readme, json.loads(quote.FIGURES.read_text())) == readme
    else:
        assert quote.BEGIN not in readme, "figures without a report"
