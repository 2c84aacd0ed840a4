"""Server inlets: how warm the air gets in hours in which heat is unmet, and what the servers' class allows."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dcenergy.constants import AIR_HEAT_CAPACITY_KJ_KG_K
from dcenergy.errors import DesignError
from dcenergy.plant.servers import It, inlet_temperature_c
from dcenergy.reference.table import Row, find
from dcenergy.weather.hourly import Floats

TABLE = "limits"


@dataclass(frozen=True, eq=False)
class Inlet:
    """Air that enters the servers of a hall, of shape (hours,), and the warmest that their class allows."""

    temp_c: Floats
    cooled_c: float  # where all heat is met
    allowed_c: float

    @property
    def is_above(self) -> NDArray[np.bool_]:
        """Hours in which it is warmer than allowed; rounding is no excess."""
        return np.asarray(self.temp_c > self.allowed_c + 1e-9)


def allowed_c(ashrae_class: str) -> tuple[float, float]:
    """Coldest and warmest inlet of a class of servers, or of all of them as `recommended`. [degC]

    ASHRAE TC 9.9, Thermal Guidelines, 5th edition (2021), table 2.1; less at altitudes above 900 m, which is not
    reckoned.

    >>> allowed_c("A1"), allowed_c("recommended")
    ((15.0, 32.0), (18.0, 27.0))
    """
    coldest, warmest = class_rows(ashrae_class)
    return coldest.value, warmest.value


def class_rows(ashrae_class: str) -> tuple[Row, Row]:
    """Return the cited rows of the coldest and the warmest inlet of a class."""
    coldest, warmest = (find(TABLE, f"ashrae-{ashrae_class.lower()}-{end}") for end in ("min", "max"))
    return coldest, warmest


def run(it: It, it_kw: Floats, unmet_kw: Floats, air_kg_s: Floats) -> Inlet:
    """Warm a hall's supply air by the heat that its air system leaves.

    Raises
    ------
    DesignError
        Where every kelvin makes the servers draw more than their air carries away: the hall runs away.
    """
    inlet_c = inlet_temperature_c(it.supply_air_c, it.air_delta_t_k, it.recirculation)
    warmed = (unmet_kw > 0) & (air_kg_s > 0)
    carried_kw_k = air_kg_s * AIR_HEAT_CAPACITY_KJ_KG_K
    fans_kw_k = it_kw * it.fans.slope_per_k / (1 + it.fans.slope_per_k * max(inlet_c - it.fans.knee_c, 0.0))
    if np.any(fans_kw_k[warmed] >= carried_kw_k[warmed]):
        raise DesignError(
            "it.fans.slope_per_k",
            "the hall runs away: where heat is unmet, a kelvin makes the servers draw more than their air carries; "
            "lower the slope or it.air_delta_t_k, or cool all heat",
        )
    rise_k = rise_from_unmet_k(unmet_kw[warmed], carried_kw_k[warmed], fans_kw_k[warmed], it.fans.knee_c - inlet_c)
    temp_c = np.full_like(unmet_kw, inlet_c)
    temp_c[warmed] += rise_k
    return Inlet(temp_c, inlet_c, allowed_c(it.ashrae_class)[1])


def rise_from_unmet_k(unmet_kw: Floats, carried_kw_k: Floats, fans_kw_k: Floats, below_knee_k: float) -> Floats:
    """Warming of the supply air that carries `unmet_kw` more, with what server fans add on the way. [K]

    Each kelvin takes `carried_kw_k` away and, above the fans' knee, has them draw `fans_kw_k` more: the fixed point
    of a straight line, in closed form.

    100 kW left to air of 50 kW/K; then with fans that draw 10 kW/K, from the knee on and from 1 K below it:

    >>> rise_from_unmet_k(np.full(1, 100.0), np.full(1, 50.0), np.zeros(1), 0.0).tolist()
    [2.0]
    >>> [rise_from_unmet_k(np.full(1, 100.0), np.full(1, 50.0), np.full(1, 10.0), k).tolist() for k in (0.0, 1.0)]
    [[2.5], [2.25]]
    """
    plain_k = unmet_kw / carried_kw_k
    quiet_k = np.minimum(plain_k, max(below_knee_k, 0.0))
    return np.asarray(quiet_k + (unmet_kw - carried_kw_k * quiet_k) / (carried_kw_k - fans_kw_k))
