"""Image files written by hand, so that no reader's view of the formats is taken for granted.

Arrays are indexed [z, y, x]; affines map voxels (x, y, z) to millimetres in LPS axes.
"""

import gzip
import struct
from pathlib import Path

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.generic]
Affine = NDArray[np.float64]

NIFTI_TYPES = {
    "uint8": 2,
    "int16": 4,
    "int32": 8,
    "float32": 16,
    "float64": 64,
    "int8": 256,
    "uint16": 512,
    "uint32": 768,
    "int64": 1024,
    "uint64": 1280,
}
RGB24 = 128

NRRD_TYPES = {"float32": "float", "float64": "double"}

META_TYPES = {
    "uint8": "MET_UCHAR",
    "int8": "MET_CHAR",
    "int16": "MET_SHORT",
    "uint16": "MET_USHORT",
    "int32": "MET_INT",
    "uint32": "MET_UINT",
    "float32": "MET_FLOAT",
    "float64": "MET_DOUBLE",
    "int64": "MET_LONG_LONG",
    "uint64": "MET_ULONG_LONG",
}


def affine_of(spacing: ArrayLike = (1, 1, 1), origin: ArrayLike = (0, 0, 0)) -> Affine:
    """Map of an image whose axes are those of the patient."""
    affine = np.eye(4)
    affine[:3, :3] = np.diag(np.asarray(spacing, float))
    affine[:3, 3] = origin
    return affine


def spacing_of(affine: Affine) -> list[float]:
    return [float(length) for length in np.linalg.norm(affine[:3, :3], axis=0)]


def directions_of(affine: Affine) -> Affine:
    """Unit vectors of the stored axes, one a column."""
    lengths = np.linalg.norm(affine[:3, :3], axis=0)
    return affine[:3, :3] / np.where(lengths == 0, 1, lengths)


def nifti_header(
    size: tuple[int, ...],
    pixel_type: int,
    bits: int,
    affine: Affine,
    pixdim: ArrayLike | None = None,
) -> bytes:
    """Header of NIfTI-1 with its map in the sform; `pixdim` may contradict it."""
    ras = np.diag([-1.0, -1.0, 1.0, 1.0]) @ affine
    steps = list(spacing_of(affine) if pixdim is None else np.asarray(pixdim, float))
    header = struct.pack("<i10s18sih2B", 348, b"", b"", 0, 0, ord("r"), 0)
    header += struct.pack("<8h", *([len(size), *size] + [1] * 7)[:8])
    header += struct.pack("<3f4h", 0, 0, 0, 0, pixel_type, bits, 0)
    header += struct.pack("<8f", *([1.0, *steps] + [1.0] * 7)[:8])
    header += struct.pack("<3fh2B4f2i", 352, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0)
    header += struct.pack("<80s24s2h6f", b"", b"", 0, 1, 0, 0, 0, 0, 0, 0)
    header += struct.pack("<12f16s4s", *ras[:3].ravel(), b"", b"n+1")
    assert len(header) == 348
    return header + bytes(4)


def nifti_bytes(
    array: Array, affine: Affine | None = None, pixdim: ArrayLike | None = None
) -> bytes:
    affine = affine_of() if affine is None else affine
    kind = array.dtype
    size = array.shape[::-1]
    header = nifti_header(size, NIFTI_TYPES[kind.name], 8 * kind.itemsize, affine, pixdim)
    return header + np.ascontiguousarray(array).tobytes()


def write_nifti(
    path: Path, array: Array, affine: Affine | None = None, pixdim: ArrayLike | None = None
) -> Path:
    content = nifti_bytes(array, affine, pixdim)
    # No time and name in the gzip header: the same image gives the same bytes.
    path.write_bytes(gzip.compress(content, 1, mtime=0) if path.suffix == ".gz" else content)
    return path


