"""Single hours that cannot be: set missing by a stated rule, counted in a note, and refused where there are many.

A value beyond what can be is set missing, and filled as other missing hours are, in up to 24 hours of a column; so
is a code for missing values (digits of 9 alone, as -999 or 9999.9), in any number of hours, where no value can be
that. In more hours the column is in another unit or damaged, and the file is refused; the message guesses which.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dcenergy.constants import HOURS_PER_YEAR
from dcenergy.errors import WeatherError, Where
from dcenergy.language import Message
from dcenergy.printable import excerpt
from dcenergy.weather.formats import WORDS
from dcenergy.weather.hourly import Floats, Ints, Notes

MOST_HOURS = 24
"""Of a column and a year, to be set missing (assumption, 6 to 100): 0.3 % of the hours."""

LONGEST_ECHO = 40
"""Letters of a file in a message."""

CODES = np.array([9900.0, *(float("9" * whole + "." + "9" * part) for whole in range(2, 10) for part in range(4))])
"""How files write, with either sign, that a value is missing: digits of 9 alone, and TMY3's 9900."""

Bools = NDArray[np.bool_]

OTHER_UNITS: Mapping[str, Mapping[str, Callable[[Floats], Floats]]] = {
    "temp_c": {"kelvin": lambda value: value - 273.15, "degrees Fahrenheit": lambda value: (value - 32) / 1.8},
    "dew_point_c": {"kelvin": lambda value: value - 273.15, "degrees Fahrenheit": lambda value: (value - 32) / 1.8},
    "wind_m_s": {"km/h": lambda value: value / 3.6},
    "ghi_w_m2": {"kJ/m2": lambda value: value / 3.6, "J/m2": lambda value: value / 3600},
    "dni_w_m2": {"kJ/m2": lambda value: value / 3.6, "J/m2": lambda value: value / 3600},
    "dhi_w_m2": {"kJ/m2": lambda value: value / 3.6, "J/m2": lambda value: value / 3600},
}
"""Units that a column is in by mistake, and how their values become ours."""


@dataclass(frozen=True)
class Cells:
    """A column of a file: what it holds, in which line each value stands, and how it is written there."""

    key: str
    file: str
    lines: Ints
    written: Callable[[int], str]  # of a row

    def where(self, row: int) -> Where:
        """Return where a value stands."""
        return Where(self.file, int(self.lines[row]))

    def text(self, row: int) -> str:
        """Return how a value is written, for a message."""
        return self.written(row)[:LONGEST_ECHO]


def screened(
    cells: Cells,
    values: Floats,
    bad: Bools,
    rule: str,
    advice: str = "correct the file",
    codes: Bools | None = None,
) -> tuple[Floats, Notes]:
    """Return the values with NaN for the bad ones, and a note that counts them.

    Parameters
    ----------
    codes : which values were written as codes for missing ones, before their unit was converted

    Raises
    ------
    WeatherError
        Where there are more bad values than single hours can be.
    """
    rows = np.flatnonzero(bad)
    if not len(rows):
        return values, ()
    coded = is_code(values) if codes is None else codes
    if len(rows) > MOST_HOURS * len(values) / HOURS_PER_YEAR and not coded[rows].all():
        raise WeatherError(
            f"{cells.where(rows[0])}: the {WORDS[cells.key]} must {rule}, got {excerpt(cells.text(rows[0]))} "
            f"({len(rows)} such hours in the file); {advice}"
        )
    note = Message.counted(
        len(rows),
        "{count} hour has an impossible {what} ({value} in line {line}); the value was set missing.",
        "{count} hours have an impossible {what} (first {value} in line {line}); the values were set missing.",
        what=WORDS[cells.key],
        value=cells.text(rows[0]),
        line=str(cells.lines[rows[0]]),
    )
    return np.where(bad, np.nan, values), (note,)


def is_code(values: Floats) -> Bools:
    """Say which values are codes for missing ones.

    >>> is_code(np.array([99.9, -999.0, 98.0])).tolist()
    [True, True, False]
    """
    return np.isin(np.abs(values).round(4), CODES.round(4))


def unit_guess(key: str, values: Floats, low: float, high: float) -> str:
    """Return which unit would bring values that are too high below `high`, as a question; nothing where none does.

    >>> unit_guess("temp_c", np.array([280.0, 300.0]), -90.0, 60.0)
    'is it in kelvin? '
    """
    known = values[~np.isnan(values)]
    for unit, converted in OTHER_UNITS.get(key, {}).items():
        if known.min(initial=low) >= low and np.all((converted(known) >= low) & (converted(known) <= high)):
            return f"is it in {unit}? "
    return ""
