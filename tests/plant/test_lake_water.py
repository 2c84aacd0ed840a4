"""Lake plants beyond the default: plates, condensers in series, a turbine in the return."""

from __future__ import annotations

import numpy as np
import pytest
from sites import LAKE, design, steady_weather

from dcenergy.constants import FRESH_WATER
from dcenergy.plant import source_water
from dcenergy.plant.heat_exchanger import Plates, transfer_kw
from dcenergy.plant.water_loop import PlantDuty
from dcenergy.result import Result
from dcenergy.simulate import simulate

WARM = LAKE | {"source": {"mean_c": 18.0, "amplitude_k": 8.0, "coldest_day": 30}}
SOURCE_COOLED = {"chiller": "source_cooled"}


def year(cooling: dict) -> Result:
    return simulate(design(cooling), steady_weather())


def plates(ua_kw_per_k: float, fouling: float = 0.0) -> dict:
    return {"exchanger_model": "effectiveness_ntu", "plates": {"ua_kw_per_k": ua_kw_per_k, "fouling": fouling}}


def duty(heat_kw: float = 1000.0, hours: int = 1) -> PlantDuty:
    """Water of 20 degC that returns at 28."""
    nothing, heat = np.zeros(hours), np.full(hours, heat_kw)
    return PlantDuty(nothing, nothing, heat, 1000.0, 20.0, np.full(hours, 28.0))


def circuit(delta_t_k: float = 4.0, least: float = 0.3) -> source_water.Circuit:
    flow = 1000 / (998 * 4.186 * delta_t_k)
    return source_water.Circuit(FRESH_WATER, delta_t_k, flow, flow, least * flow)


def test_plates_by_hand():
    # 125 kW/K of loop and 250 of lake water, 375 kW/K of plates: NTU 3, ratio 0.5, effectiveness 0.8744251519;
    # lake water of 20 degC takes 0.8744 * 125 * 8 of the 1,000 kW
    exchange = source_water.by_plates(circuit(), duty(), np.array([20.0]), Plates(ua_kw_per_k=375.0))
    assert exchange.heat_kw[0] == pytest.approx(874.4251519, rel=1e-9)
    assert exchange.delta_t_k[0] == pytest.approx(874.4251519 / 250, rel=1e-9)
    assert (exchange.cut_by_approach, exchange.cut_by_flow) == (1, 0)


def test_endless_plates_bring_the_loop_to_the_lake():
    exchange = source_water.by_plates(circuit(), duty(), np.array([20.0]), Plates(ua_kw_per_k=1e6))
    assert exchange.heat_kw[0] == pytest.approx(1000.0, rel=1e-9)


@pytest.mark.parametrize("intake_c", [5.0, 12.0, 16.0, 18.0, 18.4])
def test_flow_is_the_least_that_takes_the_heat(intake_c: float):
    own, kj_m3_k = circuit(delta_t_k=2.0, least=0.05), 998 * 4.186
    part = duty(heat_kw=600.0)
    exchange = source_water.by_plates(own, part, np.array([intake_c]), Plates(ua_kw_per_k=260.0))
    flow = exchange.flow_m3_s
    assert exchange.heat_kw[0] == pytest.approx(600.0, rel=1e-9)
    assert exchange.delta_t_k[0] <= 2.0 * (1 + 1e-9)
    given_kw = transfer_kw(Plates(ua_kw_per_k=260.0), 600 / 8, flow * kj_m3_k, 28.0 - intake_c)
    # either the warming or the plates hold the flow up
    assert exchange.delta_t_k[0] == pytest.approx(2.0, rel=1e-9) or given_kw[0] == pytest.approx(600.0, rel=1e-6)


def test_second_law_in_every_hour():
    result = year(WARM | plates(60.0) | {"trim": {"chiller": "air_cooled"}})
    body = result.cooled.simulated[0].water_body
    hall = result.cooled.simulated[0]
    assert body is not None
    running = hall.free_kw > 0
    assert np.all(body.intake_c[running] + body.exchanger_delta_t_k[running] < 28.3)  # return with pump heat


def test_fouling_takes_free_cooling_away():
    shares = [year(WARM | plates(100.0, fouling)).cooling.free_share for fouling in (0.0, 0.1, 0.2)]
    assert shares == sorted(shares, reverse=True)
    assert shares[0] > shares[2]


@pytest.mark.parametrize("missing", [{"exchanger_model": "effectiveness_ntu"}, {"plates": {"ua_kw_per_k": 100.0}}])
def test_plates_and_their_model_go_together(missing: dict):
    with pytest.raises(ValueError, match="`plates` goes with `exchanger_model: effectiveness_ntu`"):
        design(LAKE | missing)


def test_condensers_in_series_draw_less_water_and_more_power():
    parallel, series = (
        year(WARM | {"trim": SOURCE_COOLED | {"arrangement": arrangement}}) for arrangement in ("parallel", "series")
    )
    (one, other) = (result.cooled.simulated[0] for result in (parallel, series))
    assert one.water_body is not None
    assert other.water_body is not None
    both = (one.free_kw > 0) & (one.mechanical_kw > 0)
    assert both.any()
    assert np.all(other.water_body.flow_m3_s[both] < one.water_body.flow_m3_s[both])
    assert np.all(other.chiller_kw[both] >= one.chiller_kw[both])
    assert other.chiller_kw.sum() > one.chiller_kw.sum()
    np.testing.assert_allclose(other.chiller_kw[~both], one.chiller_kw[~both])


def test_a_turbine_wins_back_its_share_of_the_static_head():
    # flow * 998 * 9.80665 * 12 m * 0.6, hour by hour, from the flow of the water body
    without, with_one = year(LAKE), year(LAKE | {"gravity_recovery": 0.6})
    (one, other) = (result.cooled.simulated[0] for result in (without, with_one))
    assert one.water_body is not None
    np.testing.assert_allclose(
        one.pump_kw - other.pump_kw, one.water_body.flow_m3_s * 998 * 9.80665 * 12 * 0.6 / 1000, rtol=1e-9
    )
    assert np.all(other.pump_kw > 0)
