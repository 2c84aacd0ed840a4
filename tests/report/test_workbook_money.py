"""A financier's workbook: the flows from year 0, from which others calculate the same; and the baseline's inputs."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy_financial
import pytest
from openpyxl import load_workbook

from dcenergy.report import json_document, sheets, workbook
from dcenergy.study import case

AT = datetime(2026, 1, 1, tzinfo=UTC)
SITE = """name: {name}
it: {{servers: [{{count: {count}}}]}}
cooling: {{system: fixed_pue, pue: {pue}}}
supply: {{grid: {{factor_kg_per_kwh: 0.5}}}}
cost:
  currency: EUR
  price_year: 2024
  tariff: {{per_kwh: 0.1}}
  discount_rate: 0.08
  lifetime_years: 10
  capital: [{{name: plant, amount: {amount}, life_years: 4}}]
"""


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Any:
    folder: Path = tmp_path_factory.mktemp("money")
    (folder / "other.yaml").write_text(SITE.format(name="other", count=500, pue=1.6, amount=5e5))
    own = SITE.format(name="own", count=1000, pue=1.2, amount=7e5) + "baseline: {profile: other.yaml}\n"
    (folder / "own.yaml").write_text(own)
    read = case.read(str(folder / "own.yaml"))
    made = case.run(read)
    tables = sheets.sheets(read, made, json_document.document(made, "", ()), AT, "dcenergy run own.yaml")
    return load_workbook(BytesIO(workbook.written(tables, "own", AT)))


def rows(sheet: Any) -> list[dict[str, Any]]:
    head, *content = sheet.iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in content]


def figure(book: Any, key: str) -> Any:
    [found] = [row["Design"] for row in rows(book["Summary"]) if row["Key in the JSON"] == key]
    return found


def test_the_years_begin_with_the_investment(book):
    first, *later = rows(book["Years"])
    assert (first["year"], first["invested"], first["paid"], first["it_kwh"]) == (0, 7e5, 7e5, None)
    assert (first["baseline_paid"], first["saved"]) == (5e5, -2e5)
    assert [row["year"] for row in later] == list(range(1, 11))
    # four years of life: bought again at 4 and 8, half of the last left after 10
    assert [row["invested"] for row in later] == [0, 0, 0, 7e5, 0, 0, 0, 7e5, 0, -3.5e5]


def test_others_calculate_the_same_from_them(book):
    years = rows(book["Years"])
    paid = [row["paid"] for row in years]
    # NPV() of a spreadsheet discounts its first amount by a year; numpy_financial's does not
    assert figure(book, "cost.npv") == pytest.approx(numpy_financial.npv(0.08, paid))
    assert figure(book, "cost.npv") == pytest.approx(sum(row["present_value"] for row in years))
    saved = [row["saved"] for row in years]
    assert figure(book, "savings.npv") == pytest.approx(numpy_financial.npv(0.08, saved))
    assert figure(book, "savings.irr") == pytest.approx(numpy_financial.irr(saved))


def test_the_baselines_inputs_are_in_it(book):
    told = {row["Key"]: row for row in rows(book["Baseline"])}
    assert told["cooling.pue"]["Value"] == 1.6
    assert told["cost.capital.0.amount"]["Value"] == 5e5
    assert told["cooling.pue"]["Who says so"].startswith("other.yaml:3")
    # the servers and the prices are the design's: they stand on the sheet Assumptions alone
    assert not [key for key in told if key.startswith(("it.servers", "cost.tariff", "supply"))]
