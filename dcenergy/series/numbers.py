"""Numbers in the cells of a column: with a point or a comma before the decimals, with or without thousands."""

from __future__ import annotations

import re

import numpy as np
from numpy.typing import NDArray

from dcenergy.errors import SeriesError
from dcenergy.printable import excerpt
from dcenergy.series.delimited import Column

Floats = NDArray[np.float64]

POINT = re.compile(r"[-+]?(\d+(\.\d*)?|\.\d+)([eE][-+]?\d+)?", re.ASCII)
COMMA = re.compile(r"[-+]?\d*,\d+([eE][-+]?\d+)?", re.ASCII)
THOUSANDS = re.compile(r"[-+]?\d{1,3}([.,'\u2019\u00a0\u202f ]\d{3})+([.,]\d+)?", re.ASCII)
MARKS = re.compile("['\u2019\u00a0\u202f ]")


def numbers(column: Column) -> Floats:
    """Return a column's numbers, NaN where a cell is none.

    A comma is a decimal one, unless a cell of the column has a point behind it or two commas.

    Raises
    ------
    SeriesError
        Where some cells have a decimal comma and some a point.

    >>> lines = np.arange(2, 4)
    >>> numbers(Column("a.csv", "x", ("0,5", ""), lines)), numbers(Column("a.csv", "x", ("1.234,5", "-7"), lines))
    (array([0.5, nan]), array([1234.5,   -7. ]))
    """
    decimal = _decimal(column)
    thousand = "," if decimal == "." else "."
    values = np.full(len(column.cells), np.nan)
    for row, cell in enumerate(column.cells):
        plain = cell
        if THOUSANDS.fullmatch(cell) and (thousand in cell or MARKS.search(cell)):
            plain = MARKS.sub("", cell).replace(thousand, "")
        plain = plain.replace(decimal, ".")
        if POINT.fullmatch(plain):
            values[row] = float(plain)
    return np.where(np.isinf(values), np.nan, values)  # what no float holds is none


def _decimal(column: Column) -> str:
    """Return the mark before the decimals of a column."""
    for cell in column.cells:
        if THOUSANDS.fullmatch(cell) and "." in cell and "," in cell:
            return max(".,", key=cell.rfind)
        if cell.count(",") > 1 and THOUSANDS.fullmatch(cell):
            return "."
    by_comma = [row for row, cell in enumerate(column.cells) if COMMA.fullmatch(cell)]
    if not by_comma:
        return "."
    by_point = [row for row, cell in enumerate(column.cells) if "." in cell and POINT.fullmatch(cell)]
    if by_point:
        comma, point = by_comma[0], by_point[0]
        raise SeriesError(
            f"{column.where(max(comma, point))}: the column `{column.name}` has decimals with a point and with a "
            f"comma, as {excerpt(column.cells[point])} and {excerpt(column.cells[comma])}; write all with a point"
        )
    return ","
