"""Electricity and heat close every hour, on both sides from arrays that were returned apart."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from sites import LAKE, design, steady_weather

from dcenergy.accounting.energy import PARTS, annual_kwh
from dcenergy.plant import thermal_storage
from dcenergy.plant.facility import Facility, Hall
from dcenergy.plant.thermal_storage import StoredCold
from dcenergy.profile.schema import Profile
from dcenergy.result import Result
from dcenergy.simulate import simulate
from dcenergy.study.notes import CONDITIONS

TOLERANCE = 1e-9  # of the facility's power; 8 bytes carry 1e-16, sums of a dozen parts lose a digit or two

WARM_LAKE = LAKE | {"source": {"mean_c": 18.0, "amplitude_k": 8.0, "coldest_day": 30}}
TOWERS = {
    "system": "chilled_water",
    "economiser": {"arrangement": "integrated"},
    "chiller": {"count": 3, "redundancy": "N+1"},
}
TANK = {
    "capacity_kwh": 1500.0,
    "charge_kw": 150.0,
    "discharge_kw": 1000.0,
    "standing_loss_per_day": 0.2,
    "round_trip_efficiency": 0.95,
    "schedule": {"by": "temperature", "charge_hours": 10, "discharge_hours": 6},
}
DESIGNS = {
    "lake": LAKE,
    "warm lake, air-cooled trim": WARM_LAKE | {"trim": {"chiller": "air_cooled"}},
    "warm lake, source-cooled trim": WARM_LAKE | {"trim": {"chiller": "source_cooled"}},
    "warm lake without trim": WARM_LAKE,
    "warm lake, small pumps": WARM_LAKE | {"flow_max_m3_s": 0.02, "trim": {"chiller": "air_cooled"}},
    "sea": WARM_LAKE | {"water": "sea", "trim": {"chiller": "source_cooled", "capacity_kw": 100.0}},
    "lake with heat reuse": WARM_LAKE | {"trim": {"chiller": "air_cooled"}, "heat_reuse": {"demand_kw": 150.0}},
    "lake, all heat reused": LAKE | {"heat_reuse": {"demand_kw": 1e4, "heat_pump": {}}},
    "warm lake, plates and turbine": WARM_LAKE
    | {
        "exchanger_model": "effectiveness_ntu",
        "plates": {"ua_kw_per_k": 100.0, "fouling": 0.1},
        "gravity_recovery": 0.6,
        "trim": {"chiller": "source_cooled", "arrangement": "series", "count": 3, "redundancy": "N+1"},
    },
    "towers": {"system": "chilled_water"},
    "towers, integrated economiser": TOWERS,
    "towers, economiser in place of chillers": {
        "system": "chilled_water",
        "economiser": {"arrangement": "non_integrated"},
        "chiller": {"count": 2, "capacity_kw": 250.0},
        "tower": {"performance": {"model": "constant_approach"}, "water": {"evaporation": {"model": "loss_factor"}}},
    },
    "towers with heat reuse": TOWERS | {"heat_reuse": {"demand_kw": 150.0}},
    "towers, all heat reused": TOWERS | {"heat_reuse": {"demand_kw": 1e4, "heat_pump": {}}},
    "towers and a tank": TOWERS | {"storage": TANK, "tower": {"basin_heater": {"capacity_w_per_k": 500.0}}},
    "warm lake and a tank": WARM_LAKE | {"trim": {"chiller": "source_cooled", "count": 2}, "storage": TANK},
    "air chiller and a tank": {"system": "air_chiller", "dry_cooler": {}, "storage": TANK},
    "air chiller, heat pump and a tank": {
        "system": "air_chiller",
        "heat_reuse": {"demand_kw": 100.0, "heat_pump": {}},
        "storage": TANK,
    },
    "air chiller": {"system": "air_chiller"},
    "air chiller with heat pump": {"system": "air_chiller", "heat_reuse": {"demand_kw": 200.0, "heat_pump": {}}},
    "small air chiller": {"system": "air_chiller", "chiller": {"capacity_kw": 200.0}},
    "air chiller and dry cooler": {"system": "air_chiller", "dry_cooler": {}},
}

DX = {"chiller": "dx"}
DESIGNS_WITHOUT_LOOP: dict[str, dict] = {
    "direct expansion": {"system": "dx"},
    "direct expansion that dries the air": {"system": "dx", "sensible_heat_ratio": 0.9},
    "direct expansion, locked out": {"system": "dx", "units": {"lock_out_air_c": -5.0, "capacity_kw": 250.0}},
    "outdoor air": {"system": "airside", "trim": DX},
    "outdoor air and steam": {"system": "airside", "trim": DX, "humidifier": {"kind": "steam"}},
    "outdoor air, wetted": {
        "system": "airside",
        "trim": DX,
        "evaporative_cooler": {},
        "humidity": {"envelope": "A3"},
    },
    "outdoor air without trim": {"system": "airside", "evaporative_cooler": {}},
    "exchangers": {"system": "indirect_evaporative", "trim": DX},
    "exchangers without trim": {"system": "indirect_evaporative", "exchanger": {"spray": None}},
}
DESIGNS |= DESIGNS_WITHOUT_LOOP


def seasons() -> np.ndarray:
    """Outdoor air from -15 to 35 degC over the year, with a day's swing."""
    hour = np.arange(8760)
    return 10 - 20 * np.cos(2 * np.pi * hour / 8760) - 5 * np.cos(2 * np.pi * hour / 24)


