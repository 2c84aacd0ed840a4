"""Water that leaves cooling towers: at its set point, or as cold as the air allows."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from dcenergy.constants import FRESH_WATER
from dcenergy.errors import DesignError
from dcenergy.plant.crossing import crossing
from dcenergy.plant.tower import HOTTEST_C, LEAST_RANGE_K, Size, Tower
from dcenergy.plant.tower_fill import ConstantApproach, Fill, surface_kj_kg, taken_by_air_kw
from dcenergy.weather.hourly import ALL, Air, Bools, Floats, picked
from dcenergy.weather.psychrometrics import TRIPLE_POINT_C

Rejected = Callable[[Floats], Floats]
"""Heat [kW] that comes back to the towers for water that they send out at a temperature [degC]."""

WIDEST_APPROACH_K = 40.0
USUAL_APPROACH_K = 6.0  # tried first


def coldest_c(tower: Tower, built: Size, water_kg_s: Floats, rejected_kw: Rejected, air: Air) -> Floats:
    """Water that leaves towers with fans at full speed. [degC]

    `rejected_kw` is the heat that comes back for water sent out at a temperature: colder
    water means less of it from chillers.

    Raises
    ------
    DesignError
        Where the towers are hopelessly small.
    """
    if isinstance(tower.performance, ConstantApproach):
        return air.wet_bulb_c + tower.performance.approach_k
    return _crossed(tower, built, water_kg_s, rejected_kw, air, lowest_c(air))


def sent_c(
    tower: Tower,
    built: Size,
    water_kg_s: Floats,
    rejected_in: Callable[[Bools | slice], Rejected],
    air: Air,
    setpoint_c: Floats | float,
    asked: Bools | bool = True,
) -> Floats:
    """Water that towers send out: at the set point, or as cold as full fans get it. [degC]

    Searched are only the hours whose set point full fans cannot hold.

    Parameters
    ----------
    rejected_in : `Rejected` of some of the hours
    asked : hours in which the water is of use; in others it is not searched, and stated at the set point

    Raises
    ------
    DesignError
        Where the towers are hopelessly small.
    """
    if isinstance(tower.performance, ConstantApproach):
        return np.maximum(air.wet_bulb_c + tower.performance.approach_k, setpoint_c)
    sent = np.maximum(setpoint_c, lowest_c(air))
    heat_kw = rejected_in(ALL)(sent)
    short = asked & (spare_kw(tower, built, water_kg_s, sent, heat_kw, air) < 0)
    if short.any():
        some = picked(air, short)
        sent[short] = _crossed(tower, built, water_kg_s[short], rejected_in(short), some, sent[short])
    return sent


def lowest_c(air: Air) -> Floats:
    """Water that an endless tower would send; colder, it would be ice. [degC]"""
    return np.maximum(air.wet_bulb_c, TRIPLE_POINT_C)


def _crossed(
    tower: Tower, built: Size, water_kg_s: Floats, rejected_kw: Rejected, air: Air, least_c: Floats
) -> Floats:
    """Water of at least `least_c` from which full fans take all heat. [degC]"""
    highest_c = lowest_c(air) + WIDEST_APPROACH_K

    def excess(leaving_c: Floats) -> Floats:
        return spare_kw(tower, built, water_kg_s, leaving_c, rejected_kw(leaving_c), air)

    found = crossing(excess, least_c, highest_c, np.minimum(least_c + USUAL_APPROACH_K, highest_c))
    if np.any(found >= highest_c):
        raise DesignError(
            "cooling.tower", f"the towers leave the water {WIDEST_APPROACH_K:g} K too warm; enlarge them"
        )
    return found


def spare_kw(tower: Tower, built: Size, water_kg_s: Floats, leaving_c: Floats, heat_kw: Floats, air: Air) -> Floats:
    """Heat that full fans take from water which leaves at `leaving_c`, beyond `heat_kw`. [kW]"""
    fill = tower.performance
    assert isinstance(fill, Fill)
    range_k = np.maximum(heat_kw / (water_kg_s * FRESH_WATER.heat_capacity_kj_kg_k), LEAST_RANGE_K)
    surface = surface_kj_kg(leaving_c, np.minimum(range_k, HOTTEST_C - leaving_c), air.pressure_pa)
    air_kg_s = built.air_m3_s * air.dry_air_kg_m3
    args = (built.fill_constant, fill.flow_exponent)
    return taken_by_air_kw(surface, air.wet_bulb_kj_kg, range_k, water_kg_s, air_kg_s, *args) - heat_kw
