"""The fill of a cooling tower: how much heat air takes from water that trickles through it."""

from __future__ import annotations

from typing import Annotated, Literal

import numpy as np
from pydantic import Field

from dcenergy.constants import FRESH_WATER
from dcenergy.errors import DesignError
from dcenergy.section import Section, option, quantity
from dcenergy.weather.hourly import Floats
from dcenergy.weather.psychrometrics import saturated_enthalpy_kj_kg

SEA_LEVEL_PA = 101_325.0
"""Pressure at which towers are rated [Pa]. ISO 2533."""

DEPTHS = (0.5 - 0.5 / np.sqrt(3.0), 0.5 + 0.5 / np.sqrt(3.0))
"""Gauss' two points, as shares of the water's cooling. Against the whole integral the water of a tower as usually
rated is right to 0.01 K; one that is rated at 2.5 K above the wet bulb, in frost, to 0.1 K."""


TINY = 1e-6
"""Least difference of enthalpy [kJ/kg]: the surface is as good as the air."""


class Fill(Section):
    """Heat and mass transfer in a counterflow fill after Merkel, known from its rating at sea level."""

    model: Literal["merkel"] = option("merkel", doc="Heat and mass transfer in the fill.")
    design_approach_k: float = quantity(
        3.9, gt=0, le=20, low=2.8, high=6.7, source="energyplus_reference", doc="Water out above the wet bulb."
    )
    design_range_k: float = quantity(
        5.6, ge=0.5, le=25, low=4, high=8, source="energyplus_reference", doc="Cooling of the water."
    )
    flow_exponent: float = quantity(
        0.6, ge=0, lt=1, low=0.4, high=0.8, source="assumption", doc="n in K a V / air = c (water / air)^n."
    )


class ConstantApproach(Section):
    """Water a fixed number of kelvins above the wet bulb, whatever the load: simple, and too good in cold air."""

    model: Literal["constant_approach"] = option(doc="Fixed approach.")
    approach_k: float = quantity(
        4.0, gt=0, le=20, low=2.8, high=6.7, source="lei_masanet", doc="Water out above the wet bulb."
    )


Performance = Annotated[Fill | ConstantApproach, Field(discriminator="model")]


def surface_kj_kg(
    leaving_c: Floats | float, range_k: Floats | float, pressure_pa: Floats | float
) -> tuple[Floats, ...]:
    """Enthalpy of the saturated air at the water's surface, at each of `DEPTHS`. [kJ/kg dry air]"""
    return tuple(saturated_enthalpy_kj_kg(leaving_c + depth * range_k, pressure_pa) for depth in DEPTHS)


def driving_kj_kg(
    surface_kj_kg: tuple[Floats, ...],
    wet_bulb_kj_kg: Floats | float,
    range_k: Floats | float,
    water_per_air: Floats | float,
) -> Floats:
    """Harmonic mean, over the fill, of the surface's enthalpy less that of the air that rises past it. [kJ/kg]

    0 where the air would be as rich as the surface on its way: no fill is large enough for that.
    """
    gained_kj_kg = water_per_air * FRESH_WATER.heat_capacity_kj_kg_k * range_k
    drives = [
        np.maximum(surface - wet_bulb_kj_kg - depth * gained_kj_kg, TINY)
        for surface, depth in zip(surface_kj_kg, DEPTHS, strict=True)
    ]
    return np.asarray(len(drives) / sum(1 / drive for drive in drives))


def fill_constant(fill: Fill, wet_bulb_c: float, liquid_gas_ratio: float) -> float:
    """The c of K a V / air = c (water / air)^n that gives the fill its rated approach at sea level. [-]

    >>> round(fill_constant(Fill(), 25.6, 1.15), 3)
    1.222
    """
    leaving_c, range_k = wet_bulb_c + fill.design_approach_k, fill.design_range_k
    surface, air = surface_kj_kg(leaving_c, range_k, SEA_LEVEL_PA), saturated_enthalpy_kj_kg(wet_bulb_c, SEA_LEVEL_PA)
    driving = float(driving_kj_kg(surface, air, range_k, liquid_gas_ratio))
    if driving <= 2 * TINY:
        raise DesignError(
            "cooling.tower.liquid_gas_ratio",
            f"no fill reaches an approach of {fill.design_approach_k:g} K with {liquid_gas_ratio:g} kg of water per "
            "kg of air; lower it, widen the approach, or rate the towers at a warmer wet bulb",
        )
    heat_per_air = liquid_gas_ratio * FRESH_WATER.heat_capacity_kj_kg_k * range_k
    return float(heat_per_air / driving / liquid_gas_ratio**fill.flow_exponent)


def taken_by_air_kw(
    surface_kj_kg: tuple[Floats, ...],
    wet_bulb_kj_kg: Floats,
    range_k: Floats,
    water_kg_s: Floats | float,
    air_kg_s: Floats,
    constant: float,
    exponent: float,
) -> Floats:
    """Heat that air, entering at its wet bulb's enthalpy, takes from water over its cooling. [kW]

    Merkel (1925): the coefficient of the fill, K a V = c air (water / air)^n, times the mean
    difference of enthalpy between the water's surface and the air.

    At the rating it is the water's heat: 10 kg/s over 5.6 K are 234.42 kW.

    >>> surface, air = surface_kj_kg(29.5, 5.6, 101_325.0), saturated_enthalpy_kj_kg(25.6, 101_325.0)
    >>> c = fill_constant(Fill(), 25.6, 1.15)
    >>> round(float(taken_by_air_kw(surface, air, np.array(5.6), 10.0, np.array(10 / 1.15), c, 0.6)), 2)
    234.42
    """
    ratio = water_kg_s / air_kg_s
    return constant * air_kg_s * ratio**exponent * driving_kj_kg(surface_kj_kg, wet_bulb_kj_kg, range_k, ratio)
