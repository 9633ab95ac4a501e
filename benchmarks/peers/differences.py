"""Where peers differ from IBSI, or from what voxtrait takes it to say.

A value that is listed here may differ; the report names it with the reason. One that is not listed
must agree, or no time of that peer is compared.
"""

from agreement import Difference

MESH = "RNU0 C0JK 2PR5 SKGS BQWJ KRCK QCFX 25C7 PBX1 R59B 7T7F R3ER RDD2 6BDE 99N0"
OWN_TABLE = (
    "its table of the surface inside a cell is its own; IBSI leaves open how cells with "
    "alternating corners are cut, and a rough border has many"
)

DIFFERENCES: list[Difference] = [
    *(Difference(p, OWN_TABLE, MESH) for p in ("pictologics", "pyradiomics", "mirp", "flash")),
    Difference(
        "pictologics",
        "boxes and ellipsoids of least volume, not standardised by IBSI: each library approximates",
        "ZH1A IQYR SWZ1 BRI8",
    ),
    Difference(
        "pictologics",
        "its area under the intensity-volume histogram is over intensity, not over its fraction",
        "9CMM",
    ),
    Difference(
        "pictologics",
        "its number of grey levels is highest - lowest + 1, not the highest level",
        "NDRX 1QCO",
    ),
    Difference(
        "pictologics",
        "in an intensity-volume histogram of bins, some of them empty, it takes the next intensity "
        "that is there",
        "GBPN CNV2",
    ),
    Difference(
        "pictologics",
        "its responses are 32-bit floats, and it scales the Gaussian, which is cut off, to a sum "
        "of 1: up to 5e-4 in values of filtered images",
        "*",
        filtered=5e-4,
    ),
    Difference(
        "pictologics",
        "sums of cubes that all but cancel: with 32-bit responses a voxel or two of a filtered "
        "image are in another bin",
        "88K1 7NFM",
        filtered=0.05,
    ),
    Difference(
        "pyradiomics",
        "its NGTDM counts voxels that have no neighbour in the ROI; IBSI leaves them out",
        "QCDE 65HE NQ30 HDEZ 1X9X",
    ),
    Difference("pyradiomics", "its kurtosis is not the excess kurtosis", "IPH6"),
    *(
        Difference(
            peer,
            "it divides the covariance of the voxel centres by N, voxtrait by N - 1",
            "TDIC P9VJ 7J51",
        )
        for peer in ("pyradiomics", "flash")
    ),
    Difference("mirp", "it reads images in single precision", "KE2A IPH6 88K1 C3I7 7TET KLMA"),
    Difference(
        "mirp", "it takes Moran's I and Geary's C from random subsets of the ROI", "N365 NPT7"
    ),
    Difference("nyxus", "its NGTDM is empty in three dimensions", "QCDE 65HE NQ30 HDEZ 1X9X"),
    Difference(
        "nyxus",
        "its zones and distances of the GLDZM are not those of IBSI",
        "0GBI MB4I VFT7 7HP3 V294 IATH VIWW QK93 7WT1 GBDU S1RA K26C RUVG DKNJ A7WM KLTH",
    ),
    Difference("nyxus", "its squares of zone sizes overflow in large ROIs", "48P8 5QRC"),
    Difference("nyxus", "its uniformity is over bins of its own", "BJ5W"),
    Difference(
        "nyxus",
        "it takes an approximate logarithm for its entropies",
        "TU9B NTRS P6QZ R8DG JN9H HJ9O GU8N FCBV",
    ),
]
