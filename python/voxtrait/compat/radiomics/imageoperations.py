"""The place of PyRadiomics' image operations; the engine does them within an extraction."""

# ruff: noqa: N802, N803

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from voxtrait.compat.radiomics import _engine


def getOriginalImage(
    inputImage: Any, inputMask: Any, **kwargs: Any
) -> Iterator[tuple[Any, str, dict[str, Any]]]:
    """Yield the image itself, the name of its type and the settings."""
    yield inputImage, "original", kwargs


def __getattr__(name: str) -> Any:
    if name.startswith("get") and name.endswith("Image"):
        raise _engine.not_yet(f"the image type {name[3:-5]}")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
