"""Adds to responses.npz what z-rad gives for aligned Riesz transforms of a Laplacian of Gaussian.

The image repeats itself, as only then z-rad and IBSI extend it in the same way. z-rad's Gaussians
are scaled to a sum of 1, which makes no difference once they are cut off far out.

    pip install numpy z-rad==26.9.0
"""

import numpy as np
from filter_cases import RECORD, Array, Case, image_of, recorded, steered_cases
from zrad.filtering import RieszLoG

CUTOFF = 8


def response(case: Case) -> Array:
    settings = case.settings
    order = tuple(settings["riesz_order"])
    sigma, tensor_sigma = settings["sigma_mm"], float(settings["tensor_sigma_mm"])
    zrad = RieszLoG("wrap", sigma, CUTOFF, "3D", order, tensor_sigma)
    zrad.res_mm = 1.0
    # z-rad's arrays have axes (y, x, z).
    found = zrad._apply_array(image_of(case.size).transpose(1, 2, 0))
    return np.ascontiguousarray(found.transpose(2, 0, 1))


def main() -> None:
    rows = recorded() if RECORD.exists() else {}
    rows |= {case.name: response(case) for case in steered_cases()}
    np.savez_compressed(RECORD, **rows)


if __name__ == "__main__":
    main()
