"""Direct expansion: compressors whose evaporator is the hall's coil, condensed by the outdoor air."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np

from dcenergy.plant.chiller_performance import carnot_cop
from dcenergy.section import Section, option, quantity
from dcenergy.weather.hourly import Floats


class ExpansionUnits(Section):
    """Refrigerant coils in the hall's air, compressors, and condensers with their own fans."""

    capacity_kw: float | None = quantity(
        None,
        gt=0,
        source="derived",
        doc="Cooling capacity of all units; absent: the heat with all servers at full utilisation.",
    )
    carnot_fraction: float = quantity(
        0.42, gt=0, lt=1, low=0.3, high=0.5, source="assumption", doc="Compressor COP over that of the Carnot cycle."
    )
    evaporator_approach_k: float = quantity(
        10.0, gt=0, le=30, low=6, high=14, source="assumption", doc="Supplied air above the evaporating refrigerant."
    )
    condenser_approach_k: float = quantity(
        14.0, gt=0, le=40, low=10, high=20, source="assumption", doc="Condensing refrigerant above the outdoor air."
    )
    min_condensing_c: float = quantity(
        30.0,
        ge=0,
        le=60,
        low=20,
        high=40,
        source="assumption",
        doc="Condenser fans hold the refrigerant no colder, so that its valves work.",
    )
    condenser_fan_kw_per_kw: float = quantity(
        0.02, ge=0, le=0.2, low=0.01, high=0.04, source="assumption", doc="Condenser fans, per heat rejected."
    )
    cycling_loss: float = quantity(
        0.15,
        ge=0,
        lt=1,
        low=0.0,
        high=0.25,
        source="energyplus_reference",
        doc="Loss of COP towards no load, where compressors cycle.",
    )
    lock_out_air_c: float = quantity(
        -25.0,
        ge=-90,
        le=30,
        low=-40,
        high=-5,
        source="energyplus_reference",
        doc="Compressors stand still in colder outdoor air; the heat is unmet.",
    )


class DirectExpansion(ExpansionUnits):
    """Direct expansion as the choice of a trim."""

    chiller: Literal["dx"] = option(doc="Refrigerant coils in the air, without a loop of water.")


@dataclass(frozen=True, eq=False)
class ExpansionHours:
    """What the units did; arrays of shape (hours,)."""

    power_kw: Floats  # compressors
    condenser_fan_kw: Floats
    heat_kw: Floats  # taken from the air
    unmet_kw: Floats  # beyond their capacity, or too cold outside
    rejected_kw: Floats  # heat, compressors and condenser fans
    conditions: Mapping[str, int]  # what bound, in how many hours
    capacity_kw: float


def part_load_power(load: Floats | float, cycling_loss: float) -> Floats:
    """Power over full-load power of compressors that cycle. [-]

    x / (1 - C (1 - x)): the part-load fraction correlation of EnergyPlus' Engineering
    Reference (Coil:Cooling:DX:SingleSpeed), 0.85 + 0.15 x in its example files.

    >>> round(float(part_load_power(0.5, 0.15)), 6)
    0.540541
    """
    x = np.asarray(load)
    return np.asarray(x / (1 - cycling_loss * (1 - x)))


def run(
    units: ExpansionUnits, heat_kw: Floats, design_kw: float, supply_air_c: float, air_c: Floats
) -> ExpansionHours:
    """Cool air to `supply_air_c` in outdoor air of `air_c`; what cannot be taken is unmet."""
    capacity_kw = units.capacity_kw or design_kw
    running = air_c >= units.lock_out_air_c
    taken = np.where(running, np.minimum(heat_kw, capacity_kw), 0.0)
    condensing_c = np.maximum(air_c + units.condenser_approach_k, units.min_condensing_c)
    cop = carnot_cop(supply_air_c - units.evaporator_approach_k, condensing_c, units.carnot_fraction)
    power = capacity_kw / cop * part_load_power(taken / capacity_kw, units.cycling_loss)
    fans = units.condenser_fan_kw_per_kw * (taken + power)
    return ExpansionHours(
        power_kw=power,
        condenser_fan_kw=fans,
        heat_kw=taken,
        unmet_kw=heat_kw - taken,
        rejected_kw=taken + power + fans,
        conditions={"dx_locked_out": int(np.count_nonzero(~running & (heat_kw > 0)))},
        capacity_kw=capacity_kw,
    )
