"""Every page in a real browser: on every width, in both schemes, on paper, without scripts, by keyboard."""

from __future__ import annotations

import json
import subprocess
from itertools import combinations
from typing import Any

import pytest
from browsing import WIDTHS, Open, Report

SHOWN = "[...document.querySelectorAll('svg.chart text')].filter(text => text.checkVisibility())"
BOXES = f"""kinds => {SHOWN}.filter(text => kinds.some(kind => text.classList.contains(kind))).map(text => {{
  const box = text.getBoundingClientRect();
  return [text.textContent, box.left, box.right, box.top, box.bottom];
}})"""
OUTSIDE = f"""() => {SHOWN}.filter(text => {{
  const box = text.getBoundingClientRect();
  return box.left < -1 || box.right > innerWidth + 1;
}}).map(text => text.textContent)"""
REACHABLE = (
    "[...document.querySelectorAll('a[href], button, input, summary, [tabindex=\"0\"]')]"
    ".filter(e => e.checkVisibility())"
)
STILL = (
    "Every hour of the year is drawn here by a script, on a screen and where scripts may run. "
    "The same figures come as a table with --hourly."
)
"""What stands in the place of the explorer."""
A4_WIDTH = 688
"""Pixels between the margins of an A4 page: 182 mm at 96 a inch."""


def test_nothing_overflows_on_any_width(report: Report, opened: Open):
    with opened(report) as page:
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            assert page.evaluate(OUTSIDE) == [], width


def test_names_on_the_front_do_not_touch(comparison: Report, opened: Open):
    with opened(comparison) as page:
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            boxes = page.evaluate(BOXES, ["wide", "narrow"])
            # of two designs, and of such that share no two figures, there is no front
            assert bool(boxes) == (comparison.figures["front_axes"] is not None and comparison.name != "two")
            assert touching(boxes) == [], width


def touching(boxes: list[tuple[str, float, float, float, float]]) -> list[tuple[str, str]]:
    """Pairs of texts that share room; lines are some 14 px high, letters 9: 2 px of air may be shared."""
    return [
        (name, other)
        for (name, left, right, top, bottom), (other, left2, right2, top2, bottom2) in combinations(boxes, 2)
        if left < right2 and left2 < right and top + 2 < bottom2 and top2 + 2 < bottom
    ]


@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (1440, "dark")])
def test_axe_finds_nothing(report: Report, opened: Open, axe: str, width: int, scheme: str):
    with opened(report, width, color_scheme=scheme) as page:
        page.evaluate(axe)
        page.evaluate("document.querySelectorAll('details').forEach(details => details.open = true)")
        found = page.evaluate("axe.run()")["violations"]
    assert [(each["id"], [node["html"][:200] for node in each["nodes"][:3]]) for each in found] == []


def test_html_is_valid(reports: dict[str, Report], vnu: list[str]):
    files = [str(report.path) for report in reports.values()]
    done = subprocess.run([*vnu, "--format", "json", *files], capture_output=True, text=True, check=False)
    messages = json.loads(done.stderr)["messages"]
    assert [each for each in messages if each["type"] == "error"] == []


def test_no_request_leaves_the_page(report: Report, browser: Any):
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(report.path.as_uri(), wait_until="networkidle")
    page.close()
    assert [url for url in asked if not url.startswith("data:")] == [report.path.as_uri()]


def test_it_prints_whole(report: Report, opened: Open):
    with opened(report, A4_WIDTH) as page:
        on_screen = page.locator("section").count()
        page.emulate_media(media="print")
        assert page.evaluate("document.documentElement.scrollWidth") <= A4_WIDTH
        assert page.evaluate(OUTSIDE) == []
        assert page.locator("section:visible").count() == on_screen
        assert not page.locator("nav").is_visible()
        # a chart higher than a page would be cut: 267 mm at 96 an inch
        assert max(page.evaluate("[...document.querySelectorAll('svg.chart')].map(c => c.clientHeight)")) < 1009
        assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF")


def test_it_is_whole_without_scripts(report: Report, opened: Open):
    with opened(report) as page:
        page.evaluate("document.querySelectorAll('.explorer').forEach(e => e.remove())")
        page.evaluate("document.querySelectorAll('th button').forEach(b => b.replaceWith(...b.childNodes))")
        with_scripts = page.inner_text("body")
    with opened(report, java_script_enabled=False) as page:
        assert page.locator("th button").count() == 0
        without = page.locator("body").inner_text().replace(STILL, "")
    assert " ".join(without.split()) == " ".join(with_scripts.split())


