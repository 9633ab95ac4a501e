"""The feature class `glszm` of PyRadiomics."""

from voxtrait.compat.radiomics.base import RadiomicsFeaturesBase


class RadiomicsGLSZM(RadiomicsFeaturesBase, feature_class="glszm"):
    """Features of the class `glszm`, one method for each; generated from the registry."""
