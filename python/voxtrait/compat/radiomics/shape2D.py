"""The feature class `shape2D` of PyRadiomics."""
# ruff: noqa: N999

from voxtrait.compat.radiomics.base import RadiomicsFeaturesBase


class RadiomicsShape2D(RadiomicsFeaturesBase, feature_class="shape2D"):
    """Features of the class `shape2D`, one method for each; generated from the registry."""
