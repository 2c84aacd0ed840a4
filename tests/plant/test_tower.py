"""Cooling towers: their rating, the air's state, and the water they lose."""

from __future__ import annotations

import dataclasses

import numpy as np
import psychrolib
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import quad
from sites import steady_weather

from dcenergy.errors import DesignError
from dcenergy.plant import tower, tower_leaving
from dcenergy.plant.tower import Tower
from dcenergy.plant.tower_fans import fan_power
from dcenergy.plant.tower_fill import Fill, fill_constant
from dcenergy.weather.hourly import Weather

WATER_KG_S = 50.0
HEAT_KW = WATER_KG_S * 4.186 * 5.6
psychrolib.SetUnitSystem(psychrolib.SI)


def hours_of(weather: Weather, hours: slice = slice(0, 1)) -> Weather:
    """Some hours of a year: towers do not know how many there are."""
    arrays = {
        field.name: getattr(weather, field.name)[hours]
        for field in dataclasses.fields(weather)
        if isinstance(getattr(weather, field.name), np.ndarray)
    }
    return dataclasses.replace(weather, **arrays)


def hour(temp_c: float, humidity: float = 1.0, altitude_m: float = 0.0) -> Weather:
    return hours_of(steady_weather(temp_c, humidity, altitude_m))


def coldest_c(towers: Tower, weather: Weather, heat_kw: float = HEAT_KW) -> float:
    built = tower.size(towers, WATER_KG_S, HEAT_KW)
    found = tower_leaving.coldest_c(
        towers, built, np.array([WATER_KG_S]), lambda t: np.full_like(t, heat_kw), weather.air
    )
    return float(found[0])


def run(towers: Tower, weather: Weather, leaving_c: float, heat_kw: float = HEAT_KW) -> tower.TowerHours:
    built = tower.size(towers, WATER_KG_S, HEAT_KW)
    flow, heat = np.array([WATER_KG_S]), np.array([heat_kw])
    return tower.run(towers, built, flow, np.array([leaving_c]), heat, weather)


def surface_less_air_kj_kg(water_c: float, leaving_c: float, wet_bulb_c: float, water_per_air: float) -> float:
    """Merkel's driving difference at one height of the fill, with psychrolib's enthalpies."""
    at_surface, entering = (psychrolib.GetSatAirEnthalpy(t, 101_325.0) / 1000 for t in (water_c, wet_bulb_c))
    return at_surface - entering - water_per_air * 4.186 * (water_c - leaving_c)


def merkel_number(leaving_c: float, range_k: float, wet_bulb_c: float, water_per_air: float = 1.15) -> float:
    """K a V over water: the whole integral, by adaptive quadrature."""
    where = (leaving_c, wet_bulb_c, water_per_air)
    whole, _ = quad(lambda t: 4.186 / surface_less_air_kj_kg(t, *where), leaving_c, leaving_c + range_k)
    return whole


def test_fill_constant_of_the_usual_rating():
    # K a V / air = K a V / water x L/G = c (L/G)^n: two Gauss points are within 2e-4 of the whole integral
    by_hand = merkel_number(29.5, 5.6, 25.6) * 1.15 / 1.15**0.6
    assert fill_constant(Fill(), 25.6, 1.15) == pytest.approx(by_hand, rel=5e-4)


@pytest.mark.parametrize("wet_bulb_c", [2.0, 5.0, 15.0, 25.6])
@pytest.mark.parametrize("share", [1.0, 0.5])
def test_water_as_cold_as_the_whole_integral_says(wet_bulb_c: float, share: float):
    # saturated air, the same volume of it: L/G falls as the air gets denser. 0.01 K is what the two points may miss,
    # and 0.01 K psychrolib's rounded gas constant
    weather = hour(wet_bulb_c)
    built, rated = tower.size(Tower(), WATER_KG_S, HEAT_KW), merkel_number(29.5, 5.6, 25.6)
    ratio = psychrolib.GetSatHumRatio(wet_bulb_c, float(weather.pressure_pa[0]))
    air_kg_s = built.air_m3_s / psychrolib.GetMoistAirVolume(wet_bulb_c, ratio, float(weather.pressure_pa[0]))
    range_k = share * HEAT_KW / WATER_KG_S / 4.186
    offered = rated * (WATER_KG_S / air_kg_s / 1.15) ** (0.6 - 1)
    leaving_c = coldest_c(Tower(), weather, share * HEAT_KW)
    colder, warmer = (merkel_number(leaving_c + k, range_k, wet_bulb_c, WATER_KG_S / air_kg_s) for k in (-0.02, 0.02))
    assert warmer < offered < colder


