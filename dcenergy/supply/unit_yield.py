"""Unit yields of solar arrays: computed once for a weather and an orientation, then kept in the cache.

They are the only stage of the supply that is costly and needs heavy packages. A weather that was `prepared`
carries them, so that simulating it neither computes them nor imports anything for them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import astuple, replace
from functools import partial
from importlib.metadata import version
from pathlib import Path

import numpy as np

from dcenergy import cache, constants
from dcenergy.supply import solar
from dcenergy.supply.solar import Module
from dcenergy.weather import sun
from dcenergy.weather.hourly import Floats, Weather

_CODE = tuple(Path(str(module.__file__)) for module in (solar, sun, constants))
"""What makes a yield: a change in any of it makes every entry of the cache another."""


def prepared(weather: Weather, modules: Iterable[Module]) -> Weather:
    """Return the weather with the unit yields of `modules`, from the cache where they are there."""
    missing = {module.key: module for module in modules if module.key not in weather.unit_yields_kw}
    if not missing or weather.place is None:
        return weather
    sky = _digest(weather)
    yields, notes = dict(weather.unit_yields_kw), weather.notes
    forms = {"kw": cache.Form("float64", (weather.hours,))}
    for key, module in missing.items():
        name = cache.digest([sky, key, version("pvlib")], _CODE)
        arrays, said = cache.recall(name, partial(_computed, module, weather), partial(cache.expect, forms=forms))
        yields[key] = arrays["kw"]
        notes += said
    return replace(weather, unit_yields_kw=yields, notes=notes)


def of(module: Module, weather: Weather) -> Floats:
    """Return what 1 kWp yields: as prepared, or else computed now. [kW]"""
    if module.key in weather.unit_yields_kw:
        return weather.unit_yields_kw[module.key]
    return solar.unit_yield_kw(module, weather)


def _computed(module: Module, weather: Weather) -> cache.Arrays:
    return {"kw": solar.unit_yield_kw(module, weather)}


def _digest(weather: Weather) -> str:
    """Name what a yield follows from: the place, the hours, the sky, air and wind."""
    sha = hashlib.sha256(repr(astuple(weather.place) if weather.place else ()).encode())
    for hours in (weather.ghi_w_m2, weather.dni_w_m2, weather.dhi_w_m2, weather.temp_c, weather.wind_m_s):
        sha.update(np.ascontiguousarray(hours).tobytes())
    return sha.hexdigest()
