"""Typed use of the package; checked by mypy and run by the tests."""

from pathlib import Path

import numpy as np
import pandas as pd

import voxtrait


def main(folder: Path) -> dict[str, float | None]:
    image = np.arange(60, dtype=np.int16).reshape(3, 4, 5)
    placed = voxtrait.Image(image, spacing=(1.0, 1.0, 2.5), direction=np.eye(3))
    settings = {"glcm": {"distance": 1}}
    table = voxtrait.extract(placed, image >= 10, settings, labels=[1], threads=2, case="typed")

    text: str = table.to_csv()
    table.to_csv(folder / "long.csv")
    table.to_json(folder / "table.json")
    frame: pd.DataFrame = table.to_pandas(layout="wide")
    names: list[str] = [row.name for row in table if row.value is not None]
    spacing: tuple[float, float, float] = placed.spacing
    assert text.startswith("case,")
    assert len(frame) == len(table.labels) == 1
    assert set(names) <= set(frame.columns)
    assert spacing[2] == 2.5

    extractor = voxtrait.Extractor(
        settings, discretisation_method="fixed_bin_size", resegmentation_range=(None, 50)
    )
    again: voxtrait.Table = extractor.extract(placed, image >= 10, max_memory="1GB")
    seen: voxtrait.Inspection = voxtrait.inspect(placed, image >= 10, glcm_distance=1)
    matrix: voxtrait.Matrix = seen.matrices("glcm")[0]
    labels: dict[int, int] = voxtrait.Mask(image >= 10, like=placed).labels
    verdicts: dict[str, int] = voxtrait.verify().summary
    assert len(again) == len(table)
    assert matrix.array.shape == (32, 32)
    assert labels == {1: 50}
    assert verdicts["missed"] == 0

    # Were the package without types, these would be reported as needless.
    table.to_pandas(layout="wide").attrs["threads"] = voxtrait.extract(image, image, threads=1)
    if not names:
        voxtrait.extract(image, image, threads="two")  # type: ignore[arg-type]
        table.to_pandas("tall")  # type: ignore[arg-type]
        voxtrait.extract(image, image, glcm_distance="far")  # type: ignore[arg-type]
        voxtrait.Extractor(discretisation_method="guess")  # type: ignore[arg-type]
        voxtrait.inspect(image, image, bin_width=25)  # type: ignore[call-arg]
        wrong: voxtrait.Settings = {"glcm": {"distnace": 1}}  # type: ignore[typeddict-unknown-key]
        assert wrong
        table.rows = ()  # type: ignore[misc]
    return table.to_dict()
