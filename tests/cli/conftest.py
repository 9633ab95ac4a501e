from pathlib import Path

import numpy as np
import pytest

from cli_case import Case
from cli_images import affine_of, write_nifti
from cli_program import CT_PHANTOM, PROGRAM


@pytest.fixture(autouse=True, scope="session")
def _program_exists() -> None:
    if not PROGRAM.is_file():
        pytest.skip(f"no program at {PROGRAM}: run scripts/build.sh or set VOXTRAIT_PROGRAM")


@pytest.fixture
def ct_phantom() -> tuple[Path, Path]:
    if not CT_PHANTOM[0].is_file():
        pytest.skip(f"{CT_PHANTOM[0]} is not here: it stays out of distributions")
    return CT_PHANTOM


@pytest.fixture
def case(tmp_path: Path) -> Case:
    """8 x 7 x 6 voxels; the region of interest is a box without two of its corners."""
    voxels = np.random.default_rng(7).integers(-100, 200, (6, 7, 8)).astype("int16")
    labels = np.zeros(voxels.shape, "uint8")
    labels[1:5, 1:6, 2:7] = 1
    labels[1, 1, 2] = labels[4, 5, 6] = 0
    affine = affine_of((0.75, 0.75, 2.5), (-12.0, 30.0, 7.0))
    image = write_nifti(tmp_path / "image.nii.gz", voxels, affine)
    mask = write_nifti(tmp_path / "mask.nii.gz", labels, affine)
    return Case(image, mask, voxels, labels, affine)
