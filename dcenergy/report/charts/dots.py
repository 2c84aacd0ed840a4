"""One figure of many designs: a dot a row on a common axis, which need not begin at 0."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dcenergy.report.charts.lettering import shortened
from dcenergy.report.charts.marks import Chart, Dot, Label, Rule
from dcenergy.report.charts.scales import Scale, decimals, ticks

NAMES, FIGURES = 118.0, 56.0
HEAD = 22.0
ROOMY, DENSE = 34.0, 16.0
"""Pixels of a row: with its name above the dot, or left of it."""
MANY = 12
"""More rows than these are dense."""
LONGEST = 260.0
"""Pixels of a name above its dot, on the narrowest screen."""
RADIUS = 4.5


@dataclass(frozen=True)
class DotRow:
    """One design: its name, and its figure where it has one."""

    name: str
    value: float | None
    text: str
    kind: str


def dots(content: Sequence[DotRow]) -> Chart:
    """Draw a dot for every row that has a value; the axis runs from the least to the most of them."""
    values = [row.value for row in content if row.value is not None]
    marks = ticks(min(values), max(values), wanted=3)
    x = Scale(marks[0], marks[-1], 0.0, 100.0)
    dense = len(content) > MANY
    room, left = (DENSE, NAMES) if dense else (ROOMY, 0.0)
    height = HEAD + room * len(content) + 2
    places = decimals(marks)
    labels = [
        Label(x(mark), 11, f"{mark:,.{places}f}", "tick", "start" if mark == marks[0] and not dense else "middle")
        for mark in _apart(marks)
    ]
    rules = [Rule(x(mark), HEAD - 6, x(mark), height, "grid") for mark in marks]
    points: list[Dot] = []
    for i, row in enumerate(content):
        middle = HEAD + room * (i + 0.5) + (0 if dense else 7)
        rules.append(Rule(0, middle, 100, middle, "grid"))
        if dense:
            labels.append(Label(0, middle + 4, shortened(row.name, NAMES - 12), "label", dx=-NAMES))
        else:
            labels.append(Label(0, middle - 9, shortened(row.name, LONGEST), "label"))
        labels.append(Label(100, middle + 4, row.text, "label" if row.value is not None else "quiet", "end", FIGURES))
        if row.value is not None:
            points.append(Dot(x(row.value), middle, RADIUS, row.kind, f"{row.name}: {row.text}"))
    return Chart(height, left, FIGURES, rules=tuple(rules), dots=tuple(points), labels=tuple(labels))


def _apart(marks: tuple[float, ...]) -> tuple[float, ...]:
    """Return the ticks that are named: all of few, the ends of many, so that they never touch."""
    return marks if len(marks) <= 3 else (marks[0], marks[-1])
