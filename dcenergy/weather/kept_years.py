"""Years of hours in the cache: their arrays, their place, and their words."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import astuple, fields, replace
from pathlib import Path

import numpy as np

from dcenergy import cache, constants, language, series
from dcenergy.constants import HOURS_PER_YEAR
from dcenergy.weather import neighbours
from dcenergy.weather.extremes import Extremes
from dcenergy.weather.hourly import Draw, Place, Weather, calendar

CODE = (
    *sorted(Path(__file__).parent.rglob("*.py")),
    *sorted(Path(series.__file__).parent.glob("*.py")),
    Path(constants.__file__),
    Path(language.__file__),
    neighbours.TABLE,
)
"""What makes the arrays: a change in any of it makes every entry of the cache another."""

ARRAYS = (
    "temp_c",
    "dew_point_c",
    "humidity_ratio",
    "wet_bulb_c",
    "pressure_pa",
    "wind_m_s",
    "ghi_w_m2",
    "dni_w_m2",
    "dhi_w_m2",
)

FACTS = {
    "place": cache.Form("float64", (len(fields(Place)),)),
    "words": cache.Form("U", (None,)),
    "draw": cache.Form("U", (None,)),
}
"""What is kept beside the hours."""


def recalled(inputs: Iterable[bytes | str], compute: Callable[[], Weather]) -> Weather:
    """Return what `compute` made of the same inputs, by the same code, before; else compute and keep it."""
    arrays, notes = cache.recall(cache.digest(inputs, CODE), lambda: _arrays(compute()), _check)
    weather = _weather(arrays)
    return replace(weather, notes=weather.notes + notes)


def _check(arrays: cache.Arrays) -> None:
    """Refuse an entry that is no year: other arrays, other hours, words that cannot be read."""
    hours = len(arrays["temp_c"])
    if hours not in (HOURS_PER_YEAR, HOURS_PER_YEAR + 24):
        raise ValueError(f"it has {hours} hours")
    years = {name: cache.Form("float64", (hours,)) for name in ARRAYS}
    cache.expect(arrays, years | FACTS)
    _weather(arrays)


def _arrays(weather: Weather) -> cache.Arrays:
    """Lay the year out for the cache: its arrays, its place, and its words."""
    place = weather.place
    if place is None:
        raise TypeError("only weather of a place is kept")
    arrays: cache.Arrays = {name: getattr(weather, name) for name in ARRAYS}
    arrays["place"] = np.array(astuple(place), dtype=np.float64)
    arrays["words"] = np.array([weather.kind, *map(language.kept, (weather.name, *weather.notes))])
    arrays["draw"] = np.array(astuple(weather.draw) if weather.draw else (), dtype=np.str_)
    return arrays


def _weather(arrays: cache.Arrays) -> Weather:
    kind, *told = arrays["words"].tolist()
    name, *notes = map(language.recalled, told)
    draw = arrays["draw"].tolist()
    return Weather(
        kind=kind,
        name=name,
        place=Place(*arrays["place"].tolist()),
        calendar=calendar(leap=len(arrays["temp_c"]) != HOURS_PER_YEAR),
        notes=tuple(notes),
        draw=Draw(draw[0], int(draw[1]), draw[2] == str(True)) if draw else None,
        unit_yields_kw={},
        extremes=Extremes(),
        **{key: arrays[key] for key in ARRAYS},
    )
