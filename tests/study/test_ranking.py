"""Ranks, dominance and fronts of figures whose order is known beforehand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sites import design, steady_weather

from dcenergy.errors import ProfileError
from dcenergy.simulate import simulate
from dcenergy.study import ranking
from dcenergy.study.difference import difference
from dcenergy.study.measures import RANKED, figures, scale
from dcenergy.study.ranking import better_than, intervals, ranks
from dcenergy.study.scores import scores, weights

FIXED = {"system": "fixed_pue"}
GRID = {"grid": {"factor_kg_per_kwh": 0.5}}
PRICES = {"currency": "EUR", "price_year": 2024, "tariff": {"per_kwh": 0.1}}
WEATHER = steady_weather()

points = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), min_size=1, max_size=12)


def fixed(pue: float, **sections: object):
    return simulate(design({**FIXED, "pue": pue}, **({"supply": GRID, "cost": PRICES} | sections)), WEATHER)


def standings(results, on, by):
    return ranking.standings(results, [figures(each, on) for each in results], by)


def test_figures_are_those_of_a_year_worked_by_hand():
    result = fixed(1.5)
    on = scale([result, fixed(1.2)])
    # 1,000 servers of 275 W and 1.29 % more in air of 26 degC for 8,760 h, times 1.5
    kwh = 1000 * 0.275 * 8760 * 1.5 * float(result.site.it_kw[0]) / 275
    assert on.basis == "year"
    electric = {"carbon": 0.5 * kwh, "carbon_market": 0.5 * kwh, "energy": kwh}
    assert figures(result, on) == pytest.approx(
        {"cost": 0.1 * kwh, **electric, "water": None, "npv": None, "irr": None}
    )


def served(pue: float, **servers: float):
    """The design of a fixed PUE with servers of its own."""
    group = {"count": 1000, "idle_w": 150.0, "peak_w": 400.0, "utilisation": 0.5} | servers
    profile = design({**FIXED, "pue": pue}, {"servers": (group,)}, supply=GRID, cost=PRICES)
    return simulate(profile, WEATHER)


def test_different_work_of_the_same_servers_is_compared_by_work():
    results = [served(1.5), served(1.2, count=5000)]
    on = scale(results)
    assert (on.basis, on.work_unit) == ("work", "server_h")
    # 275 W (and 1.29 % of fans' power) at half use: 550 W per server at full use
    per_hour = 0.550 * (1 + 0.0043 * 3)
    assert [figures(each, on)["energy"] for each in results] == pytest.approx([1.5 * per_hour, 1.2 * per_hour])
    # the larger site uses more, but is ranked before the smaller
    assert [each.rank for each in standings(results, on, {"energy": 1.0})] == [2, 1]


def test_different_work_of_different_servers_is_compared_by_kwh_of_it():
    results = [served(1.5), served(1.2, count=5000, peak_w=600.0)]
    on = scale(results)
    assert on.basis == "it_kwh"
    assert [figures(each, on)["energy"] for each in results] == pytest.approx([1.5, 1.2])
    assert [figures(each, on)["carbon"] for each in results] == pytest.approx([0.75, 0.6])
    assert [each.rank for each in standings(results, on, {"energy": 1.0})] == [2, 1]


def test_idle_servers_never_win_by_doing_less():
    # utilisation of a tenth takes 175 W in place of 275 W, for a fifth of the work: 1,750 W against 550 W at full use
    busy, idle = served(1.2), served(1.2, utilisation=0.1)
    on = scale([busy, idle])
    assert figures(idle, scale([idle]))["energy"] < figures(busy, scale([busy]))["energy"]
    assert figures(idle, on)["energy"] / figures(busy, on)["energy"] == pytest.approx(1750 / 550)
    assert [each.rank for each in standings([busy, idle], on, {"cost": 1.0})] == [1, 2]


def test_half_as_many_servers_used_twice_as_much_do_the_same_work():
    results = [served(1.2), served(1.2, count=500, utilisation=1.0)]
    on = scale(results)
    assert on.basis == "year"
    # 400 W at full use against 2 x 275 W
    energies = [figures(each, on)["energy"] for each in results]
    assert energies[1] / energies[0] == pytest.approx(400 / 550)


def test_halls_known_by_power_alone_work_in_their_kwh():
    # 1 MW at half use beside 2 MW at half use, whatever number of blocks it is written in
    block = {"idle_w": 375e3, "peak_w": 1e6, "utilisation": 0.5}
    one, two = served(1.2, count=1, **block), served(1.2, count=1, **block | {"idle_w": 750e3, "peak_w": 2e6})
    on = scale([one, two])
    assert (on.basis, on.work_unit) == ("work", "kwh")
    assert figures(one, on)["energy"] == pytest.approx(figures(two, on)["energy"])
    # beside servers that are counted, there is no unit of work that they share
    mixed = [one, served(1.2)]
    assert scale(mixed).basis == "it_kwh"
    with pytest.raises(ProfileError, match="--per work: some halls are described by servers"):
        scale(mixed, "work")


def test_servers_that_do_no_work_are_not_compared_by_it():
    on = scale([served(1.2), served(1.2, utilisation=0.0)])
    assert (on.basis, on.because) == ("it_kwh", "Some of the designs do no work.")


def test_the_basis_asked_for_is_taken():
    results = [served(1.5), served(1.2, count=5000)]
    assert [scale(results, per).basis for per in ("year", "it-kwh", "work")] == ["year", "it_kwh", "work"]
    with pytest.raises(ProfileError, match="--per month"):
        scale(results, "month")


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
    assert weights("carbon-market") == {"carbon_market": 1.0}
    for text in ("price", "cost=x", "cost=0", "cost=-1", "cost=inf", "cost=nan", "cost=1,cost=2", ""):
        with pytest.raises(ProfileError, match="--by"):
            weights(text)


def test_scores_are_relative_to_the_reference():
    # against cost 1 and carbon 30: the second costs 3 times as much and emits a third
    both = [{"cost": 1.0, "carbon": 30.0}, {"cost": 3.0, "carbon": 10.0}]
    assert scores(both, {"cost": 0.5, "carbon": 0.5}) == pytest.approx([1.0, 0.5 * 3 + 0.5 / 3])
    assert scores(both, {"cost": 0.5, "carbon": 0.5}, reference=1) == pytest.approx([0.5 / 3 + 0.5 * 3, 1.0])
    # more is better of what is saved
    assert scores([{"npv": 2.0}, {"npv": 3.0}, {"npv": -1.0}], {"npv": 1.0}) == [-1.0, -1.5, 0.5]
    # where all take nothing, nobody is better
    assert scores([{"water": 0.0}, {"water": 0.0}], {"water": 1.0}) == [0.0, 0.0]


plentiful = st.lists(st.tuples(st.floats(0, 1e6), st.floats(0, 1e6)), min_size=2, max_size=8)


@given(plentiful, st.tuples(st.floats(0, 1e6), st.floats(0, 1e6)), st.floats(0.01, 0.99))
def test_a_design_that_is_added_never_reverses_two_others(plane, added, weight):
    by = {"cost": weight, "carbon": 1 - weight}
    designs = [{"cost": cost, "carbon": carbon} for cost, carbon in plane]
    before = scores(designs, by)
    after = scores([*designs, dict(zip(by, added, strict=True))], by)
    order = [(a > b) - (a < b) for a in before for b in before]
    assert [(a > b) - (a < b) for a in after[:-1] for b in after[:-1]] == order


def test_the_reversal_that_means_over_all_designs_made():
    # over the means of two designs A scores 0.92 and B 1.08; with C, dominated by A, it was A 0.86 and B 0.67
    by = {"cost": 0.5, "carbon": 0.5}
    a, b, c = {"cost": 1.0, "carbon": 10.0}, {"cost": 2.0, "carbon": 5.0}, {"cost": 10.0, "carbon": 10.0}
    assert (scores([a, b], by)[0] < scores([a, b], by)[1]) == (scores([a, b, c], by)[0] < scores([a, b, c], by)[1])


def test_ranks_share_ties_and_leave_gaps():
    assert ranks([3.0, 1.0, 1.0 + 1e-12, 2.0], [0.0] * 4) == [4, 1, 1, 3]
    assert ranks([None, 1.0], [0.0] * 2) == [None, 1]
    # those that leave more undone stand behind those that leave less, whatever they cost
    assert ranks([3.0, 1.0, 2.0], [0.0, 0.14, 0.02]) == [1, 3, 2]


def test_equal_designs_share_one_interval():
    assert intervals([1.0, 1.0, 3.0], [0.0] * 3) == [(1, 2), (1, 2), (3, 3)]


def test_ranks_within_the_error_of_a_difference_are_intervals():
    # 1.00, 1.01, 1.025 and 1.2 with an error of 0.02 between any two: the first two tie, the second and third as well
    errors = [[0.02] * 4] * 4
    assert intervals([1.0, 1.01, 1.025, 1.2], [0.0] * 4, errors) == [(1, 2), (1, 3), (2, 3), (4, 4)]


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
    able, order = [0.0] * len(plane), range(len(plane))
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
    assert set(own) == set(RANKED)
    assert [own["cost"], own["carbon"], own["water"]] == [None, None, None]
