"""No time is compared of a program whose values differ without a known reason."""

import csv
import math

import pytest

import feature_names
import nyxus_names
from agreement import Difference, compared
from benchmark_folders import REPOSITORY
from differences import DIFFERENCES
from feature_sets import MORE, OF_PEER, SETS

KNOWN = [Difference("peer", "by another definition", "AAAA BBBB/PPPP@3D")]
REFERENCE = REPOSITORY / "data/ibsi/reference/ibsi1_reference_values.csv"


def reference_codes() -> dict[str, str]:
    """Family of each IBSI code."""
    with REFERENCE.open() as file:
        return {row["ibsi_code"]: row["family"] for row in csv.DictReader(file)}


@pytest.mark.parametrize(
    ("ours", "theirs", "agrees"),
    [
        (1.0, 1.0, True),
        (1.0, 1.0 + 9e-7, True),
        (1.0, 1.0 + 2e-6, False),
        (-3.0, 3.0, False),
        (0.0, 9e-10, True),
        (0.0, 2e-9, False),
        (1e9, 1e9 + 500, True),
        (math.nan, math.nan, True),
        (math.nan, 1.0, False),
        (1.0, math.nan, False),
        (1.0, math.inf, False),
    ],
)
def test_values_agree_within_a_millionth(ours: float, theirs: float, agrees: bool) -> None:
    found = compared({"CCCC@3D": ours}, {"CCCC@3D": theirs}, KNOWN)
    assert found.holds == agrees
    assert (found.agreed == ["CCCC@3D"]) == agrees
    assert ("CCCC@3D" in found.differing) != agrees


def test_a_known_difference_is_named_with_its_reason() -> None:
    ours = {"AAAA@3D": 1.0, "BBBB/PPPP@3D": 1.0, "CCCC@3D": 1.0}
    theirs = {"AAAA@3D": 2.0, "BBBB/PPPP@3D": 2.0, "CCCC@3D": 1.0}
    found = compared(ours, theirs, KNOWN)
    assert found.holds
    assert found.explained == {"by another definition": ["AAAA@3D", "BBBB/PPPP@3D"]}


def test_a_known_difference_of_one_value_explains_no_other() -> None:
    ours = {"BBBB/QQQQ@3D": 1.0, "CCCC@3D": 1.0}
    theirs = {"BBBB/QQQQ@3D": 2.0, "CCCC@3D": 1.0}
    assert compared(ours, theirs, KNOWN).differing == {"BBBB/QQQQ@3D": (1.0, 2.0)}


@pytest.mark.parametrize(
    ("key", "theirs", "explained"),
    [
        ("log-1:CCCC@3D", 1.0001, True),
        ("log-1:CCCC@3D", 1.001, False),
        ("CCCC@3D", 1.0001, False),
    ],
)
def test_a_difference_of_filtered_images_has_a_bound(
    key: str, theirs: float, explained: bool
) -> None:
    known = [Difference("peer", "rounded", "*", filtered=5e-4)]
    found = compared({key: 1.0}, {key: theirs}, known)
    assert bool(found.explained) == explained
    assert bool(found.differing) != explained


def test_nothing_in_common_is_no_agreement() -> None:
    found = compared({"CCCC@3D": 1.0}, {"DDDD@3D": 1.0}, [])
    assert found.only_theirs == ["DDDD@3D"]
    assert not found.holds


@pytest.mark.parametrize("family", feature_names.RADIOMICS)
def test_names_have_codes_of_their_own_family(family: str) -> None:
    families = reference_codes()
    named = {
        "firstorder": {"intensity_statistics", "intensity_histogram"},
        "ih": {"intensity_histogram"},
        "shape": {"morphology"},
        "gldm": {"ngldm"},
    }.get(family, {family})
    codes = feature_names.RADIOMICS[family].values()
    assert {families[code] for code in codes} == named
    assert len(set(codes)) == len(codes)


def test_averaged_families_are_compared_with_averages() -> None:
    assert feature_names.radiomics_key("original_glcm_Contrast") == "ACUI@3D_average"
    assert feature_names.radiomics_key("original_ngtdm_Contrast") == "65HE@3D"
    assert feature_names.radiomics_key("original_glcm_MCC") is None
    assert feature_names.radiomics_key("wavelet-LLH_glcm_Contrast") is None


@pytest.mark.parametrize("difference", DIFFERENCES, ids=lambda d: f"{d.peer}-{d.codes[:9]}")
def test_known_differences_are_of_peers_and_codes_that_exist(difference: Difference) -> None:
    assert difference.peer in OF_PEER
    assert set(difference.codes.split()) <= {*reference_codes(), "*"}
    assert "*" not in difference.codes or difference.filtered < 1e-3


def test_each_peer_has_a_set_of_features_that_says_what_it_adds() -> None:
    for names in OF_PEER.values():
        assert set(names) <= set(SETS)
        assert set(names) <= set(MORE)


def test_nyxus_names_are_those_of_its_families() -> None:
    families = reference_codes()
    for family, codes in nyxus_names.NYXUS.items():
        assert {families[code] for code in codes.values()} == {family}
