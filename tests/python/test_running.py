"""Threads, processes and memory."""

import gc
import multiprocessing
import sys
import threading
import time
import tracemalloc
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import voxtrait

PAGE = 4096
EVERYTHING = {
    "aggregations": [
        "2D_average",
        "2D_slice_merged",
        "2.5D_direction_merged",
        "2.5D_merged",
        "3D_average",
        "3D_merged",
        "2D",
        "2.5D",
        "3D",
    ]
}


def many_binades(shape: tuple[int, ...]) -> np.ndarray:
    """Numbers of which no two sums in another order agree."""
    random = np.random.default_rng(11)
    return random.normal(size=shape) * 10.0 ** random.integers(-12, 12, shape)


def test_number_of_threads_changes_no_bit() -> None:
    image = many_binades((24, 30, 36))
    mask = (np.arange(24) // 8 + 1)[:, np.newaxis, np.newaxis] * (image > -1)
    tables = [voxtrait.extract(image, mask, EVERYTHING, threads=n) for n in (1, 2, None)]
    assert tables[0].labels == (1, 2, 3)
    assert tables[0].rows == tables[1].rows == tables[2].rows


@pytest.mark.parametrize("bins", [3, 40, 300])
@pytest.mark.parametrize("glcm_distance", [1, 2])
def test_other_families_change_no_bit_of_a_family(bins: int, glcm_distance: int) -> None:
    image = np.random.default_rng(17).normal(size=(12, 20, 24)).cumsum(axis=2)
    mask = image > np.quantile(image, 0.2)
    settings = {
        **EVERYTHING,
        "discretisation": {"method": "fixed_bin_number", "bin_number": bins},
        "glcm": {"distance": glcm_distance},
    }
    families = ["glcm", "glrlm", "glszm", "gldzm", "ngtdm", "ngldm"]
    together = voxtrait.extract(image, mask, {**settings, "families": families}, threads=1)
    for family in families:
        alone = voxtrait.extract(image, mask, {**settings, "families": [family]}, threads=1)
        assert alone.rows == tuple(row for row in together.rows if row.family == family)


def test_python_threads_may_extract_at_the_same_time() -> None:
    images = [many_binades((8, 10, 12)) * scale for scale in (1.0, 2.5, 3.0, 7.0)]
    mask = np.ones((8, 10, 12), bool)
    expected = [voxtrait.extract(image, mask).rows for image in images]
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda image: voxtrait.extract(image, mask).rows, images * 5))
    assert found == expected * 5


def test_processes_send_tables_back(phantom: tuple[Path, Path, Path], phantom_table) -> None:
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=context) as pool:
        table = pool.submit(voxtrait.extract, *phantom).result()
    assert table.to_json() == phantom_table.to_json()


def extract_after_fork(_: int) -> tuple[voxtrait.Row, ...]:
    image = many_binades((8, 10, 12))
    return voxtrait.extract(image, image > 0).rows


def test_forked_processes_extract_too() -> None:
    expected = extract_after_fork(0)  # threads of the parent have run before
    with multiprocessing.get_context("fork").Pool(2) as pool:
        assert pool.map_async(extract_after_fork, range(4)).get(60) == [expected] * 4


def lasting_extraction(seconds: float) -> tuple[float, float]:
    """Extract from larger and larger images until it takes that long; when it began and ended."""
    for edge in (48, 64, 96, 128, 192, 256):
        image = np.random.default_rng(5).normal(size=(edge, edge, edge)).astype(np.float32)
        mask = np.ones(image.shape, bool)
        begin = time.perf_counter()
        voxtrait.extract(image, mask, {"families": ["glcm", "intensity_statistics"]}, threads=1)
        end = time.perf_counter()
        if end - begin > seconds:
            return begin, end
    raise AssertionError("no extraction lasted long enough to see whether other threads run")


def test_other_python_threads_run_meanwhile() -> None:
    ticks: list[float] = []
    done = threading.Event()

    def tick() -> None:
        while not done.wait(0.001):
            ticks.append(time.perf_counter())

    ticker = threading.Thread(target=tick)
    ticker.start()
    try:
        begin, end = lasting_extraction(0.2)
    finally:
        done.set()
        ticker.join()
    quarter = (end - begin) / 4
    assert sum(begin + quarter < t < end - quarter for t in ticks) >= 10


