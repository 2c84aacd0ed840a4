"""A synthetic EPW to be spoilt by the tests, its sun plain trigonometry and not pvlib's; and the command line."""

import math
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from dcenergy.__main__ import main

DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
COLUMN = {"temp": 6, "dew": 7, "humidity": 8, "pressure": 9, "ghi": 13, "dni": 14, "dhi": 15, "wind": 21}
LOCATION = ("LOCATION", "Testville", "-", "USA", "SYNTHETIC", "0", "40.0", "-105.0", "-7.0", "1800.0")
HEADER = (
    "DESIGN CONDITIONS,0",
    "TYPICAL/EXTREME PERIODS,0",
    "GROUND TEMPERATURES,0",
    "HOLIDAYS/DAYLIGHT SAVINGS,No,0,0,0",
    "COMMENTS 1,made by a test",
    "COMMENTS 2,",
    "DATA PERIODS,1,1,Data,Sunday, 1/ 1,12/31",
)


@dataclass
class Epw:
    """The text of an EPW: ten fields of location, seven more header lines, a row of fields an hour."""

    folder: Path
    location: list[str] = field(default_factory=lambda: list(LOCATION))
    header: list[str] = field(default_factory=lambda: list(HEADER))
    rows: list[list[str]] = field(default_factory=list)

    def set(self, column: str, hours: slice, value: str) -> None:
        for row in self.rows[hours]:
            row[COLUMN[column]] = value

    def text(self) -> str:
        lines = [",".join(self.location), *self.header, *(",".join(row) for row in self.rows)]
        return "\n".join(lines) + "\n"

    def write(self, name: str = "test.epw", encoding: str = "utf-8") -> Path:
        path = self.folder / name
        path.write_text(self.text(), encoding=encoding)
        return path


def _rows(leap: bool) -> list[list[str]]:
    rows = []
    day_of_year = 0
    for month, days in enumerate(DAYS, start=1):
        for day in range(1, days + 1 + (leap and month == 2)):
            day_of_year += 1
            rows += [_row(month, day, hour, day_of_year) for hour in range(24)]
    return rows


def _row(month: int, day: int, hour: int, day_of_year: int) -> list[str]:
    season = 2 * math.pi * (day_of_year - 1) / 365
    swing_k = 6 + math.sin(1.7 * (day_of_year - 1))  # days differ, as real ones do; the first is as if they did not
    mean_c = 10 - 12 * math.cos(season) + 2 * math.sin(2.4 * (day_of_year - 1))
    temp_c = mean_c - swing_k * math.cos(2 * math.pi * (hour - 3) / 24)
    declination = math.radians(-23.44) * math.cos(2 * math.pi * (day_of_year + 10) / 365)
    # the site stands on its zone's meridian; equation of time after Spencer 1971, first terms, in hours
    minutes = 229.18 * (
        0.000075
        + 0.001868 * math.cos(season)
        - 0.032077 * math.sin(season)
        - 0.014615 * math.cos(2 * season)
        - 0.040849 * math.sin(2 * season)
    )
    angle = math.pi / 12 * (hour + 0.5 + minutes / 60 - 12)
    latitude = math.radians(40.0)
    height = math.sin(latitude) * math.sin(declination) + math.cos(latitude) * math.cos(declination) * math.cos(angle)
    dni, dhi = (600.0, 80.0) if height > 0 else (0.0, 0.0)
    fields = ["2005", str(month), str(day), str(hour + 1), "0", "?9?9", *["0"] * 29]
    values = {
        "temp": f"{temp_c:.1f}",
        "dew": f"{temp_c - 5:.1f}",
        "humidity": "70",
        "pressure": "81500",
        "ghi": f"{dni * max(height, 0) + dhi:.1f}",
        "dni": f"{dni:g}",
        "dhi": f"{dhi:g}",
        "wind": f"{3 + hour / 12:.1f}",
    }
    for name, value in values.items():
        fields[COLUMN[name]] = value
    return fields


@pytest.fixture(scope="session")
def _years() -> dict[bool, list[list[str]]]:
    return {leap: _rows(leap) for leap in (False, True)}


@pytest.fixture
def make_epw(tmp_path: Path, _years: dict[bool, list[list[str]]]) -> Callable[..., Epw]:
    """Return a maker of fresh EPWs, of a common or a leap year."""

    def make(leap: bool = False) -> Epw:
        return Epw(tmp_path, rows=[list(row) for row in _years[leap]])

    return make


@pytest.fixture
def epw(make_epw: Callable[..., Epw]) -> Epw:
    """An EPW of a common year without a fault."""
    return make_epw()


@pytest.fixture
def call(tmp_path, monkeypatch, capsys):
    """Call dcenergy in a folder of its own: exit code, standard output, standard error."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DCENERGY_CACHE_DIR", str(tmp_path / ".cache"))

    def invoke(*arguments):
        monkeypatch.setattr(sys, "argv", ["dcenergy", *map(str, arguments)])
        code = 0
        try:
            main()
        except SystemExit as leave:
            code = int(leave.code or 0)
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return invoke
