"""Where the profile pyradiomics differs from PyRadiomics' recorded values, with the reason.

The list is exact: a listed value that agrees fails the test, and so does one that differs and is
not listed.
"""

NO_RUNS = (
    "no direction has two voxels of the ROI on one line, and weights merge directions: PyRadiomics "
    "takes 0 for an empty sum here and nan for all other GLRLM features; here all are undefined"
)

DIFFERENCES: dict[str, dict[str, str]] = {
    "3153": {"original_glrlm_RunEntropy": NO_RUNS, "original_glrlm_RunVariance": NO_RUNS},
}
