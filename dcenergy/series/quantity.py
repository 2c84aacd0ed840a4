"""A quantity in a table: which column holds it, in which unit, and whether its numbers can be meant so."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from dcenergy.errors import SeriesError, Where
from dcenergy.language import Message
from dcenergy.series import units
from dcenergy.series.delimited import Column, Table
from dcenergy.series.numbers import numbers
from dcenergy.series.stamps import Label
from dcenergy.series.units import Kind, Unit

Floats = NDArray[np.float64]

SAMPLE = 50
"""Cells that say whether a column holds numbers."""

LONGEST_NAME = 40
"""Letters of a file's text that a message repeats."""


@dataclass(frozen=True)
class Quantity:
    """What a file of a series holds."""

    words: str  # as messages call it
    kind: Kind | None  # None: its course alone counts, in any unit
    ours: str  # unit in which it is wanted
    low: float  # usual mean of a year, in ours
    high: float
    currency: str = ""  # of a price
    guesses: tuple[str, ...] = ()  # units that are often meant where none is said
    typical: float = 1.0  # mean of most years, in ours


@dataclass(frozen=True)
class Said:
    """What the profile says of the file beside its name."""

    unit: str | None = None
    column: str | None = None
    zone: str | None = None
    label: Label | None = None


def column_of(table: Table, times: tuple[int, ...], quantity: Quantity, said: Said) -> Column:
    """Return the column that holds the quantity: named by the profile, of its unit, or the only one of numbers.

    Raises
    ------
    SeriesError
        Where none or several may be meant.
    """
    if said.column is not None:
        return table.column(said.column)
    candidates = [at for at in range(len(table.names)) if at not in times and _is_numeric(table.at(at))]
    kind = quantity.kind
    of_unit = [at for at in candidates if kind and units.named(table.names[at], kind) is not None]
    for found in (of_unit, candidates):
        if len(found) == 1:
            return table.at(found[0])
    where = Where(table.file, table.header or int(table.lines[0]))
    meant = of_unit or candidates
    if not meant:
        raise SeriesError(f"{where}: no column of numbers beside the times; give one number per hour")
    if table.header is None:
        raise SeriesError(f"{where}: several columns of numbers without names; name them in the first line")
    raise SeriesError(
        f"{where}: the {quantity.words} may be any of {len(meant)} columns, as "
        f"{' or '.join(f'`{table.names[at][:LONGEST_NAME]}`' for at in meant[:2])}; set `column` beside `file`"
    )


def _is_numeric(column: Column) -> bool:
    """Whether a column holds numbers, and does not only count the rows."""
    sample = [cell for cell in column.cells if cell][:SAMPLE]
    found = numbers(replace(column, cells=sample))
    counts = len(found) > 1 and found[0] in (0, 1) and bool((np.diff(found) == 1).all())
    return not counts and bool(np.count_nonzero(~np.isnan(found)) > len(sample) / 2)


def unit_of(column: Column, quantity: Quantity, said: Said) -> Unit | None:
    """Return the unit that the profile or the column's name says; None where neither says one.

    Raises
    ------
    SeriesError
        Where it is of another quantity or another currency.
    """
    if quantity.kind is None:
        return None
    if said.unit is not None:
        unit = units.parse(said.unit, quantity.kind)
        if unit is None:
            raise SeriesError(
                f"{column.file}: `unit: {said.unit[:40]}` is no unit of the {quantity.words}; set one as "
                f"{', '.join((quantity.ours, *quantity.guesses))}"
            )
    else:
        unit = units.named(column.name, quantity.kind)
        wrong = units.other(column.name, quantity.kind)
        if wrong is not None:
            raise SeriesError(
                f"{_head(column)}: the column `{column.name[:LONGEST_NAME]}` is in {wrong[1].text[:20]}, and "
                f"the {quantity.words} is in {quantity.ours}; set `column` beside `file`, or correct the name"
            )
    if unit is not None and quantity.currency and not units.may_be(unit, quantity.currency):
        raise SeriesError(
            f"{_head(column)}: the {quantity.words} is in {unit.text[:LONGEST_NAME]}, and the profile's currency is "
            f"{quantity.currency}; convert the file, or set `cost.currency` to that of the file"
        )
    return unit


def _head(column: Column) -> str:
    return f"{column.file}:{max(int(column.lines[0]) - 1, 1)}"


def doubts(values: Floats, column: Column, quantity: Quantity, unit: Unit | None) -> tuple[Message, ...]:
    """Return a note where the mean is not a usual one in the unit that is said.

    Raises
    ------
    SeriesError
        Where it is not a usual one and nobody says the unit: it is asked for, with a guess.
    """
    mean = float(values.mean())
    if quantity.low <= mean <= quantity.high:
        return ()
    if unit is not None:
        words = Message(
            "The {what} of {file} is {mean} {ours} on average, read as {unit}; usual is {low} to {high}. Check its "
            "unit.",
            what=Message(quantity.words),
            file=column.file.rpartition("/")[2],
            mean=f"{mean:.3g}",
            ours=quantity.ours,
            unit=unit.text[:LONGEST_NAME],
            low=f"{quantity.low:g}",
            high=f"{quantity.high:g}",
        )
        return (words.rated("stops"),)
    means = {text: _mean_in(text, quantity.kind, mean) for text in quantity.guesses}
    fits = [text for text, each in means.items() if quantity.low <= each <= quantity.high and each != 0]
    meant = min(fits, key=lambda text: abs(np.log(abs(means[text]) / quantity.typical)), default=None)
    guess = f"did you mean {meant}? Set `unit: {meant}`" if meant else f"set its unit, as `unit: {quantity.ours}`,"
    raise SeriesError(
        f"{column.file}: the {quantity.words} is between {values.min():g} and {values.max():g}, {mean:.4g} on "
        f"average; in {quantity.ours} usual is {quantity.low:g} to {quantity.high:g}; {guess} beside `file`"
    )


def _mean_in(text: str, kind: Kind | None, mean: float) -> float:
    unit = units.parse(text, kind) if kind else None
    return mean * unit.factor + unit.offset if unit else np.nan
