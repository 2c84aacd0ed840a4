"""Designs beside each other: comparable figures, rank, dominance and the front. Arithmetic on results."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import isclose
from typing import Literal

from dcenergy.accounting.carbon import Carbon
from dcenergy.accounting.cost import CostResult
from dcenergy.errors import ProfileError
from dcenergy.result import Result

Measure = Literal["cost", "carbon", "energy", "water"]
MEASURES: tuple[Measure, ...] = ("cost", "carbon", "energy", "water")

Figures = Mapping[Measure, float | None]
"""One design's figures: the less, the better; None where not determined or not comparable."""

UNMET_TOLERANCE = 1e-9
"""Heat that rounding may leave, as a share of all heat."""

SAME = 1e-9
"""Figures that differ by less than this share are one."""


@dataclass(frozen=True)
class Scale:
    """What the figures of a comparison are of.

    Totals of a year where all designs run the same servers, figures per kWh of IT where they do
    not. Money counts investment and maintenance only where that is known of all designs or of none,
    carbon scope 1 and what is embodied only where the whole is known of all.
    """

    per_it_kwh: bool
    currency: str | None  # None where there is no common one
    price_year: int | None
    whole_cost: bool
    whole_carbon: bool = False


@dataclass(frozen=True)
class Standing:
    """Where a design stands; `rank` is None where a figure that is ranked by is not determined."""

    figures: Figures
    score: float | None
    rank: int | None
    too_small: bool
    dominated_by: int | None  # index of the first-ranked design that is nowhere worse and somewhere better
    front: bool


def scale(results: Sequence[Result]) -> Scale:
    """Return what can be compared of these designs."""
    servers = {tuple(group for hall in each.profile.halls for group in hall.it.servers) for each in results}
    money = {(each.cost.currency, each.cost.price_year) for each in results if each.cost.currency is not None}
    currency, price_year = next(iter(money)) if len(money) == 1 else (None, None)
    invested = {each.cost.capital is not None for each in results if each.cost.currency is not None}
    whole = all(each.carbon.total_per_year is not None for each in results)
    return Scale(len(servers) > 1, currency, price_year, whole_cost=len(invested) < 2, whole_carbon=whole)


def figures(result: Result, on: Scale) -> dict[Measure, float | None]:
    """Return the comparable figures of a design: money, kg, kWh and L of a year, or of a kWh of IT."""
    water = result.water
    totals: dict[Measure, float | None] = {
        "cost": None if on.currency is None else money(result.cost, on),
        "carbon": carbon(result.carbon, on),
        "energy": float(result.site.facility_kw.sum()),
        "water": None if water.make_up is None else water.make_up + (water.humidification or 0.0),
    }
    return {measure: over_it(total, result, on) for measure, total in totals.items()}


def money(cost: CostResult, on: Scale) -> float | None:
    """Return a year's cost, without investment and maintenance where they are not known of all designs."""
    if on.whole_cost or cost.running_per_year is None:
        return cost.total_per_year
    return cost.running_per_year - (cost.maintenance or 0.0)


def carbon(emitted: Carbon, on: Scale) -> float | None:
    """Return a year's carbon: with scope 1 and what is embodied, or of the electricity alone."""
    return emitted.total_per_year if on.whole_carbon else emitted.location_based


def over_it(total: float | None, result: Result, on: Scale) -> float | None:
    """Return an annual sum as the scale asks for it; None of servers that take no power."""
    if not on.per_it_kwh or total is None:
        return total
    it_kwh = float(result.site.it_kw.sum())
    return total / it_kwh if it_kwh else None


def weights(text: str) -> dict[Measure, float]:
    """Return the weights that `cost` or `cost=0.5,carbon=0.5` stands for; they add up to 1.

    >>> weights("cost"), weights("cost=3,carbon=1")
    ({'cost': 1.0}, {'cost': 0.75, 'carbon': 0.25})

    Raises
    ------
    ProfileError
        Where it cannot be read.
    """
    read: dict[Measure, float] = {}
    for part in text.split(","):
        name, equals, amount = part.partition("=")
        measure = next((each for each in MEASURES if each == name.strip()), None)
        if measure is None or measure in read:
            raise ProfileError(
                f"--by {text}: {name.strip()!r} is no figure to rank by, or stands there twice; "
                f"known are: {', '.join(MEASURES)}; write for example cost=0.5,carbon=0.5"
            )
        read[measure] = _weight(amount, text) if equals else 1.0
    whole = sum(read.values())
    return {measure: weight / whole for measure, weight in read.items()}


def _weight(amount: str, text: str) -> float:
    try:
        weight = float(amount)
    except ValueError:
        weight = -1.0
    if not 0 < weight < float("inf"):
        raise ProfileError(f"--by {text}: {amount!r} is no weight; a weight is a number above 0")
    return weight


