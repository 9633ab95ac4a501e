"""The program voxtrait with the plugins of Python: ``python -m voxtrait``."""

from __future__ import annotations

import itertools
import signal
import sys
import warnings
from typing import TextIO

from voxtrait import _core
from voxtrait._errors import Error
from voxtrait._plugins import find_plugins, load_plugin


def main(words: list[str]) -> int:
    """Run the program and return its exit code."""
    warnings.showwarning = _warn
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # no Python code runs that could be interrupted
    try:
        find_plugins()
        for name in _named(words):
            if name.endswith(".py"):
                load_plugin(name)
    except Error as error:
        print(f"voxtrait: {error}\n  [{error.code}]", file=sys.stderr)
        return 2
    return _core.run_program(["voxtrait", *words])


def _named(words: list[str]) -> list[str]:
    """List the values of --plugin."""
    apart = [after for word, after in itertools.pairwise(words) if word == "--plugin"]
    return apart + [w.partition("=")[2] for w in words if w.startswith("--plugin=")]


def _warn(
    message: Warning | str,
    category: type[Warning],
    filename: str,
    lineno: int,
    file: TextIO | None = None,
    line: str | None = None,
) -> None:
    print(f"voxtrait: warning: {message}", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
