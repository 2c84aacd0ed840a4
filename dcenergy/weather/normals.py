"""A typical year made from twelve monthly normals.

Exact, month by month: mean temperature, mean vapour pressure, sum of global radiation, mean wind. Made up,
from a seed: which day is warm, humid, cloudy or windy; how far days differ follows regressions on 65 real
years from all climates (`spreads.py`). What such a year misses of a real one is measured in
docs/typical-year.md and said in the notes of every year. It has no extremes: never size a plant by it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace

import numpy as np

from dcenergy.errors import WeatherError
from dcenergy.weather import psychrometrics, spreads, sun
from dcenergy.weather.hourly import Calendar, Floats, Notes, Place, Weather, calendar, from_air
from dcenergy.weather.series import (
    DAYS,
    days_of_months,
    hours_of_days,
    monthly_mean,
    per_day,
    persistent,
    standardised,
)

DAILY_PERSISTENCE = 0.70
HOURLY_PERSISTENCE = 0.9
SUN_PERSISTENCE = 0.3
SUN_HOURLY_NOISE = 0.2
"""Autocorrelation from day to day and hour to hour, and noise of the hourly clearness. Fitted on those years."""

SPREAD_ROUNDS = 6
"""Of giving the days' dew points, held below the air, the deviation wanted again."""

CLEARNESS_ASSUMED = 0.6
"""Where a place has no radiation normals: share of the clear sky's (assumption, 0.4 to 0.8)."""

CLEAREST_HOUR = 1.05
"""Hourly radiation over that of the clear sky at most (assumption, 1 to 1.1): broken clouds add some."""

WIND_ASSUMED_M_S = 3.0
"""Where a place has no wind normals: assumption, 1.5 to 5 m/s (10 m above open land)."""

WIND_PERSISTENCE = 0.85
"""From hour to hour: assumption, 0.8 to 0.95."""

ERBS_AMPLITUDES = (0.4632, 0.0984, 0.0168)
ERBS_PHASES = (3.805, 0.360, 0.822)
"""Harmonics of the day's temperature, per daily range. Erbs, Klein and Beckman 1983, ASHRAE Journal 25 (6);
the argument is the angle of the solar hour."""

LEAST_DEPRESSION_K = 0.05
"""Dew point below the air, in any hour."""

MOST_SATURATED = 0.99
LARGEST_EXCESS = 0.10
"""A month's mean vapour pressure over that of air saturated in every hour: at most; and what is mended beyond
(saturation over water exceeds that over ice by 10 % at -10 degC; ASHRAE Fundamentals 2017, ch. 1)."""

LEAST_MEAN_DEPRESSION_K = 0.5
"""For the regressions: a month's mean vapour pressure may exceed the saturation pressure at its mean temperature
(assumption, 0.2 to 1)."""

EXPECTED_ERRORS = {
    "air-cooled chillers": "PUE 0.0011",
    "with dry coolers": "PUE 0.0010, 130 free hours",
    "towers with an economiser": "PUE 0.0009, WUE 0.4%, 180 free hours",
    "outdoor air": "PUE 0.0089, WUE 0.011 L/kWh, 250 free hours",
    "indirect evaporation": "PUE 0.0011, WUE 0.027 L/kWh, 250 free hours",
    "lake": "PUE 0.0002",
    "river": "PUE 0.0012, 170 free hours",
    "solar": "yield 1.7%",
}
"""Root mean square of generated less true annual figures, over ten real years and eight seeds
(benchmarks/typical_year.csv, docs/typical-year.md); free hours are those in which nothing else cools."""

NOTES = (
    "The weather is a typical year made from monthly normals: its months are right, its days are made up.",
    "Do not size a plant by a typical year: it has no extremes. Its peak PUE and its wind energy are not to be "
    "relied on.",
    "Expected error against a real year of the same normals (root mean square over ten real years): "
    + "; ".join(f"{system}: {errors}" for system, errors in EXPECTED_ERRORS.items())
    + ". In hot, humid climates outdoor air comes out too well, by 0.02 PUE and 500 to 700 hours.",
)


