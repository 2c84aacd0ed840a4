"""A battery against the demand charge: it holds each month's import to the lowest that it can, where that pays.

Going back through a month tells what the battery must hold in every hour so as not to fall short later. What it
holds beyond that goes by surplus; what it lacks it takes from the grid, as late as it can and never above the
threshold. So no hour's import rises above the threshold, or above what it was: a month's peak is never raised,
whatever the battery could not foresee.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from dcenergy import store
from dcenergy.plant.signals import Signals
from dcenergy.store import Stored, Year
from dcenergy.supply.battery import Battery
from dcenergy.supply.outage import Hours
from dcenergy.weather.hourly import Calendar, Floats

MONTHS = np.arange(12)
HALVINGS = 12
"""Of the span between what no battery can beat and the month's peak: thresholds lie within a 4096th of it."""


@dataclass(frozen=True, eq=False)
class Site:
    """What a battery stands beside: arrays of shape (hours,), and what the grid asks and pays.

    `import_kw` is what the grid gives without the battery, 0 while it is out.
    """

    surplus_kw: Floats
    import_kw: Floats
    lacking_kw: Floats  # load beyond own generation while the grid is out
    out: Hours
    export_limit_kw: float
    calendar: Calendar
    signals: Signals


def run(battery: Battery, site: Site) -> Stored:
    """Return the year of a battery that goes by the demand charge.

    Months that holding the threshold makes dearer (losses, own surplus that finds no room) go by
    surplus, and so does the year where that costs less in all: the bill is never above that of
    `dispatch: surplus`.
    """
    by_surplus = _held_to(battery, site, np.full(12, np.inf))
    held_kw = thresholds_kw(battery, site)
    shaved = _held_to(battery, site, held_kw)
    plain_bill, bill = bills(site, by_surplus), bills(site, shaved)
    dearer = bill > plain_bill
    if dearer.all():
        return by_surplus
    if dearer.any():
        shaved = _held_to(battery, site, np.where(dearer, np.inf, held_kw))
        bill = bills(site, shaved)
    return shaved if bill.sum() <= plain_bill.sum() else by_surplus


def bills(site: Site, stored: Stored) -> Floats:
    """Energy and demand charge of every month less what is paid for export, of shape (12,)."""
    metered_kw = site.import_kw - site.surplus_kw + stored.charged_kw - stored.discharged_kw
    metered_kw[site.out] = 0.0
    price = site.signals.price_per_kwh
    energy = np.zeros_like(metered_kw) if price is None else np.maximum(metered_kw, 0.0) * price
    sold = np.minimum(np.maximum(-metered_kw, 0.0), site.export_limit_kw) * site.signals.export_per_kwh
    by_month = np.bincount(site.calendar.month - 1, weights=energy - sold, minlength=12)
    highest = np.maximum(_by_month(metered_kw, site.calendar).max(axis=0), 0.0)
    return np.asarray(by_month + highest * site.signals.demand_per_kw_month, dtype=float)


def thresholds_kw(battery: Battery, site: Site) -> Floats:
    """Lowest import that the battery can hold each month to, of shape (12,), though it begin it empty. [kW]

    The month is foreseen. A threshold is held by every battery that holds a lower one: it can
    charge as much below it and must give less above it.

    >>> from dcenergy.weather.hourly import calendar
    >>> own = Battery(capacity_kwh=4.0, power_kw=2.0, round_trip_efficiency=1.0, self_discharge_per_h=0.0)
    >>> load = np.where(calendar().hour < 20, 5.0, 8.0)  # 4 h a day above by 3 kW: 4 kWh take 1 kW off each
    >>> none = np.zeros(8760)
    >>> site = Site(none, load, none, none > 0, 0.0, calendar(), Signals())
    >>> thresholds_kw(own, site).round(2)[:2].tolist()
    [7.0, 7.0]
    """
    drawn_kw = _by_month(site.import_kw - site.surplus_kw, site.calendar)
    high = np.maximum(drawn_kw.max(axis=0), 0.0)
    lowest = low = np.maximum(high - battery.power_kw, 0.0)
    for _ in range(HALVINGS):
        tried = (low + high) / 2
        is_held = _is_held(battery, drawn_kw, tried)
        low, high = np.where(is_held, low, tried), np.where(is_held, tried, high)
    return np.asarray(np.where(_is_held(battery, drawn_kw, lowest), lowest, high))


