"""Where a function of one number crosses zero, for every hour at once."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from dcenergy.weather.hourly import Floats

HALVINGS = 16
STRAIGHT = 0.01
"""Share of the last bracket's excess below which the straight line has found a crossing, not a jump."""


def crossing(excess: Callable[[Floats], Floats], low: Floats | float, high: Floats | float) -> Floats:
    """Number in `low`..`high` at which `excess` turns from negative to positive.

    Halves the bracket 16 times, then draws a straight line through what is left: of a smooth
    function the error is some 1e-10 of the bracket. Where the function jumps over zero, the
    upper end of the last bracket is taken, 1.5e-5 of the first: there `excess` is positive.
    An `excess` that is positive already at `low` gives `low`, one that is negative still at
    `high` gives `high`: whoever asks must know which.

    >>> crossing(lambda x: x**3 - 2.0, 0.0, 4.0).round(8).tolist()
    1.25992105
    """
    low, high = (np.asarray(end, dtype=float) for end in (low, high))
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        short = excess(middle) < 0
        low, high = np.where(short, middle, low), np.where(short, high, middle)
    at_low, at_high = excess(low), excess(high)
    share = np.divide(-at_low, at_high - at_low, out=np.zeros_like(at_low), where=at_high > at_low)
    found = low + np.clip(share, 0.0, 1.0) * (high - low)
    outside = (at_low > 0) | (at_high < 0)
    straight = np.abs(excess(found)) <= STRAIGHT * np.abs(at_high - at_low)
    return np.asarray(np.where(outside | straight, found, high))