@dataclass(frozen=True, eq=False)
class Normals:
    """Monthly means of many years, each of shape (12,)."""

    name: str
    place: Place
    temp_c: Floats
    temp_max_c: Floats  # mean of the days' highest
    temp_min_c: Floats  # mean of the days' lowest
    vapour_pressure_pa: Floats
    pressure_pa: Floats
    ghi_kwh_m2_day: Floats | None = None
    wind_m_s: Floats | None = None
    temp_spread_k: Floats | None = None  # standard deviation of the days' means; absent: by regression
    dew_point_spread_k: Floats | None = None
    notes: Notes = ()

    def text(self) -> str:
        """Return all of it in words, the same for the same normals."""
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        return repr(
            {key: value.tolist() if isinstance(value, np.ndarray) else value for key, value in values.items()}
        )


def generate(normals: Normals, place: Place, seed: int = 0) -> Weather:
    """Return a typical year at `place`; the same seed gives the same year.

    Raises
    ------
    WeatherError
        Where the normals contradict themselves.
    """
    days = calendar()
    of_temp, of_dew_point, of_sun, of_wind = (
        np.random.default_rng(child) for child in np.random.SeedSequence(seed).spawn(4)
    )
    spread_k = temp_spread_k(normals, place)
    warmth = standardised(persistent(of_temp, DAYS, DAILY_PERSISTENCE))
    temp_c = _temp(normals, place, days, warmth * per_day(spread_k))
    normals = _held_by_air(normals, temp_c)
    dew_point_c = _dew_point(normals, place, temp_c, warmth, spread_k, of_dew_point)
    ghi, dni, dhi = _radiation(normals, place, days, of_sun)
    return from_air(
        "normals",
        f"typical year of {normals.name}, seed {seed}",
        place,
        temp_c=temp_c,
        dew_point_c=dew_point_c,
        pressure_pa=np.repeat(days_of_months(normals.pressure_pa), 24),
        wind_m_s=_wind(normals, of_wind),
        ghi_w_m2=ghi,
        dni_w_m2=dni,
        dhi_w_m2=dhi,
        notes=NOTES + normals.notes + tuple(_notes_of_gaps(normals)),
    )


def temp_spread_k(normals: Normals, place: Place) -> Floats:
    """Standard deviation of the days' mean temperatures [K], shape (12,): as measured, else by regression."""
    if normals.temp_spread_k is not None:
        return normals.temp_spread_k
    range_k = normals.temp_max_c - normals.temp_min_c
    return spreads.by_temp_k(normals.temp_c, range_k, _mean_wind(normals), place.latitude_deg)


def _temp(normals: Normals, place: Place, days: Calendar, anomaly_k: Floats) -> Floats:
    """Return temperatures whose days have the anomalies given, and whose months the normals' mean, and
    the normals' mean of highest and lowest as nearly as a smooth day can.

    The day's course is Erbs' shape; a second harmonic, in step with its peak, moves highest and lowest
    together. Their two amplitudes a month are found by repeated correction.
    """
    flat = hours_of_days(days_of_months(normals.temp_c) + anomaly_k)
    angle = 2 * np.pi * (days.hour + 0.5 - place.utc_offset_h + place.longitude_deg / 15.0) / 24.0
    harmonics = zip(ERBS_AMPLITUDES, ERBS_PHASES, strict=True)
    course = sum((a * np.cos(k * angle - phase) for k, (a, phase) in enumerate(harmonics, start=1)), np.zeros(1))
    tilt = np.cos(2 * (angle - ERBS_PHASES[0]))
    range_k = normals.temp_max_c - normals.temp_min_c
    middle_k = (normals.temp_max_c + normals.temp_min_c) / 2
    swing, lift = range_k, np.zeros(12)
    for _ in range(40):
        temp_c: Floats = flat + np.repeat(per_day(swing), 24) * course + np.repeat(per_day(lift), 24) * tilt
        by_day = temp_c.reshape(DAYS, 24)
        highest, lowest = monthly_mean(by_day.max(axis=1)), monthly_mean(by_day.min(axis=1))
        swing = np.maximum(swing + range_k - (highest - lowest), 0.1 * range_k)
        lift = np.clip(lift + middle_k - (highest + lowest) / 2, -0.25 * swing, 0.25 * swing)
    return temp_c


