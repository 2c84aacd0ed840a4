"""Totals of money say beside them what they leave out: on the page, in the terminal, the workbook and the JSON."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from dcenergy.accounting.cost import CostResult
from dcenergy.report import json_document, render, sheets, terminal, workbook
from dcenergy.study import case
from dcenergy.study.left_out import COSTS, caption, caption_of_savings, captions

TYPED = """name: Typed
it: {servers: [{count: 1000}]}
cooling: {system: fixed_pue, pue: 1.2}
supply: {grid: {factor_kg_per_kwh: 0.5}}
cost: {currency: EUR, price_year: 2024, tariff: {per_kwh: 0.1}, capital: [{name: a, amount: 3e6}]}
baseline: {pue: 1.5}
"""
WORDS = "without water, generators' fuel"


@pytest.fixture
def made(tmp_path: Path):
    (tmp_path / "a.yaml").write_text(TYPED)
    read = case.read(str(tmp_path / "a.yaml"))
    return read, case.run(read)


def test_the_json_has_a_caption_for_every_total(made):
    told = json_document.document(made[1], "", ())["captions"]
    for total in ("total_per_year", "npv", "levelised_per_it_kwh", "running_per_year"):
        assert told["cost"][total] == WORDS
    assert told["savings"]["npv"] == f"{WORDS} of either"


def test_the_terminal_says_it_beside_the_cost(made):
    [row] = [row for row in terminal.rows(json_document.document(made[1], "", ())) if row[0] == "Cost"]
    assert row[2] == f"EUR of 2024 a year, {WORDS}"


def test_the_page_says_it_beside_every_total(made):
    read, assessment = made
    page = render.html(assessment, read.loaded, datetime(2026, 1, 1, tzinfo=UTC), "dcenergy run a.yaml")
    said = page.replace("&#39;", "'")
    # headline, present value, levelised; rate of return and payback, and below the table of savings
    assert said.count(WORDS) >= 3 + 3


def test_the_workbook_has_a_column_of_it(made):
    read, assessment = made
    document = json_document.document(assessment, "", ())
    tables = sheets.sheets(read, assessment, document, datetime(2026, 1, 1, tzinfo=UTC), "dcenergy run a.yaml")
    book = load_workbook(BytesIO(workbook.written(tables, "a", datetime(2026, 1, 1, tzinfo=UTC))))
    head, *rows = book["Summary"].iter_rows(values_only=True)
    at = {name: column for column, name in enumerate(head)}
    told = {row[at["Key in the JSON"]]: row[at["Leaves out"]] for row in rows}
    assert told["cost.total_per_year"] == WORDS
    assert told["savings.npv"] == f"{WORDS} of either"
    assert not told["cost.energy"]


def test_a_whole_cost_says_nothing():
    assert captions(CostResult(), CostResult()) == {"cost": {}, "savings": {}}


def test_what_one_side_lacks_is_named():
    # the design pays for water, the baseline's is not known: the saving is too small by the baseline's water
    bare, priced = CostResult(left_out=("water",), capital=1.0), CostResult(capital=1.0)
    assert caption_of_savings(priced, bare) == "without water of the baseline alone"
    assert caption_of_savings(bare, priced) == "without water of the design alone"


def test_many_parts_are_counted():
    everything = CostResult(left_out=tuple(COSTS))
    assert caption(everything, most=2) == "without what contracts and certificates cost, water and 6 more costs"
    assert "servers" not in caption(everything, "running_per_year")
