"""Wind and water power against the laws they follow and makers' curves."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from sites import steady_weather

from dcenergy.errors import DesignError
from dcenergy.supply.hydro import RunOfRiver, power_kw
from dcenergy.supply.wind import Turbine, hub_wind_m_s, power_share, unit_yield_kw
from dcenergy.weather.hourly import calendar, no_weather

# Vestas V90-2.0 MW at 1.225 kg/m3, some points of the published curve [m/s, kW]
CURVE = {"curve_m_s": (4.0, 6.0, 8.0, 10.0, 12.0, 14.0, 25.0), "curve_share": (0.045, 0.175, 0.42, 0.755, 0.96, 1, 1)}


def windy(speed_m_s: float, temp_c: float = 15.0, altitude_m: float = 0.0):
    weather = steady_weather(temp_c, 0.5, altitude_m)
    return replace(weather, wind_m_s=np.full(weather.hours, speed_m_s))


def test_wind_grows_with_height_by_the_seventh_root():
    # the textbook rule: eight times as high, 8 ** (1/7) = 1.346 as fast
    turbine = Turbine(hub_height_m=80.0, shear_exponent=1 / 7)
    assert hub_wind_m_s(turbine, np.array(1.0)) == pytest.approx(1.3459, abs=1e-4)


@given(st.floats(0, 60))
def test_power_lies_between_nothing_and_rated(speed: float):
    for turbine in (Turbine(), Turbine(**CURVE)):
        assert 0 <= power_share(turbine, np.array(speed)) <= 1


@pytest.mark.parametrize("speed", [4.0, 8.0, 12.0])
def test_a_makers_curve_is_followed_at_its_points(speed: float):
    expected = dict(zip(CURVE["curve_m_s"], CURVE["curve_share"], strict=True))[speed]
    assert power_share(Turbine(**CURVE), np.array(speed)) == pytest.approx(expected)


def test_a_curve_ends_where_it_ends():
    assert power_share(Turbine(**CURVE), np.array([3.9, 25.1])).tolist() == [0.0, 0.0]


def test_thin_air_gives_less_in_proportion_to_its_density():
    turbine = Turbine(cut_in_m_s=0.0, losses=0.0)
    sea, high = windy(5.0), windy(5.0, altitude_m=2000.0)
    # the standard atmosphere's pressure at 2000 m is 0.7846 of that at sea level; below rated wind, power goes with
    # density where cut-in is 0
    ratio = unit_yield_kw(turbine, high).sum() / unit_yield_kw(turbine, sea).sum()
    assert ratio == pytest.approx(0.7846, abs=1e-3)


def test_losses_are_taken_off():
    assert unit_yield_kw(Turbine(losses=0.1), windy(12.0))[0] == pytest.approx(0.9)


def test_wind_needs_weather():
    with pytest.raises(DesignError, match="wind power needs it"):
        unit_yield_kw(Turbine(), no_weather())


@pytest.mark.parametrize(
    ("given_", "words"),
    [
        ({"cut_in_m_s": 9.0, "rated_m_s": 8.0}, "must rise in this order"),
        ({"curve_m_s": (1.0, 2.0)}, "go together"),
        ({"curve_m_s": (1.0, 1.0), "curve_share": (0.0, 1.0)}, "must rise from point to point"),
        ({"curve_m_s": (1.0, 2.0), "curve_share": (0.0, 1.1)}, "0 to 1"),
    ],
)
def test_a_turbine_that_cannot_be(given_: dict, words: str):
    with pytest.raises(ValidationError, match=words):
        Turbine(**given_)


def test_a_river_gives_what_its_fall_holds():
    # 1 m3/s of 998 kg/m3 over 100 m at 9.80665 m/s2 is 978.70 kW
    station = RunOfRiver(capacity_kw=1e6, head_m=100.0, monthly_flow_m3_s=(1.0,) * 12, efficiency=1.0)
    assert power_kw(station, calendar())[0] == pytest.approx(978.70, abs=0.01)


def test_months_dry_years_and_what_must_stay():
    flows = (4.0, *(1.0,) * 11)
    station = RunOfRiver(
        capacity_kw=300.0,
        head_m=10.0,
        monthly_flow_m3_s=flows,
        left_flow_m3_s=0.4,
        dry_year_factor=0.7,
        efficiency=1.0,
    )
    power = power_kw(station, calendar())
    # January: (2.8 - 0.4) m3/s hold 234.9 kW; then 0.7 - 0.4 = 0.3 m3/s hold an eighth of it
    assert power[0] == pytest.approx(234.9, abs=0.05)
    assert power[-1] == pytest.approx(234.9 / 8, abs=0.01)
    wet = station.model_copy(update={"dry_year_factor": 1.3})
    assert power_kw(wet, calendar())[0] == 300.0  # the turbines take no more


def test_a_river_below_what_must_stay_gives_nothing():
    station = RunOfRiver(capacity_kw=1.0, head_m=10.0, monthly_flow_m3_s=(1.0,) * 12, left_flow_m3_s=2.0)
    assert not power_kw(station, calendar()).any()
