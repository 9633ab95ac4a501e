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

    # Were the package without types, these would be reported as needless.
    table.to_pandas(layout="wide").attrs["threads"] = voxtrait.extract(image, image, threads=1)
    if not names:
        voxtrait.extract(image, image, threads="two")  # type: ignore[arg-type]
        table.to_pandas("tall")  # type: ignore[arg-type]
        table.rows = ()  # type: ignore[misc]
    return table.to_dict()
