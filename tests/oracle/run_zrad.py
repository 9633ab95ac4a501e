"""Writes values/zrad.csv; needs z-rad 26.9.0.

z-rad's algorithms, but for its rule of smallest ROIs, which is off, and outliers are removed before
the range is applied (see README.md). Left out: cubic interpolation (z-rad mirrors the image beyond
its edge), flipped axes (z-rad shifts the grid) and ROIs that z-rad refuses.
"""

import numpy as np
from zrad.image import Image
from zrad.preprocessing import RoiData, masks
from zrad.preprocessing.discretization import IVHIntensityDiscretizer, TextureDiscretizer
from zrad.preprocessing.interpolation import ImageResampler, MaskResampler
from zrad.preprocessing.resegmentation import OutlierResegmenter, RangeResegmenter
from zrad.preprocessing.roi import IntensityMaskBuilder
from zrad.radiomics.extractor import Radiomics

from peer_values import TAGS, Case, Values, cases

MODES = {
    "2D_average": ("2D", "AVER"),
    "2D_slice_merged": ("2D", "SLICE_MERG"),
    "2.5D_direction_merged": ("2.5D", "DIR_MERG"),
    "2.5D_merged": ("2.5D", "MERG"),
    "3D_average": ("3D", "AVER"),
    "3D_merged": ("3D", "MERG"),
}
WHOLE = ["morphology", "local_intensity", "intensity_statistics", "intensity_histogram", "ivh"]
WITH_DIRECTIONS = ["glcm", "glrlm"]
WITHOUT_DIRECTIONS = ["glszm", "gldzm", "ngtdm", "ngldm"]
REFUSED = {"sparse", "sparse_slices", "flat", "flat_slices", "mixed_slices", "two_voxels"}
# z-rad finds no intensity at 10 % of the volume and gives up the whole histogram.
NO_HISTOGRAM = {"ivh_top", "ivh_top_unbounded"}


def left_out(case: Case) -> bool:
    cubic = case.settings["interpolation"]["method"] == "cubic"
    return cubic or case.name in REFUSED or case.name.startswith("flipped")


def resampled(case: Case, image: Image, mask: Image) -> tuple[Image, Image]:
    settings = case.settings["interpolation"]
    if settings["method"] == "none":
        return image, mask
    spacing = case.spacing(image.spacing)
    rounding = settings["rounding"] == "nearest_integer"
    image = ImageResampler(spacing, "linear", "nearest_integer" if rounding else None).apply(image)
    image.array = image.array.astype(np.float64)
    return image, MaskResampler(spacing, "linear", settings["mask_threshold"]).apply(mask)


def prepared(case: Case) -> RoiData:
    image = Image.from_nifti(case.image)
    image, mask = resampled(case, image, Image.from_nifti_mask(case.mask, image))
    roi = IntensityMaskBuilder().apply(RoiData(image=image, morphological_mask=mask))
    roi = OutlierResegmenter(case.outliers).apply(roi)
    low, high = case.range or (None, None)
    limits = case.range and (low, np.inf if high is None else high)
    roi = RangeResegmenter(limits).apply(roi)
    bins, steps = case.settings["discretisation"], case.settings["intensity_volume_histogram"]
    roi = TextureDiscretizer(bins.get("bin_number"), bins.get("bin_width")).apply(roi)
    method = "direct" if steps["method"] == "none" else steps["method"]
    numbers = {"number_of_bins": steps.get("bin_number"), "bin_size": steps.get("bin_width")}
    return IVHIntensityDiscretizer(method, **numbers).apply(roi)


def wanted(case: Case) -> list[tuple[str, tuple[str, str], str]]:
    """Family, z-rad's mode, our aggregation."""
    whole = [f for f in WHOLE if f != "ivh" or case.name not in NO_HISTOGRAM]
    jobs = [(family, MODES["3D_merged"], "3D") for family in whole]
    aggregations = case.settings["aggregations"]
    jobs += [(family, MODES[a], a) for family in WITH_DIRECTIONS for a in aggregations]
    dimensions = {MODES[a][0]: MODES[a] for a in aggregations}
    return jobs + [(f, mode, d) for f in WITHOUT_DIRECTIONS for d, mode in dimensions.items()]


masks.RoiMaskValidator.apply = lambda self, mask: mask.copy()

values = Values()
for case in cases():
    if left_out(case):
        continue
    roi = prepared(case)
    for family, mode, aggregation in wanted(case):
        found = Radiomics(*mode).extract_features(roi, families=[family])
        for name, value in found.items():
            tag = next(tag for tag in sorted(TAGS, key=len, reverse=True) if name.startswith(tag))
            values.add_tag(case, tag, aggregation, value)
values.write("zrad")
