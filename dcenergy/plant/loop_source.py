"""A lake, river or the sea behind a liquid loop: plate heat exchangers, in place of everything that blows air."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from dcenergy.constants import FRESH_WATER, SEA_WATER, Liquid
from dcenergy.plant import source_water
from dcenergy.plant.pump import Pump
from dcenergy.plant.receiving import Receiving, WaterBody
from dcenergy.plant.water_loop import PlantDuty, warming_k
from dcenergy.section import Section, option, quantity
from dcenergy.weather import water_body
from dcenergy.weather.hourly import Floats, Weather
from dcenergy.weather.water_body import WaterSource


class LoopSource(Section):
    """Water drawn from a water body for a liquid loop, and given back warmer."""

    intake: WaterSource = option(doc="Temperature of the water at the intake.")
    water: Literal["fresh", "sea"] = option("fresh", doc="Density and heat capacity.", source="assumption")
    exchanger_delta_t_k: float = quantity(
        5.0,
        gt=0,
        le=40,
        low=1,
        high=20,
        source="assumption",
        doc="Warming of the source water across the exchangers; a warm loop allows more than chilled water does.",
    )
    approach_k: float = quantity(
        1.5,
        gt=0,
        le=15,
        low=1,
        high=3,
        source="lei_masanet",
        doc="Loop water above the source water it is cooled with.",
    )
    hot_end_approach_k: float = quantity(
        0.5,
        ge=0,
        le=15,
        low=0.3,
        high=2,
        source="assumption",
        doc="The loop's return above the source water that leaves.",
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
        None, gt=0, source="derived", doc="Most that the pumps can draw; absent: their design flow."
    )
    receiving: Receiving = option(Receiving(), doc="Where the water goes.")

    @property
    def liquid(self) -> Liquid:
        """The water's properties."""
        return SEA_WATER if self.water == "sea" else FRESH_WATER


@dataclass(frozen=True, eq=False)
class SourceDuty:
    """What a water body did for a loop; arrays of shape (hours,)."""

    heat_kw: Floats  # taken from the loop
    pump_kw: Floats
    to_water_kw: Floats
    to_air_kw: Floats
    body: WaterBody | None = None
    conditions: Mapping[str, int] = field(default_factory=dict)  # what bound, in how many hours
    sizes: Mapping[str, float] = field(default_factory=dict)


def run(source: LoopSource, duty: PlantDuty, weather: Weather) -> SourceDuty:
    """Let the source take what its temperature and its pumps allow of a loop's heat."""
    intake_c = water_body.temperature_c(source.intake, weather)
    circuit = source_water.circuit(
        source.liquid, duty.design_heat_kw, source.exchanger_delta_t_k, source.flow_max_m3_s, source.pump
    )
    exchange = source_water.by_approach(circuit, duty, intake_c, source.approach_k, source.hot_end_approach_k)
    pump_kw = source_water.lift_kw(
        source.pump, source.liquid, source.exchanger_pressure_drop_pa, exchange.flow_m3_s, circuit.design_flow_m3_s
    )
    shaft_kw = pump_kw * source.pump.motor_efficiency
    to_water_kw = exchange.heat_kw + shaft_kw
    return SourceDuty(
        heat_kw=exchange.heat_kw,
        pump_kw=pump_kw,
        to_water_kw=to_water_kw,
        to_air_kw=pump_kw - shaft_kw,
        body=WaterBody(
            liquid=source.liquid,
            receiving=source.receiving,
            intake_c=intake_c,
            flow_m3_s=exchange.flow_m3_s,
            exchanger_delta_t_k=exchange.delta_t_k,
            outfall_c=intake_c + warming_k(to_water_kw, exchange.flow_m3_s, source.liquid),
        ),
        conditions={
            "source_too_warm": exchange.cut_by_approach,
            "second_law": exchange.cut_by_second_law,
            "source_flow": exchange.cut_by_flow,
        },
        sizes={"flow_max_m3_s": circuit.design_flow_m3_s},
    )


def none(nothing: Floats) -> SourceDuty:
    """Return what a loop without a water body has of it."""
    return SourceDuty(nothing, nothing, nothing, nothing)
