"""Records what PyRadiomics gives for its image types: drawn cases, brain1, lung1 and the examples.

Run in its own environment:

pip install 'numpy<2' SimpleITK PyWavelets pykwalify docopt six scikit-image scipy trimesh
pip install --no-deps --only-binary :all: pyradiomics==3.1.0   # Python 3.9
python run_image_types.py
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import json
import logging
import platform
import sys
import warnings
from pathlib import Path

import SimpleITK as sitk  # noqa: N813
from example_cases import EXAMPLES, largest_slice
from image_type_cases import CASES, DATA, EVERY_TYPE, draw_case
from radiomics.featureextractor import RadiomicsFeatureExtractor

from run_pyradiomics import placed, write

HERE = Path(__file__).resolve().parent
CLASSES = ("firstorder", "glcm", "gldm", "glrlm", "glszm", "ngtdm")
PACKAGES = ("pyradiomics", "SimpleITK", "numpy", "PyWavelets", "scikit-image", "scipy", "trimesh")


def by_image(values):
    """The values of each image, by image and feature; shape and diagnostics are left out."""
    found = {}
    for key, value in values.items():
        image, feature = key.split("_", 1)
        if feature.split("_")[0] in CLASSES:
            found.setdefault(image, {})[feature] = f"{float(value):.12g}"
    return found


def execute(image, mask, settings, types):
    extractor = RadiomicsFeatureExtractor(additionalInfo=False, **settings)
    extractor.enabledImagetypes = types
    extractor.enabledFeatures = {name: [] for name in CLASSES}
    return extractor.execute(image, mask)


def drawn_values(index):
    case, types = draw_case(index)
    tolerance = case.settings.get("geometryTolerance", 1e-6)
    # PyRadiomics leaves the last tolerance set for the whole process.
    sitk.ProcessObject.SetGlobalDefaultCoordinateTolerance(tolerance)
    sitk.ProcessObject.SetGlobalDefaultDirectionTolerance(tolerance)
    image, mask = placed(case.image, case.image_grid), placed(case.mask, case.mask_grid)
    digest = hashlib.sha1((case.digest() + json.dumps(types)).encode()).hexdigest()
    try:
        return digest, "", by_image(execute(image, mask, case.settings, types))
    except Exception as error:
        return digest, type(error).__name__, {}


def example_values(example):
    """All values of an example file, under all of its image types."""
    image, mask = (sitk.ReadImage(str(path)) for path in (example.image, example.mask))
    if example.one_slice:
        flat = sitk.GetImageFromArray(largest_slice(sitk.GetArrayFromImage(mask)))
        flat.CopyInformation(mask)
        mask = flat
    return by_image(RadiomicsFeatureExtractor(str(example.settings)).execute(image, mask))


def rows_of(case, digest, error, images):
    if not images:
        return [{"case": case, "digest": digest, "error": error}]
    return [{"case": case, "digest": digest, "image": i, **v} for i, v in images.items()]


def main() -> None:
    logging.getLogger("radiomics").setLevel(logging.CRITICAL)
    warnings.simplefilter("ignore")
    rows = []
    for index in CASES:
        digest, error, images = drawn_values(index)
        rows += rows_of(str(index), digest, error, images)
        print(index, error or list(images), file=sys.stderr)
    for name in ("brain1", "lung1"):
        image, mask = (str(DATA / name / f"{what}.nrrd") for what in ("image", "label"))
        rows += rows_of(name, "", "", by_image(execute(image, mask, {}, EVERY_TYPE)))
    for example in EXAMPLES:
        rows += rows_of(example.name, "", "", example_values(example))
        print(example.name, file=sys.stderr)
    features = dict.fromkeys(f for row in rows for f in row)
    columns = ["case", "digest", "error", "image"]
    write(HERE / "image_types.csv", [*columns, *(f for f in features if f not in columns)], rows)
    versions = {name: importlib.metadata.version(name) for name in PACKAGES}
    text = "".join(
        f"{k} {v}\n" for k, v in {**versions, "Python": platform.python_version()}.items()
    )
    (HERE / "image_types_versions.txt").write_text(text)


if __name__ == "__main__":
    main()
