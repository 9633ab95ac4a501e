"""Many cases with the same settings, several at a time, into one Parquet file.

python cohort.py FOLDER OUTPUT.parquet    FOLDER holds CASE/image.nii.gz and CASE/mask.nii.gz
"""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pandas as pd

import voxtrait

SETTINGS: voxtrait.Settings = {
    "interpolation": {"method": "linear", "spacing": [1, 1, 1]},
    "discretisation": {"method": "fixed_bin_number", "bin_number": 32},
    "aggregations": ["3D_merged", "3D"],
}


def main(folder: Path, output: Path) -> pd.DataFrame:
    extractor = voxtrait.Extractor(SETTINGS)

    def frame_of(case: Path) -> pd.DataFrame:
        # One thread for each case; the interpreter's lock is free while it computes.
        table = extractor.extract(
            case / "image.nii.gz", case / "mask.nii.gz", case=case.name, threads=1
        )
        return table.to_pandas("wide", provenance=True)

    cases = sorted(path.parent for path in folder.glob("*/image.nii.gz"))
    with ThreadPoolExecutor() as pool:
        cohort = pd.concat(pool.map(frame_of, cases), ignore_index=True)
    cohort.to_parquet(output)
    print(f"{len(cohort)} regions of {len(cases)} cases in {output}")
    return cohort


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
