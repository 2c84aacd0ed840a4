"""Limits against figures: exact margins, verdicts that flip at the limit, and whose rules hold where."""

from __future__ import annotations

import csv
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from sites import design, steady_weather

from dcenergy.accounting.compliance.judgement import Judgement, compliance, judge
from dcenergy.accounting.compliance.jurisdiction import RULE_SETS, RulesHere, countries, country_of_grid, rules_here
from dcenergy.accounting.compliance.reporting import reported
from dcenergy.reference.limits import limits
from dcenergy.reference.search import rows
from dcenergy.reference.table import FOLDER, sources, table
from dcenergy.simulate import simulate
from dcenergy.supply.supply import Supply
from dcenergy.weather import places
from dcenergy.weather.hourly import no_weather
from dcenergy.weather.site import Site, WeatherSource

SIZES = {"it_installed_kw": 10_000.0, "connected_kw": 12_000.0}
JUDGED = sorted(key for key, limit in limits().items() if limit.rules and key != "eu-2024-1364-scope")
ASHRAE = {key for key in limits() if key.startswith("ashrae-")}
ELSEWHERE = dict.fromkeys(ASHRAE, "air that servers are given: the plant is held against it, hour by hour")
"""Rows that are deliberately no rule of a country, and why."""


def figures(**known: float | None) -> dict[str, float | None]:
    """Figures of a site of 10 MW that runs at full load, of which only those given are known."""
    names = {limit.figure for limit in limits().values() if limit.figure}
    return {**dict.fromkeys(names), **SIZES, "it_load_share": 1.0, "cooling_degree_days": 0.0, **known}


def judged(key: str, doubted: bool = False, **known: float | None) -> Judgement:
    """The verdict on one limit, for a site that opens when those do that it is for."""
    limit = limits()[key]
    warm = {"cooling_degree_days": 1000.0} if "!cndcp-cool-scope" in limit.scope else {}
    return judge(limit, limit.rules[0], figures(**warm | known), limit.opens_from or "2020", doubted)


def at(place: str, **site: float) -> RulesHere:
    """Whose rules hold at a shipped place."""
    return rules_here(None, Site(weather=WeatherSource(normals=place), **site), Supply())


def grid(factor: str) -> Supply:
    """A supply that names nothing but its grid."""
    return Supply.model_validate({"grid": {"factor": factor}})


# --- margins by hand


@pytest.mark.parametrize(
    ("key", "figure", "value", "margin", "relative"),
    [
        # Dongjiang, PUE 1.140: 1.20 - 1.14 = 0.06, a twentieth of 1.2; 1.30 - 1.14; 1.50 - 1.14
        ("cn-gb40879-pue-grade-1", "pue", 1.14, 0.06, 0.05),
        ("cn-gb40879-pue-grade-2", "pue", 1.14, 0.16, 0.16 / 1.3),
        ("cn-gb40879-pue-grade-3", "pue", 1.14, 0.36, 0.24),
        ("cn-edwc-east-pue", "pue", 1.30, -0.05, -0.04),
        ("cn-edwc-west-pue", "pue", 1.14, 0.06, 0.05),
        ("de-enefg-new-erf-2028", "erf", 0.15, -0.05, -0.25),
        ("cn-hub-green-power", "ref", 0.8, 0.0, 0.0),
        ("sg-gmdc-wue-half-point", "wue_l_per_kwh", 1.1, 1.1, 0.5),
    ],
)
def test_margins_by_hand(key, figure, value, margin, relative):
    found = judged(key, **{figure: value})
    # the last place of a float: 1.2 - 1.14 is not 0.06 in binary
    assert found.margin == pytest.approx(margin, abs=1e-12)
    assert found.margin_relative == pytest.approx(relative, abs=1e-12)


def test_a_limit_from_memory_is_held_at_both_its_ends_and_gives_no_verdict():
    found = judged("cn-gb40879-pue-grade-1", pue=1.14)
    assert (found.verdict, found.reason) == ("not verified", "from memory")
    assert found.margin_low == pytest.approx(1.15 - 1.14)
    assert found.margin_high == pytest.approx(1.25 - 1.14)


