#!/usr/bin/env python3
"""Writes the images and masks of the benchmarks, once: .npy, .nii, .nii.gz and scene.json.

benchmarks/scenes.py build/bench/scenes         all of them, about two minutes
benchmarks/scenes.py build/bench/scenes ct      one
"""

import argparse
import gzip
import hashlib
import json
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

import real_images
import synthetic
from synthetic import Array, Spacing

NAMES = [*synthetic.SCENES, *real_images.FOLDERS]


def nifti(array: Array, spacing: Spacing) -> bytes:
    """The bytes of a NIfTI-1 file; axes are those of the patient."""
    kind = {"int16": 4, "uint8": 2}[array.dtype.name]
    header = bytearray(352)
    struct.pack_into("<i", header, 0, 348)
    struct.pack_into("<8h", header, 40, 3, *array.shape[::-1], 1, 1, 1, 1)
    struct.pack_into("<2h", header, 70, kind, 8 * array.dtype.itemsize)
    struct.pack_into("<8f", header, 76, 1.0, *spacing, 0, 0, 0, 0)
    struct.pack_into("<2f", header, 108, 352.0, 1.0)
    header[123] = 2  # millimetres
    struct.pack_into("<2h", header, 252, 0, 1)
    for row, sign in enumerate((-1.0, -1.0, 1.0)):  # NIfTI's x and y point right and forward
        struct.pack_into("<f", header, 280 + 20 * row, sign * spacing[row])
    header[344:348] = b"n+1\0"
    return bytes(header) + np.ascontiguousarray(array).tobytes()


def save(stem: Path, array: Array, spacing: Spacing, files: bool) -> None:
    """Write one array."""
    np.save(stem.with_suffix(".npy"), array)
    if files:
        content = nifti(array, spacing)
        stem.with_suffix(".nii").write_bytes(content)
        # No time and no name in the header: the same bytes each time.
        stem.with_suffix(".nii.gz").write_bytes(gzip.compress(content, 1, mtime=0))


def digest(array: Array) -> str:
    """SHA-256 of the voxels, so that it can be seen whether two machines had the same images."""
    return hashlib.sha256(np.ascontiguousarray(array).tobytes()).hexdigest()


def box_of(mask: Array) -> list[list[int]]:
    """First and one past last index of the ROI along z, y, x."""
    box = []
    for axis in range(mask.ndim):
        others = tuple(a for a in range(mask.ndim) if a != axis)
        at = np.flatnonzero(mask.any(axis=others))
        box.append([int(at[0]), int(at[-1]) + 1])
    return box


def facts_of(image: Array, mask: Array) -> dict[str, Any]:
    """What the plan and the report need to know of a ROI."""
    inside = image[mask > 0]
    return {
        "voxels": int(inside.size),
        "range": [int(inside.min()), int(inside.max())],
        "box": box_of(mask),
        "sha256": digest(mask),
    }


def masks_of(name: str) -> tuple[Array, Iterator[tuple[str, Array]], Spacing, bool]:
    """Image, masks by name, spacing, and whether files are wanted."""
    if name in real_images.FOLDERS:
        image, mask, spacing = real_images.read(name)
        return image, iter([("roi", mask)]), spacing, True
    scene = synthetic.SCENES[name]
    masks = ((roi, make(scene)) for roi, make in scene.rois.items())
    return synthetic.image_of(scene), masks, scene.spacing, scene.files


def write_scene(name: str, folder: Path) -> dict[str, Any]:
    """Write a scene unless it is there; give its description."""
    target = folder / name
    description = target / "scene.json"
    if not description.is_file():
        target.mkdir(parents=True, exist_ok=True)
        image, masks, spacing, files = masks_of(name)
        save(target / "image", image, spacing, files)
        rois = {}
        for roi, mask in masks:
            save(target / f"roi_{roi}", mask, spacing, files)
            rois[roi] = facts_of(image, mask)
        facts = {"spacing": spacing, "shape": image.shape, "sha256": digest(image), "rois": rois}
        # Last, so that an interrupted call starts again.
        description.write_text(json.dumps(facts, indent=1) + "\n")
    result: dict[str, Any] = json.loads(description.read_text())
    return result


def main() -> None:
    """Write the scenes that were asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("scenes", nargs="*", metavar="SCENE", help=", ".join(NAMES))
    arguments = parser.parse_args()
    for name in arguments.scenes or NAMES:
        if name not in NAMES:
            parser.error(f"no scene {name}; there are {', '.join(NAMES)}")
        write_scene(name, arguments.folder)


if __name__ == "__main__":
    main()
