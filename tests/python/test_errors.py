"""What is refused, by which exception, and what the message says."""

import copy
import pickle
from pathlib import Path

import numpy as np
import pytest

import voxtrait

IMAGE = np.arange(60.0).reshape(3, 4, 5)
MASK = np.ones((3, 4, 5), np.uint8)
MASKED = np.ma.masked_greater(IMAGE, 5)

SETTINGS = {
    "unknown key": (
        {"discretisation": {"bin_widht": 25}},
        "config.unknown_key",
        "/discretisation/bin_widht",
        "bin_width",
    ),
    "unknown section": ({"discretization": {}}, "config.unknown_key", "/discretization", "disc"),
    "out of range": (
        {"discretisation": {"method": "fixed_bin_size", "bin_width": 0}},
        "config.invalid",
        "/discretisation/bin_width",
        "found 0",
    ),
    "wrong type": ({"glcm": {"distance": "far"}}, "config.invalid", "/glcm/distance", "far"),
    "contradiction": (
        {"interpolation": {"method": "linear"}},
        "config.invalid",
        "/interpolation/spacing",
        "spacing",
    ),
    "not a number": (
        {"glcm": {"distance": np.nan}},
        "config.invalid",
        "settings",
        "JSON compliant",
    ),
    "no JSON": ({"families": {"glcm"}}, "config.invalid", "settings", "found set"),
}


@pytest.mark.parametrize(("settings", "code", "where", "text"), SETTINGS.values(), ids=SETTINGS)
def test_impossible_settings_name_the_culprit(settings, code, where, text) -> None:
    with pytest.raises(voxtrait.SettingsError, match=text) as raised:
        voxtrait.extract(IMAGE, MASK, settings)
    assert (raised.value.code, raised.value.where) == (code, where)
    assert isinstance(raised.value, ValueError)


@pytest.mark.parametrize(
    ("arguments", "where", "text"),
    [
        ({"profile": "pyradiomisc"}, "/profile", 'did you mean "pyradiomics"'),
        ({"labels": []}, "labels", "None for all"),
        ({"threads": 0}, "threads", "found 0"),
        ({"threads": -1}, "threads", "1 to 1024"),
        ({"threads": 1025}, "threads", "1 to 1024"),
    ],
)
def test_impossible_arguments(arguments, where, text) -> None:
    with pytest.raises(voxtrait.SettingsError, match=text) as raised:
        voxtrait.extract(IMAGE, MASK, **arguments)
    assert (raised.value.code, raised.value.where) == ("config.invalid", where)


TYPES = {
    "spacing of text": ({"spacing": "abc"}, r"^image: expected numbers as .*spacing.* 'abc'"),
    "a text in the spacing": ({"spacing": (1, 2, "x")}, r"^image: expected numbers .*'x'"),
    "complex spacing": ({"spacing": (1, 2, 3j)}, r"^image: expected numbers .*3j"),
    "one number as spacing": ({"spacing": 5}, r"^image: expected numbers .*found 5"),
    "fractions of threads": ({"threads": 1.5}, r"^threads: expected an integer, found 1\.5"),
    "threads as text": ({"threads": "2"}, r"^threads: expected an integer, found '2'"),
    "fractions of bytes": ({"max_memory": 1.5}, r"^max_memory: expected an integer"),
    "label as text": ({"labels": "1"}, r"^labels: expected an integer, found '1'"),
    "flag as text": ({"diagnostics": "no"}, r"^diagnostics: expected True or False, found 'no'"),
    "flag as number": ({"resample_mask": 2}, r"^resample_mask: expected True or False, found 2"),
    "flag missing": ({"hash_inputs": None}, r"^hash_inputs: expected True or False, found None"),
    "settings as list": ({"settings": [1]}, r"^settings: expected a mapping or a path"),
}


@pytest.mark.parametrize(("arguments", "text"), TYPES.values(), ids=TYPES)
def test_arguments_of_the_wrong_type_are_named(arguments, text: str) -> None:
    with pytest.raises(TypeError, match=text):
        voxtrait.extract(IMAGE, MASK, **arguments)


@pytest.mark.parametrize("label", [2**63, -(2**63) - 1, 10**30])
def test_labels_beyond_64_bits_are_refused(label: int) -> None:
    with pytest.raises(voxtrait.SettingsError, match=f"64 bits, found {label}"):
        voxtrait.extract(IMAGE, MASK, labels=label)
    with pytest.raises(voxtrait.InputError, match=r"labels below 2\^63"):
        voxtrait.extract(IMAGE, np.full(IMAGE.shape, 2**64 - 1, np.uint64))


def test_settings_are_checked_before_anything_is_read() -> None:
    with pytest.raises(voxtrait.SettingsError):
        voxtrait.extract("no.nii", "no.nii", {"none": 1})


