"""How long a hall lasts without cooling."""

from __future__ import annotations

import pytest
from sites import LAKE, design, steady_weather

from dcenergy.plant.ride_through import implied_capacity_kj_k_per_kw
from dcenergy.report.json_document import document
from dcenergy.simulate import simulate
from dcenergy.study.assess import Assessment


def ride(**thermal_mass: float) -> float:
    """Minutes of a hall of 1,000 servers with the thermal mass given."""
    profile = design(LAKE)
    halls = ({**profile.halls[0].model_dump(exclude_unset=True), "thermal_mass": thermal_mass},)
    minutes = simulate(type(profile).model_validate({"name": "x", "halls": halls}), steady_weather())
    found = minutes.cooled.ride_through_min["hall"]
    assert found is not None
    return found


def test_by_hand():
    # 400 kW at full utilisation * 1.0129 = 405.16; air: 2 m3/kW * 1.1797 kg/m3 * 1.006 = 2.374 kJ/K per kW;
    # equipment 8; heat 278.5 kW of IT and 6.5 % of losses and light:
    # 405.16 * 10.374 * 19 K / 293.3 kW = 272 s = 4.5 min
    assert ride(air_m3_per_kw=2.0, equipment_kj_k_per_kw=8.0, limit_c=45.0) == pytest.approx(4.5, rel=0.02)


def test_more_mass_and_a_higher_limit_last_longer():
    assert ride(equipment_kj_k_per_kw=20.0) > ride(equipment_kj_k_per_kw=10.0) > ride(limit_c=40.0)


def test_a_limit_below_the_supply_air_gives_no_time():
    assert ride(limit_c=20.0) == 0.0


def test_a_hall_without_any_time_is_the_shortest():
    profile = design(LAKE)
    own = profile.halls[0].model_dump(exclude_unset=True)
    halls = (own, {**own, "name": "hot", "thermal_mass": {"limit_c": 20.0}})
    result = simulate(type(profile).model_validate({"name": "x", "halls": halls}), steady_weather())
    assert document(Assessment(result, None, None), "", ())["cooling"]["ride_through_min"] == 0.0


def lasting(storage: dict | None) -> tuple[float, float]:
    """Minutes of an air-cooled hall with a tank, and the heat of its loop."""
    cooling = {"system": "air_chiller"} | ({} if storage is None else {"storage": storage})
    result = simulate(design(cooling), steady_weather())
    minutes = result.cooled.ride_through_min["hall"]
    assert minutes is not None
    return minutes, float(result.cooled.simulated[0].heat_kw.max())


RESERVE = {
    "capacity_kwh": 100.0,
    "charge_kw": 50.0,
    "discharge_kw": 500.0,
    "standing_loss_per_day": 0.0,
    "reserve_kwh": 50.0,
    "schedule": {"by": "hours", "charge": [3, 4], "discharge": [14]},
}


def test_a_tank_lasts_as_long_as_its_reserve_lasts_the_loop():
    (without, _), (reserved, loop_kw) = (lasting(each) for each in (None, RESERVE))
    # 50 kWh against 300 kW are 10 minutes more; the hall's own minutes are counted at the loop's heat, which has the
    # fans' and pumps' 5 % on top of the hall's
    own = reserved - 50 / loop_kw * 60
    assert own == pytest.approx(without, rel=0.06)
    assert own < without


def test_a_tank_that_is_empty_at_times_is_not_counted():
    # 60 kWh are gone after its hour of discharge
    assert lasting(RESERVE | {"capacity_kwh": 60.0, "reserve_kwh": 0.0})[0] == lasting(None)[0]


def test_a_tank_that_waits_for_the_failure_is_counted_whole():
    waiting = RESERVE | {"reserve_kwh": 0.0, "schedule": {"by": "hours", "charge": list(range(24)), "discharge": []}}
    (minutes, loop_kw), (reserved, _) = lasting(waiting), lasting(RESERVE)
    assert minutes - reserved == pytest.approx(50 / loop_kw * 60, rel=1e-9)


def test_what_pipes_lose_on_the_way_does_not_cool_the_hall():
    # a round trip of 0.64 is 0.8 each way: of the 50 kWh held 40 arrive
    (all_of_it, loop_kw), (some, _) = lasting(RESERVE), lasting(RESERVE | {"round_trip_efficiency": 0.64})
    assert all_of_it - some == pytest.approx(10 / loop_kw * 60, rel=1e-9)


def test_a_slow_tank_lets_the_hall_warm():
    assert lasting(None)[0] < lasting(RESERVE | {"discharge_kw": 60.0})[0] < lasting(RESERVE)[0]


def test_what_dongjiangs_three_minutes_imply():
    # reported: without cooling 50 degC after 3 minutes at 26 degC; 7.5 kJ/K per kW is air and the light parts of the
    # racks, inside the default's range of 3 to 40
    assert implied_capacity_kj_k_per_kw(3.0, 26.0, 50.0) == pytest.approx(7.5, rel=1e-12)
