"""Outdoor air in the hall: every state worked on paper with psychrolib, its limits and its laws.

The hall of the paper: 1,000 kW of heat, air supplied at 24 degC that warms by 12 K dry, fans without pressure,
at sea level. Dry air m = 1000 / (1.006 * 12) = 82.8363 kg/s; at humidity w it warms by 1000 / (m (1.006 + 1.86 w)).
"""

from __future__ import annotations

import dataclasses

import numpy as np
import psychrolib
import pytest
from sites import design, steady_weather

from dcenergy.errors import DesignError
from dcenergy.plant import air
from dcenergy.plant.air import AirHandler, Room
from dcenergy.plant.cooled import Cooled
from dcenergy.plant.cooling import airside
from dcenergy.plant.cooling.airside import STATES, Airside
from dcenergy.plant.outdoor_air import treat
from dcenergy.simulate import simulate
from dcenergy.weather.hourly import Weather

psychrolib.SetUnitSystem(psychrolib.SI)

KW = np.full(8760, 1000.0)
ROOM = Room(
    it_kw=KW,
    design_it_kw=1000.0,
    heat_kw=KW,
    design_heat_kw=1000.0,
    supply_air_c=24.0,
    it_air_delta_t_k=12.0,
    air_per_it_air=1.0,
    pressure_pa=101_325.0,
)
STILL = {"air_handler": {"pressure_drop_pa": 0.0}, "economiser_pressure_drop_pa": 0.0}
PAD = {"effectiveness": 0.85, "pressure_drop_pa": 0.0}
DX = {"chiller": "dx"}


def system(**keys: object) -> Airside:
    return Airside.model_validate({"system": "airside", "trim": DX, **STILL, **keys})


def hours(built: Airside, weather: Weather, room: Room = ROOM) -> airside.AirHours:
    return airside.take_air(built, room, air.run(built.air_handler, room), weather)


def first(cooled: Cooled) -> dict[str, float]:
    """The first hour of every array."""
    return {key: value[0] for key, value in vars(cooled).items() if isinstance(value, np.ndarray)}


def state(built: Airside, weather: Weather) -> str:
    return STATES[hours(built, weather).state[0]]


def test_cold_air_is_mixed():
    # Paper: 4 degC, 50 % -> w 2.5067 g/kg, return 35.9446 degC, outdoor share 11.9446 / 31.9446 = 0.373917
    weather = steady_weather(4.0, 0.5)
    found = hours(system(), weather)
    assert STATES[found.state[0]] == "free"
    assert found.return_c[0] == pytest.approx(35.94464, abs=1e-4)  # psychrolib's saturation pressure is within 1e-5
    assert found.outdoor_kg_s[0] / 82.83632 == pytest.approx(0.373917, abs=1e-5)
    cooled = first(airside.run(system(), ROOM, weather))
    assert cooled["free_kw"] == 1000.0
    assert cooled["chiller_kw"] == 0.0
    assert cooled["humidification_kw"] == 0.0  # above the dew point of -9 degC (1.75 g/kg)


@pytest.mark.parametrize(
    ("kind", "share", "litres", "kw"),
    [
        # Paper: -10 degC, 40 % -> w 0.63878 g/kg, at least 1.74773. Spray: m x (h_return - h_outdoor - water) = 1000
        # with water of 10 degC and 10.02 kJ/kg of pumping. 81.338 kg/h * 10.02 / 3600
        ("spray", 0.245957, 81.338, 0.22641),
        # Steam brings 2,700 kJ/kg more, so more outdoor air must carry it away
        ("steam", 0.261872, 86.601, 64.951),
    ],
)
def test_dry_cold_air_is_humidified(kind: str, share: float, litres: float, kw: float):
    weather = steady_weather(-10.0, 0.4)
    built = system(humidifier={"kind": kind})
    assert hours(built, weather).outdoor_kg_s[0] / 82.83632 == pytest.approx(share, abs=1e-5)
    cooled = airside.run(built, ROOM, weather)
    # 1e-4: over ice psychrolib's dew-point and relative-humidity pressures differ from ours in the fifth digit
    assert cooled.water is not None
    assert cooled.water.humidification_l[0] == pytest.approx(litres, rel=1e-4)
    assert cooled.humidification_kw[0] == pytest.approx(kw, rel=1e-4)
    assert cooled.water.evaporated_l[0] == 0.0


