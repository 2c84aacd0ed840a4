"""How long a hall lasts without cooling."""

from __future__ import annotations

import pytest
from conftest import LAKE, design, steady_weather

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


def test_what_dongjiangs_three_minutes_imply():
    # reported: without cooling 50 degC after 3 minutes at 26 degC; 7.5 kJ/K per kW is air and the light parts of the
    # racks, inside the default's range of 3 to 40
    assert implied_capacity_kj_k_per_kw(3.0, 26.0, 50.0) == pytest.approx(7.5, rel=1e-12)
