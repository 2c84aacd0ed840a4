"""Rows of stacked bars on one axis: what designs are made of, or what makes them differ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import isclose

from dcenergy.report.charts.lettering import shortened
from dcenergy.report.charts.marks import Anchor, Chart, Dot, Label, Rect, Rule
from dcenergy.report.charts.scales import Scale, decimals, ticks

HEAD = 24.0
FIGURES = 62.0
ROOMY, DENSE = 36.0, 16.0
"""Pixels of a row: with its name above the bar, or left of it."""
MANY = 20
"""More rows than these are dense."""
BAR = 13.0
NAMES = 118.0
LEAST = 0.05
"""Per cent of the width below which a piece is not drawn."""
LONGEST = 285.0
"""Pixels of a name above its bar, on the narrowest screen."""


@dataclass(frozen=True)
class Piece:
    """A part of a row; below 0 it goes to the left."""

    kind: str
    value: float


@dataclass(frozen=True)
class Stack:
    """One row: its name, its parts, and the figure that they come to."""

    name: str
    pieces: Sequence[Piece]
    text: str
    strong: bool = False
    sum: float | None = None  # marked with a dot, where parts go both ways


def stacks(content: Sequence[Stack], start: float = 0.0) -> Chart:
    """Draw the rows on one axis; parts above 0 grow to the right of `start`, those below to the left."""
    ends = [end for row in content for end in _ends(row, start)]
    marks = ticks(min(start, *ends), max(start, *ends), wanted=4)
    x = Scale(marks[0], marks[-1], 0.0, 100.0)
    dense = len(content) > MANY
    room, left = (DENSE, NAMES) if dense else (ROOMY, 0.0)
    height = HEAD + room * len(content) + 2
    places = decimals(marks)
    rules = [
        Rule(x(mark), HEAD - 6, x(mark), height, "axis" if isclose(mark, start, abs_tol=1e-9) else "grid")
        for mark in marks
    ]
    labels = [
        Label(x(mark), 11, f"{mark:,.{places}f}".replace("-", "−"), "tick", _anchor(x(mark), left)) for mark in marks
    ]
    rects: list[Rect] = []
    dots: list[Dot] = []
    for i, row in enumerate(content):
        top = HEAD + room * i + (2 if dense else 18)
        weight = "strong" if row.strong else "label"
        name = shortened(row.name, NAMES - 12 if dense else LONGEST)
        labels.append(Label(0, top + (10 if dense else -5), name, weight, dx=-left))
        labels.append(Label(100, top + 10, row.text, weight, "end", dx=FIGURES))
        rects += _bars(row, start, x, top)
        if row.sum is not None:
            dots.append(Dot(x(start + row.sum), top + BAR / 2, 3.5, "dot-sum"))
    return Chart(
        height, left, FIGURES, rules=tuple(rules), rects=tuple(rects), dots=tuple(dots), labels=tuple(labels)
    )


def _anchor(x: float, left: float) -> Anchor:
    return "start" if x == 0 and not left else "middle"


def _ends(row: Stack, start: float) -> tuple[float, float]:
    """Return how far a row reaches to the left and to the right."""
    right = sum(piece.value for piece in row.pieces if piece.value > 0)
    left = sum(piece.value for piece in row.pieces if piece.value < 0)
    return start + left, start + right


def _bars(row: Stack, start: float, x: Scale, top: float) -> list[Rect]:
    rects: list[Rect] = []
    right = left = start
    for piece in row.pieces:
        if piece.value > 0:
            a, right = right, right + piece.value
            b = right
        else:
            b, left = left, left + piece.value
            a = left
        if x(b) - x(a) >= LEAST:
            rects.append(Rect(x(a), top, x(b) - x(a), BAR, f"{piece.kind} stacked"))
    return rects
