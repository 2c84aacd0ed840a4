"""Wet pads before a dry cooler: water evaporated into its air in the hours in which dry air is too warm."""

from __future__ import annotations

import numpy as np

from dcenergy.constants import AIR_HEAT_CAPACITY_KJ_KG_K, SECONDS_PER_HOUR
from dcenergy.plant import dry_cooler
from dcenergy.plant.cooled import WaterUse
from dcenergy.plant.dry_cooler import DryCooler, DryCooling
from dcenergy.plant.evaporative import evaporated_to_temp
from dcenergy.plant.water_loop import PlantDuty
from dcenergy.section import Section, quantity
from dcenergy.weather.hourly import Floats, Weather


class AdiabaticAssist(Section):
    """Wet pads before a dry cooler, used in the hours in which dry air is too warm."""

    effectiveness: float = quantity(
        0.7, gt=0, le=1, low=0.5, high=0.85, source="assumption", doc="Cooling over the wet-bulb depression."
    )
    air_delta_t_k: float = quantity(
        10.0, gt=0, le=30, low=6, high=15, source="assumption", doc="Warming of the air through the cooler."
    )
    bleed_fraction: float = quantity(
        0.25, ge=0, le=5, low=0.1, high=0.5, source="assumption", doc="Water drained against salt, per evaporated."
    )


def run(
    cooler: DryCooler | None, assist: AdiabaticAssist | None, duty: PlantDuty, delta_t_k: float, weather: Weather
) -> tuple[DryCooling, WaterUse, int]:
    """Run a dry cooler, where there is one, with its pads; return also their water and the hours they are wet."""
    nothing = np.zeros_like(duty.heat_kw)
    if cooler is None:
        return DryCooling(nothing, nothing, nothing), dry_system(nothing), 0
    if assist is None:
        return dry_cooler.run(cooler, duty, delta_t_k, weather.temp_c), dry_system(nothing), 0
    wet = dry_cooler.reach(cooler, duty, weather.temp_c) < 1
    entering_c = np.where(wet, assisted_c(assist, weather), weather.temp_c)
    dry = dry_cooler.run(cooler, duty, delta_t_k, entering_c)
    return dry, _water(assist, dry.heat_kw * wet, entering_c, weather), int(np.count_nonzero(wet))


def dry_system(nothing: Floats) -> WaterUse:
    """Return the water of what uses none."""
    return WaterUse(nothing, nothing, nothing, nothing)


def assisted_c(assist: AdiabaticAssist, weather: Weather) -> Floats:
    """Air behind the wet pads. [degC]"""
    return weather.temp_c - assist.effectiveness * (weather.temp_c - weather.wet_bulb_c)


def _water(assist: AdiabaticAssist, heat_kw: Floats, entering_c: Floats, weather: Weather) -> WaterUse:
    """Water that the pads evaporate into the air that `heat_kw` needs, and their bleed."""
    air_kg_s = heat_kw / (AIR_HEAT_CAPACITY_KJ_KG_K * assist.air_delta_t_k)
    ratio = evaporated_to_temp(weather.temp_c, weather.humidity_ratio, weather.wet_bulb_c, entering_c)
    evaporated_l = np.maximum(air_kg_s * (ratio - weather.humidity_ratio), 0.0) * SECONDS_PER_HOUR
    nothing = np.zeros_like(evaporated_l)
    return WaterUse(
        evaporated_l=evaporated_l,
        drift_l=nothing,
        blowdown_l=assist.bleed_fraction * evaporated_l,
        humidification_l=nothing,
    )
