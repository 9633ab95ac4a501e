"""What features are computed from: the same that the extraction computes them from."""

import numpy as np
import pytest

import voxtrait

RANDOM = np.random.default_rng(8)
IMAGE = RANDOM.normal(0, 40, (7, 11, 13))
MASK = (RANDOM.random(IMAGE.shape) < 0.8).astype(np.uint8)
MASK[:, :, :2] = 0
MASK[0] = 0
SPACING = (1.0, 1.5, 2.0)
SETTINGS = {"discretisation": {"bin_number": 6}, "resegmentation": {"range": [-60, 70]}}
EVERY = ["2D_average", "2D_slice_merged", "2.5D_direction_merged", "2.5D_merged", "3D_average"]
EVERY += ["3D_merged", "2D", "2.5D", "3D"]
DIRECTIONAL = "glcm", "glrlm"
SLICEWISE = "glszm", "gldzm", "ngtdm", "ngldm"


@pytest.fixture(scope="module")
def seen() -> voxtrait.Inspection:
    return voxtrait.inspect(IMAGE, MASK, SETTINGS, spacing=SPACING)


def test_without_interpolation_the_voxels_are_those_of_the_image() -> None:
    seen = voxtrait.inspect(IMAGE, MASK, families=["glcm"])  # no margin
    assert (seen.image.array == IMAGE[1:, :, 2:]).all()
    assert (seen.mask.array == MASK[1:, :, 2:]).all()
    assert seen.image.origin == (2, 0, 1)
    assert seen.label == 1


def test_masks_are_before_and_after_resegmentation(seen: voxtrait.Inspection) -> None:
    inside = (seen.image.array >= -60) & (seen.image.array <= 70)
    assert ((seen.mask.array == 1) & inside == (seen.intensity_mask.array == 1)).all()
    assert seen.mask.labels == {1: int(MASK.sum())}


def test_levels_follow_from_edges(seen: voxtrait.Inspection) -> None:
    inside = seen.intensity_mask.array == 1
    levels = seen.levels.array
    assert levels.dtype == np.uint8
    assert (levels[~inside] == 0).all()
    expected = np.clip(np.searchsorted(seen.edges, seen.image.array[inside], "right"), 1, 6)
    assert (levels[inside] == expected).all()
    assert len(seen.edges) == 7


def test_many_levels_take_16_bits() -> None:
    seen = voxtrait.inspect(IMAGE, MASK, discretisation_bin_number=1000)
    assert seen.levels.array.dtype == np.uint16
    assert seen.levels.array.max() == 1000


def test_levels_that_are_impossible_say_why() -> None:
    seen = voxtrait.inspect(IMAGE, MASK, discretisation_method="none")
    assert "no levels" in repr(seen)
    assert len(seen.edges) == 0
    with pytest.raises(voxtrait.InputError, match="whole-number"):
        _ = seen.levels
    with pytest.raises(voxtrait.SettingsError, match="whole-number"):
        seen.matrices("glcm")


def test_geometry_leads_back_to_the_patient() -> None:
    """A linear image stays itself under linear interpolation, wherever its voxels lie."""
    turn = np.array([[0, 0, -1], [1, 0, 0], [0, -1, 0]])  # columns: stored x, y, z
    stored = voxtrait.Image(np.zeros((8, 9, 10)), (1, 2, 3), (5, -6, 7), turn)

    def positions(image: voxtrait.Image) -> np.ndarray:
        z, y, x = np.indices(image.array.shape)
        index = np.stack([x, y, z], axis=-1) * image.spacing
        return index @ np.reshape(image.direction, (3, 3)).T + image.origin

    where = positions(stored)
    values = where @ [1.0, -2.0, 0.5]
    mask = np.zeros(values.shape, np.uint8)
    mask[2:6, 2:7, 2:8] = 1
    for plane in "axial", "coronal", "sagittal", "stored":
        seen = voxtrait.inspect(
            voxtrait.Image(values, like=stored),
            mask,
            slices_plane=plane,
            interpolation_method="linear",
            interpolation_spacing=(0.8, 1.1, 0.9),
            families=["glcm"],
        )
        inside = seen.mask.array == 1
        assert inside.sum() > 100
        found = seen.image.array[inside]
        assert found == pytest.approx((positions(seen.image) @ [1.0, -2.0, 0.5])[inside])


