"""A battery behind the meter: what it takes and gives in every hour of a year that ends as it began.

A dispatch is two arrays of wishes, what the battery would charge and discharge if it could; this file alone
knows what it can. A year of one battery runs on plain floats.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import Literal

import numpy as np

from dcenergy.section import Section, option, quantity
from dcenergy.weather.hourly import Floats

CYCLIC_TOLERANCE = 1e-9
"""Of the capacity: how far the year's last state may be from its first."""
PLAIN_PASSES, MAX_PASSES = 6, 80
"""Years repeated before bisection takes over, and at most: 2^-74 of the capacity is far below the tolerance."""


class Battery(Section):
    """A battery beside the site's own generation, on the alternating side."""

    capacity_kwh: float = quantity(gt=0, doc="Usable energy.")
    power_kw: float = quantity(gt=0, doc="Charged or discharged at most, at its connection.")
    round_trip_efficiency: float = quantity(
        0.9, gt=0, le=1, low=0.80, high=0.95, source="assumption", doc="Energy given back over energy taken."
    )
    self_discharge_per_h: float = quantity(
        4e-5, ge=0, lt=1, low=0.0, high=2e-4, source="assumption", doc="Of what is stored; 3 % a month."
    )
    dispatch: Literal["surplus", "price", "carbon"] = option(
        "surplus",
        doc="Charges from surplus alone, or also from the grid in cheap hours or in clean ones.",
        source="assumption",
    )
    surplus_of: Literal["on_site", "contracts"] = option(
        "on_site",
        doc="What counts as surplus: own generation beyond the load, or contracts' delivery as well.",
        source="assumption",
    )
    charge_quantile: float = quantity(
        0.25, ge=0, le=0.5, low=0.1, high=0.4, source="assumption", doc="Share of a day's hours that count as cheap."
    )
    discharge_quantile: float = quantity(
        0.75, ge=0.5, le=1, low=0.6, high=0.9, source="assumption", doc="Hours above this quantile count as dear."
    )


@dataclass(frozen=True, eq=False)
class Stored:
    """A battery's year at its connection; arrays of shape (hours,), never both above 0 in one hour.

    `stored_kwh` is what it holds at the end of each hour, `before_kwh` at the start of the year.
    """

    charged_kw: Floats
    discharged_kw: Floats
    stored_kwh: Floats
    before_kwh: float


def idle(hours: int) -> Stored:
    """Return the year of no battery at all."""
    return Stored(np.zeros(hours), np.zeros(hours), np.zeros(hours), 0.0)


def run(battery: Battery, charge_wish_kw: Floats, discharge_wish_kw: Floats) -> Stored:
    """Charge and discharge as wished, as far as power and energy allow, over a year that repeats itself.

    The state after a year never falls when the state before it rises, and rises by no more: so
    repeating the year nears the state it begins and ends with from below, and bisection ends
    what repeating would take too long for.

    >>> day = run(Battery(capacity_kwh=100.0, power_kw=10.0, round_trip_efficiency=0.81, self_discharge_per_h=0.0),
    ...           np.tile([4.0, 0.0], 2), np.tile([0.0, 9.0], 2))
    >>> day.charged_kw.tolist(), [round(kw, 9) for kw in day.discharged_kw.tolist()]
    ([4.0, 0.0, 4.0, 0.0], [0.0, 3.24, 0.0, 3.24])

    Raises
    ------
    RuntimeError
        Where no cyclic state is found, which cannot be.
    """
    wishes = list(zip(charge_wish_kw.tolist(), discharge_wish_kw.tolist(), strict=True))
    low, high, start = 0.0, battery.capacity_kwh, 0.0
    for attempt in range(MAX_PASSES):
        charged, discharged, states = _year(battery, wishes, start)
        gain = states[-1] - start
        if abs(gain) <= CYCLIC_TOLERANCE * battery.capacity_kwh:
            return Stored(np.array(charged), np.array(discharged), np.array(states), start)
        low, high = (start, high) if gain > 0 else (low, start)
        start = states[-1] if attempt < PLAIN_PASSES else (low + high) / 2
    raise RuntimeError(f"the battery found no cyclic state in {MAX_PASSES} years")


def _year(
    battery: Battery, wishes: list[tuple[float, float]], start: float
) -> tuple[list[float], list[float], list[float]]:
    """One year from a given state: charged [kW], discharged [kW], stored at the end of each hour [kWh]."""
    capacity, power = battery.capacity_kwh, battery.power_kw
    one_way, kept = sqrt(battery.round_trip_efficiency), 1 - battery.self_discharge_per_h
    charged, discharged, states = [], [], []
    state = start
    for charge_wish, discharge_wish in wishes:
        state *= kept
        charge = discharge = 0.0
        if charge_wish > 0:
            charge = min(charge_wish, power, (capacity - state) / one_way)
            state += charge * one_way
        elif discharge_wish > 0:
            discharge = min(discharge_wish, power, state * one_way)
            state = max(state - discharge / one_way, 0.0)  # rounding may leave -1e-17
        charged.append(charge)
        discharged.append(discharge)
        states.append(state)
    return charged, discharged, states


def renewable_part_kw(stored: Stored, renewable_charge_kw: Floats, battery: Battery) -> Floats:
    """Discharge of renewable origin: what is stored is mixed, and given back in proportion. [kW]

    With `renewable_charge_kw` the part of the charge that was renewable. The mix at the start of
    the year is that at its end.
    """
    if np.array_equal(renewable_charge_kw, stored.charged_kw):
        return stored.discharged_kw
    one_way, kept = sqrt(battery.round_trip_efficiency), 1 - battery.self_discharge_per_h
    hours = list(
        zip(renewable_charge_kw.tolist(), stored.discharged_kw.tolist(), stored.stored_kwh.tolist(), strict=True)
    )
    # what is left of the first hour's mix falls by a constant share a year: from two years follows the cyclic one
    from_none, from_all = (_mixed_year(hours, start, one_way, kept)[1] for start in (0.0, stored.before_kwh))
    left = (from_all - from_none) / stored.before_kwh if stored.before_kwh > 0 else 0.0
    start = from_none / (1 - left) if left < 1 else stored.before_kwh
    return np.array(_mixed_year(hours, start, one_way, kept)[0])


def _mixed_year(
    hours: list[tuple[float, float, float]], start: float, one_way: float, kept: float
) -> tuple[list[float], float]:
    """Renewable discharge of every hour [kW], and the renewable energy stored at the end [kWh]."""
    given, state = [], start
    for charge, discharge, left_kwh in hours:
        state = state * kept + charge * one_way
        drawn = discharge / one_way
        whole = left_kwh + drawn
        renewable = drawn * min(state / whole, 1.0) if whole > 0 else 0.0
        state = max(state - renewable, 0.0)
        given.append(renewable * one_way)
    return given, state
