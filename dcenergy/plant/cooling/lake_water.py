"""Lake, river or sea water through plate heat exchangers, with or without trim chillers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

import numpy as np
from pydantic import Field

from dcenergy.constants import FRESH_WATER, SEA_WATER, Liquid
from dcenergy.errors import DesignError
from dcenergy.plant import air, chiller, water_loop
from dcenergy.plant.air import AirHandler, Room
from dcenergy.plant.chiller import AirCooledChiller, ChillerHours, SourceCooledChiller
from dcenergy.plant.cooled import Cooled
from dcenergy.plant.heat_exchanger import free_fraction, source_rise_k
from dcenergy.plant.heat_reuse import HeatReuse, relieve
from dcenergy.plant.pump import Pump, head_pa, pump_kw
from dcenergy.plant.receiving import Receiving, WaterBody
from dcenergy.plant.water_loop import PlantDuty, WaterLoop, warming_k, water_flow_m3_s
from dcenergy.section import Section, option, quantity
from dcenergy.weather import water_body
from dcenergy.weather.hourly import Floats, Weather
from dcenergy.weather.water_body import WaterSource

Trim = Annotated[AirCooledChiller | SourceCooledChiller, Field(discriminator="chiller")]


class LakeWater(Section):
    """Water drawn from a lake, river or the sea takes the hall's heat through plate heat exchangers."""

    contains_electrical: ClassVar[bool] = False
    needs_weather: ClassVar[bool] = True

    system: Literal["lake_water"] = option(doc="Lake, river or sea water.")
    source: WaterSource = option(doc="Temperature of the water at the intake.")
    water: Literal["fresh", "sea"] = option("fresh", doc="Density and heat capacity.", source="assumption")
    exchanger_delta_t_k: float = quantity(
        5.0,
        gt=0,
        le=30,
        low=1,
        high=15,
        source="assumption",
        doc="Warming of the source water across the exchangers.",
    )
    approach_k: float = quantity(
        1.5,
        gt=0,
        le=15,
        low=1,
        high=3,
        source="lei_masanet",
        doc="Chilled water above the source water it is made with.",
    )
    hot_end_approach_k: float = quantity(
        0.5,
        ge=0,
        le=15,
        low=0.3,
        high=2,
        source="assumption",
        doc="Chilled-water return above the source water that leaves.",
    )
    exchanger_pressure_drop_pa: float = quantity(
        60_000.0,
        ge=0,
        le=1e6,
        low=30_000,
        high=100_000,
        source="assumption",
        doc="Source side, at design flow.",
    )
    pump: Pump = option(Pump(), doc="Source water pumps.")
    flow_max_m3_s: float | None = quantity(
        None,
        gt=0,
        source="derived",
        doc="Most that the exchangers' pumps can draw; absent: their design flow.",
    )
    air_handler: AirHandler = option(AirHandler(), doc="Fans and coils of the hall.")
    loop: WaterLoop = option(WaterLoop(), doc="Chilled water.")
    heat_reuse: HeatReuse | None = option(None, doc="Heat delivered to users outside; absent: none.")
    trim: Trim | None = option(None, doc="Chillers for what the source cannot take; absent: that heat is unmet.")
    receiving: Receiving = option(Receiving(), doc="Where the water goes.")

    @property
    def liquid(self) -> Liquid:
        """The water's properties."""
        return SEA_WATER if self.water == "sea" else FRESH_WATER


@dataclass(frozen=True, eq=False)
class Exchange:
    """Heat exchangers through the year; arrays of shape (hours,)."""

    intake_c: Floats
    heat_kw: Floats
    flow_m3_s: Floats
    design_flow_m3_s: float
    delta_t_k: Floats
    cut_by_approach: int  # hours
    cut_by_second_law: int
    cut_by_flow: int


def run(system: LakeWater, room: Room, weather: Weather) -> Cooled:
    """Cool a hall with a water body.

    Raises
    ------
    DesignError
        Where the chilled water would have to be frozen, or the exchangers' pumps are given no flow.
    """
    coil = air.run(system.air_handler, room)
    duty, reused = relieve(system.heat_reuse, water_loop.run(system.loop, coil, room.supply_air_c), weather.calendar)
    if duty.supply_c < 0:
        raise DesignError(
            "cooling.loop.coil_approach_k", f"chilled water of {duty.supply_c:g} degC freezes; narrow it"
        )
    exchange = exchange_heat(system, duty, water_body.temperature_c(system.source, weather))
    trim = trim_heat(system, duty, exchange, weather)
    source_pump_kw = _source_pump_kw(system, exchange, trim)
    shaft_kw = source_pump_kw * system.pump.motor_efficiency
    to_water_kw = exchange.heat_kw + trim.to_water_kw + shaft_kw
    flow_m3_s = exchange.flow_m3_s + trim.flow_m3_s
    nothing = np.zeros_like(duty.heat_kw)
    return Cooled(
        fan_kw=coil.fan_kw,
        pump_kw=duty.pump_kw + source_pump_kw,
        chiller_kw=trim.hours.power_kw,
        heat_rejection_kw=nothing,
        humidification_kw=nothing,
        heat_kw=duty.heat_kw,
        free_kw=exchange.heat_kw,
        mechanical_kw=trim.hours.heat_kw,
        unmet_kw=trim.hours.unmet_kw,
        to_water_kw=to_water_kw,
        to_air_kw=trim.to_air_kw + duty.pump_to_air_kw + source_pump_kw - shaft_kw,
        reused=reused,
        water_body=WaterBody(
            liquid=system.liquid,
            receiving=system.receiving,
            intake_c=exchange.intake_c,
            flow_m3_s=flow_m3_s,
            exchanger_delta_t_k=exchange.delta_t_k,
            outfall_c=exchange.intake_c + warming_k(to_water_kw, flow_m3_s, system.liquid),
        ),
        conditions={
            "source_too_warm": exchange.cut_by_approach,
            "second_law": exchange.cut_by_second_law,
            "source_flow": exchange.cut_by_flow,
            **trim.hours.conditions,
        },
    )


