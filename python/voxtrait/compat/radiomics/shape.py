"""The feature class `shape` of PyRadiomics."""

from voxtrait.compat.radiomics.base import RadiomicsFeaturesBase


class RadiomicsShape(RadiomicsFeaturesBase, feature_class="shape"):
    """Features of the class `shape`, one method for each; generated from the registry."""
