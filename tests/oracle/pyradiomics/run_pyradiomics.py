"""Records the values of PyRadiomics for the random cases; run in its own environment.

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
from drawn_cases import NUMBER_OF_CASES, draw
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


def main() -> None:
    logging.getLogger("radiomics").setLevel(logging.CRITICAL)
    rows, columns = [], {}
    for index in range(NUMBER_OF_CASES):
        case = draw(index)
        error, values = values_of(case)
        rows.append({"case": case.name, "digest": case.digest(), "error": error, **values})
        columns.update(dict.fromkeys(values))
        print(case.name, error or len(values), case.settings, file=sys.stderr)
    with (HERE / "values.csv").open("w", newline="") as file:
        writer = csv.DictWriter(
            file, ["case", "digest", "error", *columns], lineterminator="\n", restval=""
        )
        writer.writeheader()
        writer.writerows(rows)
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
