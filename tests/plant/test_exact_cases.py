"""Numbers worked out by hand or published, one by one."""

from __future__ import annotations

import numpy as np
import pytest

from dcenergy.constants import FRESH_WATER, Liquid
from dcenergy.plant import air, chiller_performance, electrical, heat_exchanger, pump, servers, water_loop


def test_fans_of_a_megawatt():
    # Hand calculation in closed form: share of coil heat f = dp / (eta rho cp dT) = 350 / (0.65 * 1.2 * 1006 * 12)
    # = 0.0371701; with 1 MW of room heat the coil takes 1 / (1 - f) and the fans draw 38,605 W.
    coil_kw = 1000.0 / (1 - 0.0371701)
    flow = air.air_flow_m3_s(coil_kw, 1.2, 12.0)
    assert air.fan_kw(float(flow), 1.0, 350.0, 0.65, 2.7) == pytest.approx(38.605, abs=5e-4)


def test_air_density_at_altitude():
    # ASHRAE Fundamentals 2017, ch. 1, table 1: 85.9 kPa at 1,400 m is 15 % below sea level
    assert air.dry_air_density_kg_m3(20.0, 85_600.0) / air.dry_air_density_kg_m3(20.0, 101_325.0) == pytest.approx(
        0.845, abs=0.001
    )


def test_source_flow_and_pump_of_a_megawatt():
    # 1 MW at 2.5 K: 1000 / (998 * 4.186 * 2.5) = 0.0957481 m3/s; 25 m (g = 9.80665) and 60 kPa at 0.75
    flow = water_loop.water_flow_m3_s(1000.0, 2.5, FRESH_WATER)
    assert flow == pytest.approx(0.0957481, abs=5e-8)
    power = pump.pump_kw(np.asarray(flow), float(flow), 0.0, pump.head_pa(25.0, 998.0) + 60_000.0, 0.75)
    assert power == pytest.approx(38.8962, abs=5e-5)


def test_static_head_stays_and_friction_falls_with_the_square_of_flow():
    # at half flow: V (static + friction / 4) / eta = 0.05 (100 + 25) / 0.8 = 7.8125 kW with pressures in kPa
    assert pump.pump_kw(np.array(0.05), 0.1, 100e3, 100e3, 0.8) == pytest.approx(7.8125, rel=1e-12)


def test_twenty_megawatts_in_the_dongjiang_river():
    # 20,000 kW / (999.5 kg/m3 * 4.186 kJ/(kg K) * 144 m3/s) = 0.0331960 K; at 2.5 K the same heat needs
    # 1.9120884 m3/s
    water = Liquid(density_kg_m3=999.5, heat_capacity_kj_kg_k=4.186)
    assert water_loop.warming_k(20_000.0, 144.0, water) == pytest.approx(0.0331960, abs=5e-8)
    assert water_loop.water_flow_m3_s(20_000.0, 2.5, water) == pytest.approx(1.9120884, abs=5e-8)


def test_nothing_flows_nothing_warms():
    assert water_loop.warming_k(0.0, 0.0, FRESH_WATER) == 0.0


@pytest.mark.parametrize(
    ("ntu", "ratio", "expected"),
    [
        (3.0, 0.5, 0.8744251519),  # (1 - e^-1.5) / (1 - 0.5 e^-1.5)
        (2.0, 0.0, 1 - np.exp(-2.0)),  # condensing or boiling on one side
        (3.0, 1.0, 0.75),  # balanced flows: NTU / (1 + NTU)
        (200.0, 0.7, 1.0),  # an endless exchanger
        (0.0, 0.5, 0.0),
    ],
)
def test_counterflow_effectiveness(ntu: float, ratio: float, expected: float):
    # Incropera and DeWitt, table 11.3; ten digits are those of the closed form
    assert heat_exchanger.effectiveness(ntu, ratio) == pytest.approx(expected, abs=1e-10)


def test_effectiveness_is_smooth_at_balanced_flows():
    # the closed form is 0/0 at a ratio of 1; its limit must be met from below
    assert heat_exchanger.effectiveness(3.0, 1 - 1e-8) == pytest.approx(0.75, abs=1e-7)


@pytest.mark.parametrize(
    ("preset", "efficiencies"),
    [
        ("double_conversion", (0.939, 0.952, 0.952)),
        ("eco", (0.981, 0.988, 0.990)),
        ("legacy", (0.835, 0.889, 0.909)),
    ],
)
def test_ups_presets_keep_the_efficiencies_they_promise(preset: str, efficiencies: tuple[float, ...]):
    # typical efficiencies of such units at 25, 50 and 100 % load, printed to three digits
    load = np.array([25.0, 50.0, 100.0])
    loss = electrical.loss_kw(load, 100.0, electrical.UPS_PRESETS[preset])
    np.testing.assert_allclose(load / (load + loss), efficiencies, atol=5e-4)


def test_carnot_chiller():
    # 0.55 * (18 + 273.15) / (32.5 - 18) = 11.0436207
    assert chiller_performance.carnot_cop(18.0, 32.5, 0.55) == pytest.approx(11.0436207, abs=5e-8)


def test_chiller_cycles_below_its_minimum():
    # below a load of 0.1 power is proportional to load: at 0.05 half of that at 0.1 (0.17 + 0.035 + 0.0048)
    assert chiller_performance.part_load_factor(0.05, chiller_performance.PartLoad()) == pytest.approx(
        0.2098 / 2, rel=1e-12
    )
    assert chiller_performance.part_load_factor(0.0, chiller_performance.PartLoad()) == 0.0


def test_servers_of_fan_weber_and_barroso():
    # 2u - u^1.4 at half load: 1 - 0.5^1.4 = 0.6211; between 100 and 300 W
    assert servers.server_power_w(100.0, 300.0, 0.5, 1.4) == pytest.approx(100 + 200 * 0.62107, abs=1e-2)


def test_recirculated_exhaust_warms_the_inlet():
    # a fifth of the server's air is its own exhaust, 12 K warmer: the inlet solves T = 0.8 * 26 + 0.2 (T + 12)
    assert servers.inlet_temperature_c(26.0, 12.0, 0.2) == pytest.approx((0.8 * 26 + 0.2 * 12) / 0.8, rel=1e-12)


def test_installed_ups_by_redundancy():
    assert electrical.Ups(redundancy="N").installed_over_rated == 1.0
    assert electrical.Ups(redundancy="N+1", modules=4).installed_over_rated == 1.25
    assert electrical.Ups(redundancy="2N").installed_over_rated == 2.0
