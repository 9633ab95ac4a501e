"""Images of SimpleITK, itk and nibabel: geometry, layout, lifetime, and what is refused."""

import gc
import itertools
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import voxtrait

sitk = pytest.importorskip("SimpleITK")
itk = pytest.importorskip("itk")
nibabel = pytest.importorskip("nibabel")

Array = np.ndarray
SPACING = (0.75, 1.5, 2.0)
ORIGIN = (-10.0, 20.5, 3.0)
ANGLE = np.radians(20)
OBLIQUE = np.array(
    [[np.cos(ANGLE), -np.sin(ANGLE), 0], [np.sin(ANGLE), np.cos(ANGLE), 0], [0, 0, 1]]
)
SETTINGS = {"families": ["intensity_statistics", "morphology", "glcm", "local_intensity"]}


def voxels(dtype: str = "int16") -> Array:
    return np.random.default_rng(5).integers(0, 100, (4, 6, 9)).astype(dtype)


def labels() -> Array:
    mask = np.zeros((4, 6, 9), np.uint8)
    mask[1:, 1:5, 1:8] = 1
    return mask


def placed(array: Array) -> voxtrait.Image:
    return voxtrait.Image(array, SPACING, ORIGIN, OBLIQUE)


def of_sitk(array: Array) -> Any:
    image = sitk.GetImageFromArray(array)
    image.SetSpacing(SPACING)
    image.SetOrigin(ORIGIN)
    image.SetDirection(OBLIQUE.ravel())
    return image


def of_itk(array: Array) -> Any:
    image = itk.image_from_array(array)
    image.SetSpacing(SPACING)
    image.SetOrigin(ORIGIN)
    image.SetDirection(itk.matrix_from_array(OBLIQUE))
    return image


def of_nibabel(array: Array) -> Any:
    affine = np.eye(4)
    affine[:3, :3] = OBLIQUE * SPACING
    affine[:3, 3] = ORIGIN
    return nibabel.Nifti1Image(array.T, np.diag([-1, -1, 1, 1]) @ affine, dtype=array.dtype)


LIBRARIES: dict[str, Callable[[Array], Any]] = {
    "SimpleITK": of_sitk,
    "itk": of_itk,
    "nibabel": of_nibabel,
}


def same_place(found: voxtrait.Image, expected: voxtrait.Image) -> None:
    for name in "spacing", "origin", "direction":
        assert getattr(found, name) == pytest.approx(getattr(expected, name), abs=1e-6), name


@pytest.mark.parametrize("make", LIBRARIES.values(), ids=LIBRARIES)
def test_voxels_and_geometry_are_those_of_the_library(make: Callable[[Array], Any]) -> None:
    found = voxtrait.Image(make(voxels()))
    assert (found.array == voxels()).all()
    assert found.array.dtype == np.int16
    same_place(found, placed(voxels()))


@pytest.mark.parametrize("make", LIBRARIES.values(), ids=LIBRARIES)
def test_values_are_those_of_the_array(make: Callable[[Array], Any]) -> None:
    expected = voxtrait.extract(placed(voxels()), placed(labels()), SETTINGS).to_dict()
    found = voxtrait.extract(make(voxels()), make(labels()), SETTINGS).to_dict()
    assert found == pytest.approx(expected, rel=1e-6)
    assert voxtrait.extract(make(voxels()), labels(), SETTINGS).to_dict() == found
    assert voxtrait.Mask(make(labels())).labels == {1: int(labels().sum())}


VIEWS: dict[str, Callable[[Any], Array]] = {
    "SimpleITK": sitk.GetArrayViewFromImage,
    "itk": itk.array_view_from_image,
    "nibabel": lambda image: np.asarray(image.dataobj),
}


@pytest.mark.parametrize("library", LIBRARIES)
def test_voxels_are_not_copied_and_outlive_their_image(library: str) -> None:
    source = LIBRARIES[library](voxels())
    address = VIEWS[library](source).__array_interface__["data"][0]
    found = voxtrait.Image(source).array
    assert found.__array_interface__["data"][0] == address
    del source
    gc.collect()
    filler = [np.ones_like(found) for _ in range(50)]
    assert (found == voxels()).all()
    assert len(filler) == 50


def test_changes_of_a_sitk_image_do_not_reach_what_was_made_of_it() -> None:
    source = of_sitk(voxels())
    image = voxtrait.Image(source)
    source[0, 0, 0] = 12345
    source += 1
    del source
    gc.collect()
    assert (image.array == voxels()).all()


def test_first_index_of_an_itk_region_need_not_be_zero() -> None:
    whole = of_itk(voxels("float32"))
    region = itk.ImageRegion[3]()
    region.SetIndex([2, 1, 1])
    region.SetSize([5, 4, 2])
    part = itk.region_of_interest_image_filter(whole, region_of_interest=region)
    cut = itk.extract_image_filter(
        whole, extraction_region=region, direction_collapse_to_strategy=1
    )
    assert list(itk.size(cut)) == list(itk.size(part)) == [5, 4, 2]
    assert list(cut.GetBufferedRegion().GetIndex()) == [2, 1, 1]
    same_place(voxtrait.Image(cut), voxtrait.Image(part))
    assert (voxtrait.Image(cut).array == voxels()[1:3, 1:5, 2:7]).all()


def test_the_phantom_is_the_same_by_every_library(phantom, phantom_table) -> None:
    image, mask, settings = map(str, phantom)
    for read in sitk.ReadImage, itk.imread, nibabel.load:
        assert voxtrait.extract(read(image), read(mask), settings).rows == phantom_table.rows


ORIENTATIONS = ["".join(c) for c in itertools.product("RL", "AP", "SI")] + ["PSR", "ILA", "SRA"]


