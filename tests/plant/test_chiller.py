"""Chillers: published curves, their limits, and how many of them run."""

from __future__ import annotations

import numpy as np
import pytest
from sites import design, steady_weather

from dcenergy.errors import DesignError
from dcenergy.plant.chiller import AirCooledChiller, Chillers, WaterCooledChiller, air_cooled, run, water_cooled
from dcenergy.plant.chiller_performance import (
    CarnotAir,
    CarnotWater,
    Curves,
    PartLoad,
    Rating,
    ShippedAir,
    ShippedWater,
    rate_air,
    rate_water,
    shipped,
)
from dcenergy.simulate import simulate

PLAIN = PartLoad(constant=0.0, linear=1.0, square=0.0, minimum=0.1)


def rated(cop: float = 5.0, part_load: PartLoad = PLAIN, hours: int = 1) -> Rating:
    """The same COP and capacity in every hour."""
    return Rating(np.ones(hours), np.full(hours, cop), np.zeros(hours, dtype=bool), part_load)


@pytest.mark.parametrize(
    ("key", "supply_c", "entering_c"), [("mcquay_wsc_471kw", 8.89, 26.67), ("mcquay_agz010bs_34kw", 6.67, 35.0)]
)
def test_published_curves_are_one_at_their_reference(key: str, supply_c: float, entering_c: float):
    # the data set states the reference temperatures; the fits return to 1 within their own error of a few percent
    curves = shipped(key)
    rating = rate_water(curves, supply_c, np.array([entering_c]), 5.0)
    assert rating.capacity_factor[0] == pytest.approx(1.0, abs=0.02)
    assert rating.cop[0] == pytest.approx(curves.reference_cop, rel=0.04)
    assert not rating.clipped.any()


def test_curves_of_the_energyplus_case():
    # by hand at 20 and 25 degC: EIRFT = 0.8018 - 1.29265 + 0.51812 + 1.43585 + 0.43613 - 0.86595 = 1.0333; COP 11.07
    curves = Curves(
        model="eir",
        reference_cop=11.438035714285714,
        capacity=(1.0, 0.0, 0.0, 0.0, 0.0, 0.0),
        power=(0.8017990609, -0.0646322656, 0.0012953002, 0.0574338073, 0.0006978204, -0.0017318931),
        part_load=PartLoad(),
        supply_min_c=8.0,
        supply_max_c=24.0,
        entering_min_c=12.0,
        entering_max_c=40.0,
    )
    assert rate_water(curves, 20.0, np.array([25.0]), 5.0).cop[0] == pytest.approx(11.07, abs=0.005)


def test_hours_outside_the_curves_are_reckoned_at_their_edge_and_counted():
    shipped_air = AirCooledChiller(performance=ShippedAir(model="eir_shipped", curves="mcquay_agz010bs_34kw"))
    air_c = np.array([10.0, 23.89, 30.0, 46.11, 50.0])  # the curves know 23.89 to 46.11 degC
    made = air_cooled(shipped_air, np.full(5, 50.0), 100.0, 7.0, air_c)
    assert made.conditions["chiller_curves"] == 2
    assert made.power_kw[0] == made.power_kw[1]
    assert made.power_kw[4] == made.power_kw[3]
    idle = air_cooled(shipped_air, np.zeros(5), 100.0, 7.0, air_c)
    assert idle.conditions["chiller_curves"] == 0


@pytest.mark.parametrize("supply_c", [4.0, 16.0])
def test_curves_that_do_not_know_the_chilled_water_are_refused(supply_c: float):
    chiller = WaterCooledChiller(performance=ShippedWater(model="eir_shipped", curves="mcquay_wsc_471kw"))
    with pytest.raises(DesignError, match=r"coil_approach_k: .*7\.22 to 12\.78 degC.*change one of the two"):
        water_cooled(chiller, np.array([1.0]), 1.0, supply_c, np.array([20.0]), 5.0)


def test_curves_below_zero_are_refused():
    bad = shipped("mcquay_wsc_471kw").model_copy(update={"capacity": (-1.0, 0.0, 0.0, 0.0, 0.0, 0.0)})
    with pytest.raises(DesignError, match="fall below zero"):
        rate_water(bad, 8.0, np.array([20.0]), 5.0)


