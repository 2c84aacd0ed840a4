"""Pages to look at: profiles written as users write them, on a year of plain trigonometry."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path

import numpy as np

from dcenergy.profile.loading import LoadedProfile, load
from dcenergy.report import render
from dcenergy.study.assess import Assessment, assess
from dcenergy.weather.hourly import Place, Weather, calendar, from_air, no_weather

WRITTEN_AT = datetime(2026, 3, 1, 14, 5, tzinfo=UTC)
COMMAND = "dcenergy run design.yaml"

LAKE = """\
name: Test lake
description: A lake that takes all heat in winter and a part of it in summer.
site: {latitude_deg: 30, longitude_deg: 110, altitude_m: 200, utc_offset_h: 8}
it:
  supply_air_c: 24
  servers:
    - {name: general, count: 4000, idle_w: 150, peak_w: {value: 400, low: 250, high: 600}, utilisation: 0.5}
cooling:
  system: lake_water
  source: {mean_c: 14, amplitude_k: 6, coldest_day: 45}
  exchanger_delta_t_k: 4
  trim: {chiller: air_cooled}
  receiving: {low_flow_m3_s: 20, mean_flow_m3_s: 50}
supply:
  grid: {factor: cn-hunan-2023, residual: cn-residual-2023}
  contracts: [{kind: hydro, share: 0.6, certificates: true, monthly_shape: [1, 1, 1, 2, 3, 4, 4, 3, 2, 1, 1, 1]}]
cost:
  currency: EUR
  price_year: 2024
  tariff: {per_kwh: 0.1, demand_per_kw_month: 5}
  capital: [{name: everything, per_it_kw: 5000}]
baseline: {pue: 1.5}
"""

FIXED = """\
name: Short
it: {servers: [{count: 1000}]}
cooling: {system: fixed_pue, pue: 1.2}
supply: {renewable_share: 0.9}
"""


def weather() -> Weather:
    """A year of 15 degC with 12 K of summer and winter and 4 K of day and night, in rather dry air."""
    hours = calendar()
    summer = -np.cos(2 * np.pi * (hours.day_of_year - 15) / 365)
    noon = -np.cos(2 * np.pi * (hours.hour - 3) / 24)
    temp_c = 15 + 12 * summer + 4 * noon
    still = np.zeros(hours.hours)
    return from_air(
        "file",
        "a plain year",
        Place(30.0, 110.0, 200.0, 8.0),
        temp_c=temp_c,
        dew_point_c=temp_c - 8,
        pressure_pa=np.full(hours.hours, 98_900.0),
        wind_m_s=still,
        ghi_w_m2=still,
        dni_w_m2=still,
        dhi_w_m2=still,
    )


@dataclass(frozen=True, eq=False)
class Case:
    """A profile, its year, and the page that shows it."""

    loaded: LoadedProfile
    assessment: Assessment
    page: str


def case(folder: Path, text: str, *sets: str, file: str = "design.yaml", notes: tuple[str, ...] = ()) -> Case:
    """Write a profile, run it, and render its page."""
    path = folder / file
    path.write_text(text, encoding="utf-8")
    loaded = load(str(path), sets)
    assessment = assess(loaded.profile, weather() if loaded.profile.needs_weather else no_weather(), None)
    return Case(loaded, assessment, render.html(assessment, loaded, WRITTEN_AT, COMMAND, notes))


VOID = {"meta", "link", "br", "wbr", "hr", "img", "input"}


@dataclass
class Tree(HTMLParser):
    """What an HTML page is made of; a tag that is not closed in its place is an error."""

    tags: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    attributes: list[tuple[str, str, str]] = field(default_factory=list)
    texts: list[tuple[str, str]] = field(default_factory=list)
    open: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, tuple(name for name, _ in attrs)))
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop() == tag, f"</{tag}> in line {self.getpos()[0]} closes something else"

    def handle_data(self, data: str) -> None:
        if data.strip() and self.open:
            self.texts.append((self.open[-1], " ".join(data.split())))

    def values(self, attribute: str) -> list[str]:
        """All values of an attribute."""
        return [value for _, name, value in self.attributes if name == attribute]


def tree(page: str) -> Tree:
    """Read a page; every tag must be closed."""
    parsed = Tree()
    parsed.feed(page)
    parsed.close()
    assert parsed.open == []
    return parsed
