"""A year of hours in words: whose it is, its months, and what is to be known of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import numpy as np

from dcenergy.language import SEVERITIES, Message, Severity
from dcenergy.weather.hourly import Floats, Notes, Weather

PA_PER_HPA = 100.0
W_PER_KW = 1000.0

COLUMNS = (
    ("mean", "degC", 1),
    ("high", "degC", 1),
    ("low", "degC", 1),
    ("dew point", "degC", 1),
    ("wet bulb", "degC", 1),
    ("pressure", "hPa", 1),
    ("wind", "m/s", 1),
    ("global", "kWh/m2 d", 2),
    ("direct", "kWh/m2 d", 2),
    ("diffuse", "kWh/m2 d", 2),
)
"""Heading, unit and digits of the monthly table; high and low are means of the days' highest and lowest."""

PREFIXES: Mapping[Severity, str] = {"stops": "note (stops)", "moves": "note (moves)", "informs": "note"}
"""What stands before a note: do not use the year before it is settled; it may move a headline figure by over 1 %;
good to know."""


def lines(year: Weather) -> Iterator[str]:
    """Tell a year: its place, its months, its extremes, and every note."""
    if year.kind == "none":
        yield "no weather: nothing in the profile asks for any"
        return
    place = year.place
    if place is not None:
        yield year.name
        yield (
            f"latitude {place.latitude_deg:g}, longitude {place.longitude_deg:g}, {place.altitude_m:g} m, "
            f"UTC{place.utc_offset_h:+g} h; {year.hours} hours"
        )
    yield ""
    yield _row("month", [heading for heading, _, _ in COLUMNS])
    yield _row("", [unit for _, unit, _ in COLUMNS])
    table = monthly(year)
    for month, values in enumerate(table[:-1], start=1):
        yield _row(str(month), _written(values))
    yield _row("year", _written(table[-1]))
    yield ""
    yield (
        f"dry bulb {year.temp_c.min():.1f} to {year.temp_c.max():.1f} degC, dew point {year.dew_point_c.min():.1f} "
        f"to {year.dew_point_c.max():.1f} degC, wet bulb at most {year.wet_bulb_c.max():.1f} degC"
    )
    yield from _notes(year.notes)


def _notes(notes: Notes) -> Iterator[str]:
    """Tell every note, the gravest first."""
    for severity in SEVERITIES:
        for note in notes:
            if (note.severity if isinstance(note, Message) else "informs") == severity:
                yield f"{PREFIXES[severity]}: {note}"
    if not notes:
        yield "nothing is wrong with it"


def monthly(year: Weather) -> Floats:
    """Return the table's numbers by month, then those of the year, shape (13, columns)."""
    groups = [year.calendar.month == month for month in range(1, 13)]
    return np.array([_means(year, hours) for hours in (*groups, np.ones(year.hours, dtype=bool))])


def _means(year: Weather, hours: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> list[float]:
    def mean(values: Floats) -> float:
        return float(values[hours].mean())

    def of_days(how: Callable[..., Floats]) -> float:
        return float(how(year.temp_c[hours].reshape(-1, 24), axis=1).mean())

    kwh_a_day = 24 / W_PER_KW
    return [
        mean(year.temp_c),
        of_days(np.max),
        of_days(np.min),
        mean(year.dew_point_c),
        mean(year.wet_bulb_c),
        mean(year.pressure_pa) / PA_PER_HPA,
        mean(year.wind_m_s),
        *(mean(values) * kwh_a_day for values in (year.ghi_w_m2, year.dni_w_m2, year.dhi_w_m2)),
    ]


def _written(values: Floats) -> list[str]:
    return [f"{value:.{digits}f}" for value, (_, _, digits) in zip(values, COLUMNS, strict=True)]


def _row(first: str, cells: list[str]) -> str:
    return f"{first:<6}" + "".join(f"{cell:>10}" for cell in cells)
