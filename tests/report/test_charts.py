"""Charts draw what they are given: every mark inside its plot, every length in proportion."""

import math
import re
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dcenergy.report.charts.columns import Series, columns
from dcenergy.report.charts.heat_map import heat_map, steps
from dcenergy.report.charts.lines import Line, lines
from dcenergy.report.charts.marks import PATH_WIDTH, Chart, spread
from dcenergy.report.charts.rows import Bar, Row, rows
from dcenergy.report.charts.sankey import FLOW_HEIGHT, Node, sankey
from dcenergy.report.charts.scales import ticks

MONTHS = [str(month) for month in range(1, 13)]
amounts = st.just(0.0) | st.floats(1e-6, 1e9)  # nothing, or more than a milliwatt-hour
FUZZ = 1e-6  # of a per cent or a pixel: rounding of the last bits


def assert_inside(chart: Chart) -> None:
    """Every mark but the labels beside the plot lies in 0..100 % and 0..height."""
    for rect in chart.rects:
        assert -FUZZ <= rect.x <= rect.x + rect.width <= 100 + 1  # a bar too short to see is drawn 0.15 % wide
        assert -FUZZ <= rect.y <= rect.y + rect.height <= chart.height + FUZZ
    for rule in chart.rules:
        assert all(-FUZZ <= x <= 100 + FUZZ for x in (rule.x1, rule.x2))
        assert all(-FUZZ <= y <= chart.height + FUZZ for y in (rule.y1, rule.y2))
    for label in chart.labels:
        assert 0 <= label.x <= 100
        assert 0 < label.y <= chart.height
    for path in chart.paths:
        assert "nan" not in path.d
        assert "inf" not in path.d


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (0, 1, (0, 0.2, 0.4, 0.6, 0.8, 1)),
        (0, 97, (0, 20, 40, 60, 80, 100)),
        (1, 1.14, (1, 1.05, 1.1, 1.15)),
        (-8, 35, (-10, 0, 10, 20, 30, 40)),
        (0, 0, (0, 1)),
    ],
)
def test_ticks_are_round(low, high, expected):
    assert ticks(low, high) == pytest.approx(expected)


@given(st.floats(-1e3, 1e3), st.floats(1e-3, 1e9), st.integers(2, 8))
def test_ticks_are_even_and_enclose(spans_from_zero, span, wanted):
    low = spans_from_zero * span
    marks = ticks(low, low + span, wanted)
    step = marks[1] - marks[0]
    # 1e-6 of a step: the last of a tick's twelve digits, some thousand steps from zero
    assert marks[0] <= low + 1e-6 * step
    assert marks[-1] >= low + span - 1e-6 * step
    assert np.diff(marks) == pytest.approx(step, rel=1e-6)
    assert len(marks) <= wanted + 3


@given(st.lists(st.lists(amounts, min_size=12, max_size=12), min_size=1, max_size=6))
def test_columns_stay_inside_and_in_proportion(series):
    chart = columns([Series("fans", values) for values in series], MONTHS)
    assert_inside(chart)
    drawn = [rect.height for rect in chart.rects]
    given_values = [value for month in range(12) for each in series if (value := each[month]) > 0]
    assert len(drawn) == len(given_values)
    if given_values and max(given_values) > 0:
        largest = int(np.argmax(given_values))
        ratio = drawn[largest] / given_values[largest]
        # relative to the plot's height of some 200 px, sums lose up to 1e-10 px
        assert drawn == pytest.approx([value * ratio for value in given_values], abs=1e-6)


def test_columns_of_full_months_reach_the_given_top():
    chart = columns([Series("mode-full", [100.0] * 12)], MONTHS, top=100.0)
    top_rule = min(rule.y1 for rule in chart.rules)
    assert {rect.y for rect in chart.rects} == {top_rule}


