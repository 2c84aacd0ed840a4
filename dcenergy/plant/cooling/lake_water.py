"""Lake, river or sea water through plate heat exchangers, with or without trim chillers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Annotated, ClassVar, Literal, Self

import numpy as np
from pydantic import Field, model_validator

from dcenergy.constants import FRESH_WATER, SEA_WATER, Liquid
from dcenergy.errors import DesignError
from dcenergy.plant import air, chiller, source_water, thermal_storage, water_loop
from dcenergy.plant.air import AirHandler, Room
from dcenergy.plant.chiller import AirCooledChiller, ChillerHours, SourceCooledChiller
from dcenergy.plant.cooled import Cooled
from dcenergy.plant.heat_exchanger import Plates
from dcenergy.plant.heat_reuse import HeatReuse, relieve
from dcenergy.plant.pump import Pump
from dcenergy.plant.receiving import Receiving, WaterBody
from dcenergy.plant.source_water import Exchange
from dcenergy.plant.thermal_storage import ThermalStorage, leaked_kw
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
    exchanger_model: Literal["approach", "effectiveness_ntu"] = option(
        "approach",
        doc="Exchangers known by their approach (approach_k), or by their surface (plates).",
        source="assumption",
    )
    plates: Plates | None = option(None, doc="Surface of the exchangers, for the effectiveness_ntu model.")
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
    gravity_recovery: float = quantity(
        0.0,
        ge=0,
        le=0.95,
        low=0,
        high=0.7,
        source="assumption",
        doc="Efficiency of a turbine in the returning water, on the static head; 0 is none, 0.6 usual.",
    )
    flow_max_m3_s: float | None = quantity(
        None,
        gt=0,
        source="derived",
        doc="Most that the exchangers' pumps can draw; absent: their design flow.",
    )
    air_handler: AirHandler = option(AirHandler(), doc="Fans and coils of the hall.")
    loop: WaterLoop = option(WaterLoop(), doc="Chilled water.")
    heat_reuse: HeatReuse | None = option(None, doc="Heat delivered to users outside; absent: none.")
    storage: ThermalStorage | None = option(
        None, doc="A tank of cold in the loop, charged by source and trim chillers; absent: none."
    )
    trim: Trim | None = option(None, doc="Chillers for what the source cannot take; absent: that heat is unmet.")
    receiving: Receiving = option(Receiving(), doc="Where the water goes.")

    @model_validator(mode="after")
    def _plates_go_with_their_model(self) -> Self:
        if (self.exchanger_model == "effectiveness_ntu") != (self.plates is not None):
            raise ValueError(
                "`plates` goes with `exchanger_model: effectiveness_ntu`, and only with it; add or remove one of them"
            )
        return self

    @model_validator(mode="after")
    def _storage_goes_with_trim(self) -> Self:
        if self.storage is not None and self.trim is None:
            raise ValueError(
                "`storage` carries trim chillers' work to other hours, and there are none: give `trim`, or take "
                "`storage` away"
            )
        return self

    @property
    def liquid(self) -> Liquid:
        """The water's properties."""
        return SEA_WATER if self.water == "sea" else FRESH_WATER


