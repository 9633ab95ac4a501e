"""The feature class `ngtdm` of PyRadiomics."""

from voxtrait.compat.radiomics.base import RadiomicsFeaturesBase


class RadiomicsNGTDM(RadiomicsFeaturesBase, feature_class="ngtdm"):
    """Features of the class `ngtdm`, one method for each; generated from the registry."""
