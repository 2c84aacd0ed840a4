"""A battery against the demand charge: what it wins by hand, and what it must never do."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError
from sites import LAKE, design, steady_weather

from dcenergy.errors import DesignError
from dcenergy.plant.signals import Signals
from dcenergy.simulate import simulate
from dcenergy.supply import balance
from dcenergy.supply.battery import Battery
from dcenergy.supply.solar import SolarArray
from dcenergy.supply.supply import Supply
from dcenergy.weather.hourly import Weather, calendar

HOUR = np.arange(8760)
DAYS = calendar()
CHARGED = Signals(demand_per_kw_month=10.0)
ARRAY = SolarArray(capacity_kwp=1.0)


def peaks(grid_kw: np.ndarray) -> np.ndarray:
    return np.array([grid_kw[DAYS.month == month].max() for month in range(1, 13)])


def run(load_kw: np.ndarray, own: dict | None, weather: Weather | None = None, **more: object) -> balance.Power:
    battery = {"battery": {"dispatch": "peak"} | own} if own else {}
    return balance.run(Supply.model_validate(battery | more), load_kw, weather or steady_weather(), CHARGED)


def test_an_evening_peak_by_hand():
    # 4 h a day at 8 kW beside 20 h at 5 kW: 6 kWh lossless take 1.5 kW off each, and come back at 0.3 kW over 20 h
    load = np.where(HOUR % 24 < 20, 5.0, 8.0)
    held = run(
        load,
        {"capacity_kwh": 6.0, "power_kw": 2.0, "round_trip_efficiency": 1.0, "self_discharge_per_h": 0.0},
    )
    # thresholds are found to a 4096th of the 2 kW of power
    np.testing.assert_allclose(peaks(held.grid_kw), 6.5, atol=2 / 4096)


def test_power_limits_what_energy_would_do():
    load = np.where(HOUR % 24 < 20, 5.0, 8.0)
    held = run(load, {"capacity_kwh": 100.0, "power_kw": 0.7, "round_trip_efficiency": 1.0})
    np.testing.assert_allclose(peaks(held.grid_kw), 7.3, atol=1e-9)


def test_losses_cost_shaving():
    load = np.where(HOUR % 24 < 20, 5.0, 8.0)
    good, bad = (
        run(load, {"capacity_kwh": 6.0, "power_kw": 2.0, "round_trip_efficiency": each}) for each in (1.0, 0.6)
    )
    assert np.all(peaks(bad.grid_kw) > peaks(good.grid_kw))


def test_a_flat_load_has_no_peak_to_shave():
    held = run(np.full(8760, 7.0), {"capacity_kwh": 50.0, "power_kw": 9.0})
    np.testing.assert_allclose(held.grid_kw, 7.0, rtol=1e-12)


@settings(max_examples=25)
@given(
    seed=st.integers(0, 10_000),
    capacity_kwh=st.floats(0.1, 100),
    power_kw=st.floats(0.05, 8),
    efficiency=st.floats(0.5, 1),
    loss=st.floats(0, 0.05),
    sun=st.floats(0, 6),
    outages=st.booleans(),
    tests=st.booleans(),
)
def test_no_months_peak_is_ever_raised(
    seed: int, capacity_kwh: float, power_kw: float, efficiency: float, loss: float, sun: float, outages, tests
):
    random = np.random.default_rng(seed)
    load = random.uniform(2, 4) + np.abs(random.normal(0, 1, 8760)) + np.sin(HOUR / 24 * 2 * np.pi)
    sky = replace(steady_weather(), unit_yields_kw={ARRAY.key: np.maximum(np.sin((HOUR % 24 - 6) / 12 * np.pi), 0)})
    more: dict = {"solar": ({"capacity_kwp": sun},)} if sun else {}
    if outages:
        more["outages"] = {"count": 12, "hours_each": 5, "seed": seed}
    if tests or outages:
        more["generators"] = ({"capacity_kw": 5.0, "test_on": "site", "test_hours_per_year": 60.0},)
    own = {
        "capacity_kwh": capacity_kwh,
        "power_kw": power_kw,
        "round_trip_efficiency": efficiency,
        "self_discharge_per_h": loss,
    }
    without, held = (run(load, each, sky, **more) for each in (None, own))
    # the sums behind an hour's import are of a dozen numbers near 10
    assert np.all(peaks(held.grid_kw) <= peaks(without.grid_kw) + 1e-12)


def bill(power: balance.Power, signals: Signals) -> float:
    """Energy, demand and export of a year, as a utility adds them up."""
    assert signals.price_per_kwh is not None
    energy = power.grid_kw @ signals.price_per_kwh - power.exported_kw.sum() * signals.export_per_kwh
    return float(energy + peaks(power.grid_kw).sum() * signals.demand_per_kw_month)


@settings(max_examples=25)
@given(
    seed=st.integers(0, 10_000),
    capacity_kwh=st.floats(0.1, 100),
    power_kw=st.floats(0.05, 8),
    efficiency=st.floats(0.5, 1),
    sun=st.floats(0.1, 12),
    demand=st.floats(0.01, 50),
    sold=st.floats(0, 1),
    outages=st.booleans(),
)
def test_the_bill_is_never_above_that_of_surplus(
    seed: int,
    capacity_kwh: float,
    power_kw: float,
    efficiency: float,
    sun: float,
    demand: float,
    sold: float,
    outages,
):
    random = np.random.default_rng(seed)
    load = random.uniform(2, 4) + np.abs(random.normal(0, 1, 8760)) + np.sin(HOUR / 24 * 2 * np.pi)
    sky = replace(steady_weather(), unit_yields_kw={ARRAY.key: np.maximum(np.sin((HOUR % 24 - 6) / 12 * np.pi), 0)})
    known = Signals(random.uniform(0.1, 1, 8760), demand_per_kw_month=demand, export_per_kwh=0.1 * sold)
    more: dict = {"solar": ({"capacity_kwp": sun},), "export_limit_kw": 3.0}
    if outages:
        more["outages"] = {"count": 12, "hours_each": 5, "seed": seed}
    own = {"capacity_kwh": capacity_kwh, "power_kw": power_kw, "round_trip_efficiency": efficiency}
    peak, surplus = (
        bill(
            balance.run(Supply.model_validate({"battery": own | {"dispatch": each}} | more), load, sky, known), known
        )
        for each in ("peak", "surplus")
    )
    # the bill may be a small difference of what is paid and what is earned: what sums of 8,760 products round is
    # measured by all that is paid
    assert peak <= surplus + 1e-12 * (known.price_per_kwh @ load)


def test_own_sun_comes_before_the_grid():
    """6 kWh of sun at noon are what the evening's peak needs: nothing is charged from the grid, nothing is sold."""
    load = np.where(HOUR % 24 < 20, 5.0, 8.0)
    sky = replace(steady_weather(), unit_yields_kw={ARRAY.key: np.where(HOUR % 24 == 12, 1.0, 0.0)})
    lossless = {"capacity_kwh": 6.0, "power_kw": 6.0, "round_trip_efficiency": 1.0, "self_discharge_per_h": 0.0}
    held = run(load, lossless, sky, solar=({"capacity_kwp": 11.0},), export_limit_kw=9.0)
    # as much from the grid as the load is beyond the sun; 6 kWh take 1.5 kW off four hours
    assert held.grid_kw.sum() == pytest.approx(load.sum() - 365 * 11.0, rel=1e-9)
    assert held.exported_kw.sum() == pytest.approx(0.0, abs=1e-6)
    np.testing.assert_allclose(peaks(held.grid_kw), 6.5, atol=6 / 4096)


