"""Where a library differs from IBSI, or from our reading of it, on purpose or by approximation.

Each entry is exact: every value it names differs, and no other value does.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Difference:
    peers: str
    why: str
    cases: str
    codes: str  # IBSI codes, with the parameter's code where there is one: GBPN/PWN1
    aggregations: str = ""  # all that are recorded

    def names(self, peer: str, case: str, code: str, aggregation: str) -> bool:
        return (
            peer in self.peers.split()
            and case in self.cases.split()
            and code in self.codes.split()
            and (not self.aggregations or aggregation in self.aggregations.split())
        )


SLICES = "2D_average 2D_slice_merged"
FLAT = "flat flat_slices"
TOP = "ivh_top ivh_top_unbounded"

DIFFERENCES = [
    # Intensity-volume histogram
    Difference(
        "mirp",
        "its grid of fixed bins ends half a bin above the range's upper bound; by the manual's "
        "range of bin centres it ends half a bin below",
        cases="border cubic_border ivh_odd_width ivh_top ivh_wide_bins linear_border slices",
        codes="9CMM",
    ),
    Difference(
        "mirp",
        "the same, where a bin centre lies between the two points at 90 % of the range",
        cases="cubic_border ivh_wide_bins",
        codes="BC2M/4279 DDTU/WITY",
    ),
    Difference(
        "mirp",
        "the area is 0 by definition for a single intensity",
        cases=FLAT,
        codes="9CMM",
    ),
    Difference(
        "mirp",
        "no grid intensity is present in 10 % or less of the volume: it takes the next beyond the "
        "grid, we say that there is none",
        cases=TOP,
        codes="GBPN/PWN1 CNV2/JXJA",
    ),
    Difference(
        "pictologics",
        "as for mirp, but it takes the grid's last intensity",
        cases=TOP,
        codes="GBPN/PWN1 CNV2/JXJA",
    ),
    # Intensity histogram
    Difference(
        "zrad",
        "of several most frequent levels it takes the lowest, IBSI the one closest to the mean",
        cases="fbn_float linear linear_coarse whole_image",
        codes="AMMC",
    ),
    # Local intensity
    Difference(
        "zrad",
        "its sphere of 1 cm3 has a radius of 6.2 mm for 6.2035 mm: voxels lie between",
        cases="outliers",
        codes="VJGA 0F91",
    ),
    # Grey level co-occurrence
    Difference(
        "pictologics",
        "its number of grey levels is highest - lowest + 1, not the highest level",
        cases="fbs linear_border linear_rounded noisy_mask",
        codes="NDRX 1QCO",
    ),
    Difference(
        "mirp",
        "a matrix without off-diagonal elements has no inverse variance; the sum over none is 0",
        cases=FLAT,
        codes="E8JP",
    ),
    Difference(
        "mirp",
        "the information correlation of a single level is 0 / 0: it says 1, we that there is none",
        cases=FLAT,
        codes="R8DG",
    ),
    Difference(
        "mirp",
        "both of these where a matrix of a single level is averaged with others",
        cases="mixed_slices",
        codes="E8JP R8DG",
        aggregations=SLICES,
    ),
    # Grey level run length
    Difference(
        "mirp",
        "two voxels of unlike levels have 13 x 2 runs; one direction is lost",
        cases="two_voxels",
        codes="W92Y R5YN",
        aggregations="3D_merged",
    ),
    # Morphology
    Difference(
        "mirp",
        "Moran's I and Geary's C of a flat ROI are 0 / 0: it says 1, we that there is none",
        cases=FLAT,
        codes="N365 NPT7",
    ),
    Difference(
        "mirp",
        "two equal axes: it takes the closed form of the ellipsoid's area, not the manual's series",
        cases=FLAT,
        codes="RDD2",
    ),
    Difference(
        "mirp pictologics zrad",
        "surface inside the cells of a mesh whose corners alternate: mirp and z-rad have tunnels "
        "there, pictologics a table of its own; IBSI leaves it open",
        cases="noisy_mask noisy_slices",
        codes="RNU0 C0JK 2PR5 SKGS BQWJ KRCK QCFX 25C7 PBX1 R59B 7T7F RDD2 R3ER 6BDE 99N0",
    ),
    # Fixed bin number and a flat ROI: 0 / 0 in the formula; the level is 1 of 1, mirp's 4 of 8
    Difference(
        "mirp",
        "levels of a flat ROI: histogram",
        cases="flat_slices",
        codes="X6K6 WIFQ 1PR8 GPMT OZ0C 3NCY AMMC 12CE 8E6O VQB3 RHQZ",
    ),
    Difference(
        "pictologics",
        "levels of a flat ROI: its histogram has 8 levels and so a gradient",
        cases="flat_slices",
        codes="12CE 8E6O VQB3 RHQZ",
    ),
    Difference(
        "mirp",
        "levels of a flat ROI: GLCM, GLRLM",
        cases="flat_slices",
        codes="60VM ZGXS QWB0 V3SW G3QZ HTZT GD3A IVPO 3KUM",
    ),
    Difference(
        "mirp",
        "levels of a flat ROI: GLSZM, GLDZM, NGLDM",
        cases="flat_slices",
        codes="XMSY 5GN9 5RAI HW1V YH51 J17V S1RA K26C RUVG DKNJ A7WM KLTH "
        "TL9H OAE7 EQ3F JA6D NBZI 9QMG",
    ),
]
