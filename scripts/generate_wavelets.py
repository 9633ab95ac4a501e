#!/usr/bin/env python3
"""Writes the coefficients of orthogonal wavelets as C++ tables, as PyWavelets has them.

    scripts/generate_wavelets.py [--check]    --check writes nothing and fails if the file is stale

Needs `pip install PyWavelets` and clang-format-14.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pywt

FILE = Path(__file__).resolve().parents[1] / "src/filter/wavelet_tables.cpp"

#: haar is PyWavelets' db1 and sym1 as well.
NAMES = (
    "haar",
    *(f"db{n}" for n in range(2, 39)),
    *(f"sym{n}" for n in range(2, 21)),
    *(f"coif{n}" for n in range(1, 18)),
    "dmey",
)

TEXT = """// Written by scripts/generate_wavelets.py from PyWavelets; not to be edited.
#include "wavelet_tables.hpp"

#include <array>

namespace voxtrait {{

namespace {{

{arrays}

constexpr std::array<WaveletTable, {count}> tables{{{{{rows}}}}};

}}  // namespace

std::span<const WaveletTable> wavelet_tables() noexcept {{ return tables; }}

}}  // namespace voxtrait
"""


def array_of(name: str) -> str:
    numbers = ", ".join(repr(float(c)) for c in pywt.Wavelet(name).dec_lo)
    return f"constexpr std::array {name}{{{numbers}}};"


def written() -> str:
    text = TEXT.format(
        arrays="\n".join(map(array_of, NAMES)),
        count=len(NAMES),
        rows=", ".join(f'{{"{name}", {name}}}' for name in NAMES),
    )
    command = ["clang-format-14", f"--assume-filename={FILE}"]
    return subprocess.run(command, input=text, capture_output=True, text=True, check=True).stdout


def main(arguments: list[str]) -> int:
    text = written()
    if arguments == ["--check"]:
        if FILE.read_text() != text:
            print(f"{FILE.name} is stale; run scripts/generate_wavelets.py", file=sys.stderr)
            return 1
        return 0
    FILE.write_text(text)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