def rows_of(seen: voxtrait.Inspection, family: str, aggregation: str) -> list[np.ndarray]:
    return [matrix.array for matrix in seen.matrices(family, aggregation)]


@pytest.mark.parametrize("aggregation", EVERY[:6])
def test_glcm_features_follow_from_the_matrices(aggregation: str, seen) -> None:
    table = voxtrait.extract(
        IMAGE, MASK, {**SETTINGS, "aggregations": [aggregation]}, spacing=SPACING
    )
    value = {row.feature: row.value for row in table if row.family == "glcm"}
    matrices = [m / m.sum() for m in rows_of(seen, "glcm", aggregation) if m.sum()]
    assert all((m == m.T).all() for m in matrices)
    energy = np.mean([np.square(m).sum() for m in matrices])
    assert value["angular_second_moment"] == pytest.approx(energy, rel=1e-12)
    assert value["joint_maximum"] == pytest.approx(np.mean([m.max() for m in matrices]), rel=1e-12)


EMPHASES = {
    "glrlm": "long_runs_emphasis",
    "glszm": "large_zone_emphasis",
    "gldzm": "large_distance_emphasis",
    "ngldm": "high_dependence_emphasis",
}


@pytest.mark.parametrize(
    ("family", "aggregation"),
    [("glrlm", a) for a in EVERY[:6]]
    + [(family, a) for family in ("glszm", "gldzm", "ngldm") for a in EVERY[6:]],
)
def test_emphases_follow_from_the_matrices(family: str, aggregation: str, seen) -> None:
    settings = {**SETTINGS, "aggregations": [aggregation], "families": [family]}
    table = voxtrait.extract(IMAGE, MASK, settings, spacing=SPACING)
    value = {row.feature: row.value for row in table}
    emphases = [
        (m * np.square(np.arange(1, m.shape[1] + 1))).sum() / m.sum()
        for m in rows_of(seen, family, aggregation)
        if m.sum()
    ]
    assert value[EMPHASES[family]] == pytest.approx(np.mean(emphases), rel=1e-12)


def test_ngtdm_holds_voxels_and_differences(seen: voxtrait.Inspection) -> None:
    (matrix,) = seen.matrices("ngtdm")
    voxels, differences = matrix.array.T
    settings = {**SETTINGS, "aggregations": ["3D"], "families": ["ngtdm"]}
    table = voxtrait.extract(IMAGE, MASK, settings, spacing=SPACING)
    value = {row.feature: row.value for row in table}
    coarseness = 1 / ((voxels / voxels.sum()) * differences).sum()
    assert value["coarseness"] == pytest.approx(coarseness, rel=1e-12)


def test_matrices_say_where_they_belong(seen: voxtrait.Inspection) -> None:
    slices = list(np.flatnonzero(seen.levels.array.any(axis=(1, 2))))
    assert slices[0] == 1  # a margin around the region, for local intensity features
    single = seen.matrices("glcm", "2D_average")
    assert len(single) == 4 * len(slices)
    assert [m.slice for m in single[::4]] == slices
    assert {m.direction for m in single} == {(1, 0, 0), (1, 1, 0), (0, 1, 0), (-1, 1, 0)}
    assert [m.direction for m in seen.matrices("glrlm")] == [None]
    along_x = next(m for m in seen.matrices("glrlm", "3D_average") if m.direction == (1, 0, 0))
    levels = seen.levels.array
    runs = sum(
        int((row[0] > 0) + ((row[1:] != row[:-1]) & (row[1:] > 0)).sum())
        for row in levels.reshape(-1, levels.shape[2])
    )
    assert along_x.values.sum() == runs
    assert [m.slice for m in seen.matrices("glszm", "2D")] == slices