def nrrd_bytes(
    array: Array,
    affine: Affine | None = None,
    spacing: ArrayLike | None = None,
    zipped: bool = False,
) -> bytes:
    """With `spacing` the file says nothing of directions."""
    affine = affine_of() if affine is None else affine
    kind = NRRD_TYPES.get(array.dtype.name, array.dtype.name)
    dimension = array.ndim

    def vector(values: Affine) -> str:
        return "(" + ",".join(repr(float(v)) for v in values) + ")"

    lines = ["NRRD0004", f"type: {kind}", f"dimension: {dimension}"]
    lines += ["sizes: " + " ".join(str(n) for n in array.shape[::-1])]
    if spacing is None:
        lines += ["space: left-posterior-superior"]
        axes = [vector(affine[:3, a]) for a in range(dimension)]
        lines += ["space directions: " + " ".join(axes)]
        lines += ["space origin: " + vector(affine[:3, 3])]
    else:
        lines += ["spacings: " + " ".join(repr(float(s)) for s in np.asarray(spacing))]
    lines += ["endian: little", "encoding: " + ("gzip" if zipped else "raw")]
    data = np.ascontiguousarray(array).tobytes()
    return ("\n".join(lines) + "\n\n").encode() + (gzip.compress(data, 1) if zipped else data)


def write_nrrd(path: Path, array: Array, affine: Affine | None = None, **options: object) -> Path:
    path.write_bytes(nrrd_bytes(array, affine, **options))  # type: ignore[arg-type]
    return path


def meta_image_bytes(
    array: Array, affine: Affine | None = None, spacing: ArrayLike | None = None
) -> bytes:
    affine = affine_of() if affine is None else affine
    n = array.ndim
    steps = spacing_of(affine)[:n] if spacing is None else list(np.asarray(spacing, float))

    def words(values: ArrayLike) -> str:
        return " ".join(repr(float(v)) for v in np.asarray(values).ravel())

    lines = ["ObjectType = Image", f"NDims = {n}", "BinaryData = True"]
    lines += ["BinaryDataByteOrderMSB = False", "CompressedData = False"]
    lines += ["TransformMatrix = " + words(directions_of(affine)[:n, :n].T)]
    lines += ["Offset = " + words(affine[:n, 3]), "ElementSpacing = " + words(steps)]
    lines += ["DimSize = " + " ".join(str(size) for size in array.shape[::-1])]
    lines += ["ElementType = " + META_TYPES[array.dtype.name], "ElementDataFile = LOCAL"]
    return ("\n".join(lines) + "\n").encode() + np.ascontiguousarray(array).tobytes()


def write_meta_image(
    path: Path, array: Array, affine: Affine | None = None, spacing: ArrayLike | None = None
) -> Path:
    path.write_bytes(meta_image_bytes(array, affine, spacing))
    return path


def read_nifti(path: Path) -> tuple[Array, Affine]:
    """Voxels [z, y, x] and affine of a little-endian NIfTI-1 file with a qform or sform."""
    content = gzip.decompress(path.read_bytes())
    size = struct.unpack_from("<8h", content, 40)
    pixel_type = struct.unpack_from("<h", content, 70)[0]
    name = next(n for n, code in NIFTI_TYPES.items() if code == pixel_type)
    begin = int(struct.unpack_from("<f", content, 108)[0])
    array = np.frombuffer(content, np.dtype(name), int(np.prod(size[1:4])), begin)
    return array.reshape(size[3], size[2], size[1]), _nifti_affine(content)


def _nifti_affine(content: bytes) -> Affine:
    qform, sform = struct.unpack_from("<2h", content, 252)
    affine = np.eye(4)
    if sform > 0:
        affine[:3] = np.reshape(struct.unpack_from("<12f", content, 280), (3, 4))
    else:
        assert qform > 0
        b, c, d, *offset = struct.unpack_from("<6f", content, 256)
        handed, *steps = struct.unpack_from("<4f", content, 76)
        affine[:3, :3] = _rotation(b, c, d) * np.array([*steps[:2], steps[2] * (handed or 1)])
        affine[:3, 3] = offset
    return np.diag([-1.0, -1.0, 1.0, 1.0]) @ affine


def _rotation(b: float, c: float, d: float) -> Affine:
    a = np.sqrt(max(0.0, 1.0 - b * b - c * c - d * d))
    return np.array(
        [
            [a * a + b * b - c * c - d * d, 2 * (b * c - a * d), 2 * (b * d + a * c)],
            [2 * (b * c + a * d), a * a + c * c - b * b - d * d, 2 * (c * d - a * b)],
            [2 * (b * d - a * c), 2 * (c * d + a * b), a * a + d * d - b * b - c * c],
        ]
    )
