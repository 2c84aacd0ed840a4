"""Water bodies behind liquid loops: the Dongjiang lake under cold plates by hand, and what is refused."""

from __future__ import annotations

import numpy as np
import pytest
from sites import design, steady_weather

from dcenergy.errors import DesignError
from dcenergy.plant import liquid
from dcenergy.plant.facility_loop import FacilityLoop
from dcenergy.plant.liquid import ColdPlate
from dcenergy.profile.schema import Profile
from dcenergy.result import Result
from dcenergy.simulate import simulate
from dcenergy.study.case import read, run

DONGJIANG = {
    "intake": {"mean_c": 10.5, "amplitude_k": 2.5, "coldest_day": 60},
    "exchanger_delta_t_k": 2.5,
    "pump": {"static_head_m": 12.0, "friction_head_m": 13.0, "efficiency": 0.75},
}
WARM = DONGJIANG | {"intake": {"mean_c": 28.0, "amplitude_k": 8.0, "coldest_day": 30}}


def of_site(loop: dict, cooling: dict | None = None) -> Profile:
    """Servers on cold plates whose loop ends in a water body, in a hall that outdoor air chillers cool."""
    hall = design(cooling or {"system": "air_chiller"}).halls[0].model_dump(exclude_unset=True)
    return Profile.model_validate({"name": "x", "halls": (hall | {"liquid": {"kind": "cold_plate", "loop": loop}},)})


def test_a_megawatt_at_w32_by_hand():
    # 1,000 kW, coolant pumps 9.206 and loop pumps 7.433 kW (test_liquid): 1,016.64 kW. Over 2.5 K of lake water
    # 1,016.64 / (998 * 4.186 * 2.5) = 0.097341 m3/s; 25 m are 244.68 kPa, with 60 of the exchangers 304.68:
    # 0.097341 * 304.68 / 0.75 = 39.54 kW. The outfall warms by (1,016.64 + 0.9 * 39.54) / 406.65 = 2.588 K.
    plate = ColdPlate.model_validate({"kind": "cold_plate", "loop": {"source": DONGJIANG}})
    cooled = liquid.run(plate, np.full(8760, 1000.0), 1000.0, steady_weather(35.0))
    np.testing.assert_allclose(cooled.free_kw, 1016.64, atol=0.005)
    np.testing.assert_allclose(cooled.pump_kw - 9.206 - 7.433, 39.54, atol=0.01)
    body = cooled.water_body
    assert body is not None
    np.testing.assert_allclose(body.flow_m3_s, 0.097341, atol=1e-6)
    np.testing.assert_allclose(body.outfall_c - body.intake_c, 2.588, atol=5e-4)
    assert cooled.heat_rejection_kw.max() == cooled.chiller_kw.max() == cooled.unmet_kw.max() == 0


@pytest.fixture(scope="module")
def flagship() -> Result:
    """Dongjiang Lake with three quarters of its servers' heat in cold plates at W32, on the same lake."""
    source = "{intake: {mean_c: 10.5, amplitude_k: 2.5, coldest_day: 60}, exchanger_delta_t_k: 2.5}"
    return run(read("dongjiang-lake", (f"liquid={{kind: cold_plate, loop: {{source: {source}}}}}",))).design


def test_dongjiang_on_cold_plates_by_hand(flagship: Result):
    # servers: 9,900 kW * 1.0129 * 0.99801 (test_liquid) = 10,008; three quarters are 7,506, of 10,918 at full work.
    # Coolant: 7,506 / (998 * 4.186 * 10) = 0.1797 m3/s * 250 kPa * 0.6875^2 / 0.65 = 32.7 kW;
    # loop: 7,539 kW, 0.1805 m3/s * 200 * 0.684^2 / 0.65 = 26.0; at the exchangers 7,565 kW of 11,100.
    # Lake: 0.7243 of 1.0628 m3/s: (117.4 + (127.2 + 60) * 0.6815^2) * 0.7243 / 0.75 = 197.4 kW.
    # 0.5 %: the rounding of the steps above
    wet = flagship.cooled.simulated_by_name["hall liquid"]
    assert flagship.site.it_kw.mean() == pytest.approx(10_008, rel=0.005)
    assert wet.heat_kw.mean() == pytest.approx(7565, rel=0.005)
    assert wet.free_kw.mean() == pytest.approx(7565, rel=0.005)
    assert wet.pump_kw.mean() == pytest.approx(32.7 + 26.0 + 197.4, rel=0.005)
    assert wet.water_body is not None
    assert wet.water_body.flow_m3_s.mean() == pytest.approx(0.7243, rel=0.005)
    assert flagship.cooled.sizes["halls.0.liquid.loop.source.flow_max_m3_s"] == pytest.approx(1.0628, rel=0.005)


