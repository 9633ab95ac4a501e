"""The compiled part: private, checked against the module by the tests."""

import os
from collections.abc import Sequence
from typing import Any

from voxtrait._image import Array, Image, Vector

__version__: str
STATUSES: tuple[str, ...]

class Extractor:
    def __init__(self, settings: str | bytes) -> None: ...
    def extract(
        self,
        image: Image,
        mask: Image,
        *,
        case: str,
        labels: Sequence[int],
        threads: int,
        resample_mask: bool,
        diagnostics: bool,
        hash_inputs: bool,
    ) -> tuple[tuple[tuple[Any, ...], ...], str, tuple[str, ...]]: ...

def check_geometry(
    shape: Sequence[int],
    spacing: Sequence[float],
    origin: Sequence[float],
    direction: Sequence[float],
    role: str,
) -> None: ...
def describe(feature: str) -> list[dict[str, Any]]: ...
def features() -> list[dict[str, Any]]: ...
def read_file(path: str | os.PathLike[str]) -> bytes: ...
def read_image(
    path: str | os.PathLike[str],
) -> tuple[Array, Vector, Vector, Sequence[float]]: ...
def schema() -> str: ...
def to_text(rows: tuple[tuple[Any, ...], ...], provenance: str, format: str) -> str: ...
def write_file(path: str | os.PathLike[str], text: str) -> None: ...
