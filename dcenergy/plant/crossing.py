"""Where a function of one number crosses zero, for every hour at once."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from dcenergy.weather.hourly import Floats

STEPS = 60
"""Most evaluations: halving alone would narrow a bracket by 1e-18."""

SETTLED = 1e-11
"""Share of the smaller excess at the ends of the first bracket: what is nearer to zero is a crossing."""

NARROW = 2e-5
"""Share of the first bracket: where the excess does not settle within it, the function jumps."""


def crossing(
    excess: Callable[[Floats], Floats],
    low: Floats | float,
    high: Floats | float,
    guess: Floats | None = None,
) -> Floats:
    """Number in `low`..`high` at which `excess` turns from negative to positive.

    Inverse quadratic interpolation where three points allow it, else halving (Chandrupatla, 1997, Advances in
    Engineering Software 28, 145). Where the function jumps over zero, the upper end of the last bracket is taken,
    at most 2e-5 of the first: there `excess` is not negative. An `excess` that is positive already at `low` gives
    `low`, one that is negative still at `high` gives `high`: whoever asks must know which.

    Parameters
    ----------
    guess : a number in `low`..`high` to try first

    >>> crossing(lambda x: x**3 - 2.0, 0.0, 4.0).round(10).tolist()
    1.2599210499
    """
    start, end = (np.asarray(each, dtype=float) for each in (low, high))
    at_start, middle = excess(start), (start + end) / 2 if guess is None else guess
    at_middle = excess(middle)
    beyond = at_middle < 0
    at_end = excess(end) if beyond.any() else at_middle
    inside = (at_start < 0) & ~(beyond & (at_end < 0))
    a, at_a = np.where(beyond, end, middle), np.where(beyond, at_end, at_middle)
    b, at_b = np.where(beyond, middle, start), np.where(beyond, at_middle, at_start)  # the bracket's other end
    settled = SETTLED * np.minimum(np.abs(at_a), np.abs(at_b))
    share = _between(at_a, at_b)
    for _ in range(STEPS):
        here = a + share * (b - a)
        at_here = excess(here)
        same = (at_here < 0) == (at_a < 0)
        former, at_former = np.where(same, a, b), np.where(same, at_a, at_b)
        b, at_b = np.where(same, b, a), np.where(same, at_b, at_a)
        a, at_a = here, at_here
        near = (np.abs(at_a) <= settled) | (np.abs(b - a) <= NARROW * (end - start))
        if np.all(near | ~inside):
            break
        share = np.where(near, 0.0, _share(a, b, former, at_a, at_b, at_former))
    found = np.where(np.abs(at_a) <= settled, a, _line(excess, a, b, at_a, at_b))
    return np.asarray(np.where(inside, found, np.where(at_start >= 0, start, end)))


def _share(a: Floats, b: Floats, former: Floats, at_a: Floats, at_b: Floats, at_former: Floats) -> Floats:
    """Share of the way from `a` to `b` to try next."""
    with np.errstate(divide="ignore", invalid="ignore"):
        x, y = (a - b) / (former - b), (at_a - at_b) / (at_former - at_b)
        quadratic = at_a / (at_b - at_a) * at_former / (at_b - at_former) + (former - a) / (b - a) * at_a / (
            at_former - at_a
        ) * at_b / (at_former - at_b)
        fits = (y * y < x) & ((1 - y) ** 2 < 1 - x) & np.isfinite(quadratic)
    return np.where(fits, np.clip(quadratic, 1e-9, 1 - 1e-9), 0.5)


def _between(at_a: Floats, at_b: Floats) -> Floats:
    """Share of the way from `a` to `b` at which a straight line crosses zero."""
    gap = at_a - at_b
    return np.clip(np.divide(at_a, gap, out=np.zeros_like(gap), where=gap != 0), 0.0, 1.0)


def _line(excess: Callable[[Floats], Floats], a: Floats, b: Floats, at_a: Floats, at_b: Floats) -> Floats:
    """Return the crossing of the straight line through a narrow bracket; its upper end where the function jumps."""
    line = a + (b - a) * _between(at_a, at_b)
    jumps = np.abs(excess(line)) > STRAIGHT * np.abs(at_b - at_a)
    return np.where(jumps, np.maximum(a, b), line)


STRAIGHT = 1e-3
"""Share of a narrow bracket's excess below which a straight line has found a crossing, not a jump."""
