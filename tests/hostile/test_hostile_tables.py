"""Lines without an end, and numbers of hundreds of digits, in every file that is read."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from outcomes import SIMPLE, Call, told

from dcenergy.weather import epw, months, normals, own_normals, places

QUIET = ("--no-report", "--json", "-")
LETTERS = 131_072  # one more than Python's csv reads in a field
PLACE = ("--lat", "60", "--lon", "25", "--alt", "50", "--utc-offset", "2")


@pytest.fixture(scope="module")
def year() -> list[str]:
    climate = places.find("helsinki")
    return epw.text(normals.generate(climate, climate.place, seed=0)).splitlines()


def csv_of(year: list[str]) -> list[str]:
    rows = [line.split(",") for line in year[8:]]
    times = [f"2023-{int(row[1]):02}-{int(row[2]):02} {int(row[3]) - 1:02}:00" for row in rows]
    return ["time,temp_c,humidity_pct", *(f"{time},{row[6]},{row[8]}" for time, row in zip(times, rows, strict=True))]


def with_cell(lines: list[str], line: int, column: int, text: str) -> str:
    cells = lines[line].split(",")
    cells[column] = text
    return "\n".join([*lines[:line], ",".join(cells), *lines[line + 1 :]])


LONG = {
    "letters": "x" * LETTERS,
    "digits": "1" * LETTERS,
    "spaces": " " * LETTERS,
    "commas": "," * LETTERS,
    "a quote": '"' + "x" * LETTERS,
}
DIGITS = {"400 digits": "9" * 400, "400 decimals": "0." + "1" * 400 + "x", "5,000 digits": "9" * 5000}


@pytest.mark.parametrize("text", LONG.values(), ids=list(LONG))
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("line", [0, 5, 100])
def test_a_line_without_an_end(call: Call, folder: Path, year: list[str], line: int, encoding: str, text: str):
    for name, lines, place in (("y.epw", year, ()), ("y.csv", csv_of(year), PLACE)):
        (folder / name).write_text(with_cell(lines, line, 1, text), encoding=encoding)
        assert f"{name}:{line + 1}: has 131," in told(call("weather", "info", name, *place))


@pytest.mark.parametrize("text", LONG.values(), ids=list(LONG))
def test_a_line_without_an_end_in_monthly_normals(call: Call, folder: Path, text: str):
    climate = places.find("helsinki")
    measured = months.as_measured(normals.generate(climate, climate.place, seed=0))
    lines = own_normals.text(measured, "made").splitlines()
    for line in (0, 1, 12):
        (folder / "n.csv").write_text(with_cell(lines, line, 0, text))
        assert f"n.csv:{line + 1}: has 131," in told(call("weather", "make", "--normals", "n.csv", "out.epw"))


@pytest.mark.parametrize("line", range(1, 8))
def test_a_header_line_of_20_000_fields(call: Call, folder: Path, year: list[str], line: int):
    # 20,000 columns of 8,760 hours would take 1.4 GB; what stands in the header makes no columns
    (folder / "y.epw").write_text("\n".join([*year[:line], year[line] + "," * 20_000, *year[line + 1 :]]))
    start = time.process_time()
    outcome = call("weather", "info", "y.epw")
    assert outcome.code in (0, 2), outcome.err
    assert time.process_time() - start < 2  # 0.1 s; 11 s with the columns


@pytest.mark.parametrize("text", DIGITS.values(), ids=list(DIGITS))
def test_numbers_without_an_end(call: Call, folder: Path, year: list[str], text: str):
    (folder / "y.epw").write_text(with_cell(year, 100, 6, f"-{text}"))  # above 99.9 it is missing, says the format
    assert "y.epw:101: " in told(call("weather", "info", "y.epw"))
    (folder / "y.csv").write_text(with_cell(csv_of(year), 100, 1, text))
    assert "y.csv:101: " in told(call("weather", "info", "y.csv", *PLACE))
    (folder / "y.epw").write_text(with_cell(year, 0, 6, text))
    assert "y.epw:1: " in told(call("weather", "info", "y.epw"))


@pytest.mark.parametrize("text", [*LONG.values(), *DIGITS.values(), "inf", "1e400"])  # "nan" is a missing hour
@pytest.mark.parametrize(
    "section",
    [
        "cost: {currency: EUR, price_year: 2024, tariff: {file: h.csv}}",
        "supply: {grid: {file: h.csv}}\nsite: {weather: {normals: helsinki}}",
    ],
)
def test_hours_of_a_profile(call: Call, folder: Path, section: str, text: str):
    (folder / "p.yaml").write_text(f"{SIMPLE}{section}\n")
    for line in (0, 99):
        (folder / "h.csv").write_text("\n".join([*["0.2"] * line, text, *["0.2"] * (8759 - line)]))
        assert "h.csv" in told(call("run", "p.yaml", *QUIET))


@pytest.mark.parametrize("text", [*LONG.values(), *DIGITS.values()])
def test_a_profile(call: Call, folder: Path, text: str):
    (folder / "p.yaml").write_text(SIMPLE.replace("1.2", text))
    assert "p.yaml:" in told(call("check", "p.yaml"))
    (folder / "p.yaml").write_text(f"{SIMPLE}{text}: 1\n")
    assert "p.yaml:" in told(call("check", "p.yaml"))