@pytest.fixture(scope="module", params=DESIGNS.values(), ids=DESIGNS.keys())
def result(request: pytest.FixtureRequest) -> Result:
    """A year of each design in a changing climate at altitude."""
    return simulate(design(request.param), steady_weather(seasons(), altitude_m=1200.0))


def assert_closes(left: np.ndarray, right: np.ndarray, result: Result) -> None:
    np.testing.assert_allclose(left, right, rtol=0, atol=TOLERANCE * result.site.facility_kw.max())


def heat_out_kw(result: Result) -> np.ndarray:
    """All heat that leaves: water from its flow and temperatures, air, and what stands outside the rooms.

    Heat that a tank takes up stays: its cold grows less.
    """
    hall = result.cooled.simulated[0]
    to_water = hall.water_body.heat_kw if hall.water_body else 0.0
    outside = result.site.transformer_loss_kw + result.site.other_kw
    delivered = hall.reused.delivered_kw if hall.reused else 0.0
    return to_water + hall.to_air_kw + hall.unmet_kw + delivered + outside - colder_kw(hall.storage)


def colder_kw(tank: StoredCold | None) -> np.ndarray | float:
    """What a tank's state gains in cold, hour by hour."""
    return 0.0 if tank is None else np.diff(tank.stored_kwh, prepend=tank.before_kwh)


def test_all_electricity_leaves_as_heat(result: Result):
    assert_closes(result.site.facility_kw, heat_out_kw(result), result)


def test_parts_add_up_to_the_facility(result: Result):
    parts = [power for power in result.parts_kw.values() if power is not None]
    assert len(parts) == len(PARTS)
    assert_closes(np.sum(parts, axis=0), result.site.facility_kw, result)
    total = annual_kwh(result.parts_kw)
    assert sum(filter(None, total.values())) == pytest.approx(result.site.facility_kw.sum(), rel=TOLERANCE)


def test_heat_of_the_hall_reaches_the_plant(result: Result):
    hall = result.cooled.simulated[0]
    if result.profile.halls[0].cooling.system in {design["system"] for design in DESIGNS_WITHOUT_LOOP.values()}:
        humidified_kw = result.feed.room_kw[0] + hall.fan_kw + hall.humidification_kw
        assert_closes(hall.heat_kw, humidified_kw, result)
        return
    source_pumps_kw = hall.pump_kw - loop_pump_kw(result)
    loop_shaft_kw = 0.9 * loop_pump_kw(result)  # the default motor efficiency: the rest warms the plant room
    assert np.all(source_pumps_kw > -1e-9)
    taken_kw = hall.reused.taken_kw if hall.reused else 0.0
    assert_closes(hall.heat_kw, result.feed.room_kw[0] + hall.fan_kw + loop_shaft_kw - taken_kw, result)


def loop_pump_kw(result: Result) -> np.ndarray:
    """Loop pumps from the flow they must have: coil heat at 8 K, 200 kPa by the square of flow, at 0.7."""
    hall = result.cooled.simulated[0]
    coil_kw = result.feed.room_kw[0] + hall.fan_kw
    design_coil_kw = result.feed.design_room_kw[0, 0] + hall.fan_kw.max() / (275 / 400) ** 2.7
    flow = coil_kw / (998 * 4.186 * 8)
    design_flow = design_coil_kw / (998 * 4.186 * 8)
    return flow * 200 * (flow / design_flow) ** 2 / 0.7


