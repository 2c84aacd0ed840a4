"""The explorer of hours: the result's own numbers, in a page that runs its scripts and no others."""

from __future__ import annotations

import gzip
import json
import re
import sys
from base64 import b64decode, b64encode
from hashlib import sha256

import numpy as np
import pytest
from pages import COMMAND, FIXED, LAKE, WRITTEN_AT, Case, case, tree

from dcenergy import shipped
from dcenergy.errors import OutputError
from dcenergy.report import explorer, render
from dcenergy.report.sections import hours
from dcenergy.weather.hourly import calendar

LARGEST = 3_000_000
"""Bytes that a report with its explorer may take."""

EVERYTHING = """
supply:
  grid: {factor: cn-hunan-2023, shape: de-lu-2024}
  contracts: [{kind: hydro, share: 0.3}]
  solar: [{capacity_kwp: 6000, tilt_deg: 20, azimuth_deg: 180}]
  wind: [{capacity_kw: 2000}]
  battery: {capacity_kwh: 4000, power_kw: 2000, dispatch: price}
  export_limit_kw: 100
"""


PEAKS = "cost.tariff.periods=[{per_kwh: 0.2, from_hour: 8, to_hour: 20}]"


def explored(made: Case) -> str:
    return render.html(made.assessment, made.loaded, WRITTEN_AT, COMMAND, explored=True)


@pytest.fixture(scope="module")
def lake(tmp_path_factory) -> Case:
    return case(tmp_path_factory.mktemp("lake"), LAKE)


@pytest.fixture(scope="module")
def page(lake) -> str:
    return explored(lake)


def data(page: str) -> dict:
    [text] = re.findall(r'<script type="application/json" id="hours-data">(.*?)</script>', page)
    return json.loads(text)


def columns(page: str) -> dict[str, np.ndarray]:
    """The numbers that the page draws, by column; Bokeh packs arrays as gzip in base64."""
    found = []

    def walk(value: object) -> None:
        if isinstance(value, dict):
            if value.get("name") == "ColumnDataSource":
                found.append(dict(value["attributes"]["data"]["entries"]))
            for inner in value.values():
                walk(inner)
        elif isinstance(value, list):
            for inner in value:
                walk(inner)

    walk(data(page))
    return {
        name: np.frombuffer(gzip.decompress(b64decode(array["array"]["data"])), dtype=array["dtype"])
        for name, array in found[0].items()
    }


def test_the_lines_are_the_results_own_hours(lake, page):
    design, drawn = lake.assessment.design, columns(page)
    intake = design.cooled.simulated[0].water_body.intake_c
    # numbers are drawn with 24 bits, which is 6e-8; power is told in MW or kW, by what suits it
    assert drawn["power-0"] * 1e3 == pytest.approx(design.site.facility_kw, rel=1e-6)
    assert drawn["power-1"] * 1e3 == pytest.approx(design.site.it_kw, rel=1e-6)
    assert drawn["ratio-0"] == pytest.approx(design.site.facility_kw / design.site.it_kw, rel=1e-6)
    assert drawn["temperature-0"] == pytest.approx(design.weather.temp_c, rel=1e-6)
    assert drawn["temperature-2"] == pytest.approx(intake, rel=1e-6)


def test_the_overhead_adds_up_to_the_facility(lake, page):
    drawn = columns(page)
    overhead_kw = sum(values for name, values in drawn.items() if name.startswith("overhead"))
    factor = {"kW": 1.0, "MW": 1e3}[next(p.unit for p in hours.panels(lake.assessment.design) if p.id == "overhead")]
    # differences of near numbers: 6e-8 of the whole, over an overhead of some tenth of it
    assert overhead_kw * factor == pytest.approx((drawn["power-0"] - drawn["power-1"]) * 1e3, rel=1e-4)


def test_hours_are_counted_from_the_first_of_january(page):
    time = columns(page)["time"]
    assert time[0] == 0
    assert set(np.diff(time)) == {3_600_000}
    assert len(time) == 8760


def test_a_leap_year_has_its_29th_of_february():
    time = explorer.times_ms(calendar(leap=True))
    day = np.datetime64("1970-01-01") + (time[59 * 24] / 1000).astype("timedelta64[s]")
    assert str(day).startswith("1972-02-29")


