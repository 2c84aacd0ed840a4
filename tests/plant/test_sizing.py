"""Sizes that are not given: what they rest on, that they carry the heat there, and that they can be written down."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from sites import design, steady_weather

from dcenergy.plant import sizing
from dcenergy.plant.chiller import AirCooledChiller
from dcenergy.plant.chiller_performance import biquadratic, shipped
from dcenergy.plant.tower import Tower
from dcenergy.profile.schema import Profile
from dcenergy.result import Result
from dcenergy.simulate import simulate
from dcenergy.weather.extremes import Extreme, Extremes
from dcenergy.weather.hourly import Weather, no_weather

AGZ = {"model": "eir_shipped", "curves": "mcquay_agz010bs_34kw"}
WSC = {"model": "eir_shipped", "curves": "mcquay_wsc_471kw"}
COLD_AIR = {"supply_air_c": 15.0}
"""Air for which the shipped curves know the water: 9 degC behind 6 K of coil approach."""

AIR_COOLED = {"system": "air_chiller", "chiller": {"performance": AGZ}}
TOWERS = {"system": "chilled_water", "chiller": {"performance": WSC}}
NAMED = Extremes(Extreme(42.0, "profile"), Extreme(29.0, "weather file"))
FULL = {"servers": ({"count": 1000, "idle_w": 150.0, "peak_w": 400.0, "utilisation": 1.0},), **COLD_AIR}


def in_air(temp_c: float | np.ndarray, extremes: Extremes = NAMED, humidity: float = 0.4) -> Weather:
    """A year whose file or profile names extremes."""
    return replace(steady_weather(temp_c, humidity), extremes=extremes)


def written(profile: Profile, sizes: dict[str, float]) -> Profile:
    """The profile with its sizes written down, each at its key."""
    tree = profile.model_dump(exclude_unset=True)
    for key, size in sizes.items():
        at, (*steps, last) = tree, key.split(".")
        for step in steps:
            at = at[int(step)] if step.isdigit() else at.setdefault(step, {})
        at[last] = size
    return Profile.model_validate(tree)


class TestWhatIsNamedGoesFirst:
    def test_profile_and_file_before_the_year(self):
        assert sizing.design_air(in_air(20.0)) == NAMED

    def test_else_the_hottest_hour(self):
        air = sizing.design_air(in_air(np.linspace(0.0, 35.0, 8760), Extremes()))
        assert air.dry_bulb == Extreme(35.0, "year")
        assert air.wet_bulb is not None
        # 35 degC and 40 %: 23.9 degC on ASHRAE's chart at sea level, read to 0.3 K
        assert air.wet_bulb.temp_c == pytest.approx(23.9, abs=0.3)

    def test_a_generated_year_is_called_one(self):
        generated = replace(in_air(30.0, Extremes()), kind="normals")
        assert sizing.design_air(generated).dry_bulb == Extreme(30.0, "generated year")

    def test_no_air_no_extreme(self):
        assert sizing.design_air(no_weather()) == Extremes()


def test_a_tower_is_rated_at_the_extreme_but_never_in_the_cold():
    assert sizing.sized(Tower(), NAMED).rating_c == 29.0
    assert sizing.sized(Tower(design_wet_bulb_c=24.0), NAMED).rating_c == 24.0
    assert sizing.sized(Tower(), Extremes(wet_bulb=Extreme(9.0, "year"))).rating_c == sizing.COLDEST_RATING_C


def test_chillers_that_lose_nothing_in_heat_need_no_extreme():
    assert sizing.sized(AirCooledChiller(), NAMED) == AirCooledChiller()
    result = simulate(design({"system": "air_chiller"}), in_air(20.0))
    assert result.cooled.sized_for == Extremes()
    assert set(result.cooled.sizes) == {"halls.0.cooling.chiller.capacity_kw"}


@pytest.mark.parametrize("cooling", [AIR_COOLED, TOWERS], ids=["air", "towers"])
def test_chillers_by_curves_carry_the_design_heat_at_the_extreme(cooling: dict):
    # full utilisation in the design's own air: all heat is taken, and a machine smaller by 0.2 % leaves some. Towers
    # make their rated water there to 1e-3 K, by the pressure of the standard atmosphere: 1e-4 of the capacity
    saturated = cooling is TOWERS
    weather = in_air(29.0 if saturated else 42.0, humidity=1.0 if saturated else 0.2)
    result = simulate(design(cooling, it=FULL), weather)
    hall = result.cooled.simulated[0]
    assert hall.unmet_kw.max() <= 1e-4 * hall.heat_kw.max()
    key = "halls.0.cooling.chiller.capacity_kw"
    smaller = written(design(cooling, it=FULL), {key: result.cooled.sizes[key] * 0.998})
    assert simulate(smaller, weather).cooled.simulated[0].unmet_kw.min() > 0


def test_the_capacity_by_hand():
    # the curves as printed: what is left of the capacity in air of 42 degC for water of 9 degC
    curves = shipped("mcquay_agz010bs_34kw")
    left = float(biquadratic(curves.capacity, 9.0, np.array(42.0)))
    sizes = [
        simulate(design(AIR_COOLED | {"chiller": chiller}, it=FULL), in_air(20.0)).cooled.sizes
        for chiller in ({"performance": AGZ}, {})
    ]
    by_curves, plain = (each["halls.0.cooling.chiller.capacity_kw"] for each in sizes)
    assert by_curves == pytest.approx(plain / left, rel=1e-12)


@pytest.mark.parametrize(
    ("cooling", "named"), [(AIR_COOLED, "dry_bulb"), (TOWERS, "wet_bulb")], ids=["air", "towers"]
)
def test_a_hotter_extreme_never_asks_for_smaller_chillers(cooling: dict, named: str):
    # both sets of curves lose capacity as the condenser warms; beyond their range the size stays
    sizes = [
        simulate(design(cooling, it=FULL), in_air(20.0, Extremes(**{named: Extreme(temp_c, "profile")})))
        for temp_c in (18.0, 22.0, 26.0, 30.0, 34.0, 38.0)
    ]
    capacities = [result.cooled.sizes["halls.0.cooling.chiller.capacity_kw"] for result in sizes]
    assert capacities == sorted(capacities)


@pytest.mark.parametrize("cooling", [AIR_COOLED, TOWERS], ids=["air", "towers"])
def test_sizes_written_into_the_profile_give_the_same_year(cooling: dict):
    profile = design(cooling, it=COLD_AIR)
    weather = in_air(np.linspace(-5.0, 38.0, 8760))
    found = simulate(profile, weather)
    again = simulate(written(profile, dict(found.cooled.sizes)), replace(weather, extremes=Extremes()))
    np.testing.assert_allclose(again.site.facility_kw, found.site.facility_kw, rtol=1e-12)
    assert again.cooled.sizes == {}
    assert again.cooled.sized_for == Extremes()


def test_what_was_used_is_told():
    def used(cooling: dict) -> Extremes:
        result: Result = simulate(design(cooling, it=COLD_AIR), in_air(20.0))
        return result.cooled.sized_for

    assert used(AIR_COOLED) == Extremes(dry_bulb=NAMED.dry_bulb)
    assert used(TOWERS) == Extremes(wet_bulb=NAMED.wet_bulb)
    assert used(TOWERS | {"tower": {"design_wet_bulb_c": 24.0}}) == Extremes()


def test_liquid_loops_and_trim_are_sized_too():
    liquid = {"kind": "cold_plate", "loop": {"towers": {}, "trim": {"performance": AGZ}, "supply_c": 9.0}}
    air = {"system": "airside", "trim": {"chiller": "air_cooled", "performance": AGZ}}
    hall = design(air, it=COLD_AIR).halls[0].model_dump(exclude_unset=True) | {"liquid": liquid}
    sizes = simulate(Profile.model_validate({"name": "both", "halls": (hall,)}), in_air(20.0)).cooled.sizes
    assert sizes["halls.0.liquid.loop.towers.tower.design_wet_bulb_c"] == 29.0
    assert sizes["halls.0.liquid.loop.trim.design_air_c"] == 42.0
    assert sizes["halls.0.cooling.trim.design_air_c"] == 42.0
    assert min(sizes.values()) > 0
    assert "halls.0.cooling.trim.capacity_kw" in sizes
    assert "halls.0.liquid.loop.trim.capacity_kw" in sizes


def test_source_cooled_chillers_carry_the_heat_in_the_warmest_water():
    lake = {
        "system": "lake_water",
        "source": {"mean_c": 22.0, "amplitude_k": 3.0},
        "trim": {"chiller": "source_cooled", "performance": WSC},
    }
    result = simulate(design(lake, it=FULL), in_air(20.0))
    assert result.cooled.simulated[0].unmet_kw.max() == 0
    assert result.cooled.simulated[0].free_kw.min() == 0
