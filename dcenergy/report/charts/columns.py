"""Columns by month, stacked from parts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dcenergy.report.charts.marks import Chart, Label, Rect, Rule
from dcenergy.report.charts.scales import Scale, decimals, ticks

LEFT = 38.0
TOP, FOOT = 14.0, 24.0
FILL = 0.76
"""Share of a column's room that it fills."""


@dataclass(frozen=True)
class Series:
    """One part of every column."""

    kind: str
    values: Sequence[float]


def columns(series: Sequence[Series], names: Sequence[str], height: float = 240.0, top: float | None = None) -> Chart:
    """Stack the series over each name, from 0 up; `top` fixes the scale's end."""
    sums = [sum(column) for column in zip(*(each.values for each in series), strict=True)]
    marks = ticks(0.0, top if top is not None else max(sums), wanted=5)
    y = Scale(0.0, marks[-1], height - FOOT, TOP)
    room = 100 / len(names)
    rects: list[Rect] = []
    for i in range(len(names)):
        base = 0.0
        for each in series:
            value = each.values[i]
            if value > 0:
                x = room * (i + (1 - FILL) / 2)
                rects.append(Rect(x, y(base + value), room * FILL, y(base) - y(base + value), f"{each.kind} stacked"))
            base += value
    labels = [Label(room * (i + 0.5), height - 8, name, "tick", "middle") for i, name in enumerate(names)]
    rules, tick_labels = value_axis(marks, y)
    return Chart(height, LEFT, rules=rules, rects=tuple(rects), labels=(*tick_labels, *labels))


def value_axis(marks: tuple[float, ...], y: Scale) -> tuple[tuple[Rule, ...], tuple[Label, ...]]:
    """Return a level line at every tick, and its number left of it; the line at the scale's start is stronger."""
    places = decimals(marks)
    rules = tuple(Rule(0, y(mark), 100, y(mark), "axis" if mark == y.low else "grid") for mark in marks)
    labels = tuple(Label(0, y(mark) + 4, f"{mark:,.{places}f}", "tick", "end", dx=-6) for mark in marks)
    return rules, labels
