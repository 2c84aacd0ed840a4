"""Crossings of smooth, bent and broken functions."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from dcenergy.plant.crossing import crossing


@given(root=st.floats(0.01, 9.99), bend=st.floats(0.1, 3.0))
def test_smooth_functions(root: float, bend: float):
    # exp(b x) - exp(b root) crosses at `root`; 1e-8 is far below anything a plant can show
    found = crossing(lambda x: np.exp(bend * x) - np.exp(bend * root), np.array([0.0]), 10.0)
    assert abs(found[0] - root) < 1e-8


@given(root=st.floats(0.01, 9.99), slope=st.floats(0.1, 10.0))
def test_bent_functions(root: float, slope: float):
    found = crossing(lambda x: np.where(x < root, x - root, slope * (x - root)) - 1e-3, np.array([0.0]), 10.0)
    assert abs(found[0] - root - 1e-3 / slope) < 1e-3  # the last bracket


@given(root=st.floats(0.01, 9.99))
def test_jumps_end_where_the_excess_is_positive(root: float):
    found = crossing(lambda x: np.where(x < root, -1.0, 1.0), np.array([0.0]), 10.0)
    assert root <= found[0] <= root + 10 / 2**14


def test_what_never_crosses_stays_at_an_end():
    assert crossing(lambda x: x + 1, np.array([2.0]), 3.0)[0] == 2.0
    assert crossing(lambda x: x - 9, np.array([2.0]), 3.0)[0] == 3.0


def test_hours_are_independent():
    roots = np.linspace(0.1, 4.9, 50)
    np.testing.assert_allclose(crossing(lambda x: x**3 - roots**3, np.zeros(50), 5.0), roots, rtol=1e-9)
