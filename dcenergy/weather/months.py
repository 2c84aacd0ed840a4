"""What the months of a year of hours are like."""

from __future__ import annotations

from dcenergy.constants import HOURS_PER_YEAR
from dcenergy.errors import WeatherError
from dcenergy.weather import psychrometrics
from dcenergy.weather.climate import Normals
from dcenergy.weather.hourly import Weather
from dcenergy.weather.series import DAYS, monthly_mean


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
