"""Verdicts in the report and in JSON: nothing is left out, drafts are drafts, and each says what it rests on."""

from __future__ import annotations

import json
import re
from typing import get_args

import pytest
from pages import FIXED, LAKE, Case, case, tree

from dcenergy.accounting.compliance.judgement import Verdict
from dcenergy.accounting.compliance.jurisdiction import RULE_SETS
from dcenergy.errors import ProfileError
from dcenergy.profile.loading import load
from dcenergy.reference.table import sources, table
from dcenergy.report import json_document, verdicts
from dcenergy.study import case as study_case

KEYS = {
    *("rule", "name", "rules", "jurisdiction", "standing", "since", "figure", "value", "relation", "limit"),
    *("limit_low", "limit_high", "unit", "margin", "margin_relative", "margin_at_limit_low", "margin_at_limit_high"),
    *("verdict", "grade", "best_grade", "evidence", "source", "note"),
}
"""The contract: keys may be added, never renamed."""

UNDATED = LAKE.replace("baseline:", "compliance: [de, eu, cndcp]\nbaseline:")
GERMAN = UNDATED.replace("site: {", "site: {opens: 2027-07, ")


@pytest.fixture(scope="module")
def hunan(tmp_path_factory) -> Case:
    return case(tmp_path_factory.mktemp("hunan"), LAKE)


@pytest.fixture(scope="module")
def german(tmp_path_factory) -> Case:
    return case(tmp_path_factory.mktemp("german"), GERMAN)


@pytest.fixture(scope="module")
def undated(tmp_path_factory) -> Case:
    return case(tmp_path_factory.mktemp("undated"), UNDATED)


@pytest.fixture(scope="module")
def fixed(tmp_path_factory) -> Case:
    return case(tmp_path_factory.mktemp("fixed"), FIXED)


def document(shown: Case) -> list[dict]:
    """The verdicts as other programs read them."""
    whole = json_document.document(shown.assessment, "0" * 64, ())
    return json.loads(json_document.text(whole))["compliance"]


def texts(shown: Case) -> list[str]:
    """Every text of a page."""
    return [text for _, text in tree(shown.page).texts]


def test_json_keeps_its_keys_and_its_closed_lists(hunan, german):
    for entry in document(hunan) + document(german):
        assert entry.keys() - {"reporting"} == KEYS
        assert ("reporting" in entry) is (entry["rule"] == "eu-2024-1364-scope")
        assert entry["verdict"] in get_args(Verdict)
        assert entry["rules"] in RULE_SETS
        assert entry["source"] in sources()
        assert entry["limit"] == table("limits")[entry["rule"]].value


def test_a_margin_is_the_limit_less_the_value(german):
    for entry in document(german):
        if entry["margin"] is not None:
            sign = 1 if entry["relation"] in ("at most", "below") else -1
            assert entry["margin"] == sign * (entry["limit"] - entry["value"])
        else:
            assert entry["value"] is None
            assert entry["verdict"] in ("not determined", "not applicable")


def test_a_hunan_site_shows_the_chinese_rules_at_once(hunan):
    assert {entry["rules"] for entry in document(hunan)} == {"cn"}
    assert "China GB 40879: PUE of grade 1" in texts(hunan)
    [grade] = [entry for entry in document(hunan) if entry["best_grade"]]
    assert (grade["grade"], grade["verdict"]) == ("1", "not verified")
    assert "from memory alone, between 1.150 and 1.250" in grade["note"]


def test_a_designed_figure_says_that_a_measured_one_is_asked_for(german):
    judged = [entry for entry in document(german) if entry["verdict"] in ("met", "missed")]
    assert judged
    for entry in judged:
        assert "asks for a year's measurement" in entry["note"]


def test_drafts_are_told_from_law(german):
    drafts = [entry for entry in document(german) if entry["standing"] == "draft"]
    assert len(drafts) == 3
    assert all("It is a draft and no law." in entry["note"] for entry in drafts)
    rows = [text for text in texts(german) if text.startswith("draft, not law")]
    assert len(rows) == 3
    assert "met, as drafted" in texts(german)
    assert any("beside them 3 of drafts" in text for text in texts(german))


def test_verdicts_are_told_by_shape_and_counted_in_the_title(german):
    # opened in July 2027: PUE, ERF of that year and two shares of renewables; four rules are of other openings
    german_rules = [entry for entry in document(german) if entry["rules"] == "de" and entry["standing"] != "draft"]
    words = ("missed", "met", "not applicable")
    counts = {verdict: sum(entry["verdict"] == verdict for entry in german_rules) for verdict in words}
    assert counts["missed"] + counts["met"] == counts["not applicable"] == 4
    said = ", ".join(f"{count} {verdict}" for verdict, count in counts.items())
    assert f"Germany: {said}, beside them 3 of drafts" in texts(german)
    shapes = re.findall(r'<svg class="mark (\w+)".*?</svg><span>(.*?)</span>', german.page)
    assert {shape for shape, word in shapes if word.startswith("met")} == {"met"}
    assert {shape for shape, word in shapes if word.startswith("missed")} == {"missed"}


