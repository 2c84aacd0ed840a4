"""The figures that designs are compared by: what each is called, its unit, and how it is written."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from dcenergy.language import Message, _
from dcenergy.report import words
from dcenergy.report.words import Ladder, Step
from dcenergy.result import Result
from dcenergy.study.compare import Comparison
from dcenergy.study.ranking import Measure, Scale, over_it

MOST_DIGITS = 4
"""Significant digits of a figure at most, however alike the designs are."""

LADDERS: Mapping[Measure, Ladder] = {
    "cost": words.MONEY,
    "carbon": words.MASS,
    "energy": words.ENERGY,
    "water": words.VOLUME,
}
SMALL: Mapping[Measure, str] = {"carbon": "kg", "energy": "kWh", "water": "L"}
NAMES: Mapping[Measure, Message] = {
    "cost": Message("Cost"),
    "carbon": Message("Carbon"),
    "energy": Message("Electricity"),
    "water": Message("Water"),
}
NOTHING = "–"
PERCENT = Step(0.01, "%")


@dataclass(frozen=True)
class Column:
    """One figure of all designs, in the order of the comparison."""

    id: str
    name: str
    unit: str
    values: tuple[float | None, ...]
    factor: float
    decimals: int
    able: tuple[bool, ...]  # whether the plant does its work: only such can be best
    more_is_better: bool = False

    @property
    def known(self) -> tuple[float, ...]:
        """The values that are determined."""
        return tuple(value for value in self.values if value is not None)

    @property
    def tells(self) -> bool:
        """Whether the designs differ in it."""
        return bool(self.known) and not words.alike(min(self.known), max(self.known))

    @property
    def best(self) -> float | None:
        """The best value of the designs that do their work."""
        return (max if self.more_is_better else min)(self._of_able, default=None)

    def number(self, i: int) -> str:
        """Write the figure of one design, without its unit."""
        value = self.values[i]
        return NOTHING if value is None else self.written(value)

    def written(self, value: float) -> str:
        """Write a value of this column, without its unit."""
        return words.fixed(value / self.factor, self.decimals)

    def text(self, value: float | None) -> str:
        """Write a value with its unit."""
        return words.UNKNOWN if value is None else words.sized(self.written(value), self.unit)

    def is_best(self, i: int) -> bool:
        """Say whether a design is (also) the best, where that tells it from another."""
        value, best, able = self.values[i], self.best, self._of_able
        if value is None or best is None or not self.able[i] or words.alike(min(able), max(able)):
            return False
        return words.alike(value, best)

    @property
    def _of_able(self) -> tuple[float, ...]:
        return tuple(value for value, able in zip(self.values, self.able, strict=True) if value is not None and able)


def columns(comparison: Comparison) -> tuple[Column, ...]:
    """Return every figure that at least one design determines."""
    on = comparison.scale
    results = [design.result for design in comparison.designs]

    def each(read: Callable[[Result], float | None]) -> tuple[float | None, ...]:
        return tuple(read(result) for result in results)

    market = tuple(over_it(result.carbon.market_based, result, on) for result in results)
    works = able(comparison)
    found = (
        Column("pue", "PUE", "", each(lambda r: r.indicators.pue), 1.0, 3, works),
        *(measured(comparison, measure) for measure in NAMES if not (on.per_it_kwh and measure == "energy")),
        _of("market", _("Carbon, market-based"), market, _step("carbon", market, on), works),
        _of("free", _("Free cooling"), each(lambda r: r.cooling.free_share), PERCENT, works, more_is_better=True),
        _of("renewable", _("Carbon-free, hourly"), each(lambda r: r.indicators.cfe_hourly), PERCENT, works, True),
    )
    return tuple(column for column in found if column.known)


def alike(same: Sequence[Column]) -> str:
    """Say what figures all designs have in common; empty where they have none."""
    said = [_("{name} {figure}", name=column.name, figure=column.text(column.known[0])) for column in same]
    return _("The same for all that determine it: {figures}.", figures=words.listing(said)) if said else ""


def measured(comparison: Comparison, measure: Measure) -> Column:
    """Return a figure that designs are ranked by."""
    values = tuple(standing.figures[measure] for standing in comparison.standings)
    return _of(measure, NAMES[measure], values, _step(measure, values, comparison.scale), able(comparison))


def able(comparison: Comparison) -> tuple[bool, ...]:
    """Say of every design whether it does its work, or as well as any other where none does."""
    small = [standing.too_small for standing in comparison.standings]
    return tuple(all(small) or not each for each in small)


def _step(measure: Measure, values: Sequence[float | None], on: Scale) -> Step:
    """Return the size of unit that suits a figure of a year, or of a kWh of IT."""
    if on.per_it_kwh:
        return Step(1.0, per_kwh(measure, on.currency))
    step = LADDERS[measure].step(values)
    return Step(step.factor, words.amount_of(step, on.currency)) if measure == "cost" else step


def per_kwh(measure: Measure, currency: str | None) -> str:
    """Return the unit of a figure of a kWh of IT."""
    return f"{words.currency_name(currency) if measure == 'cost' else SMALL[measure]}/kWh"


def _of(
    id: str,
    name: str,
    values: tuple[float | None, ...],
    step: Step,
    works: tuple[bool, ...],
    more_is_better: bool = False,
) -> Column:
    decimals = telling_decimals([value / step.factor for value in values if value is not None])
    return Column(id, name, step.unit, values, step.factor, decimals, works, more_is_better)


def telling_decimals(values: Sequence[float]) -> int:
    """Return how many decimals tell the values apart; at least those of three significant digits.

    >>> telling_decimals([81.35, 87.9]), telling_decimals([81.351, 81.356]), telling_decimals([])
    (1, 2, 0)
    """
    if not values or not any(values):
        return 0
    largest = max(values, key=abs)
    least = len(words.number(largest).partition(".")[2])
    most = len(words.number(largest, MOST_DIGITS).partition(".")[2])
    different = len({f"{value:.9e}" for value in values})
    return next(
        (some for some in range(least, most) if len({f"{value:.{some}f}" for value in values}) == different), most
    )
