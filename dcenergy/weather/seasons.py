"""Seasons of a year's radiation and warmth, held against the sun's at the latitude: noted only.

Clear days rise and fall with the sun alone. The latitude whose sun leaves their clearness the same in all months is
the file's; it is found to 5 degrees. Without radiation the warmest month tells the hemisphere. Limits are our own
judgement (assumption); what seven real years and the generated years of all shipped places have stands beside each.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from dcenergy.language import Message
from dcenergy.weather import sun
from dcenergy.weather.hourly import Calendar, Floats, Place

CLEAREST_PCT = 95
"""Percentile of a month that stands for its clear days."""
LEAST_SUN_H = 1.0
"""Overhead sun of a day from which on it has a clearness."""
LARGEST_UNEVENNESS = 0.15
"""Deviation of the months' clearness (its logarithm) beyond that at the latitude, or from the month, which fits best;
where both are right it is 0.04 at most (Mumbai, Helsinki). With the latitude's sign turned it is 0.16 (Mumbai, 19
degrees) to 2.4 (Haparanda)."""
LATITUDES_DEG = range(-65, 66, 5)
NEAR_DEG = 12.0
"""To which a latitude is fitted; in 41 years it is 5 degrees off at most."""
WARMEST_AFTER_DAYS = -60.0, 120.0
"""Warmest time of the year after the longest day, by its first harmonic; real years have 22 to 38 days."""
SEASONS_FROM_DEG, SEASONS_FROM_K = 15.0, 3.0
"""Latitude and amplitude of the year from which on warmth follows the sun."""
LONGEST_DAY_NORTH, LONGEST_DAY_SOUTH = 172.0, 355.0
"""Of the year: 21 June and 21 December."""


def doubts(place: Place, days: Calendar, temp_c: Floats, ghi_w_m2: Floats) -> Iterator[Message]:
    """Note radiation, or else warmth, of other seasons than the place has."""
    told = [*_of_radiation(place, days, ghi_w_m2)] if ghi_w_m2.any() else []
    yield from told or _of_warmth(place, days, temp_c)


def _of_radiation(place: Place, days: Calendar, ghi_w_m2: Floats) -> Iterator[Message]:
    """Note radiation whose clear days rise and fall as at another latitude, or from another month on."""
    day = days.day_of_year[::24]
    own = sun.overhead_h(place.latitude_deg, day)
    elsewhere = {at: _unevenness(days, sun.overhead_h(at, day), ghi_w_m2) for at in LATITUDES_DEG}
    later = {months: _unevenness(days, np.roll(own, len(day) * months // 12), ghi_w_m2) for months in range(12)}
    fit, months = min(elsewhere, key=lambda at: elsewhere[at]), min(later, key=lambda at: later[at])
    if later[0] - min(elsewhere[fit], later[months]) <= LARGEST_UNEVENNESS:
        return
    told = {"own": f"{place.latitude_deg:g}", "turned": f"{-place.latitude_deg:g}", "fit": str(fit)}
    if abs(fit + place.latitude_deg) <= NEAR_DEG:
        yield Message(
            "The radiation is that of the other hemisphere's seasons: it fits a latitude of {turned}, not {own}. Is "
            "the sign of the latitude wrong (north is positive), or does the year begin in July?",
            **told,
        ).rated("stops")
    elif elsewhere[fit] <= later[months]:
        yield Message(
            "The radiation has the seasons of another latitude: it fits one of about {fit}, not {own}. Are latitude "
            "and longitude swapped?",
            **told,
        ).rated("stops")
    else:
        yield Message(
            "The radiation follows the sun of {months} months away: the hours do not begin on 1 January.",
            months=str(min(months, 12 - months)),
        ).rated("stops")


def _unevenness(days: Calendar, possible_h: Floats, ghi_w_m2: Floats) -> float:
    """Deviation of the clear days' clearness between the months in which the sun rises, of its logarithm."""
    up, month = possible_h >= LEAST_SUN_H, days.month[::24]
    clearness = ghi_w_m2.reshape(-1, 24).sum(axis=1) / np.maximum(possible_h, LEAST_SUN_H)
    groups = [clearness[up & (month == each)] for each in range(1, 13)]
    clear = np.array([np.percentile(group, CLEAREST_PCT) for group in groups if len(group)])
    known = clear[clear > 0]
    return float(np.log(known).std()) if len(known) else 0.0


def _of_warmth(place: Place, days: Calendar, temp_c: Floats) -> Iterator[Message]:
    daily = temp_c.reshape(-1, 24).mean(axis=1)
    angle = 2j * np.pi * (np.arange(len(daily)) + 0.5) / len(daily)
    wave = complex((daily * np.exp(angle)).sum() * 2 / len(daily))
    longest_day = LONGEST_DAY_NORTH if place.latitude_deg > 0 else LONGEST_DAY_SOUTH
    after = np.angle(wave * np.exp(-2j * np.pi * longest_day / len(daily))) * len(daily) / (2 * np.pi)
    low, high = WARMEST_AFTER_DAYS
    if abs(place.latitude_deg) < SEASONS_FROM_DEG or abs(wave) < SEASONS_FROM_K or low <= after <= high:
        return
    warmest = int((longest_day + after) % len(daily))
    yield Message(
        "The year is warmest in month {month}, which is not summer at a latitude of {latitude}. Check the sign of "
        "the latitude (north is positive), and that the hours begin on 1 January.",
        month=str(days.month[24 * warmest]),
        latitude=f"{place.latitude_deg:g}",
    ).rated("stops")
