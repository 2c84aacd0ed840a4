"""Weather: one year of hours at one place, as plain arrays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Literal, TypeVar

import numpy as np
from numpy.typing import NDArray

from dcenergy.constants import HOURS_PER_YEAR
from dcenergy.weather import psychrometrics
from dcenergy.weather.extremes import Extremes

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
Notes = tuple[str, ...]
Kind = Literal["file", "normals", "online", "none"]

ALL = slice(None)
"""Every hour, where some may be asked for."""

DAYS_OF_MONTH = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


R = TypeVar("R", bound="DataclassInstance")


def picked(record: R, hours: Bools | slice) -> R:
    """Return a record of hours with some of them alone; what is no array stays."""
    arrays = {name: value[hours] for name, value in vars(record).items() if isinstance(value, np.ndarray)}
    return replace(record, **arrays)


@dataclass(frozen=True)
class Place:
    """Where the hours are from."""

    latitude_deg: float
    longitude_deg: float
    altitude_m: float
    utc_offset_h: float


@dataclass(frozen=True)
class Draw:
    """Which of the typical years that can be made of a place's normals."""

    place: str  # name of the shipped place; empty where the normals are another's
    seed: int
    days_measured: bool = False  # its days differ as measured ones do, and not as was estimated


@dataclass(frozen=True, eq=False)
class Calendar:
    """The hours of a year, labelled at their start, in local standard time.

    A common year has 8760 hours, a leap year 8784; part years do not exist.
    """

    month: Ints  # 1..12, shape (hours,)
    day_of_year: Ints  # 1..366
    hour: Ints  # 0..23

    @property
    def hours(self) -> int:
        """Number of hours [h]."""
        return len(self.hour)


def calendar(leap: bool = False) -> Calendar:
    """Return the hours of a common or a leap year.

    >>> calendar().hours, calendar(leap=True).hours
    (8760, 8784)
    """
    days = np.array(DAYS_OF_MONTH) + (np.arange(12) == 1) * leap
    day_of_year = np.repeat(np.arange(1, days.sum() + 1), 24)
    month = np.repeat(np.repeat(np.arange(1, 13), days), 24)
    return Calendar(month=month, day_of_year=day_of_year, hour=np.tile(np.arange(24), days.sum()))


@dataclass(frozen=True, eq=False)
class Air:
    """Outdoor air of all hours of a year, or of some; arrays of one shape."""

    temp_c: Floats
    humidity_ratio: Floats
    wet_bulb_c: Floats
    pressure_pa: Floats
    dry_air_kg_m3: Floats
    wet_bulb_kj_kg: Floats  # enthalpy of air that is saturated at the wet bulb


@dataclass(frozen=True, eq=False)
class Weather:
    """One year of hours; every array has the shape (hours,).

    `kind` says what the hours are, also where a file of dcenergy's own brought them: "normals" are generated, and
    have a `draw`; "online" are a source's, "file" anybody else's. "none" has hours but no air: its arrays are
    empty, and only designs that do not ask for the air (`fixed_pue`) can run on it.
    """

    kind: Kind
    name: str
    place: Place | None
    calendar: Calendar
    temp_c: Floats
    dew_point_c: Floats
    humidity_ratio: Floats  # kg water per kg dry air
    wet_bulb_c: Floats
    pressure_pa: Floats
    wind_m_s: Floats
    ghi_w_m2: Floats
    dni_w_m2: Floats
    dhi_w_m2: Floats
    notes: Notes = field(default=())
    draw: Draw | None = None
    unit_yields_kw: Mapping[str, Floats] = field(default_factory=dict)  # of 1 kWp, by the array's key, where prepared
    extremes: Extremes = field(default_factory=Extremes)  # of many years, where profile or file names them

    @property
    def hours(self) -> int:
        """Number of hours [h]."""
        return self.calendar.hours

    @cached_property
    def air(self) -> Air:
        """Its air, with what towers ask of it."""
        return Air(
            temp_c=self.temp_c,
            humidity_ratio=self.humidity_ratio,
            wet_bulb_c=self.wet_bulb_c,
            pressure_pa=self.pressure_pa,
            dry_air_kg_m3=psychrometrics.dry_air_kg_m3(self.temp_c, self.humidity_ratio, self.pressure_pa),
            wet_bulb_kj_kg=psychrometrics.saturated_enthalpy_kj_kg(self.wet_bulb_c, self.pressure_pa),
        )


def from_air(
    kind: Kind,
    name: str,
    place: Place,
    *,
    temp_c: Floats,
    dew_point_c: Floats,
    pressure_pa: Floats,
    wind_m_s: Floats,
    ghi_w_m2: Floats,
    dni_w_m2: Floats,
    dhi_w_m2: Floats,
    notes: Notes = (),
    draw: Draw | None = None,
) -> Weather:
    """Return the year with what follows from its air: humidity ratio and wet bulb, at site pressure."""
    ratio = psychrometrics.humidity_ratio_from_dew_point(dew_point_c, pressure_pa)
    wet_bulb_c = psychrometrics.wet_bulb_c(temp_c, ratio, pressure_pa)
    return Weather(
        kind=kind,
        name=name,
        place=place,
        calendar=calendar(leap=len(temp_c) != HOURS_PER_YEAR),
        temp_c=temp_c,
        dew_point_c=dew_point_c,
        humidity_ratio=ratio,
        wet_bulb_c=np.minimum(wet_bulb_c, temp_c),  # an iced wick's rounded constants leave up to 0.03 K
        pressure_pa=pressure_pa,
        wind_m_s=wind_m_s,
        ghi_w_m2=ghi_w_m2,
        dni_w_m2=dni_w_m2,
        dhi_w_m2=dhi_w_m2,
        notes=notes,
        draw=draw,
    )


def no_weather() -> Weather:
    """Return the hours of a common year without any air."""
    nothing = np.empty(0)
    return Weather(
        kind="none",
        name="none",
        place=None,
        calendar=calendar(),
        temp_c=nothing,
        dew_point_c=nothing,
        humidity_ratio=nothing,
        wet_bulb_c=nothing,
        pressure_pa=nothing,
        wind_m_s=nothing,
        ghi_w_m2=nothing,
        dni_w_m2=nothing,
        dhi_w_m2=nothing,
    )
