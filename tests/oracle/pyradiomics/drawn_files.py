"""Writes drawn cases as files that the program reads, and reads back what it makes of them."""

import csv
import io
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
from drawn_cases import Array, Drawn, Grid

from cli_program import run

TYPES = {
    "uint8": "MET_UCHAR",
    "int16": "MET_SHORT",
    "uint16": "MET_USHORT",
    "int32": "MET_INT",
    "float32": "MET_FLOAT",
    "float64": "MET_DOUBLE",
}


def listed(numbers: Iterable[float]) -> str:
    return " ".join(repr(number) for number in numbers)


def write_image(path: Path, array: Array, grid: Grid) -> None:
    """A MetaImage, which keeps every bit of a geometry; the array's axes are z, y, x."""
    axes = [grid.direction[3 * row + axis] for axis in range(3) for row in range(3)]
    header = [
        "ObjectType = Image",
        "NDims = 3",
        "BinaryData = True",
        "BinaryDataByteOrderMSB = False",
        "CompressedData = False",
        f"TransformMatrix = {listed(axes)}",
        f"Offset = {listed(grid.origin)}",
        f"ElementSpacing = {listed(grid.spacing)}",
        f"DimSize = {listed(array.shape[::-1])}",
        f"ElementType = {TYPES[array.dtype.name]}",
        "ElementDataFile = LOCAL",
    ]
    path.write_bytes("\n".join([*header, ""]).encode() + np.ascontiguousarray(array).tobytes())


def settings_of(case: Drawn) -> dict[str, Any]:
    own = {**case.settings, "optionalFeatures": True}
    families = ["all", "pyradiomics_shape2d"] if case.shape_2d else ["all"]
    return {"profile": "pyradiomics", "families": families, "pyradiomics": own}


def extract_drawn(case: Drawn, folder: Path) -> tuple[str, dict[str, float]]:
    """Why there is no value, or the values by PyRadiomics' names; nan where one is undefined."""
    image, mask, settings = (folder / name for name in ("image.mha", "mask.mha", "settings.json"))
    write_image(image, case.image, case.image_grid)
    write_image(mask, case.mask, case.mask_grid)
    settings.write_text(json.dumps(settings_of(case)))
    result = run("extract", image, mask, "--settings", settings, "--format", "wide")
    if not result.out:
        return result.err, {}
    row = next(csv.DictReader(io.StringIO(result.out)))
    if row["status"] in ("failed", "empty_roi", "too_small"):
        return row["reason"], {}
    names = [k for k in row if k.startswith("original_")]
    if all(row[k] == "" for k in names if "_shape2D_" in k):
        names = [k for k in names if "_shape2D_" not in k]  # not applicable
    values = {k: float(row[k] or "nan") for k in names}
    return "", values
