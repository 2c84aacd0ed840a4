"""Outdoor air on its way into a hall: through a wet pad, past a humidifier."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dcenergy.plant.evaporative import EvaporativeCooler, evaporated_to_ratio, evaporated_to_temp
from dcenergy.plant.humidity import Spray, Steam, brought_heat_kj_kg
from dcenergy.weather.hourly import Floats, Weather
from dcenergy.weather.psychrometrics import enthalpy_kj_kg, heat_capacity_kj_kg_k, temp_from_enthalpy_c


@dataclass(frozen=True, eq=False)
class Treated:
    """Outdoor air as pad and humidifier leave it; arrays of shape (hours,)."""

    temp_c: Floats
    ratio: Floats  # kg water per kg dry air
    pad_kg_kg: Floats  # water that the pad evaporates, per dry air
    humidifier_kg_kg: Floats
    pad_held_back: NDArray[np.bool_]  # by the dampest air that may be supplied


def warming_k(heat_kw: Floats, air_kg_s: Floats, ratio: Floats) -> Floats:
    """Warming of moist air that takes up `heat_kw`; 0 where no air flows. [K]

    >>> warming_k(np.array([10.246]), np.array([1.0]), np.array([0.01])).round(6).tolist()
    [10.0]
    """
    capacity = air_kg_s * heat_capacity_kj_kg_k(ratio)
    return np.divide(heat_kw, capacity, out=np.zeros_like(capacity), where=capacity > 0)


def treat(
    weather: Weather,
    pad: EvaporativeCooler | None,
    humidifier: Spray | Steam | None,
    needed_c: Floats,
    driest: Floats,
    dampest: Floats,
) -> Treated:
    """Send outdoor air through pad and humidifier.

    The pad cools air that is too warm along its wet bulb: to what the hall needs, as far as
    its effectiveness goes, or until the air is as damp as it may be. The humidifier's water
    brings its enthalpy; whether it sprays before or after the air is mixed is the same.
    """
    temp_c, outdoor, wet_bulb_c = weather.temp_c, weather.humidity_ratio, weather.wet_bulb_c
    leaving_c, ratio, held_back = temp_c, outdoor, np.zeros(temp_c.shape, dtype=bool)
    if pad is not None:
        coldest_c = temp_c - pad.effectiveness * (temp_c - wet_bulb_c)
        dampest_c = evaporated_to_ratio(temp_c, outdoor, wet_bulb_c, np.maximum(dampest, outdoor))
        aim_c = np.maximum(coldest_c, needed_c)
        wetted = (temp_c > aim_c) & (wet_bulb_c > 0)
        held_back = wetted & (dampest_c > aim_c)
        leaving_c = np.where(wetted, np.maximum(aim_c, np.minimum(dampest_c, temp_c)), temp_c)
        ratio = np.where(wetted, evaporated_to_temp(temp_c, outdoor, wet_bulb_c, leaving_c), outdoor)
    if humidifier is None:
        return Treated(leaving_c, ratio, ratio - outdoor, np.zeros_like(ratio), held_back)
    sprayed = np.maximum(driest - ratio, 0.0)
    enthalpy = enthalpy_kj_kg(leaving_c, ratio) + sprayed * brought_heat_kj_kg(humidifier)
    return Treated(
        temp_c=np.where(sprayed > 0, temp_from_enthalpy_c(enthalpy, ratio + sprayed), leaving_c),
        ratio=ratio + sprayed,
        pad_kg_kg=ratio - outdoor,
        humidifier_kg_kg=sprayed,
        pad_held_back=held_back,
    )
