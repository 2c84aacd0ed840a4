"""When the samples of a table were taken: its columns of time on one clock without daylight saving."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from dcenergy.errors import SeriesError
from dcenergy.language import Message
from dcenergy.printable import excerpt
from dcenergy.series import clock, zones
from dcenergy.series.clock import Parts
from dcenergy.series.delimited import Column, Table

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
Label = Literal["start", "middle", "end"]

BEFORE_LABEL = {"start": 0.0, "middle": 0.5, "end": 1.0}
"""Steps from the start of an interval to its time."""

SHORTEST_STEP_MIN, LONGEST_STEP_MIN = 5, 60
COMMON_YEAR, LEAP_YEAR = 2001, 2004
"""What typical years, pieced from many, are read as."""

HOUR_NAMES = re.compile(r"(?<![a-z])(hours?|hr|he|hourending|hour ?ending|stunde|uhrzeit|time|anfang|von)(?![a-z])")
DATE_NAMES = {"year": ("year", "yyyy", "jahr"), "month": ("month", "mm", "mo", "monat"), "day": ("day", "dd", "dy")}


@dataclass(frozen=True, eq=False)
class Stamps:
    """Starts of the samples, in minutes since 1970 on one clock, in rising order."""

    minute: Ints
    step: int  # minutes
    zone_h: float | None  # of the clock; None where nobody says
    rows: Ints  # of the table, in this order
    notes: tuple[Message, ...]


def columns(table: Table) -> tuple[int, ...]:
    """Return which columns hold the time: one, a date and a time, or year, month, day, hour; none where none does."""
    if not table.rows:
        return ()
    first = [cell.strip() for cell in table.rows[0]]
    for at, cell in enumerate(first):
        if clock.has_time(cell):
            return (at,)
    parts = _of_parts(table)
    if parts:
        return parts
    for at, cell in enumerate(first):
        if clock.is_date(cell):
            hours = [other for other in range(len(first)) if other != at and _is_clock(table, other)]
            return (at, *hours[:1])
    return ()


def _is_clock(table: Table, at: int) -> bool:
    name, cell = table.names[at].lower(), table.rows[0][at].strip()
    start = clock.start(cell)
    return bool(re.fullmatch(r"\d{1,2}:\d\d(:\d\d)?(\s*[ap]m)?", start, re.IGNORECASE)) or (
        re.fullmatch(r"\d{1,2}", start) is not None and HOUR_NAMES.search(name.replace("_", " ")) is not None
    )


def _of_parts(table: Table) -> tuple[int, ...]:
    names = [name.lower() for name in table.names]
    found = [next((names.index(word) for word in words if word in names), None) for words in DATE_NAMES.values()]
    hour = next((names.index(word) for word in ("hour", "hr", "hh", "stunde") if word in names), None)
    minute = names.index("minute") if "minute" in names else None
    if None in found or hour is None:
        return ()
    return tuple(at for at in (*found, hour, minute) if at is not None)


def joined(table: Table, at: Sequence[int]) -> Column:
    """Return one column of times from those that hold their parts."""
    if not at:
        raise SeriesError(f"{table.file}: holds no times; give one calendar year of hours")
    parts = [table.at(each) for each in at]
    if len(parts) == 1:
        return parts[0]
    name = " ".join(part.name for part in parts)
    rows = zip(*(part.cells for part in parts), strict=True)
    if len(parts) > 2:
        cells = ["{}-{}-{} {}:{:0>2}".format(*row, *["00"] * (5 - len(row))) for row in rows]
    else:
        cells = [f"{date} {clock.start(time)}" for date, time in rows]
    return Column(table.file, name, cells, parts[0].lines)


def read(column: Column, label: Label | None = None, zone: str | None = None, missing: Bools | None = None) -> Stamps:
    """Return when the samples were taken.

    Parameters
    ----------
    label : whether times are those of their interval's start, middle or end; None: as they fill the year
    zone : of times without one of their own; None: as the column's name says, else unknown
    missing : rows without a value, which may stand in an hour that daylight saving leaves out

    Raises
    ------
    SeriesError
        Where the times cannot be read, or do not rise in equal steps.
    """
    if not column.cells:
        raise SeriesError(f"{column.file}: holds no hours; give one calendar year of hours")
    parts = clock.read(column)
    typical = is_typical(parts)
    if typical:
        leap = bool(((parts.month == 2) & (parts.day == 29)).any())
        parts = replace(parts, year=np.full_like(parts.year, LEAP_YEAR if leap else COMMON_YEAR))
    rows = np.arange(len(column.cells))
    minute, zone_h, notes, keep = _on_one_clock(column, parts, zone, missing)
    minute, rows = minute[keep], rows[keep]
    if len(minute) > 1 and (np.diff(minute) < 0).all():
        minute, rows = minute[::-1], rows[::-1]
    step = _step(column, minute, rows)
    is_period = clock.start(column.cells[0]) != column.cells[0]
    found: Label = label or ("start" if is_period else _label(parts, step))
    if label is None and found != "start":
        words = Message("The times of {file} were read as the {label} of their intervals, which so fill the year.")
        notes += (Message(words, file=_name(column), label=Message(found)),)
    return Stamps(minute - round(step * BEFORE_LABEL[found]), step, zone_h, rows, notes)


def _name(column: Column) -> str:
    return column.file.rpartition("/")[2]


def is_typical(parts: Parts) -> bool:
    """Whether January to December stand in order, of different years each: a typical year."""
    rising = bool((np.diff(parts.month) >= 0).all()) and parts.month[0] == 1 and parts.month[-1] == 12
    return rising and len(np.unique(parts.year)) > 1


def _on_one_clock(
    column: Column, parts: Parts, zone: str | None, missing: Bools | None
) -> tuple[Ints, float | None, tuple[Message, ...], Bools]:
    minute, keep = parts.minutes, np.ones(len(column.cells), dtype=bool)
    zoned = ~np.isnan(parts.zone_min)
    by_name = zones.of_name(column.name)
    if zoned.all() or (zoned.any() and by_name is None):
        if not zoned.all():
            row = int((zoned != zoned[0]).argmax())
            raise SeriesError(
                f"{column.where(row)}: the time must have a zone in every line, or in none, got "
                f"{excerpt(column.cells[row])}; correct the file"
            )
        return minute - parts.zone_min.astype(np.int64), 0.0, (), keep
    said = _zone(column, zone) if zone is not None else by_name
    if isinstance(said, ZoneInfo):
        minute, unknown = zones.to_utc(minute, said)
        wrong = unknown & ~(missing if missing is not None else np.zeros(len(minute), dtype=bool))
        if wrong.any():
            row = int(wrong.argmax())
            raise SeriesError(
                f"{column.where(row)}: {said.key} has no time {excerpt(column.cells[row])}: its clock is put forward "
                "then; set the zone of standard time, as +01:00"
            )
        return minute, 0.0, (), ~unknown
    minute, notes = _without_daylight_saving(column, minute)
    return minute, said, notes, keep


def _zone(column: Column, text: str) -> float | ZoneInfo:
    try:
        return zones.parse(text)
    except ValueError as fault:
        raise SeriesError(f"{column.file}: zone: {fault}") from fault


def _without_daylight_saving(column: Column, minute: Ints) -> tuple[Ints, tuple[Message, ...]]:
    """Return standard time where a clock is put back once, and forward once, by an hour."""
    gaps = np.diff(minute)
    step = int(np.median(gaps)) if len(gaps) else 0
    back = np.flatnonzero(gaps == step - 60)
    forth = np.flatnonzero(gaps == step + 60)
    if len(back) != 1 or len(forth) != 1 or np.any(gaps[gaps <= 0] != step - 60):
        return minute, ()
    at = np.arange(len(minute))
    between = (at > min(back[0], forth[0])) & (at <= max(back[0], forth[0]))
    summer = between if forth[0] < back[0] else ~between
    return minute - 60 * summer, (
        Message(
            "The clock of {file} is put forward at {forward} and back at {back}: its times were read as daylight "
            "saving and moved to standard time.",
            file=_name(column),
            forward=column.cells[int(forth[0]) + 1],
            back=column.cells[int(back[0]) + 1],
        ),
    )


def _step(column: Column, minute: Ints, rows: Ints) -> int:
    gaps = np.diff(minute)
    rising = gaps[gaps > 0]
    step = int(rising.min()) if len(rising) else 0
    wrong = (gaps <= 0) | (gaps % max(step, 1) != 0)
    if wrong.any():
        row = int(rows[int(wrong.argmax()) + 1])
        raise SeriesError(
            f"{column.where(row)}: times must rise in equal steps, got {excerpt(column.cells[row])}; "
            f"{_advice(minute, int(wrong.argmax()))}"
        )
    if not SHORTEST_STEP_MIN <= step <= LONGEST_STEP_MIN or LONGEST_STEP_MIN % step:
        raise SeriesError(
            f"{column.file}: samples are {step} minutes apart; a step of {SHORTEST_STEP_MIN} to {LONGEST_STEP_MIN} "
            "minutes that divides the hour belongs here"
        )
    return step


def _advice(minute: Ints, at: int) -> str:
    each = np.unique(minute, return_counts=True)[1]
    if each.min() > 1 or np.count_nonzero(each > 1) > len(each) / 2:
        return f"every time stands up to {each.max()} times: keep the rows of one place and one kind"
    if minute[at + 1] - minute[at] == 0 or -60 <= minute[at + 1] - minute[at] < 0:
        return "is this daylight saving? Set the `zone` of the times, as Europe/Berlin"
    return "sort the rows by time"


def _label(parts: Parts, step: int) -> Label:
    """Return what the times are of their intervals, so that these fill a year: their start, unless they tell else."""
    first, last = (
        int(at - at.astype("datetime64[m]").astype("datetime64[Y]").astype("datetime64[m]").astype(np.int64))
        for at in (parts.minutes.min(), parts.minutes.max())
    )
    if (parts.minute == 1440).any() or (first == step and last == 0):
        return "end"
    return "middle" if step == 60 and (first, last % 60) == (30, 30) else "start"
