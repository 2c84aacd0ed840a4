"""Designs beside each other: ranks and their intervals, dominance and the front. Arithmetic on figures."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, isclose

from dcenergy.result import Result
from dcenergy.study.measures import MEASURES, Figures, Measure
from dcenergy.study.scores import known, scores
from dcenergy.study.work import SAME

UNDONE_TOLERANCE = 1e-9
"""Heat or load that rounding may leave, as a share of all heat or load."""

Unranked = Mapping[Measure, Collection[int]]
"""Designs that a figure does not rank, as what it counts for them is unlike."""


@dataclass(frozen=True)
class Standing:
    """Position of a design in the comparison.

    `rank` is None where a figure that is ranked by is not determined, or does not compare like with like.
    Within the error of generated weather, the rank lies between `rank_low` and `rank_high`.
    """

    figures: Figures
    score: float | None
    rank: int | None
    rank_low: int | None
    rank_high: int | None
    unmet_share: float  # of the heat
    unserved_share: float  # of the facility's load
    dominated_by: int | None  # index of the first-ranked design that is nowhere worse and somewhere better
    front: bool

    @property
    def too_small(self) -> bool:
        """Whether the plant leaves heat in the halls."""
        return self.unmet_share > 0

    @property
    def is_behind(self) -> bool:
        """Whether it leaves heat or load undone, and so is ranked behind all that do not."""
        return self.undone > 0

    @property
    def undone(self) -> float:
        """Share of its task that it leaves undone, in steps of a per cent."""
        return undone(self.unmet_share, self.unserved_share)


def standings(
    results: Sequence[Result],
    all_figures: Sequence[Figures],
    by: Mapping[Measure, float],
    reference: int = 0,
    unranked: Unranked | None = None,
    errors: Sequence[Sequence[float]] | None = None,
) -> list[Standing]:
    """Return where every design stands, in the order of the designs.

    A design that leaves heat in the halls or load unserved is ranked behind all that do their task, neither
    dominates one nor stands on the front.

    Parameters
    ----------
    unranked : designs that a figure does not rank
    errors : of the difference of two designs' scores, by both; by default none
    """
    unmet, unserved = [unmet_share(each) for each in results], [unserved_share(each) for each in results]
    left = [undone(*pair) for pair in zip(unmet, unserved, strict=True)]
    out = {i for measure in by for i in (unranked or {}).get(measure, ())}
    score = scores(all_figures, by, reference)
    ranked_score = [None if i in out else value for i, value in enumerate(score)]
    rank = ranks(ranked_score, left)
    span = intervals(ranked_score, left, errors)
    like = shared(all_figures, unranked or {})
    pair = axes(like)
    plane, all_points = _points(all_figures, pair or ()), _points(all_figures, like)
    order = sorted(range(len(results)), key=lambda i: (rank[i] or len(results) + 1, i))
    return [
        Standing(
            figures=all_figures[i],
            score=score[i],
            rank=rank[i],
            rank_low=span[i][0],
            rank_high=span[i][1],
            unmet_share=unmet[i],
            unserved_share=unserved[i],
            dominated_by=better_than(i, all_points, left, order),
            front=pair is not None and not left[i] and better_than(i, plane, left, order) is None,
        )
        for i in range(len(results))
    ]


def shared(all_figures: Sequence[Figures], unranked: Unranked) -> tuple[Measure, ...]:
    """Return the figures that all designs determine, like with like."""
    return tuple(each for each in MEASURES if known(all_figures, each) and not unranked.get(each))


def axes(like: Collection[Measure]) -> tuple[Measure, Measure] | None:
    """Return the two figures that the front weighs: cost against carbon; energy for what is not known, then water.

    None where the designs share no two figures.
    """
    order: tuple[Measure, ...] = ("cost", "energy", "carbon", "water")
    ready: list[Measure] = [each for each in ("cost", "carbon") if each in like]
    ready += [each for each in order if each not in ready and each in like]
    if len(ready) < 2:
        return None
    first, second = sorted(ready[:2], key=order.index)
    return first, second


def ranks(score: Sequence[float | None], undone: Sequence[float]) -> list[int | None]:
    """Return ranks from 1; those that leave more undone come after those that leave less, equal scores share a rank.

    >>> ranks([2.0, 1.0, 1.0, None, 0.5], [0, 0, 0, 0, 0.1])
    [3, 1, 1, None, 4]
    """
    order = sorted((undone[i], value, i) for i, value in enumerate(score) if value is not None)
    rank: list[int | None] = [None] * len(score)
    for place, (_, _, i) in enumerate(order):
        rank[i] = place + 1
    for (group, value, i), (next_group, next_value, j) in pairwise(order):
        if _equal(group, next_group) and _equal(value, next_value):
            rank[j] = rank[i]
    return rank


def intervals(
    score: Sequence[float | None], undone: Sequence[float], errors: Sequence[Sequence[float]] | None = None
) -> list[tuple[int | None, int | None]]:
    """Return the lowest and highest rank of every design, within the errors of the differences of scores.

    >>> intervals([1.0, 1.0, 2.0, None], [0, 0, 0, 0])
    [(1, 2), (1, 2), (3, 3), (None, None)]
    """
    ranked = [i for i, value in enumerate(score) if value is not None]

    def is_ahead(i: int, j: int) -> bool:
        if not _equal(undone[i], undone[j]):
            return undone[i] < undone[j]
        own, other = score[i] or 0.0, score[j] or 0.0
        return own < other and not _equal(own, other) and other - own > (errors[i][j] if errors else 0.0)

    def span(i: int) -> tuple[int | None, int | None]:
        if score[i] is None:
            return None, None
        before = sum(is_ahead(j, i) for j in ranked)
        behind = sum(is_ahead(i, j) for j in ranked)
        return 1 + before, len(ranked) - behind

    return [span(i) for i in range(len(score))]


def _equal(a: float, b: float) -> bool:
    return isclose(a, b, rel_tol=SAME)


def _points(all_figures: Sequence[Figures], measures: Sequence[Measure]) -> list[list[float]]:
    return [[value for measure in measures if (value := each[measure]) is not None] for each in all_figures]


def better_than(
    i: int, points: Sequence[Sequence[float]], undone: Sequence[float], order: Sequence[int]
) -> int | None:
    """Return the first design in `order` that is nowhere worse than design `i` and somewhere better.

    >>> better_than(1, [[1.0, 2.0], [2.0, 2.0], [0.0, 5.0]], [0.0] * 3, range(3))
    0
    """
    for j in order:
        if j == i or undone[j]:
            continue
        pairs = list(zip(points[j], points[i], strict=True))
        if all(a <= b or _equal(a, b) for a, b in pairs) and any(a < b and not _equal(a, b) for a, b in pairs):
            return j
    return None


def unmet_share(result: Result) -> float:
    """Return the share of the heat that a plant leaves in the halls; 0 for rounding."""
    unmet, heat = result.cooling.unmet_kwh, result.cooling.heat_kwh
    share = unmet / heat if unmet and heat else 0.0
    return share if share > UNDONE_TOLERANCE else 0.0


def unserved_share(result: Result) -> float:
    """Return the share of the facility's load that nothing carries while the grid is out; 0 for rounding."""
    unserved, load = float(result.power.unserved_kw.sum()), float(result.power.load_kw.sum())
    share = unserved / load if load else 0.0
    return share if share > UNDONE_TOLERANCE else 0.0


def undone(unmet: float, unserved: float) -> float:
    """Return what a design leaves undone in whole per cent, so that designs alike in it are ranked by their figures.

    >>> undone(0.0, 0.0), undone(0.0, 0.1424) == undone(0.1425, 0.0)
    (0.0, True)
    """
    return ceil(max(unmet, unserved) * 100) / 100
