"""What a battery would charge and discharge, if it could: its wishes for every hour."""

from __future__ import annotations

import numpy as np

from dcenergy.supply.battery import Battery
from dcenergy.weather.hourly import Floats

HOURS_PER_DAY = 24
Wishes = tuple[Floats, Floats]


def by_surplus(net_kw: Floats) -> Wishes:
    """Charge all surplus, discharge into every deficit: `net_kw` is generation less load.

    >>> [wish.tolist() for wish in by_surplus(np.array([3.0, -2.0]))]
    [[3.0, 0.0], [0.0, 2.0]]
    """
    return np.maximum(net_kw, 0.0), np.maximum(-net_kw, 0.0)


def by_signal(battery: Battery, net_kw: Floats, signal: Floats) -> Wishes:
    """Charge from the grid in each day's lowest hours of `signal` as well, discharge in its highest alone.

    On days whose spread would not pay for the battery's losses it goes by surplus. `signal` is
    a price or a carbon factor, of shape (hours,); it may be negative.
    """
    days = signal.reshape(-1, HOURS_PER_DAY)
    low, high = np.quantile(days, [battery.charge_quantile, battery.discharge_quantile], axis=1, keepdims=True)
    pays = np.broadcast_to(high * battery.round_trip_efficiency > low, days.shape).ravel()
    is_low, is_high = (days <= low).ravel(), (days >= high).ravel()
    surplus, deficit = by_surplus(net_kw)
    charge = np.where(pays & is_low, battery.power_kw, surplus)
    discharge = np.where(pays & ~is_high, 0.0, deficit)
    return charge, discharge
