"""Return on an extra investment: its rate and payback, and how far both rest on a small difference."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from dcenergy.accounting.cash_flow import Flows, payback_years
from dcenergy.accounting.cost import CostResult
from dcenergy.accounting.rate_of_return import Reason, rate_of_return, rates_of_return, why_none

SMALL_DIFFERENCE = 0.3
"""Extra investment over the larger of the two, below which their error decides: 10 % of one is then a third of it."""

CHANGE = 0.1
"""Share by which either investment is changed: early estimates of plant are seldom better."""


@dataclass(frozen=True)
class Sensitivity:
    """Rate of return and payback with one investment `capital_change` higher or lower, its maintenance too.

    `worst`: the design's is higher or the baseline's lower, whichever is worse; None where one of
    the two has none, as it is not repaid. `best`: the contrary; None where no extra investment is left.
    """

    capital_change: float
    irr_worst: float | None
    irr_best: float | None
    payback_years_worst: float | None
    payback_years_best: float | None


@dataclass(frozen=True)
class Returns:
    """What a design saves in each year against its baseline, and what its extra investment earns."""

    flows: Flows = ()
    irr: float | None = None
    irr_all: tuple[float, ...] = ()  # every rate at which the flows are worth nothing
    irr_reason: Reason | None = None  # why there is no `irr`
    payback_years: float | None = None
    sensitivity: Sensitivity | None = None  # where the extra investment is a small difference


def returns(design: CostResult, baseline: CostResult) -> Returns:
    """Weigh a design's extra investment against what it saves; without both investments nothing is known."""
    if design.capital is None or baseline.capital is None:
        return Returns(irr_reason="unknown_investment")
    flows = _gains(design, baseline)
    return Returns(
        flows=flows,
        irr=rate_of_return(flows),
        irr_all=rates_of_return(flows),
        irr_reason=why_none(flows),
        payback_years=_payback(design, baseline),
        sensitivity=_sensitivity(design, baseline) if is_small(design.capital, baseline.capital) else None,
    )


def is_small(own: float, other: float) -> bool:
    """Say whether an extra investment is a small difference of two large ones.

    >>> is_small(1.3e6, 1.0e6), is_small(1.0e6, 1.3e6), is_small(2.0e6, 1.0e6)
    (True, False, False)
    """
    return 0 < own - other < SMALL_DIFFERENCE * max(own, other)


def _gains(design: CostResult, baseline: CostResult) -> Flows:
    """What the design saves in each year of its life, after its extra investment in year 0."""
    own, other = design.flows or (), baseline.flows or ()
    return tuple(paid_otherwise - paid for paid, paid_otherwise in zip(own, other, strict=True))


def _payback(design: CostResult, baseline: CostResult) -> float | None:
    """Payback without what is left of both plants at the end."""
    flows = _gains(design, baseline)
    credited = (design.residual or 0.0) - (baseline.residual or 0.0)
    return payback_years((*flows[:-1], flows[-1] - credited)) if flows else None


def _sensitivity(design: CostResult, baseline: CostResult) -> Sensitivity:
    worse = ((_changed(design, CHANGE), baseline), (design, _changed(baseline, -CHANGE)))
    better = ((_changed(design, -CHANGE), baseline), (design, _changed(baseline, CHANGE)))
    low, high = ([rate_of_return(_gains(*pair)) for pair in pairs] for pairs in (worse, better))
    longest, shortest = ([_payback(*pair) for pair in pairs] for pairs in (worse, better))
    return Sensitivity(
        capital_change=CHANGE,
        irr_worst=_end(min, low),
        irr_best=_end(max, high),
        payback_years_worst=_end(max, longest),
        payback_years_best=_end(min, shortest),
    )


def _changed(own: CostResult, change: float) -> CostResult:
    """Return the cost of a plant whose investment, replacements and maintenance are so much higher, as a share."""
    invested, level = own.invested or (), 1 + (own.inflation or 0.0)
    kept = (0.0, *((own.maintenance or 0.0) * level**year for year in range(1, len(invested))))
    flows = tuple(
        paid + change * (bought + maintained)
        for paid, bought, maintained in zip(own.flows or (), invested, kept, strict=True)
    )
    return replace(own, flows=flows, residual=(own.residual or 0.0) * (1 + change))


def _end(further: Callable[[list[float]], float], known: list[float | None]) -> float | None:
    """Return the furthest of two figures; None where one of them is."""
    told = [each for each in known if each is not None]
    return further(told) if len(told) == len(known) else None
