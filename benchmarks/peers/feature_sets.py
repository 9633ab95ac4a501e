"""What voxtrait computes beside each peer: the same families and aggregations.

Families are chosen, and what takes long and the peer does not have is left out; what little more is
computed is said here and in the report.
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
AUTOCORRELATIONS = ["N365", "NPT7"]
# Oriented box and minimum-volume ellipsoid as well.
NEVER_IN_PYRADIOMICS = [*AUTOCORRELATIONS, "ZH1A", "IQYR", "SWZ1", "BRI8"]


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
    exclude = [] if families else AUTOCORRELATIONS
    chosen = families or PICTOLOGICS
    return settings_of(chosen, MERGED, intensity_statistics=percentiles, exclude=exclude)


# Images whose features are computed, with the names that the other library gives them.
SIGMAS = (1.0, 2.0, 3.0)
WAVELET = "coif1"
BANDS = [a + b + c for a in "LH" for b in "LH" for c in "LH"]
LOG_NAMES = {sigma: f"log-{sigma:g}" for sigma in SIGMAS}
BIN_NUMBER = 32
IVH_BIN_NUMBER = 1000


def filters_of_pictologics() -> Settings:
    """The image, three Laplacians of Gaussian and eight wavelet bands, 32 bins each."""
    logs = [{"type": "log", "sigma_mm": s, "name": name} for s, name in LOG_NAMES.items()]
    wavelets = [{"type": "wavelet", "wavelet": WAVELET, "bands": b, "name": b} for b in BANDS]
    return {
        **pictologics_set(),
        "discretisation": {"method": "fixed_bin_number", "bin_number": BIN_NUMBER},
        "intensity_volume_histogram": {
            "method": "fixed_bin_number",
            "bin_number": IVH_BIN_NUMBER,
        },
        "filters": [*logs, *wavelets],
    }


def filters_of_pyradiomics() -> Settings:
    """The same images by PyRadiomics' own definitions, bins of its default width."""
    image_types = {"Original": {}, "LoG": {"sigma": list(SIGMAS)}, "Wavelet": {"wavelet": WAVELET}}
    return {"profile": "pyradiomics", "pyradiomics": {"imageType": image_types}}


SETS: dict[str, Settings] = {
    "all": settings_of(["all"], ["3D_average", "3D_merged", "3D"]),
    "texture": settings_of(TEXTURES, MERGED),
    "pictologics": pictologics_set(),
    "pictologics everything": pictologics_set(["all"]),
    "pyradiomics": settings_of(RADIOMICS, AVERAGED, exclude=NEVER_IN_PYRADIOMICS),
    "mirp": settings_of(["all"], MERGED),
    "nyxus": settings_of([*RADIOMICS, "gldzm"], AVERAGED, exclude=NEVER_IN_PYRADIOMICS),
    "flash": settings_of(
        [*RADIOMICS, "gldzm", "intensity_volume_histogram"], AVERAGED, exclude=NEVER_IN_PYRADIOMICS
    ),
    "pictologics filters": filters_of_pictologics(),
    "pyradiomics filters": filters_of_pyradiomics(),
}
# What voxtrait computes above what the peer does, in words.
MORE: dict[str, str] = {
    "pictologics": "",
    "pictologics everything": "",
    "pyradiomics": "more of morphology, the histogram",
    "mirp": "",
    "nyxus": "more of morphology and the histogram; discretising",
    "flash": "some of morphology",
    "pictologics filters": "",
    "pyradiomics filters": "",
}
# What the peer computes and voxtrait does not, because IBSI has no such feature.
LESS: dict[str, str] = {
    "pyradiomics": "total energy, maximal correlation coefficient, three 2D diameters",
    "flash": "total energy, standard deviation, maximal correlation coefficient, 2D diameters",
    "nyxus": "more first-order features, GLCM and GLRLM of one direction, morphology in voxels",
    "mirp": "the intensity-volume histogram at 25, 50 and 75 %",
}
# Sets of a peer that are compared; the peer's own name is its default set.
OF_PEER: dict[str, list[str]] = {
    "pictologics": ["pictologics", "pictologics everything"],
    "pyradiomics": ["pyradiomics"],
    "mirp": ["mirp"],
    "nyxus": ["nyxus"],
    "flash": ["flash"],
}


# Peers whose features of filtered images are compared.
FILTERING = ("pictologics", "pyradiomics")


def set_of(peer: str, task: str) -> str:
    """voxtrait's set for a task of a peer: its own features, all it has, or of filtered images."""
    return peer if task == "own" else f"{peer} {task}"
