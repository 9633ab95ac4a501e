"""Images and regions that filters hardly fit: each value is right or says why there is none."""

import math
import subprocess
import sys
import warnings
from typing import Any

import numpy as np
import pytest

import voxtrait
from package_data import REPOSITORY

#: Sizes along (z, y, x) with the region that is looked at.
SHAPES: dict[str, tuple[tuple[int, int, int], tuple[slice, slice, slice]]] = {
    "one slice, even": ((1, 12, 10), (slice(0, 1), slice(2, 9), slice(1, 8))),
    "one slice, odd": ((1, 9, 11), (slice(0, 1), slice(0, 9), slice(0, 11))),
    "one row": ((1, 1, 13), (slice(0, 1), slice(0, 1), slice(3, 11))),
    "one voxel": ((1, 1, 1), (slice(0, 1), slice(0, 1), slice(0, 1))),
    "two voxels each way": ((2, 2, 2), (slice(0, 2), slice(0, 2), slice(0, 2))),
    "region of one voxel": ((6, 7, 8), (slice(3, 4), slice(3, 4), slice(4, 5))),
    "region smaller than the kernel": ((9, 14, 13), (slice(4, 6), slice(6, 9), slice(5, 7))),
    "region at the corner": ((5, 6, 7), (slice(0, 2), slice(0, 3), slice(5, 7))),
}

FILTERS: list[dict[str, Any]] = [
    {"type": "identity"},
    {"type": "mean", "support": 15},
    {"type": "gaussian", "sigma_mm": 8},
    {"type": "log", "sigma_mm": 5},
    {"type": "log", "sigma_mm": 5, "dimensions": 2},
    {"type": "laws", "kernels": "L5E5S5", "rotation_invariance": True, "energy": True},
    {"type": "laws", "kernels": "W5R5"},
    {"type": "gabor", "sigma_mm": 10, "wavelength_mm": 4},
    {"type": "gabor", "sigma_mm": 6, "orthogonal_planes": True, "angle_step_degrees": 45},
    {"type": "wavelet", "wavelet": "db10", "bands": "LLH", "level": 2},
    {"type": "wavelet", "wavelet": "coif3", "bands": "HH", "rotation_invariance": True},
    {"type": "wavelet", "wavelet": "db4", "bands": "LLL", "level": 3, "decimated": True},
    {"type": "wavelet", "wavelet": "haar", "bands": "LH", "decimated": True},
    {"type": "nonseparable_wavelet", "level": 3},
    {"type": "nonseparable_wavelet", "wavelet": "held", "dimensions": 2},
    {"type": "riesz_log", "riesz_order": [1, 0, 1], "sigma_mm": 4},
    {"type": "riesz_log", "riesz_order": [0, 2], "dimensions": 2, "steered": True},
    {"type": "riesz_wavelet", "riesz_order": [0, 2, 0], "steered": True},
]

IMAGE_TYPES: dict[str, dict[str, Any]] = {
    "Original": {},
    "LoG": {"sigma": [1.0, 6.0]},
    "Wavelet": {"wavelet": "db38", "level": 2},
    "Square": {},
    "SquareRoot": {},
    "Logarithm": {},
    "Exponential": {},
    "Gradient": {},
    "LBP2D": {"binWidth": 1},
    "LBP3D": {"binWidth": 0.5},
}


def region_of(shape: str) -> tuple[voxtrait.Image, voxtrait.Mask]:
    """Anisotropic, with its region."""
    size, region = SHAPES[shape]
    voxels = np.random.default_rng(5).integers(-100, 900, size).astype(np.int16)
    labels = np.zeros(size, np.uint8)
    labels[region] = 1
    image = voxtrait.Image(voxels, (0.8, 1.1, 3.0))
    return image, voxtrait.Mask(labels, like=image)


def judge(table: voxtrait.Table, variants: int) -> None:
    """Every value is a number or has a reason, whatever its image."""
    assert len({row.variant for row in table.rows}) == variants
    for row in table.rows:
        if row.status == "ok":
            assert row.value is not None
            assert math.isfinite(row.value), row
        else:
            assert row.value is None
            assert row.reason, row