def test_warm_dry_air_is_wetted_to_what_the_hall_needs():
    # Paper: 32 degC, 20 % -> wet bulb 16.972; the pad could reach 19.23 and modulates to 24; along the wet bulb
    # w rises from 5.8971 to 9.1844 g/kg: 980.33 kg/h, a quarter more drained
    weather = steady_weather(32.0, 0.2)
    built = system(evaporative_cooler=PAD)
    assert state(built, weather) == "evaporative"
    cooled = airside.run(built, ROOM, weather)
    assert cooled.water is not None
    assert cooled.water.evaporated_l[0] == pytest.approx(980.33, rel=2e-4)  # wet bulbs agree to 1 mK of 8 K
    assert cooled.water.blowdown_l[0] == pytest.approx(980.33 / 4, rel=2e-4)
    assert cooled.pump_kw[0] == pytest.approx(980.33 * 1.25 / 3600 * 7e3 / 998 / 0.7, rel=2e-4)
    assert first(cooled)["mechanical_kw"] == 0.0


def test_the_pad_goes_as_far_as_its_effectiveness():
    # Paper: 38 degC, 15 % -> wet bulb 19.190; 38 - 0.7 * 18.810 = 24.833 degC at 11.5967 g/kg; 70.89 kW are left
    weather = steady_weather(38.0, 0.15)
    built = system(evaporative_cooler=PAD | {"effectiveness": 0.7}, humidity={"envelope": "A4"})
    found = hours(built, weather)
    assert STATES[found.state[0]] == "trimmed"
    assert found.treated.temp_c[0] == pytest.approx(24.8328, abs=1e-3)
    assert found.treated.ratio[0] == pytest.approx(11.5967e-3, abs=1e-6)
    assert found.trim_kw[0] == pytest.approx(70.89, abs=0.1)  # 1 mK of air is 0.085 kW


def test_the_pad_stops_at_the_dampest_air():
    # Paper: 34 degC, 25 % -> wet bulb 19.556; the pad could reach 21.72 but is as damp as dew point 15 degC
    # (10.6475 g/kg) at 28.268 degC: 362.66 kW are left
    weather = steady_weather(34.0, 0.25)
    found = hours(system(evaporative_cooler=PAD), weather)
    assert STATES[found.state[0]] == "trimmed"
    assert found.treated.ratio[0] == pytest.approx(10.6475e-3, abs=1e-7)
    assert found.treated.temp_c[0] == pytest.approx(28.268, abs=1e-3)
    assert found.trim_kw[0] == pytest.approx(362.66, abs=0.1)
    assert found.treated.pad_held_back.all()


def test_warm_air_comes_in_alone_and_is_trimmed():
    # Paper: 30 degC, 30 % -> 7.91834 g/kg; 6 K too warm: 507.32 kW for the compressors
    cooled = first(airside.run(system(), ROOM, steady_weather(30.0, 0.3)))
    assert cooled["mechanical_kw"] == pytest.approx(507.320, abs=1e-3)
    assert cooled["free_kw"] == pytest.approx(492.680, abs=1e-3)


@pytest.mark.parametrize(
    ("temp_c", "humidity", "why"),
    [
        (20.0, 0.95, "air_too_damp"),  # 13.94 g/kg, above 10.65
        (40.0, 0.05, "air_too_warm"),  # 2.27 g/kg; the return is at 35.95
    ],
)
def test_air_is_kept_out(temp_c: float, humidity: float, why: str):
    cooled = airside.run(system(humidifier=None), ROOM, steady_weather(temp_c, humidity))
    hour = first(cooled)
    assert hour["free_kw"] == 0.0
    assert hour["mechanical_kw"] == 1000.0
    assert cooled.conditions["air_closed"] == cooled.conditions[why] == 8760


def test_a_lock_out_by_dry_bulb_keeps_out_what_the_pad_could_cool():
    # 40 degC at 5 % has a wet bulb of 16.65: wetted it is colder than the return of 36, as it comes it is not
    weather = steady_weather(40.0, 0.05)
    assert state(system(evaporative_cooler=PAD, lock_out="enthalpy"), weather) == "evaporative"
    assert state(system(evaporative_cooler=PAD, lock_out="dry_bulb"), weather) == "closed"


