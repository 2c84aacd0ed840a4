"""A table of hours as a file gave it, and what the rules that mend it have in common: gaps and counted notes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dcenergy.errors import WeatherError, Where
from dcenergy.language import Message
from dcenergy.weather.bad_hours import Cells
from dcenergy.weather.hourly import Floats, Ints, Notes, Place
from dcenergy.weather.identity import Identity

LONGEST_GAP_H = 6
"""On end, to be interpolated (assumption, 3 to 12)."""

Bools = NDArray[np.bool_]


@dataclass(frozen=True)
class Table:
    """The columns of a file, in hours from the start of its year, NaN where it has no value."""

    file: str
    lines: Ints  # of each hour in the file: its own, or of the first after it where it has none
    identity: Identity
    place: Place
    temp_c: Floats
    dew_point_c: Floats
    humidity_pct: Floats
    pressure_pa: Floats
    wind_m_s: Floats
    ghi_w_m2: Floats
    dni_w_m2: Floats
    dhi_w_m2: Floats

    def cells(self, key: str) -> Cells:
        """Return a column with its lines, its values written as they were read."""
        return Cells(key, self.file, self.lines, [f"{value:g}" for value in getattr(self, key)])

    def refuse(self, bad: Bools, problem: str, advice: str) -> None:
        """Raise for the first hour of `bad`, if there is one."""
        hours = np.flatnonzero(bad)
        if len(hours):
            where = Where(self.file, int(self.lines[hours[0]]))
            raise WeatherError(f"{where}: {problem} ({len(hours)} such hours in the file); {advice}")


def bridged(values: Floats, longest_h: int = LONGEST_GAP_H) -> Floats:
    """Interpolate gaps (NaN) of up to `longest_h` hours; the year's last hour is followed by its first.

    >>> bridged(np.array([1.0, np.nan, 3.0, 4.0]), longest_h=1).tolist()
    [1.0, 2.0, 3.0, 4.0]
    """
    missing = np.isnan(values)
    if not missing.any() or missing.all():
        return values
    hours = np.arange(len(values))
    filled = np.interp(hours, hours[~missing], values[~missing], period=len(values))
    return np.where(missing & (_gap_length(missing) <= longest_h), filled, values)


def _gap_length(missing: Bools) -> Ints:
    """Return for each hour the length of the gap it belongs to, around the turn of the year [h]."""
    start = int(np.argmin(missing))  # an hour that is there, from which no gap runs over the end
    turned = np.roll(missing, -start)
    run = np.cumsum(np.diff(turned, prepend=False) != 0)
    return np.roll(np.where(turned, np.bincount(run)[run], 0), start)


def number(hours: Bools) -> int:
    return int(np.count_nonzero(hours))


def noted(note: Message) -> Notes:
    """Return a note that counts hours, or none where it counts none."""
    return (note,) if note.number else ()


def counted(hours: Bools, note: Message, **values: object) -> Notes:
    """Return a note with the number of hours in it, or none where there are none."""
    count = number(hours)
    counted = Message.counted(count, "{count} hour", "{count} hours", count=str(count))
    return (Message(note, hours=counted, **values),) if count else ()