def run(system: LakeWater, room: Room, weather: Weather) -> Cooled:
    """Cool a hall with a water body.

    Raises
    ------
    DesignError
        Where the chilled water would have to be frozen, or the exchangers' pumps are given no flow.
    """
    coil = air.run(system.air_handler, room)
    load, reused = relieve(system.heat_reuse, water_loop.run(system.loop, coil, room.supply_air_c), weather.calendar)
    if load.supply_c < 0:
        raise DesignError(
            "cooling.loop.coil_approach_k", f"chilled water of {load.supply_c:g} degC freezes; narrow it"
        )
    intake_c = water_body.temperature_c(system.source, weather)
    duty, stored = thermal_storage.level(
        system.storage,
        load,
        lambda: _possible_kw(system, load, intake_c, weather),
        weather.temp_c if isinstance(system.trim, AirCooledChiller) else intake_c,
        weather.calendar,
    )
    exchange = exchange_heat(system, duty, intake_c)
    trim = trim_heat(system, duty, exchange, weather)
    source_pump_kw = _source_pump_kw(system, exchange, trim)
    shaft_kw = source_pump_kw * system.pump.motor_efficiency
    flow_m3_s = exchange.flow_m3_s + trim.flow_m3_s
    recovered_kw = source_water.recovered_kw(
        flow_m3_s, system.pump.static_head_m, system.liquid, system.gravity_recovery
    )
    to_water_kw = exchange.heat_kw + trim.to_water_kw + shaft_kw - recovered_kw
    nothing = np.zeros_like(duty.heat_kw)
    return Cooled(
        fan_kw=coil.fan_kw,
        pump_kw=duty.pump_kw + source_pump_kw - recovered_kw,
        chiller_kw=trim.hours.power_kw,
        heat_rejection_kw=nothing,
        humidification_kw=nothing,
        heat_kw=load.heat_kw,
        free_kw=exchange.heat_kw,
        mechanical_kw=trim.hours.heat_kw,
        unmet_kw=trim.hours.unmet_kw,
        to_water_kw=to_water_kw,
        to_air_kw=trim.to_air_kw + duty.pump_to_air_kw + source_pump_kw - shaft_kw - leaked_kw(stored),
        reused=reused,
        storage=stored,
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
            **thermal_storage.conditions(stored),
        },
        sizes={"flow_max_m3_s": exchange.design_flow_m3_s, "trim.capacity_kw": trim.hours.capacity_kw},
    )


def exchange_heat(system: LakeWater, duty: PlantDuty, intake_c: Floats) -> Exchange:
    """Heat that the exchangers take from the loop, and the water they need for it."""
    circuit = source_water.circuit(
        system.liquid, duty.design_heat_kw, system.exchanger_delta_t_k, system.flow_max_m3_s, system.pump
    )
    if system.plates is not None:
        return source_water.by_plates(circuit, duty, intake_c, system.plates)
    return source_water.by_approach(circuit, duty, intake_c, system.approach_k, system.hot_end_approach_k)


@dataclass(frozen=True, eq=False)
class TrimHours:
    """What trim chillers did, and where their heat went; arrays of shape (hours,)."""

    hours: ChillerHours
    to_water_kw: Floats
    to_air_kw: Floats
    flow_m3_s: Floats  # source water drawn for the condensers alone
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
    series = system.trim.arrangement == "series"
    entering_c = exchange.intake_c + exchange.delta_t_k * series
    made = chiller.source_cooled(system.trim, rest_kw, duty.design_heat_kw, duty.supply_c, entering_c)
    flow = water_flow_m3_s(made.rejected_kw, system.trim.condenser_delta_t_k, system.liquid)
    if series:  # the exchangers' water goes on to the condensers; only what it lacks is drawn
        flow = np.maximum(flow - exchange.flow_m3_s, 0.0)
    return TrimHours(made, made.rejected_kw, nothing, flow, float(flow.max()))


def _possible_kw(system: LakeWater, load: PlantDuty, intake_c: Floats, weather: Weather) -> Floats:
    """Heat that the source takes of the load, and what trim chillers can take on top of it. [kW]"""
    exchange = exchange_heat(system, load, intake_c)
    spared = replace(load, heat_kw=exchange.heat_kw)
    chillers = trim_heat(system, spared, exchange, weather).hours
    return np.asarray(exchange.heat_kw + chillers.possible_kw)


def _source_pump_kw(system: LakeWater, exchange: Exchange, trim: TrimHours) -> Floats:
    """Electricity of the pumps that draw water for exchangers and for condensers, in parallel. [kW]"""
    loss_pa = system.exchanger_pressure_drop_pa
    return source_water.lift_kw(
        system.pump, system.liquid, loss_pa, exchange.flow_m3_s, exchange.design_flow_m3_s
    ) + source_water.lift_kw(system.pump, system.liquid, loss_pa, trim.flow_m3_s, trim.design_flow_m3_s)
