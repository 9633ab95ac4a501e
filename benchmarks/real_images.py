"""The two real images among the cases: IBSI's lung CT (PAT1) and PyRadiomics' brain1."""

import gzip
import struct
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

DATA = Path(__file__).resolve().parents[1] / "data"
FOLDERS = {"pat1": DATA / "ibsi/ct_phantom", "brain1": DATA / "pyradiomics/brain1"}
NIFTI = {2: "<u1", 4: "<i2", 16: "<f4"}
NRRD = {"int": "<i4", "short": "<i2"}


def read_nifti(path: Path) -> tuple[NDArray[Any], tuple[float, ...]]:
    """Voxels (z, y, x) and spacing (x, y, z) of a NIfTI-1 file of this repository."""
    content = gzip.decompress(path.read_bytes())
    size = struct.unpack_from("<8h", content, 40)[1:4]
    kind = NIFTI[struct.unpack_from("<h", content, 70)[0]]
    voxels = np.frombuffer(content, kind, int(np.prod(size)), 352)
    return voxels.reshape(size[::-1]), struct.unpack_from("<4f", content, 76)[1:]


def read_nrrd(path: Path) -> tuple[NDArray[Any], tuple[float, ...]]:
    """Voxels (z, y, x) and spacing (x, y, z) of an NRRD file of this repository."""
    head, _, body = path.read_bytes().partition(b"\n\n")
    fields = dict(line.split(": ", 1) for line in head.decode().splitlines() if ": " in line)
    size = [int(n) for n in fields["sizes"].split()]
    axes = [np.array(eval_vector(v)) for v in fields["space directions"].split()]
    voxels = np.frombuffer(gzip.decompress(body), NRRD[fields["type"]])
    return voxels.reshape(size[::-1]), tuple(float(np.linalg.norm(a)) for a in axes)


def eval_vector(text: str) -> list[float]:
    """Numbers of `(a,b,c)`."""
    return [float(number) for number in text.strip("()").split(",")]


def read(name: str) -> tuple[NDArray[Any], NDArray[Any], tuple[float, float, float]]:
    """Image (int16), mask (uint8), spacing rounded to micrometres; None of it if not there."""
    files = sorted(FOLDERS[name].glob("image.*")) + sorted(FOLDERS[name].glob("[ml]a*.n*"))
    (image, spacing), (mask, _) = (
        (read_nrrd if f.suffix == ".nrrd" else read_nifti)(f) for f in files
    )
    whole = np.rint(image).astype(np.int16)
    x, y, z = (round(s, 6) for s in spacing)
    return whole, (mask > 0).astype(np.uint8), (x, y, z)
