"""Towers behind a liquid loop: open towers that take, across an exchanger, what dry coolers leave."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from dcenergy.constants import FRESH_WATER
from dcenergy.plant import tower, tower_basin, tower_leaving
from dcenergy.plant.condenser_water import CondenserPump
from dcenergy.plant.cooled import WaterUse
from dcenergy.plant.heat_exchanger import free_fraction
from dcenergy.plant.pump import pump_kw
from dcenergy.plant.tower import Tower
from dcenergy.plant.water_loop import PlantDuty, water_flow_m3_s
from dcenergy.section import Section, option, quantity
from dcenergy.weather.hourly import ALL, Bools, Floats, Weather


class LoopTowers(Section):
    """Towers, their pumps, and the exchanger that keeps their open water out of the loop."""

    exchanger_approach_k: float = quantity(
        2.0, gt=0, le=15, low=1, high=3, source="lei_masanet", doc="Loop above the tower water that cools it."
    )
    pump: CondenserPump = option(CondenserPump(), doc="Tower water.")
    tower: Tower = option(Tower(), doc="The towers.")


@dataclass(frozen=True, eq=False)
class TowerDuty:
    """What towers did for a loop; arrays of shape (hours,)."""

    heat_kw: Floats  # taken from the loop
    pump_kw: Floats
    fan_kw: Floats  # and heaters of resting basins
    to_air_kw: Floats
    water: WaterUse
    conditions: Mapping[str, int] = field(default_factory=dict)  # what bound, in how many hours


def after(duty: PlantDuty, taken_kw: Floats) -> PlantDuty:
    """Return a loop's duty behind a cooler that took `taken_kw`: less heat, a colder return."""
    left_kw = np.maximum(duty.heat_kw - taken_kw, 0.0)
    share = np.divide(left_kw, duty.heat_kw, out=np.zeros_like(left_kw), where=duty.heat_kw > 0)
    return replace(duty, heat_kw=left_kw, return_c=duty.supply_c + share * (duty.return_c - duty.supply_c))


def run(towers: LoopTowers, duty: PlantDuty, weather: Weather) -> TowerDuty:
    """Let towers take a loop's heat in the hours in which there is any.

    Towers and pumps are sized for the loop's whole design heat; a pump keeps its flow
    while it runs.
    """
    design_flow = float(water_flow_m3_s(duty.design_heat_kw, towers.pump.delta_t_k, FRESH_WATER))
    flow = np.full_like(duty.heat_kw, design_flow)
    full_kw = pump_kw(flow, design_flow, towers.pump.pressure_drop_pa, 0.0, towers.pump.efficiency)
    shaft_kw = full_kw * towers.pump.motor_efficiency
    water_kg_s = flow * FRESH_WATER.density_kg_m3
    built = tower.size(towers.tower, float(water_kg_s[0]), duty.design_heat_kw + float(shaft_kw[0]))

    def taken_kw(tower_c: Floats, hours: Bools | slice = ALL) -> Floats:
        share = free_fraction(tower_c, duty.return_c[hours], duty.supply_c, towers.exchanger_approach_k)
        return duty.heat_kw[hours] * share

    def rejected_in(hours: Bools | slice) -> tower_leaving.Rejected:
        return lambda tower_c: taken_kw(tower_c, hours) + shaft_kw[hours]

    useful = taken_kw(tower_leaving.lowest_c(weather.air)) > 0
    setpoint_c = duty.supply_c - towers.exchanger_approach_k
    leaving_c = tower_leaving.sent_c(towers.tower, built, water_kg_s, rejected_in, weather.air, setpoint_c, useful)
    on = taken_kw(leaving_c) > 0
    hours = tower.run(towers.tower, built, water_kg_s, leaving_c, rejected_in(ALL)(leaving_c) * on, weather)
    return TowerDuty(
        heat_kw=taken_kw(leaving_c),
        pump_kw=full_kw * on,
        fan_kw=hours.electric_kw,
        to_air_kw=hours.heat_kw + hours.electric_kw + (full_kw - shaft_kw) * on,
        water=hours.water,
        conditions=tower_basin.conditions(towers.tower.basin_heater, hours.basin_heater_kw),
    )
