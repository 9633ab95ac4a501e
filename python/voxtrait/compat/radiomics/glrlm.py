"""The feature class `glrlm` of PyRadiomics."""

from voxtrait.compat.radiomics.base import RadiomicsFeaturesBase


class RadiomicsGLRLM(RadiomicsFeaturesBase, feature_class="glrlm"):
    """Features of the class `glrlm`, one method for each; generated from the registry."""
