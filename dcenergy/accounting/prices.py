"""What things cost: the section of a profile on tariff, prices, growth and investment."""

from __future__ import annotations

from typing import Self

from pydantic import field_validator, model_validator

from dcenergy.accounting.tariff import Tariff
from dcenergy.reference.currencies import currencies, meant
from dcenergy.section import MOST_PARTS, Section, listed, option, quantity

SUPPLY_SIZES = ("per_solar_kwp", "per_wind_kw", "per_hydro_kw", "per_battery_kwh")
SIZES = ("amount", "per_it_kw", *SUPPLY_SIZES)
LONGEST_SHOWN = 40
"""Letters of a wrong currency that a message repeats."""


class Capital(Section):
    """A part of the investment, absolute or by the size of what it buys."""

    name: str = option(doc="What it buys.")
    amount: float | None = quantity(None, ge=0, source="not_given", doc="In the profile's currency.")
    per_it_kw: float | None = quantity(
        None,
        ge=0,
        price="price-plant",
        source="not_given",
        doc="In the profile's currency per kW of IT at full utilisation.",
    )
    per_solar_kwp: float | None = quantity(
        None,
        ge=0,
        price="price-solar",
        source="not_given",
        doc="In the profile's currency per kWp of `supply.solar`.",
    )
    per_wind_kw: float | None = quantity(
        None,
        ge=0,
        price="price-wind",
        source="not_given",
        doc="In the profile's currency per kW of `supply.wind`.",
    )
    per_hydro_kw: float | None = quantity(
        None,
        ge=0,
        price="price-hydro",
        source="not_given",
        doc="In the profile's currency per kW of `supply.hydro`.",
    )
    per_battery_kwh: float | None = quantity(
        None,
        ge=0,
        price="price-battery",
        source="not_given",
        doc="In the profile's currency per kWh of `supply.battery`.",
    )
    life_years: float | None = quantity(
        None,
        ge=1,
        le=100,
        low=5,
        high=60,
        source="not_given",
        doc="Then it is bought again; what is left at the end is credited. Absent: as long as the plant.",
    )

    @model_validator(mode="after")
    def _one_amount(self) -> Self:
        if sum(getattr(self, size) is not None for size in SIZES) != 1:
            raise ValueError(f"give one of {', '.join(f'`{size}`' for size in SIZES)}")
        return self

    @property
    def is_supply(self) -> bool:
        """Whether it buys arrays, turbines or batteries, which a baseline shares."""
        return any(getattr(self, size) is not None for size in SUPPLY_SIZES)


