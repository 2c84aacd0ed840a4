"""The shipped places: monthly normals, and where each group of them is from."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from difflib import get_close_matches
from functools import cache
from pathlib import Path

import numpy as np

from dcenergy import reference
from dcenergy.errors import WeatherError
from dcenergy.weather.hourly import Floats, Notes, Place
from dcenergy.weather.normals import Normals

FOLDER = Path(reference.__file__).parent
GROUPS = {"air": "air", "sun": "sunshine", "wind": "wind"}
NEAR_KM = 20.0
"""Stations further away than this are named in a note (assumption)."""


def names() -> tuple[str, ...]:
    """Return the names of all shipped places.

    >>> "zixing" in names()
    True
    """
    return tuple(_groups())


def find(name: str) -> Normals:
    """Return the normals of a shipped place.

    >>> find("zixing").temp_c[6]
    np.float64(30.2)

    Raises
    ------
    WeatherError
        Where the place is not shipped; the message names the nearest names.
    """
    if name not in names():
        near = get_close_matches(name.lower(), names(), n=3, cutoff=0.5) or names()
        raise WeatherError(f"no normals of `{name}` are shipped; there are, among others, {', '.join(near)}")
    groups = _groups()[name]
    months = {key: _column(name, key) for key in next(iter(_months(name))) if key not in ("place", "month")}
    return Normals(
        name=name,
        place=_place(groups["place"]),
        temp_c=months["temp_c"],
        temp_max_c=months["temp_max_c"],
        temp_min_c=months["temp_min_c"],
        vapour_pressure_pa=100.0 * months["vapour_pressure_hpa"],
        pressure_pa=100.0 * months["pressure_hpa"],
        ghi_kwh_m2_day=months["ghi_kwh_m2_day"],
        wind_m_s=None if np.isnan(months["wind_m_s"]).any() else months["wind_m_s"],
        notes=_notes(groups),
    )


def _column(name: str, key: str) -> Floats:
    return np.array([float(row[key] or "nan") for row in _months(name)])


def _months(name: str) -> list[Mapping[str, str]]:
    return sorted((row for row in _rows("normals") if row["place"] == name), key=lambda row: int(row["month"]))


@cache
def _groups() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    """Return the rows of places.csv by place and group; the group `place` is the place itself."""
    rows = _rows("places")
    return {
        name: {row["group"]: row for row in rows if row["place"] == name}
        for name in sorted({row["place"] for row in rows})
    }


@cache
def _rows(table: str) -> tuple[Mapping[str, str], ...]:
    with open(FOLDER / f"{table}.csv", encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def _place(row: Mapping[str, str]) -> Place:
    return Place(
        latitude_deg=float(row["latitude_deg"]),
        longitude_deg=float(row["longitude_deg"]),
        altitude_m=float(row["altitude_m"]),
        utc_offset_h=float(row["utc_offset_h"]),
    )


def _notes(groups: Mapping[str, Mapping[str, str]]) -> Notes:
    """Note stations that are far from the place they stand for, and groups from elsewhere."""
    notes: Notes = ()
    for group, word in GROUPS.items():
        row = groups[group]
        if row["distance_km"] and float(row["distance_km"]) > NEAR_KM:
            notes += (
                f"The {word} normals of {row['place']} are those of {row['station']}, {row['distance_km']} km away "
                f"({row['period']}, {row['source']}).",
            )
    return notes
