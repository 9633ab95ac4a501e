"""From an image and a mask to a table of features.

python first_steps.py [IMAGE MASK]    without files a small image is made
"""

from __future__ import annotations

import sys

import numpy as np

import voxtrait


def made_up_case() -> tuple[voxtrait.Image, voxtrait.Mask]:
    """A noisy ball in noise; arrays are (z, y, x), spacing is (x, y, z)."""
    z, y, x = np.indices((24, 48, 48))
    inside = (2.5 * (z - 12)) ** 2 + (y - 24) ** 2 + (x - 24) ** 2 < 18**2
    noise = np.random.default_rng(1).normal(0, 30, inside.shape)
    image = voxtrait.Image((100 * inside + noise).astype(np.float32), spacing=(1, 1, 2.5))
    return image, voxtrait.Mask(inside, like=image)


def main(arguments: list[str]) -> voxtrait.Table:
    image: voxtrait.Image
    mask: voxtrait.Image
    if len(arguments) == 2:
        image, mask = voxtrait.Image(arguments[0]), voxtrait.Mask(arguments[1])
    else:
        image, mask = made_up_case()

    table = voxtrait.extract(
        image,
        mask,
        interpolation_method="linear",
        interpolation_spacing=(2, 2, 2),
        discretisation_method="fixed_bin_size",
        discretisation_bin_width=25,
    )
    for row in table:
        if row.feature in ("volume_mesh", "mean", "joint_entropy"):
            print(f"{row.name}: {row.value} {row.unit}" if row.value is not None else row.reason)
    return table


if __name__ == "__main__":
    main(sys.argv[1:])
