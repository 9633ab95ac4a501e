"""voxtrait's response maps through its Python package, one thread and two."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).resolve().parent))

import numpy as np

import voxtrait
from map_timing import main

if TYPE_CHECKING:
    from map_cases import MapCase
    from map_timing import Array, Filter


def response(threads: int, image: Array, case: MapCase) -> Array:
    """The map."""
    settings: dict[str, Any] = dict(case.settings)
    kind = settings.pop("type")
    return voxtrait.response_map(image, kind, threads=threads, **settings).array


def chosen(threads: int, case: MapCase) -> Filter:
    """It has every filter."""
    return partial(response, threads)


def kept(response_map: Array, file: Path) -> dict[str, float]:
    """For the others to compare with."""
    np.save(file, response_map)
    return {}


def compared(response_map: Array, file: Path) -> dict[str, float]:
    """Two threads give the same bits as one."""
    one = np.load(file, mmap_mode="r")
    return {"deviation": 0.0 if np.array_equal(one, response_map, equal_nan=True) else 1.0}


if __name__ == "__main__":
    programs = {
        "voxtrait": (partial(chosen, 1), kept),
        "voxtrait, 2 threads": (partial(chosen, 2), compared),
    }
    main(programs, {"voxtrait": voxtrait.__version__, "numpy": np.__version__})