class Cost(Section):
    """Prices, in money of one year."""

    currency: str = option(doc="Code of ISO 4217, as CNY, EUR, USD.")
    price_year: int = quantity(ge=1990, le=2100, doc="Year whose money this is.")
    tariff: Tariff = option(doc="Electricity.")
    water_per_m3: float = quantity(
        0.0, ge=0, price="price-water", source="not_given", doc="Metered water; absent: free."
    )
    withdrawal_per_m3: float = quantity(
        0.0, ge=0, price="price-withdrawal", source="not_given", doc="Once-through water; absent: free."
    )
    carbon_price_per_t: float = quantity(
        0.0,
        ge=0,
        price="price-carbon",
        source="not_given",
        doc="Paid on location-based carbon and on scope 1; absent: none.",
    )
    price_growth_per_year: float = quantity(
        0.0,
        ge=-0.2,
        le=0.5,
        low=-0.02,
        high=0.05,
        source="assumption",
        doc="Of electricity, beyond inflation: energy, demand, export.",
    )
    carbon_price_growth_per_year: float = quantity(
        0.0, ge=-0.2, le=0.5, low=0.0, high=0.1, source="assumption", doc="Of the carbon price, beyond inflation."
    )
    water_price_growth_per_year: float = quantity(
        0.0, ge=-0.2, le=0.5, low=0.0, high=0.1, source="assumption", doc="Of water, beyond inflation."
    )
    fuel_price_growth_per_year: float = quantity(
        0.0, ge=-0.2, le=0.5, low=-0.02, high=0.05, source="assumption", doc="Of generators' fuel, beyond inflation."
    )
    contract_price_growth_per_year: float = quantity(
        0.0,
        ge=-0.2,
        le=0.5,
        low=-0.05,
        high=0.05,
        source="assumption",
        doc="Of what contracts and certificates cost, beyond inflation.",
    )
    active_share_by_year: tuple[float, ...] | None = listed(
        None, doc="Share of the servers in place in years 1, 2, ...; the last holds on. Absent: `it.active_share`."
    )
    server_refresh_years: int | None = quantity(
        None,
        ge=1,
        le=30,
        low=3,
        high=7,
        source="not_given",
        doc="Then newer servers do the same work; absent: never.",
    )
    server_gain_per_year: float = quantity(
        0.0,
        ge=0,
        lt=0.5,
        low=0.0,
        high=0.2,
        source="not_given",
        doc="Power that servers on the market save a year for the same work; it is won when they are bought.",
    )
    discount_rate: float = quantity(
        0.07,
        ge=0,
        le=1,
        low=0.03,
        high=0.10,
        source="assumption",
        doc="Before tax; real, or nominal where `inflation` is given.",
    )
    inflation: float | None = quantity(
        None,
        ge=-0.05,
        le=0.5,
        low=0.0,
        high=0.05,
        source="not_given",
        doc="Of all prices a year: payments are then in the money of their year. Absent: all is real.",
    )
    lifetime_years: int = quantity(15, ge=1, le=60, low=10, high=25, source="assumption", doc="Of the plant.")
    capital: tuple[Capital, ...] = listed(
        (), doc="Investment by part; absent: running costs alone.", max_length=MOST_PARTS
    )
    maintenance_fraction: float = quantity(
        0.02,
        ge=0,
        le=1,
        low=0.01,
        high=0.05,
        source="assumption",
        doc="Maintenance a year over the investment.",
    )

    @field_validator("currency")
    @classmethod
    def _is_a_currency(cls, code: str) -> str:
        if code not in currencies():
            raise ValueError(f"must be a currency, got {code[:LONGEST_SHOWN]!r}; {meant(code)}")
        return code

    @model_validator(mode="after")
    def _shares(self) -> Self:
        shares = self.active_share_by_year
        if shares is not None and not (shares and min(shares) >= 0 and 0 < max(shares) <= 1):
            raise ValueError("active_share_by_year takes shares from 0 to 1, not all 0, as [0.3, 0.7, 1]")
        return self

    @model_validator(mode="after")
    def _gains_are_bought(self) -> Self:
        if self.server_gain_per_year and self.server_refresh_years is None:
            raise ValueError("server_gain_per_year is won when servers are replaced; give server_refresh_years")
        return self

    @model_validator(mode="after")
    def _nominal_rate_is_told(self) -> Self:
        if self.inflation is not None and "discount_rate" not in self.model_fields_set:
            real = self.discount_rate
            raise ValueError(
                f"with `inflation` the discount rate is nominal, and its default of {real:.0%} is real; give "
                f"discount_rate, as {self.price_level(1) * (1 + real) - 1:.4g} for the same worth"
            )
        return self

    @property
    def real_rate(self) -> float:
        """Discount rate beyond inflation."""
        return (1 + self.discount_rate) / self.price_level(1) - 1

    def price_level(self, year: int) -> float:
        """Prices of a year over those of the price year, where all else stays."""
        return float((1 + (self.inflation or 0.0)) ** year)

    def server_power(self, year: int) -> float:
        """Power of the servers in place in a year over that of the first ones, for the same work.

        >>> prices = Cost(currency="EUR", price_year=2024, tariff=Tariff(per_kwh=0.1), server_refresh_years=5,
        ...               server_gain_per_year=0.1)
        >>> [round(prices.server_power(year), 4) for year in (1, 5, 6, 11)]
        [1.0, 1.0, 0.5905, 0.3487]
        """
        every = self.server_refresh_years
        bought = (year - 1) // every * every if every else 0
        return float((1 - self.server_gain_per_year) ** bought)
