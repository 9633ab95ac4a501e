"""Which of the random cases have their arrays recorded: each setting that changes one is there."""

ARRAY_CASES = (
    *(0, 3, 6, 9, 12, 22, 25, 28, 29, 38, 44, 49),
    *(51, 53, 56, 63, 69, 70, 96, 117, 121, 134, 164, 189),
)
CLASSES = "glcm", "glrlm", "glszm", "gldm", "ngtdm"
