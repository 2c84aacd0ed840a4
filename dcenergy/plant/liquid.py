"""Liquid to the chip: a loop of its own beside the hall's air system, with its own heat rejection.

The loop takes a share of the servers' heat at 30-60 degC, which outdoor air can nearly always
accept; the rest of the heat stays in the hall's air. Circulation pumps stand on the facility's
side of the IT meter. Compare total energy, not PUE: the servers' fans leave the denominator.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

import numpy as np
from pydantic import Field

from dcenergy.constants import AIR_HEAT_CAPACITY_KJ_KG_K, FRESH_WATER, SECONDS_PER_HOUR
from dcenergy.errors import DesignError
from dcenergy.plant import chiller, dry_cooler
from dcenergy.plant.chiller import AirCooledChiller
from dcenergy.plant.cooled import Cooled, WaterUse
from dcenergy.plant.dry_cooler import DryCooler, DryCooling
from dcenergy.plant.evaporative import evaporated_to_temp
from dcenergy.plant.heat_reuse import HeatReuse, relieve
from dcenergy.plant.pump import pump_kw
from dcenergy.plant.water_loop import PlantDuty, warming_k, water_flow_m3_s
from dcenergy.section import Section, option, quantity
from dcenergy.weather.hourly import Floats, Weather

LEAKAGE_BASE_C = 25.0
"""Coolant temperature at which chips are rated here. Assumption."""

FAN_RELIEF = 0.8
"""Share of a server's fan power that goes with the heat its liquid takes. Assumption (0.6-1)."""


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


class FacilityLoop(Section):
    """The loop between cooling distribution units and outdoors, and what rejects its heat."""

    supply_c: float = quantity(
        32.0,
        gt=0,
        le=70,
        low=17,
        high=45,
        source="ashrae_tc99",
        doc="Water to the distribution units: ASHRAE's W32, W40, W45.",
    )
    delta_t_k: float = quantity(10.0, gt=0, le=30, low=6, high=15, source="assumption", doc="Warming of the water.")
    pressure_drop_pa: float = quantity(
        200_000.0, ge=0, le=2e6, low=100_000, high=300_000, source="assumption", doc="At design flow."
    )
    pump_efficiency: float = quantity(
        0.65, gt=0, le=1, low=0.6, high=0.75, source="assumption", doc="Wire to water: drive, motor and pump."
    )
    dry_cooler: DryCooler = option(
        DryCooler(exchanger_approach_k=0.0), doc="Dry coolers, in whose coils the loop's own liquid flows."
    )
    adiabatic: AdiabaticAssist | None = option(None, doc="Wet pads before the dry coolers; absent: dry all year.")
    trim: AirCooledChiller | None = option(None, doc="Chillers for what outdoor air cannot take; absent: unmet.")
    heat_reuse: HeatReuse | None = option(None, doc="Heat delivered to users outside; absent: none.")


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
    whole = _duty(loop, heat_kw + circulation_kw, design_kw + design_circulation_kw)
    duty, reused = relieve(loop.heat_reuse, whole, weather.calendar)
    outdoors = reject(loop, duty, weather)
    nothing = np.zeros_like(heat_kw)
    return Cooled(
        fan_kw=nothing,
        pump_kw=circulation_kw + duty.pump_kw + outdoors.dry.pump_kw,
        chiller_kw=outdoors.trim.power_kw,
        heat_rejection_kw=outdoors.dry.fan_kw,
        humidification_kw=nothing,
        heat_kw=duty.heat_kw,
        free_kw=outdoors.dry.heat_kw,
        mechanical_kw=outdoors.trim.heat_kw,
        unmet_kw=outdoors.trim.unmet_kw,
        to_water_kw=nothing,
        to_air_kw=outdoors.dry.heat_kw + outdoors.dry.electric_kw + outdoors.trim.rejected_kw,
        reused=reused,
        water=outdoors.water,
        conditions={**outdoors.trim.conditions, "adiabatic_assist": outdoors.wet_hours},
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


def _duty(loop: FacilityLoop, heat_kw: Floats, design_kw: float) -> PlantDuty:
    """The facility loop's pumps; all their electricity ends in the water."""
    design_flow = float(water_flow_m3_s(design_kw, loop.delta_t_k, FRESH_WATER))
    flow = water_flow_m3_s(heat_kw, loop.delta_t_k, FRESH_WATER)
    power = pump_kw(flow, design_flow, 0.0, loop.pressure_drop_pa, loop.pump_efficiency)
    design_power = float(
        pump_kw(np.array(design_flow), design_flow, 0.0, loop.pressure_drop_pa, loop.pump_efficiency)
    )
    return PlantDuty(
        pump_kw=power,
        pump_to_air_kw=np.zeros_like(power),
        heat_kw=heat_kw + power,
        design_heat_kw=design_kw + design_power,
        supply_c=loop.supply_c,
        return_c=loop.supply_c + warming_k(heat_kw + power, flow, FRESH_WATER),
    )


@dataclass(frozen=True, eq=False)
class Outdoors:
    """How a liquid loop's heat left; arrays of shape (hours,)."""

    dry: DryCooling
    trim: chiller.ChillerHours
    water: WaterUse | None
    wet_hours: int


def reject(loop: FacilityLoop, duty: PlantDuty, weather: Weather) -> Outdoors:
    """Reject the loop's heat: dry, with wet pads where dry air is too warm, with chillers for the rest."""
    dry = dry_cooler.run(loop.dry_cooler, duty, loop.delta_t_k, weather.temp_c)
    water, wet_hours = None, 0
    if loop.adiabatic is not None:
        wet = dry_cooler.reach(loop.dry_cooler, duty, weather.temp_c) < 1
        entering_c = np.where(wet, assisted_c(loop.adiabatic, weather), weather.temp_c)
        dry = dry_cooler.run(loop.dry_cooler, duty, loop.delta_t_k, entering_c)
        water = _water(loop.adiabatic, dry.heat_kw * wet, entering_c, weather)
        wet_hours = int(np.count_nonzero(wet))
    rest_kw = np.maximum(duty.heat_kw - dry.heat_kw, 0.0)
    nothing = np.zeros_like(rest_kw)
    if loop.trim is None:
        return Outdoors(dry, chiller.ChillerHours(nothing, nothing, rest_kw, nothing), water, wet_hours)
    made = chiller.air_cooled(loop.trim, rest_kw, duty.design_heat_kw, duty.supply_c, weather.temp_c)
    return Outdoors(dry, made, water, wet_hours)


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
