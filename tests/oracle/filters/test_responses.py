"""Responses beside those that PyWavelets and z-rad gave; see README.md."""

from functools import cache

import numpy as np
import pytest
from filter_cases import Array, Case, image_of, recorded, steered_cases, wavelet_cases

import voxtrait

values_of = cache(recorded)


def deviation(found: Array, case: Case) -> float:
    """The largest difference, as part of the largest value; of the image where all are 0."""
    expected = values_of()[case.name]
    assert found.shape == expected.shape
    scale = np.abs(expected).max() or np.abs(image_of(case.size)).max()
    return float(np.abs(found - expected).max() / scale)


@pytest.mark.parametrize("case", wavelet_cases(), ids=lambda case: case.name)
def test_decimated_wavelets_are_pywavelets(case: Case) -> None:
    found = voxtrait.response_map(
        image_of(case.size), case.filter, decimated=True, spacing=(1, 2, 3), **case.settings
    )
    # Maps hold 32-bit floats.
    assert deviation(found.array, case) < 1e-7
    step = 2 ** case.settings["level"]
    steps = [step] * len(case.settings["bands"]) + [1]
    assert found.spacing == (1 * steps[0], 2 * steps[1], 3 * steps[2])
    assert found.origin == (0, 0, 0)


@pytest.mark.parametrize("case", steered_cases(), ids=lambda case: case.name)
def test_aligned_riesz_transforms_are_zrad_s(case: Case) -> None:
    found = voxtrait.response_map(
        image_of(case.size),
        case.filter,
        steered=True,
        tensor_of="image",
        cutoff=8,
        boundary="periodic",
        **case.settings,
    )
    assert deviation(found.array, case) < 1e-6


def test_every_recorded_response_is_compared() -> None:
    assert {case.name for case in wavelet_cases() + steered_cases()} == set(values_of())
