"""The package and the program `voxtrait` say the same."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

import voxtrait
from package_data import Run


def labels_file(folder: Path, mask: Path) -> Path:
    """A mask file with label 2 in the upper slices of the phantom, written as MetaImage."""
    image = voxtrait.read_image(mask)
    voxels = image.array.astype("<i2")
    voxels[2:] *= 2
    header = (
        "ObjectType = Image\nNDims = 3\nBinaryData = True\nBinaryDataByteOrderMSB = False\n"
        f"ElementSpacing = {' '.join(map(str, image.spacing))}\n"
        f"DimSize = {' '.join(map(str, voxels.shape[::-1]))}\n"
        "ElementType = MET_SHORT\nElementDataFile = LOCAL\n"
    )
    path = folder / "labels.mha"
    path.write_bytes(header.encode() + voxels.tobytes())
    return path


@pytest.mark.parametrize("layout", ["long", "wide"])
@pytest.mark.parametrize("diagnostics", [False, True])
def test_csv_is_the_same_byte_for_byte(
    layout, diagnostics: bool, phantom, program: Run, tmp_path: Path
) -> None:
    image, mask, settings = phantom
    labels = labels_file(tmp_path, mask)
    table = voxtrait.extract(image, labels, settings, case="P 1", diagnostics=diagnostics)
    assert table.labels == (1, 2)
    options = ["--settings", settings, "--format", layout, "--case", "P 1"]
    done = program("extract", image, labels, *options, *["--diagnostics"] * diagnostics)
    assert table.to_csv(layout=layout) == done.stdout


def test_json_and_text_are_the_same(phantom, program: Run) -> None:
    image, mask, settings = phantom
    table = voxtrait.extract(image, mask, settings, hash_inputs=True)
    arguments = ["extract", image, mask, "--settings", settings, "--format"]
    assert table.to_json() == program(*arguments, "json").stdout
    assert str(table) == program(*arguments, "table").stdout


def test_a_missing_label_is_the_same(phantom, program: Run) -> None:
    with pytest.warns(voxtrait.DataWarning, match="label 9"):
        table = voxtrait.extract(*phantom[:2], labels=[1, 9])
    done = program("extract", *phantom[:2], "--labels", "1,9", expected_code=1)
    assert table.to_csv() == done.stdout


def test_features_and_schema_are_the_same(program: Run) -> None:
    assert voxtrait.features() == json.loads(program("list", "--json").stdout)
    assert voxtrait.schema() == json.loads(program("schema").stdout)
    for query in "mean", "glcm.joint_entropy", "TU9B":
        described = json.loads(program("describe", query, "--json").stdout)
        assert voxtrait.describe(query) == described
    assert program("--version").stdout.split()[1] == voxtrait.__version__


def test_the_installed_program_verifies_itself_without_the_ct_phantom(tmp_path: Path) -> None:
    installed = Path(sys.executable).parent / "voxtrait"
    done = subprocess.run(
        [installed, "verify", "--json"], capture_output=True, text=True, cwd=tmp_path, env={}
    )
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    verdicts = {}
    for row in report["rows"]:
        verdicts.setdefault(row["configuration"], set()).add(row["verdict"])
    assert "matched" in verdicts.pop("phantom")
    assert set(verdicts) > set("ABCDE")
    assert all(found == {"no_data"} for found in verdicts.values())
    assert report["summary"]["missed"] == 0
