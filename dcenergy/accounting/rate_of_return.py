"""Internal rate of return: every rate at which flows are worth nothing at the start, and the one that counts."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Literal

import numpy as np

Reason = Literal["unknown_investment", "no_extra_investment", "never_repaid", "several_rates"]
"""Why there is no rate of return."""

LOWEST = -0.99
"""Rates are searched from here upwards without end: below it, a year takes all but a hundredth of what is worth."""

NO_RETURN = 1e-9
"""A rate above 0 by less is 0: what is paid comes back, and nothing more. Of the largest flow, rounding."""

HALVINGS = 100
"""Of an interval that holds one rate: more than a float can tell apart."""


def rates_of_return(flows: Sequence[float]) -> tuple[float, ...]:
    """Return every rate from -99 % upwards at which the present value of the flows changes sign, lowest first.

    With x = 1 / (1 + rate) the present value is a polynomial in x, of real and complex roots. Their real parts
    divide the line so that no interval between the middles of two holds more than one change of sign; each is then
    halved. A rate at which the present value only touches 0 is no limit between gain and loss, and left out.

    >>> [round(rate, 6) for rate in rates_of_return([-1000.0, 2500.0, -1540.0])]
    [0.1, 0.4]
    """
    first = next((year for year, amount in enumerate(flows) if amount), len(flows))
    amounts = np.array(flows[first:], dtype=float)
    if len(amounts) < 2:
        return ()
    amounts /= np.abs(amounts).max()
    highest = 1 / (1 + LOWEST)
    parts = np.sort(np.roots(amounts[::-1]).real)
    within = [float(part) for part in parts if 0 < part < highest]
    edges = [0.0, *(float(sum(pair)) / 2 for pair in pairwise(within)), highest]
    found = [_crossing(amounts, *pair) for pair in pairwise(edges)]
    return tuple(sorted(1 / x - 1 for x in found if x is not None))


def _crossing(amounts: np.ndarray[tuple[int], np.dtype[np.float64]], low: float, high: float) -> float | None:
    """Return where the polynomial changes sign between two ends; None where it does not."""
    signs = np.polynomial.polynomial.polyval(np.array([low, high]), amounts) > 0
    if signs[0] == signs[1]:
        return None
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        if (np.polynomial.polynomial.polyval(middle, amounts) > 0) == signs[0]:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def rate_of_return(flows: Sequence[float]) -> float | None:
    """Return the one rate above 0 at which an investment in year 0 is worth what it brings; None where there is none.

    >>> round(rate_of_return([-1000.0, 500.0, 500.0, 500.0]), 6)
    0.233752
    """
    return positive(rates_of_return(flows))[0] if why_none(flows) is None else None


def why_none(flows: Sequence[float]) -> Reason | None:
    """Say why flows have no rate of return; None where they have one.

    >>> why_none([-100.0, 30.0]), why_none([0.0, 50.0]), why_none([-1000.0, 2500.0, -1540.0])
    ('never_repaid', 'no_extra_investment', 'several_rates')
    """
    if not flows:
        return "unknown_investment"
    if flows[0] >= -NO_RETURN * max(map(abs, flows)):
        return "no_extra_investment"
    earned = positive(rates_of_return(flows))
    return "several_rates" if len(earned) > 1 else None if earned else "never_repaid"


def positive(rates: Sequence[float]) -> list[float]:
    """Return the rates at which something is earned."""
    return [rate for rate in rates if rate > NO_RETURN]