def test_dark_is_dark_and_light_is_light(report: Report, opened: Open):
    def paper(scheme: str) -> int:
        with opened(report, color_scheme=scheme) as page:
            colour = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
        return sum(int(part) for part in colour.removeprefix("rgb(").removesuffix(")").split(","))

    assert paper("dark") < 150  # of 765
    assert paper("light") > 600


def focused(page: Any) -> str:
    return page.evaluate("document.activeElement.textContent.trim() || document.activeElement.tagName")


def test_the_keyboard_reaches_everything_in_order(report: Report, opened: Open):
    with opened(report) as page:
        page.keyboard.press("Tab")
        assert focused(page) == ("跳到正文" if report.name.startswith("zh") else "Skip to content")
        reachable = page.evaluate(f"{REACHABLE}.length")
        seen = 0
        while page.evaluate("document.activeElement !== document.body") and seen <= reachable:
            # every stop is seen, and follows the one before
            assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
            assert page.evaluate(f"{REACHABLE}.indexOf(document.activeElement)") == seen
            page.keyboard.press("Tab")
            seen += 1
        assert seen == reachable


def ranking(page: Any, column: int) -> list[str]:
    return page.eval_on_selector_all(
        "table.ranking tbody tr", "(rows, i) => rows.map(row => row.cells[i].dataset.sort)", column
    )


@pytest.mark.parametrize("key", ["Enter", "Space", "click"])
def test_tables_sort(comparison: Report, opened: Open, key: str):
    with opened(comparison) as page:
        first = ranking(page, 0)
        assert first == [str(i + 1) for i in range(len(first))]
        button = page.locator("table.ranking th button").nth(2)  # PUE
        assert button.inner_text().strip() == "PUE"

        def press() -> None:
            if key == "click":
                button.click()
            else:
                button.focus()
                page.keyboard.press(key)

        press()
        rising = [float(value) for value in ranking(page, 2)]
        assert rising == sorted(rising)
        assert page.locator("th[aria-sort]").all_inner_texts()[0].strip().endswith("PUE")
        press()
        assert [float(value) for value in ranking(page, 2)] == sorted(rising, reverse=True)
        assert page.get_attribute("th[aria-sort]", "aria-sort") == "descending"
        assert page.evaluate("document.activeElement.tagName") == "BUTTON"
        page.locator("table.ranking th button").nth(0).click()
        assert ranking(page, 0) == first


def test_unknown_figures_sort_last(reports: dict[str, Report], opened: Open):
    with opened(reports["mixed"]) as page:
        heads = page.locator("table.ranking th button")
        names = heads.all_inner_texts()
        column = next(i for i, name in enumerate(names) if name.startswith("Cost"))
        for _ in range(2):
            heads.nth(column).click()
            values = ranking(page, column)
            known = [value for value in values if value]
            assert len(known) < len(values)
            assert values[: len(known)] == known


def test_figures_of_a_comparison_are_those_of_its_json(comparison: Report, opened: Open):
    with opened(comparison) as page:
        names = page.locator("table.ranking tbody th span:nth-child(2)").all_inner_texts()
        pues = [float(value) for value in ranking(page, 2)]
    designs = comparison.figures["designs"]
    assert names == [design["name"] for design in designs]
    # twelve digits are written
    assert pues == pytest.approx([design["indicators"]["pue"] for design in designs], rel=1e-11)


def test_figures_of_a_run_are_those_of_its_json(reports: dict[str, Report], opened: Open):
    for name in ("run", "short"):
        figures = reports[name].figures
        with opened(reports[name]) as page:
            shown = dict(
                zip(
                    page.locator(".headlines dt").all_inner_texts(),
                    page.locator(".headlines dt + dd").all_inner_texts(),
                    strict=True,
                )
            )
            assert page.inner_text("h1") == figures["profile"]["name"]
        assert shown["PUE"] == f"{figures['indicators']['pue']:.3f}"
        number, unit = shown["Facility energy"].split()
        factor = {"GWh": 1e6, "MWh": 1e3}[unit]
        # three digits are shown
        assert float(number) * factor == pytest.approx(figures["energy_kwh"]["facility"], rel=0.005)
        for label, value in (("WUE", "wue_l_per_kwh"), ("CUE, location-based", "cue_kg_per_kwh")):
            known = figures["indicators"][value]
            assert (shown[label] == "not determined") == (known is None)
            if known is not None:
                assert float(shown[label].split()[0]) == pytest.approx(known, rel=0.005)
