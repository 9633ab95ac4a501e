"""A feature family in Python, how unlike the left and right halves of a region are, and a filter.

voxtrait --plugin asymmetry.py extract ct.nii.gz tumour.nii.gz --families example.asymmetry
"""

from typing import Any

import numpy as np

import voxtrait


def compute(inputs: voxtrait.Inputs) -> dict[str, float | voxtrait.NoValue]:
    """Compare the halves of the region's block along the patient's left."""
    roi = inputs.roi
    middle = roi.intensities.shape[2] // 2
    left, right = roi.intensity_mask[..., -middle:] != 0, roi.intensity_mask[..., :middle] != 0
    if not left.any() or not right.any():
        nothing = voxtrait.NoValue("a half of the region has no voxel", "too_small")
        return {"difference": nothing, "exceedance": nothing}
    reference = np.percentile(roi.values, inputs.settings["percentile"])
    intensities = roi.intensities
    left_values = intensities[..., -middle:][left]
    right_values = intensities[..., :middle][right]
    return {
        "difference": left_values.mean() - right_values.mean(),
        "exceedance": (left_values > reference).mean() - (right_values > reference).mean(),
    }


family = voxtrait.Family(
    id="example.asymmetry",
    name="Asymmetry",
    doc="How unlike the left and right halves of the region are.",
    inputs=["roi"],
    settings=[
        voxtrait.Setting(
            "percentile",
            50.0,
            "Percentile of the region's intensities that the halves are compared at.",
            minimum=0,
            maximum=100,
        )
    ],
    features=[
        voxtrait.Feature(
            "difference",
            "Mean intensity of the left half minus that of the right half.",
            unit="intensity",
            formula=r"\bar{X}_l - \bar{X}_r",
        ),
        voxtrait.Feature(
            "exceedance",
            "Part of the left half above the percentile minus that of the right half.",
            formula=r"P(X_l > q) - P(X_r > q)",
        ),
    ],
    compute=compute,
)


def unlikeness(inputs: voxtrait.FilterInputs) -> np.ndarray[Any, Any]:
    """Compare every voxel with its mirror image along the patient's left."""
    return (inputs.values - inputs.values[..., ::-1])[inputs.wanted]


mirror = voxtrait.Filter(
    id="example.mirror_difference",
    name="Mirror difference",
    doc="Every voxel minus its mirror image along the patient's left.",
    apply=unlikeness,  # without `reach` it is given the whole image
)

plugin = voxtrait.Plugin(
    "example.python",
    version="1.0",
    doc="Template of a plugin in Python.",
    families=[family],
    filters=[mirror],
)
