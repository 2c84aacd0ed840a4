"""What speaks against a year's hours though each of them could be: noted, never mended.

Limits are our own judgement (assumption), drawn from real years, seven of TMY3 stations and four of CSWD, and from
the generated years of all shipped places; what they have at most is said beside each. Air pressure may be the same in
all hours, as some formats' is: it moves the wet bulb by hundredths of a degree, and is what dcenergy itself assumes.
What the sun says is in `sun_course.py` and `seasons.py`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dcenergy.language import Message
from dcenergy.weather.climate import WIND_ASSUMED_M_S
from dcenergy.weather.hourly import Calendar, Floats, Ints

STILL_AIR_H = 48
"""Dry bulb or dew point the same to the digit for so long; real years, in steps of whole degrees, have 24 h."""
STILL_HUMIDITY_H = 240
"""The same of relative humidity: fog holds it for days."""
MOST_HUMID_PCT = 99.0
"""From here on it may stand as long as it likes."""
CALM_H = 240
"""Without any wind; real years have 54 h (Hohhot in winter)."""
STORMIEST_M_S = 9.0
"""Mean of the year; real years have up to 4.6 m/s (Chicago), windy coasts 8. A calm place in km/h has 9."""
STILL_WIND_H = 96
"""The same speed, not 0, to the digit; real years have 36 h (Beijing in CSWD)."""
LEAST_SPREAD_K = 0.35
"""Standard deviation of the days' mean dry bulbs within the months. Real years have 2.4 to 4.6 K, Singapore
0.9; files of monthly means or climate normals, whose days are made smooth, 0.2."""
MOST_REPEATED_DAYS = 6
"""Days whose hours are those of another day, to the digit; real years have none."""
STILL = Message(
    "The {what} stands still at {value} {unit} for {hours} hours, from month {month}, day {day}: a sensor that hung, "
    "or a gap that was filled. What these hours give is not to be relied on."
)
WORDS = {
    "temp_c": (Message("dry bulb"), "°C"),
    "dew_point_c": (Message("dew point"), "°C"),
    "humidity_pct": (Message("relative humidity"), "%"),
    "wind_m_s": (Message("wind"), "m/s"),
}

Bools = NDArray[np.bool_]


@dataclass(frozen=True)
class Run:
    """Hours, or days, on end that are the same."""

    start: int
    length: int


LEAST_SWING_K = 0.5
"""Of the median day (assumption, 0.2 to 1): oceanic islands have 2 K, rain days of the tropics some 1 K."""


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
    yield from _still(days, "temp_c", temp_c, ~np.isnan(temp_c), STILL_AIR_H)
    yield from _still(days, "dew_point_c", dew_point_c, ~np.isnan(dew_point_c), STILL_AIR_H)
    yield from _still(days, "humidity_pct", humidity_pct, derived, STILL_HUMIDITY_H)


def _still(days: Calendar, key: str, values: Floats, among: Bools, limit_h: int) -> Iterator[Message]:
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
        ).rated("moves")


def days(
    calendar: Calendar, temp_c: Floats, dew_point_c: Floats, wind_m_s: Floats, ghi_w_m2: Floats
) -> Iterator[Message]:
    """Note days that hardly differ, as those of monthly means, and days that repeat others."""
    spread_k = _spread_k(calendar, temp_c)
    if spread_k < LEAST_SPREAD_K:
        yield Message(
            "The days' mean dry bulbs differ from the course of the year by only {spread} K, where real years have 1 "
            "to 5 K. These are monthly means or climate normals, not a year of hours: peaks, free cooling and sizes "
            "are wrong. Choose a file of hours, or name the means as weather: {key}.",
            spread=f"{spread_k:.2f}",
            key="{normals: FILE.csv}",
        ).rated("stops")
        return
    swing_k = float(np.median(np.ptp(temp_c.reshape(-1, 24), axis=1)))
    if swing_k < LEAST_SWING_K:
        yield Message(
            "The dry bulb hardly changes over a day: by {swing} K on half of the days, where real years have 3 to "
            "15 K. These are means of days, not hours: nights, peaks, free cooling and sizes are wrong. Choose a "
            "file of hours.",
            swing=f"{swing_k:.2f}",
        ).rated("stops")
        return
    hours = np.stack([values.reshape(-1, 24) for values in (temp_c, dew_point_c, wind_m_s, ghi_w_m2)], axis=1)
    repeated = len(hours) - len(np.unique(hours.reshape(len(hours), -1), axis=0))
    if repeated > MOST_REPEATED_DAYS:
        yield Message(
            "{days} days repeat all hours of another day to the digit: months were copied, or gaps filled with other "
            "days.",
            days=str(repeated),
        ).rated("moves")


def _spread_k(calendar: Calendar, temp_c: Floats) -> float:
    """Deviation of the days' means about the months' means, or about the straight course between them. [K]

    The lesser of both: files of monthly means have the one or the other.
    """
    daily, month = temp_c.reshape(-1, 24).mean(axis=1), calendar.month[::24]
    day = np.arange(len(daily))
    groups = [month == each for each in range(1, 13)]
    middle, means = [day[group].mean() for group in groups], [daily[group].mean() for group in groups]
    rest = daily - np.interp(day, middle, means, period=len(daily))
    return float(np.sqrt(min(np.mean([np.var(values[group]) for group in groups]) for values in (daily, rest))))


def wind(days: Calendar, wind_m_s: Floats) -> Iterator[Message]:
    """Note wind that never blows, or blows as in another unit."""
    mean_m_s = float(wind_m_s.mean())
    if mean_m_s > STORMIEST_M_S:
        yield Message(
            "The wind is {mean} m/s in the mean, as on the windiest coasts: is it in km/h? The yield of wind "
            "turbines comes out far too high.",
            mean=f"{mean_m_s:.1f}",
        ).rated("moves")
    yield from _calm(days, wind_m_s)
    if not (wind_m_s == WIND_ASSUMED_M_S).all():  # which a note of its own says
        yield from _still(days, "wind_m_s", wind_m_s, wind_m_s > 0, STILL_WIND_H)


def _calm(days: Calendar, wind_m_s: Floats) -> Iterator[Message]:
    still = wind_m_s == 0
    run = _unchanged(wind_m_s, still)
    if still.all():
        yield Message(
            "The wind is 0 in all hours: wind turbines yield nothing, and solar modules run too warm."
        ).rated("moves")
    elif run.length >= CALM_H:
        yield Message(
            "The wind is 0 for {hours} hours on end, from month {month}, day {day}: wind turbines yield nothing "
            "then.",
            hours=f"{run.length:,}",
            month=str(days.month[run.start]),
            day=str(_day_of_month(days, run.start)),
        )


def _day_of_month(days: Calendar, hour: int) -> Ints:
    first = np.searchsorted(days.month, days.month[hour])
    day: Ints = (hour - first) // 24 + 1
    return day
