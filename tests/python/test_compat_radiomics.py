"""PyRadiomics' Python interface."""

import ast
import csv
import json
import logging
import math
from collections import OrderedDict
from pathlib import Path

import numpy as np
import pytest

import voxtrait
import voxtrait.compat.radiomics as radiomics
from package_data import REPOSITORY
from voxtrait.compat.radiomics import featureextractor

DATA = REPOSITORY / "data/pyradiomics"
BRAIN = str(DATA / "brain1/image.nrrd"), str(DATA / "brain1/label.nrrd")

Extractor = featureextractor.RadiomicsFeatureExtractor


def baseline(name: str, case: str) -> dict[str, str]:
    with (DATA / f"baseline/baseline_{name}.csv").open() as file:
        rows = list(csv.reader(file))
    column = rows[0].index(case)
    return {row[0]: row[column] for row in rows[1:]}


@pytest.fixture(scope="module")
def brain() -> "OrderedDict[str, object]":
    return Extractor(binWidth=25).execute(*BRAIN)


def test_the_result_has_diagnostics_and_then_the_107_features(brain) -> None:
    assert isinstance(brain, OrderedDict)
    keys = list(brain)
    features = [key for key in keys if key.startswith("original_")]
    assert len(features) == 107
    assert keys[-107:] == features
    assert all(key.startswith("diagnostics_") for key in keys[:-107])
    assert features[0] == "original_shape_Elongation"
    assert features[14] == "original_firstorder_10Percentile"
    assert features[-1] == "original_ngtdm_Strength"


def test_values_are_floats_that_json_takes(brain) -> None:
    value = brain["original_glcm_JointEntropy"]
    assert isinstance(value, float)
    assert isinstance(value, np.float64)
    assert json.loads(json.dumps(value)) == value


def test_values_may_be_arrays_as_pyradiomics_gives_them(monkeypatch) -> None:
    monkeypatch.setattr(Extractor, "arrayValues", True)
    extractor = Extractor()
    extractor.disableAllFeatures()
    extractor.enableFeaturesByName(firstorder=["Mean"])
    value = extractor.execute(*BRAIN)["original_firstorder_Mean"]
    assert isinstance(value, np.ndarray)
    assert value.shape == ()


@pytest.mark.parametrize("name", ["glcm", "firstorder", "glszm"])
def test_values_are_those_of_pyradiomics_tests(brain, name: str) -> None:
    expected = baseline(name, "brain1")
    for key, value in expected.items():
        if key.startswith("original_") and "Energy" not in key and "RootMean" not in key:
            assert brain[key] == pytest.approx(float(value), rel=1e-6, abs=1e-9), key


def test_diagnostics_are_those_of_pyradiomics(brain) -> None:
    expected = baseline("glcm", "brain1_2d")
    for key, text in expected.items():
        if not key.startswith("diagnostics_") or "Version" in key or "TestCase" in key:
            continue
        if key == "diagnostics_Configuration_Settings":
            continue
        value = brain[key]
        if isinstance(value, str):
            assert value == text
        elif isinstance(value, dict):
            assert value == ast.literal_eval(text)
        else:
            assert value == pytest.approx(ast.literal_eval(text), rel=1e-9), key
            assert isinstance(value, tuple) == text.startswith("("), key


def test_diagnostics_of_a_resampled_case_are_those_of_pyradiomics() -> None:
    extractor = Extractor(resampledPixelSpacing=[2, 2, 2])
    extractor.disableAllFeatures()
    extractor.enableFeatureClassByName("shape")
    found = extractor.execute(*BRAIN)
    expected = baseline("shape", "brain1_resampling")
    checked = 0
    for key, text in expected.items():
        if "interpolated" in key and text:
            assert found[key] == pytest.approx(ast.literal_eval(text), rel=1e-9), key
            checked += 1
    assert checked >= 12


