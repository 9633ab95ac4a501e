"""What voxtrait computes beside each peer: the same families and aggregations.

The smallest part that voxtrait's settings choose is a family, so its set always holds the peer's
and sometimes more; what more is said here and in the report.
"""

from __future__ import annotations

from typing import Any

Settings = dict[str, Any]

TEXTURES = ["glcm", "glrlm", "glszm", "gldzm", "ngtdm", "ngldm"]
INTENSITIES = ["intensity_statistics", "intensity_histogram"]
RADIOMICS = ["morphology", *INTENSITIES, "glcm", "glrlm", "glszm", "ngtdm", "ngldm"]
PICTOLOGICS = ["morphology", *INTENSITIES, "intensity_volume_histogram", *TEXTURES]
MERGED = ["3D_merged", "3D"]
AVERAGED = ["3D_average", "3D"]


def settings_of(families: list[str], aggregations: list[str], **more: Any) -> Settings:
    """Fixed bins of 25 as everywhere; the intensity-volume histogram in steps of 1."""
    return {
        "discretisation": {"method": "fixed_bin_size", "bin_width": 25},
        "intensity_volume_histogram": {"method": "none"},
        "families": families,
        "aggregations": aggregations,
        **more,
    }


def pictologics_set(families: list[str] | None = None) -> Settings:
    """As pictologics: its percentiles are by nearest rank."""
    percentiles = {"percentiles": "nearest_rank"}
    return settings_of(families or PICTOLOGICS, MERGED, intensity_statistics=percentiles)


SETS: dict[str, Settings] = {
    "all": settings_of(["all"], ["3D_average", "3D_merged", "3D"]),
    "texture": settings_of(TEXTURES, MERGED),
    "pictologics": pictologics_set(),
    "pictologics everything": pictologics_set(["all"]),
    "pyradiomics": settings_of(RADIOMICS, AVERAGED),
    "mirp": settings_of(["all"], MERGED),
    "nyxus": settings_of([*RADIOMICS, "gldzm"], AVERAGED),
    "flash": settings_of([*RADIOMICS, "gldzm", "intensity_volume_histogram"], AVERAGED),
}
# What voxtrait computes above what the peer does, in words.
MORE: dict[str, str] = {
    "pictologics": "Moran's I and Geary's C",
    "pictologics everything": "",
    "pyradiomics": "Moran's I, Geary's C, ten more of morphology, the histogram",
    "mirp": "",
    "nyxus": "Moran's I, Geary's C, more of morphology and the histogram; discretising",
    "flash": "Moran's I, Geary's C, boxes and ellipsoids of morphology",
}
# Sets of a peer that are compared; the peer's own name is its default set.
OF_PEER: dict[str, list[str]] = {
    "pictologics": ["pictologics", "pictologics everything"],
    "pyradiomics": ["pyradiomics"],
    "mirp": ["mirp"],
    "nyxus": ["nyxus"],
    "flash": ["flash"],
}
