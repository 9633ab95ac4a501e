"""Records the arrays that PyRadiomics computes features from, for some of the random cases.

Run as run_pyradiomics.py is, in the same environment.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import SimpleITK as sitk  # noqa: N813
from array_cases import ARRAY_CASES, CLASSES
from drawn_cases import draw
from radiomics import getFeatureClasses, imageoperations
from radiomics.featureextractor import RadiomicsFeatureExtractor

from run_pyradiomics import placed

HERE = Path(__file__).resolve().parent


class Recorder(RadiomicsFeatureExtractor):
    """Keeps what feature classes get instead of computing features."""

    def computeShape(self, image, mask, boundingBox, **settings):  # noqa: N802, N803
        _, cropped = imageoperations.cropToTumorMask(image, mask, boundingBox)
        self.kept["shape_mask"] = sitk.GetArrayFromImage(cropped) == settings["label"]
        return {}

    def computeFeatures(self, image, mask, _name, **settings):  # noqa: N802
        kept = self.kept
        kept["image"] = sitk.GetArrayFromImage(image)
        kept["mask"] = sitk.GetArrayFromImage(mask) == settings["label"]
        kept["spacing"], kept["origin"] = image.GetSpacing(), image.GetOrigin()
        kept["direction"] = image.GetDirection()
        kept["levels"], kept["edges"] = imageoperations.binImage(
            kept["image"], kept["mask"], **settings
        )
        for name in CLASSES:
            features = getFeatureClasses()[name](image, mask, **settings)
            features._initCalculation()
            kept[name] = getattr(features, f"P_{name}")[0]
            if "jvector" in features.coefficients:
                kept[f"{name}_columns"] = features.coefficients["jvector"]
        return {}


def arrays_of(case):
    recorder = Recorder(additionalInfo=False, **case.settings)
    recorder.kept = {}
    image, mask = placed(case.image, case.image_grid), placed(case.mask, case.mask_grid)
    recorder.execute(image, mask)
    return recorder.kept


def main() -> None:
    arrays = {}
    for index in ARRAY_CASES:
        for name, array in arrays_of(draw(index)).items():
            arrays[f"{index:03d}/{name}"] = np.asarray(array)
    np.savez_compressed(HERE / "arrays.npz", **arrays)


if __name__ == "__main__":
    main()
