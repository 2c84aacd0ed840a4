"""Where a function of one number crosses zero, for every hour at once."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from dcenergy.weather.hourly import Floats

HALVINGS = 14
LINES = 3
STRAIGHT = 1e-4
"""Share of the halved bracket's excess below which straight lines have found a crossing, not a jump."""


def crossing(excess: Callable[[Floats], Floats], low: Floats | float, high: Floats | float) -> Floats:
    """Number in `low`..`high` at which `excess` turns from negative to positive.

    Halves the bracket 14 times, then draws three straight lines through what is left: of a
    smooth function the error is some 1e-12 of the bracket. Where the function jumps over
    zero, the upper end of the last bracket is taken, at most 6e-5 of the first: there
    `excess` is positive. An `excess` that is positive already at `low` gives `low`, one that
    is negative still at `high` gives `high`: whoever asks must know which.

    >>> crossing(lambda x: x**3 - 2.0, 0.0, 4.0).round(10).tolist()
    1.2599210499
    """
    low, high = (np.asarray(end, dtype=float) for end in (low, high))
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        short = excess(middle) < 0
        low, high = np.where(short, middle, low), np.where(short, high, middle)
    at_low, at_high = excess(low), excess(high)
    outside, span = (at_low > 0) | (at_high < 0), np.abs(at_high - at_low)
    found, at_found = low, at_low
    for _ in range(LINES):
        share = np.divide(-at_low, at_high - at_low, out=np.zeros_like(at_low), where=at_high > at_low)
        found = low + np.clip(share, 0.0, 1.0) * (high - low)
        at_found = excess(found)
        short = at_found < 0
        low, at_low = np.where(short, found, low), np.where(short, at_found, at_low)
        high, at_high = np.where(short, high, found), np.where(short, at_high, at_found)
    return np.asarray(np.where(outside | (np.abs(at_found) <= STRAIGHT * span), found, high))
