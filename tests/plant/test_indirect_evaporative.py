"""Air-to-air exchangers, dry and wetted: worked on paper with psychrolib, their limits and laws.

The hall of the paper: 1,000 kW, 24 degC supplied, 36 degC returned, dry air m = 1000 / (1.006 * 12) = 82.8363 kg/s,
hall fans without pressure. Dry: 0.65 (36 - t) / 12 of the heat; wet: 0.75 (36 - wet bulb) / 12.
"""

from __future__ import annotations

import numpy as np
import psychrolib
import pytest
from sites import design, steady_weather

from dcenergy.plant.air import Room
from dcenergy.plant.air_exchanger import wetted_share
from dcenergy.plant.cooled import Cooled
from dcenergy.plant.cooling import indirect_evaporative
from dcenergy.plant.cooling.indirect_evaporative import IndirectEvaporative
from dcenergy.plant.evaporative import scavenged_ratio
from dcenergy.simulate import simulate
from dcenergy.weather.hourly import Weather
from dcenergy.weather.psychrometrics import saturated_temp_c

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
DX = {"chiller": "dx"}
FULL_FANS_KW = 1.2 * 82.83632 / (101_325.0 / 287.042 / 297.15) * 300 / 0.65 / 1000  # 38.62


def built(**exchanger: object) -> IndirectEvaporative:
    keys = {
        "system": "indirect_evaporative",
        "air_handler": {"pressure_drop_pa": 0.0},
        "exchanger": {"hall_pressure_drop_pa": 0.0, **exchanger},
        "trim": DX,
    }
    return IndirectEvaporative.model_validate(keys)


def cool(weather: Weather, **exchanger: object) -> Cooled:
    return indirect_evaporative.run(built(**exchanger), ROOM, weather)


def test_cold_air_takes_all_heat_dry_with_slow_fans():
    # Paper: 10 degC: 1,408.33 kW at full flow, so fans at 1000 / 1408.33 = 0.710 of their flow
    cooled = cool(steady_weather(10.0, 0.5))
    assert cooled.free_kw[0] == pytest.approx(1000.0)
    assert cooled.heat_rejection_kw[0] == pytest.approx(FULL_FANS_KW * (1000 / 1408.3333) ** 2.7, rel=1e-6)
    assert cooled.water is not None
    assert cooled.water.make_up_l[0] == 0.0
    assert cooled.conditions["exchanger_dry"] == 8760


def test_mild_air_is_wetted_in_part():
    # Paper: 22 degC, 50 % -> wet bulb 15.425; dry 758.33 kW, wet 1,285.91 kW: wet on 0.45807 of the surface.
    # There the scavenger's 1.2 m leaves with 55.974 kJ/kg; saturated 14.300 g/kg; 0.9 of the way from 8.224: 13.693.
    # 0.45807 * 99.4 kg/s * 5.468 g/kg = 896.37 kg/h
    cooled = cool(steady_weather(22.0, 0.5))
    assert cooled.free_kw[0] == pytest.approx(1000.0)
    assert cooled.water is not None
    assert cooled.water.evaporated_l[0] == pytest.approx(896.37, rel=3e-4)  # wet bulbs agree to 1 mK of 6.6 K
    assert cooled.heat_rejection_kw[0] == pytest.approx(FULL_FANS_KW, rel=1e-6)
    assert cooled.conditions["exchanger_wet"] == 8760


@pytest.mark.parametrize(
    ("temp_c", "humidity", "free_kw", "litres"),
    [
        (35.0, 0.5, 616.16, 1776.4),  # Paper: dry 54.17, wet bulb 26.141
        (30.0, 1.0, 375.00, 380.42),  # saturated: wet bulb = dry bulb, and the warmed air still takes water
    ],
)
def test_hot_air_leaves_a_rest_for_compressors(temp_c: float, humidity: float, free_kw: float, litres: float):
    cooled = cool(steady_weather(temp_c, humidity))
    assert cooled.free_kw[0] == pytest.approx(free_kw, abs=0.1)  # 1 mK of wet bulb is 0.06 kW
    assert cooled.mechanical_kw[0] == pytest.approx(1000 - free_kw, abs=0.1)
    assert cooled.water is not None
    assert cooled.water.evaporated_l[0] == pytest.approx(litres, rel=1e-3)


def test_dry_exchangers_use_no_water():
    cooled = cool(steady_weather(22.0, 0.5), spray=None)
    assert cooled.water is None
    assert cooled.free_kw[0] == pytest.approx(758.333, abs=1e-3)
    assert cooled.mechanical_kw[0] == pytest.approx(241.667, abs=1e-3)


def test_exchangers_rest_where_they_would_draw_more_than_they_save():
    # 35.9 degC dry: 5.4 kW of heat would save some 2 kW of compressors and cost 38.6 kW of fans
    cooled = cool(steady_weather(35.9, 0.5), spray=None)
    assert cooled.free_kw[0] == 0.0
    assert cooled.heat_rejection_kw[0] < FULL_FANS_KW  # condenser fans alone
    assert cooled.conditions["exchanger_rests"] == 8760


