"""A typical year made from twelve monthly normals.

Exact, month by month: mean temperature, mean vapour pressure, sum of global radiation, mean wind. Made up,
from a seed: which day is warm, humid, cloudy or windy; how far days differ follows regressions on real years
from all climates and what the stations around have beyond them (`days.py`). What such a year misses of a real one
is measured in docs/typical-year.md and said, for the design's own systems, in every report
(study/expected_errors.py). It has no extremes: never size a plant by it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from dcenergy.errors import WeatherError
from dcenergy.language import Message
from dcenergy.weather import formats, neighbours, typical_air, typical_sky
from dcenergy.weather.climate import CLEARNESS_ASSUMED, WIND_ASSUMED_M_S, Normals
from dcenergy.weather.days import Days, expected
from dcenergy.weather.formats import EPW_COLUMNS, WORDS
from dcenergy.weather.hourly import Calendar, Draw, Floats, Place, Weather, calendar, from_air
from dcenergy.weather.series import DAYS, days_of_months, monthly_mean, per_day, persistent, standardised

NOTES = (
    Message("The weather is a typical year made from monthly normals: its months are right, its days are made up."),
    Message(
        "Do not size a plant by a typical year: it has no extremes. Its peak PUE and its wind energy are not to be "
        "relied on."
    ),
)

LARGEST_SUN_MISS = 0.01
"""Of a month's radiation, without a note (assumption)."""

LARGEST_MISS_K = 1.0
"""Of a month's mean highest and lowest, without a note (assumption): the shipped places stay within 0.9."""


def generate(normals: Normals, place: Place, seed: int = 0, days: Days | None = None) -> Weather:
    """Return a typical year at `place`; the same seed gives the same year.

    How its days differ is what is expected of the place, unless it is given.

    Raises
    ------
    WeatherError
        Where the normals contradict themselves, or make hours that no weather file can hold.
    """
    hours = calendar()
    of_temp, of_dew_point, of_sun, of_wind, of_swing = (
        np.random.default_rng(child) for child in np.random.SeedSequence(seed).spawn(5)
    )
    days = days or expected(normals, place)
    warmth = standardised(persistent(of_temp, DAYS, typical_air.DAILY_PERSISTENCE))
    moisture = typical_air.moisture(warmth, days, of_dew_point)
    swing = typical_air.swing(warmth, moisture, days, of_swing)
    temp_c = typical_air.temp_c(normals, place, hours, warmth * per_day(days.temp_k), swing)
    normals = typical_air.held_by_air(normals, temp_c)
    dew_point_c = typical_air.dew_point_c(normals, temp_c, moisture, days.dew_point_k, of_dew_point)
    ghi, dni, dhi = typical_sky.radiation_w_m2(normals, place, hours, of_sun)
    air: dict[str, Floats] = {
        "temp_c": temp_c,
        "dew_point_c": dew_point_c,
        "pressure_pa": np.repeat(days_of_months(normals.pressure_pa), 24),
        "wind_m_s": typical_sky.wind_m_s(normals, of_wind),
        "ghi_w_m2": ghi,
        "dni_w_m2": dni,
        "dhi_w_m2": dhi,
    }
    _refuse_impossible(normals, hours, seed, air)
    return from_air(
        "normals",
        Message("typical year of {place}, seed {seed}", place=Message(normals.name), seed=seed),
        place,
        **air,
        notes=(
            *NOTES,
            *normals.notes,
            *_notes_of_gaps(normals, place),
            *_notes_of_swing(normals, temp_c),
            *_notes_of_sun(normals, place, ghi),
        ),
        draw=Draw(normals.key, seed, days_measured=normals.temp_spread_k is not None),
    )


MENDED = {
    "temp_c": "temp_c, temp_max_c, temp_min_c or temp_spread_k",
    "dew_point_c": "its humidity or dew_point_spread_k",
    "pressure_pa": "pressure_hpa",
    "wind_m_s": "wind_m_s",
    "ghi_w_m2": "ghi_kwh_m2_day",
    "dni_w_m2": "ghi_kwh_m2_day",
    "dhi_w_m2": "ghi_kwh_m2_day",
}
"""Columns of one's own normals (`normals_columns.py`) that the hours of a column follow from."""


def _refuse_impossible(normals: Normals, hours: Calendar, seed: int, air: Mapping[str, Floats]) -> None:
    """Refuse hours that the readers of files would refuse."""
    for key, values in air.items():
        column = EPW_COLUMNS[key]
        beyond = np.maximum(values - column.high, column.low - values)
        worst = int(np.argmax(beyond))
        if beyond[worst] > 0:
            unit = formats.unit(key, "EPW")
            raise WeatherError(
                f"normals of {normals.name}: month {hours.month[worst]} of their typical year (seed {seed}) has a "
                f"{WORDS[key]} of {values[worst]:.1f} {unit}, and hours of weather "
                f"lie between {column.low:g} and {column.high:g}; mend {MENDED[key]} of that month"
            )


def _notes_of_swing(normals: Normals, temp_c: Floats) -> Iterator[Message]:
    by_day = temp_c.reshape(DAYS, 24)
    missed_k = np.maximum(
        np.abs(monthly_mean(by_day.max(axis=1)) - normals.temp_max_c),
        np.abs(monthly_mean(by_day.min(axis=1)) - normals.temp_min_c),
    )
    worst = int(missed_k.argmax())
    if missed_k[worst] > LARGEST_MISS_K:
        yield Message(
            "The means of the days' highest and lowest temperatures miss the normals of {place} by up to {miss} K, "
            "in month {month}: its mean temperature stands too near to one of them, or its days differ too far, for "
            "a smooth day.",
            place=Message(normals.name),
            miss=f"{missed_k[worst]:.1f}",
            month=str(worst + 1),
        )


def _notes_of_sun(normals: Normals, place: Place, ghi_w_m2: Floats) -> Iterator[Message]:
    if normals.ghi_kwh_m2_day is None:
        return
    made = monthly_mean(ghi_w_m2) * 24 / 1000
    less = np.flatnonzero(made < (1 - LARGEST_SUN_MISS) * normals.ghi_kwh_m2_day)
    if len(less):
        yield Message(
            "The sun at a latitude of {latitude} cannot give the radiation of {place} in month {months}. The months "
            "have the same share of their clear sky.",
            latitude=f"{place.latitude_deg:g}",
            place=Message(normals.name),
            months=", ".join(str(month + 1) for month in less),
        )


def _notes_of_gaps(normals: Normals, place: Place) -> Iterator[Message]:
    if normals.temp_spread_k is None:
        station, far_km = neighbours.nearest(place, neighbours.stations())
        yield Message(
            "How far the days of {place} differ was estimated from its months and from the stations of the reference "
            "table `days`, of which {station} is the nearest, {distance} km away.",
            place=Message(normals.name),
            station=station,
            distance=f"{far_km:.0f}",
        )
    if normals.wind_m_s is None:
        yield Message(
            "{place} has no wind normals: {speed} m/s was assumed the year round (1.5 to 5).",
            place=Message(normals.name),
            speed=f"{WIND_ASSUMED_M_S:g}",
        )
    if normals.ghi_kwh_m2_day is None:
        yield Message(
            "{place} has no radiation normals: {share} of the clear sky's was assumed (0.4 to 0.8); solar yields are "
            "not to be relied on.",
            place=Message(normals.name),
            share=f"{CLEARNESS_ASSUMED:g}",
        )
