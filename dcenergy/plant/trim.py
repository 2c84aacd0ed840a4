"""Trim cooling of air systems: compressors for the heat that outdoor air leaves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

import numpy as np
from pydantic import Field

from dcenergy.plant import chiller, direct_expansion, water_loop
from dcenergy.plant.air import CoilDuty
from dcenergy.plant.chiller import AirCooledChiller
from dcenergy.plant.direct_expansion import DirectExpansion
from dcenergy.plant.water_loop import WaterLoop
from dcenergy.weather.hourly import Floats

Trim = Annotated[AirCooledChiller | DirectExpansion, Field(discriminator="chiller")]


@dataclass(frozen=True, eq=False)
class TrimHours:
    """What trim cooling did with the hall's heat; arrays of shape (hours,)."""

    pump_kw: Floats
    chiller_kw: Floats
    condenser_fan_kw: Floats
    shaft_kw: Floats  # heat that the loop's pumps add
    heat_kw: Floats  # taken, that of the pumps included
    unmet_kw: Floats
    to_air_kw: Floats
    conditions: Mapping[str, int]  # what bound, in how many hours
    capacity_kw: float

    @property
    def electric_kw(self) -> Floats:
        """Compressors, condenser fans and pumps. [kW]"""
        return self.pump_kw + self.chiller_kw + self.condenser_fan_kw


def run(
    trim: AirCooledChiller | DirectExpansion | None,
    loop: WaterLoop,
    heat_kw: Floats,
    design_kw: float,
    supply_air_c: float,
    air_c: Floats,
) -> TrimHours:
    """Take `heat_kw` out of the hall's air; without compressors it is unmet.

    Chillers cool the air through a loop of chilled water, whose pumps run only in the
    hours with heat to take; direct expansion needs no loop.
    """
    if trim is None:
        nothing = np.zeros_like(heat_kw)
        return TrimHours(
            nothing, nothing, nothing, nothing, nothing, heat_kw, nothing, conditions={}, capacity_kw=0.0
        )
    if isinstance(trim, DirectExpansion):
        return _direct(trim, heat_kw, design_kw, supply_air_c, air_c)
    return _chilled_water(trim, loop, heat_kw, design_kw, supply_air_c, air_c)


def _direct(
    units: DirectExpansion, heat_kw: Floats, design_kw: float, supply_air_c: float, air_c: Floats
) -> TrimHours:
    made = direct_expansion.run(units, heat_kw, design_kw, supply_air_c, air_c)
    nothing = np.zeros_like(heat_kw)
    return TrimHours(
        pump_kw=nothing,
        chiller_kw=made.power_kw,
        condenser_fan_kw=made.condenser_fan_kw,
        shaft_kw=nothing,
        heat_kw=made.heat_kw,
        unmet_kw=made.unmet_kw,
        to_air_kw=made.rejected_kw,
        conditions=made.conditions,
        capacity_kw=made.capacity_kw,
    )


def _chilled_water(
    machine: AirCooledChiller, loop: WaterLoop, heat_kw: Floats, design_kw: float, supply_air_c: float, air_c: Floats
) -> TrimHours:
    nothing = np.zeros_like(heat_kw)
    duty = water_loop.run(loop, CoilDuty(nothing, heat_kw, design_kw, nothing, 0.0), supply_air_c)
    running = heat_kw > 0
    carried_kw = np.where(running, duty.heat_kw, 0.0)
    pump_kw = np.where(running, duty.pump_kw, 0.0)
    made = chiller.air_cooled(machine, carried_kw, duty.design_heat_kw, duty.supply_c, air_c)
    return TrimHours(
        pump_kw=pump_kw,
        chiller_kw=made.power_kw,
        condenser_fan_kw=nothing,
        shaft_kw=carried_kw - heat_kw,
        heat_kw=made.heat_kw,
        unmet_kw=made.unmet_kw,
        to_air_kw=made.rejected_kw + np.where(running, duty.pump_to_air_kw, 0.0),
        conditions=made.conditions,
        capacity_kw=made.capacity_kw,
    )
