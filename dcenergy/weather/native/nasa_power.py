"""NASA POWER: a header between two marks, which names place, zone and units, then the hours.

NASA Langley Research Center, POWER, hourly CSV. The number -999 means none; hours are labelled at their start.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from dcenergy.errors import SeriesError, Where
from dcenergy.series import delimited, stamps
from dcenergy.weather.native.found import Form, Found, Reading, number

BEGIN, END = "-BEGIN HEADER-", "-END HEADER-"
COLUMNS = {
    "temp_c": ("T2M", "C"),
    "dew_point_c": ("T2MDEW", "C"),
    "humidity_pct": ("RH2M", "%"),
    "pressure_pa": ("PS", "kPa"),
    "wind_m_s": ("WS10M", "m/s"),
    "ghi_w_m2": ("ALLSKY_SFC_SW_DWN", "Wh/m2"),
    "dni_w_m2": ("ALLSKY_SFC_SW_DNI", "Wh/m2"),
    "dhi_w_m2": ("ALLSKY_SFC_SW_DIFF", "Wh/m2"),
}
"""Its name of each quantity, and the unit where the header states none."""

MISSING = -999.0
LONGEST = 300
"""Letters of a line of the header."""

PLACE = re.compile(r"latitude\s+(?P<latitude>\S+)\s+longitude\s+(?P<longitude>\S+)", re.IGNORECASE)
ELEVATION = re.compile(r"elevation.*=\s*(\S+)\s*meters", re.IGNORECASE)
UTC = re.compile(r"dates.*\bUTC\b", re.IGNORECASE)


def recognised(lines: Sequence[str]) -> bool:
    """Whether the file begins with the mark of NASA POWER's header."""
    return len(lines) > 1 and lines[0].startswith(BEGIN) and "NASA/POWER" in lines[1]


def read(path: Path, lines: Sequence[str]) -> Found:
    """Return the year."""
    end = next((at for at, line in enumerate(lines) if line.startswith(END)), None)
    if end is None or end + 1 >= len(lines):
        raise SeriesError(f"{Where(str(path), 1)}: the header does not end with {END}; fetch the file again")
    names = tuple(delimited.fields(lines[end + 1], ","))
    if "HR" not in names:
        raise SeriesError(f"{Where(str(path), end + 2)}: no column HR: days or months; fetch the hourly file")
    table = delimited.rows(path, lines, end + 2, names, ",", end + 2)
    top = lines[:end]
    longitude = _found(path, top, PLACE, "longitude")
    return Found(
        name="NASA POWER",
        latitude_deg=_found(path, top, PLACE, "latitude"),
        longitude_deg=longitude,
        altitude_m=_found(path, top, ELEVATION, "elevation"),
        times=stamps.joined(table, stamps.columns(table)),
        zone="UTC" if any(map(UTC.search, top)) else f"{round(longitude / 15)}",
        label="start",
        readings={
            key: Reading(table.column(name), _unit(top, name, unit), missing=MISSING)
            for key, (name, unit) in COLUMNS.items()
            if name in names
        },
    )


def _unit(lines: Sequence[str], name: str, default: str) -> str:
    said = next((line for line in lines if line.split() and line.split()[0] == name), "")
    found = re.search(r"\(([^()]*)\)$", said[-LONGEST:].rstrip())
    return found[1] if found else default


def _found(path: Path, lines: Sequence[str], form: re.Pattern[str], what: str) -> float:
    for at, line in enumerate(lines):
        found = form.search(line[:LONGEST])
        if found:
            return number(Where(str(path), at + 1), what, found[what] if what in found.groupdict() else found[1])
    raise SeriesError(f"{Where(str(path), 1)}: no line of the header says the {what}; fetch the file again")


FORM = Form("NASA POWER", recognised, read)
