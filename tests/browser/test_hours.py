"""The explorer of hours in a real browser: it draws, zooms, moves, reads and follows the page's colours."""

from __future__ import annotations

from typing import Any

import pytest
from browsing import Open, Report

HOUR = 3_600_000
YEAR = 8760
WINDOW = "(() => { const w = Bokeh.documents[0].get_model_by_name('window'); return [w.start, w.end]; })()"
INK = """id => {
  const roots = [document.getElementById(id)], canvases = [];
  for (const root of roots) {
    for (const e of root.querySelectorAll("*")) {
      if (e.shadowRoot) roots.push(e.shadowRoot);
      if (e.tagName === "CANVAS") canvases.push(e);
    }
  }
  const drawn = canvases.map(canvas => {
    const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
    let count = 0;
    for (let i = 3; i < data.length; i += 4) count += data[i] > 0;
    return count;
  });
  return Math.max(...drawn);
}"""
"""Pixels that are drawn in a plot; Bokeh's canvases stand in shadow trees."""


@pytest.fixture(scope="session")
def explorer(reports: dict[str, Report]) -> Report:
    return reports["explorer"]


def shown(page: Any) -> tuple[float, float]:
    """First and last hour that the charts show."""
    start, end = page.evaluate(WINDOW)
    return start / HOUR, end / HOUR


def settled(page: Any) -> None:
    """Wait for what a change draws anew."""
    page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")


def reading(page: Any, line: str) -> float:
    return float(page.inner_text(f'[data-reading="{line}"]').replace(",", ""))


def axis(page: Any, panel: str) -> tuple[float, float]:
    """The ends of a panel's axis of values."""
    ends = page.evaluate(
        f"(() => {{ const r = Bokeh.documents[0].get_model_by_name('{panel}').y_range; return [r.start, r.end]; }})()"
    )
    return tuple(ends)


def test_every_panel_is_drawn(explorer: Report, opened: Open):
    with opened(explorer) as page:
        plots = page.eval_on_selector_all(".explorer .plot", "plots => plots.map(plot => plot.id)")
        assert len(plots) >= 6
        for plot in plots:
            # a line of a pixel through 800 or more
            assert page.evaluate(INK, plot) > 800, plot
        assert not page.locator(".still").is_visible()


def test_buttons_zoom_about_the_hour_and_move(explorer: Report, opened: Open):
    with opened(explorer) as page:
        assert shown(page) == pytest.approx((0, YEAR), abs=0.001)
        page.click('[data-hours="168"]')
        settled(page)
        first, last = shown(page)
        assert last - first == pytest.approx(168)
        assert first < float(page.input_value("#hour")) < last
        assert page.get_attribute('[data-hours="168"]', "aria-pressed") == "true"
        page.click('[data-move="1"]')
        settled(page)
        assert shown(page) == pytest.approx((first + 168, last + 168))
        page.click(f'[data-hours="{YEAR}"]')
        settled(page)
        for _ in range(2):
            page.click('[data-move="1"]')
        assert shown(page) == pytest.approx((0, YEAR), abs=0.001)


def test_the_wheel_zooms_with_ctrl_and_scrolls_without(explorer: Report, opened: Open):
    with opened(explorer) as page:
        plot = page.locator("#plot-ratio")
        plot.scroll_into_view_if_needed()
        plot.hover()
        page.keyboard.down("Control")
        page.mouse.wheel(0, -400)
        page.keyboard.up("Control")
        settled(page)
        first, last = shown(page)
        assert 24 <= last - first < 0.9 * YEAR
        before = page.evaluate("scrollY")
        page.mouse.wheel(0, 200)
        page.wait_for_timeout(500)  # scrolling is smooth; the page's policy lets nothing wait for it by text
        assert page.evaluate("scrollY") > before
        assert shown(page) == (first, last)


def test_dragging_a_chart_moves_along_the_year(explorer: Report, opened: Open):
    with opened(explorer) as page:
        page.click('[data-hours="744"]')
        settled(page)
        first, last = shown(page)
        page.locator("#plot-ratio").scroll_into_view_if_needed()
        drag(page, "#plot-ratio", 0.7, 0.4)
        moved, _ = shown(page)
        assert 0.2 * 744 < moved - first < 0.5 * 744
        assert shown(page)[1] - moved == pytest.approx(last - first)


