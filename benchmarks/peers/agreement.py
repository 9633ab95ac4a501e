"""Whether two programs computed the same: nothing is compared in time that differs in value.

Values are matched by IBSI code, parameter and aggregation. They agree within 1e-6 of the larger
one; a value that does not must be listed in `differences.py` with the reason, and everything that
is listed is reported.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

TOLERANCE = 1e-6
NEAR_ZERO = 1e-9


@dataclass(frozen=True)
class Difference:
    """Codes for which a peer differs from IBSI, or from what voxtrait takes it to say."""

    peer: str
    why: str
    codes: str  # IBSI codes; `*` for all; with aggregation or parameter where it matters
    filtered: float = math.inf  # in filtered images alone, up to this relative difference

    def names(self, key: str, ours: float = 0.0, theirs: float = math.inf) -> bool:
        """Whether it is about this value."""
        image, _, name = key.rpartition(":")
        if math.isfinite(self.filtered):
            near = abs(ours - theirs) <= self.filtered * max(abs(ours), abs(theirs))
            if not (image and near):
                return False
        code = name.partition("@")[0].partition("/")[0]
        return bool({"*", code, name} & set(self.codes.split()))


@dataclass
class Agreement:
    """What came of a comparison."""

    agreed: list[str] = field(default_factory=list)
    explained: dict[str, list[str]] = field(default_factory=dict)  # keys by reason
    differing: dict[str, tuple[float, float]] = field(default_factory=dict)  # ours, theirs
    only_theirs: list[str] = field(default_factory=list)

    @property
    def holds(self) -> bool:
        """Whether times may be compared: something agrees and nothing is unexplained."""
        return bool(self.agreed) and not self.differing


def same(ours: float, theirs: float) -> bool:
    """Equal within the tolerance; undefined equals undefined, infinity only itself."""
    if not (math.isfinite(ours) and math.isfinite(theirs)):
        return ours == theirs or (math.isnan(ours) and math.isnan(theirs))
    larger = max(abs(ours), abs(theirs))
    return abs(ours - theirs) <= max(TOLERANCE * larger, NEAR_ZERO)


def explain(
    result: Agreement, key: str, values: tuple[float, float], known: Sequence[Difference]
) -> None:
    """Sort a value that differs under the reason why."""
    reason = next((d.why for d in known if d.names(key, *values)), None)
    if reason is None:
        result.differing[key] = values
    else:
        result.explained.setdefault(reason, []).append(key)


def compared(
    ours: Mapping[str, float], theirs: Mapping[str, float], known: Sequence[Difference]
) -> Agreement:
    """Compare all values of a peer."""
    result = Agreement()
    for key, value in sorted(theirs.items()):
        if key not in ours:
            if not math.isnan(value):
                result.only_theirs.append(key)
        elif same(ours[key], value):
            result.agreed.append(key)
        else:
            explain(result, key, (ours[key], value), known)
    return result
