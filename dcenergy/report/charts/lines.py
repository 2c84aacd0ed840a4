"""Lines through a year, or through several, named at their ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dcenergy.report.charts.columns import value_axis
from dcenergy.report.charts.marks import Chart, Label, Path, line, spread
from dcenergy.report.charts.scales import Scale, ticks

LEFT, RIGHT = 34.0, 58.0
TOP, FOOT = 14.0, 24.0
LABEL_GAP = 15.0


@dataclass(frozen=True)
class Line:
    """A value for every day, or for every year."""

    name: str
    kind: str
    values: Sequence[float]


def lines(series: Sequence[Line], times: Sequence[tuple[int, str]], height: float) -> Chart:
    """Draw the lines over their days or years; `times` are those that are named, counted from 0."""
    low, high = min(min(each.values) for each in series), max(max(each.values) for each in series)
    marks = ticks(min(low, 0.0), high)
    y = Scale(marks[0], marks[-1], height - FOOT, TOP)
    x = Scale(0.0, max(1, len(series[0].values) - 1), 0.0, 100.0)
    paths = tuple(
        Path(line((x(time), y(value)) for time, value in enumerate(each.values)), f"line-{each.kind}")
        for each in series
    )
    ends = spread([y(each.values[-1]) + 4 for each in series], LABEL_GAP, TOP, height - FOOT + 4)
    names = [Label(100, end, each.name, f"name-{each.kind}", dx=8) for each, end in zip(series, ends, strict=True)]
    named = [Label(x(time), height - 6, name, "tick") for time, name in times]
    rules, tick_labels = value_axis(marks, y)
    return Chart(height, LEFT, RIGHT, rules=rules, paths=paths, labels=(*tick_labels, *named, *names))