def test_heat_map_draws_every_cell_once():
    values = np.add.outer(np.arange(12.0), np.arange(24.0))
    chart = heat_map(values, MONTHS, least=0.001)
    widths = [float(h) for path in chart.paths for h in re.findall(r"h([\d.]+)v", path.d)]
    assert sum(widths) == pytest.approx(12 * PATH_WIDTH, abs=0.01 * len(widths))  # two decimals each
    assert [path.kind for path in chart.paths] == [f"step{i}" for i in range(7)]
    assert_inside(chart)


@given(st.lists(st.floats(1, 3), min_size=2, max_size=30))
def test_a_higher_value_never_takes_a_lower_step(values):
    ordered = steps(np.sort(np.array(values)), least=1e-6)
    assert (np.diff(ordered) >= 0).all()
    assert set(ordered.tolist()) <= set(range(7))


def test_values_that_print_alike_are_drawn_alike():
    values = 1.14 + np.random.default_rng(0).normal(0, 1e-8, (12, 24))
    assert len(heat_map(values, MONTHS, least=0.0005).paths) == 1


@example([0.0] * 364 + [5e-324])
@given(st.lists(st.floats(-30, 45), min_size=365, max_size=365))
def test_lines_stay_inside(values):
    months = [(30 * i, MONTHS[i]) for i in (0, 3, 6, 9)]
    chart = lines([Line("Air", "air", values), Line("Intake", "intake", values[::-1])], months, 250)
    assert_inside(chart)
    for path in chart.paths:
        points = [tuple(map(float, point.split())) for point in path.d.strip("M").split("L")]
        assert len(points) == 365
        assert all(0 <= x <= PATH_WIDTH and 0 <= y <= 250 for x, y in points)


@given(st.lists(st.floats(0, 0.5), min_size=1, max_size=9))
def test_a_waterfall_hangs_each_bar_on_the_last(parts):
    ends = [1 + sum(parts[: i + 1]) for i in range(len(parts))]
    bars = [Bar(end - part, end, "") for part, end in zip(parts, ends, strict=True)]
    chart = rows([Row("part", "fans", bar) for bar in bars], start=1.0, joined=True)
    assert_inside(chart)
    for upper, lower in pairwise(chart.rects):
        if upper.width > 0.15:  # shorter ones are drawn longer than they are
            assert upper.x + upper.width == pytest.approx(lower.x, abs=1e-6)


def test_bars_below_zero_stay_inside_and_zero_is_marked():
    chart = rows([Row("premium", "cost", Bar(0.0, -3.0, "-3")), Row("energy", "cost", Bar(0.0, 10.0, "10"))])
    assert_inside(chart)
    [zero] = [rule for rule in chart.rules if rule.kind == "axis"]
    below, above = chart.rects
    assert below.x + below.width == pytest.approx(zero.x1)
    assert above.x == pytest.approx(zero.x1)


@given(
    st.lists(st.floats(1e-6, 1e6), min_size=1, max_size=10), st.lists(st.floats(1e-6, 1e6), min_size=1, max_size=4)
)
def test_flows_are_as_wide_as_their_energy(uses, sources):
    whole = math.fsum(uses)
    scaled = [source * whole / math.fsum(sources) for source in sources]

    def nodes(energies):
        return [Node("n", "t", energy, "fans") for energy in energies]

    chart = sankey(nodes(scaled), Node("all", "", whole, "facility"), nodes(uses), ("a", "b", "c"))
    assert_inside(chart)
    facility, *others = chart.rects
    assert facility.height == FLOW_HEIGHT
    for rect, energy in zip(others, [*scaled, *uses], strict=True):
        # what is thinner than a pixel is drawn a pixel wide
        assert rect.height == pytest.approx(max(energy / whole * FLOW_HEIGHT, 1.0))


@given(st.lists(st.floats(0, 200), min_size=1, max_size=5))
def test_names_at_line_ends_do_not_overlap(wanted):
    placed = sorted(spread(wanted, gap=15.0, low=0.0, high=200.0))
    assert all(lower - upper >= 15.0 - 1e-9 for upper, lower in pairwise(placed))
    assert placed[0] >= 0
    assert placed[-1] <= 200
