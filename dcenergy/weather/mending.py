"""A table of hours as a file gave it, made into a year: mended by stated rules only, every time with a note.

- Single hours that cannot be are set missing (`bad_hours.py`): values beyond what can be, dew points over 2 K above
  the dry bulb, a dry bulb that jumps by over 15 K for one hour and back.
- Dry bulb and wind missing for up to 6 hours on end are interpolated. Longer gaps of the wind take the
  mean of the year's other hours; longer gaps of the dry bulb are refused.
- A missing dew point follows from the relative humidity, else it is interpolated like the dry bulb.
- Relative humidity of 100 to 110 % counts as 100 %; a dew point up to 2 K above the dry bulb counts
  as the dry bulb: rounding and psychrometers leave such hours.
- Pressure: `air_pressure.py`. Radiation: `radiation.py`.
- What speaks against a year as a whole is noted (`plausibility.py`, `sun_course.py`, `seasons.py`).
"""

from __future__ import annotations

import numpy as np

from dcenergy.constants import HOURS_PER_YEAR
from dcenergy.language import Message
from dcenergy.series.hours import LONGEST_GAP_H, bridged
from dcenergy.weather import (
    air_pressure,
    bad_hours,
    plausibility,
    psychrometrics,
    radiation,
    seasons,
    sun,
    sun_course,
)
from dcenergy.weather.hourly import Floats, Notes, Weather, calendar, from_air
from dcenergy.weather.table import Bools, Table, counted, noted, number

__all__ = ["Table", "weather"]

LARGEST_SUPERSATURATION_K = 2.0
LARGEST_JUMP_K = 15.0
"""For one hour and back (assumption, 10 to 20); real years have 7 K (Golden, on the lee of the Rocky Mountains)."""

LARGEST_HUMIDITY_FRACTION = 1.1
"""A year that never passes it is written in fractions; no place on Earth has air as dry all year."""

LEAST_HUMIDITY_PCT = 0.05
"""Less is no measured humidity: files of one decimal write it as 0, which is missing (assumption)."""


def weather(table: Table) -> Weather:
    """Return the year that the table describes.

    Raises
    ------
    WeatherError
        Where no rule of this module mends what is wrong.
    """
    temp_c, temp_notes = _temp(table)
    dew_point_c, dew_notes = _dew_point(table, temp_c)
    pressure_pa, pressure_notes = air_pressure.filled(table)
    wind_m_s, wind_notes = _wind(table)
    days = calendar(leap=len(temp_c) != HOURS_PER_YEAR)
    zenith_deg = sun.apparent_zenith_deg(table.place, days)
    (ghi_w_m2, dni_w_m2, dhi_w_m2), sun_notes = radiation.filled(table, days, zenith_deg)
    doubts = (
        *plausibility.air(days, table.temp_c, table.dew_point_c, table.humidity_pct),
        *plausibility.days(days, temp_c, dew_point_c, wind_m_s, ghi_w_m2),
        *plausibility.wind(days, wind_m_s),
        *sun_course.doubts(table.place, days, zenith_deg, temp_c, ghi_w_m2, dni_w_m2),
        *seasons.doubts(table.place, days, temp_c, ghi_w_m2),
    )
    notes = table.identity.notes + temp_notes + dew_notes + pressure_notes + wind_notes + sun_notes + doubts
    return from_air(
        table.identity.kind,
        table.identity.name,
        table.place,
        temp_c=temp_c,
        dew_point_c=dew_point_c,
        pressure_pa=pressure_pa,
        wind_m_s=wind_m_s,
        ghi_w_m2=ghi_w_m2,
        dni_w_m2=dni_w_m2,
        dhi_w_m2=dhi_w_m2,
        notes=tuple(dict.fromkeys(notes)),  # a file of our own may have said the same of its hours already
        draw=table.identity.draw,
    )


