"""The values of an extraction, and the forms in which they leave."""

from __future__ import annotations

import itertools
import json
import os
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeAlias, overload

from voxtrait import _core
from voxtrait._optional import optional

if TYPE_CHECKING:
    from pandas import DataFrame

Path: TypeAlias = str | os.PathLike[str]
Layout: TypeAlias = Literal["long", "wide"]


class Row(NamedTuple):
    """One value with everything that says what it is."""

    case: str
    label: int | None  #: None when the mask has no label at all
    variant: str  #: ``original`` or the name of a filter
    family: str
    feature: str
    ibsi_code: str
    parameter_code: str
    aggregation: str
    value: float | None  #: None unless the status is ``ok``
    unit: str
    status: str
    reason: str
    aggregation_code: str  #: of the IBSI
    discretisation: str  #: short form such as ``fbn32``, empty where none applies
    name: str  #: all of this in one name, as in a wide table


_COLUMNS = Row._fields[:12]


class Table:
    """The values of an extraction, as `extract` returns them; immutable.

    The same settings give the same rows in the same order for every label. Iterating yields each
    `Row`; ``print(table)`` shows all values and a notebook shows them by family.

    Examples
    --------
    >>> import numpy as np
    >>> import voxtrait
    >>> image = np.arange(60.0).reshape(3, 4, 5)
    >>> table = voxtrait.extract(image, image >= 10, {"families": ["intensity_statistics"]})
    >>> table
    <voxtrait.Table: case '1', label 1, 18 values>
    >>> [(row.feature, row.value) for row in table if row.ibsi_code in ("Q4LE", "1GSF")]
    [('mean', 34.5), ('minimum', 10.0)]
    """

    __module__ = "voxtrait"
    __slots__ = ("_previews", "_provenance", "_rows", "_warnings")

    def __init__(
        self,
        rows: tuple[Row, ...],
        provenance: str,
        warnings: tuple[str, ...],
        previews: Mapping[int, tuple[Any, ...]] | None = None,
    ) -> None:
        self._rows = rows
        self._provenance = provenance
        self._warnings = warnings
        self._previews = dict(previews or {})

    @property
    def rows(self) -> tuple[Row, ...]:
        """All values, label after label."""
        return self._rows

    @property
    def labels(self) -> tuple[int | None, ...]:
        """The labels, in the order of the rows; ``(None,)`` when the mask is empty."""
        return tuple(dict.fromkeys(row.label for row in self._rows))

    @property
    def provenance(self) -> dict[str, Any]:
        """Version, settings and their hash, types and sizes of image and mask."""
        result: dict[str, Any] = json.loads(self._provenance)
        return result

    @property
    def warnings(self) -> tuple[str, ...]:
        """What `extract` warned of."""
        return self._warnings

    def to_dict(self, label: int | None = None) -> dict[str, float | None]:
        """Return the values of one label by name.

        Parameters
        ----------
        label : int, optional
            The label; needed only when the table holds several.

        Returns
        -------
        dict
            Name of the column, e.g. ``original_glcm_joint_entropy_3d_merged_fbn32``, to the value;
            None where there is none.

        Raises
        ------
        ValueError
            If the table holds several labels and none is chosen, or the chosen one is not there.

        Examples
        --------
        >>> import numpy as np
        >>> import voxtrait
        >>> mask = np.arange(60).reshape(3, 4, 5) // 20
        >>> table = voxtrait.extract(mask * 2.5, mask, {"families": ["intensity_statistics"]})
        >>> by_label = {label: table.to_dict(label) for label in table.labels}
        >>> by_label[2]["original_intensity_statistics_mean"]
        5.0
        """
        held = ", ".join(map(str, self.labels))
        if label is None and len(self.labels) > 1:
            raise ValueError(f"the table holds labels {held}; choose one: to_dict(label=...)")
        if label is not None and label not in self.labels:
            raise ValueError(f"the table does not hold label {label}; it holds {held}")
        return {row.name: row.value for row in self._rows if label in (None, row.label)}

    def to_records(self) -> list[dict[str, Any]]:
        """Return a dict for each value, with the columns of the long CSV as keys.

        Returns
        -------
        list of dict
            Everything in them can be written as JSON; a value that is missing is None.

        Examples
        --------
        >>> import numpy as np
        >>> import voxtrait
        >>> image = np.arange(60.0).reshape(3, 4, 5)
        >>> table = voxtrait.extract(image, image >= 10, {"families": ["intensity_statistics"]})
        >>> record = table.to_records()[0]
        >>> record["feature"], record["value"], record["unit"], record["status"]
        ('mean', 34.5, 'intensity', 'ok')
        """
        return [dict(zip(_COLUMNS, row, strict=False)) for row in self._rows]

    def to_pandas(
        self,
        layout: Layout = "long",
        *,
        metadata: Mapping[str, Any] | None = None,
        provenance: bool = False,
    ) -> DataFrame:
        """Return the table as a data frame.

        Parameters
        ----------
        layout : {"long", "wide"}, default "long"
            A line for each value, with the columns of the long CSV; or a line for each label, with
            ``case``, ``label``, ``status``, ``reason`` (the most serious ones of the label) and a
            column for each value.
        metadata : mapping, optional
            Columns to put in front, each with the same value in every line, such as
            ``{"patient": "P7", "scanner": "B"}``.
        provenance : bool, default False
            Put the columns ``voxtrait_version``, ``profile`` and ``settings_sha256`` in front.

        Returns
        -------
        pandas.DataFrame
            Values are float64 and NaN where missing, labels Int64.

        Raises
        ------
        ImportError
            If pandas is not installed.
        ValueError
            If there is no such layout, or metadata have the name of another column.

        Examples
        --------
        >>> import numpy as np
        >>> import voxtrait
        >>> mask = np.arange(60).reshape(3, 4, 5) // 20
        >>> table = voxtrait.extract(mask * 2.5, mask, {"families": ["intensity_statistics"]})
        >>> table.to_pandas("wide")[["label", "original_intensity_statistics_mean"]]
           label  original_intensity_statistics_mean
        0      1                                 2.5
        1      2                                 5.0
        """
        pandas = optional("pandas", "to_pandas")
        columns, lines, numbers = self._lines(layout)
        frame: DataFrame = pandas.DataFrame(lines, columns=columns)
        frame = frame.astype({"label": "Int64"} | dict.fromkeys(numbers, "float64"))
        added = self._added(metadata, provenance, columns)
        if not added:
            return frame
        front = {name: [value] * len(lines) for name, value in added.items()}
        joined: DataFrame = pandas.concat([pandas.DataFrame(front), frame], axis=1)
        return joined

    def to_parquet(
        self,
        path: Path,
        layout: Layout = "long",
        *,
        metadata: Mapping[str, Any] | None = None,
        provenance: bool = False,
    ) -> None:
        """Write the table as a Parquet file.

        The provenance is in the file's metadata, as JSON under the key ``voxtrait``.

        Parameters
        ----------
        path : str or os.PathLike
            File to write; it appears as a whole or not at all.
        layout, metadata, provenance
            As for `to_pandas`.

        Raises
        ------
        ImportError
            If pyarrow is not installed.
        FileError
            If the file cannot be written.
        ValueError
            As for `to_pandas`.

        Examples
        --------
        >>> import numpy as np
        >>> import voxtrait
        >>> table = voxtrait.extract(np.ones((2, 3)), np.ones((2, 3), bool))
        >>> table.to_parquet("features.parquet", "wide")  # doctest: +SKIP
        """
        parquet = optional("pyarrow.parquet", "to_parquet")
        pyarrow = optional("pyarrow", "to_parquet")
        columns, lines, numbers = self._lines(layout)
        added = self._added(metadata, provenance, columns)
        types = {"label": pyarrow.int64()} | dict.fromkeys(numbers, pyarrow.float64())
        cells = {name: [value] * len(lines) for name, value in added.items()}
        cells |= dict(zip(columns, map(list, zip(*lines, strict=True)), strict=True))
        arrays = {
            name: pyarrow.array(
                values, types.get(name, None if name in added else pyarrow.string())
            )
            for name, values in cells.items()
        }
        table = pyarrow.table(arrays, metadata={"voxtrait": self._provenance})
        buffer = pyarrow.BufferOutputStream()
        parquet.write_table(table, buffer)
        _core.write_file(path, buffer.getvalue().to_pybytes())

    @overload
    def to_csv(self, path: None = None, layout: Layout = "long") -> str: ...
    @overload
    def to_csv(self, path: Path, layout: Layout = "long") -> None: ...
    def to_csv(self, path: Path | None = None, layout: Layout = "long") -> str | None:
        """Write the table as CSV, byte for byte as ``voxtrait extract`` does.

        Parameters
        ----------
        path : str or os.PathLike, optional
            File to write; it appears as a whole or not at all. Without it the text is returned.
        layout : {"long", "wide"}, default "long"
            As for `to_pandas`.

        Returns
        -------
        str or None
            The text, unless it goes to a file.

        Raises
        ------
        FileError
            If the file cannot be written.
        ValueError
            If there is no such layout.

        Examples
        --------
        >>> import numpy as np
        >>> import voxtrait
        >>> table = voxtrait.extract(np.ones((2, 3)), np.ones((2, 3), bool))
        >>> table.to_csv().partition(",value")[0]
        'case,label,variant,family,feature,ibsi_code,parameter_code,aggregation'
        """
        return self._deliver(path, _checked(layout))

    @overload
    def to_json(self, path: None = None) -> str: ...
    @overload
    def to_json(self, path: Path) -> None: ...
    def to_json(self, path: Path | None = None) -> str | None:
        """Write provenance and records as JSON.

        Parameters
        ----------
        path : str or os.PathLike, optional
            File to write; it appears as a whole or not at all. Without it the text is returned.

        Returns
        -------
        str or None
            The text, unless it goes to a file.

        Raises
        ------
        FileError
            If the file cannot be written.

        Examples
        --------
        >>> import json
        >>> import numpy as np
        >>> import voxtrait
        >>> table = voxtrait.extract(np.ones((2, 3)), np.ones((2, 3), bool))
        >>> json.loads(table.to_json())["rows"] == table.to_records()
        True
        """
        return self._deliver(path, "json")

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[Row]:
        return iter(self._rows)

    def __str__(self) -> str:
        return _core.to_text(self._rows, self._provenance, "text")

    def __repr__(self) -> str:
        cases = ", ".join(repr(case) for case in dict.fromkeys(row.case for row in self._rows))
        labels = ", ".join(map(str, self.labels))
        missing = sum(row.value is None for row in self._rows)
        return (
            f"<voxtrait.Table: case {cases}, label{'s' * (len(self.labels) > 1)} {labels}, "
            f"{len(self._rows)} values{f', {missing} missing' if missing else ''}>"
        )

    def _repr_html_(self) -> str:
        from voxtrait import _html

        return _html.page(self._rois(), self._provenance, self._warnings, self._previews)

    def _rois(self) -> list[list[Row]]:
        """Return the rows of each case and label."""
        groups = itertools.groupby(self._rows, key=lambda row: (row.case, row.label))
        return [list(rows) for _, rows in groups]

    def _lines(self, layout: Layout) -> tuple[list[str], list[list[Any]], list[str]]:
        """Return columns, lines, and the columns that are values."""
        if _checked(layout) == "wide":
            columns, lines = self._wide()
            return columns, lines, columns[4:]
        return list(_COLUMNS), [list(row[: len(_COLUMNS)]) for row in self._rows], ["value"]

    def _added(
        self, metadata: Mapping[str, Any] | None, provenance: bool, columns: list[str]
    ) -> dict[str, Any]:
        """Return the columns that come first."""
        added = dict(metadata or {})
        if provenance:
            known = self.provenance
            added["voxtrait_version"] = known.get("version")
            added |= {name: known.get(name) for name in ("profile", "settings_sha256")}
        taken = sorted(set(added) & set(columns))
        if taken:
            raise ValueError(f"metadata: the table has a column {taken[0]!r} already")
        return added

    def _wide(self) -> tuple[list[str], list[list[Any]]]:
        """Return columns and lines of the wide layout."""
        rois = self._rois()
        lines: list[list[Any]] = []
        for rows in rois:
            worst = max(rows, key=lambda row: _core.STATUSES.index(row.status))
            values = [row.value for row in rows]
            lines.append([worst.case, worst.label, worst.status, worst.reason, *values])
        return ["case", "label", "status", "reason", *(row.name for row in rois[0])], lines

    def _deliver(self, path: Path | None, form: str) -> str | None:
        text = _core.to_text(self._rows, self._provenance, form)
        if path is None:
            return text
        _core.write_file(path, text)
        return None


def _checked(layout: Layout) -> Layout:
    if layout not in ("long", "wide"):
        raise ValueError(f'expected layout "long" or "wide", found {layout!r}')
    return layout
