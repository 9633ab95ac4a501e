"""Records what PyRadiomics gives: for random cases and for its own example settings.

Run in its own environment:

pip install 'numpy<2' SimpleITK PyWavelets pykwalify docopt six
pip install --no-deps --only-binary :all: pyradiomics==3.1.0   # Python 3.9
python run_pyradiomics.py
"""

from __future__ import annotations

import csv
import importlib.metadata
import logging
import platform
import sys
from pathlib import Path

import radiomics
import SimpleITK as sitk  # noqa: N813
from drawn_cases import CASES, draw
from example_cases import EXAMPLES, RECORDED, largest_slice
from radiomics.featureextractor import RadiomicsFeatureExtractor

HERE = Path(__file__).resolve().parent
OPTIONAL = {
    "firstorder": ("StandardDeviation",),
    "shape": ("Compactness1", "Compactness2", "SphericalDisproportion"),
    "shape2D": ("SphericalDisproportion",),
}


def placed(array, grid):
    image = sitk.GetImageFromArray(array)
    image.SetSpacing(grid.spacing)
    image.SetOrigin(grid.origin)
    image.SetDirection(grid.direction)
    return image


def extractor_of(case):
    extractor = RadiomicsFeatureExtractor(additionalInfo=False, **case.settings)
    for name, optional in OPTIONAL.items():
        if name == "shape2D" and not case.shape_2d:
            continue
        names = radiomics.getFeatureClasses()[name].getFeatureNames()
        extractor.enabledFeatures[name] = [
            n for n, deprecated in names.items() if not deprecated or n in optional
        ]
    return extractor


def values_of(case):
    """The values, or the exception that PyRadiomics raises."""
    image, mask = placed(case.image, case.image_grid), placed(case.mask, case.mask_grid)
    tolerance = case.settings.get("geometryTolerance", 1e-6)
    # PyRadiomics leaves the last tolerance set for the whole process.
    sitk.ProcessObject.SetGlobalDefaultCoordinateTolerance(tolerance)
    sitk.ProcessObject.SetGlobalDefaultDirectionTolerance(tolerance)
    try:
        values = extractor_of(case).execute(image, mask)
    except Exception as error:
        return type(error).__name__, {}
    return "", {name: repr(float(value)) for name, value in values.items()}


def write(path, columns, rows):
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n", restval="")
        writer.writeheader()
        writer.writerows(rows)


def record_random_cases() -> None:
    rows, columns = [], {}
    for index in CASES:
        case = draw(index)
        error, values = values_of(case)
        rows.append({"case": case.name, "digest": case.digest(), "error": error, **values})
        columns.update(dict.fromkeys(values))
        print(case.name, error or len(values), case.settings, file=sys.stderr)
    write(HERE / "values.csv", ["case", "digest", "error", *columns], rows)


def example_values(example):
    """The values of the original image; what other image types are enabled changes none of them."""
    extractor = RadiomicsFeatureExtractor(str(example.settings))
    extractor.enabledImagetypes = {"Original": {}}
    image, mask = (sitk.ReadImage(str(path)) for path in (example.image, example.mask))
    if example.one_slice:
        array = sitk.GetArrayFromImage(mask)
        flat = sitk.GetImageFromArray(largest_slice(array))
        flat.CopyInformation(mask)
        mask = flat
    values = extractor.execute(image, mask)
    return {k: repr(float(v)) for k, v in values.items() if k.startswith("original_")}


def record_examples() -> None:
    rows = []
    for example in EXAMPLES:
        for feature, value in example_values(example).items():
            rows.append({"case": example.name, "feature": feature, "value": value})
    write(RECORDED, ["case", "feature", "value"], rows)


def main() -> None:
    logging.getLogger("radiomics").setLevel(logging.CRITICAL)
    if sys.argv[1:] != ["examples"]:
        record_random_cases()
    record_examples()
    versions = {
        "PyRadiomics": importlib.metadata.version("pyradiomics"),
        "SimpleITK": sitk.Version.VersionString(),
        "NumPy": importlib.metadata.version("numpy"),
        "Python": platform.python_version(),
    }
    text = "".join(f"{name} {version}\n" for name, version in versions.items())
    (HERE / "versions.txt").write_text(text)


if __name__ == "__main__":
    main()
