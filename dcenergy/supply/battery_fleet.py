"""The battery's year for many designs at once: the same arithmetic as `battery.run`, on arrays of designs.

Hours are the outer axis, so that an hour of all designs lies together in memory.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from dcenergy.store import CYCLIC_TOLERANCE, MAX_PASSES, PLAIN_PASSES
from dcenergy.supply.battery import Battery
from dcenergy.weather.hourly import Floats


@dataclass(frozen=True, eq=False)
class Fleet:
    """Batteries of n designs; `charged_kw` and `discharged_kw` have the shape (hours, n), `before_kwh` (n,)."""

    charged_kw: Floats
    discharged_kw: Floats
    before_kwh: Floats


def run(batteries: Sequence[Battery], net_kw: Floats) -> Fleet:
    """Go by surplus with every battery over a year that repeats itself.

    Parameters
    ----------
    net_kw : generation less load, of shape (hours, n), or (hours, 1) where all designs share it

    Raises
    ------
    RuntimeError
        Where no cyclic state is found, which cannot be.
    """
    capacity, power, efficiency, self_discharge = (
        np.array([getattr(each, name) for each in batteries])
        for name in ("capacity_kwh", "power_kw", "round_trip_efficiency", "self_discharge_per_h")
    )
    one_way, kept = np.sqrt(efficiency), 1 - self_discharge
    wanted = np.clip(net_kw, -power, power)
    into = np.multiply(wanted, np.where(wanted > 0, one_way, 1 / one_way), out=wanted)

    low, high, start = np.zeros_like(capacity), capacity.copy(), np.zeros_like(capacity)
    for attempt in range(MAX_PASSES):
        gain = _last_state(into, kept, capacity, start) - start
        found = np.abs(gain) <= CYCLIC_TOLERANCE * capacity
        if found.all():
            return _flows(into, kept, capacity, start, one_way)
        low, high = np.where(gain > 0, start, low), np.where(gain > 0, high, start)
        following = start + gain if attempt < PLAIN_PASSES else (low + high) / 2
        start = np.where(found, start, following)
    raise RuntimeError(f"a battery found no cyclic state in {MAX_PASSES} years")


def _last_state(into: Floats, kept: Floats, capacity: Floats, start: Floats) -> Floats:
    """What is stored after a year that begins with `start`, of shape (n,). [kWh]"""
    state = start.copy()
    for flow in into:
        np.multiply(state, kept, out=state)
        np.add(state, flow, out=state)
        np.maximum(state, 0.0, out=state)
        np.minimum(state, capacity, out=state)
    return state


def _flows(into: Floats, kept: Floats, capacity: Floats, start: Floats, one_way: Floats) -> Fleet:
    """The hours of a year that begins with `start`; `into` is what could be stored or taken, and is overwritten."""
    state, left = start.copy(), np.empty_like(start)
    for flow in into:  # becomes what is stored or taken
        np.multiply(state, kept, out=left)
        np.add(left, flow, out=state)
        np.maximum(state, 0.0, out=state)
        np.minimum(state, capacity, out=state)
        np.subtract(state, left, out=flow)
    charged = np.maximum(into, 0.0)
    charged /= one_way
    discharged = np.minimum(into, 0.0, out=into)
    discharged *= -one_way
    return Fleet(charged, discharged, start)