def exchange_heat(system: LakeWater, duty: PlantDuty, intake_c: Floats) -> Exchange:
    """Heat that the exchangers take from the loop, and the water they need for it.

    The approach at the cold end says which share of the heat the source can take; the
    second law at the hot end and the pumps' largest flow may cut it further. Flow follows
    heat down to the pumps' minimum, where the warming shrinks instead.
    """
    design_flow = float(water_flow_m3_s(duty.design_heat_kw, system.exchanger_delta_t_k, system.liquid))
    largest = system.flow_max_m3_s or design_flow
    wanted_kw = duty.heat_kw * free_fraction(intake_c, duty.return_c, duty.supply_c, system.approach_k)
    rise_k = source_rise_k(intake_c, duty.return_c, system.exchanger_delta_t_k, system.hot_end_approach_k)
    carried_kw = largest * system.liquid.density_kg_m3 * system.liquid.heat_capacity_kj_kg_k * rise_k
    heat_kw = np.minimum(wanted_kw, carried_kw)
    needed = np.divide(heat_kw, carried_kw, out=np.zeros_like(heat_kw), where=carried_kw > 0) * largest
    smallest = min(system.pump.min_flow_fraction * design_flow, largest)
    flow = np.where(heat_kw > 0, np.maximum(needed, smallest), 0.0)
    return Exchange(
        intake_c=intake_c,
        heat_kw=heat_kw,
        flow_m3_s=flow,
        design_flow_m3_s=design_flow,
        delta_t_k=warming_k(heat_kw, flow, system.liquid),
        cut_by_approach=int(np.count_nonzero(wanted_kw < duty.heat_kw * (1 - 1e-9))),
        cut_by_second_law=int(np.count_nonzero(rise_k < system.exchanger_delta_t_k)),
        cut_by_flow=int(np.count_nonzero(heat_kw < wanted_kw * (1 - 1e-9))),
    )


@dataclass(frozen=True, eq=False)
class TrimHours:
    """What trim chillers did, and where their heat went; arrays of shape (hours,)."""

    hours: ChillerHours
    to_water_kw: Floats
    to_air_kw: Floats
    flow_m3_s: Floats  # source water through the condensers
    design_flow_m3_s: float


def trim_heat(system: LakeWater, duty: PlantDuty, exchange: Exchange, weather: Weather) -> TrimHours:
    """Give chillers what the source could not take; without chillers it is unmet."""
    rest_kw = np.maximum(duty.heat_kw - exchange.heat_kw, 0.0)
    nothing = np.zeros_like(rest_kw)
    if system.trim is None:
        idle = ChillerHours(power_kw=nothing, heat_kw=nothing, unmet_kw=rest_kw, rejected_kw=nothing)
        return TrimHours(idle, nothing, nothing, nothing, 0.0)
    if isinstance(system.trim, AirCooledChiller):
        made = chiller.air_cooled(system.trim, rest_kw, duty.design_heat_kw, duty.supply_c, weather.temp_c)
        return TrimHours(made, nothing, made.rejected_kw, nothing, 0.0)
    made = chiller.source_cooled(system.trim, rest_kw, duty.design_heat_kw, duty.supply_c, exchange.intake_c)
    flow = water_flow_m3_s(made.rejected_kw, system.trim.condenser_delta_t_k, system.liquid)
    return TrimHours(made, made.rejected_kw, nothing, flow, float(flow.max()))


def _source_pump_kw(system: LakeWater, exchange: Exchange, trim: TrimHours) -> Floats:
    """Electricity of the pumps that draw water for exchangers and for condensers, in parallel. [kW]"""
    density = system.liquid.density_kg_m3
    static_pa = head_pa(system.pump.static_head_m, density)
    friction_pa = head_pa(system.pump.friction_head_m, density) + system.exchanger_pressure_drop_pa
    return sum(
        (
            pump_kw(flow, design, static_pa, friction_pa, system.pump.efficiency)
            for flow, design in (
                (exchange.flow_m3_s, exchange.design_flow_m3_s),
                (trim.flow_m3_s, trim.design_flow_m3_s),
            )
        ),
        start=np.zeros_like(exchange.flow_m3_s),
    )
