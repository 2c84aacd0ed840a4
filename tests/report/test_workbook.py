"""Workbooks, read back by another program: the numbers of the JSON, and nothing that Excel would run."""

from __future__ import annotations

import io
import re
import sys
import zipfile
from datetime import UTC, datetime
from typing import Any

import openpyxl
import pytest
from pages import COMMAND, FIXED, LAKE, WRITTEN_AT, Case, case

from dcenergy.errors import OutputError
from dcenergy.report import hourly_table, json_document, sheets, workbook
from dcenergy.report.comparison import sheets as comparison_sheets
from dcenergy.report.comparison.document import document as compared
from dcenergy.report.workbook import Column, Sheet, Shown
from dcenergy.study.case import Case as Inputs
from dcenergy.study.compare import compare
from dcenergy.study.designs import designs

EXACT = 1e-15
"""Excel's files hold 16 digits of the 17 that a number may need."""

FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", '=HYPERLINK("https://example.org")', "=cmd|' /C calc'!A0")
PLAIN = ("https://example.org", "mailto:a@example.org", "007", "1e5", "TRUE", "#N/A", "2024-01-02", "{=1}", "湖 🌊")


def read(content: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(content))


def one(*rows: Any, width: int = 1) -> bytes:
    columns = tuple(Column(f"c{i}") for i in range(width))
    return workbook.written([Sheet("Sheet", columns, rows)], "title", WRITTEN_AT)


def inputs(made: Case) -> Inputs:
    return Inputs(made.loaded, made.assessment.design.weather, None)


def made(lake: Case) -> tuple[dict, Any]:
    document = json_document.document(lake.assessment, lake.loaded.sha256, ("A note.", "=note"))
    tables = sheets.sheets(inputs(lake), lake.assessment, document, WRITTEN_AT, COMMAND)
    return document, read(workbook.written(tables, "Test lake", WRITTEN_AT))


@pytest.fixture(scope="module")
def lake(tmp_path_factory) -> Case:
    return case(tmp_path_factory.mktemp("lake"), LAKE)


@pytest.fixture(scope="module")
def both(lake) -> tuple[dict, Any]:
    return made(lake)


def table(sheet: Any) -> list[dict[str, Any]]:
    head, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows]


def at(document: Any, key: str) -> Any:
    """What stands at a dotted key, whose own names may hold dots."""
    if not key:
        return document
    for name in document or ():
        if key == name or key.startswith(f"{name}."):
            return at(document[name], key[len(name) + 1 :])
    raise KeyError(key)


@pytest.mark.parametrize("value", [*FORMULAS, *PLAIN])
def test_text_is_text_whatever_it_begins_with(value: str):
    content = one((value,))
    cell = read(content)["Sheet"]["A2"]
    assert cell.data_type == "s"
    assert cell.value == value
    assert cell.hyperlink is None
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        assert b"<f>" not in parts.read("xl/worksheets/sheet1.xml")


@pytest.mark.parametrize("value", FORMULAS)
def test_text_like_a_formula_stays_text_when_its_cell_is_edited(value: str):
    # Excel's own mark for "as text": the prefix that typing an apostrophe sets
    assert read(one((value,)))["Sheet"]["A2"].quotePrefix


def test_no_cell_of_a_run_is_a_formula(tmp_path):
    text = LAKE.replace("name: Test lake", "name: '=1+1'").replace("description: A", "description: '@A").replace(
        "part of it in summer.", "part of it in summer.'"
    )  # fmt: skip
    _document, book = made(case(tmp_path, text))
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert kinds <= {"n", "s", "b"}
    assert book["About"]["B2"].value == "=1+1"


@pytest.mark.parametrize("value", ["a\x00b", "\x0b", "\ud800", "\ufffe", "\x1f"])
def test_what_xml_cannot_write_is_replaced(value: str):
    assert "\ufffd" in read(one((value,)))["Sheet"]["A2"].value