def test_the_lake_is_judged_with_both(flagship: Result):
    bodies = [system.water_body for system in flagship.cooled.simulated]
    assert len(bodies) == 2
    assert flagship.water_body is not None
    flow = sum(body.flow_m3_s for body in bodies)
    assert flagship.water_body.flow_m3_s_max == pytest.approx(flow.max(), rel=1e-12)
    # all heat of both in the river's mean flow; some 11,300 kW / (998 * 4.186 * 144)
    heat_kw = sum(system.to_water_kw for system in flagship.cooled.simulated)
    assert flagship.water_body.mixed_rise_k_max == pytest.approx(heat_kw.max() / (998 * 4.186 * 144), rel=1e-9)
    assert flagship.water_body.mixed_rise_k_max == pytest.approx(0.0188, rel=0.02)
    assert flagship.water_body.mixed_with == "mean flow"


@pytest.mark.parametrize("trim", [None, {}])
@pytest.mark.parametrize("source", [DONGJIANG, WARM, WARM | {"flow_max_m3_s": 0.01}, WARM | {"water": "sea"}])
def test_electricity_and_heat_close(source: dict, trim: dict | None):
    result = simulate(of_site({"source": source, "trim": trim}), steady_weather(20.0))
    wet = result.cooled.simulated_by_name["hall liquid"]
    np.testing.assert_allclose(wet.free_kw + wet.mechanical_kw + wet.unmet_kw, wet.heat_kw, rtol=1e-12)
    assert (wet.unmet_kw.max() > 0) == (trim is None and source is not DONGJIANG)
    outside = result.site.transformer_loss_kw + result.site.other_kw
    # to the water: from its flow and its temperatures, not from the heat that was handed over
    to_water = sum(system.water_body.heat_kw for system in result.cooled.simulated if system.water_body)
    left_kw = to_water + sum(system.to_air_kw + system.unmet_kw for system in result.cooled.simulated) + outside
    np.testing.assert_allclose(result.site.facility_kw, left_kw, rtol=1e-9)


def test_warm_loops_may_warm_the_water_more_and_pump_less():
    # six times the warming is a sixth of the water through the same lift: the return of 42 degC leaves room for it
    few, many = (
        simulate(of_site({"source": DONGJIANG | {"exchanger_delta_t_k": k}}), steady_weather(20.0))
        for k in (2.5, 15.0)
    )
    flows = [result.cooled.simulated_by_name["hall liquid"].water_body.flow_m3_s for result in (few, many)]
    np.testing.assert_allclose(flows[0] / flows[1], 6.0, rtol=1e-9)
    assert many.site.facility_kw.sum() < few.site.facility_kw.sum()
    assert few.water_body.outlet_c_max < many.water_body.outlet_c_max < 30


def test_a_source_replaces_the_usual_dry_coolers():
    assert FacilityLoop().dry_cooler is not None
    assert FacilityLoop.model_validate({"source": DONGJIANG}).dry_cooler is None


@pytest.mark.parametrize("beside", ["dry_cooler", "adiabatic", "towers"])
def test_a_source_beside_coolers_of_air_is_refused(beside: str):
    with pytest.raises(ValueError, match=f"`source` takes the place .*`{beside}` stands beside it"):
        FacilityLoop.model_validate({"source": DONGJIANG, beside: {}})


def test_faults_of_a_loop_name_its_own_keys():
    curves = {"performance": {"model": "eir_shipped", "curves": "mcquay_agz010bs_34kw"}}
    with pytest.raises(DesignError, match=r"^halls\.0\.liquid\.loop\.supply_c: .*water of 32 degC is asked for"):
        simulate(of_site({"trim": curves}), steady_weather(20.0))
    tower = {"design_wet_bulb_c": 5.0}
    with pytest.raises(DesignError, match=r"^halls\.0\.liquid\.loop\.towers\.tower\.liquid_gas_ratio: "):
        simulate(of_site({"dry_cooler": None, "towers": {"tower": tower}}), steady_weather(20.0))
