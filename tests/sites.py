"""Weather and profiles that tests share."""

from __future__ import annotations

import numpy as np

from dcenergy.profile.schema import Profile
from dcenergy.weather import psychrometrics
from dcenergy.weather.hourly import Place, Weather, calendar


def steady_weather(temp_c: float | np.ndarray = 15.0, humidity: float = 0.6, altitude_m: float = 0.0) -> Weather:
    """A year of one temperature (or of the temperatures given) and one relative humidity."""
    hours = calendar()
    temp = np.broadcast_to(np.asarray(temp_c, dtype=float), (hours.hours,)).copy()
    pressure = np.full(hours.hours, float(psychrometrics.pressure_at_altitude_pa(altitude_m)))
    ratio = psychrometrics.humidity_ratio_from_relative_humidity(temp, humidity, pressure)
    dark = np.zeros(hours.hours)
    return Weather(
        kind="file",
        name="steady",
        place=Place(latitude_deg=0.0, longitude_deg=0.0, altitude_m=altitude_m, utc_offset_h=0.0),
        calendar=hours,
        temp_c=temp,
        dew_point_c=psychrometrics.dew_point_c(ratio, pressure),
        humidity_ratio=ratio,
        wet_bulb_c=psychrometrics.wet_bulb_c(temp, ratio, pressure),
        pressure_pa=pressure,
        wind_m_s=dark,
        ghi_w_m2=dark,
        dni_w_m2=dark,
        dhi_w_m2=dark,
    )


LAKE = {"system": "lake_water", "source": {"mean_c": 10.5, "amplitude_k": 2.5, "coldest_day": 60}}


def design(cooling: dict, it: dict | None = None, **sections: object) -> Profile:
    """A profile of 1,000 servers of 275 W with the cooling given."""
    servers = ({"count": 1000, "idle_w": 150.0, "peak_w": 400.0, "utilisation": 0.5},)
    hall = {"it": {"servers": servers, **(it or {})}, "cooling": cooling}
    return Profile.model_validate({"name": "test", "halls": (hall,), **sections})
