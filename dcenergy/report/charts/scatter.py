"""Designs as dots on two axes, the front through the best of them, and labels that never collide."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from dcenergy.report.charts.columns import value_axis
from dcenergy.report.charts.lettering import shortened, width
from dcenergy.report.charts.marks import Anchor, Chart, Dot, Label, Path, Rule, line
from dcenergy.report.charts.scales import Scale, decimals, ticks

HEIGHT = 400.0
LEFT, RIGHT = 46.0, 14.0
TOP, FOOT = 14.0, 42.0
RADIUS = 5.0
LETTER_HEIGHT = 14.0
TICK_TOP = 7.0
"""Pixels below the plot in which no number of the axis stands."""
NARROW, WIDE = 210.0, 590.0
"""Pixels of the plot on the narrowest screen, and where the sheet shows the labels `wide`."""
LONGEST = 200.0
"""Pixels of a name."""
EDGE = 0.06
"""Share of the axis kept free at both ends."""


@dataclass(frozen=True)
class Point:
    """One design: its number and name, and its place in values of the axes."""

    number: str
    name: str
    x: float
    y: float
    kind: str
    title: str


def scatter(points: Sequence[Point], front: Sequence[Point], x_title: str, y_title: str) -> Chart:
    """Draw the points, the front as steps through its own, and as many labels as fit; earlier points first."""
    x_marks, x = _axis([point.x for point in points], 0.0, 100.0)
    y_marks, y = _axis([point.y for point in points], HEIGHT - FOOT, TOP)
    rules, labels = value_axis(y_marks, y)
    places = decimals(x_marks)
    ends = {x_marks[0]: "start", x_marks[-1]: "end"}
    labels += tuple(
        Label(x(mark), HEIGHT - FOOT + 17, f"{mark:,.{places}f}", "tick", _anchor(ends.get(mark, "middle")))
        for mark in x_marks
    )
    rules += tuple(Rule(x(mark), TOP, x(mark), HEIGHT - FOOT, "grid") for mark in x_marks)
    labels += (
        Label(100, HEIGHT - 6, f"{x_title} →", "head", "end"),
        Label(0, 4, f"↑ {y_title}", "head", dx=-LEFT),
    )
    dots = [Dot(x(point.x), y(point.y), RADIUS, point.kind, point.title) for point in points]
    paths = (Path(_steps(front, x, y), "line-front"),) if len(front) > 1 else ()
    names = [(point.name, dot) for point, dot in zip(points, dots, strict=True)]
    numbers = [(point.number, dot) for point, dot in zip(points, dots, strict=True)]
    lined = front if len(front) > 1 else ()
    sides = [BESIDE_LINE if point in lined else SIDES for point in points]
    labels += tuple(_placed(names, numbers, sides, WIDE, "wide")) + tuple(
        _placed(numbers, (), sides, NARROW, "narrow")
    )
    return Chart(HEIGHT, LEFT, RIGHT, rules=rules, paths=paths, dots=tuple(reversed(dots)), labels=labels)


def _anchor(name: str) -> Anchor:
    anchors: dict[str, Anchor] = {"start": "start", "end": "end"}
    return anchors.get(name, "middle")


def _axis(values: Sequence[float], start: float, end: float) -> tuple[tuple[float, ...], Scale]:
    low, high = min(values), max(values)
    margin = (high - low) * EDGE or abs(high) * EDGE or 1.0
    marks = ticks(max(low - margin, 0.0) if low >= 0 else low - margin, high + margin, wanted=4)
    return marks, Scale(marks[0], marks[-1], start, end)


def _steps(front: Sequence[Point], x: Scale, y: Scale) -> str:
    """Return the path of what is not bettered: along one axis, then along the other."""
    ordered = sorted(front, key=lambda point: (point.x, -point.y))
    corners: list[tuple[float, float]] = []
    for point in ordered:
        if corners:
            corners.append((x(point.x), corners[-1][1]))
        corners.append((x(point.x), y(point.y)))
    return line(corners)


@dataclass(frozen=True)
class _Box:
    """Room that a label or a dot takes: pixels beside `anchor`, a share of a plot of any width."""

    anchor: float  # per cent
    left: float
    right: float
    top: float
    bottom: float

    def clear_of(self, other: _Box, plot: float) -> bool:
        """Say whether two boxes are apart on a plot of this width and on every wider one.

        Above one another they stay apart; side by side they do where they stand in the order
        of their anchors, as anchors only move away from each other.
        """
        if self.bottom <= other.top or other.bottom <= self.top:
            return True
        first, second = (self, other) if self.anchor <= other.anchor else (other, self)
        if first.anchor == second.anchor:
            return first.right <= second.left or second.right <= first.left
        return first.anchor * plot / 100 + first.right <= second.anchor * plot / 100 + second.left

    def inside(self, plot: float) -> bool:
        """Say whether the box stays on a chart of this width."""
        x = self.anchor * plot / 100
        across = x + self.left >= 0 and x + self.right <= plot + RIGHT
        return across and self.top >= 0 and self.bottom <= HEIGHT - FOOT + TICK_TOP


Side = Literal["right", "left", "above", "below"]
SIDES: tuple[Side, ...] = ("right", "left", "above", "below")
BESIDE_LINE: tuple[Side, ...] = ("left", "below", "above", "right")
"""The front comes to a dot from above, and leaves it to the right."""

GAP = RADIUS + 3


def _placed(
    first: Sequence[tuple[str, Dot]],
    second: Sequence[tuple[str, Dot]],
    sides: Sequence[tuple[Side, ...]],
    plot: float,
    kind: str,
) -> list[Label]:
    """Return labels for as many dots as have room, the first text if it fits, else the second."""
    taken = [_Box(dot.x, -RADIUS, RADIUS, dot.y - RADIUS, dot.y + RADIUS) for _, dot in first]
    labels: list[Label] = []
    for i, (text, dot) in enumerate(first):
        others = taken[:i] + taken[i + 1 :]
        for words in (shortened(text, LONGEST), *(each for each, _ in second[i : i + 1])):
            side = next((side for side in sides[i] if _fits(_box(words, dot, side), others, plot)), None)
            if side:
                taken.append(_box(words, dot, side))
                labels.append(_label(words, dot, side, kind))
                break
    return labels


def _fits(box: _Box, others: Sequence[_Box], plot: float) -> bool:
    return box.inside(plot) and all(box.clear_of(other, plot) for other in others)


def _box(text: str, dot: Dot, side: Side) -> _Box:
    size, half = width(text), LETTER_HEIGHT / 2
    match side:
        case "right":
            return _Box(dot.x, GAP, GAP + size, dot.y - half, dot.y + half)
        case "left":
            return _Box(dot.x, -GAP - size, -GAP, dot.y - half, dot.y + half)
        case "above":
            return _Box(dot.x, -size / 2, size / 2, dot.y - GAP - LETTER_HEIGHT + 2, dot.y - GAP + 2)
        case "below":
            return _Box(dot.x, -size / 2, size / 2, dot.y + GAP - 2, dot.y + GAP + LETTER_HEIGHT - 2)


def _label(text: str, dot: Dot, side: Side, kind: str) -> Label:
    match side:
        case "right":
            return Label(dot.x, dot.y + 4, text, kind, "start", dx=GAP)
        case "left":
            return Label(dot.x, dot.y + 4, text, kind, "end", dx=-GAP)
        case "above":
            return Label(dot.x, dot.y - GAP - 1, text, kind, "middle")
        case "below":
            return Label(dot.x, dot.y + GAP + 9, text, kind, "middle")
