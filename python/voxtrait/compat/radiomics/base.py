"""What PyRadiomics' feature classes have in common."""

# ruff: noqa: N802, N803

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import cache
from typing import Any, ClassVar

import numpy as np

from voxtrait._registry import features
from voxtrait.compat.radiomics import _engine, _images

# PyRadiomics still knows these names but computes nothing for them.
_WITHOUT_VALUE = {
    "glcm": ("Dissimilarity", "Homogeneity1", "Homogeneity2", "SumVariance"),
    "gldm": ("DependencePercentage", "GrayLevelNonUniformityNormalized"),
}


@cache
def registered(feature_class: str) -> dict[str, dict[str, Any]]:
    """Return what the registry says about the features of a class, by PyRadiomics' names."""
    prefix = feature_class + "_"
    return {
        entry["pyradiomics"].removeprefix(prefix): entry
        for entry in features(profile="pyradiomics")
        if entry["pyradiomics"].startswith(prefix)
    }


def family_of(feature_class: str) -> str:
    """Return the id of the registry's family for a class."""
    return str(next(iter(registered(feature_class).values()))["family"])


def feature_names(feature_class: str) -> dict[str, bool]:
    """Return PyRadiomics' names in its order, with whether they are deprecated."""
    names = {name: bool(entry["optional"]) for name, entry in registered(feature_class).items()}
    names.update(dict.fromkeys(_WITHOUT_VALUE.get(feature_class, ()), True))
    return dict(sorted(names.items(), key=lambda item: f"get{item[0]}FeatureValue"))


def _documentation(entry: dict[str, Any]) -> str:
    parts = [f"**{entry['name']}.** {entry['description']}", f".. math::\n\n   {entry['formula']}"]
    parts.append(f"Unit: {entry['unit']}.")
    if entry["formula_of"]:
        parts.append(f"Formula of IBSI's {entry['formula_of']}.")
    for title, key in (("Undefined when", "undefined_when"), ("Remark", "remark")):
        if entry[key]:
            parts.append(f"{title}: {entry[key]}")
    return "\n\n".join(parts)


def _getter(feature_class: str, name: str) -> Callable[[Any], Any]:
    """Make the method that PyRadiomics calls ``get<name>FeatureValue``."""
    entry = registered(feature_class).get(name)

    def value(self: RadiomicsFeaturesBase) -> Any:
        if entry is None:
            raise DeprecationWarning(f"{name} is equal to another feature and has no value")
        return self._value(name)

    value.__name__ = f"get{name}FeatureValue"
    value.__qualname__ = f"{feature_class}.{value.__name__}"
    value.__doc__ = _documentation(entry) if entry else f"{name} is deprecated and has no value."
    if entry is None or entry["optional"]:
        value._is_deprecated = True  # type: ignore[attr-defined]
    return value


class RadiomicsFeaturesBase:
    """One feature class on an image and a mask that need no pre-processing.

    Parameters
    ----------
    inputImage, inputMask
        Images of SimpleITK, paths, or images of voxtrait, on the same grid.
    **kwargs
        Settings of PyRadiomics; those of pre-processing have no effect here.
    """

    _feature_class: ClassVar[str]

    def __init_subclass__(cls, feature_class: str = "", **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if not feature_class:
            return
        cls._feature_class = feature_class
        for name in feature_names(feature_class):
            getter = _getter(feature_class, name)
            setattr(cls, getter.__name__, getter)

    def __init__(self, inputImage: Any, inputMask: Any, **kwargs: Any) -> None:
        if inputImage is None or inputMask is None:
            raise ValueError("Missing input image or mask")
        if kwargs.get("voxelBased", False):
            raise _engine.not_yet("voxel-based extraction")
        self.logger = logging.getLogger(f"radiomics.{self._feature_class}")
        self.settings = kwargs
        self.label = kwargs.get("label", 1)
        self.inputImage = inputImage
        self.inputMask = inputMask
        self.enabledFeatures: dict[str, bool] = {}
        self.featureValues: dict[str, Any] = {}
        self.featureNames = self.getFeatureNames()
        self._values: dict[str, float] | None = None

    @classmethod
    def getFeatureNames(cls) -> dict[str, bool]:
        """Return the names of the features, with whether they are deprecated."""
        return feature_names(cls._feature_class)

    def enableFeatureByName(self, featureName: str, enable: bool = True) -> None:
        """Enable or disable one feature."""
        if featureName not in self.featureNames:
            raise LookupError("Feature not found: " + featureName)
        if self.featureNames[featureName]:
            self.logger.warning("Feature %s is deprecated, use with caution!", featureName)
        self.enabledFeatures[featureName] = enable

    def enableAllFeatures(self) -> None:
        """Enable all features that are not deprecated."""
        for name, deprecated in self.featureNames.items():
            if not deprecated:
                self.enableFeatureByName(name)

    def disableAllFeatures(self) -> None:
        """Disable all features and forget their values."""
        self.enabledFeatures = {}
        self.featureValues = {}

    def execute(self) -> dict[str, Any]:
        """Compute the enabled features, or all of them if none is."""
        if not self.enabledFeatures:
            self.enableAllFeatures()
        for name, enabled in self.enabledFeatures.items():
            if enabled and name in registered(self._feature_class):
                self.featureValues[name] = self._value(name)
        return self.featureValues

    def _value(self, name: str) -> np.float64:
        if self._values is None:
            self._values = self._computed()
        return np.float64(self._values[name])

    def _computed(self) -> dict[str, float]:
        images = _images.open_pair(self.inputImage, self.inputMask, self.settings)
        settings = _engine.feature_settings(self.settings)
        if images.planar:
            settings["force2D"] = True
        values, _ = _engine.extract(images, settings, [self._feature_class], int(self.label))
        prefix = f"original_{self._feature_class}_"
        found = {name.removeprefix(prefix): value for name, value in values.items()}
        if not found:
            raise ValueError(f"{self._feature_class} cannot be computed for this mask")
        return found