def test_room_over_a_temperature_means_nothing():
    found = judged("sg-ss697-set-point", supply_air_c=24.0)
    assert (found.verdict, found.margin, found.margin_relative) == ("missed", -2.0, None)


# --- verdicts


@pytest.mark.parametrize("key", JUDGED)
@given(step=st.floats(1e-6, 0.5))  # 1e-9 of a limit is the limit, as sums round
def test_a_verdict_flips_exactly_at_the_limit(key: str, step: float):
    limit = limits()[key]
    if limit.load not in (None, 1.0):
        return
    keeps = {"at most": (True, True, False), "below": (True, False, False)}
    keeps |= {"at least": (False, True, True), "above": (False, False, True)}
    values = (limit.row.value - step, limit.row.value, limit.row.value + step)
    for value, kept in zip(values, keeps[limit.relation], strict=True):
        found = judged(key, **{limit.figure: value})
        assert found.holds is kept
        # what is from memory is no reason for a verdict, whichever side the figure is on: a limit, or for whom it is
        rests_on = {limit.row.evidence, *(limits()[scope].row.evidence for scope, _kept in limit.scopes)}
        word = "met" if kept else "missed"
        # nor is a limit for the average of many sites this site's
        open_ended = "assumption" in rests_on or limit.average_of
        assert found.verdict == ("not verified" if open_ended else word)
        assert found.margin is not None
        assert (found.margin >= 0) is (kept or value == limit.row.value)


@pytest.mark.parametrize("key", JUDGED)
def test_what_is_not_known_is_not_judged(key: str):
    found = judged(key)
    assert (found.verdict, found.margin) == ("not determined", None)


@pytest.mark.parametrize(
    ("key", "own", "too_small"),
    [
        ("cn-gb40879-pue-grade-3", "it_installed_kw", 250.0),  # 100 racks of 2.5 kW are still at the edge
        ("cn-large-2025-pue", "it_installed_kw", 7499.0),  # 3,000 racks of 2.5 kW are large
        ("de-enefg-new-pue", "connected_kw", 299.0),
        ("cndcp-clean-2025", "it_installed_kw", 50.0),
        ("eu-2024-1364-scope", "it_installed_kw", 499.0),
    ],
)
def test_a_small_site_is_left_alone(key: str, own: str, too_small: float):
    limit = limits()[key]
    values = {limit.figure: 1.0} | {own: too_small}
    assert judged(key, **values).verdict == "not applicable"
    values[own] = too_small + 2
    assert judged(key, **values).verdict != "not applicable"


def test_a_limit_at_a_certain_load_is_judged_at_that_load_alone():
    platinum = {"pue": 1.38}
    quarter = judged("sg-gmdc-platinum-pue", it_load_share=0.25, **platinum)
    assert quarter.verdict == "met"
    half = judged("sg-gmdc-platinum-pue", it_load_share=0.5, **platinum)
    assert (half.verdict, half.reason) == ("not determined", "load")
    assert half.margin == pytest.approx(0.01)


@pytest.mark.parametrize(
    ("degree_days", "cool", "warm"),
    [
        # on either side of the range of 20 to 200 in which the bound is believed to lie; it is from memory, so that
        # nothing is met or missed
        (10.0, "not verified", "not applicable"),
        (350.0, "not applicable", "not verified"),
        (None, "not determined", "not determined"),
    ],
)
def test_the_pact_asks_for_one_pue_in_one_climate(degree_days, cool, warm):
    known = {"cooling_degree_days": degree_days, "pue": 1.35}
    found = [judged(f"cndcp-pue-{climate}", **known) for climate in ("cool", "warm")]
    assert [each.verdict for each in found] == [cool, warm]
    assert {each.reason for each in found} == {"climate"}
    assert judged("cndcp-wue", cooling_degree_days=degree_days, wue_l_per_kwh=0.3).verdict == cool


