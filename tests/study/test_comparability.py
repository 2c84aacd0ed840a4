"""Designs are ranked like with like: what differs is named, and nobody is crowned for it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from unlike_pairs import FULL, HYDRO, PAIRS, SERVERS, TOWERS, Pair

from dcenergy.accounting.tariff import Tariff
from dcenergy.errors import ProfileError
from dcenergy.report import json_document
from dcenergy.report.comparison.document import document
from dcenergy.report.comparison.terminal import MOST
from dcenergy.study.comparability import wording
from dcenergy.study.comparability.finding import Effect, Finding
from dcenergy.study.compare import Comparison, compare
from dcenergy.study.designs import designs
from dcenergy.study.measures import Measure, figures, scale
from dcenergy.weather import epw, site


def of(folder: Path, *layers: str, both: str = "", **options: str) -> Comparison:
    """Compare designs A, B, ... that are Full, with what all have, and each with a layer of its own."""
    (folder / "full.yaml").write_text(FULL, encoding="utf-8")
    (folder / "both.yaml").write_text(f"extends: full.yaml\nname: Both\n{both}\n", encoding="utf-8")
    for letter, layer in zip("abcdef", layers, strict=False):
        text = f"extends: both.yaml\nname: {letter.upper()}\n{layer}\n"
        (folder / f"{letter}.yaml").write_text(text, encoding="utf-8")
    return compare(designs([str(folder / f"{letter}.yaml") for letter in "abcdef"[: len(layers)]]), **options)


def named(comparison: Comparison, subject: str) -> Finding:
    """The finding on a subject."""
    [found] = [each for each in comparison.comparability.findings if each.subject == subject]
    return found


def subjects(comparison: Comparison) -> set[str]:
    return {each.subject for each in comparison.comparability.findings}


def ranks(comparison: Comparison) -> dict[str, int | None]:
    return {each.name: standing.rank for each, standing in zip(comparison.designs, comparison.standings, strict=True)}


def figure(comparison: Comparison, name: str, measure: Measure) -> float:
    found = {
        each.name: standing.figures[measure]
        for each, standing in zip(comparison.designs, comparison.standings, strict=True)
    }
    value = found[name]
    assert value is not None
    return value


@pytest.fixture(autouse=True)
def cold(tmp_path: Path) -> None:
    """Put the hours of a cold place beside the profiles, as a file that says nothing of being generated."""
    year = site.load(site.Site.model_validate({"weather": {"normals": "helsinki"}}))
    first, *lines = epw.text(year).splitlines()
    first = first.replace(",dcenergy,", ",a station,")
    text = "\n".join([first, *("COMMENTS 2," if line.startswith("COMMENTS 2") else line for line in lines)])
    (tmp_path / "cold.epw").write_text(text, encoding="utf-8")


@pytest.mark.parametrize("name", PAIRS)
def test_no_design_is_crowned_for_an_unlike_basis(name: str, tmp_path: Path):
    pair: Pair = PAIRS[name]
    found = of(tmp_path, pair.first, pair.better, both=pair.both, by=pair.by)
    results = {each.name: each.result for each in found.designs}
    # taken as they are, the second looks better: the pair tries what it means to try
    if pair.figure:
        first, second = (getattr(results[letter].cost, pair.figure) for letter in "AB")
    else:
        measure = pair.by.replace("-", "_")
        alone = scale(list(results.values()), "year")
        first, second = (figures(results[letter], alone)[measure] for letter in "AB")
    assert second <= first if pair.is_left_out else second < first
    difference = named(found, pair.subject)
    assert pair.said in difference.words
    assert difference.values
    # it is among those that the terminal prints
    assert found.comparability.findings.index(difference) < MOST, subjects(found)
    if not pair.is_ranked:
        assert ranks(found) == {"A": None, "B": None}
        assert difference.unranked
    elif pair.subject in ("unserved", "unmet_heat"):
        assert ranks(found) == {"A": 1, "B": 2}
    elif pair.subject == "work":
        assert found.scale.basis != "year"
    # an effect is calculated, and takes the advantage away
    effect = difference.effect
    if effect is not None and not pair.figure and found.scale.is_yearly:
        after = effect.after[pair.by.replace("-", "_")]
        assert after is None or after >= effect.before[pair.by.replace("-", "_")]


def test_there_are_more_than_thirty_pairs_of_many_kinds():
    assert len(PAIRS) >= 30
    assert len({pair.subject for pair in PAIRS.values()}) >= 25


def test_half_a_site_is_compared_by_its_work(tmp_path):
    found = of(tmp_path, "", "it: {active_share: 0.5}")
    assert found.scale.basis == "work"
    assert ranks(found) == {"A": 1, "B": 2}
    # 1,000 servers at half use for 8,760 h are 4.38 million server-hours at full use, and half of that
    assert named(found, "work").values == {
        "A": "4,380,000 server-hours at full use",
        "B": "2,190,000 server-hours at full use",
    }
    # a year of the whole costs more, a unit of its work less: the plant was built for all of it
    yearly = {each.name: each.result.cost.total_per_year for each in found.designs}
    assert yearly["B"] < yearly["A"]
    assert figure(found, "A", "cost") == pytest.approx(yearly["A"] / 4.38e6)
    assert figure(found, "B", "cost") == pytest.approx(yearly["B"] / 2.19e6)


def test_efficient_servers_that_do_the_same_work_win_by_their_bill(tmp_path):
    found = of(tmp_path, "", SERVERS % (1000, 75, 200, 0.5))
    assert found.scale.basis == "year"
    assert ranks(found) == {"B": 1, "A": 2}
    # half the power in a plant of half the size, of prices per kW: half of everything
    assert figure(found, "B", "cost") / figure(found, "A", "cost") == pytest.approx(0.5, rel=1e-6)
    assert "Whether a server at full use does the same work" in named(found, "servers").words
    # a kWh of IT costs the same in both: on that basis they are alike
    by_kwh = of(tmp_path, "", SERVERS % (1000, 75, 200, 0.5), per="it-kwh")
    assert [(each.rank_low, each.rank_high) for each in by_kwh.standings] == [(1, 2), (1, 2)]


def test_a_year_of_different_work_ranks_nobody_even_if_asked_for(tmp_path):
    found = of(tmp_path, "", "it: {active_share: 0.5}", per="year")
    assert ranks(found) == {"A": None, "B": None}
    assert figure(found, "B", "cost") < figure(found, "A", "cost")  # the figures are shown


def test_load_that_is_not_served_ranks_behind(tmp_path):
    # 52 days of 24 hours: 1,248 of 8,760 hours are 14 % of a constant load
    found = of(tmp_path, "supply: {outages: {count: 52, hours_each: 24}}", "cost: {tariff: {per_kwh: 0.9}}")
    assert ranks(found) == {"B": 1, "A": 2}
    assert [each.unserved_share for each in found.standings] == pytest.approx([0.0, 0.1425], abs=1e-3)
    assert named(found, "unserved").values == {"A": "14%"}


def test_of_two_that_leave_load_the_one_that_leaves_more_is_last(tmp_path):
    long, short = (f"supply: {{outages: {{count: {days}, hours_each: 24}}}}" for days in (52, 20))
    assert ranks(of(tmp_path, long, short)) == {"B": 1, "A": 2}


def test_cheap_money_is_given_back(tmp_path):
    found = of(tmp_path, "", "cost: {discount_rate: 0.03, lifetime_years: 30}")
    assert ranks(found) == {"A": None, "B": None}
    assert {each.subject for each in found.comparability.reasons(["cost"])} == {"discount_rate", "lifetime"}
    # only money is not ranked: electricity is alike, and carbon
    assert set(found.comparability.unranked) == {"cost"}
    by_energy = of(tmp_path, "", "cost: {discount_rate: 0.03, lifetime_years: 30}", by="energy")
    assert [(each.rank_low, each.rank_high) for each in by_energy.standings] == [(1, 2), (1, 2)]


def test_the_effect_of_a_rate_is_that_of_its_annuity(tmp_path):
    # one part for all of 20 years: capital x (rate / (1 - (1 + rate)^-20)), all else the same
    both = "cost: {capital: [{name: plant, per_it_kw: 5000}]}"
    found = of(tmp_path, "", "cost: {discount_rate: 0.03}", both=both)
    effect = named(found, "discount_rate").effect
    assert (effect.design, effect.other) == ("B", "A")
    design_kw = 1000 * 0.4 * (1 + 0.0043 * 1)  # at 24 degC, 1 K above the fans' knee
    annuities = [5000 * design_kw * rate / (1 - (1 + rate) ** -20) for rate in (0.08, 0.03)]
    assert effect.after["cost"] - effect.before["cost"] == pytest.approx(annuities[0] - annuities[1], rel=1e-6)
    assert effect.after["cost"] == pytest.approx(figure(found, "A", "cost"))


def test_a_nominal_rate_of_the_same_worth_is_no_difference_of_cost(tmp_path):
    # 8 % beyond an inflation of 2 % are 10.16 %
    found = of(tmp_path, "", "cost: {discount_rate: 0.1016, inflation: 0.02}")
    assert ranks(found) != {"A": None, "B": None}
    assert figure(found, "A", "cost") == pytest.approx(figure(found, "B", "cost"))


def test_a_part_of_the_investment_is_no_investment(tmp_path):
    found = of(tmp_path, "", "cost: {capital: [{name: chillers, per_it_kw: 600}]}")
    assert ranks(found) == {"A": None, "B": None}
    # with the list of the other, the same plant costs the same
    assert named(found, "capital").effect.after["cost"] == pytest.approx(figure(found, "A", "cost"))


def test_plants_of_different_kinds_may_have_lists_of_their_own():
    found = compare(designs(["dongjiang-lake", "dongjiang-air-chilled"]))
    assert [each.rank for each in found.standings] == [1, 2]
    assert "Check that each list is complete." in named(found, "capital").words


def test_contracts_without_a_price_are_not_ranked_by_cost(tmp_path):
    contract = "supply: {contracts: [{kind: hydro, share: 0.9, certificates: true}]}"
    found = of(tmp_path, "", contract, "cost: {tariff: {per_kwh: 0.9}}")
    # the two others are still ranked
    assert ranks(found) == {"A": 1, "C": 2, "B": None}
    assert named(found, "unpriced").values == {"B": "what contracts and certificates cost"}
    # where all lack the same price it is left out of all
    assert ranks(of(tmp_path, contract, contract)) == {"A": 1, "B": 1}


def test_a_typed_pue_is_not_ranked_against_a_plant(tmp_path):
    found = of(tmp_path, "", "cooling: {system: fixed_pue, pue: 1.1}", by="energy")
    assert ranks(found) == {"A": None, "B": None}
    # with the plant of the other it takes as much
    assert named(found, "typed_pue").effect.after["energy"] == pytest.approx(figure(found, "A", "energy"))
    two = [f"cooling: {{system: fixed_pue, pue: {pue}}}" for pue in (1.2, 1.1)]
    assert ranks(of(tmp_path, *two, by="energy")) == {"B": 1, "A": 2}


def test_a_typed_share_does_not_win_over_certified_power(tmp_path):
    typed = "supply: {renewable_share: 0.95}"
    certified = "supply: {contracts: [{kind: hydro, share: 0.5, certificates: true}]}"
    assert ranks(of(tmp_path, certified, typed, by="carbon-market")) == {"A": 1, "B": 2}


def test_certified_power_is_ranked_by_market_based_carbon(tmp_path):
    certified = "supply: {contracts: [{kind: hydro, share: 1.0, certificates: true}]}"
    found = of(tmp_path, "", certified, by="carbon-market")
    assert ranks(found) == {"B": 1, "A": 2}
    # nothing is covered in A and all is in B; the residual mix of China of 2023 has 0.6096 kg/kWh
    a = next(each.result for each in found.designs if each.name == "A")
    assert figure(found, "A", "carbon_market") == pytest.approx(0.6096 * a.power.grid_kw.sum())
    assert figure(found, "B", "carbon_market") == pytest.approx(0.0, abs=1e-6)
    assert document(found)["by"] == {"carbon_market": 1.0}


def test_a_dominated_design_never_reverses_a_ranking(tmp_path):
    # by means over all designs, C (dear, and as dirty as A) made B pass A
    options = {"by": "cost=0.5,carbon-market=0.5"}
    a, b = HYDRO % (0.5, 0.0), HYDRO % (0.9, 0.25)
    dear = "cost: {tariff: {per_kwh: 9}}"
    two, three = ranks(of(tmp_path, a, b, **options)), ranks(of(tmp_path, a, b, dear, **options))
    assert (two["A"] < two["B"]) == (three["A"] < three["B"])
    found = of(tmp_path, a, b, dear, **options)
    assert next(standing.score for standing in found.standings if standing.rank == three["A"]) == pytest.approx(1.0)


def test_scores_are_relative_to_the_design_that_is_named(tmp_path):
    found = of(tmp_path, "", "cost: {tariff: {per_kwh: 0.8}}", by="cost=0.5,energy=0.5", against="B")
    assert document(found)["normalised_by"] == "B"
    assert document(found)["reference"] == "B"
    by_name = {each.name: standing.score for each, standing in zip(found.designs, found.standings, strict=True)}
    assert by_name["B"] == pytest.approx(1.0)
    with pytest.raises(ProfileError, match="--against C: names no design; use best, first, or one of: A, B"):
        of(tmp_path, "", "cost: {tariff: {per_kwh: 0.8}}", against="C")


def test_present_value_and_return_are_ranked_against_one_baseline(tmp_path):
    both = "baseline: {profile: base/air-chilled}"
    dear, cheap = (f"cost: {{capital: [{{name: plant, per_it_kw: {price}}}]}}" for price in (6000, 5700))
    for by in ("npv", "irr"):
        found = of(tmp_path, dear, cheap, both=both, by=by)
        assert ranks(found) == {"B": 1, "A": 2}
    found = of(tmp_path, dear, cheap, both=both, by="npv")
    # 300 CNY/kW less for 400 kW (and the fans' 0.43 %) bought once, for as long as the plant lasts
    # with maintenance of 2 % of it in each of 20 years at 8 %
    saved = 300 * 400 * (1 + 0.0043) * (1 + 0.02 * (1 - 1.08**-20) / 0.08)
    assert figure(found, "B", "npv") - figure(found, "A", "npv") == pytest.approx(saved, rel=1e-6)


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        ("baseline: {pue: 1.5}", "", "B names no baseline"),
        ("baseline: {pue: 1.5}", "baseline: {profile: base/air-chilled}", "different baselines"),
        ("baseline: {pue: 1.5}", "baseline: {pue: 1.6}", "different baselines"),
    ],
)
def test_savings_against_several_baselines_are_refused(tmp_path, first, second, said):
    with pytest.raises(ProfileError, match=f"--by npv: .*{said}"):
        of(tmp_path, first, second, by="npv")


def test_ties_within_the_error_of_generated_weather_share_ranks(tmp_path):
    # the error of a chilled plant's PUE is 0.0007, that of towers 0.0002 (docs/typical-year.md): of two designs
    # whose PUE differ by less than sqrt(0.0007^2 + 0.0002^2) the order is open
    near = "electrical: {other_fraction: %s}"
    base = of(tmp_path, "", TOWERS, by="energy")
    pue = {each.name: each.result.indicators.pue for each in base.designs}
    assert pue["A"] - pue["B"] > 0.0015  # far apart
    assert [(each.rank_low, each.rank_high) for each in base.standings] == [(1, 1), (2, 2)]
    fraction = 0.005 + (pue["A"] - pue["B"]) - 0.0003
    tied = of(tmp_path, "", f"{TOWERS}\n{near % fraction}", by="energy")
    gap = abs(tied.designs[0].result.indicators.pue - tied.designs[1].result.indicators.pue)
    assert 0 < gap < 0.0007
    assert [(each.rank_low, each.rank_high) for each in tied.standings] == [(1, 2), (1, 2)]
    assert [each.rank for each in tied.standings] == [1, 2]
    # one plant in one year shares its error: a difference as small is one
    same = of(tmp_path, "", near % 0.0053, by="energy")
    assert [(each.rank_low, each.rank_high) for each in same.standings] == [(1, 1), (2, 2)]


def test_one_design_is_unlike_nothing(tmp_path):
    assert of(tmp_path, "").comparability.findings == ()


def test_designs_that_differ_in_their_plants_alone_are_alike(tmp_path):
    found = of(tmp_path, "cooling: {loop: {delta_t_k: 6}}", "cooling: {loop: {delta_t_k: 8}}")
    assert found.comparability.findings == ()
    assert sorted(ranks(found).values()) == [1, 2]


def test_json_holds_every_difference_with_its_effect(tmp_path):
    found = of(tmp_path, "", "cost: {discount_rate: 0.03}")
    content = json.loads(json_document.text(document(found)))
    assert (content["basis"], content["work_unit"]) == ("year", "server_h")
    [difference] = content["comparability"]
    assert difference["subject"] == "discount_rate"
    assert difference["values"] == {"A": "8%, real", "B": "3%, real"}
    assert difference["not_ranked_by"] == ["cost"]
    assert difference["consequence"] == "withheld"
    assert difference["severity"] == "stops"
    change = difference["effect"]["figures"]["cost"]
    assert change["change"] == pytest.approx(change["after"] / change["before"] - 1)
    for each in content["designs"]:
        assert (each["rank"], each["rank_low"], each["rank_high"]) == (None, None, None)
        assert each["not_ranked"] == [difference["words"]]
        assert each["compared"]["cost"] > 0


def test_the_most_telling_difference_stands_first(tmp_path):
    layer = "cost: {discount_rate: 0.07}\nit: {bypass: 0.2}\nelectrical: {lighting_fraction: 0}"
    found = of(tmp_path, "", layer)
    assert found.comparability.findings[0].subject == "discount_rate"
    changes = [abs(each.effect.change("cost")) for each in found.comparability.findings[1:]]
    assert changes == sorted(changes, reverse=True)


def test_an_effect_on_a_figure_below_0_has_its_own_sign():
    # all is earned by export: with a lower price of it the cost rises, though it stays below 0
    effect = Effect("A", "B", {"cost": -100.0}, {"cost": -40.0})
    assert effect.change("cost") == pytest.approx(0.6)
    assert Effect("A", "B", {"cost": 100.0}, {"cost": 40.0}).change("cost") == pytest.approx(-0.6)


def test_words_that_are_the_same_for_unlike_values_name_the_keys():
    tariffs = [(Tariff(per_kwh=0.65, export_per_kwh=price),) for price in (0.0, 1.9)]
    assert wording.told_apart(tariffs, wording.tariff) == ["export_per_kwh 0", "export_per_kwh 1.9"]
