"""Cold carried from hour to hour: a day by hand, the laws, and what the reader sees."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError
from ruamel.yaml import YAML
from sites import LAKE, design, steady_weather

from dcenergy.plant import thermal_storage
from dcenergy.plant.thermal_storage import StoredCold, ThermalStorage, level
from dcenergy.plant.water_loop import PlantDuty
from dcenergy.report.hourly_table import columns
from dcenergy.report.json_document import document
from dcenergy.result import Result
from dcenergy.simulate import simulate
from dcenergy.study.assess import Assessment
from dcenergy.supply import battery_fleet
from dcenergy.supply.battery import Battery
from dcenergy.weather import normals, places
from dcenergy.weather.hourly import Weather, calendar

YEAR = calendar()
NIGHT_AND_NOON = {"by": "hours", "charge": [0, 1, 2, 3, 4], "discharge": [12, 13, 14, 15]}
COOLEST = {"by": "temperature", "charge_hours": 10, "discharge_hours": 6}
TANK = {"capacity_kwh": 1500.0, "charge_kw": 150.0, "discharge_kw": 280.0, "schedule": COOLEST}

AIR = {"system": "air_chiller", "chiller": {"count": 4}}
TOWERS = {"system": "chilled_water", "chiller": {"count": 4}, "economiser": {"arrangement": "integrated"}}
WARM_LAKE = LAKE | {"source": {"mean_c": 18.0, "amplitude_k": 8.0, "coldest_day": 30}}
TRIMMED = WARM_LAKE | {"trim": {"chiller": "air_cooled", "count": 4}}
SYSTEMS = {"air": AIR, "towers": TOWERS, "lake": TRIMMED}


def tank(**keys: object) -> ThermalStorage:
    given = {"capacity_kwh": 200.0, "charge_kw": 60.0, "discharge_kw": 80.0, "standing_loss_per_day": 0.0}
    return ThermalStorage.model_validate(given | {"schedule": NIGHT_AND_NOON} | keys)


def duty(heat_kw: float | np.ndarray = 100.0) -> PlantDuty:
    heat = np.broadcast_to(np.asarray(heat_kw, dtype=float), (8760,)).copy()
    nothing = np.zeros(8760)
    return PlantDuty(nothing, nothing, heat, 150.0, 20.0, np.full(8760, 28.0))


def levelled(
    own: ThermalStorage, heat_kw: float | np.ndarray = 100.0, possible_kw: float | np.ndarray = 150.0
) -> tuple[np.ndarray, StoredCold]:
    possible = np.broadcast_to(np.asarray(possible_kw, dtype=float), (8760,))
    plant, stored = level(own, duty(heat_kw), lambda: possible, np.zeros(8760), YEAR)
    assert stored is not None
    return plant.heat_kw, stored


def continental() -> Weather:
    """Air from -16 to 36 degC over the year, 12 K between the coolest and the warmest hour of a day."""
    hour = np.arange(8760)
    return steady_weather(10 - 20 * np.cos(2 * np.pi * hour / 8760) - 6 * np.cos(2 * np.pi * (hour - 4) / 24))


def year(cooling: dict, storage: dict | None) -> Result:
    return simulate(design(cooling if storage is None else cooling | {"storage": storage}), continental())


def test_a_day_by_hand():
    # 100 kW of heat, a plant of 150 kW: 50 kW of the 60 wished are to spare, so that 200 kWh take four of the five
    # hours of the night; at noon 80 + 80 kW, then what is left, 40 kW, then nothing
    plant_kw, stored = levelled(tank())
    charged, discharged = stored.charged_kw[:24], stored.discharged_kw[:24]
    assert charged[:6].tolist() == pytest.approx([50, 50, 50, 50, 0, 0], abs=1e-9)
    assert discharged[11:17].tolist() == pytest.approx([0, 80, 80, 40, 0, 0], abs=1e-9)
    assert stored.stored_kwh[[0, 3, 11, 12, 13, 14]].tolist() == pytest.approx([50, 200, 200, 120, 40, 0], abs=1e-9)
    assert plant_kw[[0, 4, 8, 12, 14]].tolist() == pytest.approx([150, 100, 100, 20, 60], abs=1e-9)
    assert stored.held_back_hours == 3 * 365  # in the fourth hour it is full at 50 kW
    assert not stored.gained_kw.any()


def test_what_leaks_in_by_hand():
    # 2 % a day: what is full at hour 4 has lost 1 - 0.98^(8/24) = 0.671 % when it is first drawn on, after 8 losses
    _, stored = levelled(tank(standing_loss_per_day=0.02, charge_kw=50.0))
    assert stored.stored_kwh[4] == pytest.approx(200.0, rel=1e-12)
    assert stored.stored_kwh[11] == pytest.approx(200 * 0.98 ** (7 / 24), rel=1e-12)
    assert stored.stored_kwh[12] == pytest.approx(200 * 0.98 ** (8 / 24) - 80, rel=1e-12)


def test_a_round_trip_by_hand():
    # 0.81 of what is charged comes back: 200 kWh in the tank are 222.2 charged and 180 given
    _, stored = levelled(tank(round_trip_efficiency=0.81, charge_kw=50.0))
    assert stored.charged_kw.sum() / 365 == pytest.approx(200 / 0.9, rel=1e-9)
    assert stored.discharged_kw.sum() / 365 == pytest.approx(180.0, rel=1e-9)
    assert stored.gained_kw.sum() / 365 == pytest.approx(200 / 0.9 - 180, rel=1e-9)


def test_a_reserve_is_never_discharged():
    _, stored = levelled(tank(reserve_kwh=90.0))
    assert stored.always_kwh == pytest.approx(90.0, abs=1e-9)
    assert stored.discharged_kw.sum() / 365 == pytest.approx(110.0, rel=1e-9)


def test_coolest_and_warmest_hours_of_each_day():
    temp_c = np.random.default_rng(1).normal(15, 5, 8760)
    schedule = tank(schedule={"by": "temperature", "charge_hours": 5, "discharge_hours": 3}).schedule
    charging, discharging = thermal_storage.hours(schedule, temp_c, YEAR)
    for day in range(0, 365, 50):
        of_day = slice(24 * day, 24 * day + 24)
        by_temperature = np.argsort(temp_c[of_day])
        assert set(np.flatnonzero(charging[of_day])) == set(by_temperature[:5])
        assert set(np.flatnonzero(discharging[of_day])) == set(by_temperature[-3:])


def test_a_day_is_foreseen_and_the_next_is_not():
    temp_c = np.random.default_rng(2).normal(15, 5, 8760)
    other = temp_c.copy()
    other[24 * 100 :] = np.random.default_rng(3).normal(25, 5, 8760 - 24 * 100)
    one, two = (thermal_storage.hours(tank(schedule=COOLEST).schedule, each, YEAR) for each in (temp_c, other))
    assert all(np.array_equal(a[: 24 * 100], b[: 24 * 100]) for a, b in zip(one, two, strict=True))


tanks = st.builds(
    tank,
    capacity_kwh=st.floats(1.0, 2000.0),
    charge_kw=st.floats(1.0, 500.0),
    discharge_kw=st.floats(1.0, 500.0),
    standing_loss_per_day=st.floats(0.0, 0.2),
    round_trip_efficiency=st.floats(0.5, 1.0),
    schedule=st.sampled_from([NIGHT_AND_NOON, COOLEST]),
)


@settings(max_examples=25)
@given(own=tanks, seed=st.integers(0, 10_000))
def test_a_tank_keeps_its_books(own: ThermalStorage, seed: int):
    rng = np.random.default_rng(seed)
    heat_kw, possible_kw = rng.uniform(0, 150, 8760), rng.uniform(0, 200, 8760)
    plant_kw, stored = levelled(own, heat_kw, possible_kw)
    tolerance = 1e-9 * (own.capacity_kwh + 200)  # sums of numbers of this size
    change_kwh = np.diff(stored.stored_kwh, prepend=stored.before_kwh)
    np.testing.assert_allclose(
        stored.charged_kw - stored.discharged_kw - stored.gained_kw, change_kwh, rtol=0, atol=tolerance
    )
    np.testing.assert_allclose(plant_kw + stored.discharged_kw, heat_kw + stored.charged_kw, rtol=0, atol=tolerance)
    assert abs(stored.stored_kwh[-1] - stored.before_kwh) <= 2e-9 * own.capacity_kwh  # the year repeats itself
    assert not np.any((stored.charged_kw > 0) & (stored.discharged_kw > 0))
    assert np.all(plant_kw <= np.maximum(heat_kw, possible_kw) + tolerance)
    assert np.all(stored.gained_kw >= -tolerance)
    assert 0 <= stored.stored_kwh.min() <= stored.stored_kwh.max() <= own.capacity_kwh + tolerance


@settings(max_examples=10)
@given(own=tanks, seed=st.integers(0, 10_000))
def test_a_loop_over_floats_is_the_arithmetic_of_arrays(own: ThermalStorage, seed: int):
    # the array body of battery fleets knows nothing of this loop: many designs at once, by surplus and deficit
    rng = np.random.default_rng(seed)
    heat_kw, possible_kw = rng.uniform(0, 150, 8760), rng.uniform(0, 200, 8760)
    _, alone = levelled(own, heat_kw, possible_kw)
    charging, discharging = thermal_storage.hours(own.schedule, np.zeros(8760), YEAR)
    wish_kw = np.where(charging, np.clip(possible_kw - heat_kw, 0, own.charge_kw), 0.0)
    wish_kw -= np.where(discharging, np.minimum(heat_kw, own.discharge_kw), 0.0)
    same = Battery(
        capacity_kwh=own.capacity_kwh,
        power_kw=1e4,
        round_trip_efficiency=own.round_trip_efficiency,
        self_discharge_per_h=1 - (1 - own.standing_loss_per_day) ** (1 / 24),
    )
    fleet = battery_fleet.run([same], wish_kw[:, None])
    tolerance = 2e-9 * own.capacity_kwh / 0.7  # the cyclic state is known to 1e-9 of the capacity
    np.testing.assert_allclose(fleet.charged_kw[:, 0], alone.charged_kw, rtol=0, atol=tolerance)
    np.testing.assert_allclose(fleet.discharged_kw[:, 0], alone.discharged_kw, rtol=0, atol=tolerance)


def test_a_store_filled_over_seasons_ends_as_it_began():
    # half a year to spare, half a year without: the cycle is the year's own
    possible_kw = np.where(np.arange(8760) < 4380, 150.0, 0.0)
    heat_kw = np.where(np.arange(8760) < 4380, 100.0, 140.0)
    big = tank(capacity_kwh=5e4, schedule={"by": "temperature", "charge_hours": 12, "discharge_hours": 12})
    _, stored = levelled(big, heat_kw, possible_kw)
    assert stored.stored_kwh[-1] == pytest.approx(stored.before_kwh, abs=1e-4)
    assert stored.charged_kw.sum() == pytest.approx(stored.discharged_kw.sum(), rel=1e-8)
    assert stored.charged_kw.sum() > 0


@pytest.mark.parametrize("cooling", SYSTEMS.values(), ids=SYSTEMS)
def test_no_capacity_is_no_storage_exactly(cooling: dict):
    without, empty = year(cooling, None), year(cooling, TANK | {"capacity_kwh": 0.0})
    np.testing.assert_array_equal(without.site.facility_kw, empty.site.facility_kw)
    assert without.cooling.hours == empty.cooling.hours


@pytest.mark.parametrize("cooling", SYSTEMS.values(), ids=SYSTEMS)
def test_a_lossless_storage_keeps_the_years_heat(cooling: dict):
    without, lossless, leaking = (
        year(cooling, storage).cooled.simulated[0]
        for storage in (None, TANK | {"standing_loss_per_day": 0.0}, TANK | {"standing_loss_per_day": 0.1})
    )
    taken = [float((each.free_kw + each.mechanical_kw).sum()) for each in (without, lossless, leaking)]
    # the state of the year's end is that of its start to 1e-9 of 1,500 kWh, in 2.4 GWh
    assert taken[1] == pytest.approx(taken[0], rel=1e-11)
    assert leaking.storage is not None
    assert taken[2] == pytest.approx(taken[0] + leaking.storage.gained_kw.sum(), rel=1e-11)
    assert leaking.storage.gained_kw.sum() > 1000
    np.testing.assert_array_equal(lossless.heat_kw, without.heat_kw)


def test_charging_in_the_coolest_hours_pays_in_a_continental_climate():
    # 12 K between night and noon: COP is some 3 % a kelvin, against 1 % of the cold that leaks away
    without, stored = year(AIR, None).indicators.pue, year(AIR, TANK).indicators.pue
    assert without is not None
    assert stored is not None
    assert stored < without - 0.002


def test_charging_in_the_warmest_hours_costs():
    backwards = TANK | {"schedule": {"by": "hours", "charge": list(range(10, 20)), "discharge": list(range(6))}}
    assert year(AIR, backwards).site.facility_kw.sum() > year(AIR, TANK).site.facility_kw.sum()


CURVES = {"performance": {"model": "eir_shipped", "curves": "mcquay_wsc_471kw"}}
WITH_CURVES = {"system": "chilled_water", "loop": {"coil_approach_k": 14.0}, "chiller": CURVES}
SMALL = {
    "air": (AIR, "chiller"),
    "air and dry cooler": (AIR | {"dry_cooler": {}}, "chiller"),
    "towers": (TOWERS, "chiller"),
    "towers, curves": (WITH_CURVES, "chiller"),
    "towers, economiser in place": (TOWERS | {"economiser": {"arrangement": "non_integrated"}}, "chiller"),
    "lake": (TRIMMED, "trim"),
    "lake, source-cooled": (WARM_LAKE | {"trim": {"chiller": "source_cooled", "arrangement": "series"}}, "trim"),
}


@pytest.mark.parametrize(("cooling", "chillers"), SMALL.values(), ids=SMALL)
@settings(max_examples=4)
@given(
    capacity_kw=st.floats(150.0, 500.0),
    capacity_kwh=st.floats(10.0, 4000.0),
    charge_kw=st.floats(10.0, 600.0),
    schedule=st.sampled_from([NIGHT_AND_NOON, COOLEST]),
)
def test_unmet_heat_never_rises(
    cooling: dict, chillers: str, capacity_kw: float, capacity_kwh: float, charge_kw: float, schedule: dict
):
    small = cooling | {chillers: cooling[chillers] | {"capacity_kw": capacity_kw}}
    storage = {
        "capacity_kwh": capacity_kwh,
        "charge_kw": charge_kw,
        "discharge_kw": charge_kw,
        "schedule": schedule,
    }
    without, stored = (year(small, each).cooled.simulated[0] for each in (None, storage))
    assert np.all(stored.unmet_kw <= without.unmet_kw + 1e-9)  # sums of hundreds of kW are rounded


def test_a_plant_too_small_by_day_is_helped_by_its_nights():
    # curves lose capacity in warm air: chillers carry the heat by night, and not in the hottest afternoons; a tank
    # that gives its cold slowly has some in all of the six warmest hours
    small = {
        "system": "air_chiller",
        "loop": {"coil_approach_k": 17.0},
        "chiller": {
            "capacity_kw": 280.0,
            "performance": {"model": "eir_shipped", "curves": "mcquay_agz010bs_34kw"},
        },
    }
    without, stored = (year(small, each).cooling.unmet_kwh for each in (None, TANK | {"discharge_kw": 40.0}))
    assert without is not None
    assert without > 50
    assert stored == pytest.approx(0.0, abs=1e-9)


def test_each_hall_has_its_own():
    one = design(AIR | {"storage": TANK}).halls[0]
    other = design(TRIMMED | {"storage": TANK | {"capacity_kwh": 300.0}}).halls[0]
    halls = (one, other.model_copy(update={"name": "second"}), one.model_copy(update={"name": "third"}))
    site = simulate(design(AIR).model_copy(update={"halls": halls}), continental())
    first, second, third = site.cooled.simulated
    assert first.storage is not None
    assert second.storage is not None
    assert third.storage is not None
    np.testing.assert_array_equal(first.storage.charged_kw, third.storage.charged_kw)
    assert second.storage.stored_kwh.max() == pytest.approx(300.0, rel=1e-9)
    charged_kwh = sum(tank.charged_kw.sum() for tank in (first.storage, second.storage, third.storage))
    assert site.cooling.storage_charged_kwh == pytest.approx(charged_kwh, rel=1e-12)
    assert {"hall_storage_charged_kw", "second_storage_stored_kwh"} <= set(columns(site))


def test_what_the_reader_sees():
    without, stored = (document(Assessment(year(AIR, each), None, None), "", ())["cooling"] for each in (None, TANK))
    assert without["storage_charged_kwh"] is None
    assert without["storage_discharged_kwh"] is None
    assert 0.95 < stored["storage_discharged_kwh"] / stored["storage_charged_kwh"] < 1
    table = columns(year(AIR, TANK))
    assert table["storage_charged_kw"].sum() == pytest.approx(stored["storage_charged_kwh"], rel=1e-12)
    assert table["storage_discharged_kw"].sum() == pytest.approx(stored["storage_discharged_kwh"], rel=1e-12)
    np.testing.assert_allclose(
        table["heat_kw"] + table["storage_charged_kw"],
        table["free_kw"] + table["mechanical_kw"] + table["unmet_kw"] + table["storage_discharged_kw"],
        rtol=1e-12,
    )
    assert "storage_charged_kw" not in columns(year(AIR, None))


def test_a_plant_that_rests_takes_nothing():
    # a tank that takes all heat for six hours: chillers, their towers' pumps and fans stand still
    hall = year(TOWERS, TANK | {"discharge_kw": 1000.0, "capacity_kwh": 4000.0}).cooled.simulated[0]
    assert hall.storage is not None
    resting = hall.storage.discharged_kw >= hall.heat_kw
    assert np.count_nonzero(resting) > 1000
    assert not hall.chiller_kw[resting].any()
    assert not hall.heat_rejection_kw[resting].any()
    assert hall.water is not None
    assert not hall.water.make_up_l[resting].any()
    assert hall.pump_kw[resting].max() < hall.pump_kw[~resting].min()


def test_the_example_of_the_page():
    page = (Path(__file__).parents[2] / "docs" / "cooling.md").read_text(encoding="utf-8")
    example = YAML(typ="safe").load(page.partition("```yaml\n")[2].partition("```")[0])["cooling"]
    climate = places.find("hohhot")
    weather = normals.generate(climate, climate.place)
    servers = {"servers": ({"count": 10_000, "idle_w": 150.0, "peak_w": 400.0, "utilisation": 0.5},)}
    without, stored = (
        simulate(design(cooling, it=servers), weather)
        for cooling in ({key: example[key] for key in example if key != "storage"}, example)
    )
    # the page's rounding; the made year may change by what its authors learn
    assert stored.cooling.heat_kwh == pytest.approx(26.6e6, rel=0.01)
    assert stored.cooling.storage_charged_kwh == pytest.approx(4.0e6, rel=0.02)
    chillers = [each.parts_kw["chillers"] for each in (without, stored)]
    assert np.sum(chillers[1]) / np.sum(chillers[0]) == pytest.approx(0.96, abs=0.01)
    assert without.indicators.pue == pytest.approx(1.191, abs=0.002)
    assert stored.indicators.pue == pytest.approx(1.188, abs=0.002)
    minutes = [each.cooled.ride_through_min["hall"] for each in (without, stored)]
    assert minutes == [pytest.approx(5.5, abs=0.1), pytest.approx(15.1, abs=0.3)]


REFUSED = {
    "power without capacity": ({"capacity_kwh": None}, "capacity_kwh"),
    "an hour that does both": (
        {"schedule": {"by": "hours", "charge": [1, 2], "discharge": [2, 3]}},
        "charged and discharged in hour 2",
    ),
    "hours beyond the day": ({"schedule": {"by": "hours", "charge": [24], "discharge": []}}, "run from 0 to 23"),
    "more hours than a day has": (
        {"schedule": {"by": "temperature", "charge_hours": 14, "discharge_hours": 12}},
        "14 \\+ 12 hours are more than a day",
    ),
    "a reserve beyond the capacity": ({"reserve_kwh": 300.0}, "cannot keep 300 kWh"),
}


@pytest.mark.parametrize(("keys", "told"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_is_refused(keys: dict, told: str):
    given = {key: value for key, value in keys.items() if value is not None}
    base = {"capacity_kwh": 200.0, "charge_kw": 60.0, "discharge_kw": 80.0, "schedule": NIGHT_AND_NOON}
    with pytest.raises(ValidationError, match=told):
        ThermalStorage.model_validate({key: base[key] for key in base if key not in keys} | given)


@pytest.mark.parametrize("system", ["airside", "indirect_evaporative", "dx", "fixed_pue"])
def test_systems_without_a_loop_have_no_storage(system: str):
    with pytest.raises(ValidationError, match="storage"):
        design({"system": system, "storage": TANK} | ({"pue": 1.2} if system == "fixed_pue" else {}))


def test_a_lake_without_trim_chillers_has_nothing_to_store():
    with pytest.raises(ValidationError, match="give `trim`"):
        design(LAKE | {"storage": TANK})


def test_the_years_share_of_free_cooling_stays_a_share():
    # leaked heat is the plant's too: free cooling is judged by what the plant met
    cold = {"system": "air_chiller", "dry_cooler": {}, "storage": TANK | {"standing_loss_per_day": 0.5}}
    result = simulate(design(cold), steady_weather(-20.0))
    assert result.cooling.free_share == pytest.approx(1.0, rel=1e-12)
    assert result.cooling.hours == {"full": 8760, "partial": 0, "none": 0}
