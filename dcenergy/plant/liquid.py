"""Liquid to the chip: a loop of its own beside the hall's air system, with its own heat rejection.

The loop takes a share of the servers' heat at 30-60 degC, which outdoor air can nearly always
accept; the rest of the heat stays in the hall's air. Circulation pumps stand on the facility's
side of the IT meter. Compare total energy, not PUE: the servers' fans leave the denominator.
"""

from __future__ import annotations

from typing import Annotated, Literal

import numpy as np
from pydantic import Field

from dcenergy.constants import FRESH_WATER
from dcenergy.errors import DesignError
from dcenergy.plant import facility_loop
from dcenergy.plant.cooled import Cooled
from dcenergy.plant.facility_loop import FacilityLoop
from dcenergy.plant.heat_reuse import relieve
from dcenergy.plant.pump import pump_kw
from dcenergy.plant.water_loop import water_flow_m3_s
from dcenergy.reference.table import find
from dcenergy.section import Section, option, quantity
from dcenergy.weather.hourly import Floats, Weather

LEAKAGE_BASE_C = find("fixed_numbers", "liquid-leakage-base").value
"""Coolant temperature at which chips are rated here. [degC]"""

FAN_RELIEF = find("fixed_numbers", "liquid-fan-relief").value
"""Share of a server's fan power that goes with the heat its liquid takes."""


class LiquidCooled(Section):
    """What liquid changes in a server, whichever way it comes to the chips."""

    server_fan_share: float = quantity(
        0.05, ge=0, le=0.5, low=0.02, high=0.20, source="assumption", doc="Fans in an air-cooled server's power."
    )
    leakage_per_k: float = quantity(
        0.0035,
        ge=0,
        le=0.05,
        low=0.002,
        high=0.005,
        source="assumption",
        doc="Chip power per K of warmer coolant or fluid.",
    )


class ColdPlate(LiquidCooled):
    """Water through plates on the chips; the rest of the server stays in the air."""

    kind: Literal["cold_plate"] = option(doc="Direct to chip.")
    share: float = quantity(
        0.75, gt=0, lt=1, low=0.5, high=0.95, source="assumption", doc="Of the servers' heat that the liquid takes."
    )
    approach_k: float = quantity(
        4.0, gt=0, le=20, low=2, high=6, source="assumption", doc="Coolant above the facility water, in the units."
    )
    circulation_pa: float = quantity(
        250_000.0, ge=0, le=2e6, low=150_000, high=350_000, source="assumption", doc="Coolant loop at design flow."
    )
    loop: FacilityLoop = option(FacilityLoop(), doc="To outdoors.")


class Immersion(LiquidCooled):
    """Servers in a tank of dielectric fluid that stays liquid."""

    kind: Literal["immersion"] = option(doc="Single-phase immersion.")
    share: float = quantity(
        0.97, gt=0, lt=1, low=0.95, high=1, source="assumption", doc="Of the servers' heat that the fluid takes."
    )
    approach_k: float = quantity(
        5.0, gt=0, le=20, low=3, high=10, source="assumption", doc="Fluid above the facility water, in the exchanger."
    )
    circulation_fraction: float = quantity(
        0.01, ge=0, le=0.1, low=0.005, high=0.015, source="assumption", doc="Fluid pumps, per heat taken."
    )
    loop: FacilityLoop = option(FacilityLoop(supply_c=38.0), doc="To outdoors.")


class TwoPhase(LiquidCooled):
    """Servers in a boiling dielectric; vapour condenses on coils of facility water, and nothing pumps it."""

    kind: Literal["two_phase"] = option(doc="Two-phase immersion.")
    share: float = quantity(
        0.97, gt=0, lt=1, low=0.95, high=1, source="assumption", doc="Of the servers' heat that the fluid takes."
    )
    boiling_c: float = quantity(
        50.0, gt=20, le=80, low=49, high=61, source="assumption", doc="Boiling point of the fluid."
    )
    approach_k: float = quantity(
        5.0, gt=0, le=20, low=3, high=10, source="assumption", doc="Boiling point above the facility water's return."
    )
    loop: FacilityLoop = option(FacilityLoop(supply_c=35.0), doc="To outdoors.")


