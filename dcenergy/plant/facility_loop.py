"""The loop between a liquid-cooled hall and outdoors: dry coolers, wet pads, towers, and chillers for the rest."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dcenergy.constants import AIR_HEAT_CAPACITY_KJ_KG_K, FRESH_WATER, SECONDS_PER_HOUR
from dcenergy.plant import chiller, dry_cooler, loop_towers
from dcenergy.plant.chiller import AirCooledChiller, ChillerHours
from dcenergy.plant.cooled import WaterUse
from dcenergy.plant.dry_cooler import DryCooler, DryCooling
from dcenergy.plant.evaporative import evaporated_to_temp
from dcenergy.plant.heat_reuse import HeatReuse
from dcenergy.plant.loop_towers import LoopTowers, TowerDuty, after
from dcenergy.plant.pump import pump_kw
from dcenergy.plant.water_loop import PlantDuty, warming_k, water_flow_m3_s
from dcenergy.section import Section, option, quantity
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
    dry_cooler: DryCooler | None = option(
        DryCooler(exchanger_approach_k=0.0),
        doc="Dry coolers, in whose coils the loop's own liquid flows; null: none.",
    )
    adiabatic: AdiabaticAssist | None = option(None, doc="Wet pads before the dry coolers; absent: dry all year.")
    towers: LoopTowers | None = option(None, doc="Towers for what dry coolers leave; absent: none.")
    trim: AirCooledChiller | None = option(None, doc="Chillers for what outdoor air cannot take; absent: unmet.")
    heat_reuse: HeatReuse | None = option(None, doc="Heat delivered to users outside; absent: none.")


def duty(loop: FacilityLoop, heat_kw: Floats, design_kw: float) -> PlantDuty:
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
    """How a loop's heat left, cooler by cooler; arrays of shape (hours,)."""

    dry: DryCooling
    towers: TowerDuty
    trim: ChillerHours
    pads: WaterUse
    wet_hours: int

    @property
    def free_kw(self) -> Floats:
        """Heat that no compressor took. [kW]"""
        return self.dry.heat_kw + self.towers.heat_kw

    @property
    def to_air_kw(self) -> Floats:
        """Heat that reached the air, with the coolers' own electricity. [kW]"""
        return self.dry.heat_kw + self.dry.electric_kw + self.towers.to_air_kw + self.trim.rejected_kw

    @property
    def water(self) -> WaterUse:
        """Water of pads and towers."""
        return self.pads + self.towers.water


def reject(loop: FacilityLoop, duty: PlantDuty, weather: Weather) -> Outdoors:
    """Reject the loop's heat: dry, with wet pads where dry air is too warm, then towers, then chillers."""
    dry, pads, wet_hours = _dry(loop, duty, weather)
    behind_dry = after(duty, dry.heat_kw)
    nothing = np.zeros_like(duty.heat_kw)
    towers = TowerDuty(nothing, nothing, nothing, nothing, dry_system(nothing))
    if loop.towers is not None:
        towers = loop_towers.run(loop.towers, behind_dry, weather)
    rest_kw = after(behind_dry, towers.heat_kw).heat_kw
    trim = ChillerHours(nothing, nothing, rest_kw, nothing)
    if loop.trim is not None:
        trim = chiller.air_cooled(loop.trim, rest_kw, duty.design_heat_kw, duty.supply_c, weather.temp_c)
    return Outdoors(dry, towers, trim, pads, wet_hours)


def _dry(loop: FacilityLoop, duty: PlantDuty, weather: Weather) -> tuple[DryCooling, WaterUse, int]:
    nothing = np.zeros_like(duty.heat_kw)
    if loop.dry_cooler is None:
        return DryCooling(nothing, nothing, nothing), dry_system(nothing), 0
    if loop.adiabatic is None:
        return dry_cooler.run(loop.dry_cooler, duty, loop.delta_t_k, weather.temp_c), dry_system(nothing), 0
    wet = dry_cooler.reach(loop.dry_cooler, duty, weather.temp_c) < 1
    entering_c = np.where(wet, assisted_c(loop.adiabatic, weather), weather.temp_c)
    dry = dry_cooler.run(loop.dry_cooler, duty, loop.delta_t_k, entering_c)
    return dry, _water(loop.adiabatic, dry.heat_kw * wet, entering_c, weather), int(np.count_nonzero(wet))


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
