"""pictologics 0.9.0, https://pypi.org/project/pictologics.

Its default families are 170 values: intensity 18, morphology 27 (no Moran's I, no Geary's C),
histogram 23, intensity-volume histogram 7, GLCM 25, GLRLM 16, GLSZM 16, GLDZM 16, NGTDM 5,
NGLDM 17; matrices with directions are merged. Set `everything` adds its `spatial_intensity` (the
two autocorrelations, exact) and `local_intensity` (two peaks).
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pictologics
from pictologics import Image, RadiomicsPipeline

from measuring import BIN_WIDTH, Case, Peer, Values, key, main

FAMILIES = ["intensity", "morphology", "texture", "histogram", "ivh"]
EVERYTHING = [*FAMILIES, "spatial_intensity", "local_intensity"]
WITH_DIRECTIONS = ("glcm", "glrlm")
# Names whose suffix is not the IBSI code.
CODES = {
    "small_zone_emphasis_P001": "5QRC",
    "10th_discretised_intensity_percentile_1PR": "GPMT",
    "90th_discretised_intensity_percentile_GPMT": "OZ0C",
}
HISTOGRAM = {
    "volume_at_intensity_fraction_0.10_BC2M_10": key("BC2M", parameter="NK6P"),
    "volume_at_intensity_fraction_0.90_BC2M_90": key("BC2M", parameter="4279"),
    "intensity_at_volume_fraction_0.10_GBPN_10": key("GBPN", parameter="PWN1"),
    "intensity_at_volume_fraction_0.90_GBPN_90": key("GBPN", parameter="BOHI"),
    "volume_fraction_difference_between_intensity_0.10_and_0.90_fractions_DDTU": key(
        "DDTU", parameter="WITY"
    ),
    "intensity_fraction_difference_between_volume_0.10_and_0.90_fractions_CNV2": key(
        "CNV2", parameter="JXJA"
    ),
}


def versions() -> dict[str, str]:
    """What ran."""
    import numba

    return {
        "pictologics": pictologics.__version__,
        "numba": numba.__version__,
        "numpy": np.__version__,
    }


def pipeline_of(families: list[str], low: float, high: float | None = None) -> RadiomicsPipeline:
    """Fixed bins from `low`; the intensity-volume histogram in steps of 1."""
    pipeline = RadiomicsPipeline(load_standard=False)
    pipeline.deduplication_enabled = False
    bins = {"method": "FBS", "bin_width": BIN_WIDTH, "min_val": low}
    extraction = {
        "families": families,
        "ivh_use_continuous": True,
        "ivh_params": {"target_range_min": low, "target_range_max": high},
    }
    steps = [
        {"step": "discretise", "params": bins},
        {"step": "extract_features", "params": extraction},
    ]
    pipeline.add_config("one", steps)
    return pipeline


def prepare(case: Case) -> tuple[Image, Image, Case]:
    """Its images have axes (x, y, z); a transposed view, as from its own NIfTI reader."""
    image, mask = (
        Image(array=a.transpose(2, 1, 0), spacing=case.spacing, origin=(0.0, 0.0, 0.0))
        for a in (case.image, case.mask)
    )
    return image, mask, case


def compute(prepared: tuple[Image, Image, Case], task: dict[str, Any]) -> Any:
    """One run of its pipeline."""
    image, mask, case = prepared
    families = EVERYTHING if task["set"] == "everything" else FAMILIES
    pipeline = pipeline_of(families, case.low, case.high)
    return pipeline.run(image, mask, config_names=["one"])["one"]


def values(found: Any) -> Values:
    """Its names end in the IBSI code."""
    result: Values = {}
    for name, value in found.items():
        if not isinstance(value, (int, float, np.number)) or "_" not in name:
            continue
        if name in HISTOGRAM:
            result[HISTOGRAM[name]] = float(value)
            continue
        code = CODES.get(name, name.rsplit("_", 1)[1])
        aggregation = "3D_merged" if code in DIRECTIONAL else "3D"
        result[key(code, aggregation)] = float(value)
    return result


def to_csv(image: str, mask: str, low: float, target: str) -> None:
    """Files in, CSV out, with its own reader and writer."""
    found = pipeline_of(FAMILIES, low).run(image, mask, config_names=["one"])
    rows = pictologics.format_results(found, fmt="wide", meta={"case": "1"})
    pictologics.save_results([rows], target)


if __name__ == "__main__":
    from feature_names import GLCM, GLRLM

    DIRECTIONAL = {*GLCM.values(), *GLRLM.values()}
    main(Peer(versions, prepare, compute, values, to_csv))
