"""The feature class `gldm` of PyRadiomics."""

from voxtrait.compat.radiomics.base import RadiomicsFeaturesBase


class RadiomicsGLDM(RadiomicsFeaturesBase, feature_class="gldm"):
    """Features of the class `gldm`, one method for each; generated from the registry."""