def test_what_costs_more_than_it_saves_is_left_alone():
    # 4 h at 8 kW, 20 h at 5 kW: 6 kWh give 6 x 0.6^0.5 = 4.65 kWh a day, 1.16 kW over 4 h, and take 7.75. A month of
    # 30 days loses 93 kWh, 9.3 at 0.1 a kWh; 1.16 kW save 5.8 at 5 a kW and month, and 29 at 25
    load = np.where(HOUR % 24 < 20, 5.0, 8.0)
    own = {"capacity_kwh": 6.0, "power_kw": 2.0, "round_trip_efficiency": 0.6, "dispatch": "peak"}
    stated = Supply.model_validate({"battery": own})
    low, high = (
        balance.run(stated, load, steady_weather(), Signals(np.full(8760, 0.1), demand_per_kw_month=each))
        for each in (5.0, 25.0)
    )
    assert not low.charged_kw.any()
    assert np.all(peaks(high.grid_kw) < 7.0)


def test_more_battery_never_holds_less():
    random = np.random.default_rng(4)
    load = 5 + np.abs(random.normal(0, 1, 8760)) + np.sin(HOUR / 24 * 2 * np.pi)
    charges = [
        peaks(run(load, {"capacity_kwh": size, "power_kw": size / 3}).grid_kw).sum() for size in (0.5, 2.0, 8.0, 20.0)
    ]
    # to the step of the thresholds
    assert all(b <= a + 12 * 5 / 4096 for a, b in pairwise(charges))
    assert charges[-1] < charges[0] - 6


def test_the_demand_charge_falls():
    tariff = {"per_kwh": 0.1, "demand_per_kw_month": 12.0}
    cost = {"currency": "EUR", "price_year": 2024, "tariff": tariff}
    pattern = {"hourly": (0.6,) * 8 + (1.3,) * 12 + (0.9,) * 4}
    battery = {"battery": {"capacity_kwh": 100.0, "power_kw": 40.0, "dispatch": "peak"}}
    plain, shaved = (
        simulate(design(LAKE, it={"pattern": pattern}, cost=cost, supply=each), steady_weather()).cost
        for each in ({}, battery)
    )
    assert plain.demand is not None
    assert shaved.demand is not None
    # 100 kWh over the 12 h of the day's peak: up to 7.9 kW (one way 0.9487), twelve months at 12
    assert plain.demand - shaved.demand == pytest.approx(12 * 12 * 100 * 0.9**0.5 / 12, rel=0.02)


def test_without_a_demand_charge():
    with pytest.raises(DesignError, match=r"give cost\.tariff\.demand_per_kw_month"):
        balance.run(
            Supply(battery=Battery(capacity_kwh=1.0, power_kw=1.0, dispatch="peak")), np.ones(8760), steady_weather()
        )


def test_contracts_are_no_surplus_at_the_meter():
    with pytest.raises(ValidationError, match="only own surplus counts"):
        Battery(capacity_kwh=1.0, power_kw=1.0, dispatch="peak", surplus_of="contracts")
