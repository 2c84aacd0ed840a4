"""A battery against the demand charge: the lowest import that it can hold every month to.

Below the threshold it charges, above it discharges. So no hour's import rises above the threshold, or above what
it was: a month's peak is never raised, whatever the battery could not foresee.
"""

from __future__ import annotations

from math import sqrt

import numpy as np
from numpy.typing import NDArray

from dcenergy.supply.battery import Battery
from dcenergy.weather.hourly import Calendar, Floats

Booleans = NDArray[np.bool_]

CANDIDATES, PASSES = 24, 2
"""Thresholds tried at once between what no battery can beat and the month's peak, and how often: the second time
between the two that the first time found, a 529th of the span apart."""


def thresholds_kw(battery: Battery, net_kw: Floats, import_kw: Floats, calendar: Calendar) -> Floats:
    """Lowest import that the battery can hold each month to, of shape (12,), though it begin it empty. [kW]

    The month is foreseen. Who charges as much below a higher threshold and gives less above it
    never holds less: so a threshold is held by every battery that holds a lower one.

    Parameters
    ----------
    net_kw : generation less load
    import_kw : what the grid gives without the battery

    >>> from dcenergy.weather.hourly import calendar
    >>> own = Battery(capacity_kwh=4.0, power_kw=2.0, round_trip_efficiency=1.0, self_discharge_per_h=0.0)
    >>> load = np.where(calendar().hour < 20, 5.0, 8.0)  # 4 h a day above by 3 kW: 4 kWh take 1 kW off each
    >>> thresholds_kw(own, -load, load, calendar()).round(2)[:2].tolist()
    [7.0, 7.0]
    """
    import_kw, surplus_kw = _by_month(import_kw, calendar), _by_month(np.maximum(net_kw, 0.0), calendar)
    high = import_kw.max(axis=0)
    low = np.maximum(high - battery.power_kw, 0.0)
    for _ in range(PASSES):
        tried = np.linspace(low, high, CANDIDATES)
        held = _held(battery, tried, import_kw, surplus_kw)
        held[-1] = True  # who holds to the peak itself gives nothing
        first = held.argmax(axis=0)
        months = np.arange(len(high))
        low, high = tried[np.maximum(first - 1, 0), months], tried[first, months]
    return np.asarray(high)


def _by_month(hourly: Floats, calendar: Calendar) -> Floats:
    """Hours of the month by months; short ones end in hours of nothing."""
    first = np.searchsorted(calendar.month, np.arange(1, 13))
    table = np.zeros((24 * 31, 12))
    table[np.arange(calendar.hours) - first[calendar.month - 1], calendar.month - 1] = hourly
    return table


def _held(battery: Battery, tried: Floats, import_kw: Floats, surplus_kw: Floats) -> Booleans:
    """Say of every threshold tried, of shape (candidates, 12), whether the battery never falls short."""
    one_way, kept = sqrt(battery.round_trip_efficiency), 1 - battery.self_discharge_per_h
    flow = tried - (import_kw - surplus_kw)[:, None, :]
    np.clip(flow, -battery.power_kw, battery.power_kw, out=flow)
    flow *= np.where(flow > 0, one_way, 1 / one_way)
    state, least = np.zeros_like(tried), np.zeros_like(tried)
    for into in flow:
        state *= kept
        state += into
        np.minimum(least, state, out=least)
        np.maximum(state, 0.0, out=state)
        np.minimum(state, battery.capacity_kwh, out=state)
    return least >= 0
