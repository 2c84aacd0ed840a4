"""Two figures against each other, and the front: the designs of which none is better in both."""

from __future__ import annotations

from dcenergy.report import words
from dcenergy.report.blocks import Figure, Key, Section, Table
from dcenergy.report.charts.scatter import Point, scatter
from dcenergy.report.comparison import naming
from dcenergy.report.comparison.columns import Column, measured
from dcenergy.study.compare import Comparison

FEWEST = 3
"""Designs that make a chart: of two, the ranking says as much."""


def tradeoff(comparison: Comparison) -> Section | None:
    """Return the section with the front; None where the designs are few or alike, or share no two figures."""
    if comparison.axes is None or len(comparison.designs) < FEWEST:
        return None
    x, y = (measured(comparison, measure) for measure in comparison.axes)
    if not (x.tells or y.tells):
        return None
    lead = "Down and to the left is better. Of the designs on the front, none is better in both figures than another."
    return Section("front", "Trade-off", lead, (figure(comparison, x, y),))


def figure(comparison: Comparison, x: Column, y: Column) -> Figure:
    """Draw designs on the plane of two figures."""
    points = [_point(comparison, i, x, y) for i in range(len(comparison.designs))]
    on_front = [i for i, standing in enumerate(comparison.standings) if standing.front]
    order = on_front + [i for i in range(len(points)) if i not in on_front]
    title = _title(comparison, on_front, x, y)
    steps = (Key("line-front", "front"),) if any(points[i].kind == "dot-front" for i in on_front) else ()
    return Figure(
        id="tradeoff",
        title=title,
        subtitle=f"{x.name} (across) against {y.name.lower()} (up), of {naming.basis(comparison)}"
        + naming.named_by(comparison),
        description=f"{title}. The table holds every value.",
        chart=scatter(
            [points[i] for i in order],
            [points[i] for i in on_front],
            f"{x.name}, {x.unit}",
            f"{y.name}, {y.unit}",
        ),
        table=Table(
            f"{x.name} and {y.name.lower()} of every design",
            ("Design", f"{x.name}, {x.unit}", f"{y.name}, {y.unit}", "Front"),
            tuple(
                (
                    naming.numbered(comparison, i),
                    x.number(i),
                    y.number(i),
                    "yes" if comparison.standings[i].front else "no",
                )
                for i in range(len(points))
            ),
        ),
        keys=naming.keys(comparison) + steps,
        note="Numbers are ranks; where dots crowd, some go without, and the table names them all."
        if len(points) > 2
        else "",
    )


def _point(comparison: Comparison, i: int, x: Column, y: Column) -> Point:
    across, up = x.values[i], y.values[i]
    if across is None or up is None:
        raise TypeError("an axis of the front is determined by every design")
    name = comparison.designs[i].name
    return Point(
        number=naming.number(i),
        name=naming.numbered(comparison, i),
        x=across / x.factor,
        y=up / y.factor,
        kind=naming.kind(comparison, i),
        title=f"{name}: {x.text(across)}, {y.text(up)}",
    )


def _title(comparison: Comparison, on_front: list[int], x: Column, y: Column) -> str:
    across, up = x.name.lower(), y.name.lower()
    if not on_front:
        return "No plant here removes all heat"
    if len(on_front) == 1:
        return f"{comparison.designs[on_front[0]].name} is best in both {across} and {up}"
    count = len(comparison.designs)
    first = min(on_front, key=lambda i: x.values[i] or 0.0)
    last = min(on_front, key=lambda i: y.values[i] or 0.0)
    if x.is_best(first) and y.is_best(first):
        return f"{len(on_front)} of {count} designs are best in both {across} and {up}"
    dearer = (x.values[last] or 0.0) / (x.values[first] or 1.0) - 1
    saved = 1 - (y.values[last] or 0.0) / (y.values[first] or 1.0)
    return (
        f"{len(on_front)} of {count} designs stand on the front: "
        f"{words.whole_share(saved)} less {up} for {words.whole_share(dearer)} more {across}"
    )
