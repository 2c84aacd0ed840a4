"""Scales and their ticks."""

from __future__ import annotations

import math
from dataclasses import dataclass

SAME = 1e-9
"""Values that differ by less than this share are one."""

LEAST = 1e-290
"""Smaller numbers are nothing: steps between them would round to 0."""

STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)


@dataclass(frozen=True)
class Scale:
    """A straight line from values to places."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        """Return the place of a value.

        >>> Scale(low=0, high=10, start=100, end=0)(2.5)
        75.0
        """
        return self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start)


def ticks(low: float, high: float, wanted: int = 5) -> tuple[float, ...]:
    """Return round numbers from at or below `low` to at or above `high`, about `wanted` of them.

    >>> ticks(0, 83), ticks(1.0, 1.42), ticks(3.0, 3.0)
    ((0.0, 20.0, 40.0, 60.0, 80.0, 100.0), (1.0, 1.1, 1.2, 1.3, 1.4, 1.5), (3.0, 4.0))
    """
    if high - low <= SAME * max(abs(low), abs(high), LEAST):
        return (low, low + 1.0)
    rough = (high - low) / wanted
    size = 10.0 ** math.floor(math.log10(rough))
    step = next(size * factor for factor in STEPS if size * factor >= rough * (1 - 1e-9))
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return tuple(float(f"{count * step:.12g}") for count in range(first, last + 1))


def decimals(values: tuple[float, ...]) -> int:
    """Return how many decimals tell the ticks apart.

    >>> decimals((0.0, 0.5, 1.0)), decimals((0.0, 20.0)), decimals((1.0, 1.25, 1.5))
    (1, 0, 2)
    """
    return max(len(f"{value:.10g}".partition(".")[2]) for value in values)