def resident_bytes() -> int:
    return int(Path("/proc/self/statm").read_text().split()[1]) * PAGE


def test_a_thousand_calls_keep_nothing() -> None:
    image = np.arange(60.0).reshape(3, 4, 5)
    mask = np.ones((3, 4, 5), np.uint8)

    def grown_by_calls(times: int) -> int:
        before = tracemalloc.get_traced_memory()[0]
        for _ in range(times):
            table = voxtrait.extract(image, mask, threads=1)
            table.to_csv()
        del table
        gc.collect()
        return tracemalloc.get_traced_memory()[0] - before

    tracemalloc.start()
    grown_by_calls(300)  # caches of Python fill up
    references = sys.getrefcount(image), sys.getrefcount(mask)
    # Python's table of interned strings grows in jumps; what a call keeps grows every time.
    grown = min(grown_by_calls(350) for _ in range(3))
    tracemalloc.stop()
    assert (sys.getrefcount(image), sys.getrefcount(mask)) == references
    assert grown < 15_000


def test_images_and_errors_keep_no_memory(phantom: tuple[Path, Path, Path]) -> None:
    image = np.asfortranarray(np.random.default_rng(1).normal(size=(64, 64, 64)))  # 2 MiB
    mask = np.zeros(image.shape, np.uint8)
    mask[30:34, 30:34, 30:34] = 1
    misfit = voxtrait.Image(mask, spacing=(2, 2, 2))

    def call(times: int) -> None:
        for _ in range(times):
            voxtrait.extract(image, mask, {"families": ["intensity_statistics"]}, threads=1)
            voxtrait.read_image(phantom[0])
            try:
                voxtrait.extract(voxtrait.Image(image), misfit)
            except voxtrait.InputError:
                continue
            raise AssertionError("the mask should not fit")
        gc.collect()

    call(20)
    before = resident_bytes()
    call(100)
    assert resident_bytes() - before < 20 * image.nbytes


def refused(
    kind: type[Exception], *arguments: Any, call: Any = voxtrait.extract, **keywords: Any
) -> None:
    with pytest.raises(kind):
        call(*arguments, **keywords)


def looked_at(**settings: Any) -> None:
    seen = voxtrait.inspect(CUBE, INSIDE, threads=1, **settings)
    assert seen.levels.array.shape == seen.image.array.shape
    assert seen.matrices("glcm")[0].array.sum() > 0


# Big endian, so that each call makes a copy of 55 kB, which must go with it.
CUBE = np.random.default_rng(3).normal(0, 40, (19, 19, 19)).astype(">f8")
INSIDE = (np.abs(CUBE) < 60).astype(">i4")
FEW = {"families": ["intensity_statistics"]}
CALLS = {
    "extract": lambda: voxtrait.extract(CUBE, INSIDE, FEW, threads=1).to_dict(),
    "profile pyradiomics": lambda: voxtrait.extract(
        CUBE, INSIDE, profile="pyradiomics", families=["pyradiomics_ngtdm"], threads=1
    ),
    "inspect": looked_at,
    "inspect pyradiomics": lambda: looked_at(profile="pyradiomics"),
    "unknown setting": lambda: refused(voxtrait.SettingsError, CUBE, INSIDE, {"a": 1}),
    "unknown label": lambda: refused(
        voxtrait.InputError, CUBE, INSIDE, call=voxtrait.inspect, label=7
    ),
    "other grid": lambda: refused(voxtrait.InputError, CUBE, INSIDE[1:]),
    "complex image": lambda: refused(TypeError, CUBE * 1j, INSIDE),
    "mask of fractions": lambda: refused(voxtrait.InputError, CUBE, INSIDE * 0.5),
    "four axes": lambda: refused(voxtrait.InputError, CUBE[np.newaxis], INSIDE),
    "unknown object": lambda: refused(TypeError, CUBE, object()),
    "no file": lambda: refused(voxtrait.FileError, "nowhere.nii", INSIDE),
}


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)
def test_a_thousand_calls_leave_the_process_as_large_as_it_was(call: Callable[[], None]) -> None:
    for _ in range(100):
        call()
    gc.collect()
    before = resident_bytes()
    for _ in range(1000):
        call()
    gc.collect()
    assert resident_bytes() - before < 4 * 2**20  # 4 kB for each call
