"""Laws of physics.

Each row says which number is raised in which design, and which way the year's electricity may go. A law that
does not hold everywhere is not in the table; the comment says why.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sites import LAKE, design, steady_weather

from dcenergy.simulate import simulate

WARM = LAKE | {"source": {"mean_c": 17.0, "amplitude_k": 9.0, "coldest_day": 40}, "trim": {"chiller": "air_cooled"}}
AIR = {"system": "air_chiller", "chiller": {"performance": {"model": "carnot"}}}

# rated by hand: what is not given would follow the hottest hour of each made-up year
TOWER = {
    "system": "chilled_water",
    "tower": {"performance": {"model": "merkel"}, "design_wet_bulb_c": 25.6},
}
TOWER_FREE = TOWER | {"economiser": {"arrangement": "integrated"}}
PLATES = WARM | {"exchanger_model": "effectiveness_ntu", "plates": {"ua_kw_per_k": 120.0}}
DRY_COOLER = AIR | {"dry_cooler": {}}
TANKED = AIR | {
    "storage": {"capacity_kwh": 1000.0, "charge_kw": 120.0, "discharge_kw": 120.0, "schedule": {"by": "temperature"}}
}
DX = {"system": "dx", "sensible_heat_ratio": 0.95}
PAD = {"system": "airside", "evaporative_cooler": {}, "humidifier": None, "trim": {"chiller": "dx"}}
OUTDOOR = PAD | {"evaporative_cooler": None}
LIMITS = PAD | {"humidity": {"envelope": "custom", "limits": {"dew_point_min_c": -12.0}}}
EXCHANGER = {"system": "indirect_evaporative", "trim": {"chiller": "dx"}}
AIR_SYSTEMS = [DRY_COOLER, DX, PAD, EXCHANGER]


def nested(base: dict, path: str, value: float) -> dict:
    """`base` with the value at a dotted path."""
    head, _, rest = path.partition(".")
    return base | {head: nested(base.get(head, {}), rest, value) if rest else value}


@dataclass(frozen=True)
class Law:
    """Raising `path` from anywhere in `low`..`high` moves electricity by `sign`, or not at all."""

    cooling: dict
    path: str
    low: float
    high: float
    sign: int


LAWS = {
    # A warmer source gives less free cooling: never cheaper.
    "lake: warmer source": Law(WARM, "source.mean_c", 8.0, 24.0, +1),
    "lake: more lift": Law(LAKE, "pump.static_head_m", 0.0, 80.0, +1),
    "lake: more friction": Law(LAKE, "pump.friction_head_m", 0.0, 80.0, +1),
    "lake: better pump": Law(LAKE, "pump.efficiency", 0.4, 0.9, -1),
    "lake: wider approach": Law(WARM, "approach_k", 0.5, 5.0, +1),
    "lake: more pressure in the exchangers": Law(LAKE, "exchanger_pressure_drop_pa", 0.0, 2e5, +1),
    # A larger warming needs less water. Only while the second law does not bind (it cannot at 13 degC against
    # 28 degC) and no chiller is condensed by the source.
    "lake: larger warming": Law(LAKE, "exchanger_delta_t_k", 1.0, 8.0, -1),
    "lake: fan pressure": Law(LAKE, "air_handler.pressure_drop_pa", 0.0, 1000.0, +1),
    "lake: better fans": Law(LAKE, "air_handler.fan_efficiency", 0.3, 0.9, -1),
    "air chiller: better cycle": Law(AIR, "chiller.performance.carnot_fraction", 0.3, 0.6, -1),
    "air chiller: condenser approach": Law(AIR, "chiller.performance.condenser_approach_k", 6.0, 20.0, +1),
    # Colder water for the same air asks for more lift.
    "air chiller: wider coil approach": Law(AIR, "loop.coil_approach_k", 2.0, 12.0, +1),
    "lake: turbine in the return": Law(LAKE, "gravity_recovery", 0.0, 0.9, -1),
    "lake: fouled plates": Law(PLATES, "plates.fouling", 0.0, 0.5, +1),
    "towers: harder rating": Law(TOWER, "tower.performance.design_approach_k", 2.0, 8.0, +1),
    "towers: hungrier fans": Law(TOWER, "tower.fan_kw_per_kw", 0.0, 0.05, +1),
    "towers: more pressure": Law(TOWER, "condenser_pump.pressure_drop_pa", 0.0, 5e5, +1),
    "towers: better pumps": Law(TOWER_FREE, "condenser_pump.efficiency", 0.4, 0.9, -1),
    "towers: wider economiser": Law(TOWER_FREE, "economiser.approach_k", 0.5, 6.0, +1),
    # Not a law: the towers' set point, where fans and chillers trade; nor liquid over gas, which sizes the fans' air
    # at the same power.
    # The dry cooler runs only where it pays, so that what it costs can only go up with its approach, fans and pumps.
    "dry cooler: wider approach": Law(DRY_COOLER, "dry_cooler.approach_k", 3.0, 15.0, +1),
    "dry cooler: hungrier fans": Law(DRY_COOLER, "dry_cooler.fan_kw_per_kw", 0.0, 0.05, +1),
    "dry cooler: more friction": Law(DRY_COOLER, "dry_cooler.pressure_drop_pa", 0.0, 4e5, +1),
    "dx: better cycle": Law(DX, "units.carnot_fraction", 0.3, 0.6, -1),
    "dx: wider coil": Law(DX, "units.evaporator_approach_k", 5.0, 15.0, +1),
    "dx: wider condenser": Law(DX, "units.condenser_approach_k", 8.0, 20.0, +1),
    "dx: warmer least condensation": Law(DX, "units.min_condensing_c", 15.0, 45.0, +1),
    "dx: losses by cycling": Law(DX, "units.cycling_loss", 0.0, 0.3, +1),
    "dx: drier coils": Law(DX, "sensible_heat_ratio", 0.8, 1.0, -1),
    "outdoor air: more filters": Law(PAD, "economiser_pressure_drop_pa", 0.0, 800.0, +1),
    # A better pad leaves less to compressors; its pumps take a hundredth of what those save.
    "outdoor air: better pad": Law(PAD, "evaporative_cooler.effectiveness", 0.3, 0.95, -1),
    # Relaxing a limit is a law here: damp air that is let in brings no load of its own, as coils stay dry.
    "outdoor air: damper air allowed": Law(LIMITS, "humidity.limits.dew_point_max_c", 5.0, 26.0, -1),
    "exchangers: better dry": Law(EXCHANGER, "exchanger.dry_effectiveness", 0.4, 0.75, -1),
    "exchangers: better wet": Law(EXCHANGER, "exchanger.wet_effectiveness", 0.65, 0.9, -1),
    "exchangers: more pressure": Law(EXCHANGER, "exchanger.scavenger.pressure_drop_pa", 0.0, 800.0, +1),
    # Not a law: a pad against none, where its pressure costs fans all year; a warmer limit of humidification, whose
    # spray cools warm dry air; the scavenger's flow, which costs fans and whose heat is given by effectiveness.
    # A leak is heat that chillers remove.
    "tank: leakier": Law(TANKED, "storage.standing_loss_per_day", 0.0, 0.5, +1),
    # Not a law: more capacity or faster charging, which moves chillers along their part-load curve; nor the schedule.
    # Not a law: pump shares against `loop.delta_t_k` in the lake design, where a warmer return also lets the
    # source take more; nor chiller capacity, where part load may be better or worse than full load.
}


@pytest.mark.parametrize("law", LAWS.values(), ids=LAWS.keys())
@settings(max_examples=8)
@given(data=st.data())
def test_law(law: Law, data: st.DataObject):
    less, more = sorted(data.draw(st.tuples(*[st.floats(law.low, law.high)] * 2)))
    weather = steady_weather(10 - 20 * np.cos(2 * np.pi * np.arange(8760) / 8760))
    kwh = [
        simulate(design(nested(law.cooling, law.path, value)), weather).site.facility_kw.sum()
        for value in (less, more)
    ]
    # 1e-12: the two sums are rounded
    assert law.sign * (kwh[1] - kwh[0]) >= -1e-12 * kwh[0]


@settings(max_examples=20)
@given(
    cooling=st.sampled_from([LAKE, WARM, PLATES, TOWER, TOWER_FREE, AIR, *AIR_SYSTEMS]),
    temp_c=st.floats(-40, 50),
    humidity=st.floats(0.01, 1.0),  # air without any vapour has no dew point
    utilisation=st.floats(0.01, 1.0),
    altitude_m=st.floats(0, 4000),
)
def test_pue_is_at_least_one_and_parts_are_never_negative(
    cooling: dict, temp_c: float, humidity: float, utilisation: float, altitude_m: float
):
    servers = ({"count": 10, "utilisation": utilisation},)
    result = simulate(design(cooling, it={"servers": servers}), steady_weather(temp_c, humidity, altitude_m))
    assert result.indicators.pue is not None
    assert result.indicators.pue >= 1
    for power in result.parts_kw.values():
        assert power is not None
        assert np.all(power >= 0)


@pytest.mark.parametrize("shift", [-6.0, -2.0, 3.0, 8.0])
def test_warmer_air_never_makes_chillers_cheaper(shift: float):
    year = 15 - 15 * np.cos(2 * np.pi * np.arange(8760) / 8760)
    cool, warm = (simulate(design(AIR), steady_weather(year + k)).indicators.pue for k in sorted((0.0, shift)))
    assert cool is not None
    assert warm is not None
    assert warm >= cool


WARMER_IS_NEVER_CHEAPER = {
    "air chiller": AIR,
    "air chiller and dry cooler": DRY_COOLER,
    "towers": TOWER,
    "towers and economiser": TOWER_FREE,
    "direct expansion": DX,
    "outdoor air": OUTDOOR,
    "exchangers": EXCHANGER,
    "dry exchangers": EXCHANGER | {"exchanger": {"spray": None}},
    # Does not hold with a humidifier: cold air is dry, and humidifying it costs pumps or steam.
    # Does not hold with a pad to the last tenth of a percent: where hot air is shut out, its pump stops as well.
    # Does not hold without trim, or below a lock-out: unmet heat costs nothing.
}


@pytest.mark.parametrize("humidity", [0.05, 0.3, 0.6, 1.0])
@pytest.mark.parametrize("cooling", WARMER_IS_NEVER_CHEAPER.values(), ids=WARMER_IS_NEVER_CHEAPER.keys())
def test_warmer_air_of_the_same_relative_humidity_is_never_cheaper(cooling: dict, humidity: float):
    # hour by hour from -24 to 50 degC; above the lock-out of direct expansion
    result = simulate(design(cooling), steady_weather(np.linspace(-24, 50, 8760), humidity))
    rises = np.diff(result.cooled.electric_kw)
    assert rises.min() >= -1e-12 * result.cooled.electric_kw.max()  # rounding


def test_warmer_supply_air_is_cheaper_where_server_fans_do_not_answer():
    # with a fan slope of 0 warmer air only relieves the plant
    weather = steady_weather(20.0)
    pues = [
        simulate(design(AIR, it={"supply_air_c": t, "fans": {"slope_per_k": 0.0}}), weather).indicators.pue
        for t in (18.0, 22.0, 26.0, 30.0)
    ]
    assert pues == sorted(pues, reverse=True)


def without_losses(cooling: dict) -> dict:
    """A design in which nothing but the servers takes electricity."""
    return {
        "cooling": cooling
        | {
            "air_handler": {"pressure_drop_pa": 0.0},
            "loop": {"pressure_drop_pa": 0.0},
            "pump": {"static_head_m": 0.0, "friction_head_m": 0.0},
            "exchanger_pressure_drop_pa": 0.0,
        },
        "electrical": {
            "ups": {"preset": "none"},
            "distribution": {"losses": {"no_load": 0.0, "proportional": 0.0, "square_law": 0.0}},
            "transformer": {"losses": {"no_load": 0.0, "proportional": 0.0, "square_law": 0.0}},
            "lighting_fraction": 0.0,
            "other_fraction": 0.0,
        },
    }


def test_nothing_lost_is_a_pue_of_exactly_one(mild):
    assert simulate(design(**without_losses(LAKE)), mild).indicators.pue == 1.0


@pytest.mark.parametrize(("mean_c", "free"), [(-1.0, 1.0), (35.0, 0.0)])
def test_free_cooling_runs_from_all_to_nothing(mean_c: float, free: float, mild):
    source = {"mean_c": max(mean_c, 0.5), "amplitude_k": 0.0, "coldest_day": 1}
    result = simulate(design(LAKE | {"source": source}), mild)
    assert result.cooling.free_share == free


@pytest.mark.parametrize("cooling", [LAKE, WARM, AIR, *AIR_SYSTEMS])
@pytest.mark.parametrize("times", [2, 7])
def test_a_larger_site_of_the_same_kind_has_the_same_pue(cooling: dict, times: int):
    # every rating follows the load; 1e-12 is rounding
    weather = steady_weather(10 - 20 * np.cos(2 * np.pi * np.arange(8760) / 8760))
    pues = [
        simulate(design(cooling, it={"servers": ({"count": 1000 * k},)}), weather).indicators.pue for k in (1, times)
    ]
    assert pues[0] == pytest.approx(pues[1], rel=1e-12)


def test_annual_pue_is_a_ratio_of_sums():
    # two levels of a typed-in PUE cannot be had in one year, so two climates: half the hours cold, half hot; servers
    # draw the same in both, so the ratio of sums is the mean of the two, and each half alone is its own year
    half = np.where(np.arange(8760) % 2 == 0, 0.0, 35.0)
    mixed, cold, hot = (simulate(design(AIR), steady_weather(t)) for t in (half, 0.0, 35.0))
    no_transformer = [r.site.facility_kw.sum() - r.site.transformer_loss_kw.sum() for r in (mixed, cold, hot)]
    assert no_transformer[0] == pytest.approx((no_transformer[1] + no_transformer[2]) / 2, rel=1e-12)


def test_an_hour_knows_nothing_of_its_neighbours():
    # turning the year by half shifts every hour's power and changes no annual figure; the lake is held constant
    year = 10 - 20 * np.cos(2 * np.pi * np.arange(8760) / 8760)
    turned = np.roll(year, 4380)
    one, other = (simulate(design(AIR), steady_weather(t)) for t in (year, turned))
    np.testing.assert_allclose(np.roll(one.site.facility_kw, 4380), other.site.facility_kw, rtol=1e-12)


@pytest.mark.parametrize("shape", [(), (24,), (3, 24)])
def test_physics_functions_broadcast(shape: tuple[int, ...]):
    from dcenergy.plant import (
        air,
        chiller_performance,
        direct_expansion,
        evaporative,
        heat_exchanger,
        humidity,
        outdoor_air,
        pump,
        servers,
        water_loop,
    )
    from dcenergy.weather import psychrometrics

    x = np.full(shape, 20.0)
    functions: dict[str, Callable[[np.ndarray], np.ndarray]] = {
        "density": lambda t: air.dry_air_density_kg_m3(t, 1e5),
        "air flow": lambda t: air.air_flow_m3_s(t, 1.2, 10.0),
        "fan": lambda t: air.fan_kw(1.0, t / 20, 300.0, 0.6, 2.7),
        "pump": lambda t: pump.pump_kw(t, 20.0, 1e5, 1e5, 0.7),
        "free": lambda t: heat_exchanger.free_fraction(t, 28.0, 20.0, 1.5),
        "effectiveness": lambda t: heat_exchanger.effectiveness(t, 0.5),
        "rise": lambda t: heat_exchanger.source_rise_k(t, 28.0, 2.5, 0.5),
        "cop": lambda t: chiller_performance.carnot_cop(10.0, t, 0.5),
        "part load": lambda t: chiller_performance.part_load_factor(t / 40, chiller_performance.PartLoad()),
        "fan multiplier": lambda t: servers.fan_multiplier(t, 0.004, 15.0),
        "enthalpy to temperature": lambda t: psychrometrics.temp_from_enthalpy_c(t, 0.004),
        "saturation by enthalpy": lambda t: psychrometrics.saturated_temp_c(t, 1e5),
        "humidity limits": lambda t: humidity.humidity_ratio_limits(humidity.ENVELOPES["A1"], 24.0, t * 5e3)[1],
        "wetted to a temperature": lambda t: evaporative.evaporated_to_temp(t + 10, 0.005, t, t + 5),
        "wetted to a humidity": lambda t: evaporative.evaporated_to_ratio(t + 10, 0.005, t, 0.008),
        "scavenged": lambda t: evaporative.scavenged_ratio(t, 0.004, 1e5, 10.0, 0.9),
        "cycling": lambda t: direct_expansion.part_load_power(t / 40, 0.15),
        "air warmed": lambda t: outdoor_air.warming_k(t, np.ones_like(t), np.full_like(t, 0.01)),
        "warming": lambda t: water_loop.warming_k(t, 1.0, water_loop.FRESH_WATER),
    }
    for name, function in functions.items():
        result = function(x)
        assert np.shape(result) == shape, name
        # every element is what the function gives for that element alone
        assert np.all(result == function(np.array(20.0))), name
