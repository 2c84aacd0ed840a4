"""Open-Meteo: a line of facts and their values, then the hours under names with units.

Open-Meteo, documentation of the historical API: temperature, humidity, pressure and wind are of the instant;
radiation is the mean of the hour before. Times are at the offset that the facts state.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from dcenergy.errors import SeriesError, Where
from dcenergy.language import Message
from dcenergy.printable import excerpt
from dcenergy.series import delimited, units
from dcenergy.series.stamps import Label
from dcenergy.weather.measured import KINDS
from dcenergy.weather.native.found import Form, Found, Reading, number

SOUGHT_IN = 10
COLUMNS: dict[str, tuple[str, str, Label]] = {
    "temp_c": ("temperature_2m", "degC", "middle"),
    "dew_point_c": ("dew_point_2m", "degC", "middle"),
    "humidity_pct": ("relative_humidity_2m", "%", "middle"),
    "pressure_pa": ("surface_pressure", "hPa", "middle"),
    "wind_m_s": ("wind_speed_10m", "km/h", "middle"),
    "ghi_w_m2": ("shortwave_radiation", "W/m2", "end"),
    "dni_w_m2": ("direct_normal_irradiance", "W/m2", "end"),
    "dhi_w_m2": ("diffuse_radiation", "W/m2", "end"),
}
"""Its name of each column, the unit where the name states none, and what of the interval the time is."""

OLD_NAMES = {
    "relative_humidity_2m": "relativehumidity_2m",
    "dew_point_2m": "dewpoint_2m",
    "wind_speed_10m": "windspeed_10m",
}


def recognised(lines: Sequence[str]) -> bool:
    """Whether the first line names the facts of Open-Meteo."""
    return bool(lines) and {"latitude", "longitude", "elevation", "utc_offset_seconds"} <= set(
        delimited.fields(lines[0], ",")
    )


def read(path: Path, lines: Sequence[str]) -> Found:
    """Return the year."""
    facts = dict.fromkeys(delimited.fields(lines[0], ","), "")
    facts |= dict(zip(facts, delimited.fields("".join(lines[1:2]), ","), strict=False))
    top = next((at for at, line in enumerate(lines[:SOUGHT_IN]) if line.startswith("time,")), None)
    if top is None:
        raise SeriesError(f"{Where(str(path), 1)}: no line of names that begins with time; fetch hours, not days")
    names = tuple(delimited.fields(lines[top], ","))
    table = delimited.rows(path, lines, top + 1, names, ",", top + 1)
    where = Where(str(path), 2)
    readings = {}
    for key, (name, unit, label) in COLUMNS.items():
        own = next((each for each in names if each.partition(" ")[0] in (name, OLD_NAMES.get(name))), None)
        if own is not None:
            said = units.named(own, KINDS[key])
            readings[key] = Reading(table.column(own), said.text if said else unit, label)
    offset_h = _offset_h(where, facts["utc_offset_seconds"])
    return Found(
        name="Open-Meteo",
        latitude_deg=number(where, "latitude", facts["latitude"]),
        longitude_deg=number(where, "longitude", facts["longitude"]),
        altitude_m=number(where, "elevation", facts["elevation"]),
        times=table.at(0),
        zone=f"{offset_h:g}",
        label="start",
        readings=readings,
        notes=(
            Message(
                "Open-Meteo's air is of the instant: each hour is the mean of the instants at its ends. Its "
                "radiation is that of the hour before its time."
            ),
        ),
    )


def _offset_h(where: Where, text: str) -> float:
    try:
        return float(text) / 3600
    except ValueError as fault:
        raise SeriesError(f"{where}: utc_offset_seconds must be a number, got {excerpt(text)}") from fault


FORM = Form("Open-Meteo", recognised, read)
