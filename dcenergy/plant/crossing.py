"""Where a function of one number crosses zero, for every hour at once."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from dcenergy.weather.hourly import Floats

HALVINGS = 16


def crossing(excess: Callable[[Floats], Floats], low: Floats, high: Floats) -> Floats:
    """Number in `low`..`high` at which `excess` turns from negative to positive.

    Halves the bracket 16 times, then draws a straight line through what is left: of a smooth
    function the error is some 1e-10 of the bracket, of one that jumps 2e-5. An `excess`
    that is positive already at `low` gives `low`, one that is negative still at `high`
    gives `high`: whoever asks must know which.

    >>> crossing(lambda x: x**3 - 2.0, np.array(0.0), np.array(4.0)).round(8).tolist()
    1.25992105
    """
    low, high = np.asarray(low, dtype=float), np.asarray(high, dtype=float)
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        short = excess(middle) < 0
        low, high = np.where(short, middle, low), np.where(short, high, middle)
    at_low, at_high = excess(low), excess(high)
    share = np.divide(-at_low, at_high - at_low, out=np.zeros_like(at_low), where=at_high > at_low)
    return np.asarray(low + np.clip(share, 0.0, 1.0) * (high - low))