def test_the_tower_keeps_its_rating():
    # saturated air of 25.6 degC at sea level and the rated heat: 25.6 + 3.9; 1e-3 K is the pressure of steady_weather
    assert coldest_c(Tower(), hour(25.6)) == pytest.approx(29.5, abs=1e-3)


def test_an_endless_fill_reaches_the_wet_bulb():
    # NTU -> infinity with more than enough air: the approach goes to 0
    fill = Fill(design_approach_k=1e-3)
    assert coldest_c(Tower(performance=fill, liquid_gas_ratio=0.4), hour(25.6)) == pytest.approx(25.6, abs=0.01)


@given(cool=st.floats(-20, 34), warmer_k=st.floats(0.0, 10.0), humidity=st.floats(0.1, 1.0))
def test_warmer_air_never_gives_colder_water(cool: float, warmer_k: float, humidity: float):
    one, other = (coldest_c(Tower(), hour(t, humidity)) for t in (cool, cool + warmer_k))
    assert other >= one - 1e-9


@given(temp_c=st.floats(-30, 45), humidity=st.floats(0.05, 1.0), share=st.floats(0.05, 1.0))
def test_water_stays_above_the_wet_bulb_and_the_heat_is_what_came(temp_c: float, humidity: float, share: float):
    weather = hour(temp_c, humidity)
    leaving_c = max(coldest_c(Tower(), weather, share * HEAT_KW), 8.0)
    assert leaving_c >= weather.wet_bulb_c[0]
    hours = run(Tower(), weather, leaving_c, share * HEAT_KW)
    assert hours.heat_kw[0] == pytest.approx(share * HEAT_KW, rel=1e-9)
    assert 0 < hours.air_flow[0] <= 1


def test_full_speed_gives_the_coldest_water_and_less_heat_needs_less_air():
    weather = hour(15.0)
    cold_c = coldest_c(Tower(), weather)
    assert run(Tower(), weather, cold_c).air_flow[0] == pytest.approx(1.0, abs=1e-6)
    flows = [run(Tower(), weather, cold_c + k).air_flow[0] for k in (0.0, 1.0, 3.0, 6.0)]
    assert flows == sorted(flows, reverse=True)


def test_thin_air_is_less_air_that_holds_more_vapour():
    # at 1,700 m a volume holds 19 % less air, but a kilogram takes up more vapour: with the air made up for the water
    # is colder than at sea level, and with the fans' volume as rated the two nearly cancel
    high = hour(20.0, altitude_m=1700.0)
    rated = tower.size(Tower(), WATER_KG_S, HEAT_KW)
    made_up = dataclasses.replace(rated, air_m3_s=rated.air_m3_s * 101_325 / float(high.pressure_pa[0]))
    flow, sea_level_c = np.array([WATER_KG_S]), coldest_c(Tower(), hour(20.0))
    as_rated_c, made_up_c = (
        tower_leaving.coldest_c(Tower(), built, flow, lambda t: np.full_like(t, HEAT_KW), high.air)[0]
        for built in (rated, made_up)
    )
    assert made_up_c < as_rated_c - 0.5
    assert made_up_c < sea_level_c - 0.5
    assert abs(as_rated_c - sea_level_c) < 0.5


def test_fans_follow_the_cube_and_stand_still_in_natural_draught():
    # half speed an eighth; half-way between natural draught and the least speed the fans run half the time
    np.testing.assert_allclose(
        fan_power(np.array([1.0, 0.5, 0.2, 0.15, 0.1, 0.05]), 0.2, 0.1), [1, 0.125, 0.008, 0.004, 0, 0]
    )


