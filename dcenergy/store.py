"""A store of energy: what it takes and gives in every hour of a year that ends as it began.

Batteries and tanks of chilled water are the same arithmetic. Who dispatches a store hands it two arrays of
wishes, what it would charge and discharge if it could; this file alone knows what it can. A year of one store
runs on plain floats.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dcenergy.weather.hourly import Floats

CYCLIC_TOLERANCE = 1e-9
"""Of the capacity: how far the year's last state may be from its first."""
PLAIN_PASSES, MAX_PASSES = 6, 80
"""Years repeated before bisection takes over, and at most: 2^-74 of the capacity is far below the tolerance."""


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

    The state after a year never falls when the state before it rises, and rises by no more: so
    repeating the year nears the state it begins and ends with from below, and bisection ends
    what repeating would take too long for.

    >>> day = run(Store(capacity_kwh=100.0, one_way=0.9), np.tile([4.0, 0.0], 2), np.tile([0.0, 9.0], 2))
    >>> day.charged_kw.tolist(), [round(kw, 9) for kw in day.discharged_kw.tolist()]
    ([4.0, 0.0, 4.0, 0.0], [0.0, 3.24, 0.0, 3.24])

    Raises
    ------
    RuntimeError
        Where no cyclic state is found, which cannot be.
    """
    wishes = list(zip(charge_wish_kw.tolist(), discharge_wish_kw.tolist(), strict=True))
    low, high, start = 0.0, store.capacity_kwh, 0.0
    for attempt in range(MAX_PASSES):
        charged, discharged, states = _year(store, wishes, start)
        gain = states[-1] - start
        if abs(gain) <= CYCLIC_TOLERANCE * store.capacity_kwh:
            return Stored(np.array(charged), np.array(discharged), np.array(states), start)
        low, high = (start, high) if gain > 0 else (low, start)
        start = states[-1] if attempt < PLAIN_PASSES else (low + high) / 2
    raise RuntimeError(f"the store found no cyclic state in {MAX_PASSES} years")


def _year(
    store: Store, wishes: list[tuple[float, float]], start: float
) -> tuple[list[float], list[float], list[float]]:
    """One year from a given state: charged [kW], discharged [kW], stored at the end of each hour [kWh]."""
    capacity, one_way, kept, reserve = store.capacity_kwh, store.one_way, store.kept_per_h, store.reserve_kwh
    charged, discharged, states = [], [], []
    state = start
    for charge_wish, discharge_wish in wishes:
        state *= kept
        charge = discharge = 0.0
        if charge_wish > 0:
            charge = min(charge_wish, (capacity - state) / one_way)
            state += charge * one_way
        elif discharge_wish > 0 and state > reserve:
            discharge = min(discharge_wish, (state - reserve) * one_way)
            state = max(state - discharge / one_way, 0.0)  # rounding may leave -1e-17
        charged.append(charge)
        discharged.append(discharge)
        states.append(state)
    return charged, discharged, states