def test_settings_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_text('{"families": ["glcm"]}')
    for place in path, str(path):
        assert {row.family for row in voxtrait.extract(IMAGE, MASK, place)} == {"glcm"}
    for content in b"{", b"\xff\xfe", b"[]", b"":
        path.write_bytes(content)
        with pytest.raises(voxtrait.SettingsError, match="JSON"):
            voxtrait.extract(IMAGE, MASK, path)
    with pytest.raises(voxtrait.FileError, match=r"none\.json"):
        voxtrait.extract(IMAGE, MASK, tmp_path / "none.json")


def test_settings_may_hold_numbers_of_numpy_and_tuples() -> None:
    plain = {"glcm": {"distance": 2}, "resegmentation": {"range": [5, 50]}, "families": ["all"]}
    other = {
        "glcm": {"distance": np.int64(2)},
        "resegmentation": {"range": np.array([5.0, 50.0])},
        "families": ("all",),
    }
    expected = voxtrait.extract(IMAGE, MASK, plain)
    assert voxtrait.extract(IMAGE, MASK, other).rows == expected.rows


ARRAYS = {
    "complex": (IMAGE.astype(complex), TypeError, "complex128"),
    "object": (IMAGE.astype(object), TypeError, "object"),
    "text": (IMAGE.astype(str), TypeError, "<U"),
    "bytes": (IMAGE.astype("S"), TypeError, r"\|S"),
    "dates": (IMAGE.astype("M8[s]"), TypeError, "datetime64"),
    "structured": (np.zeros((3, 4, 5), [("a", "f4")]), TypeError, "'a'"),
    "more than 64 bits": (IMAGE.astype(np.longdouble), TypeError, "up to 64 bits"),
    "masked": (MASKED, TypeError, "MaskedArray"),
    "list": (
        IMAGE.tolist(),
        TypeError,
        r"a path, a numpy array, a voxtrait\.Image.*nibabel, found builtins\.list",
    ),
    "nothing": (None, TypeError, "NoneType"),
    "four axes": (IMAGE[np.newaxis], voxtrait.InputError, r"\(1, 3, 4, 5\)"),
    "one axis": (IMAGE.ravel(), voxtrait.InputError, r"\(60,\)"),
    "no axis": (np.array(1.0), voxtrait.InputError, r"\(\)"),
    "no voxel": (IMAGE[:, :0], voxtrait.InputError, "at least one voxel"),
}


@pytest.mark.parametrize(("array", "kind", "text"), ARRAYS.values(), ids=ARRAYS)
def test_unusable_arrays_are_refused_by_role(array, kind, text) -> None:
    with pytest.raises(kind, match=f"^image: .*{text}"):
        voxtrait.extract(array, MASK)
    with pytest.raises(kind, match=text):
        voxtrait.extract(IMAGE, array)
    if kind is TypeError:
        with pytest.raises(kind, match=f"^mask: .*{text}"):
            voxtrait.extract(IMAGE, array)


@pytest.mark.parametrize("kind", [voxtrait.Image, voxtrait.Mask])
def test_what_is_no_image_is_refused_by_role(kind: type[voxtrait.Image]) -> None:
    role = kind.__name__.lower()
    for thing in IMAGE.tolist(), None, 3, b"image.nii", object(), {"array": IMAGE}:
        with pytest.raises(TypeError, match=rf"^{role}: expected a path, a numpy array, .*found"):
            kind(thing)  # type: ignore[arg-type]


def test_geometry_is_for_arrays_only(tmp_path: Path) -> None:
    image = voxtrait.Image(IMAGE)
    for source in image, tmp_path / "image.nii":
        for given in {"spacing": (1, 1, 1)}, {"origin": (0, 0, 0)}, {"like": image}:
            with pytest.raises(TypeError, match="geometry is for plain arrays"):
                voxtrait.Image(source, **given)
    with pytest.raises(TypeError, match="either like or"):
        voxtrait.Image(IMAGE, (1, 1, 1), like=image)


GEOMETRIES = {
    "zero spacing": ({"spacing": (1, 0, 1)}, "positive voxel spacing"),
    "negative spacing": ({"spacing": (1, 1, -2)}, "positive voxel spacing"),
    "infinite spacing": ({"spacing": (np.inf, 1, 1)}, "positive voxel spacing"),
    "two spacings": ({"spacing": (1, 1)}, "spacing along .* found 2"),
    "four spacings": ({"spacing": (1, 1, 1, 1)}, "found 4"),
    "origin": ({"origin": (0, np.nan, 0)}, "origin is not finite"),
    "short origin": ({"origin": (0,)}, "origin along .* found 1"),
    "sheared": ({"direction": [1, 0.5, 0, 0, 1, 0, 0, 0, 1]}, "orthogonal axes"),
    "short direction": ({"direction": (1, 0, 0, 1)}, "9 direction cosines, found 4"),
}


