"""From PyRadiomics' settings to voxtrait's engine and back."""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

import numpy as np

from voxtrait import _core
from voxtrait._errors import Error
from voxtrait._image import Image
from voxtrait.compat.radiomics import _images

logger = logging.getLogger("radiomics")

#: The settings that the feature classes themselves look at.
FEATURE_SETTINGS = (
    "binWidth",
    "binCount",
    "distances",
    "force2D",
    "force2Ddimension",
    "voxelArrayShift",
    "symmetricalGLCM",
    "weightingNorm",
    "gldm_a",
)
_PREPROCESSING = (
    "minimumROIDimensions",
    "minimumROISize",
    "geometryTolerance",
    "correctMask",
    "normalize",
    "normalizeScale",
    "removeOutliers",
    "resampledPixelSpacing",
    "interpolator",
    "padDistance",
    "preCrop",
    "resegmentRange",
    "resegmentMode",
    "resegmentShape",
)
_NULLABLE = (
    "minimumROISize",
    "geometryTolerance",
    "removeOutliers",
    "resampledPixelSpacing",
    "interpolator",
    "resegmentRange",
    "binCount",
    "weightingNorm",
)
INTERPOLATORS = (
    "sitkNearestNeighbor",
    "sitkLinear",
    "sitkBSpline",
    "sitkGaussian",
    "sitkLabelGaussian",
    "sitkHammingWindowedSinc",
    "sitkCosineWindowedSinc",
    "sitkWelchWindowedSinc",
    "sitkLanczosWindowedSinc",
    "sitkBlackmanWindowedSinc",
)
NORMS = ("euclidean", "manhattan", "infinity", "no_weighting")

Diagnostics = dict[str, dict[str, float]]
ImageTypes = Mapping[str, Mapping[str, Any]]


def not_yet(what: str) -> NotImplementedError:
    """Make the error for what this version cannot do."""
    return NotImplementedError(
        f"{what} is not there yet: this version of voxtrait.compat.radiomics extracts features of "
        "segments"
    )


@cache
def type_settings() -> dict[str, tuple[str, ...]]:
    """Return the settings that image types look at themselves, by PyRadiomics' names."""
    types = {name: tuple(keys) for name, keys, _ in _core.pyradiomics_image_types()}
    return dict(sorted({"Original": (), **types}.items()))


def type_documentation() -> dict[str, str]:
    """Return a sentence on each image type but for the original image."""
    return {name: doc for name, _, doc in _core.pyradiomics_image_types()}


def feature_settings(settings: Mapping[str, Any]) -> dict[str, Any]:
    """Return the settings of the feature classes; pre-processing is done already."""
    kept = {key: settings[key] for key in FEATURE_SETTINGS if key in settings}
    return {**kept, "minimumROIDimensions": 1}


def _plain(value: Any) -> Any:
    if isinstance(value, np.generic | np.ndarray):
        return value.tolist()
    if isinstance(value, tuple):
        return list(value)
    return value


def _interpolator(value: Any) -> Any:
    if isinstance(value, int) and 1 <= value <= len(INTERPOLATORS):
        return INTERPOLATORS[value - 1]
    if isinstance(value, str) and value not in INTERPOLATORS:
        logger.warning('interpolator "%s" not recognized, using sitkBSpline', value)
        return "sitkBSpline"
    return value


def _norm(value: Any) -> Any:
    if value is not None and value not in NORMS:
        logger.warning('weigthing norm "%s" is unknown, W is set to 1', value)
        return "no_weighting"
    return value


def own_settings(settings: Mapping[str, Any]) -> dict[str, Any]:
    """Return voxtrait's settings; PyRadiomics ignores names that it does not know."""
    of_types = [key for keys in type_settings().values() for key in keys]
    own = {}
    for key in (*_PREPROCESSING, *FEATURE_SETTINGS, *of_types):
        value = _plain(settings.get(key))
        if value is not None or (key in settings and key in _NULLABLE):
            own[key] = value
    if "interpolator" in own:
        own["interpolator"] = _interpolator(own["interpolator"])
    if "weightingNorm" in own:
        own["weightingNorm"] = _norm(own["weightingNorm"])
    if "distances" in own:
        own["distances"] = list(dict.fromkeys(own["distances"]))
    return own