@pytest.mark.parametrize(
    "curve",
    [
        {"constant": 0.17, "linear": -1.9, "square": 0.48},  # -1.25 at full load
        {"constant": 0.0, "linear": -0.1, "square": 0.5, "minimum": 0.1},  # -0.005 at its least load
        {"constant": 0.2, "linear": -1.0, "square": 1.0},  # -0.05 at half load, above 0 at both ends
    ],
)
def test_part_load_curves_below_zero_are_refused(curve: dict[str, float]):
    with pytest.raises(ValueError, match="falls to 0 or below"):
        PartLoad(**curve)


def test_as_few_run_as_carry_the_load():
    # four of 250 kW: 600 kW needs three, each at 0.8; 1 MW all four; nothing none
    curve = PartLoad(constant=0.2, linear=0.8, square=0.0, minimum=0.1)
    made = run(Chillers(count=4), np.array([600.0, 1000.0, 0.0]), 1000.0, rated(5.0, curve, hours=3))
    np.testing.assert_allclose(made.power_kw, [750 / 5 * (0.2 + 0.8 * 0.8), 200.0, 0.0], rtol=1e-12)
    assert made.conditions["chillers_spare"] == 0


def test_heat_at_the_capacity_needs_no_spare():
    # 1,000 kW in three parts is not a round number: rounding must not start a fourth chiller
    made = run(Chillers(count=3, redundancy="N+1"), np.array([1000.0 * (1 + 1e-12)]), 1000.0, rated())
    assert made.conditions["chillers_spare"] == 0


@pytest.mark.parametrize(("redundancy", "taken_kw"), [("N", 1000.0), ("N+1", 1250.0), ("2N", 1500.0)])
def test_spares_run_when_the_others_are_not_enough(redundancy: str, taken_kw: float):
    chillers = Chillers.model_validate({"count": 4, "redundancy": redundancy, "capacity_kw": 1000.0})
    made = run(chillers, np.array([1500.0]), 1000.0, rated())
    assert made.heat_kw[0] == pytest.approx(taken_kw, rel=1e-12)
    assert made.unmet_kw[0] == pytest.approx(1500.0 - taken_kw, abs=1e-9)
    assert made.conditions["chillers_spare"] == int(redundancy != "N")


def test_cycling_is_counted():
    made = run(Chillers(), np.array([0.0, 50.0, 150.0]), 1000.0, rated(hours=3))
    assert made.conditions["chillers_cycling"] == 1


def test_warm_air_takes_capacity_away():
    # the AGZ010BS gives 0.8673 of its capacity in the worst of its range, so that 100 kW is too much at 46 degC
    chiller = AirCooledChiller(performance=ShippedAir(model="eir_shipped", curves="mcquay_agz010bs_34kw"))
    made = air_cooled(chiller, np.array([100.0]), 100.0, 6.67, np.array([46.0]))
    assert 0 < made.unmet_kw[0] < 15


def test_rejected_heat_is_heat_and_power():
    made = run(Chillers(count=3), np.linspace(0, 1200, 50), 1000.0, rated(hours=50))
    np.testing.assert_allclose(made.rejected_kw, made.heat_kw + made.power_kw, rtol=1e-12)


@pytest.mark.parametrize("shape", [(), (24,), (3, 24)])
def test_ratings_broadcast(shape: tuple[int, ...]):
    air = rate_air(CarnotAir(), 15.0, np.full(shape, 30.0))
    water = rate_water(CarnotWater(), 15.0, np.full(shape, 25.0), 5.5)
    assert air.cop.shape == water.cop.shape == shape


def test_a_model_that_is_not_named_is_the_default():
    # a key alone changes the default model; the model is never guessed from the keys of another
    changed = design({"system": "air_chiller", "chiller": {"performance": {"carnot_fraction": 0.4}}})
    assert changed.halls[0].cooling.chiller.performance == CarnotAir(carnot_fraction=0.4)
    with pytest.raises(ValueError, match=r"performance\.carnot\.reference_cop\n +Extra inputs are not permitted"):
        design({"system": "air_chiller", "chiller": {"performance": {"reference_cop": 4.0}}})


def test_clipped_hours_reach_the_result():
    cooling = {
        "system": "air_chiller",
        "loop": {"coil_approach_k": 16.0},
        "chiller": {"performance": {"model": "eir_shipped", "curves": "mcquay_agz010bs_34kw"}},
    }
    assert simulate(design(cooling), steady_weather(15.0)).cooling.conditions["chiller_curves"] == 8760
