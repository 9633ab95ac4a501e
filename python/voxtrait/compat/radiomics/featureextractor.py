"""PyRadiomics' feature extractor on voxtrait's engine."""

# ruff: noqa: N802, N803, N815, N816

from __future__ import annotations

import json
import logging
import os
from collections import OrderedDict
from collections.abc import Mapping
from typing import Any, ClassVar

import numpy as np

from voxtrait.compat.radiomics import _diagnostics, _engine, _images, _schema
from voxtrait.compat.radiomics.base import feature_names

logger = logging.getLogger("radiomics.featureextractor")

#: Kept for scripts that look at it; a tolerance holds for one extractor only.
geometryTolerance: float | None = None

_CLASSES = ("firstorder", "glcm", "gldm", "glrlm", "glszm", "ngtdm", "shape", "shape2D")


class RadiomicsFeatureExtractor:
    """Extract features as PyRadiomics 3 does.

    Parameters
    ----------
    *args : str, os.PathLike or dict, optional
        A parameter file (YAML or JSON) or a dictionary with the keys ``setting``, ``imageType``
        and ``featureClass``.
    **kwargs
        Settings that go before those of the parameter file.

    Attributes
    ----------
    settings : dict
        Settings by PyRadiomics' names.
    enabledImagetypes : dict
        Image types, each with the settings that differ for it.
    enabledFeatures : dict
        Feature classes with lists of features; an empty list stands for all.
    """

    #: Give values as 0-dimensional arrays, as PyRadiomics does, instead of ``numpy.float64``.
    arrayValues: ClassVar[bool] = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.settings: dict[str, Any] = {}
        self.enabledImagetypes: dict[str, Any] = {}
        self.enabledFeatures: dict[str, Any] = {}
        self.featureClassNames = list(_CLASSES)
        if len(args) == 1 and isinstance(args[0], dict):
            self._apply(args[0])
        elif len(args) == 1 and isinstance(args[0], str | os.PathLike):
            if not os.path.isfile(args[0]):
                raise OSError(f"Parameter file {args[0]} does not exist.")
            self.loadParams(args[0])
        else:
            self.settings = self._getDefaultSettings()
            self.enabledImagetypes = {"Original": {}}
            self.enabledFeatures = {name: [] for name in _CLASSES if name != "shape2D"}
        self.settings.update(kwargs)
        if self.settings.get("binCount") is not None:
            logger.warning("Fixed bin Count enabled! A fixed bin width is recommended instead.")

    @staticmethod
    def _getDefaultSettings() -> dict[str, Any]:
        return {
            "minimumROIDimensions": 2,
            "minimumROISize": None,
            "normalize": False,
            "normalizeScale": 1,
            "removeOutliers": None,
            "resampledPixelSpacing": None,
            "interpolator": "sitkBSpline",
            "preCrop": False,
            "padDistance": 5,
            "distances": [1],
            "force2D": False,
            "force2Ddimension": 0,
            "resegmentRange": None,
            "label": 1,
            "additionalInfo": True,
        }

    def addProvenance(self, provenance_on: bool = True) -> None:
        """Turn the ``diagnostics_*`` items of the results on or off."""
        self.settings["additionalInfo"] = provenance_on

    def loadParams(self, paramsFile: str | os.PathLike[str]) -> None:
        """Take settings, image types and feature classes from a parameter file."""
        logger.info("Loading parameter file %s", paramsFile)
        self._apply(_schema.read_parameters(paramsFile))

    def loadJSONParams(self, JSON_configuration: str) -> None:
        """Take settings, image types and feature classes from a JSON text."""
        self._apply(json.loads(JSON_configuration))

    def _apply(self, parameters: Any) -> None:
        parameters = _schema.validated(parameters)
        self.enabledImagetypes = parameters.get("imageType") or {"Original": {}}
        classes = parameters.get("featureClass") or {}
        self.enabledFeatures = classes or {name: [] for name in _CLASSES}
        self.settings = self._getDefaultSettings()
        self.settings.update(parameters.get("setting") or {})
        self.settings.update(parameters.get("voxelSetting") or {})

    def execute(
        self,
        imageFilepath: Any,
        maskFilepath: Any,
        label: int | None = None,
        label_channel: int | None = None,
        voxelBased: bool = False,
    ) -> OrderedDict[str, Any]:
        """Extract the enabled features of one label.

        Parameters
        ----------
        imageFilepath, maskFilepath
            Paths, images of SimpleITK, or images of voxtrait.
        label : int, optional
            Label of the mask; the setting ``label`` by default.
        label_channel : int, optional
            Channel of a mask with several.
        voxelBased : bool, default False
            Not there yet.

        Returns
        -------
        collections.OrderedDict
            Diagnostics, then values by PyRadiomics' names and in its order.
        """
        if voxelBased:
            raise _engine.not_yet("voxel-based extraction")
        settings = self._settings_for(label, label_channel)
        number = int(settings.get("label", 1))
        logger.info("Calculating features with label: %d", number)
        images = _images.open_pair(imageFilepath, maskFilepath, settings)
        adapted = _adapted(settings, images)
        wanted = self._wanted(images, adapted)
        with_diagnostics = bool(settings.get("additionalInfo", False))
        values, stages = _engine.extract(
            images,
            adapted,
            wanted,
            number,
            image_types=self._image_types(images, settings),
            diagnostics=with_diagnostics,
        )
        result: OrderedDict[str, Any] = OrderedDict()
        if with_diagnostics:
            types = self.enabledImagetypes
            result.update(_diagnostics.diagnostics(images, stages, settings, types))
        result.update(self._chosen(values, [n for n in wanted if n.startswith("shape")]))
        others = [n for n in wanted if not n.startswith("shape")]
        for image_type in _image_names(values):
            result.update(self._chosen(values, others, image_type))
        return result

    def _settings_for(self, label: int | None, channel: int | None) -> dict[str, Any]:
        settings = dict(self.settings)
        if label is not None:
            settings["label"] = label
        if channel is not None:
            settings["label_channel"] = channel
        return settings

    def _image_types(
        self, images: _images.Pair, settings: Mapping[str, Any]
    ) -> dict[str, dict[str, Any]]:
        """Return the image types that can be computed, with settings of their own."""
        types = {name: dict(own or {}) for name, own in self.enabledImagetypes.items()}
        if "LoG" in types and not {**settings, **types["LoG"]}.get("sigma"):
            logger.warning("The image type LoG has no sigma: no such image is made")
        if images.planar:
            if types.pop("LBP3D", None) is not None:
                logger.warning("LBP 3D only available for 3 dimensional images")
            types = {name: _without_plane(own) for name, own in types.items()}
        elif "LBP2D" in types and not {**settings, **types["LBP2D"]}.get("force2D", False):
            logger.warning(
                "Calculating Local Binary Pattern in 2D, but extracting features in 3D. "
                "Use with caution!"
            )
        return types

    def _wanted(self, images: _images.Pair, settings: Mapping[str, Any]) -> list[str]:
        """Return the classes to compute, in the order in which they were enabled."""
        wanted = [name for name in self.enabledFeatures if name in _CLASSES]
        if "shape" in wanted and images.planar:
            logger.warning("Shape features are only available 3D input (for 2D, use shape2D)")
            wanted.remove("shape")
        if "shape2D" in wanted and not settings.get("force2D", False):
            logger.warning("parameter force2D must be set to True to enable shape2D extraction")
            wanted.remove("shape2D")
        shapes = [name for name in ("shape", "shape2D") if name in wanted]
        return shapes + [name for name in wanted if name not in shapes]

    def _chosen(
        self, values: Mapping[str, float], classes: list[str], image_type: str = "original"
    ) -> OrderedDict[str, Any]:
        """Return the enabled features of some classes in PyRadiomics' order."""
        chosen: OrderedDict[str, Any] = OrderedDict()
        for name in classes:
            for feature in self._features(name):
                key = f"{image_type}_{name}_{feature}"
                if key in values:
                    number = np.float64(values[key])
                    chosen[key] = np.asarray(number) if self.arrayValues else number
        return chosen

    def _features(self, name: str) -> list[str]:
        known = feature_names(name)
        listed = self.enabledFeatures[name] or [
            f for f, deprecated in known.items() if not deprecated
        ]
        for feature in listed:
            if feature not in known:
                raise LookupError("Feature not found: " + feature)
        return list(dict.fromkeys(listed))

    @staticmethod
    def loadImage(
        ImageFilePath: Any, MaskFilePath: Any, generalInfo: Any = None, **kwargs: Any
    ) -> tuple[Any, Any]:
        """Return image and mask, normalised, and resampled or cropped if the settings say so."""
        images = _images.open_pair(ImageFilePath, MaskFilePath, kwargs)
        settings = _adapted(kwargs, images)
        resampled = settings.get("resampledPixelSpacing") is not None
        if not (settings.get("normalize") or resampled or settings.get("preCrop")):
            image, mask = images.image, _images.as_uint32(images.mask)
        else:
            image, mask = _engine.load(images, settings, int(kwargs.get("label", 1)))
        return _images.like(ImageFilePath, image), _images.like(MaskFilePath, mask)

    def computeShape(
        self, image: Any, mask: Any, boundingBox: Any = None, **kwargs: Any
    ) -> OrderedDict[str, Any]:
        """Return the enabled shape features of a mask that needs no pre-processing."""
        return self._computed(image, mask, kwargs, shape=True)

    def computeFeatures(
        self, image: Any, mask: Any, imageTypeName: str, **kwargs: Any
    ) -> OrderedDict[str, Any]:
        """Return the enabled features, but for shape, of images that need no pre-processing."""
        values = self._computed(image, mask, kwargs, shape=False)
        return OrderedDict(
            (f"{imageTypeName}_{name.removeprefix('original_')}", value)
            for name, value in values.items()
        )

    def _computed(
        self, image: Any, mask: Any, kwargs: Mapping[str, Any], *, shape: bool
    ) -> OrderedDict[str, Any]:
        images = _images.open_pair(image, mask, kwargs)
        settings = _adapted(_engine.feature_settings(kwargs), images)
        wanted = [n for n in self._wanted(images, settings) if n.startswith("shape") == shape]
        if not wanted:
            return OrderedDict()
        values, _ = _engine.extract(images, settings, wanted, int(kwargs.get("label", 1)))
        return self._chosen(values, wanted)

    def enableAllImageTypes(self) -> None:
        """Enable all image types without settings of their own."""
        from voxtrait.compat.radiomics import getImageTypes

        self.enabledImagetypes.update({name: {} for name in getImageTypes()})

    def disableAllImageTypes(self) -> None:
        """Disable all image types."""
        self.enabledImagetypes = {}

    def enableImageTypeByName(
        self, imageType: str, enabled: bool = True, customArgs: dict[str, Any] | None = None
    ) -> None:
        """Enable or disable one image type, with settings of its own."""
        from voxtrait.compat.radiomics import getImageTypes

        if imageType not in getImageTypes():
            logger.warning("Image type %s is not recognized", imageType)
        elif enabled:
            self.enabledImagetypes[imageType] = customArgs or {}
        else:
            self.enabledImagetypes.pop(imageType, None)

    def enableImageTypes(self, **enabledImagetypes: Any) -> None:
        """Enable image types with settings of their own."""
        self.enabledImagetypes.update(enabledImagetypes)

    def enableAllFeatures(self) -> None:
        """Enable all features of all classes."""
        for name in self.featureClassNames:
            self.enabledFeatures[name] = []

    def disableAllFeatures(self) -> None:
        """Disable all classes."""
        self.enabledFeatures = {}

    def enableFeatureClassByName(self, featureClass: str, enabled: bool = True) -> None:
        """Enable or disable all features of one class."""
        if featureClass not in self.featureClassNames:
            logger.warning("Feature class %s is not recognized", featureClass)
        elif enabled:
            self.enabledFeatures[featureClass] = []
        else:
            self.enabledFeatures.pop(featureClass, None)

    def enableFeaturesByName(self, **enabledFeatures: Any) -> None:
        """Enable the named features of classes; an empty list stands for all."""
        self.enabledFeatures.update(enabledFeatures)


def _image_names(values: Mapping[str, float]) -> list[str]:
    """Return the images that have values of other classes than shape, in their order."""
    names = (name.split("_") for name in values)
    return list(dict.fromkeys(n[0] for n in names if not n[1].startswith("shape")))


def _without_plane(settings: Mapping[str, Any]) -> dict[str, Any]:
    """Return settings of an image type for an image of one slice, whose plane is known."""
    return {k: v for k, v in settings.items() if not k.startswith("force2D")}


def _adapted(settings: Mapping[str, Any], images: _images.Pair) -> dict[str, Any]:
    """Return settings for a volume: a plane is one slice whose neighbours lie in it."""
    if not images.planar:
        return dict(settings)
    adapted = _images.in_plane(settings)
    spacing = adapted.get("resampledPixelSpacing")
    if spacing is not None and len(spacing) == 2:
        adapted["resampledPixelSpacing"] = [*spacing, 0]
    return adapted
