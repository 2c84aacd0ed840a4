"""Course of the days' radiation and warmth, held against the sun's own at the place: noted only.

The sun's course is geometry, so that it tells a wrong zone, a clock that is half an hour off and a wrong unit from
the hours alone. Clear hours show it best: of each month and hour of the day the 90th percentile is taken. Limits are
our own judgement (assumption); what seven real years and the generated years of all shipped places have at most
stands beside each. The course of the year is in `seasons.py`.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from dcenergy.language import Message
from dcenergy.weather import sun
from dcenergy.weather.hourly import Calendar, Floats, Place
from dcenergy.weather.plausibility import longest

DARK_DAYS = 7
"""Days on end without any sun though it rises; real years have 2 (CSWD)."""
LEAST_SUN_H = 1.0
"""Of a day's hours, each counted by the cosine of the sun's angle, for the sun to have risen: even a tenth of the
clear sky's radiation would be 100 Wh/m2."""
CLEARNESS = 0.15, 0.80
"""Year's radiation over that above the air; real years have 0.31 (Guiyang), normals up to 0.63 (Lhasa)."""
CLEAR_PCT = 90
"""Percentile of a month that stands for its clear hours."""
LARGEST_SHIFT_H = 0.35
"""Middle of the clear day's radiation less the sun's; measured years have 0.06 h, modelled ones (CSWD) 0.5 to 1.5."""
GREAT_SHIFT_H = 2.5
"""From here on it is no model but another clock."""
LEAST_SWING = 0.05
"""Amplitude of the sun's cosine over the mean day from which on it has a noon; within 5 degrees of the poles it has
less."""
NIGHT_ZENITH_DEG = 105.0
"""Sun 15 degrees below the horizon at mid-hour: no hour around it has any."""
LARGEST_NIGHT_SHARE = 0.005
"""Of the year's radiation, in such hours; real years have none."""
DRY_BULB_PEAK_H = 11.0, 19.0
"""Solar time in which the mean day is warmest, by its first harmonic; real years have 13.3 to 16.2 h."""
LEAST_SWING_K = 1.0
"""Amplitude of the mean day from which on its peak tells the time."""


def doubts(
    place: Place, days: Calendar, zenith_deg: Floats, temp_c: Floats, ghi_w_m2: Floats, dni_w_m2: Floats
) -> Iterator[Message]:
    """Note warmth and radiation that come at another hour than the sun, or are not there while it is."""
    yield from _warmest_hour(place, temp_c)
    if ghi_w_m2.any():
        risen = sun.cosine(zenith_deg)
        yield from _dark_days(days, ghi_w_m2, risen)
        yield from _no_beam(dni_w_m2)
        yield from _unit(ghi_w_m2, risen)
        yield from _clock(place, days, zenith_deg, ghi_w_m2)
    else:
        yield Message("The radiation is 0 in all hours: solar modules yield nothing.").rated("moves")


def _warmest_hour(place: Place, temp_c: Floats) -> Iterator[Message]:
    wave = _daily_wave(temp_c.reshape(-1, 24).mean(axis=0))
    peak_h = (_hour(wave) - place.utc_offset_h + place.longitude_deg / 15) % 24
    low, high = DRY_BULB_PEAK_H
    if abs(wave) >= LEAST_SWING_K and not low <= peak_h <= high:
        yield Message(
            "The mean day is warmest at {hour} h by the sun, where 13 to 16 h are usual: the file's times are of "
            "another zone than it, or the profile, says.",
            hour=f"{peak_h:.1f}",
        ).rated("stops")


def _no_beam(dni_w_m2: Floats) -> Iterator[Message]:
    if not dni_w_m2.any():
        yield Message(
            "The direct radiation is 0 in all hours: the yield of tilted solar modules comes out too low."
        ).rated("moves")


def _unit(ghi_w_m2: Floats, risen: Floats) -> Iterator[Message]:
    clearness = float(ghi_w_m2.sum() / (sun.SOLAR_CONSTANT_W_M2 * risen.sum()))
    if not CLEARNESS[0] <= clearness <= CLEARNESS[1]:
        yield Message(
            "The year's radiation is {share} of what the sun sends to the top of the air, where 25 % to 70 % are "
            "usual: is it in another unit than W/m2? Solar yields inherit this.",
            share=f"{100 * clearness:.2g} %",
        ).rated("moves")


