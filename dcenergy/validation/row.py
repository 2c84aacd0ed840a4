"""One comparison: what others say, what dcenergy says, and what was agreed beforehand to be near enough."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Verdict = Literal["within", "miss", "shown"]


@dataclass(frozen=True)
class Row:
    """A figure of others, `low`..`high` (alike where it is one number), against ours.

    `spread` is ours over the ranges of the inputs that had to be assumed, `assumed` of them.
    A row without `tolerance` and without bounds to keep is shown, not judged.
    """

    group: str
    case: str
    figure: str
    unit: str
    low: float | None
    high: float | None
    ours: float
    tolerance: float | None  # share of the expected figure; None: the bounds themselves must be kept
    reason: str
    source: str
    spread: tuple[float, float] | None = None
    assumed: int = 0

    @property
    def expected(self) -> str:
        """What others say, as one reads it."""
        if self.low is None:
            return f"below {self.high:g}"
        if self.high is None:
            return f"above {self.low:g}"
        return f"{self.low:g}" if self.low == self.high else f"{self.low:g} to {self.high:g}"

    @property
    def difference(self) -> float | None:
        """How far ours lies outside what others say, as a share of it; 0 within."""
        if self.low is not None and self.ours < self.low:
            return self.ours / self.low - 1 if self.low else None
        if self.high is not None and self.ours > self.high:
            return self.ours / self.high - 1 if self.high else None
        return 0.0

    @property
    def verdict(self) -> Verdict:
        """Whether ours is near enough: with a spread, whether the figure of others lies in it."""
        if self.spread is not None and self.low == self.high and self.low is not None:
            return "within" if self.spread[0] <= self.low <= self.spread[1] else "miss"
        difference = self.difference
        if difference is None:
            return "shown"
        return "within" if abs(difference) <= (self.tolerance or 0.0) else "miss"
