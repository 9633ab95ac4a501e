"""Packages that some methods need and the package as such does not."""

from __future__ import annotations

import importlib
from typing import Any


def optional(package: str, method: str) -> Any:
    """Import a package, or say how to get it."""
    try:
        return importlib.import_module(package)
    except ImportError as error:
        name = package.partition(".")[0]
        extra = {"pandas": "'voxtrait[pandas]'", "pyarrow": "'voxtrait[parquet]'"}.get(name, name)
        raise ImportError(f"{method} needs {name}: pip install {extra}") from error