def _temp(table: Table) -> tuple[Floats, Notes]:
    known, jump_notes = bad_hours.screened(
        table.cells("temp_c"),
        table.temp_c,
        _jumps(table.temp_c),
        f"not jump by over {LARGEST_JUMP_K:g} K for one hour and back",
    )
    values = bridged(known)
    table.refuse(
        np.isnan(values),
        f"the dry bulb is missing for more than {LONGEST_GAP_H} hours on end",
        "mend the file or take another",
    )
    return values, jump_notes + noted(
        Message.counted(
            number(np.isnan(known)),
            "{count} hour without a dry bulb was interpolated.",
            "{count} hours without a dry bulb were interpolated.",
        )
    )


def _jumps(temp_c: Floats) -> Bools:
    """Say which hours differ from both their neighbours, to the same side, by more than can be."""
    before, after = temp_c - np.roll(temp_c, 1), temp_c - np.roll(temp_c, -1)
    jumps: Bools = (np.minimum(np.abs(before), np.abs(after)) > LARGEST_JUMP_K) & (before * after > 0)
    return jumps


def _dew_point(table: Table, temp_c: Floats) -> tuple[Floats, Notes]:
    given, air_notes = bad_hours.screened(
        table.cells("dew_point_c"),
        table.dew_point_c,
        table.dew_point_c > temp_c + LARGEST_SUPERSATURATION_K,
        f"not lie over {LARGEST_SUPERSATURATION_K:g} K above the dry bulb",
        "air cannot hold that water; mend the file or take another",
    )
    humidity = np.minimum(table.humidity_pct, 100.0)
    derivable = np.isnan(given) & (humidity >= LEAST_HUMIDITY_PCT)
    _refuse_fractions(table, derivable)
    vapour_pa = np.where(derivable, humidity, 100.0) / 100.0 * psychrometrics.saturation_pressure_pa(temp_c)
    derived_c = np.minimum(psychrometrics.dew_point_from_vapour_pressure_c(vapour_pa), temp_c)
    joined = np.where(derivable, derived_c, given)
    values = bridged(joined)
    table.refuse(
        np.isnan(values),
        f"dew point and relative humidity are missing for more than {LONGEST_GAP_H} hours on end",
        "mend the file or take another",
    )
    notes = (
        counted(derivable, Message("{hours} had no dew point; it was taken from the relative humidity."))
        + noted(
            Message.counted(
                number(np.isnan(joined)),
                "{count} hour without dew point and humidity was interpolated.",
                "{count} hours without dew point and humidity were interpolated.",
            )
        )
        + counted(
            table.humidity_pct > 100.0, Message("{hours} had a relative humidity above 100 %, counted as 100 %.")
        )
        + counted(values > temp_c, Message("{hours} had a dew point above the dry bulb, counted as saturated."))
    )
    return np.minimum(values, temp_c), air_notes + notes


def _refuse_fractions(table: Table, derivable: Bools) -> None:
    """Refuse relative humidities, where dew points follow from them, that are fractions of 1."""
    known = table.humidity_pct[~np.isnan(table.humidity_pct)]
    table.refuse(
        derivable & (len(known) > 0 and known.max() <= LARGEST_HUMIDITY_FRACTION),
        f"the relative humidity never passes {known.max(initial=0.0):g}",
        "percent belong here, 50 and not 0.5; multiply it by 100",
    )


def _wind(table: Table) -> tuple[Floats, Notes]:
    missing = np.isnan(table.wind_m_s)
    table.refuse(missing & missing.all(), "the file holds no wind speed at all", "take another")
    values = bridged(table.wind_m_s)
    notes = noted(
        Message.counted(
            number(missing & ~np.isnan(values)),
            "{count} hour without a wind speed was interpolated.",
            "{count} hours without a wind speed were interpolated.",
        )
    ) + noted(
        Message.counted(
            number(np.isnan(values)),
            "{count} hour without a wind speed, in longer gaps, was given the year's mean.",
            "{count} hours without a wind speed, in longer gaps, were given the year's mean.",
        )
    )
    return np.where(np.isnan(values), np.nanmean(table.wind_m_s), values), notes
