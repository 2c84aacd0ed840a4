"""The shipped places: monthly normals, and where each group of them is from."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from functools import cache
from pathlib import Path

import numpy as np

from dcenergy import reference
from dcenergy.errors import WeatherError
from dcenergy.language import Message
from dcenergy.printable import shortened
from dcenergy.weather import sphere
from dcenergy.weather.climate import Normals
from dcenergy.weather.hourly import Floats, Notes, Place

FOLDER = Path(reference.__file__).parent
GROUPS = {"air": Message("air"), "sun": Message("sunshine"), "wind": Message("wind")}
MONTHLY = (
    "temp_c",
    "temp_max_c",
    "temp_min_c",
    "vapour_pressure_hpa",
    "pressure_hpa",
    "ghi_kwh_m2_day",
    "wind_m_s",
)
NEAR_KM = 20.0
NEAR_M = 100.0
"""Stations further away or higher than this are named in a note (assumption: 100 m are 0.65 K)."""

SPELT = {
    "guian": "Gui'an",
    "sao-paulo": "São Paulo",
    "dongjiang": "Dongjiang Lake",
    "lulea": "Luleå",
    "yanan": "Yan'an",
}
"""Names that their key does not spell."""

Row = Mapping[str, str]


def names() -> tuple[str, ...]:
    """Return the names of all shipped places that have normals of their own.

    >>> "zixing" in names(), "dongjiang" in names()
    (True, False)
    """
    return tuple(name for name, groups in _groups().items() if "alias" not in groups)


def aliases() -> Mapping[str, str]:
    """Return further places, and whose normals stand for theirs.

    >>> aliases()["dongjiang"]
    'zixing'
    """
    return {name: groups["alias"]["station"] for name, groups in _groups().items() if "alias" in groups}


def find(name: str) -> Normals:
    """Return the normals of a shipped place.

    >>> find("zixing").temp_c[6]
    np.float64(30.2)

    Raises
    ------
    WeatherError
        Where the place is not shipped; the message names the nearest names.
    """
    if name not in _groups():
        near = get_close_matches(name.lower(), _groups(), n=3, cutoff=0.5) or names()
        raise WeatherError(
            f"no normals of `{shortened(name)}` are shipped; there are, among others, {', '.join(near)}"
        )
    place, groups = groups_of(name)
    months = {key: _column(groups["place"]["place"], key) for key in MONTHLY}
    return Normals(
        name=called(name),
        place=_place(place),
        temp_c=months["temp_c"],
        temp_max_c=months["temp_max_c"],
        temp_min_c=months["temp_min_c"],
        vapour_pressure_pa=100.0 * months["vapour_pressure_hpa"],
        pressure_pa=100.0 * months["pressure_hpa"],
        ghi_kwh_m2_day=_known(months["ghi_kwh_m2_day"]),
        wind_m_s=_known(months["wind_m_s"]),
        notes=_notes(place, groups),
        key=name,
    )


def called(name: str) -> str:
    """Return what a shipped place is called in a sentence.

    >>> called("zixing"), called("sao-paulo"), called("guian")
    ('Zixing', 'São Paulo', "Gui'an")
    """
    return SPELT.get(name, name.replace("-", " ").title())


def listing() -> Iterator[str]:
    """Tell every place in a line: where it is, and where its air is from."""
    width = max(len(name) for name in _groups())
    for name in _groups():
        place, groups = groups_of(name)
        air = groups["air"]
        where = _place(place)
        there = f"{where.latitude_deg:7.2f} {where.longitude_deg:7.2f} {where.altitude_m:5.0f} m"
        whose = f"{air['station']}, {distance_km(place, air):.0f} km, {air['period']}, {air['source']}"
        sun = "; no radiation" if not groups["sun"]["station"] else ""
        yield f"{name:<{width}} {there}  {whose}{sun}"


def groups_of(name: str) -> tuple[Row, Mapping[str, Row]]:
    """Return the row of a shipped place itself, and where each group of its normals is from."""
    groups = _groups()[name]
    if "alias" in groups:
        return groups["alias"], _groups()[groups["alias"]["station"]]
    return groups["place"], groups


def _known(months: Floats) -> Floats | None:
    return None if np.isnan(months).any() else months


def _column(name: str, key: str) -> Floats:
    return np.array([float(row[key] or "nan") for row in _months(name)])


def _months(name: str) -> list[Row]:
    return sorted((row for row in _rows("normals") if row["place"] == name), key=lambda row: int(row["month"]))


@cache
def _groups() -> Mapping[str, Mapping[str, Row]]:
    """Return the rows of places.csv by place and group; the group `place` is the place itself.

    A place known by another's normals has one group, `alias`, whose station is that other.
    """
    rows = _rows("places")
    return {
        name: {row["group"]: row for row in rows if row["place"] == name}
        for name in sorted({row["place"] for row in rows})
    }


@cache
def _rows(table: str) -> tuple[Row, ...]:
    with open(FOLDER / f"{table}.csv", encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def _place(row: Row) -> Place:
    return Place(
        latitude_deg=float(row["latitude_deg"]),
        longitude_deg=float(row["longitude_deg"]),
        altitude_m=float(row["altitude_m"]),
        utc_offset_h=float(row["utc_offset_h"]),
    )


def _notes(place: Row, groups: Mapping[str, Row]) -> Notes:
    """Note whose normals they are, stations far from the place, and normals that are not open observations."""
    notes: Notes = ()
    if place["group"] == "alias":
        name, other = place["place"], place["station"]
        lacking = Message("{place} has no normals of its own: those of {other} stand for it.")
        notes += (Message(lacking, place=Message(called(name)), other=Message(called(other))),)
    return notes + tuple(
        note
        for group, word in GROUPS.items()
        if groups[group]["station"]
        for note in _station_notes(place, groups[group], word)
    )


def _station_notes(place: Row, row: Row, word: Message) -> Iterator[Message]:
    name, station = place["place"], row["station"]
    of = Message(
        "The {what} normals of {place} are those of {station}",
        what=word,
        place=Message(called(name)),
        station=station,
    )
    far_km = distance_km(place, row)
    if far_km > NEAR_KM:
        yield Message(
            "{whose}, {distance} km away ({period}, {source}).",
            whose=of,
            distance=f"{far_km:.0f}",
            period=row["period"],
            source=row["source"],
        )
    higher_m = float(row["altitude_m"]) - float(place["altitude_m"])
    if word == "air" and abs(higher_m) > NEAR_M:
        higher = Message("{whose}, {metres} m higher; nothing was adjusted for it.")
        lower = Message("{whose}, {metres} m lower; nothing was adjusted for it.")
        yield Message(higher if higher_m > 0 else lower, whose=of, metres=f"{abs(higher_m):.0f}")
    if word == "air" and row["evidence"] == "secondary":
        yield Message(
            "{whose} of {period} ({source}): some 30 years old, as nothing open exists there.",
            whose=of,
            period=row["period"],
            source=row["source"],
        )


def distance_km(place: Row, row: Row) -> float:
    """Distance of a station from a place [km]."""
    return sphere.distance_km(*(float(end[key]) for end in (place, row) for key in ("latitude_deg", "longitude_deg")))
