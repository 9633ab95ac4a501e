#!/usr/bin/env python3
"""Makes a wheel self-contained: libraries inside, stripped, with the licences of all that is in it.

    scripts/repair_wheel.py WHEEL FOLDER

Needs auditwheel and wheel (Linux); with delocate on macOS and delvewheel on Windows instead.
"""

from __future__ import annotations

import gzip
import importlib.metadata
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

# Compiled into the extension from headers, so that no list of libraries names them.
HEADERS = {
    "Eigen": ("libeigen3-dev", "eigen3"),
    "nlohmann-json": ("nlohmann-json3-dev", "nlohmann-json"),
    "CLI11": ("libcli11-dev", "cli11"),
}

# auditwheel's own launcher looks in the interpreter's packages only, not in the user's.
LAUNCHER = """#!python
import importlib.util
import os
import sys

package = importlib.util.find_spec("voxtrait").submodule_search_locations[0]
os.execv(os.path.join(os.path.dirname(package), "voxtrait.scripts", "voxtrait"), sys.argv)
"""


def repaired(wheel: Path, folder: Path) -> Path:
    """The wheel with the libraries that it needs inside."""
    commands = {
        "linux": ["auditwheel", "repair", "--strip", "-w", folder, wheel],
        "darwin": ["delocate-wheel", "-w", folder, wheel],
        "win32": ["delvewheel", "repair", "-w", folder, wheel],
    }
    subprocess.run(list(map(str, commands[sys.platform])), check=True, capture_output=True)
    (result,) = folder.glob("*.whl")
    return result


def bundled_packages(info: Path) -> set[str]:
    """The system's packages whose libraries are in the wheel, by the bill of materials."""
    packages: set[str] = set()
    for bill in info.glob("sboms/*.json"):
        for component in json.loads(bill.read_text(encoding="utf-8"))["components"]:
            if not component["purl"].startswith("pkg:pypi/"):
                packages.add(component["name"])
    return packages


def notices_of(package: str) -> Iterator[str]:
    """The licence texts of a package of Debian, Fedora or vcpkg."""
    folders = [Path("/usr/share/doc") / package, Path("/usr/share/licenses") / package]
    folders += Path("vcpkg_installed").glob(f"*/share/{package}")
    for folder in folders:
        for path in sorted(folder.glob("*")) if folder.is_dir() else []:
            if re.match(r"(?i)(copyright|licen[cs]e|notice)", path.name) and path.is_file():
                data = path.read_bytes()
                data = gzip.decompress(data) if path.suffix == ".gz" else data
                yield data.decode("utf-8", "replace")


def with_common_licences(text: str) -> str:
    """The text, and what it refers to as /usr/share/common-licenses/NAME."""
    names = set(re.findall(r"/usr/share/common-licenses/([A-Za-z0-9.+-]*[A-Za-z0-9])", text))
    for path in (Path("/usr/share/common-licenses") / name for name in sorted(names)):
        if path.is_file():
            text += f"\n\n{'=' * 80}\n{path}\n{'=' * 80}\n\n{path.read_text(encoding='utf-8')}"
    return text


def third_party_licences(info: Path) -> dict[str, str]:
    """File names and texts for everything that is not voxtrait's own."""
    sources = {package: (package,) for package in sorted(bundled_packages(info))} | HEADERS
    texts = {}
    for name, candidates in sources.items():
        notices = [notice for package in candidates for notice in notices_of(package)]
        if not notices:
            sys.exit(f"repair_wheel.py: no licence of {name} found on this system")
        texts[f"{name}.txt"] = with_common_licences("\n\n".join(notices))
    for file in importlib.metadata.files("pybind11") or []:
        if file.name == "LICENSE":
            texts["pybind11.txt"] = Path(str(file.locate())).read_text(encoding="utf-8")
    return texts


def add_licences(info: Path) -> list[str]:
    """Puts the licences where the metadata say that they are."""
    folder = info / "licenses" / "third_party"
    folder.mkdir(parents=True)
    texts = third_party_licences(info)
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    metadata = info / "METADATA"
    lines = "".join(f"License-File: third_party/{name}\n" for name in texts)
    text = metadata.read_text(encoding="utf-8")
    metadata.write_text(re.sub(r"(?m)((?:^License-File: .*\n)+)", r"\1" + lines, text, count=1))
    return sorted(texts)


def completed(wheel: Path, folder: Path) -> tuple[Path, list[str]]:
    """The wheel with licences and launcher, in `folder`."""
    with tempfile.TemporaryDirectory() as temporary:
        run = [sys.executable, "-m", "wheel"]
        subprocess.run([*run, "unpack", "-d", temporary, wheel], check=True, capture_output=True)
        (tree,) = Path(temporary).iterdir()
        (info,) = tree.glob("*.dist-info")
        licences = add_licences(info)
        for script in tree.glob("*.data/scripts/voxtrait"):
            if script.read_bytes().startswith(b"#!python"):
                script.write_text(LAUNCHER, encoding="utf-8")
        subprocess.run([*run, "pack", "-d", folder, tree], check=True, capture_output=True)
    return folder / wheel.name, licences


def main() -> None:
    wheel, folder = Path(sys.argv[1]), Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        result, licences = completed(repaired(wheel, Path(temporary)), folder)
    megabytes = result.stat().st_size / 1e6
    print(f"repair_wheel.py: {result}: {megabytes:.1f} MB, licences of {', '.join(licences)}")


if __name__ == "__main__":
    main()
