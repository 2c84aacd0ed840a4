"""Money over a plant's life: what is paid in each year, its present value, how long until it is repaid.

Year 0 is the start; running costs fall at the end of years 1 to the last. Everything is real (money of one
year), before tax and without debt.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from math import ceil, expm1, isclose, log1p

Flows = tuple[float, ...]
"""Amounts by year, from year 0."""


def annuity_factor(rate: float, years: int) -> float:
    """Yearly payment that repays 1 over `years`. [1/year]

    >>> round(annuity_factor(0.07, 15), 6), annuity_factor(0.0, 4)
    (0.109795, 0.25)
    """
    return rate / -expm1(-years * log1p(rate)) if rate else 1 / years


def present_value(rate: float, flows: Sequence[float]) -> float:
    """Value at the start of amounts by year.

    >>> round(present_value(0.10, [-1000.0, 500.0, 500.0, 500.0]), 3)
    243.426
    """
    return sum(amount / (1 + rate) ** year for year, amount in enumerate(flows))


def investment(amount: float, life_years: float, years: int) -> Flows:
    """What a part of the plant costs in each year: bought, replaced when worn, its rest credited at the end.

    >>> investment(100.0, 10.0, 15)[10], investment(100.0, 10.0, 15)[15]
    (100.0, -50.0)
    >>> investment(100.0, 15.0, 15) == (100.0,) + 15 * (0.0,)
    True
    >>> investment(100.0, 2.5, 5)
    (100.0, 0.0, 0.0, 100.0, 0.0, 0.0)
    """
    flows = [0.0] * (years + 1)
    for year in _bought(life_years, years):
        flows[paid_in(year)] += amount
    flows[years] -= residual(amount, life_years, years)
    return tuple(flows)


def paid_in(time_years: float) -> int:
    """Return the year whose payments hold a purchase at this time: as all that a year pays, it falls at its end.

    >>> [paid_in(time) for time in (0.0, 2.5, 5.0, 7.5)]
    [0, 3, 5, 8]
    """
    whole = round(time_years)
    return whole if isclose(time_years, whole, abs_tol=1e-9) else ceil(time_years)


def residual(amount: float, life_years: float, years: int) -> float:
    """What is left of a part at the end, straight-line: the share of the last one's life that is to come.

    >>> residual(100.0, 60.0, 15), residual(100.0, 10.0, 15), residual(100.0, 5.0, 15)
    (75.0, 50.0, 0.0)
    """
    *_, last = _bought(life_years, years)
    left = (last + life_years - years) / life_years
    return 0.0 if isclose(left, 0.0, abs_tol=1e-9) else amount * left


def _bought(life_years: float, years: int) -> list[float]:
    """When a part is bought: at the start, and whenever it is worn before the end."""
    times = [0.0]
    while (worn := times[-1] + life_years) < years and not isclose(worn, years):
        times.append(worn)
    return times


def summed(parts: Sequence[Flows], years: int) -> Flows:
    """Add flows year by year."""
    return tuple(sum(flows[year] for flows in parts) for year in range(years + 1))


def payback_years(flows: Sequence[float]) -> float | None:
    """Years until the sum of the flows, not discounted, is repaid and stays so; None where it never is.

    What is bought again later counts: it may put back what seemed repaid.

    >>> payback_years([-1000.0, 400.0, 400.0, 400.0]), payback_years([-100.0, 60.0, 60.0, -100.0, 50.0, 60.0])
    (2.5, 4.5)
    """
    sums = list(accumulate(flows))
    if not flows or flows[0] >= 0 or sums[-1] < 0:
        return None
    owed = max(year for year, total in enumerate(sums) if total < 0)
    return owed - sums[owed] / flows[owed + 1]
