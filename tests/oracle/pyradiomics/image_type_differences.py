"""Where image types differ from PyRadiomics' recorded values, with the reason.

By case, image and feature. The list is exact: a listed value that agrees fails the test, and so does
one that differs and is not listed.
"""

DIFFERENCES: dict[str, dict[str, dict[str, str]]] = {}
