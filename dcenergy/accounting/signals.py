"""The signals of a site: what its prices and its grid say beforehand of every hour."""

from __future__ import annotations

from dcenergy.accounting.prices import Cost
from dcenergy.accounting.tariff import per_kwh
from dcenergy.plant.signals import Signals
from dcenergy.supply.supply import Supply
from dcenergy.weather.hourly import Weather


def signals(prices: Cost | None, supply: Supply, weather: Weather) -> Signals:
    """Return the tariff and the grid's factor of every hour, as far as they are given.

    Raises
    ------
    DesignError
        Where the hours of one of them do not fit the weather's.
    """
    return Signals(
        price_per_kwh=per_kwh(prices.tariff, weather.calendar) if prices else None,
        kg_per_kwh=supply.grid.hourly_kg_per_kwh(weather) if supply.grid else None,
        demand_per_kw_month=prices.tariff.demand_per_kw_month if prices else 0.0,
        export_per_kwh=prices.tariff.export_per_kwh if prices else 0.0,
    )