def _is_held(battery: Battery, drawn_kw: Floats, held_kw: Floats) -> NDArray[np.bool_]:
    """Say of every month whether a battery that begins it empty never falls short."""
    needed_kwh = _needed_kwh(battery, drawn_kw, held_kw)
    return np.asarray((needed_kwh[0] <= 0) & (needed_kwh.max(axis=0) <= battery.capacity_kwh))


def _needed_kwh(battery: Battery, drawn_kw: Floats, held_kw: Floats) -> Floats:
    """What must be stored when an hour begins so as not to fall short later in its month, hours by months.

    The worst of all the spans that begin with the hour, each the sum of what it gives above the
    threshold less what it takes below, leaks counted: max over k of sum(h..k) given / kept^(j-h+1).
    """
    one_way, kept = sqrt(battery.round_trip_efficiency), 1 - battery.self_discharge_per_h
    given = np.clip(drawn_kw - held_kw, -battery.power_kw, battery.power_kw)
    given *= np.where(given > 0, 1 / one_way, one_way)
    worth = kept ** np.arange(len(given) + 1.0)[:, None]
    given /= worth[1:]
    through = np.cumsum(given, axis=0)
    worst = np.maximum.accumulate(through[::-1], axis=0)[::-1]
    return np.asarray(np.maximum(worst - (through - given), 0.0) * worth[:-1])


def _held_to(battery: Battery, site: Site, held_kw: Floats) -> Stored:
    """The year of a battery that holds every month to a threshold; to infinity, it goes by surplus alone.

    In every hour it does what comes nearest to its need, between what surplus alone would have it
    do and what holding the import to the threshold would.
    """
    one_way, kept = sqrt(battery.round_trip_efficiency), 1 - battery.self_discharge_per_h
    power_kw, months = battery.power_kw, site.calendar.month - 1
    is_held = np.isfinite(held_kw)
    limit_kw = np.where(is_held, held_kw, 0.0)
    least_kw = np.clip(site.surplus_kw - site.import_kw - site.lacking_kw, -power_kw, power_kw)
    below_kw = np.clip(limit_kw[months] - site.import_kw + site.surplus_kw, -power_kw, power_kw)
    most_kw = np.where(is_held[months] & ~site.out, below_kw, least_kw)
    drawn_kw = _by_month(site.import_kw - site.surplus_kw, site.calendar)
    begun_kwh = np.where(is_held, _needed_kwh(battery, drawn_kw, limit_kw), 0.0)
    needed_kwh = np.append(_hourly(begun_kwh, site.calendar)[1:], 0.0)
    least, most = (kw * np.where(kw > 0, one_way, 1 / one_way) for kw in (least_kw, most_kw))
    hours = list(zip(needed_kwh.tolist(), least.tolist(), most.tolist(), strict=True))
    (gained, states), start = store.cyclic(
        battery.capacity_kwh, lambda start: _year(hours, start, battery.capacity_kwh, kept)
    )
    gained_kwh = np.array(gained)
    flow_kw = gained_kwh * np.where(gained_kwh > 0, 1 / one_way, one_way)
    flow_kw = np.clip(flow_kw, np.minimum(least_kw, 0.0), np.maximum(most_kw, 0.0))  # sums of states are rounded
    return Stored(np.maximum(flow_kw, 0.0), np.maximum(-flow_kw, 0.0), np.array(states), start)


def _year(hours: list[tuple[float, float, float]], start: float, capacity: float, kept: float) -> Year:
    """One year from a given state, of hours of need, least and most that is stored."""
    gained, states = [], []
    state = start
    for needed, least, most in hours:
        left = state * kept
        state = left + least
        if state < needed:
            state = min(needed, left + most)
        if state > capacity:
            state = capacity
        elif state < 0.0:
            state = 0.0
        gained.append(state - left)
        states.append(state)
    return gained, states


def _by_month(hourly: Floats, calendar: Calendar) -> Floats:
    """Hours of the month by months; short ones end in hours of nothing."""
    table = np.zeros((24 * 31, 12))
    table[_hour_of_month(calendar), calendar.month - 1] = hourly
    return table


def _hourly(table: Floats, calendar: Calendar) -> Floats:
    """The hours of the year, from a table of hours of the month by months."""
    return np.asarray(table[_hour_of_month(calendar), calendar.month - 1])


def _hour_of_month(calendar: Calendar) -> NDArray[np.int_]:
    first = np.searchsorted(calendar.month, MONTHS + 1)
    return np.asarray(np.arange(calendar.hours) - first[calendar.month - 1])