@pytest.mark.parametrize(("size", "load"), [(40.0, 1.0), (10_000.0, 0.5)])
def test_a_climate_is_asked_for_after_size_and_load(size: float, load: float):
    reasons = [
        judged(f"cndcp-pue-{climate}", pue=1.2, it_installed_kw=size, it_load_share=load).reason
        for climate in ("cool", "warm")
    ]
    assert reasons == (["size", "size"] if size < 50 else ["load", "load"])


def test_where_a_limit_may_not_hold_there_is_no_verdict():
    found = judged("cn-edwc-east-pue", doubted=True, pue=1.1)
    assert (found.verdict, found.reason) == ("not verified", "place")


def test_a_draft_stands_as_a_draft_and_never_as_law():
    drafts = {key for key, limit in limits().items() if limit.standing == "draft"}
    assert drafts == {key for key in limits() if "draft" in key}
    for key in drafts:
        row = table("limits")[key]
        assert row.source == "enefg_draft_2026"
        assert "draft" in row.name.lower()
        assert "not law" in row.note


ACCOUNTS = ("ndrc_", "miit_", "bca_", "imda_", "ss697_", "enefg_draft_")
"""Sources that were read in press, in a law firm's account or in a text that quotes them."""


def test_what_was_read_in_anothers_account_is_secondary():
    for key, limit in limits().items():
        if limit.row.source.startswith(ACCOUNTS):
            assert sources()[limit.row.source].evidence == "secondary", key
            assert limit.row.evidence in ("secondary", "assumption"), key
        if limit.row.evidence == "verified":
            assert sources()[limit.row.source].evidence == "verified", key


def test_an_account_is_enough_for_a_verdict():
    assert limits()["sg-gmdc-wue-point"].row.evidence == "secondary"
    assert judged("sg-gmdc-wue-point", wue_l_per_kwh=1.9).verdict == "met"
    assert judged("sg-gmdc-wue-point", wue_l_per_kwh=2.1).verdict == "missed"


@pytest.mark.parametrize(
    ("older", "plan"),
    [
        ("cn-large-2025-pue", "cn-plan-2024-large-pue"),
        ("cn-hub-2025-pue", "cn-plan-2024-hub-pue"),
        ("cn-edwc-east-pue", "cn-plan-2024-hub-pue"),
    ],
)
def test_a_target_that_a_later_plan_tightens_names_it(older: str, plan: str):
    met, tightened = judged(older, pue=1.22), judged(plan, pue=1.22)
    assert met.holds is True
    assert tightened.verdict == "not verified"
    assert "action plan of July 2024 asks more of" in met.limit.row.note
    assert f"{tightened.limit.row.value:.2f}, from memory" in met.limit.row.note


def test_the_mean_that_chinas_plan_aims_at_was_read():
    # Xinhua, 24 July 2024: "lowered to less than 1.5"
    assert judged("cn-plan-2024-mean-pue", pue=1.49).holds is True
    assert judged("cn-plan-2024-mean-pue", pue=1.5).holds is False


@pytest.mark.parametrize("key", [key for key in JUDGED if limits()[key].average_of])
@pytest.mark.parametrize("value", [0.1, 5.0])
def test_one_site_neither_meets_nor_misses_the_average_of_many(key: str, value: float):
    # "a mean over all data centres of China": one site of 1.40 says nothing of the mean, whichever side it is on
    found = judged(key, **{limits()[key].figure: value})
    assert (found.verdict, found.reason) == ("not verified", "average")


@pytest.mark.parametrize("key", [key for key in JUDGED if "mean" in limits()[key].row.note.split()])
def test_a_limit_whose_note_calls_it_a_mean_is_judged_as_one(key: str):
    assert limits()[key].average_of


def test_electricity_that_lifts_waste_heat_does_not_count_in_germany():
    # Energieeffizienzgesetz s. 11 (2), last sentence
    assert limits()["de-enefg-new-pue"].figure == "pue_without_heat_pumps"
    assert limits()["de-enefg-old-pue-2027"].figure == "pue"


