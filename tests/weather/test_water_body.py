"""Water at the intake: which kind a profile means, and its temperature over the year."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from dcenergy.errors import WeatherError
from dcenergy.weather import water_body
from dcenergy.weather.hourly import Place, calendar, from_air, no_weather
from dcenergy.weather.water_body import HourlyWater, MonthlyWater, RiverFromAir, SeasonalWater, WaterSource

ADAPTER = TypeAdapter(WaterSource)
MONTHS_C = [9.0, 8.0, 8.5, 10.0, 12.0, 14.0, 16.0, 17.0, 15.0, 13.0, 11.0, 10.0]


def weather_of(air_c):
    nothing = np.zeros(len(air_c))
    return from_air(
        "file",
        "test",
        Place(26.0, 113.0, 140.0, 8.0),
        temp_c=air_c,
        dew_point_c=air_c - 1,
        pressure_pa=nothing + 100_000.0,
        wind_m_s=nothing,
        ghi_w_m2=nothing,
        dni_w_m2=nothing,
        dhi_w_m2=nothing,
    )


@pytest.mark.parametrize(
    ("given_keys", "kind"),
    [
        ({"monthly_c": MONTHS_C}, MonthlyWater),
        ({"mean_c": 10.5, "amplitude_k": 2.5}, SeasonalWater),
        ({"mean_c": 10.5, "amplitude_k": 2.5, "coldest_day": 60}, SeasonalWater),
        ({"hourly_c": [10.0] * 8760}, HourlyWater),
        ({"river_from_air": {}}, RiverFromAir),
    ],
)
def test_the_key_says_which_kind(given_keys, kind):
    assert type(ADAPTER.validate_python(given_keys)) is kind


@pytest.mark.parametrize("keys", [{}, {"amplitude_k": 2.0}, {"monthly_c": MONTHS_C, "mean_c": 10}, 12.0])
def test_none_or_two_of_the_keys_are_an_error(keys):
    with pytest.raises(ValidationError, match="name exactly one of monthly_c, mean_c, hourly_c, river_from_air"):
        ADAPTER.validate_python(keys)


@pytest.mark.parametrize(
    ("keys", "says"),
    [
        ({"monthly_c": MONTHS_C[:11]}, "at least 12 items"),
        ({"monthly_c": [*MONTHS_C[:11], 46.0]}, "less than or equal to 45"),
        ({"hourly_c": [10.0] * 8759}, "must have 8760 or 8784 values, got 8759"),
        ({"hourly_c": [float("nan")] * 8760}, "finite number"),
        ({"mean_c": 3.0, "amplitude_k": 8.0}, "reaches -5 to 11 degC"),
        ({"river_from_air": {"coldest_c": 20.0, "warmest_c": 10.0}}, "warmest_c must be above coldest_c"),
        ({"mean_c": 10.0, "amplitude_k": 2.0, "phase": 3}, "Extra inputs are not permitted"),
    ],
)
def test_water_that_cannot_be_is_refused(keys, says):
    with pytest.raises(ValidationError, match=says):
        ADAPTER.validate_python(keys)


@pytest.mark.parametrize("leap", [False, True])
def test_months_run_from_middle_to_middle_round_the_year(leap):
    weather = weather_of(np.full(8784 if leap else 8760, 15.0))
    water_c = water_body.temperature_c(MonthlyWater(monthly_c=tuple(MONTHS_C)), weather)
    assert len(water_c) == weather.hours
    # at noon of the 16th of January the month's own value; at the turn of the year half-way from December's
    assert water_c[15 * 24 + 12] == pytest.approx(9.0, abs=0.02)
    assert water_c[0] == pytest.approx((9.0 + 10.0) / 2, abs=0.02)
    assert abs(water_c[0] - water_c[-1]) < 0.01
    assert water_c.min() >= 8.0
    assert water_c.max() <= 17.0


def test_the_sine_of_dongjiang_lake():
    # China Daily 2026-01-12: the lake's deep water stays at 8 to 13 degC
    water_c = water_body.temperature_c(SeasonalWater(mean_c=10.5, amplitude_k=2.5, coldest_day=60), no_weather())
    assert water_c.min() == pytest.approx(8.0, abs=0.001)
    assert water_c.max() == pytest.approx(13.0, abs=0.001)
    assert water_c.mean() == pytest.approx(10.5, abs=1e-9)
    assert calendar().day_of_year[water_c.argmin()] == 60


def test_hourly_water_is_taken_as_it_is_and_fitted_to_the_year():
    hours = tuple(10 + 0.001 * hour for hour in range(8760))
    assert water_body.temperature_c(HourlyWater(hourly_c=hours), no_weather()).tolist() == list(hours)
    in_leap_year = water_body.temperature_c(HourlyWater(hourly_c=hours), weather_of(np.full(8784, 15.0)))
    assert in_leap_year[1416:1440].tolist() == list(hours[1392:1416])  # 29 February takes the 28th's
    assert in_leap_year[1440:].tolist() == list(hours[1416:])


class TestRiver:
    def test_follows_the_week_and_not_the_hour(self):
        river = RiverFromAir.model_validate({"river_from_air": {}})
        steady = water_body.temperature_c(river, weather_of(np.full(8760, 15.0)))
        swinging = 15.0 + 8.0 * np.sin(2 * np.pi * np.arange(8760) / 24)
        # a week holds whole days: their swing leaves no trace
        assert water_body.temperature_c(river, weather_of(swinging)) == pytest.approx(steady, abs=1e-9)

    def test_needs_air(self):
        river = RiverFromAir.model_validate({"river_from_air": {}})
        with pytest.raises(WeatherError, match="there is no weather"):
            water_body.temperature_c(river, no_weather())

    @given(st.floats(-40, 45), st.floats(0.01, 10))
    def test_rises_with_the_air_between_its_bounds(self, air_c, step_k):
        curve = water_body.AirRegression()
        cold, warm = water_body.river_c(np.array([air_c, air_c + step_k]), curve)
        assert 0.8 <= cold < warm <= 26.2

    def test_weekly_mean_runs_round_the_year(self):
        hourly = np.arange(8760.0)
        weekly = water_body.weekly_mean(hourly)
        assert weekly.mean() == pytest.approx(hourly.mean())
        assert weekly[4000] == pytest.approx(hourly[4000 - 84 : 4000 + 84].mean())
        assert weekly[0] == pytest.approx(np.concatenate([hourly[-84:], hourly[:84]]).mean())