@pytest.mark.parametrize(("geometry", "text"), GEOMETRIES.values(), ids=GEOMETRIES)
def test_impossible_geometry_is_refused_at_once(geometry, text) -> None:
    with pytest.raises(voxtrait.InputError, match=text) as raised:
        voxtrait.Image(IMAGE, **geometry)
    assert raised.value.code == "geometry.invalid"


def test_spacing_beside_a_geometry_is_refused() -> None:
    with pytest.raises(TypeError, match="spacing is for two plain arrays"):
        voxtrait.extract(voxtrait.Image(IMAGE), MASK, spacing=(1, 1, 1))


def test_another_grid_is_refused_with_the_difference() -> None:
    with pytest.raises(voxtrait.InputError, match=r"image 5 x 4 x 3, mask 5 x 4 x 2") as raised:
        voxtrait.extract(IMAGE, MASK[:2])
    assert (raised.value.code, raised.value.where) == ("geometry.mismatch", "mask")
    with pytest.raises(voxtrait.InputError, match=r"(?s)origin: .* 2 mm .*resample_mask"):
        voxtrait.extract(voxtrait.Image(IMAGE), voxtrait.Image(MASK, origin=(0, 0, 2)))


@pytest.mark.parametrize("value", [0.5, np.nan, np.inf])
def test_labels_that_are_no_whole_numbers_are_refused(value: float) -> None:
    with pytest.raises(voxtrait.InputError, match="whole numbers") as raised:
        voxtrait.extract(IMAGE, np.full(IMAGE.shape, value))
    assert (raised.value.code, raised.value.where) == ("mask.invalid", "mask")


@pytest.mark.parametrize("labels", ["1", 1.5, [1, "2"], [None]])
def test_labels_are_whole_numbers(labels) -> None:
    with pytest.raises(TypeError, match="integer"):
        voxtrait.extract(IMAGE, MASK, labels=labels)


class Lazy:
    """Answers to every name, as proxies and mocks do."""

    def __getattr__(self, name: str) -> "Lazy":
        return self

    def __call__(self, *_: object) -> "Lazy":
        return self


class Hostile:
    """Fails whatever it is asked."""

    def __getattr__(self, name: str) -> object:
        raise RuntimeError(f"nobody may look at {name}")


THINGS = {
    "proxy": Lazy(),
    "hostile": Hostile(),
    "class": np.ndarray,
    "module": np,
    "function": len,
    "iterator": iter([IMAGE]),
    "scalar": np.float64(3),
    "buffer": memoryview(IMAGE),
    "ellipsis": ...,
}


@pytest.mark.parametrize("thing", THINGS.values(), ids=THINGS)
@pytest.mark.parametrize("call", [voxtrait.extract, voxtrait.inspect])
def test_objects_of_unknown_type_are_refused_by_role(call, thing) -> None:
    with pytest.raises(TypeError, match=r"^image: expected a path, a numpy array, .*, found "):
        call(thing, MASK)
    with pytest.raises(TypeError, match=r"^mask: expected a path, a numpy array, .*, found "):
        call(IMAGE, thing)


def test_unreadable_files(tmp_path: Path) -> None:
    text = tmp_path / "text.nii"
    text.write_text("this is no image")
    for path, code in [
        (tmp_path / "nowhere.nii", "io.read"),
        (text, "io.read"),
        (tmp_path, "io.read"),
        (Path(__file__), "io.unsupported"),
    ]:
        with pytest.raises(voxtrait.FileError, match=path.name) as raised:
            voxtrait.extract(path, MASK)
        assert (raised.value.code, raised.value.where) == (code, str(path))
        assert isinstance(raised.value, OSError)


def test_a_path_with_a_nul_is_refused() -> None:
    with pytest.raises(voxtrait.FileError, match="NUL"):
        voxtrait.extract("a\0b.nii", MASK)


def test_names_that_are_no_text_survive_in_errors() -> None:
    name = b"\xff.nii".decode("utf-8", "surrogateescape")
    with pytest.raises(voxtrait.FileError) as raised:
        voxtrait.read_image(name)
    assert raised.value.where == name


def test_unknown_feature_names_the_nearest() -> None:
    with pytest.raises(ValueError, match="joint_entropy"):
        voxtrait.describe("joint_entropi")


def test_errors_can_be_sent_between_processes() -> None:
    for kind in voxtrait.SettingsError, voxtrait.InputError, voxtrait.FileError, voxtrait.Error:
        error = kind("message", "some.code", "place")
        for twin in pickle.loads(pickle.dumps(error)), copy.copy(error):
            assert type(twin) is kind
            assert (str(twin), twin.code, twin.where) == ("message", "some.code", "place")
