"""voxtrait beside other extensions with an ITK of their own, in one process."""

import itertools
import subprocess
import sys

import pytest

from package_data import PHANTOM, SETTINGS

pytest.importorskip("SimpleITK")
pytest.importorskip("itk")

LIBRARIES = "voxtrait", "SimpleITK", "itk"
SCRIPT = """
import sys
image, mask, settings = sys.argv[1:]
{imports}
from voxtrait.compat.radiomics.featureextractor import RadiomicsFeatureExtractor
found = {{
    "voxtrait": voxtrait.Image(image).array,
    "SimpleITK": SimpleITK.GetArrayFromImage(SimpleITK.ReadImage(image)),
    "itk": itk.array_from_image(itk.imread(image)),
}}
assert (found["voxtrait"] == found["SimpleITK"]).all()
assert (found["voxtrait"] == found["itk"]).all()
smooth = SimpleITK.SmoothingRecursiveGaussian(SimpleITK.ReadImage(image, SimpleITK.sitkFloat32), 2)
for one in image, smooth, itk.imread(image, itk.F):
    table = voxtrait.extract(one, mask)
    assert all(row.value is not None for row in table if row.family == "glcm")
tables = [
    voxtrait.extract(read(image), read(mask), settings)
    for read in (str, SimpleITK.ReadImage, itk.imread, voxtrait.Image)
]
assert all(table.rows == tables[0].rows for table in tables)
# Interpolation is ITK's own here.
extractor = RadiomicsFeatureExtractor(resampledPixelSpacing=[1.3, 1.3, 1.3], additionalInfo=False)
results = [extractor.execute(read(image), read(mask)) for read in (str, SimpleITK.ReadImage)]
assert results[0] == results[1]
assert len(results[0]) == 107
print("side by side")
"""


@pytest.mark.parametrize("order", list(itertools.permutations(LIBRARIES)))
def test_extensions_share_a_process_in_every_order_of_import(order: tuple[str, ...]) -> None:
    script = SCRIPT.format(imports="\n".join(f"import {name}" for name in order))
    files = [PHANTOM / "image.nii.gz", PHANTOM / "mask.nii.gz", SETTINGS / "phantom.json"]
    done = subprocess.run(
        [sys.executable, "-c", script, *map(str, files)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout == "side by side\n"
