"""Moist air against psychrolib, CoolProp and the tables of ASHRAE Fundamentals 2017, chapter 1."""

import numpy as np
import psychrolib
import pytest
from CoolProp.CoolProp import HAPropsSI, PropsSI
from hypothesis import example, given
from hypothesis import strategies as st

from dcenergy.weather import psychrometrics as air

SEA_LEVEL_PA = 101_325.0

psychrolib.SetUnitSystem(psychrolib.SI)

temps_c = st.floats(-50.0, 55.0)
relative_humidities = st.floats(0.01, 1.0)
pressures_pa = st.floats(55_000.0, 105_000.0)


@pytest.mark.parametrize("temp_c", [0.01, 10.0, 25.0, 40.0, 60.0])
def test_saturation_pressure_over_liquid_is_that_of_water(temp_c):
    # IAPWS-95, which is twelve years younger than Hyland and Wexler: they differ by 2e-4 up to 60 degC
    expected_pa = PropsSI("P", "T", temp_c + 273.15, "Q", 0, "Water")
    assert air.saturation_pressure_pa(temp_c) == pytest.approx(expected_pa, rel=3e-4)


@pytest.mark.parametrize(("temp_c", "expected_pa"), [(-40.0, 12.84), (-20.0, 103.2), (0.0, 611.15)])
def test_saturation_pressure_over_ice_is_that_of_ice(temp_c, expected_pa):
    # Murphy and Koop 2005, eq. 7 (doi:10.1256/qj.04.94); printed to four figures
    assert air.saturation_pressure_pa(temp_c) == pytest.approx(expected_pa, rel=1e-3)


@pytest.mark.parametrize(
    ("altitude_m", "pressure_kpa"), [(-500, 107.478), (0, 101.325), (1500, 84.556), (3000, 70.108)]
)
def test_pressure_is_that_of_the_standard_atmosphere(altitude_m, pressure_kpa):
    # ASHRAE Fundamentals 2017, ch. 1, table 1, printed to 1 Pa
    assert air.pressure_at_altitude_pa(altitude_m) / 1000 == pytest.approx(pressure_kpa, abs=1e-3)


def water_and_ice_fit(temp_c, ratio, pressure_pa):
    """Whether a wick of water just above 0 degC and one of ice just below would both be in balance."""
    if temp_c <= 0.01:
        return False
    wet, icy = (psychrolib.GetHumRatioFromTWetBulb(temp_c, near_0_c, pressure_pa) for near_0_c in (2e-3, -2e-3))
    return wet <= ratio <= icy


@given(temps_c, relative_humidities, pressures_pa)
@example(temp_c=16.875, relative_humidity=0.01, pressure_pa=55_000.0)
def test_psychrolib_agrees(temp_c, relative_humidity, pressure_pa):
    # both follow the same equations: differences are the side on which 0.01 degC itself
    # falls (6e-9), psychrolib's stopping rule (1e-3 K) and, where water and ice on the wick both fit, the choice
    ratio = float(air.humidity_ratio_from_relative_humidity(temp_c, relative_humidity, pressure_pa))
    assert ratio == pytest.approx(psychrolib.GetHumRatioFromRelHum(temp_c, relative_humidity, pressure_pa), rel=1e-8)
    # psychrolib holds a ratio at 1e-7 at least, which only the coldest driest air undercuts
    if ratio > 1e-6:
        dew_point_c = psychrolib.GetTDewPointFromHumRatio(temp_c, ratio, pressure_pa)
        assert air.dew_point_c(ratio, pressure_pa) == pytest.approx(dew_point_c, abs=2e-3)
    wet_bulb_c = psychrolib.GetTWetBulbFromHumRatio(temp_c, ratio, pressure_pa)
    if not water_and_ice_fit(temp_c, ratio, pressure_pa):
        assert air.wet_bulb_c(temp_c, ratio, pressure_pa) == pytest.approx(wet_bulb_c, abs=2e-3)
    enthalpy = psychrolib.GetMoistAirEnthalpy(temp_c, ratio) / 1000
    assert air.enthalpy_kj_kg(temp_c, ratio) == pytest.approx(enthalpy, abs=1e-9)
    density = psychrolib.GetMoistAirDensity(temp_c, ratio, pressure_pa)
    assert air.air_density_kg_m3(temp_c, ratio, pressure_pa) == pytest.approx(density, rel=1e-5)


