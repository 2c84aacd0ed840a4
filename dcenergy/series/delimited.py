"""The table of a CSV file: columns between commas, semicolons, tabs or bars, numbers with a point or a comma."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from dcenergy.errors import SeriesError, Where, nearest
from dcenergy.series.raw_text import SPREADSHEET_HINT

if TYPE_CHECKING:
    import pandas as pd

Floats = NDArray[np.float64]

SEPARATORS = ",;\t|"
MISSING = ("", "-", "--", "na", "n/a", "nan", "null", "none", "#n/a", "<na>")
"""Cells without a value, in lower case."""

DECIMAL_COMMA = r"([+-]?\d*),(\d+(?:[eE][+-]?\d+)?)"
HEADER_SOUGHT_IN = 50
"""Lines in which the names of columns are looked for, to say where they are."""


def header(text: str) -> list[str]:
    """Return the names in the first line.

    >>> header("time;temp_c")
    ['time', 'temp_c']
    """
    first = text.partition("\n")[0]
    if SPREADSHEET_HINT.match(first):
        first = text.split("\n", 2)[1]
    return _fields(first)


def _fields(line: str) -> list[str]:
    return [name.strip() for name in next(csv.reader([line], delimiter=separator(line), skipinitialspace=True), [])]


def separator(line: str) -> str:
    """Return what separates the fields of a line: of comma, semicolon, tab and bar the most frequent.

    >>> separator("time;T, degC;RH")
    ';'
    """
    return max(SEPARATORS, key=line.count)


def line_of(text: str, names: Sequence[str]) -> int | None:
    """Return the line, past the first, that has all of `names`, where there is one."""
    for number, line in enumerate(text.split("\n", HEADER_SOUGHT_IN)[1:HEADER_SOUGHT_IN], start=2):
        if set(names) <= set(_fields(line)):
            return number
    return None


def table(path: Path, text: str, wanted: Sequence[str]) -> pd.DataFrame:
    """Return the cells as text, NaN where they hold nothing, each row by its line in the file.

    Raises
    ------
    SeriesError
        Where a wanted column is not there, or is there twice, or a line has another number of fields.
    """
    import pandas as pd

    lines = text.split("\n")
    skipped = 1 if SPREADSHEET_HINT.match(lines[0]) else 0
    reader = csv.reader(lines[skipped:], delimiter=separator(lines[skipped]), skipinitialspace=True)
    try:
        names = [name.strip() for name in next(reader, [])]
        _must_name(path, text, names, wanted)
        rows = []
        line = skipped + 2
        for row in reader:
            rows += [(line, row)] if row else []
            line = reader.line_num + skipped + 1
    except csv.Error as fault:
        raise SeriesError(
            f"{Where(str(path), line)}: cannot be read as CSV ({fault}); is a quote left open?"
        ) from fault
    fitted = [
        row if len(row) == len(names) else _fitted(Where(str(path), line), row, len(names)) for line, row in rows
    ]
    frame = pd.DataFrame(fitted, columns=names, index=[line for line, _ in rows], dtype=str)
    frame = frame[list(dict.fromkeys(wanted))]
    for name in frame:
        cells = frame[name].str.strip()
        frame[name] = cells.mask(cells.str.lower().isin(MISSING))
    return frame


def _must_name(path: Path, text: str, names: Sequence[str], wanted: Sequence[str]) -> None:
    where = Where(str(path), 1)
    for name in wanted:
        if names.count(name) > 1:
            raise SeriesError(f"{where}: {names.count(name)} columns are called `{name}`; give them different names")
        if name in names:
            continue
        number = line_of(text, wanted)
        if number is not None:
            above = "line" if number == 2 else f"{number - 1} lines"
            raise SeriesError(f"{where}: the names of the columns stand in line {number}; delete the {above} above")
        raise SeriesError(f"{where}: no column `{name}`; {nearest(name, names)}")


def _fitted(where: Where, row: list[str], width: int) -> list[str]:
    """Return a row without empty fields past the last column; refuse one of another length."""
    if not any(row[width:]) and len(row) > width:
        return row[:width]
    advice = "is the file cut off?"
    if len(row) > width:
        advice = (
            "are the decimals written with commas? Then separate the columns by semicolons, or write 12.5 for 12,5"
        )
    raise SeriesError(f"{where}: has {len(row)} fields, and the first line names {width} columns; {advice}")


def numbers(path: Path, cells: pd.Series[str]) -> Floats:
    """Return a column's numbers, NaN where a cell is none; a comma is a decimal one.

    Raises
    ------
    SeriesError
        Where some have a decimal comma and some a point.
    """
    import pandas as pd

    by_comma = cells.str.fullmatch(DECIMAL_COMMA).fillna(False).to_numpy(dtype=bool)
    if by_comma.any():
        by_point = cells.str.contains(".", regex=False).fillna(False).to_numpy(dtype=bool)
        if by_point.any():
            comma, point = int(by_comma.argmax()), int(by_point.argmax())
            where = Where(str(path), int(cells.index[max(comma, point)]))
            raise SeriesError(
                f"{where}: the column `{cells.name}` has decimals with a point and with a comma, as "
                f"{cells.iloc[point]!r} and {cells.iloc[comma]!r}; write all with a point"
            )
        cells = cells.str.replace(DECIMAL_COMMA, r"\1.\2", regex=True)
    values: Floats = np.asarray(pd.to_numeric(cells, errors="coerce"), dtype=np.float64)
    return values
