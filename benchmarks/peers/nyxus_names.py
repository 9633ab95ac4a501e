"""IBSI codes of the names of nyxus' columns; those of its families that can be compared."""

from measuring import key

FIRST_ORDER = {
    "MEAN": "X6K6",
    "VARIANCE_BIASED": "CH89",
    "SKEWNESS": "88K1",
    "EXCESS_KURTOSIS": "C3I7",
    "MEDIAN": "WIFQ",
    "MIN": "1PR8",
    "MAX": "3NCY",
    "MODE": "AMMC",
    "RANGE": "5Z3W",
    "MEAN_ABSOLUTE_DEVIATION": "D2ZX",
    "MEDIAN_ABSOLUTE_DEVIATION": "4RNL",
    "UNIFORMITY": "BJ5W",
}


def codes(text: str) -> dict[str, str]:
    """Its names and IBSI's codes, `NAME=CODE` each."""
    return dict(pair.split("=") for pair in text.split())


GLCM = codes(
    """ACOR=QWB0 ASM=8ZQL CLUPROM=AE86 CLUSHADE=7NFM CLUTEND=DG8W CONTRAST=ACUI CORRELATION=NI2N
    DIFAVE=TF7R DIFENTRO=NTRS DIFVAR=D3YU DIS=8S9J ID=IB1Z IDN=NDRX IDM=WF0Z IDMN=1QCO IV=E8JP
    JAVE=60VM JE=TU9B INFOMEAS1=R8DG INFOMEAS2=JN9H JMAX=GYBY JVAR=UR99 SUMAVERAGE=ZGXS
    SUMENTROPY=P6QZ SUMVARIANCE=OEEB"""
)
GLRLM = codes(
    """SRE=22OV LRE=W4KF GLN=R5YN GLNN=OVBL RLN=W92Y RLNN=IC23 RP=9ZK5 GLV=8CE5 RV=SXLW RE=HJ9O
    LGLRE=V3SW HGLRE=G3QZ SRLGLE=HTZT SRHGLE=GD3A LRLGLE=IVPO LRHGLE=3KUM"""
)
GLSZM = codes(
    """SAE=5QRC LAE=48P8 GLN=JNSA GLNN=Y1RO SZN=4JP3 SZNN=VB3A ZP=P30P GLV=BYLV ZV=3NSA ZE=GU8N
    LGLZE=XMSY HGLZE=5GN9 SALGLE=5RAI SAHGLE=HW1V LALGLE=YH51 LAHGLE=J17V"""
)
GLDM = codes(
    """SDE=SODN LDE=IMOQ GLN=FP8K DN=Z87G DNN=OKJI GLV=1PFV DV=DNX2 DE=FCBV LGLE=TL9H HGLE=OAE7
    SDLGLE=EQ3F SDHGLE=JA6D LDLGLE=NBZI LDHGLE=9QMG"""
)
GLDZM = codes(
    """SDE=0GBI LDE=MB4I LGLZE=S1RA HGLZE=K26C SDLGLE=RUVG SDHGLE=DKNJ LDLGLE=A7WM LDHGLE=KLTH
    GLNU=VFT7 GLNUN=7HP3 ZDNU=V294 ZDNUN=IATH ZP=VIWW GLV=QK93 ZDV=7WT1 ZDE=GBDU"""
)
NGTDM = codes("COARSENESS=QCDE CONTRAST=65HE BUSYNESS=NQ30 COMPLEXITY=HDEZ STRENGTH=1X9X")

NYXUS = {
    "intensity_histogram": FIRST_ORDER,
    "glcm": GLCM,
    "glrlm": GLRLM,
    "glszm": GLSZM,
    "ngldm": GLDM,
    "gldzm": GLDZM,
    "ngtdm": NGTDM,
}
PREFIXES = {"glcm": "GLCM_", "glrlm": "GLRLM_", "glszm": "GLSZM_", "ngldm": "GLDM_"}
PREFIXES |= {"gldzm": "GLDZM_", "ngtdm": "NGTDM_", "intensity_histogram": ""}
AVERAGED = ("glcm", "glrlm")


def columns() -> dict[str, str]:
    """Key of each of its columns."""
    result = {}
    for family, names in NYXUS.items():
        averaged = family in AVERAGED
        for name, code in names.items():
            column = f"3{PREFIXES[family]}{name}{'_AVE' if averaged else ''}"
            result[column] = key(code, "3D_average" if averaged else "3D")
    return result
