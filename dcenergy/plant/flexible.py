"""Flexible load: the part of the servers' work that may wait for a cheaper or a cleaner hour.

The work that came in an hour may be done in that hour or in one of the next `wait_h`; what an hour can do
beside the rest is what the servers' full power leaves. A signal from outside (price or carbon of a kWh) says
which hours are better. No answer of the site is looked at: neither its cooling nor its own generation.
"""

from __future__ import annotations

from bisect import insort
from typing import Literal

import numpy as np

from dcenergy.errors import DesignError
from dcenergy.plant.signals import Signals
from dcenergy.section import Section, option, quantity
from dcenergy.weather.hourly import Floats

MISSING = {
    "price": "goes by price, and there is none; give cost.tariff",
    "carbon": "goes by carbon; give supply.grid",
}


BEST, WORST = 0, -1
"""Ends of a list of offers."""


class Flexible(Section):
    """Work of the servers that may wait, such as batches, backups, training and indexing."""

    share: float = quantity(
        gt=0, le=1, low=0.05, high=0.4, doc="Of the servers' power above idle: the work that may wait."
    )
    wait_h: int = quantity(ge=1, le=168, low=1, high=24, doc="Hours that it may wait at most; so far is foreseen.")
    by: Literal["price", "carbon"] = option(doc="What it waits for: hours of a low tariff, or of a clean grid.")


def followed(flexible: Flexible, signals: Signals, key: str) -> Floats:
    """Return the hours that the work goes by.

    Raises
    ------
    DesignError
        Where they are not known.
    """
    found = {"price": signals.price_per_kwh, "carbon": signals.kg_per_kwh}[flexible.by]
    if found is None:
        raise DesignError(f"{key}.by", MISSING[flexible.by])
    return found


def moved_kw(came_kw: Floats, room_kw: Floats, signal: Floats, wait_h: int) -> Floats:
    """Work done in every hour, of that which came: the least sum of signal x work. [kW]

    Every hour offers the room it has. Of the open offers the best are kept, as much room as
    there is work open; work whose last hour has come takes the best of them for good. Work is
    done in the order in which it came: none is done before it came or waits longer than
    `wait_h`, no hour does more than it has room for, and by the year's end all is done.

    No order is better. Let F(b) be the least sum that leaves b of the work open after an hour.
    An hour's room adds a piece of one slope, its signal; F stays convex, its slopes the sorted
    offers. Open work of at least 0 and at most what came in the last `wait_h` hours cuts F at
    both ends: at one the worst offers fall away, at the other the best are taken. That is
    dynamic programming, and exact. Of equals the earlier is kept: at one price nothing waits.

    Parameters
    ----------
    came_kw : work of every hour as it comes
    room_kw : work that every hour can do; never below `came_kw`

    >>> moved_kw(np.array([2.0, 2.0, 2.0]), np.array([2.0, 3.0, 9.0]), np.array([5.0, 3.0, 1.0]), 1).tolist()
    [0.0, 2.0, 4.0]
    """
    came, prices, left = came_kw.tolist(), signal.tolist(), room_kw.tolist()
    done = [0.0] * len(came)
    offers: list[tuple[float, int]] = []  # of hours, the best first
    for hour, work in enumerate(came):
        insort(offers, (prices[hour], hour))
        _take(offers, WORST, left, left[hour] - work)
        if hour >= wait_h:
            for best, kwh in _take(offers, BEST, left, came[hour - wait_h]):
                done[best] += kwh
    for _, hour in offers:  # the year ends: all that is open is done
        done[hour] += left[hour]
    return np.array(done)


def _take(offers: list[tuple[float, int]], end: int, left: list[float], wanted: float) -> list[tuple[int, float]]:
    """Take room from one end of the offers: the hours, and how much of each."""
    taken = []
    while wanted > 0 and offers:
        hour = offers[end][1]
        amount = min(wanted, left[hour])
        wanted -= amount
        left[hour] -= amount
        taken.append((hour, amount))
        if left[hour] <= 0:
            offers.pop(end)
    return taken