def _held_by_air(normals: Normals, temp_c: Floats) -> Normals:
    """Return normals whose vapour the air can hold.

    Stations report humidity over water, also in frost; over ice the air holds less, and months
    near saturation come out a little above it.
    """
    most_pa = monthly_mean(psychrometrics.saturation_pressure_pa(temp_c - LEAST_DEPRESSION_K)) * MOST_SATURATED
    excess = normals.vapour_pressure_pa / most_pa - 1
    if np.any(excess > LARGEST_EXCESS):
        raise WeatherError(
            f"normals of {normals.name}: the air of month {excess.argmax() + 1} cannot hold its mean vapour pressure"
            "; mend the normals"
        )
    if np.all(excess <= 0):
        return normals
    note = (
        f"In month {', '.join(str(month + 1) for month in np.flatnonzero(excess > 0))} the vapour pressure of "
        f"{normals.name} is up to {excess.max():.0%} above what the air can hold over ice; it was taken as saturated."
    )
    held_pa = np.minimum(normals.vapour_pressure_pa, most_pa)
    return replace(normals, vapour_pressure_pa=held_pa, notes=(*normals.notes, note))


def _dew_point(
    normals: Normals,
    place: Place,
    temp_c: Floats,
    warmth: Floats,
    spread_k: Floats,
    random: np.random.Generator,
) -> Floats:
    """Return dew points that follow the warmth in part, never above the air, of the normals' vapour pressure.

    The ceiling of the air takes from the days' deviation; a few rounds give it back.
    """
    mean_c = psychrometrics.dew_point_from_vapour_pressure_c(normals.vapour_pressure_pa)
    depression_k = np.maximum(normals.temp_c - mean_c, LEAST_MEAN_DEPRESSION_K)
    wanted_k = normals.dew_point_spread_k
    if wanted_k is None:
        wanted_k = spreads.by_dew_point_k(spread_k, mean_c, depression_k)
    with_warmth = per_day(spreads.shared(normals.temp_c, depression_k, place.latitude_deg))
    own = standardised(persistent(random, DAYS, DAILY_PERSISTENCE))
    moisture = standardised(with_warmth * warmth + np.sqrt(1 - with_warmth**2) * own)
    range_k = normals.temp_max_c - normals.temp_min_c
    hourly_k = _within_day(random) * np.repeat(per_day(spreads.within_day_k(range_k, mean_c, depression_k)), 24)
    swing_k = wanted_k
    for _ in range(SPREAD_ROUNDS):
        daily_c = days_of_months(mean_c) + moisture * per_day(swing_k)
        dew_point_c = _of_vapour_pressure(hours_of_days(daily_c) + hourly_k, temp_c - LEAST_DEPRESSION_K, normals)
        found_k = spreads.found(dew_point_c.reshape(DAYS, 24).mean(axis=1))
        swing_k = np.clip(swing_k * wanted_k / found_k, 0.5 * wanted_k, 2 * wanted_k)
    return dew_point_c


def _within_day(random: np.random.Generator) -> Floats:
    """Return hourly deviates about their day's mean, of the deviation 1."""
    hours = persistent(random, 24 * DAYS, HOURLY_PERSISTENCE).reshape(DAYS, 24)
    hours = hours - hours.mean(axis=1, keepdims=True)
    return np.ravel(hours / np.sqrt(np.mean(hours**2)))


