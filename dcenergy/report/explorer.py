"""The explorer of hours: Bokeh's charts of every hour of the year, in the report's own page.

Bokeh is inlined from the package that is installed. No model with code of its own is used: the page's policy
allows its scripts by their hash, and no text to become code.
"""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from dcenergy import shipped
from dcenergy.errors import OutputError
from dcenergy.language import _
from dcenergy.report.blocks import Explorer, ExplorerLine, ExplorerPanel, Section
from dcenergy.report.sections.hours import TEMPERATURE, Panel, panels
from dcenergy.result import Result
from dcenergy.weather.hourly import Calendar, Floats

if TYPE_CHECKING:
    from bokeh.document import Document
    from bokeh.models import ColumnDataSource, Plot, Range1d

DOCUMENT = "hours"
OVERVIEW = "overview"
HEIGHT, OVERVIEW_HEIGHT = 150, 64
"""Pixels of a panel and of the strip that shows the whole year."""
LEFT = 52
"""Pixels left of every chart, for the numbers of its axis: the hours stand above each other."""
MS_PER_HOUR = 3_600_000.0
COMMON_YEAR, LEAP_YEAR = 1970, 1972
"""Years that the axis counts in and never shows: hours of a typical year are of none."""


def explorer(design: Result) -> Section:
    """Return the section that shows every hour, where scripts run; elsewhere it says what would be there.

    Raises
    ------
    OutputError
        Where Bokeh is not installed.
    """
    shown = panels(design)
    lead = _(
        "Mark a stretch of the year in the strip, or press a button; drag a chart to move, zoom with Ctrl and the "
        "wheel, point to read an hour. Boxes show and hide lines."
    )
    block = Explorer(
        id=OVERVIEW,
        hours=design.weather.hours,
        line=overview_line(shown),
        panels=tuple(_described(panel) for panel in shown),
        data=_text(drawing(shown, design.weather.calendar)),
    )
    return Section("explorer", _("Hour by hour"), lead, (block,))


def _described(panel: Panel) -> ExplorerPanel:
    lines = tuple(ExplorerLine(f"{panel.id}-{i}", each.kind, each.name) for i, each in enumerate(panel.series))
    return ExplorerPanel(panel.id, panel.title, panel.unit, lines)


def _text(document: Document) -> str:
    """Write the drawing as JSON that may stand inside a script: no `<` can end it."""
    places = {root.id: f"plot-{root.name}" for root in document.roots}
    content = {
        "document": {DOCUMENT: document.to_json(deferred=False)},
        "items": [{"docid": DOCUMENT, "roots": places, "root_ids": list(places)}],
    }
    return json.dumps(content, separators=(",", ":"), allow_nan=False).replace("<", "\\u003c")


@cache
def scripts() -> tuple[str, str]:
    """Return Bokeh's core script, as the installed package has it, and the explorer's own.

    Raises
    ------
    OutputError
        Where Bokeh is not installed.
    """
    try:
        from bokeh.resources import Resources
    except ImportError as missing:
        raise OutputError("the explorer needs Bokeh: pip install 'dcenergy[explorer]'") from missing
    bokeh = Resources(mode="inline", components=["bokeh"]).js_raw[0]  # the others set a level of logging
    own = (shipped.folder("templates") / "explorer.js").read_text(encoding="utf-8")
    return bokeh, own


def times_ms(calendar: Calendar) -> Floats:
    """Start of every hour as Bokeh's axes count it: milliseconds since the year 1970. [ms]"""
    days = 0 if calendar.hours % 365 == 0 else (LEAP_YEAR - COMMON_YEAR) * 365
    return (days * 24 + np.arange(calendar.hours, dtype=np.float64)) * MS_PER_HOUR