def test_plant_heat_is_free_mechanical_or_unmet(result: Result):
    hall = result.cooled.simulated[0]
    taken_kw = hall.free_kw + hall.mechanical_kw + hall.unmet_kw
    if hall.storage is None:
        assert_closes(hall.heat_kw, taken_kw, result)
    else:
        assert_closes(hall.heat_kw + hall.storage.charged_kw, taken_kw + hall.storage.discharged_kw, result)
    assert np.all(hall.free_kw >= 0)
    assert np.all(hall.mechanical_kw >= 0)
    assert np.all(hall.unmet_kw >= 0)


def test_supply_meets_the_load(result: Result):
    np.testing.assert_array_equal(result.power.grid_kw, result.site.facility_kw)


def test_every_condition_has_words(result: Result):
    assert set(result.cooling.conditions) <= set(CONDITIONS)


@pytest.mark.parametrize("lost", ["pump_kw", "fan_kw", "to_water_kw"])
def test_a_lost_part_breaks_the_balance(lost: str):
    """The balance is worth something only if dropping a term breaks it."""
    result = simulate(design(LAKE), steady_weather(seasons()))
    hall = result.cooled.simulated[0]
    broken = dataclasses.replace(hall, **{lost: np.zeros_like(hall.pump_kw)})
    facility = Facility({"hall": broken}, broken.electric_kw, result.cooled.overhead_kw, {})
    electricity = result.site.facility_kw - result.cooled.electric_kw + facility.electric_kw
    heat = broken.to_water_kw + broken.to_air_kw + result.site.transformer_loss_kw + result.site.other_kw
    assert np.abs(electricity - heat).max() > 1e-3 * result.site.facility_kw.max()


def test_a_lost_leak_breaks_the_balance(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(thermal_storage, "gained_kw", lambda tank, did: np.zeros_like(did.charged_kw))
    result = simulate(design({"system": "air_chiller", "storage": TANK}), steady_weather(seasons()))
    assert np.abs(result.site.facility_kw - heat_out_kw(result)).max() > 1e-3 * result.site.facility_kw.max()


def second(profile: Profile) -> tuple[Hall, ...]:
    """The halls of a design under another name."""
    return tuple(hall.model_copy(update={"name": "second"}) for hall in profile.halls)


def test_halls_add_up():
    weather = steady_weather(seasons())
    one = design(LAKE)
    both = one.model_copy(update={"halls": one.halls + second(design({"system": "air_chiller"}))})
    apart = [simulate(design(cooling), weather) for cooling in (LAKE, {"system": "air_chiller"})]
    together = simulate(both, weather)
    # the transformer is rated on the site's own peak, so it is compared apart: within a thousandth of the load
    np.testing.assert_allclose(
        together.cooled.electric_kw, sum(result.cooled.electric_kw for result in apart), rtol=1e-12
    )
    assert together.site.facility_kw.sum() == pytest.approx(
        sum(result.site.facility_kw.sum() for result in apart), rel=1e-3
    )


@pytest.mark.parametrize("rated_kw", [None, 400.0, 80_000.0])
def test_a_fixed_pue_holds_its_transformers_whatever_their_rating(rated_kw: float | None):
    fixed = design({"system": "fixed_pue", "pue": 1.4}, electrical={"transformer": {"rated_kw": rated_kw}})
    result = simulate(fixed, steady_weather())
    # 1,000 servers of 275 W, 1.29 % more in air of 26 degC, times the PUE, which is of the meter: no loss beside it
    np.testing.assert_allclose(result.site.facility_kw, 275 * 1.0129 * 1.4, rtol=1e-12)
    assert result.indicators.pue == pytest.approx(1.4, rel=1e-12)
    parts = [kwh for kwh in annual_kwh(result.parts_kw).values() if kwh is not None]
    assert sum(parts) == pytest.approx(result.site.facility_kw.sum(), rel=1e-12)


def test_fixed_pue_hall_beside_a_simulated_one():
    weather = steady_weather()
    lake = design(LAKE)
    fixed = design({"system": "fixed_pue", "pue": 1.4})
    both = lake.model_copy(update={"halls": lake.halls + second(fixed)})
    alone, together = simulate(lake, weather), simulate(both, weather)
    extra = together.site.facility_kw - alone.site.facility_kw
    # 1,000 servers of 275 W, 1.29 % more in air of 26 degC, times the PUE; the lake hall's own figures do not change
    np.testing.assert_allclose(extra, 275 * 1.0129 * 1.4, rtol=1e-9)
