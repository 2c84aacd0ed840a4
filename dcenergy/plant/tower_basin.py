"""Heaters that keep the basins of resting cooling towers from freezing."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dcenergy.section import Section, quantity
from dcenergy.weather.hourly import Floats


class BasinHeater(Section):
    """Electric heaters in the towers' basins; while water runs its own heat keeps them from freezing."""

    capacity_w_per_k: float = quantity(
        gt=0, doc="Electricity per kelvin that the outdoor air is below the set point: what the basins lose."
    )
    set_point_c: float = quantity(
        2.0, ge=0, le=20, low=2, high=7, source="energyplus_reference", doc="Outdoor air below which they heat."
    )


def power_kw(heater: BasinHeater | None, air_c: Floats | float, resting: NDArray[np.bool_]) -> Floats:
    """Electricity of the heaters, in the hours in which no water runs over the towers. [kW]

    EnergyPlus Engineering Reference, Cooling Towers, basin heater.

    >>> resting = np.array([True, True, True, False])
    >>> power_kw(BasinHeater(capacity_w_per_k=500.0), np.array([-8.0, 1.0, 5.0, -8.0]), resting).tolist()
    [5.0, 0.5, 0.0, 0.0]
    """
    if heater is None:
        return np.zeros(np.shape(air_c))
    below_k = np.maximum(heater.set_point_c - np.asarray(air_c), 0.0)
    return np.where(resting, heater.capacity_w_per_k / 1000 * below_k, 0.0)


def conditions(heater: BasinHeater | None, heater_kw: Floats) -> dict[str, int]:
    """Hours in which the heaters ran; nothing to tell where there are none."""
    return {} if heater is None else {"tower_basin_heated": int(np.count_nonzero(heater_kw))}