def _clock(place: Place, days: Calendar, zenith_deg: Floats, ghi_w_m2: Floats) -> Iterator[Message]:
    """Note radiation at another time of the day than the sun, else radiation in the night."""
    shift_h = _shift_h(days, sun.cosine(zenith_deg), ghi_w_m2)
    dark = zenith_deg > NIGHT_ZENITH_DEG
    share = float(ghi_w_m2[dark].sum() / ghi_w_m2.sum())
    if abs(shift_h) > GREAT_SHIFT_H:
        yield _other_zone(place, shift_h)
    elif abs(shift_h) > LARGEST_SHIFT_H:
        yield _shifted(shift_h)
    elif share > LARGEST_NIGHT_SHARE:
        yield Message(
            "{share} of the radiation falls in the night, {mean} W/m2 on average: the sensor has an offset. Solar "
            "yields inherit this.",
            share=f"{share:.1%}",
            mean=f"{ghi_w_m2[dark].mean():.1f}",
        ).rated("moves")


def _shift_h(days: Calendar, risen: Floats, ghi_w_m2: Floats) -> float:
    """Time by which clear days' radiation comes after the sun. [h]"""
    course = _daily_wave(_clear_day(days, risen))
    return _hour(_daily_wave(_clear_day(days, ghi_w_m2)) / course) if abs(course) >= LEAST_SWING else 0.0


def _clear_day(days: Calendar, values: Floats) -> Floats:
    """Return the mean clear day, hour by hour: each month's percentile, over the months."""
    by_day, month = values.reshape(-1, 24), days.month[::24]
    clear = [np.percentile(by_day[month == each], CLEAR_PCT, axis=0) for each in range(1, 13)]
    mean: Floats = np.mean(clear, axis=0)
    return mean


def _other_zone(place: Place, shift_h: float) -> Message:
    after = Message(
        "The radiation comes {hours} h after the sun, over the year: the file's times fit {zone}. Check their zone "
        "(site.utc_offset_h, or columns.utc_offset_h of a CSV), and a.m. and p.m. Solar yields inherit this."
    )
    before = Message(
        "The radiation comes {hours} h before the sun, over the year: the file's times fit {zone}. Check their zone "
        "(site.utc_offset_h, or columns.utc_offset_h of a CSV), and a.m. and p.m. Solar yields inherit this."
    )
    zone_h = (place.utc_offset_h + shift_h + 12) % 24 - 12
    zone = f"UTC{round(2 * zone_h) / 2:+g}"
    return Message(after if shift_h > 0 else before, hours=f"{abs(shift_h):.1f}", zone=zone).rated("stops")


def _shifted(shift_h: float) -> Message:
    after = Message(
        "The radiation comes {hours} h after the sun, over the year: it is modelled, or the file's times are of "
        "another zone than it, or the profile, says, or mark another end of their hours. Solar yields inherit this."
    )
    before = Message(
        "The radiation comes {hours} h before the sun, over the year: it is modelled, or the file's times are of "
        "another zone than it, or the profile, says, or mark another end of their hours. Solar yields inherit this."
    )
    return Message(after if shift_h > 0 else before, hours=f"{abs(shift_h):.1f}").rated("moves")


def _dark_days(days: Calendar, ghi_w_m2: Floats, risen: Floats) -> Iterator[Message]:
    dark = (ghi_w_m2.reshape(-1, 24).sum(axis=1) == 0) & (risen.reshape(-1, 24).sum(axis=1) >= LEAST_SUN_H)
    run = longest(np.ones(len(dark), dtype=bool), dark)
    if run.length < DARK_DAYS:
        return
    yield Message(
        "The radiation is 0 in all hours of {days} days on which the sun rises, in month {months}: solar modules "
        "yield nothing then.",
        days=str(np.count_nonzero(dark)),
        months=", ".join(map(str, np.unique(days.month[::24][dark]))),
    ).rated("moves")


def _daily_wave(mean_day: Floats) -> complex:
    """Return the first harmonic of a day: its amplitude, and the hour of its peak as an angle."""
    return complex((mean_day * np.exp(2j * np.pi * (np.arange(24) + 0.5) / 24)).sum() / 12)


def _hour(wave: complex) -> float:
    return float(np.angle(wave) * 12 / np.pi)
