"""Where the sun stands, at the middle of each hour."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from dcenergy.constants import HOURS_PER_YEAR
from dcenergy.weather.hourly import Calendar, Floats, Place
from dcenergy.weather.psychrometrics import pressure_at_altitude_pa

if TYPE_CHECKING:
    import pandas as pd

_COMMON_YEAR, _LEAP_YEAR = 2001, 2004
"""The sun's yearly course is taken from these; from year to year it moves by 0.2 degree at most."""


def mid_hours(place: Place, calendar: Calendar) -> pd.DatetimeIndex:
    """Return the middle of each hour in UTC.

    >>> from dcenergy.weather.hourly import calendar
    >>> str(mid_hours(Place(28.6, 77.2, 216.0, 5.5), calendar())[0])
    '2000-12-31 19:00:00+00:00'
    """
    import pandas as pd

    year = _COMMON_YEAR if calendar.hours == HOURS_PER_YEAR else _LEAP_YEAR
    first = pd.Timestamp(year=year, month=1, day=1, tz="UTC") + pd.Timedelta(hours=0.5 - place.utc_offset_h)
    return pd.date_range(first, periods=calendar.hours, freq="h")


def position_deg(place: Place, calendar: Calendar) -> tuple[Floats, Floats]:
    """Angle between the sun, lifted by refraction, and straight up; and its azimuth, 180 in the south [degree].

    At the middle of each hour, by NREL's solar position algorithm (pvlib; Reda and Andreas 2008,
    NREL/TP-560-34302).
    """
    from pvlib import solarposition

    position = solarposition.get_solarposition(
        mid_hours(place, calendar),
        place.latitude_deg,
        place.longitude_deg,
        place.altitude_m,
        method="nrel_numpy",
    )
    zenith_deg: Floats = position["apparent_zenith"].to_numpy(dtype=np.float64)
    azimuth_deg: Floats = position["azimuth"].to_numpy(dtype=np.float64)
    return zenith_deg, azimuth_deg


def apparent_zenith_deg(place: Place, calendar: Calendar) -> Floats:
    """Angle between the sun, lifted by refraction, and straight up, at the middle of each hour [degree]."""
    zenith_deg, _ = position_deg(place, calendar)
    return zenith_deg


def cosine(zenith_deg: Floats) -> Floats:
    """Share of the direct beam that a horizontal plane receives, 0 while the sun is down.

    >>> cosine(np.array([60.0, 100.0])).round(3).tolist()
    [0.5, 0.0]
    """
    return np.maximum(np.cos(np.radians(zenith_deg)), 0.0)


def clear_sky_w_m2(place: Place, calendar: Calendar, zenith_deg: Floats) -> Floats:
    """Global horizontal radiation under a cloudless sky [W/m2], with the sun at `apparent_zenith_deg`.

    Ineichen and Perez 2002 (doi:10.1016/S0038-092X(02)00045-2) with pvlib's monthly map of the
    Linke turbidity.
    """
    from pvlib import atmosphere, clearsky, irradiance

    times = mid_hours(place, calendar)
    up = zenith_deg < 90.0
    turbidity = clearsky.lookup_linke_turbidity(
        times, place.latitude_deg, place.longitude_deg, interp_turbidity=False
    ).to_numpy()
    airmass = atmosphere.get_absolute_airmass(
        atmosphere.get_relative_airmass(zenith_deg[up]), float(pressure_at_altitude_pa(place.altitude_m))
    )
    above_air = irradiance.get_extra_radiation(calendar.day_of_year[up])
    clear = np.zeros(calendar.hours)
    clear[up] = clearsky.ineichen(zenith_deg[up], airmass, turbidity[up], place.altitude_m, above_air)["ghi"]
    return clear
