"""Lines through a year, named at their ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dcenergy.report.charts.columns import value_axis
from dcenergy.report.charts.marks import Chart, Label, Path, line, spread
from dcenergy.report.charts.scales import Scale, ticks

LEFT, RIGHT = 34.0, 58.0
TOP, FOOT = 14.0, 24.0
LABEL_GAP = 15.0
SHOWN_MONTHS = (0, 3, 6, 9)


@dataclass(frozen=True)
class Line:
    """A value for every day of the year."""

    name: str
    kind: str
    values: Sequence[float]


def lines(series: Sequence[Line], month_names: Sequence[str], month_starts: Sequence[int], height: float) -> Chart:
    """Draw the lines over the days of a year; `month_starts` are days counted from 0."""
    days = len(series[0].values)
    low, high = min(min(each.values) for each in series), max(max(each.values) for each in series)
    marks = ticks(min(low, 0.0), high)
    y = Scale(marks[0], marks[-1], height - FOOT, TOP)
    x = Scale(0.0, days - 1, 0.0, 100.0)
    paths = tuple(
        Path(line((x(day), y(value)) for day, value in enumerate(each.values)), f"line-{each.kind}")
        for each in series
    )
    ends = spread([y(each.values[-1]) + 4 for each in series], LABEL_GAP, TOP, height - FOOT + 4)
    names = [Label(100, end, each.name, f"name-{each.kind}", dx=8) for each, end in zip(series, ends, strict=True)]
    months = [Label(x(month_starts[i]), height - 6, month_names[i], "tick") for i in SHOWN_MONTHS]
    rules, tick_labels = value_axis(marks, y)
    return Chart(height, LEFT, RIGHT, rules=rules, paths=paths, labels=(*tick_labels, *months, *names))
