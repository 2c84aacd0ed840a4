"""Figures that designs are ranked by: what each counts, and what it is divided by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from dcenergy.accounting.carbon import Carbon, sum_known
from dcenergy.accounting.cost import CostResult
from dcenergy.errors import ProfileError
from dcenergy.language import Message
from dcenergy.result import Result
from dcenergy.study import work as working
from dcenergy.study.assess import Assessment
from dcenergy.study.work import BASES, Basis, Unit

Measure = Literal["cost", "carbon", "energy", "water", "carbon_market", "npv", "irr"]
MEASURES: tuple[Measure, ...] = ("cost", "carbon", "energy", "water")
"""Figures of every comparison, which dominance is judged in."""
RANKED: tuple[Measure, ...] = (*MEASURES, "carbon_market", "npv", "irr")
"""Figures that designs can be ranked by."""
AGAINST_BASELINE: frozenset[Measure] = frozenset({"npv", "irr"})
"""Figures of savings, of which more is better; they need one baseline for all."""

Figures = Mapping[Measure, float | None]
"""Figures of one design, None where not determined or not comparable."""


@dataclass(frozen=True)
class Scale:
    """What the figures of a comparison are of, and what they count.

    Money counts investment and maintenance only where that is known of all designs or of none,
    carbon scope 1 and what is embodied only where the whole is known of all.
    """

    basis: Basis
    because: Message  # why on this basis
    currency: str | None  # None where there is no common one
    price_year: int | None
    whole_cost: bool
    whole_carbon: bool = False
    work_unit: Unit | None = None  # of work, where all of it is counted in one

    @property
    def is_yearly(self) -> bool:
        """Whether figures are those of a year, undivided."""
        return self.basis == "year"


def scale(results: Sequence[Result], per: str | None = None) -> Scale:
    """Return what can be compared of these designs, on the basis asked for or on the fairest one.

    Raises
    ------
    ProfileError
        Where work is asked for and has no common unit.
    """
    works = [working.work(each) for each in results]
    basis, because = _basis(works, per)
    money = {(each.cost.currency, each.cost.price_year) for each in results if each.cost.currency is not None}
    currency, price_year = next(iter(money)) if len(money) == 1 else (None, None)
    invested = {each.cost.capital is not None for each in results if each.cost.currency is not None}
    whole = all(each.carbon.total_per_year is not None for each in results)
    unit = works[0].unit if working.are_comparable(works) else None
    return Scale(basis, because, currency, price_year, len(invested) < 2, whole, unit)


def _basis(works: Sequence[working.Work], per: str | None) -> tuple[Basis, Message]:
    if per is None:
        return working.basis(works)
    if per not in BASES:
        raise ProfileError(f"--per {per}: is no basis to compare on; choose one of {', '.join(BASES)}")
    asked = BASES[per]
    if asked == "work" and not working.are_comparable(works):
        raise ProfileError(
            "--per work: some halls are described by servers and some by power alone, so their work has no common "
            "unit; use --per it-kwh, or describe all halls in one way"
        )
    return asked, Message("Asked for by --per {basis}.", basis=per)


def figures(assessed: Assessment | Result, on: Scale) -> dict[Measure, float | None]:
    """Return the figures of a design on the basis of the comparison: money, kg, kWh and L.

    Net present value and internal rate of return are of what the design saves against its baseline.
    """
    result, saved = (assessed.design, assessed.savings) if isinstance(assessed, Assessment) else (assessed, None)
    priced = on.currency is not None
    totals: dict[Measure, float | None] = {
        "cost": money(result.cost, on) if priced else None,
        "carbon": carbon(result.carbon, on),
        "energy": float(result.site.facility_kw.sum()),
        "water": result.water.metered,
        "carbon_market": carbon(result.carbon, on, by_market=True),
        "npv": saved.npv if saved and priced else None,
    }
    rate = saved.irr if saved else None
    return {**{measure: per_unit(total, result, on) for measure, total in totals.items()}, "irr": rate}


def money(cost: CostResult, on: Scale) -> float | None:
    """Return a year's cost, without investment and maintenance where they are not known of all designs."""
    if on.whole_cost or cost.running_per_year is None:
        return cost.total_per_year
    return cost.running_per_year - (cost.maintenance or 0.0)


def carbon(emitted: Carbon, on: Scale, by_market: bool = False) -> float | None:
    """Return a year's carbon: with scope 1 and what is embodied, or of the electricity alone."""
    electric = emitted.market_based if by_market else emitted.location_based
    return sum_known(emitted.scope_1, electric, emitted.embodied_per_year) if on.whole_carbon else electric


def per_unit(total: float | None, result: Result, on: Scale) -> float | None:
    """Return an annual sum on the basis of the comparison; None of servers that take no power or do no work."""
    if on.is_yearly or total is None:
        return total
    units = float(result.site.it_kw.sum()) if on.basis == "it_kwh" else working.work(result).total
    return total / units if units else None
