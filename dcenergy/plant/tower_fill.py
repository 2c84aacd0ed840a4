"""The fill of a cooling tower: how much heat air takes from water that trickles through it."""

from __future__ import annotations

from typing import Annotated, Literal

import numpy as np
from pydantic import Field

from dcenergy.constants import FRESH_WATER
from dcenergy.errors import DesignError
from dcenergy.plant.heat_exchanger import effectiveness
from dcenergy.section import Section, option, quantity
from dcenergy.weather import psychrometrics
from dcenergy.weather.hourly import Floats

SEA_LEVEL_PA = 101_325.0
"""Pressure at which towers are rated [Pa]. ISO 2533."""


class Fill(Section):
    """Effectiveness and transfer units of a counterflow fill, known from its rating at sea level."""

    model: Literal["effectiveness_ntu"] = option("effectiveness_ntu", doc="Heat and mass transfer in the fill.")
    design_approach_k: float = quantity(
        3.9, gt=0, le=20, low=2.8, high=6.7, source="energyplus_reference", doc="Water out above the wet bulb."
    )
    design_range_k: float = quantity(
        5.6, ge=0.5, le=25, low=4, high=8, source="energyplus_reference", doc="Cooling of the water."
    )
    flow_exponent: float = quantity(
        0.6, ge=0, le=1.5, low=0.4, high=0.8, source="assumption", doc="n in NTU = c (water / air)^n."
    )


class ConstantApproach(Section):
    """Water a fixed number of kelvins above the wet bulb, whatever the load: simple, and too good in cold air."""

    model: Literal["constant_approach"] = option(doc="Fixed approach.")
    approach_k: float = quantity(
        4.0, gt=0, le=20, low=2.8, high=6.7, source="lei_masanet", doc="Water out above the wet bulb."
    )


Performance = Annotated[Fill | ConstantApproach, Field(discriminator="model")]


def saturated_enthalpy_kj_kg(temp_c: Floats | float, pressure_pa: Floats | float) -> Floats:
    """Enthalpy of saturated air as an ideal gas. [kJ/kg dry air]

    ASHRAE Fundamentals 2017, ch. 1, table 2 has 57.56 at 20 degC for real air, 0.2 % more.

    >>> round(float(saturated_enthalpy_kj_kg(20.0, 101_325.0)), 2)
    57.42
    """
    ratio = psychrometrics.humidity_ratio_from_dew_point(temp_c, pressure_pa)
    return psychrometrics.enthalpy_kj_kg(temp_c, ratio)


def fill_constant(fill: Fill, wet_bulb_c: float, liquid_gas_ratio: float) -> float:
    """The c of NTU = c (water / air)^n that gives the fill its rated approach at sea level. [-]

    >>> round(fill_constant(Fill(), 25.6, 1.15), 4)
    1.1817
    """
    leaving_c = wet_bulb_c + fill.design_approach_k
    cold, warm, air = (
        float(saturated_enthalpy_kj_kg(t, SEA_LEVEL_PA))
        for t in (leaving_c, leaving_c + fill.design_range_k, wet_bulb_c)
    )
    ratio = (warm - cold) / fill.design_range_k / (liquid_gas_ratio * FRESH_WATER.heat_capacity_kj_kg_k)
    eps = (warm - cold) / (ratio * (warm - air))
    if eps >= 1:
        raise DesignError(
            "cooling.tower.liquid_gas_ratio",
            f"no fill reaches an approach of {fill.design_approach_k:g} K with {liquid_gas_ratio:g} kg of water per "
            "kg of air; lower it or widen the approach",
        )
    ntu = eps / (1 - eps) if abs(ratio - 1) < 1e-9 else np.log((1 - eps * ratio) / (1 - eps)) / (1 - ratio)
    return float(ntu / liquid_gas_ratio**fill.flow_exponent)


def taken_by_air_kw(
    entering_kj_kg: Floats,
    leaving_kj_kg: Floats,
    wet_bulb_kj_kg: Floats,
    range_k: Floats,
    water_kg_s: Floats | float,
    air_kg_s: Floats,
    constant: float,
    exponent: float,
) -> Floats:
    """Heat that air at its wet bulb's enthalpy takes from water between two temperatures. [kW]

    Enthalpies of saturated air at the water's temperatures; effectiveness as of a
    counterflow exchanger with the saturation line for a heat capacity (Braun, Klein and
    Mitchell 1989); NTU = c (water / air)^n.

    At the rating it is the water's heat: 10 kg/s over 5.6 K are 234.42 kW.

    >>> air, cold, warm = (saturated_enthalpy_kj_kg(t, 101_325.0) for t in (25.6, 29.5, 35.1))
    >>> c = fill_constant(Fill(), 25.6, 1.15)
    >>> round(float(taken_by_air_kw(warm, cold, air, np.array(5.6), 10.0, np.array(10 / 1.15), c, 0.6)), 2)
    234.42
    """
    slope = (entering_kj_kg - leaving_kj_kg) / range_k
    ratio = air_kg_s * slope / (water_kg_s * FRESH_WATER.heat_capacity_kj_kg_k)
    ntu = constant * (water_kg_s / air_kg_s) ** exponent
    return effectiveness(ntu, ratio) * air_kg_s * (entering_kj_kg - wet_bulb_kj_kg)