def _type_settings(name: str, settings: Mapping[str, Any] | None) -> dict[str, Any]:
    """Return what may differ for an image type; PyRadiomics ignores the rest."""
    known = (*FEATURE_SETTINGS, *type_settings()[name])
    return own_settings({key: value for key, value in (settings or {}).items() if key in known})


def _json(
    settings: Mapping[str, Any],
    classes: Iterable[str],
    optional: bool,
    image_types: ImageTypes | None = None,
) -> str:
    from voxtrait.compat.radiomics.base import family_of

    families = [family_of(name) for name in classes] or ["pyradiomics_shape"]
    own = {**own_settings(settings), "optionalFeatures": optional}
    if image_types is not None:
        own["imageType"] = {k: _type_settings(k, v) for k, v in image_types.items()}
    whole = {"profile": "pyradiomics", "families": families, "pyradiomics": own}
    try:
        return json.dumps(whole, allow_nan=False)
    except (TypeError, ValueError) as error:
        raise TypeError(f"a setting has an impossible value: {error}") from error


def _threads() -> int:
    return int(os.environ.get("VOXTRAIT_COMPAT_THREADS", "0"))


def _raised(error: Error, images: _images.Pair) -> Exception:
    """Give PyRadiomics' kind of exception for a mask that does not fit."""
    if error.code == "geometry.mismatch" and images.image.array.shape != images.mask.array.shape:
        return RuntimeError(str(error))
    return error


def extract(
    images: _images.Pair,
    settings: Mapping[str, Any],
    classes: Iterable[str],
    label: int,
    *,
    image_types: ImageTypes | None = None,
    diagnostics: bool = False,
) -> tuple[dict[str, float], Diagnostics]:
    """Extract all features of some classes on some image types, by default the original image.

    Those that do not apply are left out.

    Returns
    -------
    values, diagnostics
        Values by PyRadiomics' names, NaN where one is undefined, and diagnostics by stage.
    """
    text = _json(settings, classes, optional=True, image_types=image_types)
    try:
        rows, stages = _core.extract_pyradiomics(
            text,
            images.image,
            images.mask,
            label=label,
            threads=_threads(),
            diagnostics=diagnostics,
        )
    except Error as error:
        raise _raised(error, images) from None
    values = {name: value for row in rows for name, value in _value_of(row)}
    _warn_of_missing_images(rows)
    found: Diagnostics = {}
    for stage, tag, number in stages:
        found.setdefault(stage.removeprefix("diagnostics_"), {})[tag] = float(
            "nan" if number is None else number
        )
    return values, found


def _warn_of_missing_images(rows: Iterable[tuple[str, float | None, str, str]]) -> None:
    """Name the images that an image type cannot make, each once."""
    missing = {
        name.partition("_")[0]: reason
        for name, _, status, reason in rows
        if status == "not_applicable" and not name.startswith("original_")
    }
    for name, reason in missing.items():
        logger.warning("%s is left out: %s", name, reason)


def _value_of(row: tuple[str, float | None, str, str]) -> Iterable[tuple[str, float]]:
    name, number, status, reason = row
    if status == "not_applicable":
        return
    if status in ("failed", "too_small", "empty_roi"):
        kind = RuntimeError if "no room for neighbours" in reason else ValueError
        raise kind(reason)
    yield name, float("nan") if number is None else number


def images_of(
    name: str, images: _images.Pair, settings: Mapping[str, Any]
) -> Iterable[tuple[str, Image]]:
    """Compute the images of an image type from images that need no pre-processing."""
    known = (*FEATURE_SETTINGS, *type_settings()[name])
    text = _json({k: v for k, v in settings.items() if k in known}, (), optional=False)
    label = int(settings.get("label", 1))
    image = images.image
    made = _core.pyradiomics_images(name, text, image, images.mask, label=label, threads=_threads())
    for variant, array in made:
        yield variant, Image(array, image.spacing, image.origin, image.direction)


def load(images: _images.Pair, settings: Mapping[str, Any], label: int) -> tuple[Image, Image]:
    """Return image and mask as PyRadiomics loads them."""
    text = _json(settings, (), optional=False)
    image, mask, spacing, origin, direction = _core.load_pyradiomics(
        text, images.image, images.mask, label=label, threads=_threads()
    )
    return Image(image, spacing, origin, direction), Image(mask, spacing, origin, direction)
