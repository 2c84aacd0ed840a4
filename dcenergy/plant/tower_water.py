"""The water that cooling towers lose: evaporation, drift, and the blowdown that keeps salts away."""

from __future__ import annotations

from typing import Annotated, Literal

import numpy as np
from pydantic import Field

from dcenergy.constants import FRESH_WATER, SECONDS_PER_HOUR
from dcenergy.plant.cooled import WaterUse
from dcenergy.section import Section, option, quantity
from dcenergy.weather import psychrometrics
from dcenergy.weather.hourly import Floats, Weather


class SaturatedExit(Section):
    """The air leaves saturated, with the enthalpy that the heat gives it."""

    model: Literal["saturated_exit"] = option("saturated_exit", doc="From the enthalpy of the air that leaves.")


class LossFactor(Section):
    """A fixed share of the flow for each kelvin that the water cools."""

    model: Literal["loss_factor"] = option(doc="Share of the flow per kelvin of range.")
    fraction_per_k: float = quantity(
        0.002,
        ge=0,
        le=0.01,
        low=0.0015,
        high=0.0027,
        source="energyplus_reference",
        doc="Water evaporated per water cooled by one kelvin.",
    )


class TowerWater(Section):
    """How a tower loses water."""

    evaporation: Annotated[SaturatedExit | LossFactor, Field(discriminator="model")] = option(
        SaturatedExit(), doc="How evaporation is reckoned."
    )
    drift_fraction: float = quantity(
        5e-5,
        ge=0,
        le=0.01,
        low=5e-6,
        high=5e-4,
        source="energyplus_reference",
        doc="Droplets carried off at full air flow, per water flow.",
    )
    cycles_of_concentration: float = quantity(
        5.0,
        gt=1,
        le=1e6,
        low=3,
        high=12,
        source="lei_masanet",
        doc="Salts in the tower's water over those in its make-up.",
    )


def use(
    section: TowerWater,
    heat_kw: Floats,
    air_kg_s: Floats,
    air_flow: Floats,
    water_kg_s: Floats,
    weather: Weather,
) -> WaterUse:
    """Water lost by a tower that gives `heat_kw` to `air_kg_s` of dry air. [L in each hour]

    `air_flow` is the air's share of full flow.
    """
    match section.evaporation:
        case LossFactor(fraction_per_k=fraction):
            evaporated = fraction * heat_kw / FRESH_WATER.heat_capacity_kj_kg_k
        case SaturatedExit():
            evaporated = saturated_exit_kg_s(heat_kw, air_kg_s, weather)
    drift = section.drift_fraction * water_kg_s * air_flow
    return WaterUse(
        evaporated_l=evaporated * SECONDS_PER_HOUR,
        drift_l=drift * SECONDS_PER_HOUR,
        blowdown_l=blowdown(evaporated, drift, section.cycles_of_concentration) * SECONDS_PER_HOUR,
        humidification_l=np.zeros_like(evaporated),
    )


def blowdown(evaporated: Floats | float, drift: Floats | float, cycles: float) -> Floats:
    """Water let go so that salts stand at `cycles` times those of the make-up; in the unit of the others.

    Evaporation leaves all salt behind; drift carries some away.

    >>> blowdown(100.0, 1.0, 5.0).tolist()
    24.0
    """
    return np.maximum(np.asarray(evaporated) / (cycles - 1) - drift, 0.0)


def saturated_exit_kg_s(heat_kw: Floats, air_kg_s: Floats, weather: Weather) -> Floats:
    """Water that evaporates into air which leaves saturated. [kg/s]

    The air's enthalpy rises by the heat; it may be cooled and moistened at once, so that
    more evaporates than the heat alone would. EnergyPlus Engineering Reference, Cooling
    Towers, "Saturated exit".
    """
    leaving_kj_kg = psychrometrics.enthalpy_kj_kg(weather.temp_c, weather.humidity_ratio) + heat_kw / air_kg_s
    exit_c = psychrometrics.saturated_temp_c(leaving_kj_kg, weather.pressure_pa)
    exit_ratio = psychrometrics.humidity_ratio_from_dew_point(exit_c, weather.pressure_pa)
    return np.maximum(air_kg_s * (exit_ratio - weather.humidity_ratio), 0.0)
