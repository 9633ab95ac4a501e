"""The instruction set that the program uses, and the limit on it."""

import pytest

from cli_case import Case
from cli_program import ALL_RIGHT, WRONG_USAGE, assert_refused, extract, run

X86 = ["avx512", "avx2", "sse4", "scalar"]


def target(limit: str | None = None) -> str:
    result = run("--version", env={} if limit is None else {"VOXTRAIT_SIMD": limit})
    assert (result.code, result.err) == (ALL_RIGHT, "")
    return result.out.split("(", 1)[1].rstrip(")\n")


def test_the_limit_is_kept() -> None:
    assert target("scalar") == "scalar"
    best = target()
    if best == "neon":
        return
    for limit in X86:
        # The best set that is within the limit and that the processor has.
        assert target(limit) == max(limit, best, key=X86.index), limit


def test_an_empty_limit_is_none() -> None:
    assert target("") == target()


@pytest.mark.parametrize("limit", ["avx", "AVX2", "none", " "])
def test_an_unknown_limit_is_refused_with_the_list(limit: str, case: Case) -> None:
    for arguments in (["--version"], ["list"], ["extract", case.image, case.mask]):
        result = run(*arguments, env={"VOXTRAIT_SIMD": limit})
        assert_refused(result, WRONG_USAGE, "VOXTRAIT_SIMD", f'"{limit}"', "scalar")


def test_every_limit_gives_the_same_table(case: Case) -> None:
    plain = extract(case.image, case.mask, env={"VOXTRAIT_SIMD": "scalar"})
    assert plain.code == ALL_RIGHT
    for limit in X86 if target() != "neon" else ["neon"]:
        assert extract(case.image, case.mask, env={"VOXTRAIT_SIMD": limit}) == plain, limit