def test_fans_warm_the_air_they_supply():
    # 600 Pa / 0.65 / rho with rho = 101325 / (287.042 * 297.15): 1.0325 K by cp 1.006 / (1.006 + 1.86 w); air of
    # 23.5 degC is then too warm for 24 degC behind the fans
    built = Airside.model_validate({"system": "airside", "trim": DX})
    weather = steady_weather(23.5, 0.3)
    coil = air.run(built.air_handler, ROOM, built.economiser_pressure_drop_pa)
    found = airside.take_air(built, ROOM, coil, weather)
    ratio = psychrolib.GetHumRatioFromRelHum(23.5, 0.3, 101_325.0)
    capacity = 82.83632 * (1.006 + 1.86 * ratio)
    fans_kw = 82.83632 / (101_325.0 / 287.042 / 297.15) * 600 / 0.65 / 1000
    assert found.trim_kw[0] == pytest.approx(capacity * (23.5 - 24) + fans_kw, rel=1e-4)


def test_steady_room_humidity_is_that_of_the_outdoor_air():
    # The hall adds no moisture: outdoor air in and exhaust out must carry the same water, whatever the mixing
    weather = steady_weather(np.linspace(-30, 45, 8760), 0.3)
    built = system(evaporative_cooler=PAD, humidifier={"kind": "spray"})
    cooled, found = airside.run(built, ROOM, weather), hours(built, weather)
    assert cooled.water is not None
    water_kg_s = (cooled.water.evaporated_l + cooled.water.humidification_l) / 3600
    gained = found.outdoor_kg_s * (found.treated.ratio - weather.humidity_ratio)
    np.testing.assert_allclose(water_kg_s, gained, rtol=0, atol=1e-12)
    assert {"free", "evaporative", "trimmed", "closed"} == {STATES[i] for i in np.unique(found.state)}


@pytest.mark.parametrize("temp_c", [-40.0, -10.0, 0.0, 20.0, 35.0, 50.0])
@pytest.mark.parametrize("humidity", [0.01, 0.5, 1.0])
@pytest.mark.parametrize("altitude_m", [0.0, 3650.0])
@pytest.mark.parametrize("pad", [None, PAD])
def test_any_weather_closes_its_balance(temp_c: float, humidity: float, altitude_m: float, pad: dict | None):
    # saturated air (wet bulb = dry bulb), arctic cold, desert heat, Lhasa's altitude
    weather = steady_weather(temp_c, humidity, altitude_m)
    hour = first(airside.run(system(evaporative_cooler=pad), ROOM, weather))
    electric_kw = sum(hour[f"{part}_kw"] for part in ("fan", "pump", "chiller", "heat_rejection", "humidification"))
    # the exhaust is reckoned by enthalpies, the rest by temperatures
    assert hour["to_air_kw"] + hour["unmet_kw"] == pytest.approx(1000.0 + electric_kw, rel=1e-9)
    assert hour["free_kw"] + hour["mechanical_kw"] + hour["unmet_kw"] == pytest.approx(hour["heat_kw"], rel=1e-12)


def test_without_trim_the_rest_is_unmet():
    built = system(trim=None)
    assert first(airside.run(built, ROOM, steady_weather(30.0, 0.3)))["unmet_kw"] == pytest.approx(507.32, abs=1e-2)
    assert first(airside.run(built, ROOM, steady_weather(20.0, 0.95)))["unmet_kw"] == 1000.0


def test_chilled_water_runs_only_in_hours_with_heat_to_take():
    built = system(trim={"chiller": "air_cooled"})
    weather = steady_weather(np.where(np.arange(8760) % 2, 30.0, 5.0), 0.3)
    cooled = airside.run(built, ROOM, weather)
    assert np.all(cooled.pump_kw[::2] == 0)
    assert np.all(cooled.pump_kw[1::2] > 0)
    np.testing.assert_allclose(cooled.heat_kw[1::2] - 1000, 0.9 * cooled.pump_kw[1::2])  # shaft work in the water


def test_air_without_flow_cannot_cool():
    # no servers at work, fans that may stop: UPS losses alone remain, and no air that could carry them
    idle = dataclasses.replace(ROOM, it_kw=np.zeros(8760), heat_kw=np.full(8760, 5.0))
    built = system(air_handler=AirHandler(pressure_drop_pa=0.0, min_flow_fraction=0.0).model_dump())
    hour = first(airside.run(built, idle, steady_weather(5.0)))
    assert hour["mechanical_kw"] == 5.0
    assert hour["free_kw"] == 0.0