def chosen(by: str | None, all_figures: Sequence[Figures]) -> dict[Measure, float]:
    """Return the weights to rank by: those asked for; else cost where all have one, else energy.

    Raises
    ------
    ProfileError
        Where no design determines a figure that was asked for.
    """
    if by is None:
        return {"cost": 1.0} if known(all_figures, "cost") else {"energy": 1.0}
    asked = weights(by)
    for measure in asked:
        if all(each[measure] is None for each in all_figures):
            raise ProfileError(f"--by {by}: no design determines a comparable {measure}; {MEND[measure]}")
    return asked


MEND: Mapping[Measure, str] = {
    "cost": "give each `cost`, in one currency of one price_year",
    "carbon": "give each `supply.grid`",
    "energy": "give each servers that take power",
    "water": "give each a cooling system in place of a fixed PUE",
}


def known(all_figures: Sequence[Figures], measure: Measure) -> bool:
    """Say whether all designs determine a figure."""
    return all(each[measure] is not None for each in all_figures)


def axes(all_figures: Sequence[Figures]) -> tuple[Measure, Measure] | None:
    """Return the two figures that the front weighs: cost against carbon; energy for what is not known, then water.

    None where the designs share no two figures.
    """
    order: tuple[Measure, ...] = ("cost", "energy", "carbon", "water")
    ready: list[Measure] = [each for each in ("cost", "carbon") if known(all_figures, each)]
    ready += [each for each in order if each not in ready and known(all_figures, each)]
    if len(ready) < 2:
        return None
    first, second = sorted(ready[:2], key=order.index)
    return first, second


def scores(all_figures: Sequence[Figures], by: Mapping[Measure, float]) -> list[float | None]:
    """Return the weighted means of the figures, each over its mean of all designs; 1 is the average design.

    >>> scores([{"cost": 1.0}, {"cost": 3.0}, {"cost": None}], {"cost": 1.0})
    [0.5, 1.5, None]
    """
    means: dict[Measure, float] = {}
    for measure in by:
        values = [abs(value) for each in all_figures if (value := each[measure]) is not None]
        means[measure] = sum(values) / len(values) if values else 0.0
    return [_score(each, by, means) for each in all_figures]


def _score(own: Figures, by: Mapping[Measure, float], means: Mapping[Measure, float]) -> float | None:
    score = 0.0
    for measure, weight in by.items():
        value = own[measure]
        if value is None:
            return None
        score += weight * value / means[measure] if means[measure] else 0.0
    return score


def standings(results: Sequence[Result], on: Scale, by: Mapping[Measure, float]) -> list[Standing]:
    """Return where every design stands, in the order of the designs.

    A design whose plant leaves heat in the halls is ranked behind all that do their work, neither
    dominates one nor stands on the front.
    """
    all_figures = [figures(each, on) for each in results]
    small = [too_small(each) for each in results]
    score = scores(all_figures, by)
    rank = ranks(score, small)
    shared = [measure for measure in MEASURES if known(all_figures, measure)]
    pair = axes(all_figures)
    plane, all_points = _points(all_figures, pair or ()), _points(all_figures, shared)
    order = sorted(range(len(results)), key=lambda i: (rank[i] or len(results) + 1, i))
    return [
        Standing(
            figures=all_figures[i],
            score=score[i],
            rank=rank[i],
            too_small=small[i],
            dominated_by=better_than(i, all_points, small, order),
            front=pair is not None and not small[i] and better_than(i, plane, small, order) is None,
        )
        for i in range(len(results))
    ]


def ranks(score: Sequence[float | None], last: Sequence[bool]) -> list[int | None]:
    """Return ranks from 1; those of `last` come after all others, equal scores share a rank.

    >>> ranks([2.0, 1.0, 1.0, None, 0.5], [False, False, False, False, True])
    [3, 1, 1, None, 4]
    """
    order = sorted((last[i], value, i) for i, value in enumerate(score) if value is not None)
    rank: list[int | None] = [None] * len(score)
    for place, (_, _, i) in enumerate(order):
        rank[i] = place + 1
    for (group, value, i), (next_group, next_value, j) in pairwise(order):
        if group == next_group and isclose(value, next_value, rel_tol=SAME):
            rank[j] = rank[i]
    return rank


def _points(all_figures: Sequence[Figures], measures: Sequence[Measure]) -> list[list[float]]:
    return [[value for measure in measures if (value := each[measure]) is not None] for each in all_figures]


def better_than(i: int, points: Sequence[Sequence[float]], small: Sequence[bool], order: Sequence[int]) -> int | None:
    """Return the first design in `order` that is nowhere worse than design `i` and somewhere better.

    >>> better_than(1, [[1.0, 2.0], [2.0, 2.0], [0.0, 5.0]], [False] * 3, range(3))
    0
    """
    for j in order:
        if j == i or small[j]:
            continue
        pairs = list(zip(points[j], points[i], strict=True))
        if all(a <= b or isclose(a, b, rel_tol=SAME) for a, b in pairs) and any(
            a < b and not isclose(a, b, rel_tol=SAME) for a, b in pairs
        ):
            return j
    return None


def too_small(result: Result) -> bool:
    """Say whether a plant leaves heat in the halls."""
    unmet, heat = result.cooling.unmet_kwh, result.cooling.heat_kwh
    return bool(unmet and heat and unmet > UNMET_TOLERANCE * heat)
