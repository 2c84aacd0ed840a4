"""The figures that designs are compared by: what each is called, its unit, and how it is written."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from dcenergy.language import Message, _
from dcenergy.report import words
from dcenergy.report.words import Ladder, Step
from dcenergy.result import Result
from dcenergy.study.compare import Comparison
from dcenergy.study.measures import AGAINST_BASELINE, Measure, Scale

MOST_DIGITS = 4
"""Significant digits of a figure at most, however alike the designs are."""

LADDERS: Mapping[Measure, Ladder] = {
    "cost": words.MONEY,
    "carbon": words.MASS,
    "energy": words.ENERGY,
    "water": words.VOLUME,
    "carbon_market": words.MASS,
    "npv": words.MONEY,
}
MONEY: frozenset[Measure] = frozenset({"cost", "npv"})
SMALL: Mapping[Measure, str] = {"carbon": "kg", "energy": "kWh", "water": "L", "carbon_market": "kg"}
NAMES: Mapping[Measure, Message] = {
    "cost": Message("Cost"),
    "carbon": Message("Carbon"),
    "energy": Message("Electricity"),
    "water": Message("Water"),
    "carbon_market": Message("Carbon, market-based"),
    "npv": Message("Net present value"),
    "irr": Message("Internal rate of return"),
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
    able: tuple[bool, ...]  # whether the design does its task and is ranked by the figure: only such can be best
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
        """The best value of the designs that can be best."""
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

    works, energy = able(comparison), able(comparison, "energy")
    measures = [each for each in NAMES if each not in AGAINST_BASELINE or each in comparison.by]
    found = (
        Column("pue", "PUE", "", each(lambda r: r.indicators.pue), 1.0, 3, energy),
        *(measured(comparison, each) for each in measures if not (on.basis == "it_kwh" and each == "energy")),
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
    step = _step(measure, values, comparison.scale)
    return _of(measure, NAMES[measure], values, step, able(comparison, measure), measure in AGAINST_BASELINE)


def able(comparison: Comparison, measure: Measure | None = None) -> tuple[bool, ...]:
    """Say of every design whether it can be best: it does its task as well as any other, and the figure ranks it."""
    least = min(standing.undone for standing in comparison.standings)
    out = comparison.comparability.unranked.get(measure, ()) if measure else ()
    return tuple(each.undone == least and i not in out for i, each in enumerate(comparison.standings))


def _step(measure: Measure, values: Sequence[float | None], on: Scale) -> Step:
    """Return the size of unit that suits a figure on the basis of the comparison."""
    if measure == "irr":
        return PERCENT
    if not on.is_yearly:
        return Step(1.0, divided(small_unit(measure, on.currency), on))
    step = LADDERS[measure].step(values)
    return Step(step.factor, words.amount_of(step, on.currency)) if measure in MONEY else step


def small_unit(measure: Measure, currency: str | None) -> str:
    """Return the smallest unit of a figure.

    >>> small_unit("carbon", None), small_unit("cost", "EUR")
    ('kg', 'EUR')
    """
    return words.currency_name(currency) if measure in MONEY else SMALL[measure]


def divided(unit: str, on: Scale) -> str:
    """Return the unit of a figure on the basis of the comparison."""
    if on.is_yearly:
        return unit
    if on.basis == "work" and on.work_unit == "server_h":
        return _("{unit}/server·h", unit=unit)
    return f"{unit}/kWh"


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
