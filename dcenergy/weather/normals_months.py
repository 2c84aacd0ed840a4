"""Twelve months out of a table: which row is which, its numbers within what can be, each cell knowing its place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from dcenergy.errors import WeatherError, Where, nearest
from dcenergy.printable import excerpt, shortened
from dcenergy.series.sheet import Cell, Sheet
from dcenergy.weather.hourly import Floats
from dcenergy.weather.normals_columns import (
    ALL,
    HUMIDITIES,
    MONTH,
    MONTHLY,
    PLACE,
    SPREADS,
    TEMPERATURES,
    WORDS,
    Column,
)

MONTHS = 12

PA_SHIFT = 2
"""hPa to Pa, in decimal places: shifted and not multiplied, what is written is read again to the last digit."""


@dataclass(frozen=True)
class Months:
    """The cells of a file by column and month, and their numbers."""

    cells: Mapping[str, Sequence[Cell]]
    values: Mapping[str, Floats]

    def __contains__(self, name: str) -> bool:
        return name in self.cells

    def refuse(self, name: str, bad: NDArray[np.bool_], rule: str) -> None:
        """Raise for the first bad month of a column, if there is one."""
        months = np.flatnonzero(bad)
        if len(months):
            cell = self.cells[name][int(months[0])]
            raise WeatherError(f"{cell.where}: {name}: {rule}")


def refuse_columns(path: Path, table: Sheet) -> None:
    """Refuse columns that are not known, and a head that lacks what normals need."""
    for name, where in table.head.items():
        if name not in ALL:
            raise WeatherError(
                f"{where}: no column `{shortened(name)}` is known ({nearest(name, ALL)}); mend its name, or remove it"
            )
    first = next(iter(table.head.values()), Where(str(path), 1))
    needed = (*WORDS, *PLACE, MONTH, *TEMPERATURES)
    lacking = [name for name in needed if name not in table.head]
    if not set(HUMIDITIES) & set(table.head):
        lacking.append(f"{', '.join(list(HUMIDITIES)[:-1])} or {list(HUMIDITIES)[-1]}")
    if lacking:
        raise WeatherError(
            f"{Where(first.file, first.line)}: no column {', '.join(lacking)}; monthly normals need "
            f"{', '.join(needed)} and one humidity (docs/weather.md has an example)"
        )


def of_all(table: Sheet, name: str) -> Cell:
    """Return what all rows have in common: said in the first, and repeated or left empty below."""
    cells = [row[name] for row in table.rows if name in row]
    if not cells or (table.rows and name not in table.rows[0]):
        where = table.lines[0] if table.lines else table.head[name]
        raise WeatherError(f"{where}: {name}: is empty; the first row must say it, the others may repeat it")
    for cell in cells:
        if cell.text != cells[0].text:
            raise WeatherError(
                f"{cell.where}: {name}: {excerpt(cell.text)} here and {excerpt(cells[0].text)} in line "
                f"{cells[0].where.line}; a file holds one place, whose normals are of one source"
            )
    return cells[0]


def number(table: Sheet, cell: Cell, name: str, column: Column) -> float:
    """Return a cell's number, in Pa where the file has hPa; refuse what is none, or cannot be."""
    written = table.number(cell)
    value = float(written) if written is not None else np.nan
    if not column.low <= value <= column.high:
        raise WeatherError(
            f"{cell.where}: {name}: must be a number from {column.low:g} to {column.high:g} ({column.unit}), got "
            f"{excerpt(cell.text)}; {'write figures and a point' if written is None else column.advice(value)}"
        )
    return float(Decimal(str(written)).scaleb(PA_SHIFT)) if name.endswith("_hpa") else value


def months(path: Path, table: Sheet) -> Months:
    """Return the numbers of a table's months, in their order."""
    order = _order(path, table)
    rows = [table.rows[at] for at in order]
    lines = [table.lines[at] for at in order]
    cells: dict[str, list[Cell]] = {}
    for name in MONTHLY:
        has = [name in row for row in rows]
        optional = name not in TEMPERATURES
        if not any(has) and optional:
            continue
        if not all(has):
            month = has.index(False)
            advice = "give all twelve months, or leave the column empty" if optional else "give all twelve months"
            raise WeatherError(f"{lines[month]}: {name}: month {month + 1} has none; {advice}")
        cells[name] = [row[name] for row in rows]
    values = {
        name: np.array([number(table, cell, name, MONTHLY[name]) for cell in column])
        for name, column in cells.items()
    }
    if (SPREADS[0] in cells) != (SPREADS[1] in cells):
        given, other = SPREADS if SPREADS[0] in cells else SPREADS[::-1]
        raise WeatherError(
            f"{cells[given][0].where}: {given}: stands without {other}; give both, or neither: one alone makes a "
            "year no truer"
        )
    humidities = [name for name in HUMIDITIES if name in cells]
    if len(humidities) != 1:
        where = cells[humidities[1]][0].where if humidities else lines[0]
        rule = f"{' and '.join(humidities)} say the same twice" if humidities else "no humidity is given"
        raise WeatherError(f"{where}: {rule}; give one of {', '.join(HUMIDITIES)}, the first where you have it")
    return Months(cells, values)


def _order(path: Path, table: Sheet) -> list[int]:
    """Return which row is which month."""
    found: dict[int, int] = {}
    for at, row in enumerate(table.rows):
        cell = row.get(MONTH)
        if cell is None:
            raise WeatherError(f"{table.lines[at]}: {MONTH}: is empty; number the months 1 to 12")
        month = int(cell.text) if cell.text.isascii() and cell.text.isdigit() else 0
        if not 1 <= month <= MONTHS:
            raise WeatherError(f"{cell.where}: {MONTH}: must be 1 to 12, got {excerpt(cell.text)}")
        if month in found:
            raise WeatherError(
                f"{cell.where}: {MONTH}: {month} stands in line {table.lines[found[month]].line} too; give each "
                "month once"
            )
        found[month] = at
    missing = [month for month in range(1, MONTHS + 1) if month not in found]
    if missing:
        raise WeatherError(
            f"{path}: month {', '.join(map(str, missing))} is missing; normals have a row for each of the twelve"
        )
    return [found[month] for month in range(1, MONTHS + 1)]