@pytest.mark.parametrize(("envelope", "dampest_c"), [("recommended", 15.0), ("A1", 17.0), ("A2", 21.0), ("A3", 24.0)])
def test_a_class_admits_air_up_to_its_dew_point(envelope: str, dampest_c: float):
    # at 27 degC supplied, dew points bind before relative humidity does (24 degC: 84 %, limit 85 %)
    warm = dataclasses.replace(ROOM, supply_air_c=27.0)
    built = system(humidity={"envelope": envelope})
    for dew_point_c, kept_out in ((dampest_c - 0.1, False), (dampest_c + 0.1, True)):
        ratio = psychrolib.GetHumRatioFromTDewPoint(dew_point_c, 101_325.0)
        weather = steady_weather(25.0, psychrolib.GetRelHumFromHumRatio(25.0, ratio, 101_325.0))
        assert hours(built, weather, warm).too_damp.all() == kept_out


def test_relative_humidity_binds_in_cold_supply():
    # at 18 degC, 70 % is 9.0 g/kg, drier than the dew point of 15 degC allows
    cold = dataclasses.replace(ROOM, supply_air_c=18.0)
    assert hours(system(), steady_weather(15.0, 0.9), cold).too_damp.all()  # 9.6 g/kg
    assert not hours(system(), steady_weather(15.0, 0.8), cold).too_damp.any()  # 8.5 g/kg


def test_limits_that_no_air_keeps_are_refused():
    # at 27 degC half of saturation is 11.2 g/kg, and a dew point of 15 degC is 10.6
    limits = {"dew_point_min_c": -9.0, "dew_point_max_c": 15.0, "relative_humidity_min": 0.5}
    built = system(humidity={"envelope": "custom", "limits": limits})
    with pytest.raises(DesignError, match=r"cooling\.humidity.*widen"):
        hours(built, steady_weather(20.0), dataclasses.replace(ROOM, supply_air_c=27.0))


def without_losses(**keys: object) -> dict[str, object]:
    none = {"no_load": 0.0, "proportional": 0.0, "square_law": 0.0}
    return {
        "cooling": {"system": "airside", "humidifier": None, **STILL, **keys},
        "electrical": {
            "ups": {"preset": "none"},
            "distribution": {"losses": none},
            "transformer": {"losses": none},
            "lighting_fraction": 0.0,
            "other_fraction": 0.0,
        },
    }


@pytest.mark.parametrize("temp_c", [-40.0, 0.0, 10.0])
def test_nothing_lost_in_cold_air_is_a_pue_of_exactly_one(temp_c: float):
    assert simulate(design(**without_losses(trim=DX)), steady_weather(temp_c, 0.3)).indicators.pue == 1.0


def test_wetting_never_adds_mechanical_heat():
    # pads without pressure: their resistance warms the air through the fans
    weather = steady_weather(np.linspace(-20, 48, 8760), 0.1)
    dry, wet = (hours(system(evaporative_cooler=pad), weather).trim_kw for pad in (None, PAD))
    assert np.all(wet <= dry + 1e-9)
    assert wet.sum() < 0.5 * dry.sum()  # and it spares a good part of it in dry air


@pytest.mark.parametrize("humidity", [0.1, 0.5, 0.9])
def test_outdoor_air_never_adds_mechanical_heat(humidity: float):
    found = hours(system(evaporative_cooler=PAD), steady_weather(np.linspace(-40, 50, 8760), humidity))
    assert np.all(found.trim_kw <= 1000.0 + 1e-9)
    assert np.all(found.trim_kw >= 0)


def test_dry_cold_air_let_be_costs_no_energy():
    # Kept dry only: where the air is too warm and too dry, spray is a pad of its own and spares compressors
    weather = steady_weather(np.linspace(-40, 15, 8760), 0.1)
    bare, sprayed, steamed = (
        airside.run(system(humidifier=kind), ROOM, weather).electric_kw
        for kind in (None, {"kind": "spray"}, {"kind": "steam"})
    )
    assert np.all(bare <= sprayed)
    assert np.all(sprayed <= steamed)


def test_pads_do_not_run_where_the_wet_bulb_is_iced():
    weather = steady_weather(4.0, 0.05)
    assert weather.wet_bulb_c[0] < 0
    pad = Airside.model_validate({"system": "airside", "evaporative_cooler": PAD}).evaporative_cooler
    nothing, dampest = np.zeros(8760), np.full(8760, 0.01)
    treated = treat(weather, pad, None, np.full(8760, 3.0), nothing, dampest)
    assert np.all(treated.pad_kg_kg == 0)
