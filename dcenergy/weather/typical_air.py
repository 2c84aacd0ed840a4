"""The air of a typical year: temperatures and dew points of days that differ as real ones do."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from dcenergy.errors import WeatherError
from dcenergy.language import Message
from dcenergy.weather import psychrometrics, spreads
from dcenergy.weather.climate import Normals
from dcenergy.weather.days import Days
from dcenergy.weather.hourly import Calendar, Floats, Place
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
"""Autocorrelation from day to day and hour to hour, fitted on 65 real years."""

DEW_POINT_SKEWNESS = -0.24
"""Of the days about their month's mean: damp air is bounded by the sea and the soil it rose from, dry air may come
from far and high. Mean of 25 real years (benchmarks/spreads_of_days.py); no climate differed beyond the noise."""

SPREAD_ROUNDS = 6
"""Of giving the days' dew points, held below the air, the deviation wanted again."""

ERBS_AMPLITUDES = (0.4632, 0.0984, 0.0168)
ERBS_PHASES = (3.805, 0.360, 0.822)
"""Harmonics of the day's temperature, per daily range. Erbs, Klein and Beckman 1983, ASHRAE Journal 25 (6);
the argument is the angle of the solar hour."""

LEAST_DEPRESSION_K = 0.05
"""Dew point below the air, in any hour."""

MOST_SATURATED = 0.99
LARGEST_EXCESS = 0.10
"""A month's mean vapour pressure over that of air saturated in every hour: at most; and what is mended beyond that of
air saturated over water (assumption, 0.05 to 0.15: made-up days have other frosts than real ones)."""

SWING_SPREAD = 0.36
SWING_WITH_DRYNESS = 0.40
"""Of the days' ranges: deviation, as a share of the month's, and correlation with the days' depression of the dew
point (dry, clear days swing, damp ones do not). With what passing weather adds, days so made have the means found in
the 25 real years: a deviation of 0.36 and a correlation of 0.44."""

LEAST_SWING = 0.15
"""Of a day, as a share of its month's (assumption, 0.1 to 0.2): overcast days still warm."""


def moisture(warmth: Floats, days: Days, random: np.random.Generator) -> Floats:
    """Return deviates of the days' dew points, which follow the warmth in part."""
    with_warmth = per_day(days.correlation)
    own = standardised(persistent(random, DAYS, DAILY_PERSISTENCE))
    return standardised(skewed(with_warmth * warmth + np.sqrt(1 - with_warmth**2) * own, DEW_POINT_SKEWNESS))


def swing(warmth: Floats, moisture: Floats, days: Days, random: np.random.Generator) -> Floats:
    """Return the days' ranges of temperature, as shares of their month's: dry days have the wider ones."""
    dryness = standardised(warmth * per_day(days.temp_k) - moisture * per_day(days.dew_point_k))
    own = random.standard_normal(DAYS)
    deviates = SWING_WITH_DRYNESS * dryness + np.sqrt(1 - SWING_WITH_DRYNESS**2) * own
    shares: Floats = np.maximum(1 + SWING_SPREAD * deviates, LEAST_SWING)
    return shares


def temp_c(normals: Normals, place: Place, days: Calendar, anomaly_k: Floats, swing: Floats) -> Floats:
    """Return temperatures whose days have the anomalies given, and whose months the normals' mean, and
    the normals' mean of highest and lowest as nearly as a smooth day can.

    The day's course is Erbs' shape, as wide as `swing` says; a second harmonic, in step with its peak, moves
    highest and lowest together. Their two amplitudes a month are found by repeated correction.
    """
    flat = hours_of_days(days_of_months(normals.temp_c) + anomaly_k)
    angle = 2 * np.pi * (days.hour + 0.5 - place.utc_offset_h + place.longitude_deg / 15.0) / 24.0
    harmonics = zip(ERBS_AMPLITUDES, ERBS_PHASES, strict=True)
    course = sum((a * np.cos(k * angle - phase) for k, (a, phase) in enumerate(harmonics, start=1)), np.zeros(1))
    tilt = np.cos(2 * (angle - ERBS_PHASES[0]))
    range_k = normals.temp_max_c - normals.temp_min_c
    middle_k = (normals.temp_max_c + normals.temp_min_c) / 2
    amplitude, lift = range_k, np.zeros(12)
    for _ in range(40):
        of_day = np.repeat(per_day(amplitude) * swing, 24) * course + np.repeat(per_day(lift) * swing, 24) * tilt
        temp_c: Floats = flat + of_day
        by_day = temp_c.reshape(DAYS, 24)
        highest, lowest = monthly_mean(by_day.max(axis=1)), monthly_mean(by_day.min(axis=1))
        amplitude = np.maximum(amplitude + range_k - (highest - lowest), 0.1 * range_k)
        lift = np.clip(lift + middle_k - (highest + lowest) / 2, -0.25 * amplitude, 0.25 * amplitude)
    return temp_c


