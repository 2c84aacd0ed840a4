"""The page of a comparison: whole, valid, true to its figures, and safe from what profiles say."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest
from pages import LAKE, WRITTEN_AT, tree
from test_hostile_text import HOSTILE, profile

from dcenergy.printable import printable
from dcenergy.report import json_document
from dcenergy.report.comparison.columns import columns
from dcenergy.report.comparison.document import document, table
from dcenergy.report.comparison.files import html
from dcenergy.report.comparison.masthead import finding
from dcenergy.study.compare import Comparison, compare
from dcenergy.study.designs import designs

COMMAND = "dcenergy compare a b"
LARGEST = 250_000
"""Bytes of a page of ten designs; 400 kB is the contract."""

FIXED = "{system: fixed_pue, pue: 1.4}"
IN_ZIXING = ("utc_offset_h: 8}", "utc_offset_h: 8, distant_weather: true, weather: {normals: zixing}}")
LAKE_OF_ZIXING = LAKE.replace(*IN_ZIXING)


def of(folder: Path, *sets: str, text: str = LAKE_OF_ZIXING, **options: str) -> Comparison:
    """A comparison of the lake of the tests with itself, varied."""
    path = folder / "lake.yaml"
    path.write_text(text, encoding="utf-8")
    return compare(designs([str(path)], vary=sets), **options)


@pytest.fixture(scope="module", params=["2", "10", "50", "one", "fixed", "mixed"])
def any_comparison(request, tmp_path_factory) -> Comparison:
    folder = tmp_path_factory.mktemp("compared")
    deltas = ",".join(f"{2 + 0.5 * i:g}" for i in range(10))
    match request.param:
        case "2":
            return of(folder, f"cooling={{system: air_chiller}},{FIXED}")
        case "10":
            return of(folder, f"cooling.exchanger_delta_t_k={deltas}", by="cost=0.5,carbon=0.5")
        case "50":
            return of(folder, f"cooling.exchanger_delta_t_k={deltas}", "cooling.source.mean_c=6,8,10,12,14")
        case "one":
            return of(folder)
        case "fixed":
            return of(folder, "cooling.pue=1.1,1.2,1.2", text="extends: simple\n")
    return compare(designs(["dongjiang-lake", "google-hamina", "simple", str(folder / "missing.yaml")]))


def test_every_tag_is_closed_and_nothing_is_asked_from_elsewhere(any_comparison):
    page = html(any_comparison, WRITTEN_AT, COMMAND)
    parsed = tree(page)
    ids = parsed.values("id")
    assert len(ids) == len(set(ids))
    assert {link.removeprefix("#") for link in parsed.values("href") if link.startswith("#")} <= set(ids)
    tags = [tag for tag, _ in parsed.tags]
    assert tags.count("h1") == tags.count("main") == tags.count("script") == 1
    assert not set(tags) & {"img", "iframe", "object", "embed"}
    assert not re.findall(r"https?://|@import|url\(", page)
    assert not [name for _, name, _ in parsed.attributes if name.startswith("on") or name == "src"]
    assert not re.search(r"\b(nan|inf|None)\b", page)


def test_the_policy_lets_this_script_run_and_no_other(any_comparison):
    from base64 import b64encode
    from hashlib import sha256

    page = html(any_comparison, WRITTEN_AT, COMMAND)
    [script] = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    digest = b64encode(sha256(script.encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}'" in page
    assert page.count("script-src") == 1


def test_a_page_is_small(any_comparison):
    # 50 designs make five times the rows of ten, on the same page around them
    largest = LARGEST if len(any_comparison.designs) <= 10 else 2 * LARGEST
    assert len(html(any_comparison, WRITTEN_AT, COMMAND).encode()) < largest


def test_the_same_results_give_the_same_page(any_comparison):
    assert html(any_comparison, WRITTEN_AT, COMMAND) == html(any_comparison, WRITTEN_AT, COMMAND)


def test_the_table_holds_the_figures_in_the_order_of_rank(any_comparison):
    page = html(any_comparison, WRITTEN_AT, COMMAND)
    body = page.partition('<table class="ranking')[2].partition("<tbody>")[2].partition("</tbody>")[0]
    rows = body.strip().splitlines()
    content = document(any_comparison)["designs"]
    assert len(rows) == len(content)
    for row, own in zip(rows, content, strict=True):
        pue = float(re.findall(r'data-sort="([^"]*)"', row)[1])
        assert pue == pytest.approx(own["indicators"]["pue"], rel=1e-11)  # twelve digits are written
        assert f">{own['indicators']['pue']:.3f}<" in row


def test_json_is_that_of_run_for_every_design(any_comparison):
    from dcenergy.study.assess import Assessment

    content = json.loads(json_document.text(document(any_comparison)))
    for design, own in zip(any_comparison.designs, content["designs"], strict=True):
        alone = json_document.document(Assessment(design.result, None, None), design.loaded.sha256, design.notes)
        for key in ("indicators", "energy_kwh", "carbon_kg", "water_l", "cost", "notes"):
            assert own[key] == json.loads(json_document.text({key: alone[key]}))[key]
    [reference] = [own for own in content["designs"] if own["name"] == content["reference"]]
    assert reference["difference"]["total"]["energy_kwh"] == 0


def test_csv_holds_a_line_a_design(any_comparison):
    content = document(any_comparison)
    rows = list(csv.DictReader(io.StringIO(table(content))))
    assert [row["name"] for row in rows] == [own["name"] for own in content["designs"]]
    assert [float(row["energy_kwh.facility"]) for row in rows] == [
        own["energy_kwh"]["facility"] for own in content["designs"]
    ]


def test_no_name_is_a_formula(tmp_path):
    comparison = of(tmp_path, text=LAKE_OF_ZIXING.replace("name: Test lake", 'name: "=1+1"'))
    [row] = csv.DictReader(io.StringIO(table(document(comparison))))
    assert row["name"] == "'=1+1"


def test_failures_are_told_on_the_page():
    comparison = compare(designs(["simple", "missing-profile.yaml"]))
    page = html(comparison, WRITTEN_AT, COMMAND)
    assert "Failed, and not compared" in page
    assert "missing-profile.yaml" in page
    assert len(document(comparison)["failed"]) == 1


def test_the_finding_is_the_arithmetic(tmp_path):
    comparison = of(tmp_path, f"cooling={{system: fixed_pue, pue: 1.2}},{FIXED}", by="energy")
    # 1.2 over 1.4 is 14.3 % less
    assert "14\xa0% less than" in finding(comparison)
    assert finding(comparison).startswith("Fixed pue, pue 1.2 uses least electricity")
    ties = of(tmp_path, f"cooling={FIXED}", "it.servers.0.name=a,b,c", by="energy")
    assert finding(ties).startswith("All designs are alike in electricity")


def test_what_a_design_cannot_do_is_never_best(tmp_path):
    # a lake of 30 degC without trim cannot cool halls of 24 degC
    comparison = of(tmp_path, "cooling.source.mean_c=10,30", "cooling.trim=null")
    assert [standing.too_small for standing in comparison.standings] == [False, True]
    assert not any(column.is_best(1) for column in columns(comparison))
    assert "leaves heat in the halls and is ranked last" in finding(comparison)


def test_what_was_measured_differs_where_it_differs(tmp_path):
    both = compare(designs(["dongjiang-lake", "google-hamina"]))
    page = html(both, WRITTEN_AT, COMMAND)
    assert "Different method of the grid" in page  # China's are direct, Finland's of the life cycle
    assert "Figures are those of a server-hour at full use" in page
    assert document(both)["basis"] == "work"


def test_money_is_real_where_no_price_rises(tmp_path):
    rises = "\n  inflation: 0.02\n  discount_rate: 0.09\n  price_year"
    plain, risen = (
        html(of(tmp_path, f"cooling={{system: air_chiller}},{FIXED}", text=text), WRITTEN_AT, COMMAND)
        for text in (LAKE_OF_ZIXING, LAKE_OF_ZIXING.replace("\n  price_year", rises))
    )
    assert "EUR of 2024, real, before tax" in plain
    assert "EUR of 2024, before tax; later payments with inflation" in risen


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text(tmp_path, text):
    def page(words: str) -> str:
        for kelvin in (3, 4, 5):
            lines = profile(words).replace("exchanger_delta_t_k: 4", f"exchanger_delta_t_k: {kelvin}")
            (tmp_path / f"{kelvin}.yaml").write_text(lines.replace(*IN_ZIXING), encoding="utf-8")
        quoted = words.replace("'", "''")
        (tmp_path / "bad.yaml").write_text(f"name: x\nno such key: '{quoted}'\n", encoding="utf-8")
        return html(compare(designs([str(tmp_path)])), WRITTEN_AT, f"dcenergy compare {words}")

    plain, hostile = tree(page("harmless")), tree(page(text))
    assert [tag for tag, _ in hostile.tags] == [tag for tag, _ in plain.tags]
    assert hostile.tags == plain.tags
    shown = printable(" ".join(text.split()))
    assert any(shown in words for _, words in hostile.texts)
    # names reach labels of tables, and nothing else of the attributes
    assert {name for _, name, value in tree(page("zebra")).attributes if "zebra" in value} <= {"aria-label"}
