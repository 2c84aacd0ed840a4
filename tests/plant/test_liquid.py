"""Liquid to the chips: worked by hand, its limits, and its place beside the hall's air."""

from __future__ import annotations

import numpy as np
import pytest
from sites import design, steady_weather

from dcenergy.errors import DesignError
from dcenergy.plant import liquid
from dcenergy.plant.facility_loop import FacilityLoop
from dcenergy.plant.liquid import ColdPlate, Immersion, TwoPhase
from dcenergy.plant.wet_pads import AdiabaticAssist
from dcenergy.profile.schema import Profile
from dcenergy.simulate import simulate

HEAT = np.full(8760, 1000.0)
PLATE = ColdPlate(kind="cold_plate")


def with_liquid(**kind: object) -> Profile:
    """Servers on liquid in a hall whose air is cooled by chillers."""
    profile = design({"system": "air_chiller"})
    hall = profile.halls[0].model_dump(exclude_unset=True) | {"liquid": kind}
    return Profile.model_validate({"name": "liquid", "halls": (hall,)})


def test_pumps_of_a_megawatt_by_hand():
    # 1000 / (998 * 4.186 * 10) = 0.023937 m3/s through 250 kPa at 0.65: 9.206 kW; the facility loop carries that
    # heat too: 0.024157 m3/s through 200 kPa at 0.65: 7.433 kW. Together 1.7 % of the heat, the usual 1-2 %.
    # The dry cooler's glycol circuit is its own.
    cooled = liquid.run(PLATE, HEAT, 1000.0, steady_weather(10.0))
    glycol_kw = cooled.pump_kw - 9.206 - 7.433
    assert np.all(glycol_kw > 0)
    assert cooled.heat_kw == pytest.approx(1000 + 9.206 + 7.433, abs=5e-3)


@pytest.mark.parametrize(("air_c", "free"), [(10.0, 1.0), (23.9, 1.0), (40.0, 0.0)])
def test_warm_water_needs_no_chiller_below_24_degrees(air_c: float, free: float):
    # W32 water, 8 K of approach: full free cooling up to 24 degC; none where the air is warmer than 42 - 8 degC
    cooled = liquid.run(PLATE, HEAT, 1000.0, steady_weather(air_c))
    assert cooled.free_kw == pytest.approx(free * cooled.heat_kw)
    assert cooled.unmet_kw == pytest.approx((1 - free) * cooled.heat_kw)


def test_wet_pads_help_in_dry_heat():
    # 35 degC and 20 %: a wet bulb near 18.5 degC, so the pads bring the air to about 23.4 degC, below the 24 of W32
    loop = FacilityLoop(adiabatic=AdiabaticAssist())
    dry = liquid.run(PLATE, HEAT, 1000.0, steady_weather(35.0, 0.2))
    wet = liquid.run(ColdPlate(kind="cold_plate", loop=loop), HEAT, 1000.0, steady_weather(35.0, 0.2))
    assert dry.unmet_kw.min() > 0
    assert wet.unmet_kw.max() == 0
    assert wet.water is not None
    # the air takes 1017 kW over 10 K: 101 kg/s, and is cooled by 11.6 K, for which 0.0048 kg/kg evaporate
    assert wet.water.evaporated_l / 3600 == pytest.approx(101 * 0.0048, rel=0.05)


def test_pads_rest_where_dry_air_is_cold_enough():
    loop = FacilityLoop(adiabatic=AdiabaticAssist())
    cooled = liquid.run(ColdPlate(kind="cold_plate", loop=loop), HEAT, 1000.0, steady_weather(10.0, 0.2))
    assert cooled.water is not None
    assert cooled.water.make_up_l.sum() == 0


def test_a_chiller_takes_what_the_air_cannot():
    loop = FacilityLoop(trim={"chiller": "air_cooled"})
    cooled = liquid.run(ColdPlate(kind="cold_plate", loop=loop), HEAT, 1000.0, steady_weather(30.0))
    assert 0 < cooled.free_kw[0] < cooled.heat_kw[0]
    assert cooled.unmet_kw.max() == 0
    np.testing.assert_allclose(cooled.free_kw + cooled.mechanical_kw, cooled.heat_kw, rtol=1e-12)


@pytest.mark.parametrize("kind", [{"kind": "cold_plate"}, {"kind": "immersion"}, {"kind": "two_phase"}])
@pytest.mark.parametrize("air_c", [-20.0, 20.0, 45.0])
def test_electricity_and_heat_close(kind: dict, air_c: float):
    result = simulate(with_liquid(**kind), steady_weather(air_c))
    outside = result.site.transformer_loss_kw + result.site.other_kw
    left_kw = sum(system.to_air_kw + system.unmet_kw for system in result.cooled.simulated) + outside
    np.testing.assert_allclose(result.site.facility_kw, left_kw, rtol=1e-9)


def test_liquid_takes_its_share_and_the_air_the_rest():
    result = simulate(with_liquid(kind="cold_plate", share=0.6), steady_weather(15.0))
    systems = result.cooled.simulated_by_name
    assert set(systems) == {"hall liquid", "hall"}
    # 60 % of IT, with the two pumps' 1.7 % on top at most
    share = systems["hall liquid"].heat_kw / result.site.it_kw
    assert 0.6 < share.mean() < 0.6 * 1.017


