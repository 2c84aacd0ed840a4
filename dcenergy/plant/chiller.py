"""Vapour-compression chillers: electricity from heat, temperatures and part load."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from dcenergy.constants import ZERO_CELSIUS_K
from dcenergy.section import Section, option, quantity
from dcenergy.weather.hourly import Floats

EVAPORATOR_APPROACH_K = 2.0
CONDENSER_APPROACH_K = 2.0
MIN_LIFT_K = 8.0
MAX_COP = 18.0


class PartLoad(Section):
    """Power over full-load power as a quadratic of load; below the minimum the chiller cycles."""

    constant: float = quantity(
        0.17, ge=0, le=1, low=0.05, high=0.3, source="energyplus_reference", doc="a0 of a0 + a1 x + a2 x^2."
    )
    linear: float = quantity(0.35, ge=-2, le=2, low=0.1, high=0.9, source="energyplus_reference", doc="a1.")
    square: float = quantity(0.48, ge=-2, le=2, low=0.0, high=0.8, source="energyplus_reference", doc="a2.")
    minimum: float = quantity(
        0.1,
        ge=0.01,
        le=1,
        low=0.05,
        high=0.3,
        source="energyplus_reference",
        doc="Lowest load without cycling.",
    )


class AirCooledChiller(Section):
    """Chillers that give their heat to the outdoor air; their COP contains the condenser fans."""

    chiller: Literal["air_cooled"] = option("air_cooled", doc="Condensed by air.")
    capacity_kw: float | None = quantity(
        None,
        gt=0,
        source="derived",
        doc="Cooling capacity of all; absent: the heat with all servers at full utilisation.",
    )
    carnot_fraction: float = quantity(
        0.45, gt=0, lt=1, low=0.35, high=0.5, source="assumption", doc="COP over that of the Carnot cycle."
    )
    condenser_approach_k: float = quantity(
        12.0,
        gt=0,
        le=40,
        low=8,
        high=18,
        source="assumption",
        doc="Condensing temperature above the outdoor air.",
    )
    min_air_c: float = quantity(
        10.0,
        ge=-40,
        le=40,
        low=5,
        high=20,
        source="assumption",
        doc="Fans hold the condenser as if the air were no colder.",
    )
    part_load: PartLoad = option(PartLoad(), doc="Part-load curve.")


class SourceCooledChiller(Section):
    """Chillers condensed by the lake, river or sea itself, in a flow parallel to the exchangers'."""

    chiller: Literal["source_cooled"] = option(doc="Condensed by the water body.")
    capacity_kw: float | None = quantity(
        None,
        gt=0,
        source="derived",
        doc="Cooling capacity of all; absent: the heat with all servers at full utilisation.",
    )
    carnot_fraction: float = quantity(
        0.55, gt=0, lt=1, low=0.45, high=0.65, source="assumption", doc="COP over that of the Carnot cycle."
    )
    condenser_delta_t_k: float = quantity(
        5.5, gt=0, le=20, low=4, high=6, source="assumption", doc="Warming of the water in the condenser."
    )
    min_water_c: float = quantity(
        12.0,
        ge=0,
        le=30,
        low=10,
        high=18,
        source="assumption",
        doc="Valves hold the condenser as if the water were no colder.",
    )
    part_load: PartLoad = option(PartLoad(), doc="Part-load curve.")


@dataclass(frozen=True, eq=False)
class ChillerHours:
    """What chillers did; arrays of shape (hours,)."""

    power_kw: Floats
    heat_kw: Floats  # taken from the loop
    unmet_kw: Floats  # beyond their capacity
    rejected_kw: Floats


def carnot_cop(evaporating_c: Floats | float, condensing_c: Floats | float, fraction: float) -> Floats:
    """Full-load COP as a share of Carnot's. [-]

    The lift is at least 8 K and the COP at most 18: smaller lifts are not run in practice.

    >>> round(float(carnot_cop(18.0, 32.5, 0.55)), 7)
    11.0436207
    """
    lift = np.maximum(np.asarray(condensing_c) - evaporating_c, MIN_LIFT_K)
    return np.minimum(fraction * (np.asarray(evaporating_c) + ZERO_CELSIUS_K) / lift, MAX_COP)


def part_load_factor(load: Floats | float, curve: PartLoad) -> Floats:
    """Power over full-load power at the same temperatures. [-]

    Cycling below the minimum: power falls in proportion to load. EnergyPlus Engineering
    Reference, Chiller:Electric:EIR.

    >>> float(part_load_factor(1.0, PartLoad()))
    1.0
    """
    x = np.maximum(load, curve.minimum)
    return np.asarray((curve.constant + curve.linear * x + curve.square * x**2) * np.asarray(load) / x)


def run(heat_kw: Floats, capacity_kw: float, cop: Floats, curve: PartLoad) -> ChillerHours:
    """Give `heat_kw` to chillers of `capacity_kw`; what they cannot take is unmet."""
    taken = np.minimum(heat_kw, capacity_kw)
    power = capacity_kw / cop * part_load_factor(taken / capacity_kw, curve)
    return ChillerHours(power_kw=power, heat_kw=taken, unmet_kw=heat_kw - taken, rejected_kw=taken + power)


def air_cooled(
    chiller: AirCooledChiller, heat_kw: Floats, design_kw: float, supply_c: float, air_c: Floats
) -> ChillerHours:
    """Run air-cooled chillers that make water of `supply_c` in outdoor air of `air_c`."""
    condensing_c = np.maximum(air_c, chiller.min_air_c) + chiller.condenser_approach_k
    cop = carnot_cop(supply_c - EVAPORATOR_APPROACH_K, condensing_c, chiller.carnot_fraction)
    return run(heat_kw, chiller.capacity_kw or design_kw, cop, chiller.part_load)


def source_cooled(
    chiller: SourceCooledChiller, heat_kw: Floats, design_kw: float, supply_c: float, entering_c: Floats
) -> ChillerHours:
    """Run chillers condensed by water that enters at `entering_c`."""
    leaving_c = np.maximum(entering_c, chiller.min_water_c) + chiller.condenser_delta_t_k
    cop = carnot_cop(supply_c - EVAPORATOR_APPROACH_K, leaving_c + CONDENSER_APPROACH_K, chiller.carnot_fraction)
    return run(heat_kw, chiller.capacity_kw or design_kw, cop, chiller.part_load)
