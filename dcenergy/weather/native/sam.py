"""NSRDB and SAM: two lines of facts, one of names, then the hours; months of a typical year keep their years.

System Advisor Model, Weather File Formats; NSRDB, PSM v3 and v4 download. Hours are of the zone that the header names
as `Time Zone`. Where minutes are given, times are the middle of their interval; hours without are of its start.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from dcenergy.errors import SeriesError, Where
from dcenergy.printable import excerpt
from dcenergy.series import delimited, stamps
from dcenergy.series.zones import LARGEST_OFFSET_H
from dcenergy.weather.native.found import Form, Found, Reading, number, picked

NAMES: Mapping[str, tuple[str, ...]] = {
    "temp_c": ("temperature", "tdry", "dry bulb temperature", "tamb", "t"),
    "dew_point_c": ("dew point", "tdew", "dew point temperature"),
    "humidity_pct": ("relative humidity", "rhum", "rh"),
    "pressure_pa": ("pressure", "pres"),
    "wind_m_s": ("wind speed", "wspd"),
    "ghi_w_m2": ("ghi", "gh", "global"),
    "dni_w_m2": ("dni", "dn", "beam"),
    "dhi_w_m2": ("dhi", "df", "diffuse"),
}
UNITS = {
    "temp_c": ("temperature units", "c"),
    "dew_point_c": ("dew point units", "c"),
    "humidity_pct": ("relative humidity units", "%"),
    "pressure_pa": ("pressure units", "mbar"),
    "wind_m_s": ("wind speed units", "m/s"),
    "ghi_w_m2": ("ghi units", "w/m2"),
    "dni_w_m2": ("dni units", "w/m2"),
    "dhi_w_m2": ("dhi units", "w/m2"),
}
"""Facts that name the units, and what is meant without them."""

FACTS = {"latitude": ("latitude", "lat"), "longitude": ("longitude", "lon"), "elevation": ("elevation", "elev")}
ZONES = ("time zone", "timezone", "tz")


def recognised(lines: Sequence[str]) -> bool:
    """Whether the first line names a latitude and a zone, and the third year, month, day and hour."""
    if len(lines) < 3:
        return False
    facts = {name.lower() for name in delimited.fields(lines[0], ",")}
    names = {name.lower() for name in delimited.fields(lines[2], ",")}
    return bool(facts & {"latitude", "lat"} and facts & set(ZONES) and {"month", "day", "hour"} <= names)


def read(path: Path, lines: Sequence[str]) -> Found:
    """Return the year."""
    names, values = (delimited.fields(line, ",") for line in lines[:2])
    facts = dict(zip((name.lower() for name in names), values, strict=False))
    heads = [name.strip() for name in delimited.fields(lines[2], ",")]
    while heads and not heads[-1]:
        heads.pop()
    table = delimited.rows(path, lines, 3, tuple(heads), ",", 3)
    columns = {name.lower(): table.at(at) for at, name in enumerate(heads)}
    at = stamps.columns(table)
    if not at:
        raise SeriesError(f"{Where(str(path), 3)}: no columns Year, Month, Day and Hour; restore the names")
    where = Where(str(path), 2)
    latitude, longitude, elevation = (number(where, what, _fact(facts, known)) for what, known in FACTS.items())
    zone = _fact(facts, ZONES)
    local = facts.get("local time zone", zone)
    minutes = set(columns["minute"].cells) if "minute" in columns else set()
    picked_columns = picked(columns, NAMES)
    place = [facts.get(key, "") for key in ("city", "state", "country")]
    return Found(
        name=", ".join([*(part for part in place if part not in ("", "-", "n/a", "None")), "NSRDB or SAM"]),
        latitude_deg=latitude,
        longitude_deg=longitude,
        altitude_m=elevation,
        times=stamps.joined(table, at),
        label="middle" if minutes - {"0", "00"} else "start",
        zone=zone,
        zone_h=_hours(where, local),
        readings={key: Reading(column, _unit(facts, key)) for key, column in picked_columns.items()},
    )


def _fact(facts: Mapping[str, str], known: tuple[str, ...]) -> str:
    return next((facts[name] for name in known if name in facts), "")


def _unit(facts: Mapping[str, str], key: str) -> str:
    name, default = UNITS[key]
    return facts.get(name) or default


def _hours(where: Where, text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = float("nan")
    if not abs(value) <= LARGEST_OFFSET_H:
        raise SeriesError(
            f"{where}: the time zone must be hours east of UTC, from -14 to 14, got {excerpt(text)}; correct the "
            "header"
        )
    return value


FORM = Form("NSRDB or SAM", recognised, read)
