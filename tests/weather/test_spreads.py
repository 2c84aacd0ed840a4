"""How far days differ: the coefficients are those that the stored statistics of 25 real years give."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from dcenergy.weather import neighbours, spreads, typical_air

TOP = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def fit() -> ModuleType:
    spec = importlib.util.spec_from_file_location("spreads_of_days", TOP / "benchmarks" / "spreads_of_days.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_the_regressions_are_those_that_the_stations_give(fit):
    temp, dew_point = fit.temp_fit(fit.stations()), fit.dew_point_fit(fit.stations())
    for station in fit.stations():
        temp_k = spreads.by_temp_k(
            station["temp_c"], station["temp_range_k"], station["wind_m_s"], station["latitude_deg"][0]
        )
        wanted_k = fit.first_temp_k(station) * np.exp(fit.of_temp(station) @ temp)
        # the coefficients are written to three or four digits: half of the last, times latitudes to 60 degrees
        assert temp_k == pytest.approx(wanted_k, rel=0.005)
        depression_k = np.maximum(station["temp_c"] - station["dew_point_c"], 0.5)
        dew_point_k = spreads.by_dew_point_k(temp_k, station["dew_point_c"], depression_k)
        wanted_k = fit.dew_point_start_k(station, temp) * np.exp(fit.of_dew_point(station) @ dew_point)
        assert dew_point_k == pytest.approx(wanted_k, rel=0.01)
    skewness = np.mean([station["dew_point_skewness"] for station in fit.stations()])
    assert pytest.approx(skewness, abs=0.005) == typical_air.DEW_POINT_SKEWNESS


def test_how_days_swing_is_what_the_stations_have(fit):
    found = fit.coefficients(fit.stations())
    # as the comment beside the constants says, to two digits
    assert found["range: deviation"] == pytest.approx(0.36, abs=0.005)
    assert found["range: with the depression"] == pytest.approx(0.44, abs=0.005)


def test_no_reach_and_no_noise_would_tell_much_better(fit):
    chosen = np.array(fit.carried(neighbours.REACH_KM, neighbours.NOISE))
    for reach_km in fit.REACHES_KM:
        for noise in fit.NOISES:
            assert np.mean(np.array(fit.carried(reach_km, noise)) / chosen) > 0.985


def test_stations_left_out_are_told_better_than_by_the_first_regression(fit):
    for before, after in fit.left_out(fit.stations()).values():
        assert after < before


def test_no_station_is_near_a_judge(fit):
    judges = [(39.8, 116.47), (26.58, 106.72), (26.42, 112.4), (40.82, 111.68)]  # CSWD
    judges += [(39.74, -105.18), (27.97, -82.53), (41.98, -87.92), (36.1, -79.95), (55.32, -160.52), (25.8, -80.27)]
    for station in fit.stations():
        for latitude_deg, longitude_deg in judges:
            there = {"latitude_deg": np.array([latitude_deg]), "longitude_deg": np.array([longitude_deg])}
            assert fit.apart_km(station, there) > 300


@pytest.mark.parametrize("dew_point_c", [np.full(12, 20.0), np.linspace(20.0, 20.9, 12)])
def test_months_without_a_course_are_no_months_without_days(dew_point_c):
    # the logarithm of no range at all would leave no day different from another
    spread_k = spreads.by_dew_point_k(np.full(12, 1.0), dew_point_c, np.full(12, 3.0))
    assert np.all((spread_k > 0.4) & (spread_k < 1.5))
