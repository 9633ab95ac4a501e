"""The compiled part, private; written by scripts/generate_python.py from the module."""

from __future__ import annotations

import collections.abc
import os
import typing

import numpy
import numpy.typing

class Extractor:
    def __init__(self, settings: str | bytes, folder: str = "") -> None: ...
    def extract(
        self,
        image: typing.Any,
        mask: typing.Any,
        *,
        case: str,
        labels: collections.abc.Sequence[typing.SupportsInt | typing.SupportsIndex],
        threads: typing.SupportsInt | typing.SupportsIndex,
        max_memory: typing.SupportsInt | typing.SupportsIndex,
        resample_mask: bool,
        diagnostics: bool,
        hash_inputs: bool,
    ) -> tuple[typing.Any, ...]: ...
    def settings(self) -> str: ...

class Inspection:
    def edges(self) -> numpy.typing.NDArray[numpy.float64]: ...
    def geometry(
        self,
    ) -> tuple[
        typing.Annotated[list[float], "FixedSize(3)"],
        typing.Annotated[list[float], "FixedSize(3)"],
        typing.Annotated[list[float], "FixedSize(9)"],
    ]: ...
    def intensity(self) -> numpy.typing.NDArray[typing.Any]: ...
    def intensity_mask(self) -> numpy.typing.NDArray[typing.Any]: ...
    def label(self) -> int: ...
    def levels(self) -> typing.Any: ...
    def matrices(
        self, family: str, aggregation: str, threads: typing.SupportsInt | typing.SupportsIndex
    ) -> tuple[typing.Any, ...]: ...
    def morphological_mask(self) -> numpy.typing.NDArray[typing.Any]: ...

def add_plugin(description: dict[str, typing.Any], origin: str) -> None: ...
def check_geometry(
    shape: typing.Annotated[
        collections.abc.Sequence[typing.SupportsInt | typing.SupportsIndex], "FixedSize(3)"
    ],
    spacing: typing.Annotated[
        collections.abc.Sequence[typing.SupportsFloat | typing.SupportsIndex], "FixedSize(3)"
    ],
    origin: typing.Annotated[
        collections.abc.Sequence[typing.SupportsFloat | typing.SupportsIndex], "FixedSize(3)"
    ],
    direction: typing.Annotated[
        collections.abc.Sequence[typing.SupportsFloat | typing.SupportsIndex], "FixedSize(9)"
    ],
    role: str,
) -> None: ...
def describe(feature: str, profile: str | None) -> str: ...
def draw(
    preview: tuple[typing.Any, ...], pixels: typing.SupportsInt | typing.SupportsIndex
) -> bytes: ...
def extract_pyradiomics(
    settings: str | bytes,
    image: typing.Any,
    mask: typing.Any,
    *,
    label: typing.SupportsInt | typing.SupportsIndex,
    threads: typing.SupportsInt | typing.SupportsIndex,
    diagnostics: bool,
) -> tuple[typing.Any, ...]: ...
def features(profile: str) -> str: ...
def filters() -> str: ...
def forget_plugins() -> None: ...
def inspect(
    extractor: Extractor,
    image: typing.Any,
    mask: typing.Any,
    *,
    labels: collections.abc.Sequence[typing.SupportsInt | typing.SupportsIndex],
    threads: typing.SupportsInt | typing.SupportsIndex,
    resample_mask: bool,
) -> Inspection: ...
def labels(mask: typing.Any) -> dict[int, int]: ...
def load_plugin(plugin: str, origin: str) -> None: ...
def load_pyradiomics(
    settings: str | bytes,
    image: typing.Any,
    mask: typing.Any,
    *,
    label: typing.SupportsInt | typing.SupportsIndex,
    threads: typing.SupportsInt | typing.SupportsIndex,
) -> tuple[typing.Any, ...]: ...
def plugin_settings(names: collections.abc.Sequence[str], folder: str) -> list[tuple[str, str]]: ...
def plugins() -> str: ...
def pyradiomics_image_types() -> list[dict[str, typing.Any]]: ...
def pyradiomics_images(
    type: str,
    settings: str | bytes,
    image: typing.Any,
    mask: typing.Any,
    *,
    label: typing.SupportsInt | typing.SupportsIndex,
    threads: typing.SupportsInt | typing.SupportsIndex,
) -> list[dict[str, typing.Any]]: ...
def read_file(path: str | os.PathLike[str]) -> bytes: ...
def read_image(path: str | os.PathLike[str]) -> tuple[typing.Any, ...]: ...
def response_map(
    image: typing.Any,
    *,
    filter: str,
    plane: str,
    threads: typing.SupportsInt | typing.SupportsIndex,
) -> tuple[typing.Any, ...]: ...
def run_program(words: collections.abc.Sequence[str]) -> int: ...
def scan_plugins() -> list[str]: ...
def schema() -> str: ...
def to_text(rows: tuple[typing.Any, ...], provenance: str, format: str) -> str: ...
def verify(
    data: str | os.PathLike[str], threads: typing.SupportsInt | typing.SupportsIndex
) -> tuple[typing.Any, ...]: ...
def verify_plugins(
    data: str | os.PathLike[str], threads: typing.SupportsInt | typing.SupportsIndex
) -> tuple[typing.Any, ...]: ...
def write_file(path: str | os.PathLike[str], text: str | bytes) -> None: ...

STATUSES: tuple[str, ...]
VERDICTS: tuple[str, ...]
__version__: str