@pytest.mark.parametrize(
    ("opens", "held"),
    [
        # Energieeffizienzgesetz s. 11 (1): opened before 1 July 2026; (2): from July 2026, 2027 and 2028
        ("2019", {"old-pue-2027", "old-pue-2030"}),
        ("2026-06", {"old-pue-2027", "old-pue-2030"}),
        ("2026-07", {"new-pue", "new-erf-2026"}),
        ("2027-06", {"new-pue", "new-erf-2026"}),
        ("2027-07", {"new-pue", "new-erf-2027"}),
        ("2028-06", {"new-pue", "new-erf-2027"}),
        ("2028-07", {"new-pue", "new-erf-2028"}),
        ("2030", {"new-pue", "new-erf-2028"}),
    ],
)
def test_a_german_site_falls_under_the_rules_of_its_opening_alone(opens: str, held: set[str]):
    asked = RulesHere(("de",), "profile", opens=opens)
    known = figures(pue=1.15, pue_without_heat_pumps=1.15, erf=0.12, ref=1.0)
    law = [each for each in compliance(asked, known).judgements if each.limit.standing == "law"]
    found = {each.limit.row.key.removeprefix("de-enefg-"): each for each in law}
    always = {"renewable-2024", "renewable-2027"}
    assert {key for key, each in found.items() if each.verdict in ("met", "missed")} == held | always
    for key in found.keys() - held - always:
        assert (found[key].verdict, found[key].reason) == ("not applicable", "opening")


@pytest.mark.parametrize(
    ("opens", "left_open"),
    [
        (None, {"new-pue", "new-erf-2026", "new-erf-2027", "new-erf-2028", "old-pue-2027", "old-pue-2030"}),
        ("2026", {"new-pue", "new-erf-2026", "old-pue-2027", "old-pue-2030"}),  # before July or from then on
        ("2027", {"new-erf-2026", "new-erf-2027"}),
    ],
)
def test_what_hangs_on_an_opening_that_is_not_known_has_a_margin_and_no_verdict(
    opens: str | None, left_open: set[str]
):
    asked = RulesHere(("de",), "profile", opens=opens)
    known = figures(pue=1.15, pue_without_heat_pumps=1.15, erf=0.12, ref=1.0)
    judgements = compliance(asked, known).judgements
    law = [each for each in judgements if each.limit.standing == "law" and each.reason == "opening"]
    found = {each.limit.row.key.removeprefix("de-enefg-"): each for each in law if each.verdict == "not determined"}
    assert found.keys() == left_open
    assert all(each.margin is not None for each in found.values())


@pytest.mark.parametrize("opens", ["2026-07", "2026", 2026])
def test_a_profile_tells_when_the_site_opens(opens: str | int):
    site = Site.model_validate({"opens": opens})
    assert rules_here(("de",), site, Supply()).opens == str(opens)


@pytest.mark.parametrize("opens", ["2026-13", "2026-7", "July 2026", "2026-07-01", 3026, 2026.5, True])
def test_a_month_that_is_none_is_refused(opens: object):
    with pytest.raises(ValidationError):
        Site.model_validate({"opens": opens})


# --- rows


def test_every_limit_is_judged_bounds_another_or_is_left_out_for_a_reason():
    scopes = {scope for limit in limits().values() for scope, _kept in limit.scopes}
    unused = {key for key, limit in limits().items() if not limit.rules} - scopes
    assert unused == set(ELSEWHERE)


def test_every_limit_of_the_table_is_reached_from_some_set():
    reached = {
        each.limit.row.key
        for rules in RULE_SETS
        for each in compliance(RulesHere((rules,), "profile"), figures()).judgements
    }
    assert reached == {*JUDGED, "eu-2024-1364-scope"}


