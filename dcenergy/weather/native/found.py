"""What a file of another form holds, and the hours of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

from dcenergy.constants import HOURS_PER_YEAR
from dcenergy.errors import SeriesError, Where
from dcenergy.language import Message
from dcenergy.printable import excerpt
from dcenergy.series import hours, stamps, units
from dcenergy.series.delimited import Column
from dcenergy.series.stamps import BEFORE_LABEL, Label
from dcenergy.weather import measured, mending, sun
from dcenergy.weather.hourly import Floats, Notes, Place, calendar
from dcenergy.weather.identity import Identity

LIMITS = {"latitude": 90.0, "longitude": 180.0}
LOWEST_M, HIGHEST_M = -450.0, 6000.0
LOWEST_SUN = 0.05
"""Cosine of the zenith below which no beam follows from radiation on a level plane (3 degrees above the horizon)."""

MOST_BEAM_W_M2 = 1361.0
"""Solar constant. Kopp and Lean 2011, doi:10.1029/2010GL045777."""


@dataclass(frozen=True, eq=False)
class Reading:
    """One column of a file."""

    column: Column
    unit: str  # as `series.units` knows it
    label: Label | None = None  # of its times where it differs from the file's
    missing: float | None = None  # this number means none


@dataclass(frozen=True, eq=False)
class Found:
    """The year in a file before its hours are made."""

    name: str
    latitude_deg: float
    longitude_deg: float
    altitude_m: float
    times: Column
    zone: str  # of the times, which are of standard time
    readings: Mapping[str, Reading]
    label: Label | None = None
    zone_h: float | None = None  # of the place; None: that of its longitude
    beam_on_level: Reading | None = None  # direct radiation on a level plane, where no normal one is given
    notes: tuple[Message, ...] = field(default=())


@dataclass(frozen=True)
class Form:
    """A form of weather files."""

    name: str
    recognised: Callable[[Sequence[str]], bool]  # by the first lines
    read: Callable[[Path, Sequence[str]], Found]


def table(path: Path, found: Found, zone_h: float | None) -> mending.Table:
    """Return the hours of a file in standard time of its place.

    Parameters
    ----------
    zone_h : zone of the site, where it says one: the hours are moved to it

    Raises
    ------
    SeriesError
        Where dry bulb or humidity are not there, or the file is not a year.
    """
    _must_have_air(path, found)
    own_h = float(round(found.longitude_deg / 15)) if found.zone_h is None else found.zone_h
    place = Place(found.latitude_deg, found.longitude_deg, found.altitude_m, own_h if zone_h is None else zone_h)
    taken = stamps.read(found.times, found.label, found.zone)
    samples = measured.placed(path, taken, place)
    read = {key: _mean(path, key, each, taken, place) for key, each in found.readings.items()}
    means = {key: mean for key, (mean, _) in read.items()}
    notes = tuple(note for _, of_one in read.values() for note in of_one)
    if found.beam_on_level is not None:
        on_level, more = _mean(path, "ghi_w_m2", found.beam_on_level, taken, place)
        means |= _from_level(on_level, means["dhi_w_m2"], place)
        notes += more
    lines = hours.lines(found.times.lines[taken.rows], samples)
    said = Identity("file", found.name, (*found.notes, *samples.notes, *notes))
    return measured.year(str(path), lines, said, place, means)


def _must_have_air(path: Path, found: Found) -> None:
    if "temp_c" not in found.readings or not {"dew_point_c", "humidity_pct"} & set(found.readings):
        lacking = "a dry bulb" if "temp_c" not in found.readings else "a dew point or relative humidity"
        raise SeriesError(f"{path}: {found.name} without {lacking}; fetch the file with it")


def _mean(path: Path, key: str, reading: Reading, taken: stamps.Stamps, place: Place) -> tuple[Floats, Notes]:
    """Return the hours of one column, whose label may differ from the file's, with notes on bad ones."""
    column = reading.column
    if reading.missing is not None:
        cells = ["" if cell and _equals(cell, reading.missing) else cell for cell in column.cells]
        column = replace(column, cells=cells)
    unit = units.parse(reading.unit, measured.KINDS[key])
    values, notes = measured.converted(column, key, unit, taken.step)
    earlier = -round(taken.step * BEFORE_LABEL[reading.label]) if reading.label else 0
    return hours.mean(values[taken.rows], measured.placed(path, taken, place, earlier)), notes


def _equals(cell: str, number: float) -> bool:
    try:
        return float(cell) == number
    except ValueError:
        return False


def _from_level(beam: Floats, diffuse: Floats, place: Place) -> Mapping[str, Floats]:
    """Return global and direct normal radiation from the direct one on a level plane; none of a sun that is low."""
    days = calendar(leap=len(beam) != HOURS_PER_YEAR)
    upright = sun.cosine(sun.apparent_zenith_deg(place, days))
    normal = np.where(upright >= LOWEST_SUN, beam / np.maximum(upright, LOWEST_SUN), 0.0)
    return {"ghi_w_m2": beam + diffuse, "dni_w_m2": np.minimum(normal, MOST_BEAM_W_M2)}


def number(where: Where, what: str, text: str) -> float:
    """Return a number of a header: latitude, longitude or elevation.

    Raises
    ------
    SeriesError
        Where it is none, or cannot be.
    """
    low, high = (-LIMITS[what], LIMITS[what]) if what in LIMITS else (LOWEST_M, HIGHEST_M)
    try:
        value = float(text)
    except ValueError:
        value = float("nan")
    if not low <= value <= high:
        raise SeriesError(
            f"{where}: the {what} must be a number between {low:g} and {high:g}, got {excerpt(text)}; "
            "correct the header"
        )
    return value


def picked(columns: Mapping[str, Column], names: Mapping[str, tuple[str, ...]]) -> dict[str, Column]:
    """Return the columns by our keys, as one of their known names in small letters is there."""
    return {
        key: columns[name]
        for key, known in names.items()
        for name in [next((each for each in known if each in columns), None)]
        if name is not None
    }