def test_the_page_allows_its_scripts_and_nothing_else(page):
    [policy] = [value for value in tree(page).values("content") if "default-src" in value]
    scripts = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    hashes = [f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'" for script in scripts]
    assert len(scripts) == 2
    [allowed] = [part for part in policy.split("; ") if part.startswith("script-src")]
    assert allowed.split()[1:] == hashes
    assert policy.startswith("default-src 'none'")
    assert "'unsafe-eval'" not in policy


def test_nothing_drawn_needs_code_from_text(page):
    # of Bokeh's models those called Custom... make functions of text, which the policy forbids
    assert "Custom" not in json.dumps(data(page))


def test_a_line_on_every_panel_has_a_box_and_a_place_for_its_value(page):
    lines = set(columns(page)) - {"time"}
    assert set(re.findall(r'type="checkbox" value="([^"]+)"', page)) == lines
    assert set(tree(page).values("data-reading")) == lines


def test_without_it_the_page_runs_nothing_and_says_nothing_of_it(lake):
    assert "<script" not in lake.page
    assert 'id="explorer"' not in lake.page


def test_it_stands_after_the_year_and_is_small(page):
    assert re.findall(r'<section id="(\w+)"', page)[:5] == ["energy", "pue", "year", "explorer", "water"]
    assert len(page.encode()) < LARGEST


def test_of_everything_at_once_there_is_room_for_the_most(tmp_path):
    halls = "halls=[" + ",".join(
        f"{{name: h{i}, it: {{servers: [{{count: 900}}]}}, cooling: {{system: lake_water, source: {{mean_c: 9, amplitude_k: 2}}}}}}"  # noqa: E501
        for i in range(14)
    )
    top = "\n".join(line for line in LAKE.splitlines()[:3])
    cost = "cost: {currency: EUR, price_year: 2024, tariff: {per_kwh: 0.1}}\n"
    made = case(tmp_path, f"{top}\n{EVERYTHING}{cost}", halls + "]", PEAKS)
    shown = hours.panels(made.assessment.design)
    assert sum(len(panel.series) for panel in shown) == hours.MOST
    assert len(explored(made).encode()) < LARGEST


def test_a_fixed_pue_shows_what_it_knows(tmp_path):
    made = case(tmp_path, FIXED)
    assert [panel.id for panel in hours.panels(made.assessment.design)] == ["power", "overhead", "ratio"]
    tree(explored(made))


def test_supply_storage_price_and_grid_have_their_panels(tmp_path):
    lines = [line for line in LAKE.splitlines()]
    at = lines.index("supply:")
    text = "\n".join([*lines[:at], *lines[at + 3 :]]) + EVERYTHING
    made = case(tmp_path, text, PEAKS)
    shown = {panel.id: panel for panel in hours.panels(made.assessment.design)}
    assert {"supply", "stored", "factor", "price"} <= set(shown)
    assert set(shown["price"].series[0].values) == {0.1, 0.2}
    assert shown["price"].unit == "EUR/kWh"


def test_names_cannot_leave_their_place(tmp_path):
    halls = (
        "halls=[{name: '</script><b>', it: {servers: [{count: 900}]}, "
        "cooling: {system: lake_water, source: {mean_c: 9, amplitude_k: 2}}},"
        "{name: two, it: {servers: [{count: 900}]}, cooling: {system: fixed_pue, pue: 1.2}}]"
    )
    lines = [line for line in LAKE.splitlines() if not line.startswith((" ", "it:", "cooling:"))]
    page = explored(case(tmp_path, "\n".join(lines[:3]), halls))
    tree(page)
    assert "<b>" not in page.partition("<main")[2].partition("hours-data")[0]


def test_without_bokeh_it_is_told_what_to_install(lake, monkeypatch):
    monkeypatch.setitem(sys.modules, "bokeh.resources", None)
    explorer.scripts.cache_clear()
    with pytest.raises(OutputError, match=r"pip install 'dcenergy\[explorer\]'"):
        explored(lake)


def test_every_line_has_a_colour(tmp_path):
    text = (
        LAKE[: LAKE.index("cooling:")]
        + "cooling: {system: chilled_water}\n"
        + EVERYTHING.replace(", dispatch: price", "")
    )
    towers = case(tmp_path, text)
    kinds = {line.kind for panel in hours.panels(towers.assessment.design) for line in panel.series}
    assert "line-intake" in kinds  # make-up
    style = (shipped.folder("templates") / "report.css").read_text(encoding="utf-8")
    coloured = set(re.findall(r"\.([\w-]+)(?=[^{}]*\{ --c:)", style))
    assert kinds <= coloured
