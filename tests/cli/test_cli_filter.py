"""Response maps: `voxtrait filter`."""

import gzip
from pathlib import Path

import numpy as np
import pytest

from cli_images import Array
from cli_program import ALL_RIGHT, DATA, UNREADABLE, WRONG_USAGE, assert_refused, run

IMPULSE = DATA / "ibsi/filter_phantoms/impulse.nii.gz"
MAPS = DATA / "ibsi/response_maps"


def voxels_of(path: Path) -> Array:
    """The 32-bit floats of a compressed NIfTI file without extensions."""
    content = gzip.decompress(path.read_bytes())
    return np.frombuffer(content, np.float32, offset=int(np.frombuffer(content, "f4", 1, 108)[0]))


def header_of(path: Path) -> bytes:
    """Sizes and voxel sizes of a compressed NIfTI file."""
    content = gzip.decompress(path.read_bytes())
    return content[40:56] + content[80:92]


def test_a_map_has_the_image_s_grid_and_ibsi_s_values(tmp_path: Path) -> None:
    out = tmp_path / "map.nii.gz"
    result = run(
        "filter", IMPULSE, "-o", out, "--filter", "log", "--sigma-mm", 3, "--boundary", "zero"
    )
    assert (result.code, result.out, result.err) == (ALL_RIGHT, "", "")
    expected = voxels_of(MAPS / "2_a-ValidCRM.nii.gz")
    assert np.abs(voxels_of(out) - expected).max() <= 0.01 * np.ptp(expected)
    assert header_of(out) == header_of(IMPULSE)
    assert [p.name for p in tmp_path.iterdir()] == ["map.nii.gz"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--filter", "lgo"], ["log", "did you mean"]),
        (["--filter", "log", "--support", "3"], ["log", "no such setting"]),
        (["--filter", "mean", "--support", "4"], ["odd"]),
        (["--filter", "log", "--sigma-mm", "wide"], ["a number above 0"]),
    ],
)
def test_a_wrong_filter_is_refused(tmp_path: Path, arguments: list[str], words: list[str]) -> None:
    out = tmp_path / "map.nii.gz"
    assert_refused(run("filter", IMPULSE, "-o", out, *arguments), WRONG_USAGE, *words)
    assert not out.exists()


def test_a_name_that_no_format_has_is_refused(tmp_path: Path) -> None:
    result = run("filter", IMPULSE, "-o", tmp_path / "map.png", "--filter", "mean")
    assert_refused(result, UNREADABLE, ".nrrd")


def test_a_decimated_map_is_written_on_its_own_grid(tmp_path: Path) -> None:
    out = tmp_path / "map.nii.gz"
    wavelet = ["--filter", "wavelet", "--bands", "LH", "--level", 2, "--decimated", "true"]
    result = run("filter", IMPULSE, "-o", out, *wavelet)
    assert (result.code, result.err) == (ALL_RIGHT, "")
    sizes = np.frombuffer(header_of(out)[:16], np.int16)[1:4]
    spacing = np.frombuffer(header_of(out)[16:], np.float32)
    fine = np.frombuffer(header_of(IMPULSE)[16:], np.float32)
    assert sizes.tolist() == [16, 16, 64]
    assert spacing.tolist() == (fine * [4, 4, 1]).tolist()
