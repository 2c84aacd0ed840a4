"""Rows of bars along one axis, each with its name and its figures: comparisons and waterfalls."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import isclose

from dcenergy.language import Message
from dcenergy.report.charts.marks import Chart, Label, Rect, Rule
from dcenergy.report.charts.scales import Scale, decimals, ticks

NAMES = 116.0
FIGURES = 54.0
"""Pixels of a column of figures."""
HEADS = (Message("Design"), Message("Baseline"))
HEAD, ROW = 24.0, 32.0
BAR, THIN = 13.0, 5.0


@dataclass(frozen=True)
class Bar:
    """A bar from one value to another, and the figure that says how long it is."""

    start: float
    end: float
    text: str


@dataclass(frozen=True)
class Row:
    """One row: the design's bar, and under it the baseline's where there is one."""

    name: str
    kind: str
    bar: Bar | None
    other: Bar | None = None
    strong: bool = False


def rows(
    content: Sequence[Row],
    *,
    start: float = 0.0,
    other_named: bool = False,
    joined: bool = False,
) -> Chart:
    """Draw the rows on one axis that begins at `start`.

    Parameters
    ----------
    other_named : whether there is a second bar and a second column of figures
    joined : whether each bar hangs on the end of the one above it, as in a waterfall
    """
    bars = [bar for row in content for bar in (row.bar, row.other) if bar]
    marks = ticks(min([start, *(bar.end for bar in bars)]), max([start, *(bar.end for bar in bars)]), wanted=4)
    x = Scale(marks[0], marks[-1], 0.0, 100.0)
    height = HEAD + ROW * len(content)
    rects: list[Rect] = []
    labels = _axis_labels(marks, x)
    if other_named:
        labels += [Label(100, 11, head, "head", "end", dx=FIGURES * (i + 1)) for i, head in enumerate(HEADS)]
    for i, row in enumerate(content):
        top = HEAD + ROW * i
        weight = "strong" if row.strong else "label"
        labels.append(Label(0, top + 18, row.name, weight, dx=-NAMES))
        if row.bar:
            rects.append(_rect(row.bar, x, top + 7, BAR, row.kind))
            labels.append(Label(100, top + 18, row.bar.text, weight, "end", dx=FIGURES))
        if row.other:
            rects.append(_rect(row.other, x, top + 7 + BAR + 2, THIN, "baseline"))
            labels.append(Label(100, top + 18, row.other.text, "quiet", "end", dx=2 * FIGURES))
    rules = [
        Rule(x(mark), HEAD - 6, x(mark), height, "axis" if isclose(mark, start, abs_tol=1e-9) else "grid")
        for mark in marks
    ]
    if joined:
        rules += _joints([row.bar for row in content], x)
    right = FIGURES * (2 if other_named else 1)
    return Chart(height, NAMES, right, rules=tuple(rules), rects=tuple(rects), labels=tuple(labels))


def _rect(bar: Bar, x: Scale, y: float, height: float, kind: str) -> Rect:
    left, right = sorted((x(bar.start), x(bar.end)))
    return Rect(left, y, max(right - left, 0.15), height, kind)


def _axis_labels(marks: tuple[float, ...], x: Scale) -> list[Label]:
    places = decimals(marks)
    return [Label(x(mark), 11, f"{mark:,.{places}f}", "tick", "middle") for mark in marks]


def _joints(bars: Sequence[Bar | None], x: Scale) -> list[Rule]:
    """Join the end of each bar to the start of the next."""
    ends = [(HEAD + ROW * i, bar) for i, bar in enumerate(bars) if bar]
    return [
        Rule(x(upper.end), y1 + 7 + BAR, x(upper.end), y2 + 7, "joint") for (y1, upper), (y2, _) in pairwise(ends)
    ]
