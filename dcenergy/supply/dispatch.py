"""What a battery would charge and discharge, if it could: its wishes for every hour."""

from __future__ import annotations

from math import sqrt

import numpy as np

from dcenergy.errors import DesignError
from dcenergy.plant.signals import Signals
from dcenergy.supply.battery import Battery
from dcenergy.weather.hourly import Floats

HOURS_PER_DAY = 24
Wishes = tuple[Floats, Floats]
KEY = "supply.battery.dispatch"


def wishes(battery: Battery, net_kw: Floats, signals: Signals) -> Wishes:
    """Go by the dispatch that the battery names, in hours that know nothing of the month (`peak_shaving` does).

    Parameters
    ----------
    net_kw : generation less load

    Raises
    ------
    DesignError
        Where what it goes by is not known.
    """
    match battery.dispatch:
        case "surplus" | "peak":
            return by_surplus(net_kw)
        case "price":
            if signals.price_per_kwh is None:
                raise DesignError(KEY, "goes by price, and there is none; give cost.tariff")
            return by_signal(battery, net_kw, signals.price_per_kwh)
        case "carbon":
            if signals.kg_per_kwh is None:
                raise DesignError(KEY, "goes by carbon; give supply.grid")
            return by_signal(battery, net_kw, signals.kg_per_kwh)


def by_surplus(net_kw: Floats) -> Wishes:
    """Charge all surplus, discharge into every deficit: `net_kw` is generation less load.

    >>> [wish.tolist() for wish in by_surplus(np.array([3.0, -2.0]))]
    [[3.0, 0.0], [0.0, 2.0]]
    """
    return np.maximum(net_kw, 0.0), np.maximum(-net_kw, 0.0)


def by_signal(battery: Battery, net_kw: Floats, signal: Floats) -> Wishes:
    """Charge from the grid in each day's lowest hours of `signal` as well, discharge in its highest alone.

    Room for the day's own surplus is left. On days whose surplus fills the battery alone, or
    whose spread would not pay for its losses, it goes by surplus. A day is foreseen, the next
    is not. `signal` is a price or a carbon factor, of shape (hours,); it may be negative.
    """
    days = signal.reshape(-1, HOURS_PER_DAY)
    low, high = np.quantile(days, [battery.charge_quantile, battery.discharge_quantile], axis=1, keepdims=True)
    surplus, deficit = (wish.reshape(days.shape) for wish in by_surplus(net_kw))
    room_kwh = battery.capacity_kwh / sqrt(battery.round_trip_efficiency) - surplus.sum(axis=1, keepdims=True)
    traded = (high * battery.round_trip_efficiency > low) & (room_kwh > 0)
    is_low, is_high = days <= low, days >= high
    from_grid = np.minimum(battery.power_kw, np.maximum(room_kwh, 0.0) / is_low.sum(axis=1, keepdims=True))
    charge = np.where(traded & is_low & (surplus == 0), from_grid, surplus)
    discharge = np.where(traded & ~is_high, 0.0, deficit)
    discharge = np.where(charge > 0, 0.0, discharge)
    return charge.ravel(), discharge.ravel()
