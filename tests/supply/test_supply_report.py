"""What the report and the JSON show of a site that generates, stores, buys and sells."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sites import design, steady_weather

from dcenergy.report import hourly_table, json_document, render
from dcenergy.study import supply_notes
from dcenergy.study.assess import Assessment, assess
from dcenergy.study.case import read, run
from dcenergy.study.notes import notes

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


def first(cell: str) -> str:
    """The first line of a cell, above the smaller one."""
    return next(filter(None, (text.strip() for text in re.split(r"<[^>]+>", cell))))


def test_the_balance_is_shown_to_close(made: tuple[Assessment, str]):
    *_, total = cells(made[1], "Balance of the year")
    assert total[1] == total[2]
    names = [row[0] for row in cells(made[1], "Balance of the year")]
    assert {"Grid", "Solar", "Wind", "Hydropower", "Generators", "From the battery", "Exported"} <= set(names)


def test_the_instruments_add_up_to_the_facility(made: tuple[Assessment, str]):
    rows = cells(made[1], "Electricity by instrument")[1:]
    *parts, total = (float(first(row[1]).replace(",", "")) for row in rows)
    # each of three digits: off by half a per cent of the largest at most
    assert sum(parts) == pytest.approx(total, rel=0.01)
    names = [first(row[0]) for row in rows]
    assert names[0] == "Own generation used on the site"
    assert "Contract with certificates" in names
    assert names[-1] == "Facility"


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
    assert [row[0] for row in rows[1:]] == [*(str(year) for year in range(16)), "Left at the end", "Sum"]


def test_carbon_of_the_life_is_told_by_both_methods(made: tuple[Assessment, str]):
    life = made[0].life
    by_market = sum(year.market_based_kg or 0.0 for year in life) / 1e6
    assert f"{by_market:.3g}" in made[1].partition("Over the plant")[2].partition("by market")[0]


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


@pytest.fixture(scope="module")
def shown() -> tuple[Assessment, str, tuple[str, ...]]:
    """A site whose generators are too small and whose work waits for the night's tariff."""
    sets = (
        "it.flexible={share: 0.4, wait_h: 8, by: price}",
        "cost.tariff={per_kwh: 0.9, periods: [{per_kwh: 0.3, from_hour: 22, to_hour: 6}]}",
        "supply.generators=[{capacity_kw: 200, test_hours_per_year: 0, fuel_price_per_l: 7}]",
        "supply.outages={count: 3, hours_each: 4}",
        "cooling={system: fixed_pue, pue: 1.1}",
    )
    case = read("base/solar-battery", sets)
    assessment = run(case)
    said = notes(case, assessment)
    page = render.html(assessment, case.loaded, datetime(2026, 1, 1, tzinfo=UTC), "run", said)
    return assessment, page, said


class TestOutagesAndWaiting:
    def test_json_tells_them(self, shown: tuple):
        assessment, _, said = shown
        document = json_document.document(assessment, "", said)
        kwh, out, moved = document["supply_kwh"], document["outages"], document["flexible"]
        assert out["hours"] == 12
        assert out["unserved_kwh"] == kwh["unserved"] > 0
        coming = sum(kwh[key] for key in ("grid", "solar", "diesel", "battery_discharged", "unserved"))
        assert coming == pytest.approx(
            document["energy_kwh"]["facility"] + kwh["battery_charged"] + kwh["exported"], rel=1e-9
        )
        # what moves, moves from 0.9 to 0.3
        assert moved["saved_money"] == pytest.approx(0.6 * moved["moved_kwh"], rel=1e-9)
        assert moved["saved_kg"] == 0.0  # the same factor in every hour
        assert moved["it_peak_kw"] > moved["unmoved_it_peak_kw"]
        json_document.text(document)

    def test_where_there_is_none_json_says_null(self, made: tuple[Assessment, str]):
        document = json_document.document(made[0], "", ())
        assert document["outages"] is None
        assert document["flexible"] is None

    def test_the_page_tells_them(self, shown: tuple):
        page = shown[1]
        assert {"Work that waits", "While the grid is out", "Not served"} <= set(re.findall(r">([^<>]+)<", page))
        *_, total = cells(page, "Balance of the year")
        assert total[1] == total[2]

    def test_notes_hide_nothing(self, shown: tuple):
        said = " ".join(shown[2])
        assert "The generators are too small" in said
        assert "done in better hours than they came in" in said

    def test_hours_show_both(self, shown: tuple):
        table = hourly_table.columns(shown[0].design)
        assert table["it_kw"].sum() == pytest.approx(table["it_unmoved_kw"].sum(), rel=1e-9)
        assert table["unserved_kw"].max() > 0


def test_what_the_total_lacks_is_said_on_page_and_in_notes():
    case = read("base/solar-battery", ("cooling={system: fixed_pue, pue: 1.1}", "cost.capital=[]"))
    assessment = run(case)
    said = notes(case, assessment)
    page = render.html(assessment, case.loaded, datetime(2026, 1, 1, tzinfo=UTC), "run", ())
    missing = "water, the carbon price, generators' fuel, maintenance, the investment"
    left_out = json_document.document(assessment, "", said)["cost"]["left_out"]
    named = [word for word in missing.split(", ") if any(word in each for each in said)]
    assert len(left_out) == len(named) >= 3
    assert "Not in the total, the present value and the levelised cost" in page


@pytest.mark.parametrize(
    ("latitude_deg", "azimuth_deg", "is_told"),
    [(50.0, 0.0, True), (50.0, 350.0, True), (50.0, 180.0, False), (50.0, 90.0, False), (-30.0, 180.0, True)],
)
def test_an_array_that_faces_away_from_the_equator_is_told(latitude_deg, azimuth_deg, is_told):
    # north of the equator the sun stands in the south, which is 180 degrees from north
    profile = design(
        {"system": "fixed_pue", "pue": 1.2},
        supply={"solar": ({"capacity_kwp": 10.0, "tilt_deg": 35.0, "azimuth_deg": azimuth_deg},)},
    )
    sky = steady_weather()
    assert sky.place is not None
    there = replace(sky, place=replace(sky.place, latitude_deg=latitude_deg))
    told = [note for note in supply_notes.notes(assess(profile, there, None)) if "faces" in note]
    assert len(told) == is_told
    assert all(note.severity == "moves" for note in told)
