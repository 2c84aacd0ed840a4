"""Ranks, dominance and fronts of figures whose order is known beforehand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sites import design, steady_weather

from dcenergy.errors import ProfileError
from dcenergy.simulate import simulate
from dcenergy.study.difference import difference
from dcenergy.study.ranking import MEASURES, better_than, figures, ranks, scale, scores, standings, weights

FIXED = {"system": "fixed_pue"}
GRID = {"grid": {"factor_kg_per_kwh": 0.5}}
PRICES = {"currency": "EUR", "price_year": 2024, "tariff": {"per_kwh": 0.1}}
WEATHER = steady_weather()

points = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), min_size=1, max_size=12)


def fixed(pue: float, **sections: object):
    return simulate(design({**FIXED, "pue": pue}, **({"supply": GRID, "cost": PRICES} | sections)), WEATHER)


def test_figures_are_those_of_a_year_worked_by_hand():
    result = fixed(1.5)
    on = scale([result, fixed(1.2)])
    # 1,000 servers of 275 W and 1.29 % more in air of 26 degC for 8,760 h, times 1.5
    kwh = 1000 * 0.275 * 8760 * 1.5 * float(result.site.it_kw[0]) / 275
    assert not on.per_it_kwh
    assert figures(result, on) == pytest.approx(
        {"cost": 0.1 * kwh, "carbon": 0.5 * kwh, "energy": kwh, "water": None}
    )


def test_different_servers_are_compared_by_kwh_of_it():
    other = design({**FIXED, "pue": 1.2}, supply=GRID, cost=PRICES)
    more = other.halls[0].it.servers[0].model_copy(update={"count": 5000})
    halls = (other.halls[0].model_copy(update={"it": other.halls[0].it.model_copy(update={"servers": (more,)})}),)
    results = [fixed(1.5), simulate(other.model_copy(update={"halls": halls}), WEATHER)]
    on = scale(results)
    assert on.per_it_kwh
    assert [figures(each, on)["energy"] for each in results] == pytest.approx([1.5, 1.2])
    assert [figures(each, on)["carbon"] for each in results] == pytest.approx([0.75, 0.6])
    # the larger site uses more, but is ranked before the smaller
    assert [each.rank for each in standings(results, on, {"energy": 1.0})] == [2, 1]


def test_money_of_two_currencies_is_not_compared():
    results = [fixed(1.5), fixed(1.2, cost=PRICES | {"currency": "CNY"})]
    on = scale(results)
    assert on.currency is None
    assert [figures(each, on)["cost"] for each in results] == [None, None]


def test_an_investment_known_of_one_alone_is_left_out_of_both():
    dear = fixed(1.2, cost=PRICES | {"capital": ({"name": "all", "amount": 1e9},)})
    results = [fixed(1.5), dear]
    on = scale(results)
    assert not on.whole_cost
    bills = [figures(each, on)["cost"] for each in results]
    assert bills == pytest.approx([0.1 * float(each.site.facility_kw.sum()) for each in results])


def test_carbon_counts_the_whole_where_all_know_it():
    inventory = {"refrigerants": (), "embodied": {}}
    supply = GRID | {"generators": ()}
    whole, other = (fixed(pue, carbon=inventory, supply=supply) for pue in (1.5, 1.2))
    on = scale([whole, other])
    assert on.whole_carbon
    assert figures(whole, on)["carbon"] == whole.carbon.total_per_year
    *stages, total = difference(whole, other, on)
    assert sum(stage.carbon_kg or 0.0 for stage in stages) == pytest.approx(total.carbon_kg, abs=1e-3)
    # beside one that knows its electricity alone, so does the other count
    assert figures(whole, scale([whole, fixed(1.2)]))["carbon"] == whole.carbon.location_based


def test_weights_are_shares_and_misuse_is_told():
    assert weights("carbon") == {"carbon": 1.0}
    assert weights("cost=1, carbon=3") == {"cost": 0.25, "carbon": 0.75}
    for text in ("price", "cost=x", "cost=0", "cost=-1", "cost=inf", "cost=nan", "cost=1,cost=2", ""):
        with pytest.raises(ProfileError, match="--by"):
            weights(text)


def test_scores_are_means_over_means():
    # cost 1 and 3 (mean 2), carbon 30 and 10 (mean 20): equal weights make both the average design
    both = [{"cost": 1.0, "carbon": 30.0}, {"cost": 3.0, "carbon": 10.0}]
    assert scores(both, {"cost": 0.5, "carbon": 0.5}) == pytest.approx([1.0, 1.0])
    assert scores(both, {"cost": 0.75, "carbon": 0.25}) == pytest.approx([0.75, 1.25])
    # where all take nothing, nobody is better
    assert scores([{"water": 0.0}, {"water": 0.0}], {"water": 1.0}) == [0.0, 0.0]


def test_ranks_share_ties_and_leave_gaps():
    assert ranks([3.0, 1.0, 1.0 + 1e-12, 2.0], [False] * 4) == [4, 1, 1, 3]
    assert ranks([None, 1.0], [False] * 2) == [None, 1]


def test_a_plant_that_leaves_heat_is_ranked_last():
    # a lake of 35 degC without trim cannot cool halls of 20 degC, and draws less for it
    warm = {"system": "lake_water", "source": {"mean_c": 35.0, "amplitude_k": 0.0, "coldest_day": 1}}
    lake = simulate(design(warm, {"supply_air_c": 20.0}), WEATHER)
    other = simulate(design({"system": "air_chiller"}, {"supply_air_c": 20.0}), WEATHER)
    assert float(lake.site.facility_kw.sum()) < float(other.site.facility_kw.sum())
    first, second = standings([lake, other], scale([lake, other]), {"energy": 1.0})
    assert (first.too_small, first.rank, first.front) == (True, 2, False)
    assert (second.too_small, second.rank, second.dominated_by) == (False, 1, None)


@given(points)
def test_dominance_is_what_its_words_say(plane):
    able, order = [False] * len(plane), range(len(plane))
    for i, (x, y) in enumerate(plane):
        better = [j for j, (a, b) in enumerate(plane) if a <= x and b <= y and (a, b) != (x, y)]
        found = better_than(i, plane, able, order)
        assert found == (better[0] if better else None)
    # the least of the sums is always on the front
    least = min(order, key=lambda i: sum(plane[i]))
    assert better_than(least, plane, able, order) is None


@pytest.mark.parametrize("pair", [("air_chiller", "lake"), ("fixed", "lake"), ("fixed", "fixed")])
def test_stages_add_up_to_the_difference(pair):
    plants = {
        "air_chiller": {"system": "air_chiller"},
        "lake": {"system": "lake_water", "source": {"mean_c": 8.0, "amplitude_k": 2.0, "coldest_day": 60}},
        "fixed": {**FIXED, "pue": 1.3},
    }
    prices = PRICES | {"tariff": {"per_kwh": 0.1, "demand_per_kw_month": 5.0}}
    capital = [({"name": "all", "per_it_kw": price},) for price in (2000.0, 3000.0)]
    a, b = (
        simulate(design(plants[name], supply=GRID, cost=prices | {"capital": money}), WEATHER)
        for name, money in zip(pair, capital, strict=True)
    )
    on = scale([a, b])
    *stages, total = difference(a, b, on)
    assert total.energy_kwh == pytest.approx(float(a.site.facility_kw.sum() - b.site.facility_kw.sum()), abs=1e-3)
    # sums of a dozen numbers of 1e6: 1e-3 is some 1e-9 of them
    for name in ("energy_kwh", "carbon_kg", "cost"):
        known = [getattr(stage, name) for stage in stages if getattr(stage, name) is not None]
        assert sum(known) == pytest.approx(getattr(total, name), abs=1e-3)


def test_every_measure_has_a_name_for_what_is_missing():
    result = simulate(design({**FIXED, "pue": 1.3}), WEATHER)
    own = figures(result, scale([result]))
    assert set(own) == set(MEASURES)
    assert [own["cost"], own["carbon"], own["water"]] == [None, None, None]
