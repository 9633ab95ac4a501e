"""nyxus 0.11.0, https://pypi.org/project/nyxus.

It reads files only, so reading (uncompressed) is in its time. Its own binning is into 64 levels
after a shift of the intensities; here it gets the image of levels instead, and its `ibsi` mode
that takes levels as they are: its textures then agree, and it is several times faster than on
intensities. Discretising is not in its time, and its first-order features are those of the
histogram. It works in voxels: its 3D morphology is not comparable.
"""

from __future__ import annotations

import sys
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
from nyxus import Nyxus3D

from measuring import BIN_WIDTH, Case, Peer, Values, main
from nyxus_names import columns

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from scenes import nifti


def versions() -> dict[str, str]:
    """What ran."""
    return {"nyxus": version("nyxus"), "numpy": np.__version__}


def levels_of(image: Any, mask: Any, low: float) -> Any:
    """Levels from 1 in the ROI, 0 outside."""
    levels = np.floor((image.astype(np.float64) - low) / BIN_WIDTH).astype(np.int64) + 1
    return np.where(mask > 0, levels, 0).astype(np.uint8)


def prepare(case: Case) -> tuple[str, str]:
    """Levels and mask as files."""
    files = case.folder / "levels.nii", case.folder / "labels.nii"
    arrays = levels_of(case.image, case.mask, case.low), case.mask
    for file, array in zip(files, arrays, strict=True):
        file.write_bytes(nifti(array, case.spacing))
    return str(files[0]), str(files[1])


def compute(prepared: tuple[str, str], task: dict[str, Any]) -> Any:
    """All 3D features."""
    image, mask = prepared
    extractor = Nyxus3D(["*3D_ALL*"], n_feature_calc_threads=1, ibsi=True)
    return extractor.featurize_files([image], [mask], False)


def values(found: Any) -> Values:
    """Those that IBSI has; averages over directions for GLCM and GLRLM."""
    row = found.iloc[0]
    return {code: float(row[name]) for name, code in columns().items() if name in row}


def to_csv(image: str, mask: str, low: float, target: str) -> None:
    """Files in, CSV out, as it comes: its own 64 levels of the intensities."""
    extractor = Nyxus3D(["*3D_ALL*"], n_feature_calc_threads=1)
    extractor.featurize_files([image], [mask], False).to_csv(target, index=False)


if __name__ == "__main__":
    main(Peer(versions, prepare, compute, values, to_csv))
