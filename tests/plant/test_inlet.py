"""Server inlets where heat is unmet, and a hall that runs away."""

from __future__ import annotations

import numpy as np
import pytest
from sites import design, steady_weather

from dcenergy.errors import DesignError
from dcenergy.plant import inlet
from dcenergy.result import Result
from dcenergy.simulate import simulate

OUTDOOR = {"system": "airside", "humidity": {"envelope": "A4"}, "humidifier": None}
QUIET = {"supply_air_c": 26.0, "fans": {"slope_per_k": 0.0}}


def year(cooling: dict, it: dict, temp_c: float | np.ndarray) -> Result:
    return simulate(design(cooling, it=it), steady_weather(temp_c, 0.2))


def test_outdoor_air_alone_reaches_the_servers_as_warm_as_it_is():
    # all outdoor air and no trim: servers get that air, warmed by the fans before them. Its vapour, 0.0057 kg/kg,
    # carries 1.86 / 1.006 * 0.0057 = 1 % more heat than the dry air that a hall is reckoned with: 0.3 K of 31
    result = year(OUTDOOR, QUIET, 31.0)
    hall = result.cooled.simulated[0]
    fan_rise_k = hall.fan_kw[0] / (hall.fan_kw + result.feed.room_kw[0])[0] * 12 / 1.05
    rise_k = result.cooled.inlets["hall"].temp_c[0] - 26.0
    assert rise_k == pytest.approx(31.0 + fan_rise_k - 26.0, rel=0.05)


def test_without_unmet_heat_the_inlet_is_the_supply_and_what_recirculates():
    # servers warm the air by 12 K, a tenth of theirs is their own exhaust: 26 + 0.1 / 0.9 * 12
    result = year({"system": "air_chiller"}, {"supply_air_c": 26.0, "recirculation": 0.1}, 20.0)
    np.testing.assert_allclose(result.cooled.inlets["hall"].temp_c, 26 + 12 / 9, rtol=1e-12)


def test_rise_closes_the_balance_of_the_hall():
    # what the supply air carries away above its set point is what was left, and what the servers' fans added to it
    result = year(OUTDOOR, {"supply_air_c": 26.0, "fans": {"slope_per_k": 0.01, "knee_c": 20.0}}, 34.0)
    hall = result.cooled.simulated[0]
    rise_k = result.cooled.inlets["hall"].temp_c - 26.0
    it_kw = result.load.it_kw[0]
    added_kw = it_kw * (1 + 0.01 * (6 + rise_k)) / (1 + 0.01 * 6) - it_kw
    # design flow: 400 kW * 1.06 over 12 K, with 5 % of bypass; the flow follows the load
    carried_kw_k = it_kw / 12 * 1.05
    np.testing.assert_allclose(carried_kw_k * rise_k, hall.unmet_kw + added_kw, rtol=1e-9)


def test_hours_above_the_class_are_counted():
    # outdoor air from 20 to 40 degC: servers of class A1 (32 degC) are too warm for about 8/20 of the year, of A2 (35
    # degC) for 5/20, of A4 never; the fans warm the air by under 1 K, 5 % of the year
    air_c = np.linspace(20.0, 40.0, 8760)
    above = {
        name: year(OUTDOOR, QUIET | {"ashrae_class": name}, air_c).cooling.hours_above_class
        for name in ("A1", "A2", "A4")
    }
    assert above["A1"] == pytest.approx(0.4 * 8760, abs=0.05 * 8760)
    assert above["A2"] == pytest.approx(0.25 * 8760, abs=0.05 * 8760)
    assert above["A4"] == 0


def test_a_supply_above_the_class_is_above_it_all_year():
    result = year({"system": "air_chiller"}, {"supply_air_c": 33.0}, 20.0)
    assert result.cooling.hours_above_class == 8760
    assert result.cooling.inlet_c_max == 33.0


def test_a_fixed_pue_knows_no_inlet():
    result = year({"system": "fixed_pue", "pue": 1.2}, {}, 20.0)
    assert result.cooling.inlet_c_max is None
    assert result.cooling.hours_above_class is None


@pytest.mark.parametrize(
    ("name", "low", "high"), [("A1", 15, 32), ("A2", 10, 35), ("A3", 5, 40), ("A4", 5, 45), ("recommended", 18, 27)]
)
def test_classes_of_the_reference_card(name: str, low: float, high: float):
    # ASHRAE TC 9.9 reference card, 2021, table 2.1
    assert inlet.allowed_c(name) == (low, high)


def test_a_hall_that_runs_away_is_refused():
    # servers that draw a tenth more per kelvin, with air that warms by 15 K through them: 1.5 kW more per kW carried
    it = {"supply_air_c": 26.0, "air_delta_t_k": 15.0, "fans": {"slope_per_k": 0.1, "knee_c": 26.0}}
    with pytest.raises(DesignError, match=r"halls\.0\.it\.fans\.slope_per_k: the hall runs away"):
        year(OUTDOOR, it, 31.0)
    assert year(OUTDOOR, it, 15.0).cooling.inlet_c_max == 26.0  # no heat is left, nothing feeds back