def held_by_air(normals: Normals, temp_c: Floats) -> Normals:
    """Return normals whose vapour the air can hold.

    Stations report humidity over water, also in frost; over ice the air holds less, and months
    near saturation come out above it.
    """
    ceiling_c = temp_c - LEAST_DEPRESSION_K
    over_water_pa = monthly_mean(psychrometrics.saturation_over_water_pa(ceiling_c)) * MOST_SATURATED
    too_damp = normals.vapour_pressure_pa > (1 + LARGEST_EXCESS) * over_water_pa
    if np.any(too_damp):
        raise WeatherError(
            f"normals of {normals.name}: the air of month {too_damp.argmax() + 1} cannot hold its mean vapour "
            "pressure; mend the normals"
        )
    most_pa = monthly_mean(psychrometrics.saturation_pressure_pa(ceiling_c)) * MOST_SATURATED
    excess = normals.vapour_pressure_pa / most_pa - 1
    if np.all(excess <= 0):
        return normals
    note = Message(
        "In month {months} the vapour pressure of {place} is up to {excess} above what the air can hold over ice; it "
        "was taken as saturated.",
        months=", ".join(str(month + 1) for month in np.flatnonzero(excess > 0)),
        place=Message(normals.name),
        excess=f"{excess.max():.0%}",
    )
    held_pa = np.minimum(normals.vapour_pressure_pa, most_pa)
    return replace(normals, vapour_pressure_pa=held_pa, notes=(*normals.notes, note))


def dew_point_c(
    normals: Normals, temp_c: Floats, moisture: Floats, spread_k: Floats, random: np.random.Generator
) -> Floats:
    """Return dew points whose days differ as `moisture` does, never above the air, of the normals' vapour pressure.

    The ceiling of the air takes from the days' deviation; a few rounds give it back.
    """
    mean_c = psychrometrics.dew_point_from_vapour_pressure_c(normals.vapour_pressure_pa)
    depression_k = np.maximum(normals.temp_c - mean_c, spreads.LEAST_MEAN_DEPRESSION_K)
    range_k = normals.temp_max_c - normals.temp_min_c
    hourly_k = _within_day(random) * np.repeat(per_day(spreads.within_day_k(range_k, mean_c, depression_k)), 24)
    swing_k = spread_k
    for _ in range(SPREAD_ROUNDS):
        daily_c = days_of_months(mean_c) + moisture * per_day(swing_k)
        dew_point_c = _of_vapour_pressure(hours_of_days(daily_c) + hourly_k, temp_c - LEAST_DEPRESSION_K, normals)
        found_k = spreads.found(dew_point_c.reshape(DAYS, 24).mean(axis=1))
        swing_k = np.clip(swing_k * spread_k / found_k, 0.5 * spread_k, 2 * spread_k)
    return dew_point_c


def skewed(deviates: Floats, skewness: float) -> Floats:
    """Give normal deviates a skewness, by the first term of Cornish and Fisher (1938, doi:10.2307/1400905).

    >>> skewed(np.array([-2.0, 0.0, 2.0]), -0.24).round(2).tolist()
    [-2.12, 0.04, 1.88]
    """
    return deviates + skewness / 6 * (deviates**2 - 1)


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
    settled = np.isclose(vapour_pa, normals.vapour_pressure_pa, rtol=1e-9)
    if not settled.all():
        raise WeatherError(
            f"normals of {normals.name}: month {settled.argmin() + 1}: no days whose dew points differ so far, under "
            "days whose temperatures differ so little, have its mean vapour pressure; mend dew_point_spread_k or "
            "temp_spread_k of that month"
        )
    return shifted_c
