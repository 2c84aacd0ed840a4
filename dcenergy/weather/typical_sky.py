"""Sun and wind of a typical year."""

from __future__ import annotations

import numpy as np

from dcenergy.errors import WeatherError
from dcenergy.weather import spreads, sun
from dcenergy.weather.climate import CLEARNESS_ASSUMED, Normals, mean_wind
from dcenergy.weather.hourly import Calendar, Floats, Place
from dcenergy.weather.series import DAYS, monthly_mean, per_day, persistent

SUN_PERSISTENCE = 0.25
SUN_HOURLY_PERSISTENCE = 0.6
SUN_HOURLY_NOISE = 0.3
"""Of the clearness: autocorrelation from day to day and hour to hour, and the hours' deviation as a share of their
day's. Held between 0 and the clearest hour, hours so made have the means found in the 25 real years of
benchmarks/spreads_of_days.py: a deviation of 0.27 of the day's, autocorrelations of 0.21 and 0.48."""

CLEAREST_HOUR = 1.05
"""Hourly radiation over that of the clear sky at most (assumption, 1 to 1.1): broken clouds add some."""

ROUNDING = 1e-9
"""Of a month's mean."""

MOST_SCALED = 1e3
"""Of a month's clearness, for the search: its dullest days are not a thousand times too dull."""

WIND_PERSISTENCE = 0.85
"""From hour to hour: assumption, 0.8 to 0.95."""


def radiation_w_m2(
    normals: Normals, place: Place, days: Calendar, random: np.random.Generator
) -> tuple[Floats, Floats, Floats]:
    """Return global, direct normal and diffuse radiation [W/m2], split after Erbs 1982."""
    from pvlib.irradiance import get_extra_radiation
    from scipy.special import betaincinv, ndtr

    zenith_deg = sun.apparent_zenith_deg(place, days)
    clear = sun.clear_sky_w_m2(place, days, zenith_deg)
    possible = monthly_mean(clear)
    wanted = _wanted(normals, place, days, possible)
    clearness = np.clip(wanted / np.maximum(possible, 1e-9), 0.02, 0.97)
    weight = clearness * (1 - clearness) / spreads.by_clearness(clearness) ** 2 - 1
    chance = ndtr(persistent(random, DAYS, SUN_PERSISTENCE))
    daily = betaincinv(per_day(clearness * weight), per_day((1 - clearness) * weight), chance)
    noise = 1 + SUN_HOURLY_NOISE * persistent(random, 24 * DAYS, SUN_HOURLY_PERSISTENCE)
    above_air = get_extra_radiation(days.day_of_year) * sun.cosine(zenith_deg)
    ghi = _of_mean(clear, np.repeat(daily, 24) * np.maximum(noise, 0.0), wanted, above_air)
    return (ghi, *sun.split_w_m2(ghi, place, days, zenith_deg))


def _wanted(normals: Normals, place: Place, days: Calendar, possible: Floats) -> Floats:
    """Return the months' mean radiation; where a site's sky cannot have it, as clear a sky as the normals' own place.

    Only sites to the north or south of that place have months whose cloudless sky has less than the normals.
    """
    if normals.ghi_kwh_m2_day is None:
        return possible * CLEARNESS_ASSUMED
    wanted: Floats = normals.ghi_kwh_m2_day * 1000 / 24
    if np.all(wanted <= possible):
        return wanted
    if place.latitude_deg == normals.place.latitude_deg:
        if np.any((wanted > 0) & (possible <= 0)):
            raise WeatherError(
                f"normals of {normals.name}: radiation in a month without sun; mend the normals, or the latitude"
            )
        return wanted
    zenith_deg = sun.apparent_zenith_deg(normals.place, days)
    at_home = monthly_mean(sun.clear_sky_w_m2(normals.place, days, zenith_deg))
    clearness = np.minimum(np.divide(wanted, at_home, out=np.zeros(12), where=at_home > 0), 1.0)
    return np.where(wanted > possible, clearness * possible, wanted)


def _of_mean(clear: Floats, clearness: Floats, wanted: Floats, above_air: Floats) -> Floats:
    """Scale each month's hourly clearness, under its ceiling, until the radiation has the mean wanted.

    The ceiling is the clearest hour, or the month's own mean over the clear sky's where that is higher still; and
    what the sun sends to the top of the air, all of it in a month that has no other way to its mean.
    Bisection: the mean rises with the scale, up to that of the ceiling.
    """
    possible = monthly_mean(clear)
    highest = np.maximum(CLEAREST_HOUR, np.divide(wanted, possible, out=np.zeros(12), where=possible > 0))
    ceiling = np.minimum(clear * np.repeat(per_day(highest), 24), above_air)
    highest = np.where(monthly_mean(ceiling) < wanted * (1 - ROUNDING), MOST_SCALED, highest)
    ceiling = np.minimum(clear * np.repeat(per_day(highest), 24), above_air)
    low, high = np.zeros(12), np.full(12, MOST_SCALED)
    for _ in range(60):
        middle = (low + high) / 2
        ghi = np.minimum(clear * clearness * np.repeat(per_day(middle), 24), ceiling)
        too_bright = monthly_mean(ghi) > wanted
        low, high = np.where(too_bright, low, middle), np.where(too_bright, middle, high)
    exact = np.divide(wanted, monthly_mean(ghi), out=np.zeros(12), where=possible > 0)
    return ghi * np.repeat(per_day(exact), 24)


def wind_m_s(normals: Normals, random: np.random.Generator) -> Floats:
    """Return wind speeds of a Rayleigh distribution, persistent from hour to hour, of the normal mean."""
    from scipy.special import ndtr

    raw: Floats = np.sqrt(-np.log(ndtr(persistent(random, 24 * DAYS, WIND_PERSISTENCE))))
    return raw * np.repeat(per_day(mean_wind(normals) / monthly_mean(raw)), 24)
