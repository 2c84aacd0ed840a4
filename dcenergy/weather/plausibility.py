"""What speaks against a year's hours though each of them could be: noted, never mended.

Limits are our own judgement (assumption), drawn from real years, seven of TMY3 stations and four of CSWD; what they
have at most is said beside each. Air pressure may be the same in all hours, as some formats' is: it moves the wet
bulb by hundredths of a degree, and is what dcenergy itself assumes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dcenergy.language import Message
from dcenergy.weather.hourly import Calendar, Floats, Ints, Place

STILL_AIR_H = 48
"""Dry bulb or dew point the same to the digit for so long; real years, in steps of whole degrees, have 24 h."""
STILL_HUMIDITY_H = 240
"""The same of relative humidity: fog holds it for days."""
MOST_HUMID_PCT = 99.0
"""From here on it may stand as long as it likes."""
CALM_H = 240
"""Without any wind; real years have 54 h (Hohhot in winter)."""
DARK_DAYS = 7
"""Days on end without any sun though it rises; real years have 2 (CSWD)."""
LEAST_SUN_H = 1.0
"""Of a day's hours, each counted by the cosine of the sun's angle, for the sun to have risen: even a tenth of the
clear sky's radiation would be 100 Wh/m2."""
CLEARNESS = 0.15, 0.80
"""Year's radiation over that above the air; real years have 0.31 (Guiyang), normals up to 0.63 (Lhasa)."""
SOLAR_CONSTANT_W_M2 = 1361.0
"""Kopp and Lean 2011 (doi:10.1029/2010GL045777): 1360.8."""
STORMIEST_M_S = 12.0
"""Mean of the year; real years have up to 6 m/s, the windiest coasts 10."""
LARGEST_SUN_SHIFT_H = 0.75
"""Middle of the day's radiation less the sun's; real years have 0.2 h, modelled ones (CSWD) up to 1.5 h."""
LEAST_SUN_SWING = 0.05
"""Amplitude of the sun's cosine over the mean day from which on it has a noon; within 5 degrees of the poles it has
less."""
DRY_BULB_PEAK_H = 11.0, 19.0
"""Solar time in which the mean day is warmest, by its first harmonic; real years have 13.3 to 16.2 h."""
LEAST_SWING_K = 1.0
"""Amplitude of the mean day from which on its peak tells the time."""

STILL = Message(
    "The {what} stands still at {value} {unit} for {hours} hours, from month {month}, day {day}: a sensor that hung, "
    "or a gap that was filled. What these hours give is not to be relied on."
)
WORDS = {
    "temp_c": (Message("dry bulb"), "°C"),
    "dew_point_c": (Message("dew point"), "°C"),
    "humidity_pct": (Message("relative humidity"), "%"),
}

Bools = NDArray[np.bool_]


@dataclass(frozen=True)
class Run:
    """Hours, or days, on end that are the same."""

    start: int
    length: int


def longest(same_as_before: Bools, among: Bools) -> Run:
    """Return the longest run of `among` whose members are each the same as the one before.

    >>> longest(np.array([False, True, True, False]), np.ones(4, dtype=bool))
    Run(start=0, length=3)
    """
    begins = np.flatnonzero(~same_as_before | ~among | ~np.concatenate([[False], among[:-1]]))
    lengths = np.diff(np.concatenate([begins, [len(among)]])) * among[begins]
    if not len(lengths):
        return Run(0, 0)
    return Run(int(begins[lengths.argmax()]), int(lengths.max()))


def _unchanged(values: Floats, among: Bools) -> Run:
    return longest(np.concatenate([[False], values[1:] == values[:-1]]), among)


def air(days: Calendar, temp_c: Floats, dew_point_c: Floats, humidity_pct: Floats) -> Iterator[Message]:
    """Note dry bulbs, dew points and humidities, as the file has them, that stand still."""
    derived = np.isnan(dew_point_c) & (humidity_pct < MOST_HUMID_PCT)
    for key, values, among, limit_h in (
        ("temp_c", temp_c, ~np.isnan(temp_c), STILL_AIR_H),
        ("dew_point_c", dew_point_c, ~np.isnan(dew_point_c), STILL_AIR_H),
        ("humidity_pct", humidity_pct, derived, STILL_HUMIDITY_H),
    ):
        run = _unchanged(values, among)
        what, unit = WORDS[key]
        if run.length >= limit_h:
            yield Message(
                STILL,
                what=what,
                unit=unit,
                value=f"{values[run.start]:g}",
                hours=f"{run.length:,}",
                month=str(days.month[run.start]),
                day=str(_day_of_month(days, run.start)),
            )


