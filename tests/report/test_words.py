"""Numbers in words: nothing is rounded into a claim it does not hold."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dcenergy.report import words


def read(text: str) -> float:
    """The number that a reader sees."""
    return float(re.sub(r"[^\d.−]", "", text).replace("−", "-"))


@given(st.floats(1e-6, 1e12))
def test_three_digits_are_right_to_half_a_per_cent(value):
    # three significant digits: at worst 0.5 in 100
    assert read(words.number(value)) == pytest.approx(value, rel=0.005)


@given(st.floats(1e3, 1e13))
def test_a_unit_does_not_change_the_amount(value):
    number, unit = words.ENERGY.text(value).split(words.NBSP)
    factor = {"kWh": 1, "MWh": 1e3, "GWh": 1e6, "TWh": 1e9}[unit]
    assert read(number) * factor == pytest.approx(value, rel=0.005)
    assert 0.99 < read(number) < 1001 or unit == "TWh"


@given(st.floats(0, 1))
def test_a_share_is_all_or_nothing_only_where_it_is(value):
    assert (words.share(value) == f"100{words.NBSP}%") == (value == 1)
    assert (words.share(value) == f"0{words.NBSP}%") == (value == 0)


@pytest.mark.parametrize(
    "written",
    [
        words.number(None),
        words.fixed(None, 2),
        words.share(None),
        words.ENERGY.text(None),
        words.money(None, "EUR"),
        words.money(1.0, None),
    ],
)
def test_what_is_not_known_is_said_to_be_so(written):
    assert written == "not determined"


def test_a_difference_names_its_direction():
    assert words.against(80.0, 100.0, "100 GWh").startswith("20")
    assert "below baseline" in words.against(80.0, 100.0, "100 GWh")
    assert "above baseline" in words.against(120.0, 100.0, "100 GWh")
    assert words.against(None, 100.0, "100 GWh") == ""


def test_parts_are_written_to_the_same_decimal():
    step = words.ENERGY.step([100.2e6])
    assert [read(step.part(value, 100.2e6)) for value in (87.8e6, 6.66e6, 0.44e6)] == [87.8, 6.7, 0.4]
