"""The water body: what is drawn, how it warms, which limits it keeps."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from dcenergy.language import Message, _
from dcenergy.plant.receiving import Limit, Strain, WaterBody
from dcenergy.report import words
from dcenergy.report.blocks import Block, Entry, Fact, Facts, Figure, Key, Table
from dcenergy.report.charts.lines import Line, lines
from dcenergy.report.charts.rows import Bar, Row, rows
from dcenergy.report.words import MONTH_NAMES, MONTHS, NBSP
from dcenergy.result import Result
from dcenergy.weather.hourly import Floats

FELT = {
    "low flow": Message("The third is what the water body feels, judged at its low flow."),
    "mean flow": Message("The third is what the water body feels, judged at its mean flow."),
    None: Message("The third is what the water body feels; it needs the body's flow."),
}
"""What the rise after mixing says, by the flow that it is reckoned with."""

LINE_HEIGHT = 250.0
NAMED_MONTHS = (0, 3, 6, 9)
VERDICTS = {
    "exceeded": Entry(Message("exceeded"), mark="missed"),
    "kept": Entry(Message("kept"), mark="met"),
    "not verified": Entry(Message("not verified"), mark="open"),
}


def water_body(design: Result, strain: Strain) -> tuple[Block, ...]:
    """Return everything on the water body."""
    return temperatures(design), rises(strain), flows(design, strain), limits(strain)


def flows(design: Result, strain: Strain) -> Facts:
    """Name what is drawn and in which state it goes back."""
    low, high = words.fixed(strain.intake_c_min, 1), words.fixed(strain.intake_c_max, 1)
    return Facts(
        _("Drawn and returned"),
        (
            Fact(
                _("Flow, largest"),
                f"{words.number(strain.flow_m3_s_max)}{NBSP}m³/s",
                _("{flow} on average", flow=words.number(mean_flow_m3_s(design))),
            ),
            Fact(_("Intake"), f"{low}–{high}{NBSP}°C", _("through the year")),
            Fact(_("Outfall, warmest"), f"{words.fixed(strain.outlet_c_max, 1)}{NBSP}°C", _("in the worst hour")),
        ),
    )


def temperatures(design: Result) -> Figure:
    """Draw intake and outfall through the year, with the air outside where it is known."""
    intake, outfall = _daily_c(design)
    air = daily(design.weather.temp_c) if len(design.weather.temp_c) else None
    drawn = [Line(_("Outfall"), "outfall", outfall.tolist()), Line(_("Intake"), "intake", intake.tolist())]
    if air is not None:
        drawn.insert(0, Line(_("Air"), "air", air.tolist()))
    month = design.weather.calendar.month[::24]
    starts = np.flatnonzero(np.diff(month, prepend=0)).tolist()
    coldest, warmest = (words.fixed(float(value), 0) for value in (intake.min(), outfall.max()))
    warmest = f"{warmest}{NBSP}°C"
    title = _("The water stays between {coldest} and {warmest}", coldest=coldest, warmest=warmest)
    if air is not None and air.max() > outfall.max():
        title = _(
            "The water stays between {coldest} and {warmest} while the air reaches {air}",
            coldest=coldest,
            warmest=warmest,
            air=f"{words.fixed(float(air.max()), 0)}{NBSP}°C",
        )
    return Figure(
        id="temperatures",
        title=title,
        subtitle=_("Daily means, °C"),
        description=_(
            "{sentence}. Lines of {lines} through the year.",
            sentence=title,
            lines=words.listing(words.inside(line.name) for line in drawn),
        ),
        chart=lines(drawn, [(starts[i], MONTHS[i]) for i in NAMED_MONTHS], LINE_HEIGHT),
        table=Table(
            _("Temperatures by month, means of daily means, °C"),
            (_("Month"), *(line.name for line in drawn)),
            tuple(
                (name, *(words.fixed(float(np.mean(np.array(line.values)[month == i + 1])), 1) for line in drawn))
                for i, name in enumerate(MONTH_NAMES)
            ),
        ),
        keys=tuple(Key(f"line-{line.kind}", line.name) for line in drawn),
        half=True,
    )


def _daily_c(design: Result) -> tuple[Floats, Floats]:
    """Return the water's temperature where it is drawn and where it goes back, the mean of every day. [degC]"""
    bodies = _bodies(design)
    intake = daily(_mixed([body.intake_c for body in bodies], bodies))
    return intake, daily(_mixed([body.outfall_c for body in bodies], bodies))


def daily_extremes_c(design: Result) -> dict[str, float]:
    """Return the coldest intake, warmest outfall and warmest air of all days' means; nothing without water."""
    if not _bodies(design):
        return {}
    intake, outfall = _daily_c(design)
    air = {"air_max": float(daily(design.weather.temp_c).max())} if len(design.weather.temp_c) else {}
    return {"water_intake_min": float(intake.min()), "water_outfall_max": float(outfall.max()), **air}