def test_text_beyond_a_cell_is_cut_and_says_so():
    shown = read(one(("x" * 40_000,)))["Sheet"]["A2"].value
    # Excel holds 32,767 letters
    assert len(shown) == 32_767
    assert shown.endswith("…")


def test_cells_are_what_they_are():
    [row] = list(read(one((1, 0.1, True, None, Shown(0.5, "0.0%")), width=5))["Sheet"].iter_rows(min_row=2))
    assert [cell.value for cell in row] == [1, 0.1, True, None, 0.5]
    assert [cell.data_type for cell in row] == ["n", "n", "b", "n", "n"]
    assert row[4].number_format == "0.0%"


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_a_number_that_is_none_is_a_fault_of_ours(value: float):
    with pytest.raises(ValueError, match="row 1"):
        one((value,))


def test_the_same_tables_give_the_same_bytes():
    again = datetime(2030, 1, 1, tzinfo=UTC)
    assert one(("a", 1.5), width=2) == one(("a", 1.5), width=2)
    assert one(("a",)) != workbook.written([Sheet("Sheet", (Column("c0"),), [("a",)])], "title", again)


def test_the_summary_holds_every_figure_of_the_json(both):
    document, book = both
    rows = table(book["Summary"])
    assert len(rows) > 80
    for row in rows:
        value = at(document, row["Key in the JSON"])
        expected = None if value == "" else pytest.approx(value, rel=EXACT) if isinstance(value, float) else value
        assert row["Design"] == expected, row

    def count(value: Any) -> int:
        if isinstance(value, dict):
            return sum(count(each) for each in value.values())
        return not isinstance(value, list | tuple)

    text = {"dcenergy", "profile", "weather", "bands", "captions", "notes"}
    assert len(rows) == sum(count(value) for key, value in document.items() if key not in text and value is not None)


def test_the_baseline_stands_beside_the_design(both, lake):
    _document, book = both
    [pue] = [row for row in table(book["Summary"]) if row["Key in the JSON"] == "indicators.pue"]
    assert pue["Baseline"] == pytest.approx(1.5)  # the profile's own
    assert pue["Design less baseline"] == pytest.approx(pue["Design"] - 1.5)


def test_units_stand_beside_the_figures(both):
    _document, book = both
    units = {row["Key in the JSON"]: row["Unit"] for row in table(book["Summary"])}
    assert units["energy_kwh.fans"] == units["supply_kwh.grid"] == "kWh"
    assert units["water_l.make_up"] == "L"
    assert units["carbon_kg.location_based"] == "kg"
    assert units["cost.levelised_per_it_kwh"] == "EUR/kWh"
    assert units["cost.total_per_year"] == units["savings.npv"] == "EUR"
    assert units["indicators.pue"] is None
    assert units["water_body.flow_m3_s_max"] == "m³/s"


def test_months_add_up_to_the_year_of_the_json(both):
    document, book = both
    *months, year = table(book["Monthly"])
    assert [row["month"] for row in months] == list(range(1, 13))
    whole = {
        "facility_kwh": document["energy_kwh"]["facility"],
        "pumps_kwh": document["energy_kwh"]["pumps"],
        "grid_kwh": document["supply_kwh"]["grid"],
        "contracted_kwh": document["supply_kwh"]["contracts"],
        "heat_kwh": document["cooling"]["heat_kwh"],
        "withdrawn_l": document["water_l"]["withdrawn"],
        "carbon_location_based_kg": document["carbon_kg"]["location_based"],
    }
    for name, value in whole.items():
        # summed in another order
        assert sum(row[name] for row in months) == pytest.approx(value, rel=1e-12)
        assert year[name] == pytest.approx(value, rel=1e-12)
    assert year["pue"] == pytest.approx(document["indicators"]["pue"], rel=1e-12)


def test_hours_are_those_of_the_hourly_table(both, lake):
    _document, book = both
    rows = table(book["Hourly"])
    assert len(rows) == 8760
    columns = hourly_table.columns(lake.assessment.design)
    assert list(rows[0]) == ["hour_of_year", *columns]
    for name in ("facility_kw", "wet_bulb_c", "intake_c", "grid_kg_per_kwh", "price_per_kwh"):
        assert [row[name] for row in rows] == pytest.approx(columns[name].tolist(), rel=EXACT)


