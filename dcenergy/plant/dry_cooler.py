"""Dry coolers: outdoor air that cools a loop of glycol, without water and without compressors."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from dcenergy.constants import FRESH_WATER, Liquid
from dcenergy.plant import heat_exchanger
from dcenergy.plant.pump import pump_kw
from dcenergy.plant.water_loop import PlantDuty, water_flow_m3_s
from dcenergy.section import Section, quantity
from dcenergy.weather.hourly import Floats


class DryCooler(Section):
    """Fans and finned coils outdoors, a glycol circuit, and its exchanger with the chilled water."""

    approach_k: float = quantity(
        8.0, gt=0, le=30, low=5, high=12, source="assumption", doc="Glycol above the outdoor air that cools it."
    )
    exchanger_approach_k: float = quantity(
        1.5,
        ge=0,
        le=15,
        low=0,
        high=3,
        source="lei_masanet",
        doc="Chilled water above the glycol; 0 where glycol itself flows through the coils.",
    )
    glycol_factor: float = quantity(
        0.9, gt=0, le=1, low=0.8, high=1, source="assumption", doc="Heat capacity per volume over that of water."
    )
    pressure_drop_pa: float = quantity(
        150_000.0, ge=0, le=2e6, low=80_000, high=250_000, source="assumption", doc="Glycol circuit at design flow."
    )
    pump_efficiency: float = quantity(
        0.7, gt=0, le=1, low=0.6, high=0.8, source="assumption", doc="Wire to glycol: drive, motor and pump."
    )
    fan_kw_per_kw: float = quantity(
        0.018, ge=0, le=0.2, low=0.01, high=0.03, source="assumption", doc="Fans at full speed, per design heat."
    )
    fan_exponent: float = quantity(
        2.7, ge=1, le=3, low=2, high=3, source="assumption", doc="Fan power over air flow; 3 by the affinity laws."
    )
    min_fan_flow_fraction: float = quantity(
        0.2, ge=0, le=1, low=0.1, high=0.4, source="assumption", doc="Lowest air flow while it runs, per full flow."
    )


@dataclass(frozen=True, eq=False)
class DryCooling:
    """What a dry cooler did; arrays of shape (hours,)."""

    heat_kw: Floats  # taken from the chilled water
    fan_kw: Floats
    pump_kw: Floats

    @property
    def electric_kw(self) -> Floats:
        """Fans and glycol pumps. [kW]"""
        return self.fan_kw + self.pump_kw

    def only(self, hours: NDArray[np.bool_]) -> DryCooling:
        """The same in the hours named, at rest in the others."""
        return DryCooling(**{part.name: np.where(hours, getattr(self, part.name), 0.0) for part in fields(self)})


def reach(cooler: DryCooler, duty: PlantDuty, air_c: Floats) -> Floats:
    """Heat that the dry cooler could take at full air flow, over the heat there is. [-]

    Below 0 the air is warmer than the return, above 1 the fans may slow down.
    """
    approach_k = cooler.approach_k + cooler.exchanger_approach_k
    return heat_exchanger.reach(air_c, duty.return_c, duty.supply_c, approach_k)


def run(cooler: DryCooler, duty: PlantDuty, delta_t_k: float, air_c: Floats) -> DryCooling:
    """Run the dry cooler in every hour in which the air can take any heat.

    The approach is that of design flows on both sides, so a lower load needs less air in
    proportion, and colder air in proportion to its reach; fan power follows by the
    affinity laws. The glycol warms by the loop's `delta_t_k` at design; its flow follows
    the load.
    """
    possible = reach(cooler, duty, air_c)
    load = duty.heat_kw / duty.design_heat_kw
    air_flow = np.clip(load / np.maximum(possible, 1.0), cooler.min_fan_flow_fraction, 1.0)
    glycol = Liquid(FRESH_WATER.density_kg_m3, FRESH_WATER.heat_capacity_kj_kg_k * cooler.glycol_factor)
    design_flow = float(water_flow_m3_s(duty.design_heat_kw, delta_t_k, glycol))
    return DryCooling(
        heat_kw=duty.heat_kw * np.clip(possible, 0.0, 1.0),
        fan_kw=cooler.fan_kw_per_kw * duty.design_heat_kw * air_flow**cooler.fan_exponent,
        pump_kw=pump_kw(load * design_flow, design_flow, 0.0, cooler.pressure_drop_pa, cooler.pump_efficiency),
    ).only((possible > 0) & (duty.heat_kw > 0))