def test_rules_that_hang_on_the_opening_ask_for_it(undated, german):
    asking = [entry for entry in document(undated) if "give site.opens, as a year and month" in entry["note"]]
    assert len(asking) == 9  # six of the law, three of the draft
    assert {entry["verdict"] for entry in asking} == {"not determined"}
    assert all(entry["margin"] is not None for entry in asking)
    others = [entry["rule"] for entry in document(german) if "another time than this one (2027-07)" in entry["note"]]
    assert sorted(others) == [
        *("de-enefg-draft-old-pue-2027", "de-enefg-draft-old-pue-2030", "de-enefg-new-erf-2026"),
        *("de-enefg-new-erf-2028", "de-enefg-old-pue-2027", "de-enefg-old-pue-2030"),
    ]


def test_a_month_that_is_none_is_answered_with_an_example(tmp_path):
    path = tmp_path / "mine.yaml"
    path.write_text(FIXED + "site: {opens: 2026-13}\n", encoding="utf-8")
    with pytest.raises(ProfileError, match=r"mine.yaml:5:8: site.opens: must be a year and month, as 2026-07"):
        load(str(path))


def test_the_unions_list_is_a_duty_and_no_verdict(german):
    [duty] = [entry for entry in document(german) if entry["rule"] == "eu-2024-1364-scope"]
    assert duty["verdict"] == "not determined"
    assert len(duty["reporting"]) == 29  # Annex II with 25 lines, Annex III with four indicators
    known = sum(each["value"] is not None for each in duty["reporting"])
    assert f"{known} of 29 figures follow" in duty["note"]
    assert "to be reported" in texts(german)
    assert "Energy reuse factor, E_REUSE / E_DC" in texts(german)


def test_a_small_site_reports_nothing(tmp_path):
    small = case(tmp_path, GERMAN.replace("count: 4000", "count: 400"))
    [duty] = [entry for entry in document(small) if entry["rule"] == "eu-2024-1364-scope"]
    assert (duty["verdict"], duty["reporting"]) == ("not applicable", [])
    assert "at least 500 kW, and this one has" in duty["note"]


def test_nothing_is_judged_silently(fixed):
    assert document(fixed) == []
    assert any("the country of the site is not known" in text for text in texts(fixed))


def test_every_indicator_names_its_standard(hunan):
    shown = texts(hunan)
    row = shown.index("30134-2:2026")
    # indicator, what it is, value, standard, category
    assert shown[row - 3] == "PUE"
    assert shown[row - 1] == f"{hunan.assessment.design.indicators.pue:.3f}"
    assert shown[row + 1] == "category 3 (PUE3), designed (dPUE)"
    # 4,000 servers at one half: that is ITEUsv
    assert shown[shown.index("ITEUsv") + 2] == "50.0 %"


def test_an_unknown_rule_is_answered_with_the_list(tmp_path):
    path = tmp_path / "mine.yaml"
    path.write_text(FIXED + "compliance: [cn, uk]\n", encoding="utf-8")
    with pytest.raises(ProfileError) as fault:
        load(str(path))
    assert "mine.yaml:5:18: compliance.1: must be one of cn, edwc_east, edwc_west, eu, de, sg, cndcp" in str(
        fault.value
    )


@pytest.mark.parametrize(
    ("figure", "value", "unit", "said"),
    [
        ("pue", 1.13999, "-", "1.140"),
        ("servers_in_place", 0.65, "-", "65.0\u00a0%"),
        ("supply_air_c", 26.0, "degC", "26.0\u00a0°C"),
        ("pue", None, "-", "not determined"),
    ],
)
def test_figures_are_written_as_rules_write_them(figure, value, unit, said):
    assert verdicts.size(figure, value, unit) == said


@pytest.mark.parametrize(("normals", "kept", "left"), [("lulea", "cool", "warm"), ("singapore", "warm", "cool")])
def test_the_pact_is_told_by_the_climate_that_the_site_has(tmp_path, normals, kept, left):
    text = f"site: {{weather: {{normals: {normals}}}}}\ncompliance: [cndcp]\n"
    text += "it: {servers: [{count: 1000, utilisation: 1}]}\ncooling: {system: air_chiller}\n"
    (tmp_path / "pact.yaml").write_text(f"name: Pact\n{text}", encoding="utf-8")
    assessment = study_case.run(study_case.read(str(tmp_path / "pact.yaml")))
    found = {each["rule"]: each for each in json_document.document(assessment, "", ())["compliance"]}
    judged, other = found[f"cndcp-pue-{kept}"], found[f"cndcp-pue-{left}"]
    assert (judged["verdict"], other["verdict"]) == ("not verified", "not applicable")
    assert f"The climate is taken as {kept}: " in judged["note"]
    assert f"It is for {left} climates, and this one is taken as {kept}: " in other["note"]
    for each in (judged, other):
        assert "known from memory alone, between 20 and 200" in each["note"]
