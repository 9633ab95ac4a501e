"""Where image types differ from PyRadiomics' recorded values, with the reason.

By case, image and feature. The list is exact: a listed value that agrees fails the test, and so
does one that differs and is not listed.
"""

ROBUST = (
    "norms of patterns: those that are turned copies of each other are equal but for rounding, and "
    "a percentile is the value of many voxels, so the last bit decides which of them lie within "
    "it. PyRadiomics' own bits depend on the instructions that NumPy uses: brain1's lbp-3D-m2 has "
    "4.0656 with AVX2 and 4.0505 without (NPY_DISABLE_CPU_FEATURES)"
)
INDEPENDENT = (
    "in some directions levels are independent: the second eigenvalue is 0 by rounding, its root "
    "nan if it is negative, and such directions do not count in PyRadiomics"
)

_ROBUST = {"firstorder_RobustMeanAbsoluteDeviation": ROBUST}
_INDEPENDENT = {"glcm_MCC": INDEPENDENT}

DIFFERENCES: dict[str, dict[str, dict[str, str]]] = {
    "7000": {"lbp-3D-m4": _ROBUST},
    "7026": {"exponential": _INDEPENDENT},
    "7071": {"wavelet-LHH": _INDEPENDENT},
    "brain1": {"lbp-3D-m3": _ROBUST},
    "lung1": {"lbp-3D-m3": _ROBUST},
}
