"""The feature class `firstorder` of PyRadiomics."""

from voxtrait.compat.radiomics.base import RadiomicsFeaturesBase


class RadiomicsFirstOrder(RadiomicsFeaturesBase, feature_class="firstorder"):
    """Features of the class `firstorder`, one method for each; generated from the registry."""
