"""The feature class `glcm` of PyRadiomics."""

from voxtrait.compat.radiomics.base import RadiomicsFeaturesBase


class RadiomicsGLCM(RadiomicsFeaturesBase, feature_class="glcm"):
    """Features of the class `glcm`, one method for each; generated from the registry."""
