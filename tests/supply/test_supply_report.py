"""What the report and the JSON show of a site that generates, stores, buys and sells."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest

from dcenergy.report import json_document, render
from dcenergy.study.assess import Assessment
from dcenergy.study.case import read, run

SETS = (
    "supply.export_limit_kw=200",
    "supply.grid.marginal_kg_per_kwh=0.8",
    "supply.hydro=[{capacity_kw: 300, head_m: 20, monthly_flow_m3_s: [1,1,2,2,3,3,2,2,1,1,1,1]}]",
    "supply.wind=[{capacity_kw: 900}]",
    "supply.generators=[{capacity_kw: 6000, test_on: site, test_hours_per_year: 240}]",
    "baseline={profile: base/air-chilled}",
    "cooling={system: fixed_pue, pue: 1.1}",
)


@pytest.fixture(scope="module")
def made() -> tuple[Assessment, str]:
    """The shipped solar field, with every other source beside it."""
    case = read("base/solar-battery", SETS)
    assessment = run(case)
    page = render.html(assessment, case.loaded, datetime(2026, 1, 1, tzinfo=UTC), "dcenergy run", ())
    return assessment, page


def cells(page: str, caption: str) -> list[list[str]]:
    """The rows of the table with this caption, as texts."""
    table = page.partition(f"<caption>{caption}")[2].partition("</table>")[0]
    rows = re.findall(r"<tr.*?</tr>", table, re.DOTALL)
    return [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL) for row in rows]


def test_the_balance_is_shown_to_close(made: tuple[Assessment, str]):
    *_, total = cells(made[1], "Balance of the year")
    assert total[1] == total[2]
    names = [row[0] for row in cells(made[1], "Balance of the year")]
    assert {"Grid", "Solar", "Wind", "Hydropower", "Generators", "From the battery", "Exported"} <= set(names)


def test_every_origin_has_its_colour(made: tuple[Assessment, str]):
    css = made[1].partition("<style>")[2].partition("</style>")[0]
    for kind in ("solar", "wind", "hydro", "diesel", "battery", "contract", "grid-power"):
        assert f".{kind} " in css
        assert re.search(rf'class="{kind} stacked"', made[1]), kind


def test_nothing_unwritten_is_written(made: tuple[Assessment, str]):
    assert not re.search(r"\b(nan|inf|None)\b", made[1])


def test_the_parts_of_the_inventory_add_up(made: tuple[Assessment, str]):
    rows = cells(made[1], "Carbon beyond the electricity")[1:]
    *parts, total = (float(row[1].replace(",", "")) for row in rows)
    # each of three digits: off by half a per cent of the largest at most
    assert sum(parts) == pytest.approx(total, rel=0.01)


def test_the_years_are_all_there(made: tuple[Assessment, str]):
    rows = cells(made[1], "The years of the plant&#39;s life") or cells(made[1], "The years of the plant's life")
    assert [row[0] for row in rows[1:]] == [*(str(year) for year in range(16)), "Sum"]


def test_json_balances(made: tuple[Assessment, str]):
    document = json_document.document(made[0], "", ())
    kwh = document["supply_kwh"]
    coming = sum(kwh[key] for key in ("grid", "solar", "wind", "hydro", "diesel", "battery_discharged"))
    going = document["energy_kwh"]["facility"] + kwh["battery_charged"] + kwh["exported"]
    assert coming == pytest.approx(going, rel=1e-9)
    json_document.text(document)  # refuses what is not finite


def test_json_keeps_the_contract(made: tuple[Assessment, str]):
    document = json_document.document(made[0], "", ())
    carbon = {"location_based", "market_based", "scope_1", "scope_3", "embodied_per_year", "total_per_year"}
    assert carbon <= set(document["carbon_kg"])
    cost = "currency price_year energy contracts certificates demand water carbon maintenance capital_annuity"
    assert {*cost.split(), "total_per_year", "npv", "levelised_per_it_kwh"} <= set(document["cost"])
    assert len(document["life"]) == 15
