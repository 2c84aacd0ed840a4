"""Heat delivered to neighbours: worked by hand, and its balance."""

from __future__ import annotations

import numpy as np
import pytest
from sites import LAKE, design, steady_weather

from dcenergy.accounting.energy import avoided_by_reuse_kg
from dcenergy.plant.heat_reuse import HeatPump, HeatReuse, heating_cop, run
from dcenergy.simulate import simulate
from dcenergy.weather.hourly import calendar

YEAR = calendar()


def test_heat_pump_cop_by_hand():
    # half of Carnot between 28 and 65 degC: 0.5 * 338.15 / 37 = 4.5696
    assert heating_cop(28.0, 65.0, 0.5) == pytest.approx(4.5696, abs=1e-4)


def test_a_heat_pump_takes_less_than_it_delivers():
    # 457 kW delivered at a COP of 4.5696 need 100 kW of electricity: the loop gives 357 kW
    reused = run(HeatReuse(demand_kw=456.96, heat_pump=HeatPump()), np.full(8760, 1000.0), 28.0, YEAR)
    np.testing.assert_allclose(reused.heat_pump_kw, 100.0, rtol=1e-4)
    np.testing.assert_allclose(reused.taken_kw, 356.96, rtol=1e-4)


def test_a_heat_pump_that_draws_more_than_it_delivers_is_refused():
    # from -15 to 65 degC Carnot's COP is 338.15 / 80 = 4.23, so that a fraction of 0.23 gives less than 1
    with pytest.raises(ValueError, match=r"more than 0\.24"):
        HeatPump(carnot_fraction=0.23)
    assert heating_cop(-15.0, 65.0, HeatPump(carnot_fraction=0.24).carnot_fraction) > 1


@pytest.mark.parametrize("heat_pump", [None, HeatPump()])
@pytest.mark.parametrize("demand_kw", [1.0, 500.0, 1e6])
def test_delivered_heat_is_the_loops_and_the_heat_pumps(heat_pump: HeatPump | None, demand_kw: float):
    heat_kw = np.linspace(0, 1000, 8760)
    reused = run(HeatReuse(demand_kw=demand_kw, heat_pump=heat_pump), heat_kw, 28.0, YEAR)
    np.testing.assert_allclose(reused.delivered_kw, reused.taken_kw + reused.heat_pump_kw, rtol=1e-12)
    assert np.all(reused.taken_kw <= heat_kw)
    assert np.all(reused.delivered_kw <= demand_kw * (1 + 1e-12))


def test_demand_follows_the_months():
    shares = (1.0,) * 3 + (0.0,) * 6 + (0.5,) * 3
    reused = run(HeatReuse(demand_kw=100.0, monthly_demand=shares), np.full(8760, 1000.0), 28.0, YEAR)
    # 90 days at 100 kW and 92 days at 50 kW
    assert reused.delivered_kw.sum() == pytest.approx(90 * 24 * 100 + 92 * 24 * 50, rel=1e-12)


def test_avoided_carbon_is_of_the_heat_delivered():
    reused = run(HeatReuse(demand_kw=100.0, replaced_kg_per_kwh=0.2), np.full(8760, 1000.0), 28.0, YEAR)
    assert reused.avoided_kg is not None
    assert reused.avoided_kg.sum() == pytest.approx(100 * 8760 * 0.2, rel=1e-12)


def test_the_lake_is_relieved_of_what_leaves_the_loop():
    weather = steady_weather()
    alone = simulate(design(LAKE), weather)
    pump = {"delivery_c": 60.0, "carnot_fraction": 0.5}
    shared = simulate(design(LAKE | {"heat_reuse": {"demand_kw": 100.0, "heat_pump": pump}}), weather)
    hall = shared.cooled.simulated[0]
    assert hall.reused is not None
    relieved_kw = alone.cooled.simulated[0].free_kw - hall.free_kw
    # 100 kW at a COP of 0.5 * 333.15 / (60 - 28.1): the loop gives 100 (1 - 1 / 5.22) = 80.9 kW
    np.testing.assert_allclose(relieved_kw, 80.9, rtol=2e-3)
    np.testing.assert_allclose(hall.reused.delivered_kw, 100.0, rtol=1e-12)


def test_erf_and_ere():
    result = simulate(design(LAKE | {"heat_reuse": {"demand_kw": 100.0, "heat_pump": {}}}), steady_weather())
    figures = result.indicators
    assert figures.erf == pytest.approx(100 * 8760 / result.site.facility_kw.sum(), rel=1e-12)
    assert figures.pue is not None
    assert figures.erf is not None
    # ISO/IEC 30134-6: ERE = PUE (1 - ERF)
    assert figures.ere == pytest.approx(figures.pue * (1 - figures.erf), rel=1e-12)
    assert result.parts_kw["heat_pumps"] is not None
    assert result.parts_kw["heat_pumps"].sum() > 0


def test_avoided_carbon_is_told_apart():
    reuse = {"demand_kw": 100.0, "replaced_kg_per_kwh": 0.2}
    result = simulate(design(LAKE | {"heat_reuse": reuse}), steady_weather())
    # 100 kW all year replace heat of 0.2 kg/kWh
    assert avoided_by_reuse_kg(result.cooled) == pytest.approx(100 * 8760 * 0.2, rel=1e-12)
    assert avoided_by_reuse_kg(simulate(design(LAKE), steady_weather()).cooled) is None


def test_water_at_the_source():
    grid = {"factor_kg_per_kwh": 0.5, "water_l_per_kwh": 1.8}
    result = simulate(design(LAKE, supply={"grid": grid}), steady_weather())
    figures = result.indicators
    assert figures.pue is not None
    # the lake plant meters no water of its own, so what is left is PUE times the grid's water
    assert figures.wue_source_l_per_kwh == pytest.approx(1.8 * figures.pue, rel=1e-12)
    assert simulate(design(LAKE), steady_weather()).indicators.wue_source_l_per_kwh is None
