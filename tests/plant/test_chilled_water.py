"""Water-cooled plants: what an economiser may and may not do, and limits of the whole system."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sites import design, steady_weather

from dcenergy.errors import DesignError
from dcenergy.plant.condenser_water import CondenserPump
from dcenergy.result import Result
from dcenergy.simulate import simulate

TOWERS = {"system": "chilled_water", "tower": {"design_wet_bulb_c": 25.6}}
INTEGRATED = TOWERS | {"economiser": {"arrangement": "integrated"}}
IN_PLACE = TOWERS | {"economiser": {"arrangement": "non_integrated"}}
YEAR = 10 - 20 * np.cos(2 * np.pi * np.arange(8760) / 8760)


def year(cooling: dict, temp_c: float | np.ndarray = YEAR, humidity: float = 0.6, **it: float) -> Result:
    return simulate(design(cooling, it=it or None), steady_weather(temp_c, humidity))


@pytest.fixture(scope="module")
def three() -> dict[str, Result]:
    """A year without economiser, with one ahead of the chillers, and with one in their place."""
    return {"none": year(TOWERS), "integrated": year(INTEGRATED), "in place": year(IN_PLACE)}


def test_an_economiser_never_raises_mechanical_energy(three: dict[str, Result]):
    halls = {name: result.cooled.simulated[0] for name, result in three.items()}
    for name in ("integrated", "in place"):
        assert np.all(halls[name].mechanical_kw <= halls["none"].mechanical_kw + 1e-9)
        assert np.all(halls[name].chiller_kw <= halls["none"].chiller_kw + 1e-9)
        # it runs where it takes less electricity, hour by hour; 1e-6 kW is the solver's
        assert np.all(halls["integrated"].electric_kw <= halls["none"].electric_kw + 1e-6)


def test_all_or_nothing_is_all_or_nothing(three: dict[str, Result]):
    hall = three["in place"].cooled.simulated[0]
    assert set(np.unique(np.round(hall.free_kw / hall.heat_kw, 9))) == {0.0, 1.0}
    assert np.all(hall.free_kw <= three["integrated"].cooled.simulated[0].free_kw + 1e-9)


@pytest.mark.parametrize("cooling", [INTEGRATED, IN_PLACE])
def test_cold_air_needs_no_chiller_and_hot_damp_air_all(cooling: dict):
    assert year(cooling, -5.0).cooling.free_share == 1.0
    assert year(cooling, 34.0, humidity=0.8).cooling.free_share == 0.0


def test_electricity_of_condenser_pumps_by_hand():
    # one chiller: the flow is always that of the design, heat rejected over 5.6 K, at 200 kPa and 0.7; the pumps' own
    # share of that heat is 200 / 0.7 * 0.9 / (998 * 4.186 * 5.6) = 1.099 %
    result = year(TOWERS, 30.0, humidity=0.5)
    hall = result.cooled.simulated[0]
    coil_kw = result.feed.room_kw[0] + hall.fan_kw
    loop_kw = (hall.heat_kw - coil_kw) / 0.9
    design_heat_kw = hall.heat_kw[0] / (275 / 400)  # near enough: the design's own fans are a little more
    carnot = 0.55 * (20 - 2 + 273.15) / (29.5 + 5.6 + 2 - (20 - 2))
    rejected_kw = design_heat_kw * (1 + 1 / carnot) / (1 - 0.01099)
    by_hand_kw = rejected_kw / (998 * 4.186 * 5.6) * 200 / 0.7
    assert (hall.pump_kw - loop_kw)[0] == pytest.approx(by_hand_kw, rel=0.03)


def test_pumps_run_with_the_chillers_that_the_heat_needs():
    # five chillers, of which four carry 69 % of the design heat: four fifths of the flow
    one, five = year(TOWERS), year(TOWERS | {"chiller": {"count": 5}})
    (all_kw, some_kw) = (hall.cooled.simulated[0] for hall in (one, five))
    loop_kw = (all_kw.heat_kw - one.feed.room_kw[0] - all_kw.fan_kw) / 0.9
    np.testing.assert_allclose((some_kw.pump_kw - loop_kw) / (all_kw.pump_kw - loop_kw), 0.8, rtol=1e-9)


def test_chillers_that_are_too_small_leave_heat_unmet():
    result = year(TOWERS | {"chiller": {"capacity_kw": 200.0}})
    hall = result.cooled.simulated[0]
    np.testing.assert_allclose(hall.mechanical_kw, 200.0)
    np.testing.assert_allclose(hall.unmet_kw, hall.heat_kw - 200.0)


def test_pumps_that_heat_the_water_by_more_than_it_may_warm_are_refused():
    # 200 kPa at an efficiency of 0.01 are 20 MJ/m3, of which 0.9 warm the water: 18,000 / (998 * 4.186) = 4.31 K
    with pytest.raises(ValueError, match=r"the pumps alone warm the water by 4\.31 K"):
        CondenserPump(delta_t_k=4.2, efficiency=0.01)
    plant = TOWERS | {"condenser_pump": {"delta_t_k": 4.4, "efficiency": 0.01}}
    assert year(plant).parts_kw["pumps"].min() > 0


def test_hours_are_counted():
    conditions = year(INTEGRATED, -5.0).cooling.conditions
    assert conditions["tower_freezing"] == 8760
    assert conditions.get("tower_warm", 0) == 0
    assert year(TOWERS, 30.0, humidity=0.2).cooling.conditions["tower_warm"] == 8760


def test_water_of_the_year_is_that_of_its_hours():
    result = year(INTEGRATED)
    use = result.cooled.simulated[0].water
    assert use is not None
    assert result.water.make_up == pytest.approx(result.water.evaporated + result.water.drift + result.water.blowdown)
    # salts in and out, hour by hour, at five cycles
    np.testing.assert_allclose(use.make_up_l, 5 * (use.drift_l + use.blowdown_l), rtol=1e-9)


def test_water_per_heat_is_of_the_size_that_is_measured():
    # 1.2-2.0 L per kWh of IT are usual of towers in a temperate climate (Lei and Masanet 2020, figure of WUE)
    assert 1.0 < year(TOWERS).indicators.wue_l_per_kwh < 2.2


def test_curves_that_do_not_know_the_water_are_refused():
    cooling = TOWERS | {"chiller": {"performance": {"model": "eir_shipped", "curves": "mcquay_wsc_471kw"}}}
    with pytest.raises(DesignError, match="coil_approach_k"):
        year(cooling)
    assert year(cooling, supply_air_c=18.0).indicators.pue > 1


@settings(max_examples=15)
@given(cycles=st.floats(1.5, 50.0), utilisation=st.floats(0.05, 1.0), temp_c=st.floats(-25, 40))
def test_salts_balance_in_every_plant(cycles: float, utilisation: float, temp_c: float):
    cooling = INTEGRATED | {"tower": {"water": {"cycles_of_concentration": cycles}}}
    servers = ({"count": 100, "utilisation": utilisation},)
    result = simulate(design(cooling, it={"servers": servers}), steady_weather(temp_c))
    use = result.cooled.simulated[0].water
    assert use is not None
    blown = use.blowdown_l > 0
    np.testing.assert_allclose(
        use.make_up_l[blown], cycles * (use.drift_l + use.blowdown_l)[blown], rtol=1e-9, atol=1e-12
    )