def mean_flow_m3_s(design: Result) -> float | None:
    """Return the water that is drawn, the mean of the year; None where none is."""
    bodies = _bodies(design)
    return float(np.sum([body.flow_m3_s for body in bodies], axis=0).mean()) if bodies else None


def monthly_c(design: Result) -> dict[str, Floats]:
    """Return the water's temperatures by month, means of daily means, each of shape (12,); nothing without water."""
    if not _bodies(design):
        return {}
    month = design.weather.calendar.month[::24]
    intake, outfall = (np.array([each[month == i + 1].mean() for i in range(12)]) for each in _daily_c(design))
    return {"water_intake_c": intake, "water_outfall_c": outfall}


def daily(hours: Floats) -> Floats:
    """Mean of every day, of shape (days,)."""
    return np.asarray(hours.reshape(-1, 24).mean(axis=1))


def _bodies(design: Result) -> list[WaterBody]:
    return [hall.water_body for hall in design.cooled.simulated if hall.water_body]


def _mixed(temperatures_c: Iterable[Floats], bodies: Iterable[WaterBody]) -> Floats:
    """Mean over halls, weighted by their flow; plain where nothing flows."""
    stacked, flow = np.array(list(temperatures_c)), np.array([body.flow_m3_s for body in bodies])
    whole = flow.sum(axis=0)
    weight = np.divide(flow, whole, out=np.full_like(flow, 1 / len(flow)), where=whole > 0)
    return np.asarray((stacked * weight).sum(axis=0))


def rises(strain: Strain) -> Figure:
    """Draw the three warmings of the water, each in its worst hour."""
    mixed = strain.mixed_rise_k_max
    named = [
        (_("Across exchangers"), strain.exchanger_delta_t_k_max),
        (_("At the outfall"), strain.outfall_delta_t_k_max),
        (_("After mixing"), mixed),
    ]
    content = [
        Row(
            name,
            "rise",
            Bar(0.0, rise, f"{words.number(rise)}{NBSP}K") if rise is not None else Bar(0.0, 0.0, _("unknown")),
        )
        for name, rise in named
    ]
    exchanger, outfall = (
        f"{words.number(value)}{NBSP}K" for value in (strain.exchanger_delta_t_k_max, strain.outfall_delta_t_k_max)
    )
    after = (
        _("its rise after mixing is not determined")
        if mixed is None
        else _("{rise} after mixing", rise=f"{words.number(mixed)}{NBSP}K")
    )
    return Figure(
        id="rises",
        title=_("The water warms by {rise} in the exchangers, {after}", rise=exchanger, after=after),
        subtitle=_("Warming of the water in the worst hour, K"),
        description=_(
            "Across the exchangers {exchanger}, at the outfall {outfall}; {after}.",
            exchanger=exchanger.replace(NBSP, " "),
            outfall=outfall.replace(NBSP, " "),
            after=after,
        ),
        chart=rows(content),
        table=Table(
            _("Warming in the worst hour"),
            (_("Where"), "K"),
            tuple((name, words.number(rise)) for name, rise in named),
        ),
        note=words.sentences(
            _(
                "The first sets the flow, and so the pumps. The second adds the pumps' heat and that of water-cooled "
                "chillers."
            ),
            FELT[strain.mixed_with],
        ),
        half=True,
    )


def limits(strain: Strain) -> Table:
    """List the limits of the water body and whether they are kept."""
    verdicts = [limit.verdict for limit in strain.limits]
    counts = [
        _("{count} {verdict}", count=verdicts.count(verdict), verdict=VERDICTS[verdict].text)
        for verdict in VERDICTS
        if verdict in verdicts
    ]
    return Table(
        _("Limits of the water body"),
        (_("Limit"), _("Found"), _("Allowed"), _("Verdict")),
        tuple(
            (limit.name, _measured(limit, limit.value), _measured(limit, limit.limit), VERDICTS[limit.verdict])
            for limit in strain.limits
        ),
        words=(3,),
        title=_("Limits of the water body: {counts}", counts=_(", ").join(counts)) if counts else "",
        note=_(
            "Limits after mixing are judged at the low flow; without one they are not verified. Nor is a limit that "
            "the profile does not give: a default is judgement and no permit."
        ),
    )


def _measured(limit: Limit, value: float | None) -> str:
    if value is None:
        return words.UNKNOWN
    unit = {"degC": "°C"}.get(limit.unit, limit.unit)
    return f"{words.number(value)}{NBSP}{unit}" if unit else words.share(value)
