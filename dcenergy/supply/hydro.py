"""Run-of-river hydropower on the site: what the river gives, up to what the turbines take."""

from __future__ import annotations

from typing import Self

import numpy as np
from pydantic import model_validator

from dcenergy.constants import FRESH_WATER, GRAVITY_M_S2
from dcenergy.section import Section, listed, quantity
from dcenergy.weather.hourly import Calendar, Floats

WATTS_PER_KILOWATT = 1000.0


class RunOfRiver(Section):
    """A power station without storage, behind the site's meter."""

    capacity_kw: float = quantity(gt=0, per_it_kw=(0.001, 10), doc="What the turbines give at most.")
    head_m: float = quantity(gt=0, le=2000, doc="Net head, after the pipes.")
    monthly_flow_m3_s: tuple[float, ...] = listed(doc="Twelve mean flows of the river.", min_length=12, max_length=12)
    left_flow_m3_s: float = quantity(
        0.0, ge=0, low=0, high=100, source="not_given", doc="What must stay in the river; absent: nothing."
    )
    dry_year_factor: float = quantity(
        1.0, gt=0, le=3, low=0.7, high=1.3, source="assumption", doc="This year's flow over the mean year's."
    )
    efficiency: float = quantity(
        0.88, gt=0, le=1, low=0.80, high=0.93, source="assumption", doc="Water to wire: turbine, gear, generator."
    )

    @model_validator(mode="after")
    def _flows(self) -> Self:
        if min(self.monthly_flow_m3_s) < 0:
            raise ValueError("monthly_flow_m3_s takes twelve flows of 0 or more")
        return self


def power_kw(station: RunOfRiver, calendar: Calendar) -> Floats:
    """Output of every hour, of shape (hours,): min(capacity, efficiency rho g Q H). [kW]

    >>> from dcenergy.weather.hourly import calendar
    >>> station = RunOfRiver(capacity_kw=1e4, head_m=50.0, monthly_flow_m3_s=(10.0,) * 12)
    >>> round(float(power_kw(station, calendar())[0]), 1)
    4306.3
    """
    flow_m3_s = np.array(station.monthly_flow_m3_s)[calendar.month - 1] * station.dry_year_factor
    usable_m3_s = np.maximum(flow_m3_s - station.left_flow_m3_s, 0.0)
    kw_per_m3_s = station.efficiency * FRESH_WATER.density_kg_m3 * GRAVITY_M_S2 * station.head_m / WATTS_PER_KILOWATT
    return np.minimum(station.capacity_kw, usable_m3_s * kw_per_m3_s)
