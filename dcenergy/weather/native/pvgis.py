"""PVGIS: lines of facts, then the hours of a typical year in UTC whose months are of different years.

European Commission, Joint Research Centre, PVGIS user manual. Air is of the hour's start. The hourly product has no
humidity and is refused.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from dcenergy.errors import SeriesError, Where
from dcenergy.series import delimited
from dcenergy.weather.native.found import Form, Found, Reading, number

HEADER = re.compile(r"time(\(UTC\))?,", re.IGNORECASE)
ROW = re.compile(r"\d{8}:\d{4},")
COLUMNS = {
    "temp_c": ("T2m", "degC"),
    "humidity_pct": ("RH", "%"),
    "pressure_pa": ("SP", "Pa"),
    "wind_m_s": ("WS10m", "m/s"),
    "ghi_w_m2": ("G(h)", "W/m2"),
    "dni_w_m2": ("Gb(n)", "W/m2"),
    "dhi_w_m2": ("Gd(h)", "W/m2"),
}
FACTS = ("latitude", "longitude", "elevation")
SOUGHT_IN = 40


def recognised(lines: Sequence[str]) -> bool:
    """Whether the file begins with a latitude and has the names of PVGIS' columns."""
    top = lines[:SOUGHT_IN]
    return bool(top) and top[0].startswith("Latitude (decimal degrees)") and any(map(HEADER.match, top))


def read(path: Path, lines: Sequence[str]) -> Found:
    """Return the year."""
    top = next(at for at, line in enumerate(lines) if HEADER.match(line))
    names = tuple(delimited.fields(lines[top], ","))
    if "RH" not in names:
        raise SeriesError(
            f"{Where(str(path), top + 1)}: PVGIS' hourly radiation has no humidity; take its typical year (TMY), "
            "or `weather: {online: pvgis}`"
        )
    last = max((at for at, line in enumerate(lines) if ROW.match(line)), default=top)
    table = delimited.rows(path, lines[: last + 1], top + 1, names, ",", top + 1)
    facts = [_fact(path, lines[:top], what) for what in FACTS]
    return Found(
        name="PVGIS, typical year",
        latitude_deg=facts[0],
        longitude_deg=facts[1],
        altitude_m=facts[2],
        times=table.at(0),
        zone="UTC",
        label="start",
        readings={key: Reading(table.column(name), unit) for key, (name, unit) in COLUMNS.items() if name in names},
    )


def _fact(path: Path, lines: Sequence[str], what: str) -> float:
    for at, line in enumerate(lines):
        if line.lower().startswith(what):
            return number(Where(str(path), at + 1), what, line.partition(":")[2].strip())
    raise SeriesError(f"{Where(str(path), 1)}: no line says the {what}; fetch the file again")


FORM = Form("PVGIS", recognised, read)