def test_diagnostics_come_in_the_order_of_pyradiomics(brain) -> None:
    keys = [key for key in brain if key.startswith("diagnostics_")]
    names = [key.removeprefix("diagnostics_") for key in keys]
    assert names == [
        *(f"Versions_{n}" for n in ("PyRadiomics", "Numpy", "SimpleITK", "PyWavelet", "Python")),
        *("Configuration_Settings", "Configuration_EnabledImageTypes"),
        *(f"Image-original_{n}" for n in ("Hash", "Dimensionality", "Spacing", "Size")),
        *(f"Image-original_{n}" for n in ("Mean", "Minimum", "Maximum")),
        *(f"Mask-original_{n}" for n in ("Hash", "Spacing", "Size", "BoundingBox", "VoxelNum")),
        *(f"Mask-original_{n}" for n in ("VolumeNum", "CenterOfMassIndex", "CenterOfMass")),
    ]


def test_provenance_can_be_turned_off() -> None:
    extractor = Extractor()
    extractor.addProvenance(False)
    assert all(key.startswith("original_") for key in extractor.execute(*BRAIN))


def test_named_features_keep_their_order_and_those_without_value_give_no_key() -> None:
    extractor = Extractor(additionalInfo=False)
    extractor.disableAllFeatures()
    extractor.enableFeaturesByName(
        glcm=["SumAverage", "Contrast", "Dissimilarity"], firstorder=["StandardDeviation"]
    )
    result = extractor.execute(*BRAIN)
    assert list(result) == [
        "original_glcm_SumAverage",
        "original_glcm_Contrast",
        "original_firstorder_StandardDeviation",
    ]


def test_an_unknown_feature_is_an_error() -> None:
    extractor = Extractor()
    extractor.enableFeaturesByName(glcm=["Entropy"])
    with pytest.raises(LookupError, match="Entropy"):
        extractor.execute(*BRAIN)


