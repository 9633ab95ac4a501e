"""mirp 2.7.0, https://pypi.org/project/mirp.

All its feature families, matrices with directions merged. It reads uncompressed files; that is in
its time. It computes Moran's I and Geary's C on random subsets of larger ROIs.
"""

from __future__ import annotations

import contextlib
import csv
import io
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
from mirp import extract_features

from measuring import BIN_WIDTH, Case, Peer, Values, key, main

TAGS = Path(__file__).resolve().parents[2] / "data/ibsi/reference/ibsi1_reference_values.csv"
SUFFIXES = ("_3d_v_mrg", "_3d")
WITH_DIRECTIONS = ("glcm", "glrlm")


def versions() -> dict[str, str]:
    """What ran."""
    return {"mirp": version("mirp"), "numpy": np.__version__, "scipy": version("scipy")}


def prepare(case: Case) -> tuple[str, str, float]:
    """Files: its arrays have no spacing."""
    if not case.image_file.exists():
        write_files(case)
    return str(case.image_file), str(case.mask_file), case.low


def write_files(case: Case) -> None:
    """The crop as files."""
    import sys

    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
    from scenes import nifti

    case.image_file.write_bytes(nifti(case.image, case.spacing))
    case.mask_file.write_bytes(nifti(case.mask, case.spacing))


def features_of(image: str, mask: str, low: float) -> Any:
    """A table of one row."""
    with contextlib.redirect_stdout(io.StringIO()):
        return extract_features(
            image=image,
            mask=mask,
            image_modality="ct",
            base_feature_families="all",
            base_discretisation_method="fixed_bin_size",
            base_discretisation_bin_width=BIN_WIDTH,
            resegmentation_intensity_range=[low, np.nan],
            glcm_spatial_method="3d_volume_merge",
            glrlm_spatial_method="3d_volume_merge",
        )[0]


def compute(prepared: tuple[str, str, float], task: dict[str, Any]) -> Any:
    """All its features."""
    return features_of(*prepared)


def tags() -> dict[str, tuple[str, str, str]]:
    """IBSI's names: family, code, parameter's code."""
    with TAGS.open() as file:
        return {
            row["base_tag"]: (row["family"], row["ibsi_code"], row["parameter_code"])
            for row in csv.DictReader(file)
            if row["ibsi_code"]
        }


def values(found: Any) -> Values:
    """Its columns are IBSI's names with aggregation and discretisation behind."""
    known = tags()
    result: Values = {}
    for name, value in found.iloc[0].items():
        tag = next((t for t in (name[:n] for n in range(len(name), 3, -1)) if t in known), None)
        if tag is not None and isinstance(value, (int, float, np.number)):
            family, code, parameter = known[tag]
            aggregation = "3D_merged" if family in WITH_DIRECTIONS else "3D"
            result[key(code, aggregation, parameter)] = float(value)
    return result


def to_csv(image: str, mask: str, low: float, target: str) -> None:
    """Files in, CSV out."""
    features_of(image, mask, low).to_csv(target, index=False)


if __name__ == "__main__":
    main(Peer(versions, prepare, compute, values, to_csv))
