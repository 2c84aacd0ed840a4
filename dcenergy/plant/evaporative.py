"""Evaporation into a stream of air: along the line of constant wet bulb, and into the air that leaves an exchanger.

Water takes part at the wet bulb's temperature, as ASHRAE's wet bulb is defined: the
sump of a wet pad settles there.
"""

from __future__ import annotations

import numpy as np

from dcenergy.constants import FRESH_WATER
from dcenergy.plant.humidity import Spray
from dcenergy.section import Section, option, quantity
from dcenergy.weather.hourly import Floats
from dcenergy.weather.psychrometrics import (
    enthalpy_kj_kg,
    humidity_ratio_from_dew_point,
    saturated_temp_c,
    temp_from_enthalpy_c,
)


class EvaporativeCooler(Section):
    """A wet pad or mist in the outdoor air that a hall takes in."""

    effectiveness: float = quantity(
        0.85, gt=0, le=1, low=0.7, high=0.95, source="assumption", doc="Cooling over the wet-bulb depression."
    )
    pressure_drop_pa: float = quantity(
        100.0, ge=0, le=1000, low=60, high=150, source="assumption", doc="At design air flow, wet or not."
    )
    bleed_fraction: float = quantity(
        0.25, ge=0, le=5, low=0.1, high=0.5, source="assumption", doc="Water drained against salt, per evaporated."
    )
    spray: Spray = option(Spray(), doc="Pumps and nozzles.")


def sump_enthalpy_kj_kg(wet_bulb_c: Floats) -> Floats:
    """Enthalpy of liquid water at the wet bulb, 0 at 0 degC. [kJ/kg]"""
    return FRESH_WATER.heat_capacity_kj_kg_k * np.maximum(wet_bulb_c, 0.0)


def evaporated_to_temp(temp_c: Floats, ratio: Floats, wet_bulb_c: Floats, leaving_c: Floats) -> Floats:
    """Humidity ratio of air that evaporation cooled to `leaving_c`. [kg/kg]

    Water at the wet bulb's temperature: ASHRAE Fundamentals 2017, ch. 1, eq. 33, is this line.

    >>> round(float(evaporated_to_temp(40.0, 0.0064, 20.0, 23.0)), 5)
    0.01343
    """
    given_up = enthalpy_kj_kg(temp_c, ratio) - enthalpy_kj_kg(leaving_c, ratio)
    vapour = enthalpy_kj_kg(leaving_c, 1.0) - enthalpy_kj_kg(leaving_c, 0.0)
    return np.asarray(ratio + given_up / (vapour - sump_enthalpy_kj_kg(wet_bulb_c)))


def evaporated_to_ratio(temp_c: Floats, ratio: Floats, wet_bulb_c: Floats, leaving_ratio: Floats) -> Floats:
    """Temperature of air that evaporation brought to `leaving_ratio`. [degC]

    >>> round(float(evaporated_to_ratio(40.0, 0.0064, 20.0, 0.01343)), 1)
    23.0
    """
    enthalpy = enthalpy_kj_kg(temp_c, ratio) + (leaving_ratio - ratio) * sump_enthalpy_kj_kg(wet_bulb_c)
    return temp_from_enthalpy_c(enthalpy, leaving_ratio)


def scavenged_ratio(
    temp_c: Floats, ratio: Floats, pressure_pa: Floats, heat_kj_kg: Floats, saturation: float
) -> Floats:
    """Humidity ratio of air that leaves a wet exchanger with `heat_kj_kg` more enthalpy. [kg/kg]

    `saturation` is how far it comes from its own humidity to that of saturated air of the
    enthalpy it leaves with.

    >>> round(float(scavenged_ratio(30.0, 0.01, 101_325.0, 12.0, 0.9)), 4)
    0.0168
    """
    leaving = enthalpy_kj_kg(temp_c, ratio) + heat_kj_kg
    saturated = humidity_ratio_from_dew_point(saturated_temp_c(leaving, pressure_pa), pressure_pa)
    return np.asarray(ratio + saturation * np.maximum(saturated - ratio, 0.0))