@pytest.mark.parametrize(
    ("family", "aggregation", "text"),
    [
        ("morphology", None, "family with matrices .*glcm"),
        ("nothing", None, '"nothing"'),
        ("glcm", "3D", "3D_merged"),
        ("glszm", "3D_merged", "expected one of 2D, 2.5D, 3D"),
    ],
)
def test_matrices_that_do_not_exist(family, aggregation, text: str, seen) -> None:
    with pytest.raises(voxtrait.SettingsError, match=text):
        seen.matrices(family, aggregation)


@pytest.mark.parametrize("arguments", [(3,), (None,), ("glcm", 5)])
def test_names_of_matrices_are_texts(arguments, seen) -> None:
    with pytest.raises(TypeError, match="expected a name"):
        seen.matrices(*arguments)


@pytest.mark.parametrize("family", ["glcm", "glrlm", "glszm", "gldm", "ngtdm"])
def test_the_profile_pyradiomics_has_matrices_by_both_names(family: str) -> None:
    seen = voxtrait.inspect(IMAGE, MASK, profile="pyradiomics", pyradiomics_binWidth=20)
    matrices = seen.matrices(family)
    assert {matrix.family for matrix in matrices} == {f"pyradiomics_{family}"}
    assert len(matrices) == (13 if family in DIRECTIONAL else 1)
    again = seen.matrices(f"pyradiomics_{family}", matrices[0].aggregation)
    assert [(m.array == n.array).all() for m, n in zip(matrices, again, strict=True)]
    assert matrices[0].shape[0] == seen.levels.array.max() == len(seen.edges) - 1
    voxels = np.bincount(seen.levels.array.ravel())[1:]
    if family == "glszm":
        assert (matrices[0].array @ np.arange(1, matrices[0].shape[1] + 1) == voxels).all()
    elif family == "gldm":
        assert (matrices[0].array.sum(axis=1) == voxels).all()


@pytest.mark.parametrize(
    ("settings", "error", "text"),
    [
        ({"pyradiomics_label": 2}, voxtrait.InputError, "label 2 does not occur"),
        ({"pyradiomics_resegmentRange": [1e6]}, voxtrait.InputError, "one voxel at most"),
        ({"pyradiomics_minimumROISize": 10**6}, voxtrait.InputError, "minimumROISize"),
        ({"pyradiomics_resampledPixelSpacing": [1e-4] * 3}, MemoryError, None),
    ],
)
def test_the_profile_pyradiomics_says_why_there_is_nothing_to_see(settings, error, text) -> None:
    with pytest.raises(error, match=text):
        voxtrait.inspect(IMAGE, MASK, profile="pyradiomics", **settings)


def test_families_of_another_profile_have_no_matrices(seen) -> None:
    theirs = voxtrait.inspect(IMAGE, MASK, profile="pyradiomics")
    for inspection, family in (seen, "gldm"), (seen, "pyradiomics_glcm"), (theirs, "gldzm"):
        with pytest.raises(voxtrait.SettingsError, match="family with matrices"):
            inspection.matrices(family)


def test_one_label_is_looked_at() -> None:
    labels = MASK.copy()
    labels[4:] *= 3
    with pytest.raises(voxtrait.SettingsError, match="2 labels; choose one"):
        voxtrait.inspect(IMAGE, labels)
    assert voxtrait.inspect(IMAGE, labels, label=3).label == 3
    with pytest.raises(voxtrait.InputError, match="label 2 does not occur"):
        voxtrait.inspect(IMAGE, labels, label=2)
    with pytest.raises(voxtrait.InputError, match="the mask is empty"):
        voxtrait.inspect(IMAGE, labels * 0)
    with pytest.raises(voxtrait.InputError, match="left no voxel"):
        voxtrait.inspect(IMAGE, labels, label=3, resegmentation_range=(1e6, None))
    with pytest.raises(voxtrait.InputError, match="NaN"):
        voxtrait.inspect(IMAGE * np.nan, labels, label=3)


def test_arrays_outlive_the_inspection_and_cannot_be_written() -> None:
    seen = voxtrait.inspect(IMAGE, MASK)
    image = seen.image.array
    expected = image.copy()
    del seen
    assert (image == expected).all()
    with pytest.raises(ValueError, match="read-only"):
        image[0, 0, 0] = 1
