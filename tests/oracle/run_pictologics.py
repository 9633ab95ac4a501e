"""Writes values/pictologics.csv; needs pictologics 0.9.0.

pictologics' algorithms; outliers are removed before the range is applied, and its
intensity-volume histogram gets the grid of IBSI (see README.md). It has no 2D aggregations and of
the 3D ones only the merged.
"""

import math
import os

os.environ.setdefault("PICTOLOGICS_DISABLE_WARMUP", "1")

import numpy as np
from pictologics.features.intensity import calculate_ivh_features
from pictologics.loader import load_image
from pictologics.pipeline import RadiomicsPipeline
from pictologics.preprocessing import discretise_image

from peer_values import FAMILY, Case, Values, cases

# Names whose suffix is not the IBSI code.
CODES = {
    "small_zone_emphasis_P001": "5QRC",
    "10th_discretised_intensity_percentile_1PR": "GPMT",
    "90th_discretised_intensity_percentile_GPMT": "OZ0C",
}
# The area under the curve is left out: theirs is over intensity, not over its fraction.
HISTOGRAM = {
    "volume_at_intensity_fraction_0.10_BC2M_10": ("BC2M", "NK6P"),
    "volume_at_intensity_fraction_0.90_BC2M_90": ("BC2M", "4279"),
    "intensity_at_volume_fraction_0.10_GBPN_10": ("GBPN", "PWN1"),
    "intensity_at_volume_fraction_0.90_GBPN_90": ("GBPN", "BOHI"),
    "volume_fraction_difference_between_intensity_0.10_and_0.90_fractions_DDTU": ("DDTU", "WITY"),
    "intensity_fraction_difference_between_volume_0.10_and_0.90_fractions_CNV2": ("CNV2", "JXJA"),
}
ALWAYS = ["morphology", "intensity", "local_intensity", "spatial_intensity", "histogram"]
TEXTURE = ["glcm", "glrlm", "glszm", "gldzm", "ngtdm", "ngldm"]


class Pipeline(RadiomicsPipeline):
    """Keeps the intensities that its intensity-volume histogram would read."""

    intensities: np.ndarray

    def _compute_ivh_features(self, state, *args, **options):
        self.intensities = np.array(self._roi_values(state.raw_image, state.intensity_mask, {}))
        return super()._compute_ivh_features(state, *args, **options)


def on_grid(values: np.ndarray, first: float, step: float, last: float) -> dict:
    limits = {"max_val": last, "target_range_min": first, "target_range_max": last}
    return calculate_ivh_features(values, bin_width=step, **limits)


def volume_histogram(values: np.ndarray, case: Case) -> dict:
    settings = case.settings["intensity_volume_histogram"]
    low, high = case.range or (values.min(), values.max())
    if settings["method"] == "none":
        return on_grid(values, low, 1.0, high)
    if settings["method"] == "fixed_bin_number":
        levels = discretise_image(values, "FBN", n_bins=settings["bin_number"])
        return on_grid(levels.astype(float), 1.0, 1.0, float(settings["bin_number"]))
    width = float(settings["bin_width"])
    levels = discretise_image(values, "FBS", bin_width=width, min_val=low)
    last = low + (math.ceil((high - low) / width) - 0.5) * width
    return on_grid(low + (levels - 0.5) * width, low + 0.5 * width, width, last)


def resampling(case: Case) -> list[dict]:
    settings = case.settings["interpolation"]
    if settings["method"] == "none":
        return []
    parameters = {
        "new_spacing": case.spacing(load_image(case.image).spacing),
        "interpolation": settings["method"],
        "mask_interpolation": settings["mask_method"],
        "mask_threshold": settings["mask_threshold"],
        "round_intensities": settings["rounding"] == "nearest_integer",
    }
    return [{"step": "resample", "params": parameters}]


def resegmentation(case: Case) -> list[dict]:
    steps = []
    if case.outliers:
        parameters = {"sigma": float(case.outliers), "apply_to": "intensity"}
        steps.append({"step": "filter_outliers", "params": parameters})
    if case.range:
        low, high = case.range
        limits = {"range_min": float(low), "range_max": float(math.inf if high is None else high)}
        steps.append({"step": "resegment", "params": {**limits, "apply_to": "intensity"}})
    return steps


def discretisation(case: Case) -> dict:
    settings = case.settings["discretisation"]
    if settings["method"] == "fixed_bin_size":
        parameters = {"method": "FBS", "bin_width": float(settings["bin_width"])}
    else:
        parameters = {"method": "FBN", "n_bins": settings["bin_number"]}
    return {"step": "discretise", "params": parameters}


def steps(case: Case) -> list[dict]:
    texture = TEXTURE if "3D_merged" in case.settings["aggregations"] else []
    families = {"families": [*ALWAYS, *texture, "ivh"], "ivh_params": {"bin_width": 1.0}}
    extraction = {"step": "extract_features", "params": {**families, "ivh_use_continuous": True}}
    return [*resampling(case), *resegmentation(case), discretisation(case), extraction]


values = Values()
for case in cases():
    pipeline = Pipeline(load_standard=False)
    pipeline.deduplication_enabled = False
    pipeline.add_config("all", steps(case))
    found = pipeline.run(case.image, case.mask, config_names=["all"])["all"]
    for name, value in found.items():
        if name in HISTOGRAM or not isinstance(value, int | float | np.number) or np.isnan(value):
            continue
        code = CODES.get(name, name.rsplit("_", 1)[1])
        if code == "9CMM":
            continue
        merged = FAMILY.get((code, "")) in ("glcm", "glrlm")
        values.add(case, code, "", "3D_merged" if merged else "3D", value)
    histogram = volume_histogram(pipeline.intensities, case)
    for name, (code, parameter) in HISTOGRAM.items():
        values.add(case, code, parameter, "3D", histogram[name])
values.write("pictologics")