def test_assumptions_are_numbers_with_their_ranges(both):
    _document, book = both
    rows = {row["Key"]: row for row in table(book["Assumptions"])}
    peak = rows["it.servers.0.peak_w"]
    assert (peak["Value"], peak["Unit"], peak["Low"], peak["High"], peak["Range"]) == (400, "W", 250, 600, "given")
    assert peak["Who says so"] == "design.yaml:7"
    assert rows["electrical.ups.preset"]["Value"].startswith("double_conversion: 0.010 + 0.020 x + 0.020 x²")
    assert rows["electrical.ups.rated_kw"]["Value"] > 0
    factor = rows["supply.grid.factor"]
    assert (factor["Value"], factor["Unit"], factor["Row of the reference"]) == (0.4976, "kg/kWh", "cn-hunan-2023")
    default = rows["it.fans.slope_per_k"]
    assert (default["Who says so"], default["Evidence"], default["Range"]) == ("default", "secondary", "usual")


def test_notes_and_what_the_figures_follow_from(both, lake):
    _document, book = both
    assert [row["Note"] for row in table(book["Notes"])] == ["A note.", "=note"]
    about = dict(book["About"].iter_rows(min_row=2, values_only=True))
    assert about["Command"] == COMMAND
    assert about["Profile, SHA-256"] == lake.loaded.sha256
    assert about["Written"] == "2026-03-01 14:05 UTC"


def test_heads_stay_in_sight_and_columns_are_wide_enough(both):
    _document, book = both
    for sheet in book:
        assert sheet.freeze_panes is not None
        assert re.fullmatch(r"[A-Z]2", sheet.freeze_panes)
    widths = book["Hourly"].column_dimensions
    assert all(each.width >= 12 for each in widths.values())


def test_a_short_profile_gives_a_short_workbook(tmp_path):
    _document, book = made(case(tmp_path, FIXED))
    assert {"Summary", "Monthly", "Hourly", "Assumptions", "Notes", "About"} <= set(book.sheetnames)
    assert "Years" not in book.sheetnames
    assert {row["Unit"] for row in table(book["Summary"]) if row["Key in the JSON"] == "cost.energy"} == {None}


def test_without_a_writer_it_is_told_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "xlsxwriter.workbook", None)
    with pytest.raises(OutputError, match=r"pip install 'dcenergy\[xlsx\]'"):
        one(("a",))


def test_a_comparison_holds_the_figures_of_its_json():
    found = compare(designs(("dongjiang-lake", "dongjiang-air-chilled", "simple"), (), ()), by="energy")
    document = compared(found)
    book = read(workbook.written(comparison_sheets.sheets(found, document, WRITTEN_AT, COMMAND), "", WRITTEN_AT))
    ranking = table(book["Ranking"])
    assert [row["Design"] for row in ranking] == [design["name"] for design in document["designs"]]
    assert [row["PUE"] for row in ranking] == pytest.approx(
        [design["indicators"]["pue"] for design in document["designs"]], rel=EXACT
    )
    assert [row["Electricity, kWh/server·h"] for row in ranking] == pytest.approx(
        [design["compared"]["energy"] for design in document["designs"]], rel=EXACT
    )
    for row in table(book["Figures"]):
        for design in document["designs"]:
            try:
                value = at(design, row["Key in the JSON"])
            except KeyError:
                value = None
            expected = pytest.approx(value, rel=EXACT) if isinstance(value, float) else value
            assert row[design["name"]] == expected
    for row in table(book["Differences"]):
        if row["Stage"] == "In total":
            [design] = [each for each in document["designs"] if each["name"] == row["Design"]]
            total = design["difference"]["total"]["energy_kwh"]
            assert row["Electricity, kWh/server·h"] == pytest.approx(total, rel=EXACT)
