"""A year of hours written as EPW, as EnergyPlus and pvlib read it.

Columns after EnergyPlus' Auxiliary Programs, "EnergyPlus Weather File (EPW) Data Dictionary". What dcenergy does
not know (sky, illuminance, rain, snow, the wind's direction) is written as missing. Hours are
numbered by their end, 1 to 24.

The first comment tells people what the year is, the second tells it dcenergy (`identity.py`): a generated year
stays one, as a file too.
"""

from __future__ import annotations

import numpy as np

from dcenergy import cells
from dcenergy.constants import HOURS_PER_YEAR
from dcenergy.errors import WeatherError
from dcenergy.weather import identity
from dcenergy.weather.hourly import DAYS_OF_MONTH, Weather
from dcenergy.weather.psychrometrics import saturation_pressure_pa, vapour_pressure_pa

YEAR = 2001
"""What typical hours are dated as: a common year that begins on a Monday."""

DATA_TYPE = "dcenergy"
"""In the header: who wrote the file."""

CONVENTIONS = "Hours in local standard time; missing: sky cover, illuminance, wind direction, rain and snow."

UNCERTAIN = "?9" * 21
"""Flags of source and uncertainty: not known."""

SKY = "9999,9999,9999"  # extraterrestrial horizontal and direct, horizontal infrared
ILLUMINANCE = "999999,999999,999999,9999"
REST = "99,99,9999,99999,9,999999999,999,0.999,999,99,999,999,99"
"""Missing: sky cover (2), visibility, ceiling, weather (2), water, aerosol, snow (2), albedo, rain (2)."""


def text(year: Weather) -> str:
    """Return the file's text.

    Raises
    ------
    WeatherError
        Where the year has no air, or is a leap year, which EPW cannot tell from a common one.
    """
    if year.place is None or year.hours != HOURS_PER_YEAR:
        raise WeatherError(f"{year.name}: EPW is written for a common year of {HOURS_PER_YEAR} hours of air")
    return "\n".join([*_header(year), *_hours(year), ""])


def _header(year: Weather) -> list[str]:
    place = year.place
    assert place is not None
    name = cells.guarded(year.name.replace(",", ";"))  # spreadsheets open an EPW as CSV
    comment = " ".join(" ".join((*year.notes, CONVENTIONS)).split())
    return [
        f"LOCATION,{name},-,-,{DATA_TYPE},0,{place.latitude_deg:.4f},{place.longitude_deg:.4f},"
        f"{place.utc_offset_h:g},{place.altitude_m:.1f}",
        "DESIGN CONDITIONS,0",
        "TYPICAL/EXTREME PERIODS,0",
        "GROUND TEMPERATURES,0",
        "HOLIDAYS/DAYLIGHT SAVINGS,No,0,0,0",
        f"COMMENTS 1,{comment}",
        f"COMMENTS 2,{identity.written(year)}",
        "DATA PERIODS,1,1,Data,Monday,1/1,12/31",
    ]


def _hours(year: Weather) -> list[str]:
    days = year.calendar
    first = np.cumsum([0, *DAYS_OF_MONTH[:-1]])
    day_of_month = days.day_of_year - first[days.month - 1]
    saturated_pa = saturation_pressure_pa(year.temp_c)
    humidity_pct = 100 * vapour_pressure_pa(year.humidity_ratio, year.pressure_pa) / saturated_pa
    columns = zip(
        days.month.tolist(),
        day_of_month.tolist(),
        (days.hour + 1).tolist(),
        year.temp_c.tolist(),
        year.dew_point_c.tolist(),
        np.minimum(humidity_pct, 100.0).tolist(),
        year.pressure_pa.tolist(),
        year.ghi_w_m2.tolist(),
        year.dni_w_m2.tolist(),
        year.dhi_w_m2.tolist(),
        year.wind_m_s.tolist(),
        strict=True,
    )
    return [
        f"{YEAR},{month},{day},{hour},0,{UNCERTAIN},{temp:.2f},{min(dew, temp):.2f},{humidity:.1f},{pressure:.0f},"
        f"{SKY},{ghi:.1f},{dni:.1f},{dhi:.1f},{ILLUMINANCE},999,{wind:.2f},{REST}"
        for month, day, hour, temp, dew, humidity, pressure, ghi, dni, dhi, wind in columns
    ]
