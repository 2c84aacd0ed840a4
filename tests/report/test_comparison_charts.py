"""Charts of many designs: nothing collides, nothing leaves its chart, lengths are the figures."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dcenergy.report.charts.dots import DotRow, dots
from dcenergy.report.charts.lettering import shortened, width
from dcenergy.report.charts.marks import Chart, Label
from dcenergy.report.charts.scatter import NARROW, RIGHT, WIDE, Point, scatter
from dcenergy.report.charts.stacks import Piece, Stack, stacks

coordinates = st.floats(0.1, 1e6)
clouds = st.lists(st.tuples(coordinates, coordinates), min_size=1, max_size=50)


def points(cloud: list[tuple[float, float]]) -> list[Point]:
    return [
        Point(str(i + 1), f"{i + 1} · design of place {i}", x, y, "dot-other", "") for i, (x, y) in enumerate(cloud)
    ]


def box(label: Label, plot: float) -> tuple[float, float, float, float]:
    """Left, right, top and bottom of a text of 12 px: its letters rise some 9 px above the line and fall 3 below."""
    size = width(label.text)
    left = label.x * plot / 100 + label.dx - {"start": 0.0, "middle": size / 2, "end": size}[label.anchor]
    return left, left + size, label.y - 9, label.y + 3


def collisions(chart: Chart, kind: str, plot: float) -> list[tuple[str, str]]:
    boxes = [(label.text, box(label, plot)) for label in chart.labels if label.kind == kind]
    return [
        (a, b)
        for (a, (l1, r1, t1, b1)), (b, (l2, r2, t2, b2)) in combinations(boxes, 2)
        if l1 < r2 - 1e-6 and l2 < r1 - 1e-6 and t1 < b2 - 1e-6 and t2 < b1 - 1e-6
    ]


@given(clouds, st.floats(1, 6))
def test_labels_never_collide_however_wide_the_screen(cloud, wider):
    chart = scatter(points(cloud), [], "cost", "carbon")
    for kind, narrowest in (("wide", WIDE), ("narrow", NARROW)):
        plot = narrowest * wider
        assert collisions(chart, kind, plot) == []
        for label in chart.labels:
            if label.kind == kind:
                left, right, top, _ = box(label, plot)
                assert left >= -1e-6
                assert right <= plot + RIGHT + 1e-6
                assert top >= 0


@given(clouds)
def test_every_dot_is_on_the_plot_and_the_first_is_named(cloud):
    chart = scatter(points(cloud), [], "cost", "carbon")
    assert len(chart.dots) == len(cloud)
    assert all(0 <= dot.x <= 100 and 0 <= dot.y <= chart.height for dot in chart.dots)
    if len(cloud) == 1:
        assert {label.kind for label in chart.labels} >= {"wide", "narrow"}


def test_the_front_goes_by_steps():
    three = points([(1.0, 3.0), (2.0, 2.0), (3.0, 1.0)])
    [path] = scatter(three, three, "cost", "carbon").paths
    # three places and the two corners between them
    assert path.d.count("L") == 4


def test_pieces_are_as_long_as_their_values():
    rows = [
        Stack("a", [Piece("fans", 0.1), Piece("pumps", 0.2)], "1.3"),
        Stack("b", [Piece("fans", 0.2)], "1.2"),
    ]
    chart = stacks(rows, start=1.0)
    first, second, third = (rect.width for rect in chart.rects)
    assert second == pytest.approx(2 * first)
    assert third == pytest.approx(second)
    assert chart.rects[1].x == pytest.approx(chart.rects[0].x + first)


def test_pieces_below_nothing_go_to_the_left():
    chart = stacks([Stack("a", [Piece("fans", 2.0), Piece("pumps", -1.0)], "+1", sum=1.0)])
    fans, pumps = chart.rects
    assert pumps.x + pumps.width == pytest.approx(fans.x)
    assert pumps.width == pytest.approx(fans.width / 2)
    [total] = chart.dots
    assert total.x == pytest.approx(fans.x + fans.width / 2)


@given(st.lists(st.one_of(st.none(), st.floats(-1e9, 1e9)), min_size=1, max_size=50).filter(any))
def test_dots_stay_on_their_axis(values):
    rows = [DotRow(f"design {i}", value, "text", "dot-other") for i, value in enumerate(values)]
    chart = dots(rows)
    assert len(chart.dots) == sum(value is not None for value in values)
    assert all(-1e-6 <= dot.x <= 100 + 1e-6 and dot.y < chart.height for dot in chart.dots)


@given(st.text(max_size=80), st.floats(20, 300))
def test_shortened_text_fits(text, pixels):
    short = shortened(text, pixels)
    assert width(short) <= max(pixels, width("…"))
    assert short == text or short.endswith("…")
