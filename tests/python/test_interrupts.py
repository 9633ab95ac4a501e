"""Signals, exceptions in threads, and what they leave behind."""

import signal
import subprocess
import sys
import textwrap
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

import voxtrait

# Tells when the KeyboardInterrupt came, and whether the process could go on afterwards.
INTERRUPTED = """
import pathlib, time
import numpy as np
import voxtrait

image = np.random.default_rng(1).normal(size=({edge}, {edge}, {edge})).astype(np.float32)
mask = np.ones(image.shape, bool)
print("begins", flush=True)
try:
    {call}
    print("ended by itself")
except KeyboardInterrupt:
    print(time.monotonic())
    schedule = pathlib.Path("/proc/self/schedstat")
    print(schedule.read_text() if schedule.exists() else "0 0 0")
del image
small = np.arange(60.0).reshape(3, 4, 5)
print(voxtrait.extract(small, small > 10, families=["intensity_statistics"]).rows[0].value)
"""
CALLS = {
    "extract": "while True: voxtrait.extract(image, mask)",
    "extract in one thread": "while True: voxtrait.extract(image, mask, threads=1)",
    "inspect": "while True: voxtrait.inspect(image, mask)",
    "profile pyradiomics": "while True: voxtrait.extract(image, mask, profile='pyradiomics')",
    "extractor": "while True: voxtrait.Extractor().extract(image, mask, max_memory='8GB')",
}


def run(script: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", textwrap.dedent(script)],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def seconds_starved(schedule: str) -> float:
    """How long the main thread has been ready to run without getting a processor."""
    return int(schedule.split()[1]) / 1e9


def seconds_to_stop(script: str, delay: float) -> float:
    """From Ctrl-C to its exception; without what other processes made the main thread wait."""
    with subprocess.Popen(
        [sys.executable, "-c", script], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "begins\n"
        time.sleep(delay)
        schedule = Path(f"/proc/{process.pid}/schedstat")
        before = schedule.read_text() if schedule.exists() else "0 0 0"
        sent = time.monotonic()
        process.send_signal(signal.SIGINT)
        try:
            out, err = process.communicate(timeout=60)
        finally:
            process.kill()
    assert process.returncode == 0, err
    stopped, after, value = out.splitlines()[0], out.splitlines()[1], out.splitlines()[-1]
    assert float(value) == pytest.approx(np.arange(11, 60).mean())
    return float(stopped) - sent - (seconds_starved(after) - seconds_starved(before))


@pytest.mark.parametrize("delay", [0.2, 1.0])
@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)
def test_ctrl_c_stops_within_a_second(call: str, delay: float) -> None:
    assert seconds_to_stop(INTERRUPTED.format(call=call, edge=160), delay) < 1.0


# Each of these takes many seconds in one call.
LONG = {
    "interpolation": "spacing=(0.2, 0.2, 0.2)",
    "levels": "spacing=None, width=0.001",
}


@pytest.mark.parametrize("arguments", LONG.values(), ids=LONG)
def test_ctrl_c_stops_a_long_extraction_of_the_drop_in_package(arguments: str) -> None:
    script = """
def execute(spacing, width=25):
    from voxtrait.compat.radiomics.featureextractor import RadiomicsFeatureExtractor
    settings = {"resampledPixelSpacing": spacing, "binWidth": width}
    whole = voxtrait.Image(image), voxtrait.Image(mask.astype(np.uint8))
    while True:
        RadiomicsFeatureExtractor(**settings).execute(*whole)
"""
    script += INTERRUPTED.format(call=f"execute({arguments})", edge=120)
    assert seconds_to_stop(script, 2.0) < 1.0


def test_ctrl_c_ends_the_process_as_python_does() -> None:
    script = """
    import os, signal, threading
    import numpy as np
    import voxtrait
    image = np.random.default_rng(1).normal(size=(160, 160, 160))
    threading.Timer(1.0, os.kill, (os.getpid(), signal.SIGINT)).start()
    while True:
        voxtrait.extract(image, np.ones(image.shape, bool))
    """
    done = run(script)
    assert done.returncode == -2, done.stderr
    assert "KeyboardInterrupt" in done.stderr


def test_what_another_signal_raises_comes_through() -> None:
    script = """
    import signal
    import numpy as np
    import voxtrait
    def out_of_time(*_):
        raise TimeoutError("out of time")
    signal.signal(signal.SIGALRM, out_of_time)
    signal.setitimer(signal.ITIMER_REAL, 0.5)
    image = np.random.default_rng(1).normal(size=(128, 128, 128))
    try:
        while True:
            voxtrait.extract(image, np.ones(image.shape, bool))
    except TimeoutError as error:
        print(error)
    """
    assert run(script).stdout == "out of time\n"


def test_a_signal_that_raises_nothing_stops_nothing() -> None:
    script = """
    import signal
    import numpy as np
    import voxtrait
    calls = []
    signal.signal(signal.SIGALRM, lambda *_: calls.append(1))
    signal.setitimer(signal.ITIMER_REAL, 0.05, 0.05)
    image = np.random.default_rng(1).normal(size=(128, 128, 128))
    table = voxtrait.extract(image, np.ones(image.shape, bool))
    signal.setitimer(signal.ITIMER_REAL, 0)
    print(bool(calls), len(table) > 100)
    """
    assert run(script).stdout == "True True\n"


def test_errors_in_threads_stay_in_their_thread() -> None:
    image = np.random.default_rng(2).normal(size=(10, 11, 12))
    mask = np.ones(image.shape, np.uint8)
    cases = {
        "good": (lambda: voxtrait.extract(image, mask), None),
        "misfit": (lambda: voxtrait.extract(image, mask[1:]), voxtrait.InputError),
        "fractions": (lambda: voxtrait.extract(image, mask * 0.5), voxtrait.InputError),
        "settings": (lambda: voxtrait.extract(image, mask, {"a": 1}), voxtrait.SettingsError),
        "file": (lambda: voxtrait.extract("no.nii", mask), voxtrait.FileError),
        "type": (lambda: voxtrait.extract(image, object()), TypeError),
    }
    expected = voxtrait.extract(image, mask).rows
    with ThreadPoolExecutor(6) as pool:
        futures = [(pool.submit(call), kind) for call, kind in list(cases.values()) * 20]
    for future, kind in futures:
        if kind is None:
            assert future.result().rows == expected
        else:
            assert isinstance(future.exception(), kind)


def test_threads_of_python_and_of_voxtrait_end() -> None:
    image = np.random.default_rng(2).normal(size=(10, 11, 12))
    voxtrait.extract(image, image > 0)
    before = threading.active_count()
    for _ in range(20):
        voxtrait.extract(image, image > 0)
    assert threading.active_count() == before
