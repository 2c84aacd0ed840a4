"""Dates and times as files write them, as parts: year, month, day, minute of the day, zone.

Read are the year first (2024-01-31 13:05, 2024/01/31T13:05:00Z, 20240131:1305), the day first (31.01.2024 13:05,
31/01/2024), the month first where a day above 12 in the column says so (01/31/2024 1:05 PM), names of months
(31-Jan-2024), hours to 24:00, and periods (31.01.2024 13:00 - 31.01.2024 14:00), of which the start counts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dcenergy.errors import SeriesError
from dcenergy.printable import excerpt
from dcenergy.series.delimited import Column

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
ZONES_H = {
    "Z": 0.0,
    "UTC": 0.0,
    "GMT": 0.0,
    "WET": 0.0,
    "WEST": 1.0,
    "CET": 1.0,
    "MEZ": 1.0,
    "CEST": 2.0,
    "MESZ": 2.0,
    "EET": 2.0,
    "EEST": 3.0,
    "JST": 9.0,
    "KST": 9.0,
    "AEST": 10.0,
    "PST": -8.0,
    "PDT": -7.0,
    "MST": -7.0,
    "EST": -5.0,
    "EDT": -4.0,
}
"""Zones with one meaning; CST, IST and BST have several and are asked for."""

_TIME = r"(?P<hour>\d{1,2})(?::?(?P<minute>\d\d))?(?::?(?P<second>\d\d)(?:[.,]\d+)?)?\s*(?P<half>[ap]\.?m\.?)?"
_ZONE = r"\s*\(?(?P<zone>z|[+-]\d\d(?::?\d\d)?|[a-z]{3,4})?\)?"
_DATES = (
    r"(?P<year>\d{4})(?P<mark>[-/.])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})",
    r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)",
    r"(?P<first>\d{1,2})(?P<mark>[-/.])(?P<second_part>\d{1,2})(?P=mark)(?P<year>\d{4}|\d\d)",
    r"(?P<day>\d{1,2})[-/. ]?(?P<name>[a-z]{3})[a-z]*[-/. ]?(?P<year>\d{4}|\d\d)",
)
FORMS = tuple(re.compile(rf"{date}(?:[T ,:]+{_TIME}{_ZONE})?", re.IGNORECASE) for date in _DATES)
PERIOD = re.compile(r"\s+(?:-|\u2013|to|bis)\s+")
LONGEST = 80
"""Letters of a time or a period; what is longer is none."""

FIRST_YEAR, LAST_YEAR = 1900, 2200


@dataclass(frozen=True, eq=False)
class Parts:
    """A column of times: each part as whole numbers, the zone in minutes before UTC, NaN where none is written."""

    year: Ints
    month: Ints
    day: Ints
    minute: Ints  # of the day, to 24 h
    zone_min: Floats

    @property
    def minutes(self) -> Ints:
        """Minutes since 1970, by the clock that the times are of."""
        months = (self.year - 1970) * 12 + self.month - 1
        days = months.astype("datetime64[M]").astype("datetime64[D]").astype(np.int64) + self.day - 1
        return np.asarray(days * 1440 + self.minute, dtype=np.int64)


def start(cell: str) -> str:
    """Return the start of a period, or the time that a cell is.

    >>> start("01.01.2024 00:00 - 01.01.2024 01:00")
    '01.01.2024 00:00'
    """
    return PERIOD.split(cell)[0] if len(cell) <= LONGEST else ""


def is_date(cell: str) -> bool:
    """Whether a cell begins with a date.

    >>> is_date("31.12.2024"), is_date("20130101:0000"), is_date("12.5"), is_date("-")
    (True, True, False, False)
    """
    return any(form.fullmatch(start(cell)) for form in FORMS)


def has_time(cell: str) -> bool:
    """Whether a cell is a date with a time.

    >>> has_time("2024-01-01 00:00"), has_time("2024-01-01")
    (True, False)
    """
    begins = start(cell)
    return any((found := form.fullmatch(begins)) is not None and found["hour"] is not None for form in FORMS)


def read(column: Column) -> Parts:
    """Return the parts of every time of a column.

    Raises
    ------
    SeriesError
        Where a cell is no time, or the order of day and month cannot be told.
    """
    found = [_match(column, row) for row in range(len(column.cells))]
    month_first = _month_first(column, found)
    parts = np.array([_parts(each, month_first) for each in found], dtype=np.float64).reshape(-1, 5)
    whole = parts[:, :4].astype(np.int64)
    read_ = Parts(whole[:, 0], whole[:, 1], whole[:, 2], whole[:, 3], parts[:, 4])
    _must_exist(column, read_)
    return read_


def _match(column: Column, row: int) -> re.Match[str]:
    begins = start(column.cells[row])
    for form in FORMS:
        found = form.fullmatch(begins)
        if found is not None and _zone_min(found["zone"]) is not None:
            return found
    advice = "write all times so"
    if row == 0 and len(column.cells) > 1 and is_date(column.cells[1]):
        advice = "is this a row of units? Delete it"
    raise SeriesError(
        f"{column.where(row)}: the time must be as 2024-01-31 13:05, got {excerpt(column.cells[row])}; {advice}"
    )


def _month_first(column: Column, found: Sequence[re.Match[str]]) -> bool:
    """Return whether the month stands before the day, as a number above 12 tells."""
    pairs = [
        (int(each["first"]), int(each["second_part"])) if "first" in each.re.groupindex else (0, 0) for each in found
    ]
    day_first = next((row for row, pair in enumerate(pairs) if pair[0] > len(MONTHS)), None)
    month_first = next((row for row, pair in enumerate(pairs) if pair[1] > len(MONTHS)), None)
    if day_first is not None and month_first is not None:
        raise SeriesError(
            f"{column.where(max(day_first, month_first))}: the day stands first in some lines and the month in "
            f"others, as {excerpt(column.cells[day_first])} and {excerpt(column.cells[month_first])}; write all with "
            "the year first"
        )
    return month_first is not None


def _parts(found: re.Match[str], month_first: bool) -> tuple[int, int, int, int, float]:
    said = found.groupdict()
    year = int(said["year"]) + (2000 if len(said["year"]) == 2 else 0)
    if said.get("first") is not None:
        first, second = int(said["first"]), int(said["second_part"])
        month, day = (first, second) if month_first else (second, first)
    elif said.get("name") is not None:
        name = said["name"].lower()
        month, day = MONTHS.index(name) + 1 if name in MONTHS else 0, int(said["day"])
    else:
        month, day = int(said["month"]), int(said["day"])
    zone = _zone_min(said["zone"])
    return year, month, day, minute_of_day(found) if said["hour"] else 0, np.nan if zone is None else zone


def minute_of_day(found: re.Match[str]) -> int:
    """Return the minute of a time that was found; one that cannot be is beyond the day's."""
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    if found["half"]:
        hour = hour % 12 + (12 if found["half"].lower().startswith("p") else 0)
    return hour * 60 + minute if minute < 60 else 9999


def _zone_min(text: str | None) -> float | None:
    """Return the minutes of a zone east of UTC; NaN where none is written, None where it is none."""
    if not text:
        return float("nan")
    if text.upper() in ZONES_H:
        return ZONES_H[text.upper()] * 60
    number = re.fullmatch(r"([+-])(\d\d):?(\d\d)?", text)
    if number is None:
        return None
    return (-1 if number[1] == "-" else 1) * (int(number[2]) * 60 + int(number[3] or 0))


def _must_exist(column: Column, parts: Parts) -> None:
    months = ((parts.year - 1970) * 12 + parts.month - 1).astype("datetime64[M]")
    days = (months + 1).astype("datetime64[D]") - months.astype("datetime64[D]")
    wrong = (parts.month < 1) | (parts.month > 12) | (parts.day < 1) | (parts.day > days.astype(np.int64))
    wrong |= (parts.minute > 1440) | (parts.year < FIRST_YEAR) | (parts.year > LAST_YEAR)
    if wrong.any():
        row = int(wrong.argmax())
        raise SeriesError(
            f"{column.where(row)}: there is no time {excerpt(column.cells[row])}; write it as 2024-01-31 13:05"
        )