def _of_vapour_pressure(dew_point_c: Floats, ceiling_c: Floats, normals: Normals) -> Floats:
    """Shift each month's dew points, under their ceiling, until their vapour pressure has the normal mean.

    Bisection: the mean rises with the shift, up to that of saturated air.
    """
    low_k, high_k = np.full(12, -60.0), np.full(12, 60.0)
    for _ in range(60):
        middle_k = (low_k + high_k) / 2
        shifted_c = np.minimum(dew_point_c + np.repeat(per_day(middle_k), 24), ceiling_c)
        vapour_pa = monthly_mean(psychrometrics.saturation_pressure_pa(shifted_c))
        too_wet = vapour_pa > normals.vapour_pressure_pa
        low_k, high_k = np.where(too_wet, low_k, middle_k), np.where(too_wet, middle_k, high_k)
    if not np.allclose(vapour_pa, normals.vapour_pressure_pa, rtol=1e-9):
        raise ArithmeticError(f"the dew points of {normals.name} did not settle")
    return shifted_c


def _radiation(
    normals: Normals, place: Place, days: Calendar, random: np.random.Generator
) -> tuple[Floats, Floats, Floats]:
    """Return global, direct normal and diffuse radiation [W/m2], split after Erbs 1982."""
    from pvlib.irradiance import erbs
    from scipy.special import betaincinv, ndtr

    clear = sun.clear_sky_w_m2(place, days)
    possible = monthly_mean(clear)
    wanted = possible * CLEARNESS_ASSUMED
    if normals.ghi_kwh_m2_day is not None:
        wanted = normals.ghi_kwh_m2_day * 1000 / 24
    if np.any((wanted > 0) & (possible <= 0)):
        raise WeatherError(f"normals of {normals.name}: radiation in a month without sun; mend the normals")
    clearness = np.clip(wanted / np.maximum(possible, 1e-9), 0.02, 0.97)
    weight = clearness * (1 - clearness) / spreads.by_clearness(clearness) ** 2 - 1
    chance = ndtr(persistent(random, DAYS, SUN_PERSISTENCE))
    daily = betaincinv(per_day(clearness * weight), per_day((1 - clearness) * weight), chance)
    noise = 1 + SUN_HOURLY_NOISE * random.standard_normal(24 * DAYS)
    hourly = np.clip(np.repeat(daily, 24) * noise, 0.0, CLEAREST_HOUR)
    raw = clear * hourly
    scale = np.divide(wanted, monthly_mean(raw), out=np.zeros(12), where=possible > 0)
    ghi = raw * np.repeat(per_day(scale), 24)
    parts = erbs(ghi, sun.apparent_zenith_deg(place, days), days.day_of_year)
    return ghi, parts["dni"], parts["dhi"]


def _wind(normals: Normals, random: np.random.Generator) -> Floats:
    """Return wind speeds of a Rayleigh distribution, persistent from hour to hour, of the normal mean."""
    from scipy.special import ndtr

    raw: Floats = np.sqrt(-np.log(ndtr(persistent(random, 24 * DAYS, WIND_PERSISTENCE))))
    return raw * np.repeat(per_day(_mean_wind(normals) / monthly_mean(raw)), 24)


def _mean_wind(normals: Normals) -> Floats:
    return np.full(12, WIND_ASSUMED_M_S) if normals.wind_m_s is None else normals.wind_m_s


def _notes_of_gaps(normals: Normals) -> Iterator[str]:
    if normals.wind_m_s is None:
        yield f"{normals.name} has no wind normals: {WIND_ASSUMED_M_S:g} m/s was assumed the year round (1.5 to 5)."
    if normals.ghi_kwh_m2_day is None:
        yield (
            f"{normals.name} has no radiation normals: {CLEARNESS_ASSUMED:g} of the clear sky's was assumed "
            "(0.4 to 0.8); solar yields are not to be relied on."
        )