@pytest.mark.parametrize("pressure_pa", [101_325.0, 84_000.0])
@pytest.mark.parametrize("temp_c", [10.0, 20.0, 30.0, 45.0])
@pytest.mark.parametrize("relative_humidity", [0.2, 0.4, 0.7, 0.95])
def test_wet_bulb_is_that_of_real_moist_air(temp_c, relative_humidity, pressure_pa):
    # CoolProp solves the virial equation of moist air (RP-1485) for the thermodynamic wet bulb;
    # ideal gas and constant heat capacities are good to 0.05 K at these states
    expected_c = HAPropsSI("B", "T", temp_c + 273.15, "P", pressure_pa, "R", relative_humidity) - 273.15
    ratio = air.humidity_ratio_from_relative_humidity(temp_c, relative_humidity, pressure_pa)
    assert air.wet_bulb_c(temp_c, ratio, pressure_pa) == pytest.approx(expected_c, abs=0.05)


@given(temps_c, relative_humidities, pressures_pa)
def test_dew_point_wet_bulb_and_dry_bulb_stand_in_order(temp_c, relative_humidity, pressure_pa):
    ratio = air.humidity_ratio_from_relative_humidity(temp_c, relative_humidity, pressure_pa)
    wet_bulb_c = air.wet_bulb_c(temp_c, ratio, pressure_pa)
    # 0.03 K: at saturation the wick's rounded constants (2830 kJ/kg) leave that much below 0 degC
    assert air.dew_point_c(ratio, pressure_pa) <= wet_bulb_c + 0.03
    assert wet_bulb_c <= temp_c + 0.03


@given(temps_c, relative_humidities, pressures_pa)
def test_wet_bulb_leads_back_to_the_humidity(temp_c, relative_humidity, pressure_pa):
    ratio = air.humidity_ratio_from_relative_humidity(temp_c, relative_humidity, pressure_pa)
    wet_bulb_c = air.wet_bulb_c(temp_c, ratio, pressure_pa)
    back = air.humidity_ratio_from_wet_bulb(temp_c, wet_bulb_c, pressure_pa)
    # from 0 degC to the triple point at 0.01 the wick is wet and saturation is over ice: 1e-4 apart, of under 10 g/kg
    tolerance = 1e-6 if 0.0 <= wet_bulb_c <= 0.01 else 1e-9
    assert back == pytest.approx(float(ratio), abs=tolerance)


@given(temps_c, relative_humidities, st.floats(0.01, 3.0))
def test_wet_bulb_rises_with_temperature_and_with_humidity(temp_c, relative_humidity, step):
    ratio = air.humidity_ratio_from_relative_humidity(temp_c, relative_humidity, SEA_LEVEL_PA)
    wet_bulb_c = air.wet_bulb_c(temp_c, ratio, SEA_LEVEL_PA)
    assert air.wet_bulb_c(temp_c + step, ratio, SEA_LEVEL_PA) > wet_bulb_c
    assert air.wet_bulb_c(temp_c + step, ratio * (1 + step), SEA_LEVEL_PA) > wet_bulb_c


def test_wick_is_wet_at_zero_and_iced_below():
    dry_to_moist = np.linspace(0.0017, 0.0021, 401)
    wet_bulb_c = air.wet_bulb_c(5.0, dry_to_moist, SEA_LEVEL_PA)
    frozen = wet_bulb_c < 0
    assert np.all(np.diff(wet_bulb_c) > 0)
    # the heat of fusion, 334 of 2835 kJ/kg, of a depression of 5 K: some 0.4 K
    assert wet_bulb_c[~frozen].min() - wet_bulb_c[frozen].max() == pytest.approx(0.36, abs=0.05)


def test_shapes_broadcast():
    hours = np.linspace(-10.0, 40.0, 24)
    many = air.wet_bulb_c(hours, 0.001, np.array([[101_325.0], [90_000.0], [80_000.0]]))
    assert many.shape == (3, 24)
    assert many[1, 5] == air.wet_bulb_c(float(hours[5]), 0.001, 90_000.0)


def test_air_that_cannot_be_is_not_passed_on_in_silence():
    with pytest.raises(ArithmeticError, match="wet bulb did not settle"):
        air.wet_bulb_c(np.array([20.0, np.nan]), 0.005, SEA_LEVEL_PA)
