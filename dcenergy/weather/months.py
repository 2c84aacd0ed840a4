"""What the months of a year of hours are like."""

from __future__ import annotations

from dataclasses import fields, replace

import numpy as np

from dcenergy.constants import HOURS_PER_YEAR
from dcenergy.errors import WeatherError
from dcenergy.weather import psychrometrics, spreads, sun
from dcenergy.weather.climate import CLEARNESS_ASSUMED, Normals
from dcenergy.weather.hourly import Floats, Weather, calendar
from dcenergy.weather.series import DAYS, monthly_mean

LEAP_DAY = 60
"""29 February, of the year's days."""


def normals(year: Weather) -> Normals:
    """Return the monthly means of a common year of hours, as `normals.generate` takes them.

    Raises
    ------
    WeatherError
        Where the year has no air, or is a leap year.
    """
    if year.place is None or year.hours != HOURS_PER_YEAR:
        raise WeatherError(
            f"{year.name}: monthly normals are made from a common year of {HOURS_PER_YEAR} hours of air"
        )
    by_day = year.temp_c.reshape(DAYS, 24)
    return Normals(
        name=year.name,
        place=year.place,
        temp_c=monthly_mean(year.temp_c),
        temp_max_c=monthly_mean(by_day.max(axis=1)),
        temp_min_c=monthly_mean(by_day.min(axis=1)),
        vapour_pressure_pa=monthly_mean(psychrometrics.vapour_pressure_pa(year.humidity_ratio, year.pressure_pa)),
        pressure_pa=monthly_mean(year.pressure_pa),
        ghi_kwh_m2_day=monthly_mean(year.ghi_w_m2) * 24 / 1000,
        wind_m_s=monthly_mean(year.wind_m_s),
    )


def as_measured(year: Weather) -> Normals:
    """Return all that a year of hours tells of its months, the deviations of its days with them.

    29 February is left out. Left away is what nobody measured: a wind that is the same in every hour, and radiation
    that is none, or the share of the clear sky's that is assumed where a file has none; of generated years the days,
    whose deviations were made up.

    Raises
    ------
    WeatherError
        Where the year has no air.
    """
    common = year if year.hours == HOURS_PER_YEAR else _without_leap_day(year)
    found = normals(common)
    measured = replace(
        found,
        wind_m_s=found.wind_m_s if np.ptp(common.wind_m_s) else None,
        ghi_kwh_m2_day=found.ghi_kwh_m2_day if _has_sun(common) else None,
    )
    if year.draw is not None and not year.draw.days_measured:
        return measured
    return replace(measured, temp_spread_k=_found(common.temp_c), dew_point_spread_k=_found(common.dew_point_c))


def _found(hourly: Floats) -> Floats:
    return spreads.found(hourly.reshape(DAYS, 24).mean(axis=1))


def _has_sun(year: Weather) -> bool:
    assert year.place is not None
    days = calendar()
    assumed = CLEARNESS_ASSUMED * sun.clear_sky_w_m2(year.place, days, sun.apparent_zenith_deg(year.place, days))
    return bool(year.ghi_w_m2.any()) and not np.allclose(year.ghi_w_m2, assumed, rtol=1e-6, atol=1e-6)


def _without_leap_day(year: Weather) -> Weather:
    kept = year.calendar.day_of_year != LEAP_DAY
    arrays = {each.name: getattr(year, each.name) for each in fields(year)}
    of_hours = {name: array[kept] for name, array in arrays.items() if isinstance(array, np.ndarray)}
    return replace(year, calendar=calendar(), **of_hours)
