"""Comparison with the reference values of the IBSI."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from voxtrait import _core
from voxtrait._arguments import threads_of
from voxtrait._errors import FileError
from voxtrait._optional import optional
from voxtrait._plugins import find_plugins

if TYPE_CHECKING:
    from pandas import DataFrame


class VerifiedValue(NamedTuple):
    """A reference value of the IBSI beside the computed one."""

    configuration: str  #: ``phantom`` or ``A`` to ``E``
    family: str
    feature: str
    ibsi_code: str
    parameter_code: str
    aggregation: str
    value: float | None  #: None where nothing was computed
    reference: float | None  #: None where the IBSI has not standardised the feature
    tolerance: float
    consensus: str
    verdict: str  #: ``matched``, ``missed``, ``not_implemented``, ``not_standardised``, ``no_data``
    reason: str


class Verification:
    """All reference values with their verdicts; made by `verify`.

    Examples
    --------
    >>> import voxtrait
    >>> result = voxtrait.verify()
    >>> result.passed, result.summary["missed"]
    (True, 0)
    """

    __module__ = "voxtrait"
    __slots__ = ("_rows",)

    def __init__(self, rows: tuple[VerifiedValue, ...]) -> None:
        self._rows = rows

    @property
    def rows(self) -> tuple[VerifiedValue, ...]:
        """All values, in the order of the reference table."""
        return self._rows

    @property
    def summary(self) -> dict[str, int]:
        """How often each verdict was given."""
        counts = dict.fromkeys(_core.VERDICTS, 0)
        for row in self._rows:
            counts[row.verdict] += 1
        return counts

    @property
    def passed(self) -> bool:
        """Whether no value was missed, and some matched."""
        return self.summary["missed"] == 0 < self.summary["matched"]

    def to_records(self) -> list[dict[str, Any]]:
        """Return a dict for each value, as ``voxtrait verify --json`` writes it.

        Returns
        -------
        list of dict
            Everything in them can be written as JSON.

        Examples
        --------
        >>> import voxtrait
        >>> voxtrait.verify().to_records()[0]["configuration"]
        'phantom'
        """
        return [row._asdict() for row in self._rows]

    def to_pandas(self) -> DataFrame:
        """Return a line for each value.

        Returns
        -------
        pandas.DataFrame
            The fields of `to_records` as columns.

        Raises
        ------
        ImportError
            If pandas is not installed.

        Examples
        --------
        >>> import voxtrait
        >>> voxtrait.verify().to_pandas()["verdict"].iloc[0]
        'matched'
        """
        pandas = optional("pandas", "to_pandas")
        frame: DataFrame = pandas.DataFrame(self._rows, columns=list(VerifiedValue._fields))
        return frame

    def __repr__(self) -> str:
        counts = ", ".join(
            f"{count} {verdict.replace('_', ' ')}"
            for verdict, count in self.summary.items()
            if count or verdict in ("matched", "missed")
        )
        return f"<voxtrait.Verification: {counts}>"


def verify(
    data: str | os.PathLike[str] | None = None,
    threads: int | None = None,
    *,
    plugins: bool = False,
) -> Verification:
    """Compare with every reference value of IBSI 1: digital phantom, configurations A to E.

    A value matches by the IBSI's rule: its difference from the reference value, cut after the
    third significant digit, is within the tolerance.

    Parameters
    ----------
    data : str or os.PathLike, optional
        Folder that holds ``ibsi/reference`` and the phantoms; VOXTRAIT_DATA, what is installed or
        the repository's ``data`` by default. The licence of the CT phantom (configurations A to E)
        forbids to install it: without it these values have the verdict ``no_data``.
    threads : int, optional
        As for `extract`.
    plugins : bool, default False
        Compare with the values that loaded plugins bring instead, by their own tolerances.

    Returns
    -------
    Verification
        Every reference value with the computed one and a verdict.

    Raises
    ------
    FileError
        If there are no reference data.

    Examples
    --------
    >>> import voxtrait
    >>> result = voxtrait.verify()
    >>> result.summary["missed"]
    0
    """
    folder = _data_folder() if data is None else Path(data)
    if plugins:
        find_plugins()
        rows = _core.verify_plugins(folder, threads_of(threads))
    else:
        rows = _core.verify(folder, threads_of(threads))
    return Verification(tuple(map(VerifiedValue._make, rows)))


def _data_folder() -> Path:
    """Return VOXTRAIT_DATA, or what lies beside the package: share/voxtrait or data."""
    chosen = os.environ.get("VOXTRAIT_DATA")
    if chosen:
        return Path(chosen)
    for folder in Path(__file__).resolve().parents[1:6]:
        for candidate in folder / "share/voxtrait", folder / "data":
            if (candidate / "ibsi/reference").is_dir():
                return candidate
    message = (
        "the reference data were not found beside the package; pass the folder that holds "
        "ibsi/reference, or set VOXTRAIT_DATA to it"
    )
    raise FileError(message, "reference.missing", "data")
