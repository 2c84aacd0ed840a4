"""How a year's heat was removed: by the free source, by chillers, or not at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from dcenergy.plant.facility import Facility
from dcenergy.weather.hourly import Calendar, Floats, Ints

MODES = ("full", "partial", "none")
TOLERANCE = 1e-9


@dataclass(frozen=True, eq=False)
class CoolingSummary:
    """Heat of a year and how it was removed; None where no hall determines it.

    `hours` counts the hours by free cooling: all heat, a part, none. `mode_by_month`,
    shape (3, 12), counts them by month. `conditions` counts hours in which something bound.
    Free cooling is judged by the heat that the plant met: that of the coils, levelled by tanks of
    cold, of which the year's charge and discharge are None where there are none.
    `inlet_c_max` is the warmest air that any servers get, at least; `hours_above_class` counts
    hours in which it is warmer than the class of some allows, `unmet_hours` those in which heat is left.
    """

    heat_kwh: float | None
    free_share: float | None
    unmet_kwh: float | None
    hours: Mapping[str, int] | None
    mode_by_month: Ints | None
    conditions: Mapping[str, int]
    storage_charged_kwh: float | None = None
    storage_discharged_kwh: float | None = None
    inlet_c_max: float | None = None
    hours_above_class: int | None = None
    unmet_hours: int | None = None


UNKNOWN = CoolingSummary(None, None, None, None, None, {})


def cooling(cooled: Facility, calendar: Calendar) -> CoolingSummary:
    """Sum the cooling of all simulated halls."""
    halls = cooled.simulated
    if not halls:
        return UNKNOWN
    heat_kw = np.sum([hall.plant_kw for hall in halls], axis=0)
    free_kw = np.sum([hall.free_kw for hall in halls], axis=0)
    hour_mode = modes(heat_kw, free_kw)
    by_month = np.array([np.bincount(calendar.month[hour_mode == i] - 1, minlength=12) for i in range(len(MODES))])
    plant_kwh = float(heat_kw.sum())
    stored = [hall.storage for hall in halls if hall.storage]
    conditions = sum((Counter(hall.conditions) for hall in halls), start=Counter())
    return CoolingSummary(
        heat_kwh=float(np.sum([hall.heat_kw for hall in halls], axis=0).sum()),
        free_share=float(free_kw.sum()) / plant_kwh if plant_kwh else None,
        unmet_kwh=float(sum(hall.unmet_kw.sum() for hall in halls)),
        unmet_hours=unmet_hours(cooled),
        hours={name: int(count) for name, count in zip(MODES, by_month.sum(axis=1), strict=True)},
        mode_by_month=by_month,
        conditions=dict(conditions),
        storage_charged_kwh=float(sum(tank.charged_kw.sum() for tank in stored)) if stored else None,
        storage_discharged_kwh=float(sum(tank.discharged_kw.sum() for tank in stored)) if stored else None,
        inlet_c_max=max(float(inlet.temp_c.max()) for inlet in cooled.inlets.values()),
        hours_above_class=int(np.any([inlet.is_above for inlet in cooled.inlets.values()], axis=0).sum()),
    )


def unmet_hours(cooled: Facility) -> int:
    """Count the hours in which heat is left in some hall; rounding is none."""
    halls = cooled.simulated
    unmet_kw = np.sum([hall.unmet_kw for hall in halls], axis=0)
    heat_kw = np.sum([hall.heat_kw for hall in halls], axis=0)
    return int(np.count_nonzero(unmet_kw > TOLERANCE * heat_kw))


def modes(heat_kw: Floats, free_kw: Floats) -> Ints:
    """Free cooling of each hour as an index of `MODES`; an hour without heat is free in full.

    >>> modes(np.array([10.0, 10.0, 10.0, 0.0]), np.array([10.0, 4.0, 0.0, 0.0])).tolist()
    [0, 1, 2, 0]
    """
    share = np.divide(free_kw, heat_kw, out=np.ones_like(heat_kw), where=heat_kw > 0)
    return np.where(share >= 1 - TOLERANCE, 0, np.where(share > TOLERANCE, 1, 2))
