"""What a chart is made of. Charts are elastic: places along x are per cent of the plot's width, along y pixels.

So text keeps its size on every screen, and only shapes stretch. `kind` names the colour and style
(`templates/report.css`); it always comes from here, never from a profile.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

PATH_WIDTH = 1000.0
"""Paths cannot hold per cents: they are drawn on this width, then stretched."""

Anchor = Literal["start", "middle", "end"]


@dataclass(frozen=True)
class Rect:
    """A bar."""

    x: float
    y: float
    width: float
    height: float
    kind: str


@dataclass(frozen=True)
class Rule:
    """A straight line."""

    x1: float
    y1: float
    x2: float
    y2: float
    kind: str


@dataclass(frozen=True)
class Path:
    """A line or an area, in SVG's words on a width of `PATH_WIDTH`."""

    d: str
    kind: str


@dataclass(frozen=True)
class Dot:
    """A value; `title` is what a pointer over it is told."""

    x: float
    y: float
    radius: float
    kind: str
    title: str = ""


@dataclass(frozen=True)
class Label:
    """Text; `dx` moves it by pixels, also into the margins beside the plot."""

    x: float
    y: float
    text: str
    kind: str = "label"
    anchor: Anchor = "start"
    dx: float = 0.0


@dataclass(frozen=True)
class Chart:
    """Marks in the order in which they are drawn: rules, paths, bars, dots, labels.

    `left` and `right` are pixels beside the plot, for labels alone.
    """

    height: float
    left: float = 0.0
    right: float = 0.0
    rules: tuple[Rule, ...] = ()
    paths: tuple[Path, ...] = ()
    rects: tuple[Rect, ...] = ()
    dots: tuple[Dot, ...] = ()
    labels: tuple[Label, ...] = ()


def coordinate(value: float) -> str:
    """Write a place in as few characters as two decimals allow.

    >>> coordinate(12.0), coordinate(0.5), coordinate(33.3333), coordinate(-0.001)
    ('12', '.5', '33.33', '0')
    """
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    text = text.replace("0.", ".", 1) if text.startswith(("0.", "-0.")) else text
    return "0" if text in {"", "-", "-0"} else text


def line(points: Iterable[tuple[float, float]]) -> str:
    """Return the path through points given in per cent and pixels.

    >>> line([(0.0, 10.0), (50.0, 0.0), (100.0, 5.0)])
    'M0 10L500 0L1000 5'
    """
    places = [f"{coordinate(round(x * PATH_WIDTH / 100, 1))} {coordinate(round(y, 1))}" for x, y in points]
    return "M" + "L".join(places)


def ribbon(x1: float, top1: float, x2: float, top2: float, height: float) -> str:
    """Return a band of constant height from one place to another, level at both ends.

    >>> ribbon(0.0, 0.0, 10.0, 20.0, 5.0)
    'M0 0C50 0 50 20 100 20V25C50 25 50 5 0 5Z'
    """
    start, end = x1 * PATH_WIDTH / 100, x2 * PATH_WIDTH / 100
    middle = (start + end) / 2
    s, m, e = coordinate(start), coordinate(middle), coordinate(end)
    a, b = coordinate(top1), coordinate(top2)
    c, d = coordinate(top2 + height), coordinate(top1 + height)
    return f"M{s} {a}C{m} {a} {m} {b} {e} {b}V{c}C{m} {c} {m} {d} {s} {d}Z"


def spread(wanted: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Return places as near as can be to the wanted ones, `gap` apart, between `low` and `high`.

    >>> spread([50.0, 52.0, 10.0], gap=14.0, low=0.0, high=100.0)
    [50.0, 64.0, 10.0]
    """
    order = sorted(range(len(wanted)), key=lambda i: wanted[i])
    placed = list(wanted)
    floor = low
    for i in order:
        placed[i] = max(placed[i], floor)
        floor = placed[i] + gap
    ceiling = high
    for i in reversed(order):
        placed[i] = min(placed[i], ceiling)
        ceiling = placed[i] - gap
    return placed