def time_of_day(place: Place, temp_c: Floats) -> Iterator[Message]:
    """Note where the mean day is warmest at a time that no place has."""
    wave = _daily_wave(temp_c)
    peak_h = (_hour(wave) - place.utc_offset_h + place.longitude_deg / 15) % 24
    low, high = DRY_BULB_PEAK_H
    if abs(wave) >= LEAST_SWING_K and not low <= peak_h <= high:
        yield Message(
            "The mean day is warmest at {hour} h by the sun, where 13 to 16 h are usual: the file's times are of "
            "another zone than it, or the profile, says.",
            hour=f"{peak_h:.1f}",
        )


def wind(days: Calendar, wind_m_s: Floats) -> Iterator[Message]:
    """Note wind that never blows, or blows as in another unit."""
    mean_m_s = float(wind_m_s.mean())
    if mean_m_s > STORMIEST_M_S:
        yield Message(
            "The wind is {mean} m/s in the mean, more than on any coast: is it in km/h? The yield of wind turbines "
            "comes out far too high.",
            mean=f"{mean_m_s:.1f}",
        )
    yield from _calm(days, wind_m_s)


def _calm(days: Calendar, wind_m_s: Floats) -> Iterator[Message]:
    still = wind_m_s == 0
    run = _unchanged(wind_m_s, still)
    if still.all():
        yield Message("The wind is 0 in all hours: wind turbines yield nothing, and solar modules run too warm.")
    elif run.length >= CALM_H:
        yield Message(
            "The wind is 0 for {hours} hours on end, from month {month}, day {day}: wind turbines yield nothing "
            "then.",
            hours=f"{run.length:,}",
            month=str(days.month[run.start]),
            day=str(_day_of_month(days, run.start)),
        )


def sunshine(days: Calendar, risen_h: Floats, ghi_w_m2: Floats, dni_w_m2: Floats) -> Iterator[Message]:
    """Note radiation that is not there while the sun is, that has no beam, or that comes at another time.

    `risen_h` is the cosine of the sun's angle, hour by hour.
    """
    if not ghi_w_m2.any():
        yield Message("The radiation is 0 in all hours: solar modules yield nothing.")
        return
    yield from _dark_days(days, ghi_w_m2, risen_h)
    if not dni_w_m2.any():
        yield Message("The direct radiation is 0 in all hours: the yield of tilted solar modules comes out too low.")
    clearness = float(ghi_w_m2.sum() / (SOLAR_CONSTANT_W_M2 * risen_h.sum()))
    if not CLEARNESS[0] <= clearness <= CLEARNESS[1]:
        yield Message(
            "The year's radiation is {share} of what the sun sends to the top of the air, where 25 % to 70 % are "
            "usual: is it in another unit than W/m2? Solar yields inherit this.",
            share=f"{100 * clearness:.2g} %",
        )
    course = _daily_wave(risen_h)
    shift_h = _hour(_daily_wave(ghi_w_m2) / course) if abs(course) >= LEAST_SUN_SWING else 0.0
    if abs(shift_h) > LARGEST_SUN_SHIFT_H:
        after = Message(
            "The radiation comes {hours} h after the sun, over the year: it is modelled, or the file's times are of "
            "another zone than it, or the profile, says, or mark another end of their hours. Solar yields inherit "
            "this."
        )
        before = Message(
            "The radiation comes {hours} h before the sun, over the year: it is modelled, or the file's times are of "
            "another zone than it, or the profile, says, or mark another end of their hours. Solar yields inherit "
            "this."
        )
        yield Message(after if shift_h > 0 else before, hours=f"{abs(shift_h):.1f}")


def _dark_days(days: Calendar, ghi_w_m2: Floats, risen_h: Floats) -> Iterator[Message]:
    dark = (ghi_w_m2.reshape(-1, 24).sum(axis=1) == 0) & (risen_h.reshape(-1, 24).sum(axis=1) >= LEAST_SUN_H)
    run = longest(np.ones(len(dark), dtype=bool), dark)
    if run.length < DARK_DAYS:
        return
    yield Message(
        "The radiation is 0 in all hours of {days} days on which the sun rises, in month {months}: solar modules "
        "yield nothing then.",
        days=str(np.count_nonzero(dark)),
        months=", ".join(map(str, np.unique(days.month[::24][dark]))),
    )


def _daily_wave(values: Floats) -> complex:
    """Return the first harmonic of the mean day: its amplitude, and the hour of its peak as an angle."""
    return complex((values.reshape(-1, 24).mean(axis=0) * np.exp(2j * np.pi * (np.arange(24) + 0.5) / 24)).sum() / 12)


def _hour(wave: complex) -> float:
    return float(np.angle(wave) * 12 / np.pi)


def _day_of_month(days: Calendar, hour: int) -> Ints:
    first = np.searchsorted(days.month, days.month[hour])
    day: Ints = (hour - first) // 24 + 1
    return day
