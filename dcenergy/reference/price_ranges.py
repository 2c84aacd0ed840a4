"""Plausible prices: stated once in US dollars, and converted to any currency by a rough rate."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from math import log

from dcenergy.reference.currencies import currencies
from dcenergy.reference.table import find

FAR = 10.0
"""A price so many times beyond the plausible range is no price of any market, but one in another unit."""

DOUBTFUL = 2.0
"""A price so many times beyond it may be in another unit, and is to be settled first."""

SLIPS: dict[str, tuple[tuple[float, str], ...]] = {
    "kWh": ((1e-3, "per MWh"), (1e-2, "in cents"), (1e3, "per Wh")),
    "kW month": ((1 / 12, "per year"), (1e-2, "in cents"), (1e-3, "per MW"), (1e3, "per W")),
    "m3": ((1e3, "per litre"), (1e-2, "in cents")),
    "L": ((1e-3, "per m3"), (1e-2, "in cents")),
    "t": ((1e3, "per kg"), (1e-2, "in cents")),
    "kW": ((1e3, "per W"), (1e-3, "per MW")),
    "kWp": ((1e3, "per W"), (1e-3, "per MW")),
}
"""Units that a price is written in by mistake, by the right one: what it must be multiplied by, and their name."""


@dataclass(frozen=True)
class PriceRange:
    """Range of a price in one currency: what is plausible, and beyond it what is possible at all.

    The ends allow for every rate of exchange from 2015, so that prices of earlier years lie inside.
    """

    currency: str
    per: str
    low: float
    typical: float
    high: float

    @property
    def unit(self) -> str:
        """Unit of the price, as EUR/kWh."""
        return f"{self.currency}/{self.per}"

    @property
    def least(self) -> float:
        """Lowest price that is possible, beside 0."""
        return self.low / FAR if self.low > 0 else self.low * FAR

    @property
    def most(self) -> float:
        """Highest price that is possible."""
        return self.high * FAR

    def holds(self, price: float) -> bool:
        """Say whether a price is plausible; nothing may be free."""
        return not price or self.low <= price <= self.high

    def is_far(self, price: float) -> bool:
        """Say whether a price is over twice outside the plausible range."""
        return (
            not (self.low / DOUBTFUL <= price <= self.high * DOUBTFUL)
            if self.low > 0
            else price > self.high * DOUBTFUL
        )

    def allows(self, price: float) -> bool:
        """Say whether a price is possible at all."""
        return not price or self.least <= price <= self.most

    def guess(self, price: float) -> str:
        """Say which price may have been meant: of the slips of units, the one that ends nearest to what is usual.

        >>> price_range("price-electricity", "EUR").guess(150.0)
        'did you mean 0.15 (per kWh; 150 is per MWh)?'
        >>> price_range("price-electricity", "EUR").guess(15.0)
        'did you mean 0.15 (per kWh; 15 is in cents)?'
        """
        tried = ((price * factor, name) for factor, name in SLIPS.get(self.per, ()))
        meant = [(right, name) for right, name in tried if right and self.holds(right)]
        right, name = min([(price, ""), *meant], key=lambda each: abs(log(abs(each[0])) - log(self.typical)))
        if not name:
            return "check its unit and the currency."
        return f"did you mean {right:.6g} (per {self.per}; {price:g} is {name})?"


@cache
def price_range(key: str, currency: str) -> PriceRange:
    """Return the range of a row of price_ranges.csv in a currency.

    >>> jpy = price_range("price-electricity", "JPY")
    >>> jpy.unit, jpy.low, jpy.high
    ('JPY/kWh', 1.0, 96.0)
    """
    row, rate = find("price_ranges", key), currencies()[currency]
    assert row.low is not None
    assert row.high is not None
    assert rate.low is not None
    assert rate.high is not None
    ends = row.low * (rate.low if row.low > 0 else rate.high), row.value * rate.value, row.high * rate.high
    return PriceRange(currency, row.unit.partition("/")[2], *(float(f"{end:.3g}") for end in ends))
