"""The towers' water: its pumps, and the size of what stands in its circuit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np
from pydantic import model_validator

from dcenergy.constants import FRESH_WATER
from dcenergy.plant import chiller, tower
from dcenergy.plant.chiller import WaterCooledChiller
from dcenergy.plant.pump import pump_kw, refuse_weak_motor
from dcenergy.plant.tower import Size, Tower
from dcenergy.plant.water_loop import PlantDuty, water_flow_m3_s
from dcenergy.section import Section, quantity
from dcenergy.weather.hourly import Floats

ROUNDING = 1e-9


class CondenserPump(Section):
    """Pumps that bring the towers' water to condensers and exchangers; one runs with each chiller."""

    delta_t_k: float = quantity(
        5.6, gt=0, le=20, low=4, high=8, source="energyplus_reference", doc="Warming of the water at the design heat."
    )
    pressure_drop_pa: float = quantity(
        200_000.0, ge=0, le=2e6, low=167_000, high=250_000, source="lei_masanet", doc="Pipes, condensers and lift."
    )
    efficiency: float = quantity(
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

    @model_validator(mode="after")
    def _warms_less_than_the_heat(self) -> Self:
        if self.own_warming_k >= self.delta_t_k:
            raise ValueError(
                f"the pumps alone warm the water by {self.own_warming_k:.3g} K of the {self.delta_t_k:g} K that it "
                "may warm; raise delta_t_k or the efficiency, or lower the pressure drop"
            )
        return self

    @property
    def own_warming_k(self) -> float:
        """Warming of the water by its own pumps at design flow. [K]

        >>> round(CondenserPump().own_warming_k, 4)  # 200 kPa / 0.7 * 0.9 over 998 * 4.186 kJ/(m3 K)
        0.0616
        """
        shaft_kj_m3 = self.pressure_drop_pa / 1000 / self.efficiency * self.motor_efficiency
        return shaft_kj_m3 / (FRESH_WATER.density_kg_m3 * FRESH_WATER.heat_capacity_kj_kg_k)

    @model_validator(mode="after")
    def _motor_drives_the_pump(self) -> Self:
        refuse_weak_motor(self.motor_efficiency, self.efficiency)
        return self


@dataclass(frozen=True, eq=False)
class Circuit:
    """The towers' water through the year; arrays of shape (hours,)."""

    built: Size
    water_kg_s: Floats
    pump_kw: Floats
    pump_heat_kw: Floats  # to the water


def circuit(pump: CondenserPump, chillers: WaterCooledChiller, towers: Tower, duty: PlantDuty) -> Circuit:
    """Size towers and pumps on the design heat, and run one pump for each chiller that the heat needs.

    A pump keeps its condenser's flow and pressure, whether the chiller or the economiser
    takes the heat.
    """
    full = chiller.water_cooled(
        chillers,
        np.array([duty.design_heat_kw]),
        duty.design_heat_kw,
        duty.supply_c,
        np.array([towers.design_leaving_c]),
        pump.delta_t_k,
    )
    carried_kw = max(float(full.rejected_kw[0]), duty.design_heat_kw)
    heat_kw = carried_kw / (1 - pump.own_warming_k / pump.delta_t_k)
    flow = float(water_flow_m3_s(heat_kw, pump.delta_t_k, FRESH_WATER))
    running = (
        np.clip(np.ceil(duty.heat_kw / duty.design_heat_kw * chillers.count - ROUNDING), 1, chillers.count)
        / chillers.count
    )
    power = pump_kw(flow * running, flow, pump.pressure_drop_pa, 0.0, pump.efficiency)
    return Circuit(
        built=tower.size(towers, flow * FRESH_WATER.density_kg_m3, heat_kw),
        water_kg_s=flow * FRESH_WATER.density_kg_m3 * running,
        pump_kw=power,
        pump_heat_kw=power * pump.motor_efficiency,
    )