def test_losses_of_servers_on_liquid_have_air_of_their_own():
    # nearly all IT on liquid: what is left to the air is the losses, and they warm it by the servers' 12 K over 1.05
    # (bypass). With air for IT alone it would warm by thousands of kelvins.
    result = simulate(with_liquid(kind="immersion", share=0.9999), steady_weather(15.0))
    hall, feed = result.cooled.simulated_by_name["hall"], result.feed
    lost_kw = float((feed.room_kw - result.load.it_kw).sum(axis=0)[0])
    design_kw = float(feed.design_room_kw[0, 0] - result.load.design_kw[0, 0])
    # fans: 350 Pa at an efficiency of 0.65, air of 26 degC at sea level: 1.1797 kg/m3; power by the flow to 2.7
    full_kw = design_kw / (1.1797 * 1.006 * 12) * 1.05 * 350 / 0.65 / 1000
    # 5e-3: the ten-thousandth of IT that is still in the air is 0.15 % of the losses, 0.4 % of power
    assert hall.fan_kw[0] == pytest.approx(full_kw * (lost_kw / design_kw) ** 2.7, rel=5e-3)


def test_immersion_lowers_energy_more_than_its_pue_says():
    # cool fluid: the servers lose their fans and leak nothing, so the same work takes less even at the same PUE
    weather = steady_weather(10.0)
    cool = with_liquid(kind="immersion", loop={"supply_c": 20.0})
    air, immersed = (simulate(profile, weather) for profile in (design({"system": "air_chiller"}), cool))
    assert air.indicators.pue is not None
    assert immersed.indicators.pue is not None
    # 5 % of power in fans, 80 % of it relieved for 97 % of the heat: 3.88 % less IT energy, before any cooling
    assert immersed.site.it_kw.sum() / air.site.it_kw.sum() == pytest.approx(1 - 0.0388, rel=1e-9)
    energy = immersed.site.facility_kw.sum() / air.site.facility_kw.sum()
    assert energy < 0.97 * immersed.indicators.pue / air.indicators.pue


def test_server_multiplier_by_hand():
    # fans 5 % of power, 80 % of them relieved for 97 % of the heat; fluid of 43 degC leaks 0.35 %/K over 25 degC
    expected = (1 - 0.05 * 0.8 * 0.97) * (1 + 0.0035 * 0.97 * 18)
    assert liquid.server_multiplier(Immersion(kind="immersion")) == pytest.approx(expected, rel=1e-12)


def test_a_fluid_that_cannot_condense_is_refused():
    fluid = TwoPhase(kind="two_phase", boiling_c=49.0, loop=FacilityLoop(supply_c=40.0))
    with pytest.raises(DesignError, match="cannot condense"):
        liquid.run(fluid, HEAT, 1000.0, steady_weather())


def test_a_fixed_pue_has_no_room_for_liquid():
    hall = {
        "it": {"servers": ({"count": 1},)},
        "cooling": {"system": "fixed_pue", "pue": 1.2},
        "liquid": {"kind": "immersion"},
    }
    with pytest.raises(ValueError, match="a fixed PUE contains all cooling"):
        Profile.model_validate({"name": "x", "halls": (hall,)})


@pytest.mark.parametrize("dry_cooler", [{"exchanger_approach_k": 0.0}, None])
@pytest.mark.parametrize(("air_c", "humidity"), [(-10.0, 0.7), (15.0, 0.5), (30.0, 0.3), (38.0, 0.6)])
def test_towers_take_what_dry_coolers_leave(dry_cooler: dict | None, air_c: float, humidity: float):
    loop = {"supply_c": 27.0, "dry_cooler": dry_cooler, "towers": {}}
    result = simulate(with_liquid(kind="cold_plate", loop=loop), steady_weather(air_c, humidity))
    wet = result.cooled.simulated_by_name["hall liquid"]
    np.testing.assert_allclose(wet.free_kw + wet.unmet_kw, wet.heat_kw, rtol=1e-9)
    assert wet.water is not None
    # dry coolers alone bring water of 27 degC up to 8 K below it
    assert (wet.water.make_up_l.sum() == 0) == (dry_cooler is not None and air_c <= 19)
    # a wet bulb of 18 degC is cold enough for towers rated at 25.6; one of 30.7 degC is above the loop itself
    assert (wet.unmet_kw.max() > 0) == (air_c == 38.0)
    outside = result.site.transformer_loss_kw + result.site.other_kw
    left_kw = sum(system.to_air_kw + system.unmet_kw for system in result.cooled.simulated) + outside
    np.testing.assert_allclose(result.site.facility_kw, left_kw, rtol=1e-9)


def test_water_of_a_tower_carries_about_its_latent_heat():
    # at 15 degC most heat leaves by evaporation: 0.6 to 0.95 of it over 2,450 kJ/kg, so 0.9 to 1.4 L per kWh
    loop = {"supply_c": 24.0, "dry_cooler": None, "towers": {}}
    result = simulate(with_liquid(kind="cold_plate", loop=loop), steady_weather(15.0, 0.5))
    wet = result.cooled.simulated_by_name["hall liquid"]
    assert wet.water is not None
    assert 0.9 < wet.water.evaporated_l.sum() / wet.heat_kw.sum() < 1.4