def warnings_in(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [r.getMessage() for r in caplog.records if r.levelno == logging.WARNING]


def test_image_types_come_in_the_order_in_which_they_were_enabled_after_shape() -> None:
    extractor = Extractor(additionalInfo=False)
    extractor.disableAllImageTypes()
    extractor.enableImageTypeByName("LoG", customArgs={"sigma": [1, 2.0]})
    extractor.enableImageTypes(Original={}, Wavelet={"wavelet": "haar"}, Square={})
    result = extractor.execute(*BRAIN)
    images = list(dict.fromkeys(name.split("_")[0] for name in result))
    bands = ["LLH", "LHL", "LHH", "HLL", "HLH", "HHL", "HHH", "LLL"]
    assert images == [
        "original",  # shape
        "log-sigma-1-mm-3D",
        "log-sigma-2-0-mm-3D",
        *(f"wavelet-{band}" for band in bands),
        "square",
    ]
    assert len(result) == 14 + 93 * 12
    plain = Extractor(additionalInfo=False).execute(*BRAIN)
    assert {k: result[k] for k in plain} == plain


def test_an_image_type_has_settings_of_its_own_and_ignores_those_of_others() -> None:
    extractor = Extractor(additionalInfo=False, binWidth=25, sigma=[3.0])
    extractor.enabledFeatures = {"glcm": ["JointEntropy"]}
    extractor.enableImageTypeByName("LoG", customArgs={"binWidth": 5, "normalize": True})
    extractor.enableImageTypeByName("Gradient", customArgs={"binCount": 8, "wavelet": "none"})
    result = extractor.execute(*BRAIN)
    key = "log-sigma-3-0-mm-3D_glcm_JointEntropy"
    assert list(result) == [
        "original_glcm_JointEntropy",
        key,
        "gradient_glcm_JointEntropy",
    ]
    coarse = Extractor(additionalInfo=False, binWidth=25, sigma=[3.0])
    coarse.enabledFeatures = extractor.enabledFeatures
    coarse.enableImageTypeByName("LoG")
    assert result[key] > coarse.execute(*BRAIN)[key]


def test_all_image_types_can_be_enabled_at_once(caplog: pytest.LogCaptureFixture) -> None:
    extractor = Extractor(additionalInfo=False)
    extractor.enableAllImageTypes()
    extractor.enabledFeatures = {"firstorder": ["Mean"]}
    with caplog.at_level(logging.WARNING, logger="radiomics"):
        result = extractor.execute(*BRAIN)
    assert len(result) == len({*result}) == 1 + 6 + 8 + 3  # LoG has no sigma
    assert any("sigma" in message for message in warnings_in(caplog))
    assert any("LBP2D" in m or "Binary Pattern in 2D" in m for m in warnings_in(caplog))


def test_what_an_image_is_too_small_for_is_left_out_with_a_warning(
    caplog: pytest.LogCaptureFixture,
) -> None:
    image, mask = np.arange(3 * 9 * 9).reshape(3, 9, 9) % 17, np.ones((3, 9, 9), np.uint8)
    extractor = Extractor(additionalInfo=False, sigma=[1.0])
    extractor.enableImageTypeByName("LoG")
    with caplog.at_level(logging.WARNING, logger="radiomics"):
        result = extractor.execute(
            voxtrait.Image(image.astype(np.int16), (1, 1, 1)), voxtrait.Image(mask, (1, 1, 1))
        )
    assert all(name.startswith("original_") for name in result)
    (message,) = warnings_in(caplog)
    assert "log-sigma-1-0-mm-3D" in message


def test_functions_of_image_types_give_the_images_that_features_come_from() -> None:
    image, mask = (voxtrait.read_image(path) for path in BRAIN)
    extractor = Extractor(additionalInfo=False)
    extractor.enabledFeatures = {"firstorder": ["Mean", "Maximum"]}
    inside = np.asarray(mask.array) == 1
    for name, settings in (
        ("Wavelet", {}),
        ("LoG", {"sigma": [2]}),
        ("LBP3D", {}),
        ("Gradient", {}),
    ):
        extractor.enabledImagetypes = {name: settings}
        expected = extractor.execute(image, mask)
        function = getattr(radiomics.imageoperations, f"get{name}Image")
        found = {}
        for derived, variant, kwargs in function(image, mask, **settings):
            assert kwargs == settings
            values = np.asarray(derived.array)[inside].astype(float)
            found[f"{variant}_firstorder_Mean"] = values.mean()
            found[f"{variant}_firstorder_Maximum"] = values.max()
        assert found == pytest.approx(expected, rel=1e-9, abs=1e-12)


def test_what_is_not_there_yet_says_so() -> None:
    with pytest.raises(NotImplementedError, match="voxel"):
        Extractor().execute(*BRAIN, voxelBased=True)
    with pytest.raises(AttributeError):
        _ = radiomics.imageoperations.getFourierImage


def test_parameters_of_a_dictionary_go_before_defaults_and_keywords_before_them() -> None:
    extractor = Extractor(
        {"setting": {"binWidth": 10, "label": 1}, "featureClass": {"glcm": ["Contrast"]}},
        binWidth=5,
    )
    assert extractor.settings["binWidth"] == 5
    assert extractor.settings["padDistance"] == 5
    assert extractor.enabledFeatures == {"glcm": ["Contrast"]}
    assert extractor.enabledImagetypes == {"Original": {}}


@pytest.mark.parametrize(
    ("parameters", "place"),
    [
        ({"settings": {}}, "/settings"),
        ({"setting": {"binWith": 5}}, "/setting/binWith"),
        ({"setting": {"binWidth": 0}}, "/setting/binWidth"),
        ({"setting": {"binWidth": "wide"}}, "/setting/binWidth"),
        ({"setting": {"force2D": 1}}, "/setting/force2D"),
        ({"setting": {"distances": [1, 0]}}, "/setting/distances/1"),
        ({"setting": {"distances": 1}}, "/setting/distances"),
        ({"setting": {"interpolator": "spline"}}, "/setting/interpolator"),
        ({"setting": {"weightingNorm": "chebyshev"}}, "/setting/weightingNorm"),
        ({"setting": {"minimumROIDimensions": 4}}, "/setting/minimumROIDimensions"),
        ({"voxelSetting": {"kernelRadius": 0}}, "/voxelSetting/kernelRadius"),
        ({"featureClass": {"glmc": None}}, "/featureClass/glmc"),
        ({"featureClass": {"glcm": ["Entropy"]}}, "/featureClass/glcm"),
        ({"featureClass": None}, "/featureClass"),
        ({"imageType": {"Log": {}}}, "/imageType/Log"),
        ({"imageType": {"Original": {"binWidth": -1}}}, "/imageType/Original/binWidth"),
        ({"imageType": {"Wavelet": None}}, "/imageType/Wavelet"),
    ],
)
def test_wrong_parameters_are_refused_with_their_place(parameters, place: str) -> None:
    with pytest.raises(radiomics.SchemaError, match=place):
        Extractor(parameters)
    with pytest.raises(radiomics.SchemaError, match=place):
        Extractor().loadJSONParams(json.dumps(parameters))


def test_texts_that_are_numbers_are_taken_as_numbers() -> None:
    settings = Extractor({"setting": {"binWidth": "25"}, "voxelSetting": {"initValue": "nan"}})
    assert settings.settings["binWidth"] == 25.0
    assert math.isnan(settings.settings["initValue"])


def test_null_passes_for_any_setting() -> None:
    Extractor({"setting": dict.fromkeys(("binCount", "interpolator", "weightingNorm"))})


def test_yaml_is_read_by_version_1_2(tmp_path: Path) -> None:
    pytest.importorskip("yaml")
    file = tmp_path / "params.yaml"
    file.write_text("setting:\n  geometryTolerance: 1e-3\n  force2D: true\n")
    assert Extractor(str(file)).settings["geometryTolerance"] == 0.001
    file.write_text("setting:\n  force2D: yes\n")
    with pytest.raises(radiomics.SchemaError, match="/setting/force2D"):
        Extractor(str(file))


def test_the_modules_say_what_pyradiomics_says() -> None:
    classes = radiomics.getFeatureClasses()
    assert list(classes) == [
        "firstorder",
        "glcm",
        "gldm",
        "glrlm",
        "glszm",
        "ngtdm",
        "shape",
        "shape2D",
    ]
    counts = {n: sum(not d for d in c.getFeatureNames().values()) for n, c in classes.items()}
    assert counts == {
        "firstorder": 18,
        "glcm": 24,
        "gldm": 14,
        "glrlm": 16,
        "glszm": 16,
        "ngtdm": 5,
        "shape": 14,
        "shape2D": 9,
    }
    assert "Original" in radiomics.getImageTypes()
    assert radiomics.__version__.startswith("3.")


def test_a_feature_class_computes_alone_and_its_methods_are_documented() -> None:
    glcm = radiomics.glcm.RadiomicsGLCM(*BRAIN, binWidth=25)
    glcm.enableFeatureByName("Contrast")
    values = glcm.execute()
    assert list(values) == ["Contrast"]
    assert values["Contrast"] == pytest.approx(47.49212511442982, rel=1e-9)
    assert glcm.getContrastFeatureValue() == values["Contrast"]
    assert len(radiomics.shape.RadiomicsShape(*BRAIN).execute()) == 14
    for feature_class in radiomics.getFeatureClasses().values():
        for name in feature_class.getFeatureNames():
            assert getattr(feature_class, f"get{name}FeatureValue").__doc__
    with pytest.raises(LookupError):
        glcm.enableFeatureByName("Entropy")
    with pytest.raises(DeprecationWarning):
        glcm.getDissimilarityFeatureValue()


def test_loaded_images_are_those_that_features_are_computed_from() -> None:
    extractor = Extractor(additionalInfo=False, resampledPixelSpacing=[2, 2, 2])
    whole = extractor.execute(*BRAIN)
    image, mask = extractor.loadImage(*BRAIN, **extractor.settings)
    assert image.array.shape == mask.array.shape == (34, 39, 30)
    parts = extractor.computeShape(image, mask, None, **extractor.settings)
    parts.update(extractor.computeFeatures(image, mask, "original", **extractor.settings))
    assert parts == whole


def test_normalised_images_are_loaded_whole() -> None:
    settings = {"normalize": True, "normalizeScale": 100}
    image, mask = Extractor.loadImage(*BRAIN, **settings)
    assert image.array.shape == mask.array.shape == (25, 256, 256)
    assert image.array.dtype == np.float64
    assert image.array.mean() == pytest.approx(0.0, abs=1e-9)
    assert image.array.std(ddof=1) == pytest.approx(100.0)


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"label": 9}, "label 9"),
        ({"minimumROISize": 100000}, "minimumROISize"),
        ({"resegmentRange": [1e6]}, "[Rr]e-segmentation"),
    ],
)
def test_regions_that_pyradiomics_refuses_raise_value_error(settings, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Extractor(**settings).execute(*BRAIN)


def test_masks_that_do_not_fit_raise_as_in_pyradiomics() -> None:
    image = voxtrait.Image(np.random.default_rng(3).integers(0, 90, (6, 7, 8)).astype(np.int16))
    smaller = voxtrait.Image(np.ones((6, 7, 7), np.uint8))
    with pytest.raises(RuntimeError):
        Extractor().execute(image, smaller)
    moved = voxtrait.Image(np.ones((6, 7, 8), np.uint8), origin=(0.5, 0, 0))
    with pytest.raises(ValueError, match="geometryTolerance"):
        Extractor().execute(image, moved)
    assert Extractor(geometryTolerance=1).execute(image, moved)
    fitted = Extractor(correctMask=True).execute(image, smaller)
    assert fitted["diagnostics_Mask-corrected_VoxelNum"] == 6 * 7 * 7
    with pytest.raises(ValueError, match="Error reading image"):
        Extractor().execute("nowhere.nrrd", moved)


def test_distances_without_room_raise_runtime_error() -> None:
    image = voxtrait.Image(np.arange(60, dtype=np.int16).reshape(3, 4, 5))
    mask = voxtrait.Image(np.ones((3, 4, 5), np.uint8))
    with pytest.raises(RuntimeError, match="room"):
        Extractor(distances=[7]).execute(image, mask)


def test_a_slice_has_shape2d_features() -> None:
    voxels = np.zeros((3, 6, 6), np.uint8)
    voxels[1, 1:5, 2:5] = 1
    image = voxtrait.Image(np.arange(108, dtype=np.int16).reshape(3, 6, 6))
    extractor = Extractor(force2D=True, additionalInfo=False)
    extractor.disableAllFeatures()
    extractor.enableFeatureClassByName("shape2D")
    result = extractor.execute(image, voxtrait.Image(voxels))
    assert len(result) == 9
    assert result["original_shape2D_PixelSurface"] == 12
    with pytest.raises(ValueError, match="3"):
        extractor.execute(image, voxtrait.Image(np.ones((3, 6, 6), np.uint8)))


def test_images_of_simpleitk_are_taken_and_given_back() -> None:
    sitk = pytest.importorskip("SimpleITK")
    image, mask = (sitk.ReadImage(path) for path in BRAIN)
    extractor = Extractor(additionalInfo=False)
    result = extractor.execute(image, mask)
    assert result == extractor.execute(*BRAIN)
    loaded, _ = extractor.loadImage(image, mask, normalize=True)
    assert loaded.GetSize() == image.GetSize()
    channels = sitk.Compose(mask * 0, mask)
    assert extractor.execute(image, channels, label_channel=1) == result
    with pytest.raises(AssertionError):
        extractor.execute(image, channels, label_channel=2)
    planar = extractor.execute(image[:, :, 13], mask[:, :, 13])
    assert "original_shape_MeshVolume" not in planar
    assert math.isfinite(planar["original_glcm_Contrast"])


def test_messages_go_through_pyradiomics_logger(caplog) -> None:
    radiomics.setVerbosity(logging.ERROR)
    assert radiomics.handler.level == logging.ERROR
    radiomics.setVerbosity(logging.WARNING)
    with caplog.at_level(logging.WARNING, logger="radiomics"):
        Extractor(binCount=8)
    assert "Fixed bin Count" in caplog.text


def test_test_cases_are_found_and_never_downloaded(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="github"):
        radiomics.getTestCase("brain1", str(tmp_path))
    for name in ("brain1_image.nrrd", "brain1_label.nrrd"):
        (tmp_path / name).touch()
    assert radiomics.getTestCase("brain1", str(tmp_path))[0].endswith("brain1_image.nrrd")
    with pytest.raises(ValueError, match="brain9"):
        radiomics.getTestCase("brain9")