def test_columns_of_limits_say_what_the_method_says():
    for key, limit in limits().items():
        assert limit.row.method.startswith(limit.relation), key
        assert set(limit.rules) <= set(RULE_SETS), key
        assert {scope for scope, _kept in limit.scopes} <= set(limits()), key
        assert limit.load is None or 0 < limit.load <= 1, key
        if limit.rules:
            assert limit.standing, key
            assert limit.row.source in sources(), key


def test_every_set_is_in_some_limit():
    assert {name for limit in limits().values() for name in limit.rules} == set(RULE_SETS)


# --- whose rules


def test_a_hunan_site_is_judged_by_chinas_rules_without_any_key():
    here = at("zixing", latitude_deg=25.95, longitude_deg=113.25)
    assert (here.sets, here.basis) == (("cn",), "place")


@pytest.mark.parametrize(
    ("place", "sets", "doubted"),
    [
        ("zhangbei", ("cn", "edwc_east"), False),
        ("qingyang", ("cn", "edwc_west"), False),
        ("beijing", ("cn", "edwc_east"), True),  # in an eastern hub, and outside its cluster Zhangjiakou
        ("frankfurt", ("eu", "de"), False),
        ("lulea", ("eu",), False),
        ("singapore", ("sg",), False),
        ("phoenix", (), False),
    ],
)
def test_places_have_the_rules_of_their_country(place: str, sets: tuple[str, ...], doubted: bool):
    here = at(place)
    assert here.sets == sets
    assert bool(here.doubts) is doubted


def test_a_site_elsewhere_than_its_weather_goes_by_its_grid():
    # Qiandao Lake has Nanjing's weather, 260 km away, and Zhejiang's grid
    site = Site(latitude_deg=29.6, longitude_deg=119.0, weather=WeatherSource(normals="nanjing"))
    here = rules_here(None, site, grid("cn-zhejiang-2023"))
    assert (here.sets, here.basis, here.named) == (("cn",), "grid", "cn-zhejiang-2023")
    assert rules_here(None, site, Supply()).basis == "unknown"


def test_what_the_profile_asks_for_goes_before_the_place():
    site = Site(weather=WeatherSource(normals="frankfurt"))
    assert rules_here(("cndcp", "sg", "sg"), site, Supply()).sets == ("cndcp", "sg")
    assert rules_here((), site, Supply()).sets == ()


def test_a_pact_is_judged_where_it_is_named_alone():
    assert all("cndcp" not in country.rules for country in countries().values())
    assert all("cndcp" not in at(place).sets for place in (*places.names(), *places.aliases()))


def test_every_shipped_place_has_a_country():
    with open(FOLDER / "jurisdictions.csv", encoding="utf-8", newline="") as file:
        told = {row["place"]: row for row in csv.DictReader(file)}
    assert set(told) == {*places.names(), *places.aliases()}
    for name, row in told.items():
        assert row["country"] in countries(), name
        assert set(row["rules"].split()) <= set(RULE_SETS), name
        assert (row["source"] in sources()) is bool(row["rules"]), name
    assert {rules for country in countries().values() for rules in country.rules} <= set(RULE_SETS)
    # the Union has 27 members since 2020
    assert sum("eu" in country.rules for country in countries().values()) == 27


@pytest.mark.parametrize(
    ("factor", "country"),
    [("germany-lux-2024-direct", "de"), ("cn-2023", "cn"), ("texas-ercot-2024-direct", None), ("norway-2023", None)],
)
def test_a_grid_factor_tells_its_country(factor: str, country: str | None):
    found = country_of_grid(factor)
    assert (found.code if found else None) == country


def test_every_country_with_rules_has_a_grid_factor_of_its_name():
    factors: Mapping[str, object] = {row["key"]: row for row in rows("grid_factors")}
    for country in countries().values():
        assert any(key.startswith(f"{country.grid}-") for key in factors), country.code


# --- a year


def test_a_limit_in_two_sets_is_judged_once():
    keys = [
        each.limit.row.key
        for each in compliance(RulesHere(("edwc_east", "edwc_west"), "profile"), figures()).judgements
    ]
    assert len(keys) == len(set(keys))


