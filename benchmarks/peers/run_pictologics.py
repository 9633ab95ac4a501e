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

from feature_sets import BANDS, BIN_NUMBER, IVH_BIN_NUMBER, LOG_NAMES, WAVELET
from measuring import BIN_WIDTH, Case, Peer, Values, key, main

FAMILIES = ["intensity", "morphology", "texture", "histogram", "ivh"]
EVERYTHING = [*FAMILIES, "spatial_intensity", "local_intensity"]
WITH_DIRECTIONS = ("glcm", "glrlm")
ORIGINAL = "original"
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


def filter_steps() -> dict[str, dict[str, Any]]:
    """The parameters of its filters, by the name of the image."""
    common = {"boundary": "mirror"}
    logs = {
        name: {"type": "log", "sigma_mm": sigma, "truncate": 4.0, **common}
        for sigma, name in LOG_NAMES.items()
    }
    wavelets = {
        band: {"type": "wavelet", "wavelet": WAVELET, "level": 1, "decomposition": band, **common}
        for band in BANDS
    }
    return {**logs, **wavelets}


def filtering_pipeline() -> RadiomicsPipeline:
    """One configuration for each image; what several have in common is computed once."""
    pipeline = RadiomicsPipeline(load_standard=False)
    ivh = {"method": "FBN", "n_bins": IVH_BIN_NUMBER}
    last = {"step": "discretise", "params": {"method": "FBN", "n_bins": BIN_NUMBER}}
    shapeless = [family for family in FAMILIES if family != "morphology"]
    for name, parameters in {"": None, **filter_steps()}.items():
        families = FAMILIES if parameters is None else shapeless
        extraction = {"families": families, "ivh_discretisation": ivh}
        steps = [last, {"step": "extract_features", "params": extraction}]
        if parameters is not None:
            steps.insert(0, {"step": "filter", "params": parameters})
        pipeline.add_config(name or ORIGINAL, steps)
    return pipeline


def filtered_features(image: Image, mask: Image) -> dict[str, Any]:
    """Features of all images, each name after that of its image."""
    pipeline = filtering_pipeline()
    names = [ORIGINAL, *filter_steps()]
    found = pipeline.run(image, mask, config_names=names)
    return {
        f"{image_name}:{name}": value
        for image_name in names
        for name, value in found[image_name].items()
    }


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
    if task["set"] == "filters":
        return filtered_features(image, mask)
    families = EVERYTHING if task["set"] == "everything" else FAMILIES
    pipeline = pipeline_of(families, case.low, case.high)
    return pipeline.run(image, mask, config_names=["one"])["one"]


def key_of(name: str) -> str:
    """Its names end in the IBSI code."""
    if name in HISTOGRAM:
        return HISTOGRAM[name]
    code = CODES.get(name, name.rsplit("_", 1)[1])
    return key(code, "3D_merged" if code in DIRECTIONAL else "3D")


def values(found: Any) -> Values:
    """All its numbers; those of filtered images have the image's name before the key."""
    result: Values = {}
    for full_name, value in found.items():
        image, _, name = full_name.rpartition(":")
        if not isinstance(value, (int, float, np.number)) or "_" not in name:
            continue
        prefix = f"{image}:" if image not in ("", ORIGINAL) else ""
        result[prefix + key_of(name)] = float(value)
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
