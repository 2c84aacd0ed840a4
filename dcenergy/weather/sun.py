"""Where the sun stands, at the middle of each hour."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from dcenergy.constants import HOURS_PER_YEAR
from dcenergy.weather.hourly import Calendar, Floats, Ints, Place
from dcenergy.weather.psychrometrics import pressure_at_altitude_pa

if TYPE_CHECKING:
    import pandas as pd

SOLAR_CONSTANT_W_M2 = 1361.0
"""Kopp and Lean 2011 (doi:10.1029/2010GL045777): 1360.8."""

HORIZON_DEG = 90.0

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


def above_the_air_w_m2(calendar: Calendar) -> Floats:
    """Beam of the sun outside the air, which grows and shrinks with its distance. [W/m2]

    Spencer 1971 (pvlib), from the solar constant.

    >>> from dcenergy.weather.hourly import calendar
    >>> above_the_air_w_m2(calendar())[[0, 4380]].round().tolist()  # 1361 * 1.035 and 1361 * 0.967
    [1409.0, 1316.0]
    """
    from pvlib.irradiance import get_extra_radiation

    beam: Floats = get_extra_radiation(calendar.day_of_year, solar_constant=SOLAR_CONSTANT_W_M2)
    return beam


def overhead_h(latitude_deg: float, day_of_year: Ints) -> Floats:
    """Hours of an overhead sun, at its mean distance, that send a level plane above the air as much as the day. [h]

    FAO-56, equations 21 to 25.

    >>> day = np.array([246])  # FAO-56, example 8: 3 September at 20 degrees south has 32.2 MJ/m2
    >>> (3.6e-3 * 1367 * overhead_h(-20.0, day)).round(1).tolist()
    [32.2]
    """
    distance = 1 + 0.033 * np.cos(2 * np.pi * day_of_year / 365)
    declination = 0.409 * np.sin(2 * np.pi * day_of_year / 365 - 1.39)
    latitude = np.radians(latitude_deg)
    sunset = np.arccos(np.clip(-np.tan(latitude) * np.tan(declination), -1.0, 1.0))
    level = sunset * np.sin(latitude) * np.sin(declination) + np.cos(latitude) * np.cos(declination) * np.sin(sunset)
    hours: Floats = 24 / np.pi * distance * level
    return hours


def clearest_beam_w_m2(place: Place, calendar: Calendar, zenith_deg: Floats) -> Floats:
    """Direct normal radiation through a clean and dry atmosphere, which no sky passes. [W/m2]

    Its optical depth after Kasten 1996 (doi:10.1016/0038-092X(95)00114-7), -0.101 + 0.235 / airmass^0.16.
    """
    from pvlib import atmosphere

    beam = np.zeros(calendar.hours)
    up = zenith_deg < HORIZON_DEG
    airmass = atmosphere.get_absolute_airmass(
        atmosphere.get_relative_airmass(zenith_deg[up]), float(pressure_at_altitude_pa(place.altitude_m))
    )
    depth = -0.101 + 0.235 * airmass**-0.16
    beam[up] = above_the_air_w_m2(calendar)[up] * np.exp(-depth * airmass)
    return beam


def split_w_m2(ghi_w_m2: Floats, place: Place, calendar: Calendar, zenith_deg: Floats) -> tuple[Floats, Floats]:
    """Split global radiation into direct normal and diffuse. [W/m2]

    Erbs, Klein and Duffie 1982 (pvlib). Near the horizon the sun of mid-hour stands for an hour in which it rises
    or sets, and the beam that is left would be many times the sun's: it is limited by `clearest_beam_w_m2`, and the
    rest is diffuse.
    """
    from pvlib.irradiance import erbs

    parts = erbs(ghi_w_m2, zenith_deg, calendar.day_of_year)
    most = clearest_beam_w_m2(place, calendar, zenith_deg)
    direct = np.minimum(parts["dni"], most)
    diffuse = np.where(parts["dni"] > most, ghi_w_m2 - direct * cosine(zenith_deg), parts["dhi"])
    return direct, diffuse


def clear_sky_w_m2(place: Place, calendar: Calendar, zenith_deg: Floats) -> Floats:
    """Global horizontal radiation under a cloudless sky [W/m2], with the sun at `apparent_zenith_deg`.

    Ineichen and Perez 2002 (doi:10.1016/S0038-092X(02)00045-2) with pvlib's monthly map of the
    Linke turbidity.
    """
    from pvlib import atmosphere, clearsky, irradiance

    times = mid_hours(place, calendar)
    up = zenith_deg < HORIZON_DEG
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
