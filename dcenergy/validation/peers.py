"""The published model of Lei and Masanet beside ours, with the same inputs in the same weather."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from dcenergy.plant.tower import CATALOGUE_WET_BULB_C
from dcenergy.profile.schema import Profile
from dcenergy.simulate import simulate
from dcenergy.validation import lei_masanet
from dcenergy.validation.lei_masanet import Inputs
from dcenergy.weather import files
from dcenergy.weather.hourly import Weather

WATER_KJ_KG_K = lei_masanet.WATER_HEAT_CAPACITY
AIR_KG_M3 = 1.18
"""Outdoor air near 25 degC, to turn the tower fans' pressure into power per heat."""


@dataclass(frozen=True)
class Pair:
    """PUE of both models and what their chillers add to it."""

    climate: str
    theirs: float
    ours: float
    their_chillers: float
    our_chillers: float


def pairs(epw: Path) -> list[Pair]:
    """Run both in every EPW of a folder, the coolest first."""
    weathers = sorted(
        (files.read(path) for path in sorted(epw.glob("*.epw"))), key=lambda w: float(w.wet_bulb_c.mean())
    )
    return [_pair(weather, Inputs()) for weather in weathers]


def _pair(weather: Weather, inputs: Inputs) -> Pair:
    theirs = lei_masanet.tower_system(inputs, weather.temp_c, weather.humidity_ratio, weather.pressure_pa)
    ours = simulate(profile(inputs), weather)
    chillers = ours.parts_kw["chillers"]
    assert ours.indicators.pue is not None
    assert chillers is not None
    return Pair(
        climate=weather.name,
        theirs=float(theirs.pue.mean()),
        ours=ours.indicators.pue,
        their_chillers=float(theirs.chillers.mean()),
        our_chillers=float(chillers.sum() / ours.site.it_kw.sum()),
    )


def profile(inputs: Inputs) -> Profile:
    """Return their tower system as one of ours: the same losses, temperatures, pressures and efficiencies."""
    nothing = {"no_load": 0.0, "proportional": 0.0, "square_law": 0.0}
    return_to_supply_k = inputs.air_delta_t_k / inputs.heat_transfer_effectiveness
    air_kg_per_kj = 1 / (WATER_KJ_KG_K * inputs.rejection_delta_t_k) / inputs.tower_liquid_to_gas
    fan_kw_per_kw = air_kg_per_kj / AIR_KG_M3 * inputs.tower_fan_pressure_pa / inputs.fan_efficiency / 1000
    cooling = {
        "system": "chilled_water",
        "air_handler": {"pressure_drop_pa": inputs.fan_pressure_pa, "fan_efficiency": inputs.fan_efficiency},
        "loop": {
            "coil_approach_k": return_to_supply_k - inputs.air_delta_t_k,
            "delta_t_k": inputs.chilled_delta_t_k,
            "pressure_drop_pa": inputs.chilled_pump_pa,
            "pump_efficiency": inputs.pump_efficiency,
        },
        "economiser": {"arrangement": "integrated", "approach_k": inputs.exchanger_approach_k},
        "condenser_pump": {
            "delta_t_k": inputs.rejection_delta_t_k,
            "pressure_drop_pa": inputs.rejection_pump_pa,
            "efficiency": inputs.pump_efficiency,
        },
        "tower": {
            "performance": {"model": "constant_approach", "approach_k": inputs.tower_approach_k},
            "design_wet_bulb_c": CATALOGUE_WET_BULB_C,
            "approach_setpoint_k": inputs.tower_approach_k,
            "fan_kw_per_kw": fan_kw_per_kw,
        },
    }
    electrical = {
        "ups": {"preset": "custom", "losses": nothing | {"proportional": 1 / inputs.ups_efficiency - 1}},
        "distribution": {"losses": nothing | {"proportional": 1 / (1 - inputs.distribution_loss) - 1}},
        "transformer": {"losses": nothing},
        "lighting_fraction": inputs.lighting_share,
        "other_fraction": 0.0,
    }
    it = {
        "servers": ({"count": 10_000, "utilisation": 1.0},),
        "supply_air_c": inputs.supply_air_c,
        "air_delta_t_k": inputs.air_delta_t_k,
        "bypass": 0.0,
        "fans": {"slope_per_k": 0.0},
    }
    return Profile.model_validate(
        {"name": "Lei and Masanet", "halls": ({"it": it, "cooling": cooling},), "electrical": electrical}
    )
