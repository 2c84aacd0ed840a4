"""What a design costs: running costs, capital as an annuity, present value. Real and pre-tax."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np
from pydantic import model_validator

from dcenergy.accounting.carbon import Carbon
from dcenergy.accounting.water import Water
from dcenergy.plant.servers import ItLoad
from dcenergy.section import Section, listed, option, quantity
from dcenergy.supply.balance import Power, Supply
from dcenergy.weather.hourly import Calendar, Floats


class Tariff(Section):
    """Price of electricity at the meter."""

    per_kwh: float = quantity(ge=0, le=10, doc="Energy, in the profile's currency.")
    demand_per_kw_month: float = quantity(
        0.0,
        ge=0,
        le=1000,
        source="not_given",
        doc="Demand charge on the highest import of each month; absent: none.",
    )


class Capital(Section):
    """A part of the investment, absolute or per kW of IT at full utilisation."""

    name: str = option(doc="What it buys.")
    amount: float | None = quantity(None, ge=0, source="not_given", doc="In the profile's currency.")
    per_it_kw: float | None = quantity(None, ge=0, source="not_given", doc="In the profile's currency per kW.")

    @model_validator(mode="after")
    def _one_amount(self) -> Self:
        if (self.amount is None) == (self.per_it_kw is None):
            raise ValueError("give one of `amount` and `per_it_kw`")
        return self


class Cost(Section):
    """Prices, in money of one year."""

    currency: str = option(doc="As CNY, EUR, USD.")
    price_year: int = quantity(ge=1990, le=2100, doc="Year whose money this is.")
    tariff: Tariff = option(doc="Electricity.")
    water_per_m3: float = quantity(0.0, ge=0, le=1000, source="not_given", doc="Metered water; absent: free.")
    withdrawal_per_m3: float = quantity(
        0.0, ge=0, le=100, source="not_given", doc="Once-through water; absent: free."
    )
    carbon_price_per_t: float = quantity(
        0.0, ge=0, le=10_000, source="not_given", doc="Paid on location-based carbon; absent: none."
    )
    discount_rate: float = quantity(
        0.07, ge=0, le=1, low=0.03, high=0.10, source="assumption", doc="Real, before tax."
    )
    lifetime_years: int = quantity(15, ge=1, le=60, low=10, high=25, source="assumption", doc="Of the plant.")
    capital: tuple[Capital, ...] = listed((), doc="Investment by part; absent: running costs alone.")
    maintenance_fraction: float = quantity(
        0.02,
        ge=0,
        le=1,
        low=0.01,
        high=0.05,
        source="assumption",
        doc="Maintenance a year over the investment.",
    )


@dataclass(frozen=True)
class CostResult:
    """Money a year (`npv`: at once), in `currency` of `price_year`; None where not determined."""

    currency: str | None
    price_year: int | None
    energy: float | None
    contracts: float | None
    certificates: float | None
    demand: float | None
    water: float | None
    carbon: float | None
    maintenance: float | None
    capital_annuity: float | None
    total_per_year: float | None
    npv: float | None
    levelised_per_it_kwh: float | None
    capital: float | None  # of the investment, at once
    running_per_year: float | None  # total without the capital's annuity


UNKNOWN = CostResult(*[None] * 15)


def annuity_factor(rate: float, years: int) -> float:
    """Yearly payment that repays 1 over `years`. [1/year]

    >>> round(annuity_factor(0.07, 15), 6), annuity_factor(0.0, 4)
    (0.109795, 0.25)
    """
    return rate / (1 - (1 + rate) ** -years) if rate else 1 / years


def demand_charge(
    grid_kw: Floats, month: Floats | np.ndarray[tuple[int], np.dtype[np.int64]], per_kw_month: float
) -> float:
    """Sum over the months of their highest import times the price.

    >>> demand_charge(np.array([5.0, 7.0, 3.0]), np.array([1, 1, 2]), 10.0)
    100.0
    """
    return float(sum(grid_kw[month == m].max() for m in np.unique(month)) * per_kw_month)


def cost(
    prices: Cost | None,
    supply: Supply,
    load: ItLoad,
    power: Power,
    water: Water,
    carbon: Carbon,
    calendar: Calendar,
) -> CostResult:
    """Price a year, and the plant's life at constant real prices."""
    if prices is None:
        return UNKNOWN
    energy = float(power.grid_kw.sum()) * prices.tariff.per_kwh
    demand = demand_charge(power.grid_kw, calendar.month, prices.tariff.demand_per_kw_month)
    contracts, certificates = _contracts(supply, power)
    water_cost = _water(prices, water)
    carbon_cost = None if carbon.location_based is None else carbon.location_based / 1000 * prices.carbon_price_per_t
    capital = _capital(prices, float(load.design_kw.sum()))
    maintenance = None if capital is None else capital * prices.maintenance_fraction
    running = sum(filter(None, (energy, demand, contracts, certificates, water_cost, carbon_cost, maintenance)))
    factor = annuity_factor(prices.discount_rate, prices.lifetime_years)
    annuity = None if capital is None else capital * factor
    total = running + (annuity or 0.0)
    it_kwh = float(load.it_kw.sum())
    return CostResult(
        currency=prices.currency,
        price_year=prices.price_year,
        energy=energy,
        contracts=contracts,
        certificates=certificates,
        demand=demand,
        water=water_cost,
        carbon=carbon_cost,
        maintenance=maintenance,
        capital_annuity=annuity,
        total_per_year=total,
        npv=total / factor,
        levelised_per_it_kwh=total / it_kwh if it_kwh else None,
        capital=capital,
        running_per_year=running,
    )


def _contracts(supply: Supply, power: Power) -> tuple[float | None, float | None]:
    if power.contracted_kw is None:
        return None, None
    volumes = power.contracted_kw.sum(axis=1)
    pairs = list(zip(supply.contracts, volumes.tolist(), strict=True))
    premium = sum(contract.premium_per_kwh * kwh for contract, kwh in pairs)
    certificates = sum(contract.certificate_price_per_kwh * kwh for contract, kwh in pairs if contract.certificates)
    return float(premium), float(certificates)


def _water(prices: Cost, water: Water) -> float | None:
    if water.make_up is None or water.humidification is None or water.withdrawn is None:
        return None
    metered_m3 = (water.make_up + water.humidification) / 1000
    return metered_m3 * prices.water_per_m3 + water.withdrawn / 1000 * prices.withdrawal_per_m3


def _capital(prices: Cost, design_it_kw: float) -> float | None:
    if not prices.capital:
        return None
    return sum((item.amount or 0.0) + (item.per_it_kw or 0.0) * design_it_kw for item in prices.capital)