def test_the_unions_list_holds_what_the_year_determines():
    profile = design(
        {"system": "air_chiller", "heat_reuse": {"demand_kw": 50.0, "heat_pump": {"delivery_c": 70.0}}},
        site={"weather": {"normals": "dublin"}},
        supply={"solar": ({"capacity_kwp": 100.0},), "certificates": {"share": 0.5}},
    )
    result = simulate(profile, steady_weather())
    found = result.compliance
    # 1,000 servers of at most 400 W, with their fans' share of warm air: below the threshold of 500 kW
    assert found.figures["it_installed_kw"] == pytest.approx(400.0, rel=0.05)
    assert not found.must_report

    values = {(item.symbol, item.annex): item.value for item in reported(found.figures)}
    facility, it = result.site.facility_kw.sum(), result.site.it_kw.sum()
    assert values["PUE", "III"] == pytest.approx(facility / it)
    assert values["REF", "III"] == pytest.approx(values["E_RES-TOT", "II"] / facility)
    assert values["E_RES-GOO", "II"] == pytest.approx(0.5 * facility)
    assert values["ERF", "III"] == pytest.approx(50.0 * 8760 / facility)
    assert values["T_WH", "II"] == 70.0
    assert values["CDD", "II"] == 0.0  # it is 15 degC all year
    assert values["S_DC", "II"] is None


def test_cooling_degree_days_by_hand():
    # 26 degC all year: every day counts, with 5 K above 21 degC
    result = simulate(design({"system": "air_chiller"}), steady_weather(26.0))
    assert result.compliance.figures["cooling_degree_days"] == pytest.approx(365 * 5.0)


def test_a_fixed_pue_leaves_open_what_it_does_not_tell():
    result = simulate(design({"system": "fixed_pue", "pue": 1.25}, compliance=("edwc_east", "sg")), no_weather())
    found = {each.limit.row.key: each for each in result.compliance.judgements}
    assert found["cn-edwc-east-pue"].verdict == "met"  # the Beijing hub's limit, exactly
    assert found["cn-edwc-east-pue"].margin == pytest.approx(0.0, abs=1e-12)  # sums of 8,760 hours
    assert found["sg-gmdc-wue-point"].verdict == "not determined"
    assert found["cn-edwc-rack-use"].verdict == "not determined"


@pytest.mark.parametrize("pue", [1.2, 1.25, 1.3, 1.4, 1.5, 1.6])
@pytest.mark.parametrize("utilisation", [0.37, 0.5, 0.613])
def test_sums_that_round_do_not_miss_a_limit(pue: float, utilisation: float):
    # the sums of hours give 1.2500000000000004 for 1.25, or 1.4999999999999998 for 1.5
    servers = ({"count": 137, "peak_w": 411.0, "utilisation": utilisation},)
    pattern = {"hourly": (0.9, 1.1) * 12}
    year = simulate(
        design({"system": "fixed_pue", "pue": pue}, {"servers": servers, "pattern": pattern}, compliance=("de",)),
        no_weather(),
    )
    for key, limit in limits().items():
        if limit.figure == "pue" and limit.row.value == pue:
            value = year.indicators.pue
            assert value is not None
            assert limit.holds(value) is (limit.relation == "at most"), key


def test_servers_in_place_are_known_where_the_profile_tells_them():
    half = design({"system": "fixed_pue", "pue": 1.2}, {"active_share": 0.5}, compliance=("edwc_west",))
    found = {each.limit.row.key: each for each in simulate(half, no_weather()).compliance.judgements}
    assert found["cn-edwc-rack-use"].value == 0.5
    assert found["cn-edwc-rack-use"].holds is False  # 0.5 of 0.65, which is for the average of a cluster
    assert (found["cn-edwc-rack-use"].verdict, found["cn-edwc-rack-use"].reason) == ("not verified", "average")
