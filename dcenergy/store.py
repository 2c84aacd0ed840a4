"""A store of energy: what it takes and gives in every hour of a year that ends as it began.

Batteries and tanks of chilled water are the same arithmetic. Who dispatches a store hands it two arrays of
wishes, what it would charge and discharge if it could; this file alone knows what it can. A year of one store
runs on plain floats.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from dcenergy.weather.hourly import Floats

CYCLIC_TOLERANCE = 1e-9
"""Of the capacity: how far the year's last state may be from its first."""
PLAIN_PASSES, MAX_PASSES = 6, 80
"""Years repeated before bisection takes over, and at most: 2^-74 of the capacity is far below the tolerance."""
Year = tuple[list[float], list[float]]
"""What flows in every hour, below 0 out of the store; what it holds at its end [kWh]."""


@dataclass(frozen=True)
class Store:
    """What a store can hold, and what it loses."""

    capacity_kwh: float
    one_way: float = 1.0  # stored per taken, and given per drawn
    kept_per_h: float = 1.0  # of what is stored
    reserve_kwh: float = 0.0  # never given


@dataclass(frozen=True, eq=False)
class Stored:
    """A store's year at its connection; arrays of shape (hours,), never both above 0 in one hour.

    `stored_kwh` is what it holds at the end of each hour, `before_kwh` at the start of the year.
    """

    charged_kw: Floats
    discharged_kw: Floats
    stored_kwh: Floats
    before_kwh: float


def idle(hours: int) -> Stored:
    """Return the year of no store at all."""
    return Stored(np.zeros(hours), np.zeros(hours), np.zeros(hours), 0.0)


def run(store: Store, charge_wish_kw: Floats, discharge_wish_kw: Floats) -> Stored:
    """Charge and discharge as wished, as far as the energy allows, over a year that repeats itself.

    >>> day = run(Store(capacity_kwh=100.0, one_way=0.9), np.tile([4.0, 0.0], 2), np.tile([0.0, 9.0], 2))
    >>> day.charged_kw.tolist(), [round(kw, 9) for kw in day.discharged_kw.tolist()]
    ([4.0, 0.0, 4.0, 0.0], [0.0, 3.24, 0.0, 3.24])
    """
    wishes = np.where(charge_wish_kw > 0, charge_wish_kw, -discharge_wish_kw).tolist()
    (flows, states), start = cyclic(store.capacity_kwh, lambda start: _year(store, wishes, start))
    flow_kw = np.array(flows)
    return Stored(np.maximum(flow_kw, 0.0), np.maximum(-flow_kw, 0.0), np.array(states), start)


def cyclic(capacity_kwh: float, year: Callable[[float], Year]) -> tuple[Year, float]:
    """Return the year that ends with the state it began with, and that state.

    The state after a year never falls when the state before it rises, and rises by no more: so
    repeating the year nears the state it begins and ends with from below, and bisection ends
    what repeating would take too long for.

    Raises
    ------
    RuntimeError
        Where no cyclic state is found, which cannot be.
    """
    low, high, start = 0.0, capacity_kwh, 0.0
    for attempt in range(MAX_PASSES):
        flows, states = year(start)
        gain = states[-1] - start
        if abs(gain) <= CYCLIC_TOLERANCE * capacity_kwh:
            return (flows, states), start
        low, high = (start, high) if gain > 0 else (low, start)
        start = states[-1] if attempt < PLAIN_PASSES else (low + high) / 2
    raise RuntimeError(f"the store found no cyclic state in {MAX_PASSES} years")


def _year(store: Store, wishes: list[float], start: float) -> Year:
    """One year from a given state."""
    capacity, one_way, kept, reserve = store.capacity_kwh, store.one_way, store.kept_per_h, store.reserve_kwh
    flows, states = [], []
    state = start
    for wish in wishes:
        state *= kept
        flow = 0.0
        if wish > 0:
            flow = max(0.0, min(wish, (capacity - state) / one_way))  # a full store may be 1e-16 above its capacity
            state += flow * one_way
        elif wish < 0 and state > reserve:
            flow = max(wish, (reserve - state) * one_way)
            state = max(state + flow / one_way, 0.0)  # rounding may leave -1e-17
        flows.append(flow)
        states.append(state)
    return flows, states
