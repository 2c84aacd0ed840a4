"""A file of one quantity through a year, read into one number an hour.

Hours, parts of an hour (averaged) or twelve months, with or without times. The unit is what the profile says, else
what the name of the column says, else ours; where neither says one and the numbers are not plausible in ours, the
unit is asked for.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from dcenergy.constants import HOURS_PER_YEAR
from dcenergy.errors import SeriesError, Where
from dcenergy.language import Message
from dcenergy.printable import excerpt
from dcenergy.series import delimited, hours, raw_text, stamps, zones
from dcenergy.series.delimited import Column
from dcenergy.series.numbers import numbers
from dcenergy.series.quantity import Quantity, Said, column_of, doubts, unit_of
from dcenergy.series.stamps import COMMON_YEAR, LEAP_YEAR
from dcenergy.series.units import Unit

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

MONTHS = 12
DAYS_OF_MONTH = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
A_YEAR = {
    year * an_hour: (year, an_hour) for year in (HOURS_PER_YEAR, HOURS_PER_YEAR + 24) for an_hour in (1, 2, 4, 12)
}
"""Rows of a year without times: its hours, and how many rows make one."""


@dataclass(frozen=True, eq=False)
class Series:
    """One number an hour of a year, or one a month where the file has twelve; each with its line in the file."""

    values: Floats
    lines: Ints
    unit: str  # that was read; empty where nobody says one
    notes: tuple[Message, ...] = field(default=())


def read(path: Path, content: bytes, quantity: Quantity, said: Said, zone_h: float | None) -> Series:
    """Return the series in a file whose `content` was read from `path`.

    Parameters
    ----------
    quantity : what is wanted
    said : what the profile says of the file
    zone_h : zone of the hours that are wanted, east of UTC [h]; None: not known

    Raises
    ------
    SeriesError
        Where the file is not one year of the quantity, or does not say which unit or column it means.
    """
    text, notes = raw_text.text(raw_text.plain(path, content, f"a file of the {quantity.words}"))
    table = delimited.any_table(path, text)
    times = stamps.columns(table)
    column = column_of(table, times, quantity, said)
    values = numbers(column)
    _must_be_numbers(column, values, quantity)
    unit = unit_of(column, quantity, said)
    if times and len(table.rows) != MONTHS:
        found = _timed(path, stamps.joined(table, times), column, values, unit, said, zone_h)
    else:
        found = _rows(path, column, values, unit, _moved_h(path, said, zone_h))
    return replace(found, notes=(*notes, *found.notes, *doubts(found.values, column, quantity, unit)))


def _must_be_numbers(column: Column, values: Floats, quantity: Quantity) -> None:
    for row in np.flatnonzero(np.isnan(values)).tolist():
        if column.cells[row]:
            raise SeriesError(
                f"{column.where(row)}: must be one number, got {excerpt(column.cells[row])}; correct the "
                f"{quantity.words}"
            )


def _converted(values: Floats, unit: Unit | None, step_min: int) -> Floats:
    if unit is None:
        return values
    return np.asarray(values * unit.factor / (step_min / 60 if unit.per_step else 1.0) + unit.offset)


def _timed(
    path: Path, times: Column, column: Column, values: Floats, unit: Unit | None, said: Said, zone_h: float | None
) -> Series:
    """Return the hours of numbers with times."""
    taken = stamps.read(times, said.label, said.zone, np.isnan(values))
    if taken.zone_h is not None and zone_h is None:
        raise SeriesError(
            f"{path}: its times are at UTC{taken.zone_h:+g} h, and the zone of the site is not known; set "
            "`site.utc_offset_h`"
        )
    moved_h = 0.0 if taken.zone_h is None or zone_h is None else zone_h - taken.zone_h
    samples = hours.of_year(path, taken.minute + round(moved_h * 60), taken.step)
    means = hours.mean(_converted(values, unit, taken.step)[taken.rows], samples)
    whole = _whole(path, means, hours.lines(column.lines[taken.rows], samples), unit)
    return replace(whole, notes=(*taken.notes, *samples.notes, *samples.overlap, *whole.notes))


def _moved_h(path: Path, said: Said, zone_h: float | None) -> float:
    """Return by how many hours rows without times are moved to the zone that is wanted."""
    if said.label is not None:
        raise SeriesError(f"{path}: `label` says what times are of, and the file has none; remove it")
    if said.zone is None:
        return 0.0
    try:
        zone = zones.parse(said.zone)
    except ValueError as fault:
        raise SeriesError(f"{path}: zone: {fault}") from fault
    if isinstance(zone, ZoneInfo) or zone_h is None:
        raise SeriesError(
            f"{path}: has no times, which `zone: {said.zone[:40]}` could be of; set an offset, as +01:00, and "
            "`site.utc_offset_h`, or remove it"
        )
    return zone_h - zone


def _rows(path: Path, column: Column, values: Floats, unit: Unit | None, moved_h: float) -> Series:
    """Return the hours of rows without times, or their months."""
    if len(values) == MONTHS:
        return _whole(path, _converted(values, unit, 60), column.lines, unit)
    if len(values) not in A_YEAR:
        raise SeriesError(
            f"{path}: holds {len(values)} numbers (lines {int(column.lines[0])} to {int(column.lines[-1])}) and no "
            f"times; give one per hour, {HOURS_PER_YEAR} or {HOURS_PER_YEAR + 24}, or times beside them"
        )
    year, an_hour = A_YEAR[len(values)]
    step = 60 // an_hour
    first = np.datetime64(f"{COMMON_YEAR if year == HOURS_PER_YEAR else LEAP_YEAR}-01-01", "m").astype(np.int64)
    samples = hours.of_year(path, first + np.arange(len(values)) * step + round(moved_h * 60), step)
    means = hours.mean(_converted(values, unit, step), samples)
    return _whole(path, means, hours.lines(column.lines, samples), unit)


def _whole(path: Path, means: Floats, lines: Ints, unit: Unit | None) -> Series:
    """Return the series with its short gaps interpolated; refuse long ones."""
    filled = hours.bridged(means) if len(means) > MONTHS else means
    missing = np.flatnonzero(np.isnan(filled))
    if len(missing):
        raise SeriesError(
            f"{Where(str(path), int(lines[missing[0]]))}: {len(missing)} hours or months have no number, the first "
            f"is number {int(missing[0]) + 1} of the year; give one calendar year, with gaps of at most "
            f"{hours.LONGEST_GAP_H} hours"
        )
    gaps = int(np.count_nonzero(np.isnan(means)))
    note = Message.counted(
        gaps,
        "{count} hour without a number in {file} was interpolated.",
        "{count} hours without a number in {file} were interpolated.",
        file=path.name,
    )
    return Series(filled, lines, unit.text if unit else "", (note,) if gaps else ())


def of_months(monthly: Floats, leap: bool = False) -> Floats:
    """Return hours of a year that each take their month's number.

    >>> of_months(np.arange(12.0))[[743, 744]].tolist()
    [0.0, 1.0]
    """
    days = np.array(DAYS_OF_MONTH) + (np.arange(MONTHS) == 1) * leap
    return np.repeat(monthly, days * 24)
