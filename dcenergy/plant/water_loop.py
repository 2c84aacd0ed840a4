"""The closed loop of chilled water between a hall's coils and the plant that cools it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np
from pydantic import model_validator

from dcenergy.constants import FRESH_WATER, Liquid
from dcenergy.plant.air import CoilDuty
from dcenergy.plant.pump import pump_kw, refuse_weak_motor
from dcenergy.section import Section, quantity
from dcenergy.weather.hourly import Floats


class WaterLoop(Section):
    """Chilled water between coils and plant."""

    coil_approach_k: float = quantity(
        6.0,
        gt=0,
        le=20,
        low=4,
        high=9,
        source="assumption",
        doc="Supplied air above the chilled water that cools it.",
    )
    delta_t_k: float = quantity(
        8.0,
        gt=0,
        le=25,
        low=5,
        high=10,
        source="assumption",
        doc="Warming of the chilled water in the coils.",
    )
    pressure_drop_pa: float = quantity(
        200_000.0,
        ge=0,
        le=2e6,
        low=115_000,
        high=250_000,
        source="lei_masanet",
        doc="Of the loop at design flow.",
    )
    pump_efficiency: float = quantity(
        0.70, gt=0, le=1, low=0.6, high=0.8, source="lei_masanet", doc="Wire to water: drive, motor and pump."
    )
    motor_efficiency: float = quantity(
        0.90,
        gt=0,
        le=1,
        low=0.85,
        high=0.97,
        source="energyplus_reference",
        doc="Share of the electricity that ends as heat in the water; the rest warms the plant room.",
    )
    min_flow_fraction: float = quantity(
        0.3, ge=0, le=1, low=0.2, high=0.6, source="assumption", doc="Lowest flow, per design flow."
    )

    @model_validator(mode="after")
    def _motor_drives_the_pump(self) -> Self:
        refuse_weak_motor(self.motor_efficiency, self.pump_efficiency)
        return self


@dataclass(frozen=True, eq=False)
class PlantDuty:
    """What the loop brings to the plant; arrays of shape (hours,)."""

    pump_kw: Floats
    pump_to_air_kw: Floats
    heat_kw: Floats  # coil heat and the pumps' shaft work
    design_heat_kw: float
    supply_c: float
    return_c: Floats  # at the plant, pump heat included; cooler where the flow stands at its minimum


def water_flow_m3_s(heat_kw: Floats | float, delta_t_k: Floats | float, liquid: Liquid) -> Floats:
    """Liquid that carries `heat_kw` away when it warms by `delta_t_k`. [m3/s]

    >>> round(float(water_flow_m3_s(1000.0, 2.5, FRESH_WATER)), 7)
    0.0957481
    """
    return np.asarray(heat_kw / (liquid.density_kg_m3 * liquid.heat_capacity_kj_kg_k * np.asarray(delta_t_k)))


def warming_k(heat_kw: Floats | float, flow_m3_s: Floats | float, liquid: Liquid) -> Floats:
    """Warming of a flow that takes up `heat_kw`; 0 where nothing flows. [K]

    >>> round(float(warming_k(20_000.0, 144.0, Liquid(999.5, 4.186))), 7)
    0.033196
    """
    heat, capacity = np.broadcast_arrays(
        heat_kw, np.asarray(flow_m3_s) * liquid.density_kg_m3 * liquid.heat_capacity_kj_kg_k
    )
    return np.asarray(np.divide(heat, capacity, out=np.zeros(heat.shape), where=capacity > 0))


def supply_c(loop: WaterLoop, supply_air_c: float) -> float:
    """Chilled water that the coils need for air of `supply_air_c`. [degC]"""
    return supply_air_c - loop.coil_approach_k


def run(loop: WaterLoop, coil: CoilDuty, supply_air_c: float) -> PlantDuty:
    """Run the loop's pumps; their flow follows the coils' heat, down to a minimum."""
    design_flow = float(water_flow_m3_s(coil.design_heat_kw, loop.delta_t_k, FRESH_WATER))
    needed = water_flow_m3_s(coil.heat_kw, loop.delta_t_k, FRESH_WATER)
    flow = np.maximum(needed, loop.min_flow_fraction * design_flow)
    power = pump_kw(flow, design_flow, 0.0, loop.pressure_drop_pa, loop.pump_efficiency)
    design_power = float(
        pump_kw(np.array(design_flow), design_flow, 0.0, loop.pressure_drop_pa, loop.pump_efficiency)
    )
    cold = supply_c(loop, supply_air_c)
    return PlantDuty(
        pump_kw=power,
        pump_to_air_kw=power * (1 - loop.motor_efficiency),
        heat_kw=coil.heat_kw + power * loop.motor_efficiency,
        design_heat_kw=coil.design_heat_kw + design_power * loop.motor_efficiency,
        supply_c=cold,
        return_c=cold + warming_k(coil.heat_kw + power * loop.motor_efficiency, flow, FRESH_WATER),
    )
