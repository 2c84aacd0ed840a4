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
        values: Floats = getattr(self, key)
        return Cells(key, self.file, self.lines, lambda row: f"{values[row]:g}")

    def refuse(self, bad: Bools, problem: str, advice: str) -> None:
        """Raise for the first hour of `bad`, if there is one."""
        hours = np.flatnonzero(bad)
        if len(hours):
            where = Where(self.file, int(self.lines[hours[0]]))
            raise WeatherError(f"{where}: {problem} ({len(hours)} such hours in the file); {advice}")


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