def drawing(shown: tuple[Panel, ...], calendar: Calendar) -> Document:
    """Draw the panels and the strip over the same hours; the page's script colours and fits them."""
    from bokeh.document import Document
    from bokeh.models import ColumnDataSource, Range1d

    time = times_ms(calendar)
    columns: dict[str, NDArray[np.floating]] = {
        f"{panel.id}-{i}": each.values.astype(np.float32) for panel in shown for i, each in enumerate(panel.series)
    }
    columns["time"] = time
    source = ColumnDataSource(data=columns, name="hours")
    first, last = float(time[0]), float(time[-1] + MS_PER_HOUR - 1)  # the next year's first day is not named
    window = Range1d(start=first, end=last, bounds=(first, last), min_interval=6 * MS_PER_HOUR, name="window")
    document = Document()
    document.add_root(_overview(source, window, (first, last), overview_line(shown)))
    for panel in shown:
        document.add_root(_chart(panel, source, window))
    return document


def _chart(panel: Panel, source: ColumnDataSource, window: Range1d) -> Plot:
    """Draw the lines of one panel; dragging moves along the year, Ctrl with the wheel zooms."""
    from bokeh.models import PanTool, WheelZoomTool

    plot = _plot(panel.id, window, HEIGHT)
    for i, _series in enumerate(panel.series):
        _line(plot, source, f"{panel.id}-{i}")
    plot.add_tools(PanTool(dimensions="width"), WheelZoomTool(dimensions="width", modifiers="ctrl"))
    return plot


def overview_line(shown: tuple[Panel, ...]) -> str:
    """Return the line that stands for the year: its outdoor air where that is known, which tells the seasons."""
    return f"{next((panel.id for panel in shown if panel.id == TEMPERATURE), shown[0].id)}-0"


def _overview(source: ColumnDataSource, window: Range1d, year: tuple[float, float], line: str) -> Plot:
    """Draw one line of the whole year small, with the window that the panels show laid over it."""
    from bokeh.models import Range1d, RangeTool

    plot = _plot(OVERVIEW, Range1d(start=year[0], end=year[1]), OVERVIEW_HEIGHT)
    _line(plot, source, line, f"{OVERVIEW}-")
    plot.add_tools(RangeTool(x_range=window, start_gesture="pan", name="selector"))
    return plot


def _plot(name: str, hours: Range1d, height: int) -> Plot:
    from bokeh.models import (
        BasicTicker,
        DatetimeAxis,
        DatetimeTickFormatter,
        Grid,
        LinearAxis,
        Plot,
        Range1d,
    )
    from bokeh.models.annotations.geometry import Span

    values = Range1d(start=0, end=1)
    plot = Plot(
        name=name,
        x_range=hours,
        y_range=values,
        height=height,
        sizing_mode="stretch_width",
        toolbar_location=None,
        min_border_left=LEFT,
        min_border_right=8,
        min_border_top=4,
        min_border_bottom=22,
        outline_line_color=None,
        background_fill_color=None,
        border_fill_color=None,
    )
    dates = DatetimeAxis(
        formatter=DatetimeTickFormatter(
            hours="%H:%M", days=_("%-d %b"), months=_("%b"), years=_("%b"), context=None, hide_repeats=False
        ),
        axis_line_color=None,
        minor_tick_line_color=None,
    )
    plot.add_layout(dates, "below")
    ticker = BasicTicker(desired_num_ticks=3 if name != OVERVIEW else 1, num_minor_ticks=0)
    if name != OVERVIEW:
        axis = LinearAxis(ticker=ticker, axis_line_color=None, major_tick_line_color=None, minor_tick_line_color=None)
        plot.add_layout(axis, "left")
        plot.add_layout(Grid(axis=axis, dimension=1))
    plot.add_layout(Span(dimension="height", level="overlay", visible=False, name=f"cursor-{name}"))
    return plot


def _line(plot: Plot, source: ColumnDataSource, column: str, prefix: str = "") -> None:
    """Add a line from hour to hour, each value at its hour's start."""
    from bokeh.models import Line

    plot.add_glyph(source, Line(x="time", y=column, line_width=1.25), name=f"{prefix}{column}")
