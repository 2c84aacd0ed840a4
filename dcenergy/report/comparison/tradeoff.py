"""Two figures against each other, and the front: the designs of which none is better in both."""

from __future__ import annotations

from dcenergy.language import _
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
    lead = _(
        "Down and to the left is better. Of the designs on the front, none is better in both figures than another."
    )
    return Section("front", _("Trade-off"), lead, (figure(comparison, x, y),))


def figure(comparison: Comparison, x: Column, y: Column) -> Figure:
    """Draw designs on the plane of two figures."""
    points = [_point(comparison, i, x, y) for i in range(len(comparison.designs))]
    on_front = [i for i, standing in enumerate(comparison.standings) if standing.front]
    order = on_front + [i for i in range(len(points)) if i not in on_front]
    title = _title(comparison, on_front, x, y)
    across, up = (_("{name}, {unit}", name=each.name, unit=each.unit) for each in (x, y))
    steps = (Key("line-front", _("front")),) if any(points[i].kind == "dot-front" for i in on_front) else ()
    return Figure(
        id="tradeoff",
        title=title,
        subtitle=naming.named_by(
            comparison,
            _(
                "{x} (across) against {y} (up), of {basis}",
                x=x.name,
                y=words.inside(y.name),
                basis=naming.basis(comparison),
            ),
        ),
        description=_("{sentence}. The table holds every value.", sentence=title),
        chart=scatter(
            [points[i] for i in order],
            [points[i] for i in on_front],
            across,
            up,
        ),
        table=Table(
            _("{x} and {y} of every design", x=x.name, y=words.inside(y.name)),
            (_("Design"), across, up, _("Front")),
            tuple(
                (
                    naming.numbered(comparison, i),
                    x.number(i),
                    y.number(i),
                    _("yes") if comparison.standings[i].front else _("no"),
                )
                for i in range(len(points))
            ),
        ),
        keys=naming.keys(comparison) + steps,
        note=_("Numbers are ranks; where dots crowd, some go without, and the table names them all.")
        if len(points) > 2
        else "",
    )


def _point(comparison: Comparison, i: int, x: Column, y: Column) -> Point:
    across, up = x.values[i], y.values[i]
    if across is None or up is None:
        raise TypeError("an axis of the front is determined by every design")
    name = naming.full(comparison, i)
    return Point(
        number=naming.number(comparison, i),
        name=naming.numbered(comparison, i),
        x=across / x.factor,
        y=up / y.factor,
        kind=naming.kind(comparison, i),
        title=_("{design}: {x}, {y}", design=name, x=x.text(across), y=y.text(up)),
    )


def _title(comparison: Comparison, on_front: list[int], x: Column, y: Column) -> str:
    across, up = words.inside(x.name), words.inside(y.name)
    if not on_front:
        return _("No plant here removes all heat")
    if len(on_front) == 1:
        best = naming.full(comparison, on_front[0])
        return _("{design} is best in both {x} and {y}", design=best, x=across, y=up)
    count = len(comparison.designs)
    first = min(on_front, key=lambda i: x.values[i] or 0.0)
    last = min(on_front, key=lambda i: y.values[i] or 0.0)
    if x.is_best(first) and y.is_best(first):
        return _(
            "{some} of {count} designs are best in both {x} and {y}", some=len(on_front), count=count, x=across, y=up
        )
    dearer = (x.values[last] or 0.0) / (x.values[first] or 1.0) - 1
    saved = 1 - (y.values[last] or 0.0) / (y.values[first] or 1.0)
    return _(
        "{some} of {count} designs stand on the front: {less} less {y} for {more} more {x}",
        some=len(on_front),
        count=count,
        less=words.whole_share(saved),
        y=up,
        more=words.whole_share(dearer),
        x=across,
    )