@pytest.mark.parametrize("shape", SHAPES)
def test_every_filter_has_values_or_reasons(shape: str) -> None:
    filters = [{**f, "name": f"f{i}"} for i, f in enumerate(FILTERS)]
    assert {f["type"] for f in filters} == {f["filter"] for f in voxtrait.filters()}
    settings = {"families": ["intensity_statistics", "local_intensity", "glcm", "glszm"]}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", voxtrait.DataWarning)
        table = voxtrait.extract(*region_of(shape), {**settings, "filters": filters})
    judge(table, 1 + len(filters))
    means = [row for row in table.rows if row.feature == "mean" and row.variant != "original"]
    lost = [row for row in means if row.status != "ok"]
    # Only a region that decimation loses has no mean.
    assert all(row.status == "empty_roi" and "decimated" in row.reason for row in lost)
    assert len(lost) <= 2


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("force_2d", [False, True])
def test_every_image_type_has_values_or_reasons(shape: str, force_2d: bool) -> None:
    settings = {
        "profile": "pyradiomics",
        "pyradiomics": {
            "imageType": IMAGE_TYPES,
            "force2D": force_2d,
            "minimumROIDimensions": 1,
        },
    }
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", voxtrait.DataWarning)
        table = voxtrait.extract(*region_of(shape), settings)
    per_level = 3 if force_2d else 7
    judge(table, 1 + 2 + (2 * per_level + 1) + 5 + 1 + 3)


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("filter", FILTERS, ids=lambda f: "-".join(map(str, f.values())))
def test_every_response_map_is_finite(shape: str, filter: dict[str, Any]) -> None:
    image, _ = region_of(shape)
    found = voxtrait.response_map(image, **filter)
    assert np.isfinite(found.array).all()
    if not filter.get("decimated"):
        assert found.array.shape == image.array.shape


BAD_TYPES: dict[str, Any] = {
    "an unknown type": {"Log": {}},
    "an unknown setting": {"LoG": {"sigmas": [1]}},
    "sigma 0": {"LoG": {"sigma": [0]}},
    "a negative sigma": {"LoG": {"sigma": [1, -2]}},
    "a text as sigma": {"LoG": {"sigma": ["3"]}},
    "a wavelet that is none": {"Wavelet": {"wavelet": "db39"}},
    "a coiflet that is none": {"Wavelet": {"wavelet": "coif18"}},
    "a continuous wavelet": {"Wavelet": {"wavelet": "mexh"}},
    "no level": {"Wavelet": {"level": 0}},
    "half a level": {"Wavelet": {"level": 1.5}},
    "a negative start": {"Wavelet": {"start_level": -1}},
    "a radius of 0": {"LBP2D": {"lbp2DRadius": 0}},
    "no samples": {"LBP2D": {"lbp2DSamples": 0}},
    "a method that is none": {"LBP2D": {"lbp2DMethod": "riu2"}},
    "no levels of a sphere": {"LBP3D": {"lbp3DLevels": 0}},
    "a sphere without radius": {"LBP3D": {"lbp3DIcosphereRadius": -1}},
    "too many corners": {"LBP3D": {"lbp3DIcosphereSubdivision": 9}},
    "a number as truth": {"Gradient": {"gradientUseSpacing": 1}},
    "a list of settings": {"Square": []},
    "a list of types": ["LoG"],
    "bins of width 0": {"Square": {"binWidth": 0}},
}


@pytest.mark.parametrize("types", BAD_TYPES.values(), ids=BAD_TYPES)
def test_bad_settings_of_image_types_are_refused(types: Any) -> None:
    settings = {"profile": "pyradiomics", "pyradiomics": {"imageType": types}}
    with pytest.raises(voxtrait.SettingsError, match="imageType") as raised:
        voxtrait.Extractor(settings)
    assert len(str(raised.value)) > len("/pyradiomics/imageType: ")


BAD_FILTERS: dict[str, dict[str, Any]] = {
    "bands": {"type": "wavelet", "bands": "LXH"},
    "wavelet": {"type": "wavelet", "wavelet": "dmey"},
    "level": {"type": "wavelet", "level": 9, "decimated": True},
    "decimated": {"type": "wavelet", "decimated": "yes"},
    "riesz_order": {"type": "riesz_log", "riesz_order": [1, 0, 0], "steered": True},
    "tensor_sigma_mm": {"type": "riesz_log", "riesz_order": [2, 0, 0], "tensor_sigma_mm": 0},
    "tensor_of": {"type": "riesz_wavelet", "riesz_order": [2, 0, 0], "tensor_of": "mask"},
}


@pytest.mark.parametrize("setting", BAD_FILTERS)
def test_bad_settings_of_filters_are_refused_by_name(setting: str) -> None:
    with pytest.raises(voxtrait.SettingsError, match=f"/filters/0/{setting}"):
        voxtrait.Extractor({"filters": [BAD_FILTERS[setting]]})


def test_the_program_refuses_them_as_well() -> None:
    image = REPOSITORY / "data/pyradiomics/brain1/image.nrrd"
    program = [sys.executable, "-m", "voxtrait", "filter", image, "-o", "map.nrrd"]
    done = subprocess.run(
        [*program, "--filter", "riesz_log", "--steered", "true"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "even orders" in done.stderr
    assert not done.stdout


def test_a_filter_that_is_too_wide_for_the_image_fails_with_the_reason() -> None:
    settings = {
        "families": ["intensity_statistics"],
        "filters": [{"type": "riesz_log", "sigma_mm": 500}],
    }
    with pytest.warns(voxtrait.DataWarning, match="too small"):
        table = voxtrait.extract(*region_of("region at the corner"), settings)
    rows = [row for row in table.rows if row.variant != "original"]
    assert {row.status for row in rows} == {"failed"}
    assert all("too small for so wide a filter" in row.reason for row in rows)