@pytest.mark.parametrize("codes", ORIENTATIONS)
def test_every_orientation_of_nibabel_is_the_same_patient(codes: str, tmp_path: Path) -> None:
    def turned(array: Array) -> Any:
        image = of_nibabel(array)
        start = nibabel.io_orientation(image.affine)
        aim = nibabel.orientations.axcodes2ornt(codes)
        return image.as_reoriented(nibabel.orientations.ornt_transform(start, aim))

    expected = voxtrait.extract(placed(voxels()), placed(labels()), SETTINGS).to_dict()
    image, mask = turned(voxels()), turned(labels())
    found = voxtrait.extract(image, mask, SETTINGS)
    assert found.to_dict() == pytest.approx(expected, rel=1e-6)
    paths = tmp_path / "image.nii", tmp_path / "mask.nii.gz"
    image.to_filename(paths[0])
    mask.to_filename(paths[1])
    by_path, loaded = voxtrait.Image(paths[0]), voxtrait.Image(nibabel.load(paths[0]))
    same_place(loaded, by_path)
    assert (loaded.array == by_path.array).all()
    assert loaded.spacing == by_path.spacing  # to the bit: header's sizes, not the affine's
    assert voxtrait.extract(*paths, SETTINGS).to_dict() == pytest.approx(expected, rel=1e-5)


def test_scaled_voxels_and_units_of_nibabel(tmp_path: Path) -> None:
    image = of_nibabel(voxels("float64") * 0.5)
    image.header.set_data_dtype(np.int16)
    image.header.set_xyzt_units("micron")
    image.to_filename(tmp_path / "scaled.nii")
    found = voxtrait.Image(nibabel.load(tmp_path / "scaled.nii"))
    read = voxtrait.Image(tmp_path / "scaled.nii")
    assert found.array == pytest.approx(read.array, abs=1e-3)
    assert found.spacing == pytest.approx(np.divide(SPACING, 1000))
    assert read.spacing == pytest.approx(found.spacing)


def test_trailing_single_axes_and_planes_of_nibabel() -> None:
    one_time = nibabel.Nifti1Image(voxels().T[..., np.newaxis, np.newaxis], np.eye(4))
    assert voxtrait.Image(one_time).array.shape == (4, 6, 9)
    plane = nibabel.Nifti1Image(voxels()[0].T, np.diag([-2, -3, 1, 1]))
    assert voxtrait.Image(plane).array.shape == (1, 6, 9)
    assert voxtrait.Image(plane).spacing == (2, 3, 1)


def test_planes_of_sitk_and_itk_become_one_slice() -> None:
    for image in sitk.GetImageFromArray(voxels()[0]), itk.image_from_array(voxels()[0]):
        image.SetSpacing([2.0, 3.0])
        assert voxtrait.Image(image).array.shape == (1, 6, 9)
        assert voxtrait.Image(image).spacing == (2, 3, 1)


REFUSED = {
    "SimpleITK vector": (lambda: sitk.Image([3, 3, 3], sitk.sitkVectorFloat32, 2), "one number"),
    "SimpleITK 4D": (lambda: sitk.Image([3, 3, 3, 2], sitk.sitkFloat32), "2 or 3 dimensions"),
    "SimpleITK complex": (lambda: sitk.Image([3, 3, 3], sitk.sitkComplexFloat32), "complex"),
    "SimpleITK transform": (lambda: sitk.Transform(), "expected an image"),
    "itk colours": (
        lambda: itk.image_from_array(np.zeros((3, 3, 3, 2), np.uint8), is_vector=True),
        "one number",
    ),
    "itk transform": (lambda: itk.Euler3DTransform.New(), "expected an image"),
    "nibabel 4D": (
        lambda: nibabel.Nifti1Image(np.zeros((3, 3, 3, 2), np.uint8), np.eye(4)),
        "2 or 3 dimensions",
    ),
    "nibabel complex": (lambda: nibabel.Nifti1Image(np.zeros((3, 3, 3), "c8"), np.eye(4)), "compl"),
    "nibabel colours": (
        lambda: nibabel.Nifti1Image(
            np.zeros((3, 3, 3), [("R", "u1"), ("G", "u1"), ("B", "u1")]), np.eye(4)
        ),
        "expected integers",
    ),
    "nibabel sheared": (
        lambda: nibabel.Nifti1Image(
            np.zeros((3, 3, 3), "u1"),
            np.array([[1, 1, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1]]),
        ),
        "orthogonal",
    ),
}


@pytest.mark.parametrize(("make", "text"), REFUSED.values(), ids=REFUSED)
def test_images_that_have_no_features_are_refused_by_role(make, text: str) -> None:
    image = make()
    for role, call in {
        "image": lambda: voxtrait.Image(image),
        "mask": lambda: voxtrait.extract(voxels(), image),
    }.items():
        with pytest.raises((TypeError, voxtrait.InputError), match=text) as raised:
            call()
        assert role in str(raised.value)


@pytest.mark.parametrize("make", LIBRARIES.values(), ids=LIBRARIES)
def test_images_go_back_to_the_libraries(make: Callable[[Array], Any]) -> None:
    image = voxtrait.Image(make(voxels()))
    for twin in image.to_sitk(), image.to_nibabel():
        same_place(voxtrait.Image(twin), image)
        assert (voxtrait.Image(twin).array == image.array).all()


def test_conversion_says_what_it_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    image = placed(voxels())
    for name, convert in {"SimpleITK": image.to_sitk, "nibabel": image.to_nibabel}.items():
        monkeypatch.setitem(sys.modules, name, None)
        with pytest.raises(ImportError, match=f"pip install {name}"):
            convert()
