"""PUE: what each part adds to it, and how it moves with month and hour."""

from __future__ import annotations

import numpy as np

from dcenergy.language import Message, _, of_profile
from dcenergy.report import parts, words
from dcenergy.report.blocks import Figure, Ramp, Section, Table
from dcenergy.report.charts.heat_map import STEPS, heat_map
from dcenergy.report.charts.rows import Bar, Row, rows
from dcenergy.report.words import MONTH_NAMES, MONTHS
from dcenergy.result import Result
from dcenergy.study.assess import Assessment
from dcenergy.weather.hourly import Floats

HOURS_OF_DAY = 24
SHOWN = 0.0005
"""Differences below this do not show in three decimals."""

STILL = 0.005
"""A PUE that moves by less than this is told as one that hardly moves."""


def pue(assessment: Assessment) -> Section | None:
    """Return the section on PUE, with its map where something is simulated; None where nothing runs."""
    design = assessment.design
    if design.indicators.pue is None:
        return None
    figures = (waterfall(assessment), month_hour_map(design)) if design.cooled.simulated else (waterfall(assessment),)
    lead = _("Facility energy over IT energy, measured at the servers' input: sums of the year, not means of ratios.")
    return Section("pue", "PUE", lead, figures)


def additions(result: Result) -> dict[str, float]:
    """Return what every part adds to PUE; with 1 they add up to it."""
    it = parts.it_kwh(result)
    return {part: kwh / it for part, kwh in parts.overhead(result).items()}


def waterfall(assessment: Assessment) -> Figure:
    """Draw what lifts PUE above 1, part by part, beside the baseline's parts."""
    design, baseline = assessment.design, assessment.baseline
    own, other = additions(design), additions(baseline) if baseline else {}
    known = baseline is not None and bool(baseline.cooled.simulated)
    order = [part for part in parts.OVERHEAD if part in own or (known and part in other)]
    content: list[Row] = []
    top, other_top = 1.0, 1.0
    for part in order:
        bar = Bar(top, top + own.get(part, 0.0), _added(own.get(part, 0.0)))
        base = Bar(other_top, other_top + other.get(part, 0.0), _added(other.get(part, 0.0))) if known else None
        content.append(Row(parts.name(part, design), part, bar, base))
        top, other_top = bar.end, base.end if base else other_top
    total, other_total = design.indicators.pue or top, baseline.indicators.pue if baseline else None
    other_bar = None if other_total is None else Bar(1.0, other_total, words.fixed(other_total, 3))
    content.append(Row("PUE", "total", Bar(1.0, total, words.fixed(total, 3)), other_bar, strong=True))
    return Figure(
        id="waterfall",
        title=_waterfall_title(design, own),
        subtitle=_(
            "What each part adds to PUE, from 1.00, the servers alone; thin grey bars: {baseline}",
            baseline=of_profile(baseline.profile.name),
        )
        if baseline
        else _("What each part adds to PUE, from 1.00, the servers alone"),
        description=_(
            "What lifts PUE from 1 to {pue}: {parts}",
            pue=words.fixed(total, 3),
            parts=words.listing(
                _("{part} {figure}", part=parts.name(part, design), figure=words.fixed(value, 3))
                for part, value in own.items()
            ),
        ),
        chart=rows(content, start=1.0, other_named=baseline is not None, joined=True),
        table=_waterfall_table(content, baseline),
    )


def _added(value: float) -> str:
    return words.fixed(value, 3) if value else "0"


def _waterfall_title(design: Result, own: dict[str, float]) -> str:
    if not own:
        return _("Nothing is added to the servers' own energy")
    ranked = sorted(own, key=lambda part: -own[part])
    first = parts.name(ranked[0], design)
    plural = parts.is_plural(first)
    most = words.fixed(own[ranked[0]], 3)
    if len(ranked) == 1:
        alone = Message("{part} add {figure} to PUE") if plural else Message("{part} adds {figure} to PUE")
        return _(alone, part=first, figure=most)
    second = words.inside(parts.name(ranked[1], design))
    sentence = Message("{part} adds most to PUE, {most}; then {second}, {figure}")
    if plural:
        sentence = Message("{part} add most to PUE, {most}; then {second}, {figure}")
    return _(sentence, part=first, most=most, second=second, figure=words.fixed(own[ranked[1]], 3))


def _waterfall_table(content: list[Row], baseline: Result | None) -> Table:
    body: list[tuple[str, ...]] = [(_("Servers"), "1.000", "1.000")]
    body += [
        (row.name, row.bar.text if row.bar else "", row.other.text if row.other else words.UNKNOWN) for row in content
    ]
    head = (_("Part"), _("Design"), _("Baseline"))
    width = 3 if baseline else 2
    return Table(_("Parts of PUE"), head[:width], tuple(row[:width] for row in body), total=True)


def by_month_and_hour(design: Result) -> Floats:
    """PUE of every hour of the day in every month, a ratio of sums; shape (12, 24)."""
    calendar = design.weather.calendar
    cell = (calendar.month - 1) * HOURS_OF_DAY + calendar.hour
    facility, it = (
        np.bincount(cell, weights=power, minlength=12 * HOURS_OF_DAY)
        for power in (design.site.facility_kw, design.site.it_kw)
    )
    return (facility / it).reshape(12, HOURS_OF_DAY)


def month_hour_map(design: Result) -> Figure:
    """Map PUE over months and hours of the day."""
    values = by_month_and_hour(design)
    low, high = float(values.min()), float(values.max())
    title = _map_title(values)
    return Figure(
        id="map",
        title=title,
        subtitle=_("PUE by month and hour of the day, local standard time"),
        description=_("{sentence}. The table holds every value.", sentence=title),
        chart=heat_map(values, MONTHS, least=SHOWN),
        table=Table(
            _("PUE by month and hour of the day"),
            (_("Hour"), *MONTHS),
            tuple((f"{hour:02}:00", *(words.fixed(v, 3) for v in values[:, hour])) for hour in range(HOURS_OF_DAY)),
        ),
        ramp=Ramp(tuple(f"step{i}" for i in range(STEPS)), words.fixed(low, 3), words.fixed(high, 3))
        if high - low >= SHOWN
        else None,
    )


def _map_title(values: Floats) -> str:
    low, high = (words.fixed(float(value), 3) for value in (values.min(), values.max()))
    moves = float(values.max() - values.min())
    if moves < SHOWN:
        return _("PUE is {pue} in every month and hour", pue=words.fixed(float(values.mean()), 3))
    if moves < STILL:
        return _("PUE hardly moves: {low} to {high}", low=low, high=high)
    return _(
        "PUE is highest {when}, {high}; lowest {then}, {low}",
        when=_when(int(values.argmax())),
        high=high,
        then=_when(int(values.argmin())),
        low=low,
    )


def _when(cell: int) -> str:
    month, hour = divmod(cell, HOURS_OF_DAY)
    return _("in {month} at {hour}:00", month=MONTH_NAMES[month], hour=f"{hour:02}")
