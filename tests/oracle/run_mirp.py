"""Writes values/mirp.csv; needs mirp 2.7.0.

mirp's algorithms, but for three changes (see README.md): images stay in double precision, masks are
extended beyond the image's edge by their edge values, local intensity always averages the voxels
that exist.
"""

import contextlib
import io

import itk
import numpy as np
from mirp import extract_features
from mirp._data_import.itk_file import ImageITKFile
from mirp._features.feature_generator import generate_features
from mirp._features.local_intensity_features import DataLocalIntensity
from mirp._images.generic_image import GenericImage
from mirp._workflows.standardWorkflow import StandardWorkflow

from peer_values import Case, Values, cases

AGGREGATIONS = {
    "2D_average": "2d_average",
    "2D_slice_merged": "2d_slice_merge",
    "2.5D_direction_merged": "2.5d_direction_merge",
    "2.5D_merged": "2.5d_volume_merge",
    "3D_average": "3d_average",
    "3D_merged": "3d_volume_merge",
    "2D": "2d",
    "2.5D": "2.5d",
    "3D": "3d",
}
OUR_NAMES = {theirs: ours for ours, theirs in AGGREGATIONS.items()}
WITH_DIRECTIONS = ("glcm", "glrlm")
WITHOUT_DIRECTIONS = ("glszm", "gldzm", "ngtdm", "ngldm")


def load_in_double(self, **_):
    if self.image_data is None:
        self.image_data = itk.GetArrayFromImage(itk.imread(self.file_path)).astype(np.float64)


def extend_edges(register):
    return lambda self, *args, **options: register(self, *args, **{**options, "mode": "nearest"})


def collect(self, image, mask):
    """In place of mirp's own loop, which ends at the first feature that raises."""
    previous = None
    for feature in generate_features(settings=self.settings.feature_extr):
        value = np.nan
        with contextlib.suppress(Exception):
            feature.compute(image=image, mask=mask)
            value = feature.value
        if previous is not None:
            previous.clear_local_cache(other=feature)
        previous = feature
        aggregation = OUR_NAMES.get(getattr(feature, "spatial_method", ""), "3D")
        values.add_tag(case, feature.abbr_name, aggregation, np.nan if value is None else value)
    return iter(())


def discretisation(prefix: str, settings: dict) -> dict:
    options = {f"{prefix}_discretisation_method": settings["method"]}
    if "bin_width" in settings:
        options[f"{prefix}_discretisation_bin_width"] = float(settings["bin_width"])
    if "bin_number" in settings:
        options[f"{prefix}_discretisation_n_bins"] = settings["bin_number"]
    return options


def interpolation(case: Case) -> dict:
    settings = case.settings["interpolation"]
    if settings["method"] == "none":
        return {}
    order = {"linear": 1, "cubic": 3}[settings["method"]]
    new = [s for s in reversed(settings["spacing"]) if s is not None]
    return {"new_spacing": new, "spline_order": order, "roi_spline_order": 1}


def resegmentation(case: Case) -> dict:
    options = {}
    if case.range:
        limits = [np.nan if v is None else float(v) for v in case.range]
        options["resegmentation_intensity_range"] = limits
    if case.outliers:
        options["resegmentation_sigma"] = float(case.outliers)
    return options


def modality(case: Case) -> dict:
    """CT makes mirp round, and only CT has an intensity-volume histogram without bins."""
    rounded = case.settings["interpolation"].get("rounding") == "nearest_integer"
    direct = case.settings["intensity_volume_histogram"]["method"] == "none"
    return {"image_modality": "ct"} if rounded or direct else {}


def options(case: Case) -> dict:
    aggregations = case.settings["aggregations"]
    zones = sorted({a.split("_")[0] for a in aggregations})
    return {
        "base_feature_families": "all",
        "anti_aliasing": False,
        "no_approximation": True,
        "by_slice": "2D" in zones,
        **{f"{f}_spatial_method": [AGGREGATIONS[a] for a in aggregations] for f in WITH_DIRECTIONS},
        **{f"{f}_spatial_method": [AGGREGATIONS[z] for z in zones] for f in WITHOUT_DIRECTIONS},
        **interpolation(case),
        **resegmentation(case),
        **discretisation("base", case.settings["discretisation"]),
        **discretisation("ivh", case.settings["intensity_volume_histogram"]),
        **modality(case),
    }


ImageITKFile.load_data = load_in_double
GenericImage._register = extend_edges(GenericImage._register)
DataLocalIntensity._filter_compute = DataLocalIntensity._direct_compute
StandardWorkflow._compute_radiomics_features = collect

values = Values()
for case in cases():
    with contextlib.redirect_stdout(io.StringIO()):
        extract_features(image=case.image, mask=case.mask, export_features=True, **options(case))
values.write("mirp")
