"""PyRadiomics' own example settings, unchanged, through the drop-in package."""

import csv
import logging
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from example_cases import EXAMPLES, RECORDED, Example, largest_slice

RELATIVE, ABSOLUTE = 1e-6, 1e-9


@cache
def recorded() -> dict[str, dict[str, float]]:
    found: dict[str, dict[str, float]] = {}
    with RECORDED.open() as file:
        for row in csv.DictReader(file):
            found.setdefault(row["case"], {})[row["feature"]] = float(row["value"])
    return found


@cache
def type_rows() -> list[dict[str, str]]:
    with (Path(__file__).parent / "image_types.csv").open() as file:
        return list(csv.DictReader(file))


def recorded_types(case: str) -> dict[str, float]:
    """The values of image types, by PyRadiomics' names and in its order of images."""
    return {
        f"{row['image']}_{feature}": float(value)
        for row in type_rows()
        if row["case"] == case and row["image"] != "original"
        for feature, value in row.items()
        if feature not in ("case", "digest", "error", "image") and value
    }


def extracted(example: Example) -> dict[str, float]:
    """Our values, by the interface that scripts for PyRadiomics use."""
    voxtrait = pytest.importorskip("voxtrait")
    pytest.importorskip("yaml")
    radiomics = pytest.importorskip("voxtrait.compat.radiomics")
    image, mask = voxtrait.read_image(example.image), voxtrait.read_image(example.mask)
    if example.one_slice:
        flat = largest_slice(np.asarray(mask.array))
        mask = voxtrait.Image(flat, mask.spacing, mask.origin, mask.direction)
    extractor = radiomics.featureextractor.RadiomicsFeatureExtractor(str(example.settings))
    return dict(extractor.execute(image, mask))


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: e.name)
def test_an_example_runs_unchanged_and_gives_pyradiomics_values(
    example: Example, caplog: pytest.LogCaptureFixture
) -> None:
    expected = recorded()[example.name]
    with caplog.at_level(logging.WARNING, logger="radiomics"):
        found = extracted(example)
    mine = {k: v for k, v in found.items() if k.startswith("original_")}
    assert list(mine) == list(expected)
    assert mine == pytest.approx(expected, rel=RELATIVE, abs=ABSOLUTE)
    assert not [r for r in caplog.records if r.levelno == logging.WARNING]
    filtered = {k: v for k, v in found.items() if not k.startswith(("original_", "diagnostics_"))}
    types = recorded_types(example.name)
    assert filtered == pytest.approx(types, rel=1e-5, abs=ABSOLUTE)
    features = [k.partition("_")[2] for k in mine if "_shape" not in k]
    images = dict.fromkeys(k.partition("_")[0] for k in types)
    assert list(filtered) == [f"{image}_{feature}" for image in images for feature in features]


def test_every_example_file_is_recorded() -> None:
    assert set(recorded()) == {example.name for example in EXAMPLES}
    assert len(EXAMPLES) == 16
