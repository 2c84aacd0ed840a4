"""The years of a plant's life against hand sums: a site with a typed-in PUE is in proportion to its servers."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from conftest import design, steady_weather
from pydantic import ValidationError

from dcenergy.profile.schema import Profile
from dcenergy.simulate import simulate
from dcenergy.study.assess import assess
from dcenergy.study.lifetime import Life, live
from dcenergy.supply.solar import SolarArray

FIXED = {"system": "fixed_pue", "pue": 1.2}
ARRAY = SolarArray(capacity_kwp=100.0, degradation_per_year=0.01)
SUNNY = replace(steady_weather(), unit_yields_kw={ARRAY.key: np.full(8760, 0.2)})
LOAD_KWH = 275.0 * 1.2 * 8760
"""1,000 servers of 275 W, and a fifth more: their fans do not answer a typed-in PUE's air."""


def site(cost: dict, supply: dict | None = None) -> Profile:
    prices = {"currency": "EUR", "price_year": 2024, "tariff": {"per_kwh": 0.1}, "lifetime_years": 4} | cost
    return design(FIXED, it={"fans": {"slope_per_k": 0.0}}, cost=prices, supply=supply or {})


def lived(profile: Profile) -> tuple[tuple[float, ...], Life]:
    result, life = live(simulate(profile, SUNNY), SUNNY)
    assert result.cost.flows is not None
    return result.cost.flows, life


def test_years_alike_are_the_first_one_again():
    profile = site({"capital": ({"name": "a", "amount": 1000.0, "life_years": 3.0},), "price_growth_per_year": 0.02})
    first = simulate(profile, SUNNY)
    again, _ = live(first, SUNNY)
    assert again.cost.flows == pytest.approx(first.cost.flows)
    assert again.cost.npv == pytest.approx(first.cost.npv)
    assert again.cost.levelised_per_it_kwh == pytest.approx(first.cost.levelised_per_it_kwh)


def test_a_site_fills_up():
    flows, life = lived(site({"active_share_by_year": (0.25, 0.5, 1.0)}))
    bill = LOAD_KWH * 0.1
    assert flows == pytest.approx((0.0, 0.25 * bill, 0.5 * bill, bill, bill), rel=1e-9)
    assert [year.active_share for year in life] == [0.25, 0.5, 1.0, 1.0]


def test_levelised_cost_is_over_the_energy_of_the_years():
    profile = site({"active_share_by_year": (0.25, 0.5, 1.0), "capital": ({"name": "a", "amount": 5e4},)})
    result, _ = live(simulate(profile, SUNNY), SUNNY)
    shares = (0.25, 0.5, 1.0, 1.0)
    bill, it_kwh = LOAD_KWH * 0.1, LOAD_KWH / 1.2
    paid = 5e4 + sum((bill * share + 1000) / 1.07**year for year, share in enumerate(shares, 1))  # 2 % maintenance
    used = sum(it_kwh * share / 1.07**year for year, share in enumerate(shares, 1))
    assert result.cost.levelised_per_it_kwh == pytest.approx(paid / used)


def test_arrays_wear():
    # 100 kWp at 0.2 give 20 kW in the first year, all of it used, and 1 % less in each that follows
    flows, life = lived(site({}, {"solar": (ARRAY.model_dump(),)}))
    own = [20 * 8760 * 0.99**year for year in range(4)]
    assert [year.on_site_kwh for year in life] == pytest.approx(own)
    assert flows[1:] == pytest.approx([(LOAD_KWH - kwh) * 0.1 for kwh in own])


def test_the_grid_gets_cleaner_in_every_year():
    _, life = lived(site({}, {"grid": {"factor_kg_per_kwh": 0.5, "decline_per_year": 0.1}}))
    assert [year.location_based_kg for year in life] == pytest.approx(
        [LOAD_KWH * 0.5 * 0.9**year for year in range(4)]
    )


def test_without_prices_there_is_no_life():
    assert live(simulate(design(FIXED), SUNNY), SUNNY)[1] == ()


def test_the_assessment_carries_the_years():
    made = assess(site({"active_share_by_year": (0.5, 1.0)}), SUNNY, None)
    assert [year.year for year in made.life] == [1, 2, 3, 4]
    assert made.design.cost.flows is not None
    assert made.design.cost.flows[1] == pytest.approx(made.life[0].paid)


@pytest.mark.parametrize("shares", [(), (0.0, 0.0), (0.5, 1.1), (-0.1, 1.0)])
def test_shares_that_cannot_be(shares: tuple[float, ...]):
    with pytest.raises(ValidationError, match="active_share_by_year"):
        site({"active_share_by_year": shares})