def test_without_trim_they_run_while_they_take_any_heat():
    keys = {"system": "indirect_evaporative", "exchanger": {"spray": None}}
    cooled = indirect_evaporative.run(IndirectEvaporative.model_validate(keys), ROOM, steady_weather(35.5))
    assert cooled.free_kw[0] > 0
    assert cooled.unmet_kw[0] > 0


@pytest.mark.parametrize("pressure_pa", [65_000.0, 101_325.0])
@pytest.mark.parametrize("temp_c", [-35.0, -5.0, 0.5, 12.0, 28.0, 45.0])
def test_saturated_air_by_its_enthalpy_as_psychrolib_has_it(temp_c: float, pressure_pa: float):
    enthalpy = psychrolib.GetSatAirEnthalpy(temp_c, pressure_pa) / 1000
    # psychrolib's saturation pressure rounds its constants alike; 1 mK is its stated accuracy
    assert saturated_temp_c(enthalpy, pressure_pa) == pytest.approx(temp_c, abs=1e-3)


def test_scavenger_air_never_leaves_oversaturated():
    rng = np.random.default_rng(1)
    temp, rh, heat = rng.uniform(-30, 45, 500), rng.uniform(0.01, 1, 500), rng.uniform(0, 30, 500)
    ratio = np.array([psychrolib.GetHumRatioFromRelHum(t, r, 101_325.0) for t, r in zip(temp, rh, strict=True)])
    leaving = scavenged_ratio(temp, ratio, np.full(500, 101_325.0), heat, 1.0)
    enthalpy = [psychrolib.GetMoistAirEnthalpy(t, w) / 1000 for t, w in zip(temp, ratio, strict=True)] + heat
    saturated_c = saturated_temp_c(enthalpy, 101_325.0)
    limit = np.array([psychrolib.GetSatHumRatio(t, 101_325.0) for t in saturated_c])
    assert np.all(leaving >= ratio)
    assert np.all(leaving <= np.maximum(limit, ratio) * (1 + 1e-4))


@pytest.mark.parametrize("temp_c", [-40.0, 0.0, 20.0, 35.0, 50.0])
@pytest.mark.parametrize("humidity", [0.01, 0.5, 1.0])
@pytest.mark.parametrize("trim", [None, DX, {"chiller": "air_cooled"}])
def test_any_weather_closes_its_balance(temp_c: float, humidity: float, trim: dict | None):
    keys = {"system": "indirect_evaporative", "trim": trim}
    cooled = indirect_evaporative.run(
        IndirectEvaporative.model_validate(keys), ROOM, steady_weather(temp_c, humidity, 1900.0)
    )
    assert cooled.to_air_kw[0] + cooled.unmet_kw[0] == pytest.approx(1000.0 + cooled.electric_kw[0], rel=1e-9)
    parts_kw = cooled.free_kw[0] + cooled.mechanical_kw[0] + cooled.unmet_kw[0]
    assert parts_kw == pytest.approx(cooled.heat_kw[0], rel=1e-12)


def test_wetting_never_adds_mechanical_heat():
    for humidity in (0.1, 0.5, 0.95):
        weather = steady_weather(np.linspace(-20, 48, 8760), humidity)
        dry, wet = (cool(weather, spray=spray) for spray in (None, {}))
        assert np.all(wet.mechanical_kw <= dry.mechanical_kw + 1e-9)
        assert np.all(wet.electric_kw <= dry.electric_kw + 1e-9)


def test_surface_is_dry_where_wetting_would_not_help():
    assert wetted_share(np.array([9.0]), np.array([5.0]), np.array([5.0])).tolist() == [0.0]


def test_nothing_lost_in_cold_air_is_a_pue_of_exactly_one():
    none = {"no_load": 0.0, "proportional": 0.0, "square_law": 0.0}
    electrical = {
        "ups": {"preset": "none"},
        "distribution": {"losses": none},
        "transformer": {"losses": none},
        "lighting_fraction": 0.0,
        "other_fraction": 0.0,
    }
    cooling = built(scavenger={"pressure_drop_pa": 0.0}).model_dump(exclude_none=True)
    result = simulate(design(cooling, electrical=electrical), steady_weather(5.0))
    assert result.indicators.pue == 1.0


@pytest.mark.parametrize(
    ("scavenger", "refused"), [(0.6, "dry_effectiveness 0.65"), (0.2, "dry_effectiveness 0.65"), (0.65, None)]
)
def test_outdoor_air_cannot_carry_more_than_its_own_warming_to_the_halls(scavenger: float, refused: str | None):
    # second law: a flow of 0.6 takes up at most 0.6 of what the hall's air would give on its way to the outdoor air
    keys = {"system": "indirect_evaporative", "exchanger": {"scavenger": {"flow_ratio": scavenger}}}
    if refused:
        with pytest.raises(ValueError, match=refused):
            IndirectEvaporative.model_validate(keys)
    else:
        IndirectEvaporative.model_validate(keys)