def test_a_stretch_of_the_strip_is_marked_by_dragging(explorer: Report, opened: Open):
    with opened(explorer) as page:
        page.click('[data-hours="24"]')
        settled(page)
        drag(page, "#plot-overview", 0.2, 0.4)
        first, last = shown(page)
        # the frame begins some 50 px from the left and is some 840 wide
        assert 0.1 * YEAR < first < 0.25 * YEAR
        assert 0.15 * YEAR < last - first < 0.25 * YEAR


def drag(page: Any, selector: str, begin: float, end: float) -> None:
    """Drag along an element, from one share of its width to another."""
    box = page.locator(selector).bounding_box()
    y = box["y"] + box["height"] / 3
    page.mouse.move(box["x"] + begin * box["width"], y)
    page.mouse.down()
    for step in range(1, 9):
        page.mouse.move(box["x"] + (begin + (end - begin) * step / 8) * box["width"], y)
    page.mouse.up()
    settled(page)


def test_pointing_reads_the_hour_of_every_line(explorer: Report, opened: Open):
    with opened(explorer) as page:
        page.locator("#plot-ratio").scroll_into_view_if_needed()
        page.locator("#plot-ratio").hover(position={"x": 300, "y": 50})
        settled(page)
        # PUE is facility over servers, told with three decimals and with two
        ratio = reading(page, "power-0") / reading(page, "power-1")
        assert reading(page, "ratio-0") == pytest.approx(ratio, abs=0.003)
        named = page.inner_text("#hour-name")
        page.locator("#plot-ratio").hover(position={"x": 600, "y": 50})
        settled(page)
        assert page.inner_text("#hour-name") != named
        assert page.get_attribute("#hour", "aria-valuetext") == page.inner_text("#hour-name")


def test_keys_read_hour_by_hour_and_take_the_window_along(explorer: Report, opened: Open):
    with opened(explorer) as page:
        page.click('[data-hours="24"]')
        page.focus("#hour")
        page.keyboard.press("Home")
        settled(page)
        assert page.inner_text("#hour-name") == "1 January at 00:00"
        assert shown(page)[0] == pytest.approx(0, abs=0.001)
        page.keyboard.press("ArrowRight")
        assert page.inner_text("#hour-name") == "1 January at 01:00"
        page.keyboard.press("End")
        settled(page)
        assert page.inner_text("#hour-name") == "31 December at 23:00"
        assert shown(page)[1] == pytest.approx(YEAR, abs=0.001)


def test_boxes_hide_lines_and_the_axis_fits_the_rest(explorer: Report, opened: Open):
    with opened(explorer) as page:
        low = axis(page, "power")[0]
        servers = page.locator('input[value="power-1"]')
        servers.focus()
        page.keyboard.press("Space")
        settled(page)
        assert not page.evaluate("Bokeh.documents[0].get_model_by_name('power-1').visible")
        assert axis(page, "power")[0] > low
        page.keyboard.press("Space")
        settled(page)
        assert axis(page, "power")[0] == low


def test_colours_are_the_pages_in_both_schemes(explorer: Report, opened: Open):
    line = "Bokeh.documents[0].get_model_by_name('power-1').glyph.line_color"
    token = "getComputedStyle(document.querySelector('li.it')).getPropertyValue('--c').trim()"

    def value(page: Any) -> str:
        colour = page.evaluate(line)
        return colour if isinstance(colour, str) else colour["value"]

    with opened(explorer, color_scheme="light") as page:
        light = value(page)
        assert light == page.evaluate(token)
        page.emulate_media(color_scheme="dark")
        settled(page)
        assert value(page) == page.evaluate(token) != light


def test_without_scripts_a_sentence_says_what_would_be_there(explorer: Report, opened: Open):
    with opened(explorer, java_script_enabled=False) as page:
        assert page.locator(".still").is_visible()
        assert not page.locator(".live").is_visible()


def test_on_paper_too(explorer: Report, opened: Open):
    with opened(explorer) as page:
        page.emulate_media(media="print")
        assert page.locator(".still").is_visible()
        assert not page.locator(".live").is_visible()