@pytest.mark.parametrize("cycles", [2.0, 3.0, 5.0, 10.0])
def test_salts_that_come_in_go_out(cycles: float):
    water = run(Tower.model_validate({"water": {"cycles_of_concentration": cycles}}), hour(20.0), 26.0).water
    assert water.blowdown_l[0] > 0
    # salts in (make-up at 1) = salts out (drift and blowdown at `cycles`)
    assert water.make_up_l[0] == pytest.approx(cycles * (water.drift_l[0] + water.blowdown_l[0]), rel=1e-12)


def test_endless_cycles_need_no_blowdown():
    water = run(Tower.model_validate({"water": {"cycles_of_concentration": 1e6}}), hour(20.0), 26.0).water
    assert water.blowdown_l[0] == 0.0  # drift carries more salt away than comes in
    assert water.make_up_l[0] == water.evaporated_l[0] + water.drift_l[0]


def test_evaporation_by_psychrolib():
    # the air that leaves, found by bisection with psychrolib: saturated, with the enthalpy of inlet and heat
    weather = hour(30.0, 0.4)
    hours = run(Tower(), weather, 28.0)
    pressure = float(weather.pressure_pa[0])
    ratio = psychrolib.GetHumRatioFromRelHum(30.0, 0.4, pressure)
    built = tower.size(Tower(), WATER_KG_S, HEAT_KW)
    dry_kg_m3 = 1 / psychrolib.GetMoistAirVolume(30.0, ratio, pressure)
    air_kg_s = hours.air_flow[0] * built.air_m3_s * dry_kg_m3
    target = psychrolib.GetMoistAirEnthalpy(30.0, ratio) + HEAT_KW * 1000 / air_kg_s
    low, high = 0.0, 60.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if psychrolib.GetSatAirEnthalpy(middle, pressure) < target else (low, middle)
    by_hand = air_kg_s * (psychrolib.GetSatHumRatio(low, pressure) - ratio) * 3600
    # psychrolib rounds the gas constant in the fifth digit
    assert hours.water.evaporated_l[0] == pytest.approx(by_hand, rel=5e-4)


def test_dry_air_evaporates_more_than_the_heat_alone():
    # warm dry air is cooled as well: E h_fg / Q above 1 in deserts, below 1 in cold damp air
    shares = [
        run(Tower(), weather, max(coldest_c(Tower(), weather), 15.0)).water.evaporated_l[0] * 2430 / 3600 / HEAT_KW
        for weather in (hour(40.0, 0.1), hour(5.0, 0.9))
    ]
    assert shares[0] > 1.1
    assert shares[1] < 0.8


def test_loss_factor():
    # 0.2 % of the flow per kelvin: 50 kg/s over 5.6 K lose 0.56 kg/s
    lossy = Tower.model_validate({"water": {"evaporation": {"model": "loss_factor"}}})
    assert run(lossy, hour(20.0), 26.0).water.evaporated_l[0] == pytest.approx(0.56 * 3600, rel=1e-12)


def test_constant_approach():
    near = Tower.model_validate({"performance": {"model": "constant_approach", "approach_k": 3.0}})
    weather = hour(30.0, 0.3)
    assert coldest_c(near, weather) == weather.wet_bulb_c[0] + 3.0
    assert run(near, weather, 25.0, HEAT_KW / 2).fan_kw[0] == pytest.approx(0.0105 * HEAT_KW / 8, rel=1e-12)


def test_hours_below_freezing_are_counted():
    assert run(Tower(), hour(-5.0), 15.0).conditions["tower_freezing"] == 1
    assert run(Tower(), hour(5.0), 18.0).conditions["tower_freezing"] == 0


def test_hopeless_towers_are_refused():
    with pytest.raises(DesignError, match="enlarge them"):
        coldest_c(Tower(), hour(25.0), heat_kw=40 * HEAT_KW)


def test_an_impossible_rating_is_refused():
    with pytest.raises(DesignError, match="no fill reaches"):
        coldest_c(Tower(liquid_gas_ratio=4.0, performance=Fill(design_approach_k=0.5)), hour(25.0))