Liquid = Annotated[ColdPlate | Immersion | TwoPhase, Field(discriminator="kind")]


def coolant_c(liquid: ColdPlate | Immersion | TwoPhase) -> float:
    """Liquid that meets the chips. [degC]"""
    if isinstance(liquid, TwoPhase):
        return liquid.boiling_c
    return liquid.loop.supply_c + liquid.approach_k


def server_multiplier(liquid: ColdPlate | Immersion | TwoPhase | None) -> float:
    """Power of servers on liquid over that of the same servers on air. [-]

    Fans slow down or go; warm chips leak.

    >>> round(server_multiplier(ColdPlate(kind="cold_plate")), 5)
    0.99801
    """
    if liquid is None:
        return 1.0
    fans = 1 - liquid.server_fan_share * FAN_RELIEF * liquid.share
    leakage = 1 + liquid.leakage_per_k * liquid.share * max(0.0, coolant_c(liquid) - LEAKAGE_BASE_C)
    return fans * leakage


def run(liquid: ColdPlate | Immersion | TwoPhase, heat_kw: Floats, design_kw: float, weather: Weather) -> Cooled:
    """Carry `heat_kw` of the servers outdoors.

    Raises
    ------
    DesignError
        Where a boiling fluid could not condense on the facility water.
    """
    loop = liquid.loop
    if isinstance(liquid, TwoPhase) and loop.supply_c + loop.delta_t_k > liquid.boiling_c - liquid.approach_k:
        raise DesignError(
            "liquid.loop.supply_c",
            f"water that leaves at {loop.supply_c + loop.delta_t_k:g} degC cannot condense a fluid that boils at "
            f"{liquid.boiling_c:g} degC with {liquid.approach_k:g} K between them; send it colder",
        )
    circulation_kw = _circulation_kw(liquid, heat_kw, design_kw)
    design_circulation_kw = float(_circulation_kw(liquid, np.array(design_kw), design_kw))
    whole = facility_loop.duty(loop, heat_kw + circulation_kw, design_kw + design_circulation_kw)
    duty, reused = relieve(loop.heat_reuse, whole, weather.calendar)
    outdoors = facility_loop.reject(loop, duty, weather)
    nothing = np.zeros_like(heat_kw)
    return Cooled(
        fan_kw=nothing,
        pump_kw=circulation_kw + duty.pump_kw + outdoors.pump_kw,
        chiller_kw=outdoors.trim.power_kw,
        heat_rejection_kw=outdoors.dry.fan_kw + outdoors.towers.fan_kw,
        humidification_kw=nothing,
        heat_kw=duty.heat_kw,
        free_kw=outdoors.free_kw,
        mechanical_kw=outdoors.trim.heat_kw,
        unmet_kw=outdoors.trim.unmet_kw,
        to_water_kw=outdoors.source.to_water_kw,
        to_air_kw=outdoors.to_air_kw,
        reused=reused,
        water=outdoors.water,
        water_body=outdoors.source.body,
        conditions=outdoors.conditions,
        sizes={f"loop.{key}": size for key, size in outdoors.sizes.items()},
    )


def _circulation_kw(liquid: ColdPlate | Immersion | TwoPhase, heat_kw: Floats, design_kw: float) -> Floats:
    """Pumps between the chips and the distribution unit; all their electricity ends in the liquid. [kW]"""
    match liquid:
        case ColdPlate():
            design_flow = float(water_flow_m3_s(design_kw, liquid.loop.delta_t_k, FRESH_WATER))
            flow = water_flow_m3_s(heat_kw, liquid.loop.delta_t_k, FRESH_WATER)
            return pump_kw(flow, design_flow, 0.0, liquid.circulation_pa, liquid.loop.pump_efficiency)
        case Immersion():
            return np.asarray(liquid.circulation_fraction * heat_kw)
    return np.zeros_like(heat_kw)
