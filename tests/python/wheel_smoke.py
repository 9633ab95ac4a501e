"""What must work with nothing but the wheel and numpy: run it as a script in any folder."""

import importlib.metadata
import subprocess
import sys
from pathlib import Path

import numpy as np

import voxtrait
import voxtrait.compat.radiomics as radiomics


def main() -> None:
    image = np.arange(60.0).reshape(3, 4, 5)
    table = voxtrait.extract(image, image >= 10)
    assert table.to_dict()["original_intensity_statistics_mean"] == 34.5
    assert "<img" in table._repr_html_()
    assert (
        "original_glcm_MCC" in voxtrait.extract(image, image >= 10, profile="pyradiomics").to_dict()
    )
    assert radiomics.featureextractor.RadiomicsFeatureExtractor({"setting": {"binWidth": 5}})
    assert voxtrait.verify().passed
    for package in "pandas", "pyarrow", "SimpleITK", "itk", "nibabel":
        assert package not in sys.modules
    program = Path(sys.executable).parent / "voxtrait"
    done = subprocess.run([program, "verify"], capture_output=True, text=True, check=True, env={})
    assert "0 missed" in done.stdout or "match" in done.stdout
    files = [str(file) for file in importlib.metadata.files("voxtrait") or []]
    assert any(name.endswith("LICENSE") for name in files)
    assert not any("ct_phantom" in name for name in files)
    print(f"voxtrait {voxtrait.__version__} works with Python {sys.version.split()[0]} and numpy")


if __name__ == "__main__":
    main()
