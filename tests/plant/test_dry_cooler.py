"""Dry coolers ahead of air chillers: worked by hand, spared where they do not pay."""

from __future__ import annotations

import numpy as np
import pytest
from sites import design, steady_weather

from dcenergy.constants import FRESH_WATER
from dcenergy.plant import dry_cooler
from dcenergy.plant.cooled import Cooled
from dcenergy.plant.dry_cooler import DryCooler
from dcenergy.plant.water_loop import PlantDuty
from dcenergy.simulate import simulate

NOTHING = np.zeros(5)
DUTY = PlantDuty(
    pump_kw=NOTHING,
    pump_to_air_kw=NOTHING,
    heat_kw=np.full(5, 1000.0),
    design_heat_kw=1000.0,
    supply_c=18.0,
    return_c=np.full(5, 26.0),
)
"""1,000 kW from 26 to 18 degC; with approaches of 8 and 1.5 K air reaches 18 degC up to 8.5 degC."""

AIR_C = np.array([-10.0, 8.5, 10.5, 16.5, 17.0])


def test_heat_and_fans_by_hand():
    made = dry_cooler.run(DryCooler(), DUTY, 8.0, AIR_C)
    # all; all, just; (26 - 20) / 8; none from 16.5 degC up
    np.testing.assert_allclose(made.heat_kw, [1000.0, 1000.0, 750.0, 0.0, 0.0])
    # at -10 degC it could take 26.5 / 8 of the heat: fans at 0.302 of their flow, 18 kW * 0.302^2.7
    np.testing.assert_allclose(made.fan_kw, [18 * (8 / 26.5) ** 2.7, 18.0, 18.0, 0.0, 0.0])


def test_glycol_carries_less_and_takes_more_pumping():
    # 1000 kW / (998 * 4.186 * 0.9 * 8) = 0.0332464 m3/s at 150 kPa and 0.7: 7.1242 kW
    made = dry_cooler.run(DryCooler(), DUTY, 8.0, AIR_C)
    np.testing.assert_allclose(made.pump_kw, [7.1242, 7.1242, 7.1242, 0.0, 0.0], atol=1e-4)
    pure = dry_cooler.run(DryCooler(glycol_factor=1.0), DUTY, 8.0, AIR_C)
    np.testing.assert_allclose(pure.pump_kw, 0.9 * made.pump_kw)
    assert FRESH_WATER.heat_capacity_kj_kg_k == 4.186


def test_fans_keep_their_least_flow():
    made = dry_cooler.run(DryCooler(), DUTY, 8.0, np.full(5, -60.0))
    np.testing.assert_allclose(made.fan_kw, 18 * 0.2**2.7)


def cooled(temp_c: float | np.ndarray, **keys: object) -> Cooled:
    weather = steady_weather(temp_c)
    return simulate(design({"system": "air_chiller", **keys}), weather).cooled.simulated[0]


def test_without_a_dry_cooler_chillers_take_all():
    hall = cooled(-10.0)
    assert np.all(hall.free_kw == 0)
    assert np.all(hall.heat_rejection_kw == 0)
    assert not any(name.startswith("dry_cooler") for name in hall.conditions)


def test_air_runs_from_all_free_to_nothing():
    cold, mild, warm = (cooled(t, dry_cooler={}) for t in (-20.0, 12.0, 30.0))
    np.testing.assert_allclose(cold.free_kw, cold.heat_kw)
    assert np.all(cold.chiller_kw == 0)
    assert np.all((mild.free_kw > 0) & (mild.mechanical_kw > 0))
    assert np.all(warm.free_kw == 0)
    assert (cold.conditions["dry_cooler_too_warm"], warm.conditions["dry_cooler_too_warm"]) == (0, 8760)


def test_it_never_costs_electricity_in_any_hour():
    year = np.linspace(-40, 50, 8760)
    alone, helped = cooled(year), cooled(year, dry_cooler={})
    assert np.all(helped.electric_kw <= alone.electric_kw)
    assert np.all(helped.chiller_kw <= alone.chiller_kw)
    assert helped.conditions["dry_cooler_spared"] > 0  # or the rule would not have been tried


def test_it_runs_where_chillers_alone_are_too_small():
    hall = cooled(16.0, dry_cooler={}, chiller={"capacity_kw": 250.0})
    alone = cooled(16.0, chiller={"capacity_kw": 250.0})
    assert np.all(hall.unmet_kw < alone.unmet_kw)


def test_no_heat_needs_no_dry_cooler():
    idle = PlantDuty(NOTHING, NOTHING, NOTHING, 1000.0, 18.0, np.full(5, 18.0))
    assert not dry_cooler.run(DryCooler(), idle, 8.0, AIR_C).electric_kw.any()


@pytest.mark.parametrize("temp_c", [-40.0, 5.0, 12.0, 50.0])
def test_nothing_lost_in_cold_air_is_a_pue_of_exactly_one(temp_c: float):
    none = {"no_load": 0.0, "proportional": 0.0, "square_law": 0.0}
    electrical = {
        "ups": {"preset": "none"},
        "distribution": {"losses": none},
        "transformer": {"losses": none},
        "lighting_fraction": 0.0,
        "other_fraction": 0.0,
    }
    cooling = {
        "system": "air_chiller",
        "air_handler": {"pressure_drop_pa": 0.0},
        "loop": {"pressure_drop_pa": 0.0},
        "dry_cooler": {"fan_kw_per_kw": 0.0, "pressure_drop_pa": 0.0},
    }
    pue = simulate(design(cooling, electrical=electrical), steady_weather(temp_c)).indicators.pue
    assert pue is not None
    # supply air of 26 degC: 20 degC water, returned at 28; free in full up to 10.5 degC
    assert (pue == 1.0) == (temp_c <= 10.5)
