"""Text that a spreadsheet would run: in CSV, whichever separator it takes, and in workbooks."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from attacks import HALL, Call
from hypothesis import given
from hypothesis import strategies as st

from dcenergy import cells
from dcenergy.weather import epw, normals, own_normals, places

FORMULAS = (
    "=1+1",
    "+1+1",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "＝1+1",
    "＋1",
    "－1+1",
    "＠SUM(A1)",
    ' =HYPERLINK("https://example.org")',
    "a;=cmd|' /C calc'!A0",
    ";=1+1",
    'a;"=1+1"',
    "a\t=1+1",
    "a|=1+1",
    "a,=1+1",
    'a",=1+1',
    'a";"=1+1',
    "a\n=1+1",
)
NUMBERS = (-1.5, 0, 1e-9, -1e300, 12)


def is_formula(text: str) -> bool:
    """Whether a spreadsheet computes a cell; a number is none, whatever its sign."""
    plain = text.strip(' "')
    return plain[:1] in tuple("=+-@＝＋－＠\t\r") and not re.fullmatch(r"[-+]?\d+(\.\d+)?(e[-+]?\d+)?", plain)


def ways(content: str) -> list[str]:
    """Every cell, as spreadsheets of different countries part the lines, with and without quotes."""
    found = []
    for separator in ",;\t|":
        for row in csv.reader(io.StringIO(content), delimiter=separator):
            found += row
        for row in csv.reader(io.StringIO(content), delimiter=separator, quoting=csv.QUOTE_NONE):
            found += row
    return found


@pytest.mark.parametrize("text", FORMULAS)
def test_no_way_to_part_the_lines_makes_a_formula(text: str):
    content = cells.text([("name", "kw"), (text, -1.5), (f"x{text}", 2)])
    assert not [each for each in ways(content) if is_formula(each)]


@given(st.lists(st.text(st.sampled_from("=+-@;,|\t\n\r\"' a1＝")), min_size=1, max_size=4))
def test_no_text_makes_a_formula(row: list[str]):
    content = cells.text([row])
    assert not [each for each in ways(content) if is_formula(each)]


def test_numbers_stay_numbers():
    [row] = csv.reader(io.StringIO(cells.text([NUMBERS])))
    assert [float(each) for each in row] == list(NUMBERS)
    [row] = csv.reader(io.StringIO(cells.text([tuple(map(str, NUMBERS))])))
    assert [float(each) for each in row] == list(NUMBERS)


def test_text_is_read_again():
    row = ["Zürich", "a, b", 'the "lake"', "a; b", "two\nlines"]
    assert list(csv.reader(io.StringIO(cells.text([row])))) == [row]


@pytest.mark.parametrize("text", [each for each in FORMULAS if "\t" not in each and "\r" not in each])
def test_a_name_of_a_profile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: Call, text: str):
    monkeypatch.chdir(tmp_path)
    Path("a.yaml").write_text(f"name: {json.dumps(text, ensure_ascii=False)}\n{HALL}", encoding="utf-8")
    done = call("compare", "a.yaml", "--no-report", "--csv", "a.csv", "--xlsx", "a.xlsx")
    assert done.code == 0, done.err
    content = Path("a.csv").read_text(encoding="utf-8")
    assert "cmd" in content or "1" in content
    assert not [each for each in ways(content) if is_formula(each)]
    book = openpyxl.load_workbook("a.xlsx")
    assert not [cell for sheet in book for row in sheet for cell in row if cell.data_type == "f"]


def test_a_city_of_normals_and_numbers_below_zero(tmp_path: Path):
    climate = places.find("horinger")  # its winters are below 0 degC
    hostile = normals.Normals(**{**vars(climate), "name": "a;=cmd|' /C calc'!A0"})
    content = own_normals.text(hostile, "=1+1")
    assert not [each for each in ways(content) if is_formula(each)]
    path = tmp_path / "a.csv"
    path.write_text(content)
    again = own_normals.read(path)
    assert again.temp_c.tolist() == climate.temp_c.tolist()
    assert again.temp_c.min() < 0
    assert own_normals.text(again, "=1+1") == content  # the guard is not doubled


@pytest.mark.parametrize("name", ["=1+1", "a,=1+1", "a;=1+1"])
def test_a_city_of_an_epw_that_is_written(name: str):
    climate = places.find("zixing")
    year = replace(normals.generate(climate, climate.place, 0), name=name)
    first, *_hours = epw.text(year).split("\n")
    its_own = {"-", *first.split(",")[5:]}
    assert not [each for each in ways(first) if is_formula(each) and each not in its_own]
