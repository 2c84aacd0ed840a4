"""The open circuit of lake, river or sea water: what its exchangers take, and the flow they need for it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dcenergy.constants import Liquid
from dcenergy.plant.crossing import crossing
from dcenergy.plant.heat_exchanger import Plates, free_fraction, source_rise_k, transfer_kw
from dcenergy.plant.pump import Pump, head_pa, pump_kw
from dcenergy.plant.water_loop import PlantDuty, warming_k, water_flow_m3_s
from dcenergy.weather.hourly import Floats

ROUNDING = 1e-9


@dataclass(frozen=True)
class Circuit:
    """What the source's side of the exchangers is built for."""

    liquid: Liquid
    delta_t_k: float  # warming of the water
    design_flow_m3_s: float
    largest_flow_m3_s: float
    smallest_flow_m3_s: float

    @property
    def capacity_kj_m3_k(self) -> float:
        """Heat that warms a cubic metre of the water by a kelvin. [kJ/(m3 K)]"""
        return self.liquid.density_kg_m3 * self.liquid.heat_capacity_kj_kg_k


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


def circuit(
    liquid: Liquid, design_heat_kw: float, delta_t_k: float, flow_max_m3_s: float | None, pump: Pump
) -> Circuit:
    """Build the source's side for the heat that its water takes up when it warms by `delta_t_k`.

    >>> from dcenergy.constants import FRESH_WATER
    >>> round(circuit(FRESH_WATER, 1000.0, 2.5, None, Pump()).largest_flow_m3_s, 7)
    0.0957481
    """
    design_flow = float(water_flow_m3_s(design_heat_kw, delta_t_k, liquid))
    largest = flow_max_m3_s or design_flow
    return Circuit(
        liquid=liquid,
        delta_t_k=delta_t_k,
        design_flow_m3_s=design_flow,
        largest_flow_m3_s=largest,
        smallest_flow_m3_s=min(pump.min_flow_fraction * design_flow, largest),
    )


def by_approach(circuit: Circuit, duty: PlantDuty, intake_c: Floats, approach_k: float, hot_end_k: float) -> Exchange:
    """Heat that exchangers of a given approach take from the loop, and the water they need for it.

    The approach at the cold end says which share of the heat the source can take; the
    second law at the hot end and the pumps' largest flow may cut it further. Flow follows
    heat down to the pumps' minimum, where the warming shrinks instead.
    """
    largest = circuit.largest_flow_m3_s
    wanted_kw = duty.heat_kw * free_fraction(intake_c, duty.return_c, duty.supply_c, approach_k)
    rise_k = source_rise_k(intake_c, duty.return_c, circuit.delta_t_k, hot_end_k)
    carried_kw = largest * circuit.liquid.density_kg_m3 * circuit.liquid.heat_capacity_kj_kg_k * rise_k
    heat_kw = np.minimum(wanted_kw, carried_kw)
    needed = np.divide(heat_kw, carried_kw, out=np.zeros_like(heat_kw), where=carried_kw > 0) * largest
    flow = np.where(heat_kw > 0, np.maximum(needed, circuit.smallest_flow_m3_s), 0.0)
    return Exchange(
        intake_c=intake_c,
        heat_kw=heat_kw,
        flow_m3_s=flow,
        design_flow_m3_s=circuit.design_flow_m3_s,
        delta_t_k=warming_k(heat_kw, flow, circuit.liquid),
        cut_by_approach=_fewer(wanted_kw, duty.heat_kw),
        cut_by_second_law=int(np.count_nonzero(rise_k < circuit.delta_t_k)),
        cut_by_flow=_fewer(heat_kw, wanted_kw),
    )


def by_plates(circuit: Circuit, duty: PlantDuty, intake_c: Floats, plates: Plates) -> Exchange:
    """Heat that plates of a given surface take from the loop, and the water they need for it.

    Flow keeps the warming within that of the design; where the plates need more water to
    take all heat it rises, at most to the largest, and there the heat is cut.
    """
    warm_k = np.maximum(duty.return_c - intake_c, 0.0)
    loop_k = duty.return_c - duty.supply_c
    loop_kw_k = np.divide(duty.heat_kw, loop_k, out=np.zeros_like(loop_k), where=loop_k > 0)

    def possible_kw(flow_m3_s: Floats) -> Floats:
        return transfer_kw(plates, loop_kw_k, flow_m3_s * circuit.capacity_kj_m3_k, warm_k)

    carried_kw = circuit.largest_flow_m3_s * circuit.capacity_kj_m3_k * circuit.delta_t_k
    wanted_kw = np.minimum(duty.heat_kw, carried_kw)
    least = np.clip(
        wanted_kw / (circuit.capacity_kj_m3_k * circuit.delta_t_k),
        circuit.smallest_flow_m3_s,
        circuit.largest_flow_m3_s,
    )
    largest = np.full_like(least, circuit.largest_flow_m3_s)
    at_most_kw = possible_kw(largest)
    heat_kw = np.minimum(wanted_kw, at_most_kw)
    flow = np.where(heat_kw > 0, crossing(lambda flow: possible_kw(flow) - wanted_kw, least, largest), 0.0)
    return Exchange(
        intake_c=intake_c,
        heat_kw=heat_kw,
        flow_m3_s=flow,
        design_flow_m3_s=circuit.design_flow_m3_s,
        delta_t_k=warming_k(heat_kw, flow, circuit.liquid),
        cut_by_approach=_fewer(at_most_kw, duty.heat_kw),
        cut_by_second_law=0,  # counterflow plates keep it
        cut_by_flow=_fewer(wanted_kw, duty.heat_kw),
    )


def _fewer(kw: Floats, than_kw: Floats) -> int:
    return int(np.count_nonzero(kw < than_kw * (1 - ROUNDING)))


def lift_kw(pump: Pump, liquid: Liquid, exchanger_pa: float, flow_m3_s: Floats, design_flow_m3_s: float) -> Floats:
    """Electricity that draws a flow from the water body and through the exchangers. [kW]"""
    static_pa = head_pa(pump.static_head_m, liquid.density_kg_m3)
    friction_pa = head_pa(pump.friction_head_m, liquid.density_kg_m3) + exchanger_pa
    return pump_kw(flow_m3_s, design_flow_m3_s, static_pa, friction_pa, pump.efficiency)


def recovered_kw(flow_m3_s: Floats | float, static_head_m: float, liquid: Liquid, efficiency: float) -> Floats:
    """Electricity that a turbine wins back from water falling to where it was drawn. [kW]

    A cubic metre a second falling 12 m through a turbine of 0.6:

    >>> round(float(recovered_kw(1.0, 12.0, Liquid(998.0, 4.186), 0.6)), 2)
    70.47
    """
    return np.asarray(flow_m3_s * head_pa(static_head_m, liquid.density_kg_m3) * efficiency / 1000)
