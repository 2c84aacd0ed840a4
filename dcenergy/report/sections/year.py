"""The year month by month: overhead by part, and how the heat was removed."""

from __future__ import annotations

import numpy as np

from dcenergy.accounting.cooling import MODES
from dcenergy.accounting.energy import monthly_kwh
from dcenergy.language import Message, _
from dcenergy.plant.cooling.lake_water import LakeWater
from dcenergy.report import parts, words
from dcenergy.report.blocks import Figure, Key, Section, Table
from dcenergy.report.charts.columns import Series, columns
from dcenergy.report.words import MONTH_NAMES, MONTHS
from dcenergy.result import Result
from dcenergy.study.assess import Assessment
from dcenergy.weather.hourly import Floats, Ints

STILL = 0.02
"""An overhead that moves by less than this share is told as one that hardly changes."""

MODE_NAMES = {
    "full": Message("All heat free"),
    "partial": Message("A part free"),
    "none": Message("Chillers alone"),
}


def year(assessment: Assessment) -> Section | None:
    """Return the section on the months; None where nothing is simulated."""
    design = assessment.design
    if not design.cooled.simulated:
        return None
    by_mode = design.cooling.mode_by_month
    figures = (monthly(design),) if by_mode is None else (monthly(design), modes(design, by_mode))
    return Section(
        "year", _("Through the year"), _("Energy beside the servers, and where the cooling came from."), figures
    )


def monthly(design: Result) -> Figure:
    """Stack the parts of the overhead by month."""
    calendar = design.weather.calendar
    months = {
        part: monthly_kwh(power, calendar)
        for part in ("it", *parts.overhead(design))
        if (power := design.parts_kw[part]) is not None
    }
    over = {part: kwh for part, kwh in months.items() if part != "it"}
    total = np.sum(list(over.values()), axis=0)
    step = words.ENERGY.step([float(total.max())])
    whole = words.ENERGY.step([float(months["it"].max())])
    title = _monthly_title(total / np.bincount(calendar.month - 1))
    return Figure(
        id="monthly",
        title=title,
        subtitle=_(
            "Electricity beside the servers' own, {unit} a month; the servers take {energy} a month on average",
            unit=step.unit,
            energy=whole.text(float(months["it"].sum()) / 12),
        ),
        description=_(
            "{sentence}. Stacked columns of {parts}.",
            sentence=title,
            parts=words.listing(words.inside(parts.NAMES[part]) for part in over),
        ),
        chart=columns([Series(part, (kwh / step.factor).tolist()) for part, kwh in over.items()], MONTHS),
        table=_monthly_table(months),
        keys=tuple(Key(part, parts.NAMES[part]) for part in reversed(over)),
        half=True,
    )


def _monthly_title(mean_kw: Floats) -> str:
    highest, lowest = int(mean_kw.argmax()), int(mean_kw.argmin())
    more = float(mean_kw[highest] / mean_kw[lowest] - 1)
    if more < STILL:
        return _("The overhead hardly changes through the year")
    return _(
        "The overhead is highest in {month}, {share} above {other}",
        month=MONTH_NAMES[highest],
        share=words.whole_share(more),
        other=MONTH_NAMES[lowest],
    )


def _monthly_table(months: dict[str, Floats]) -> Table:
    step = words.ENERGY.step([float(max(kwh.max() for kwh in months.values()))])
    rows = [(name, *(step.number(float(kwh[i])) for kwh in months.values())) for i, name in enumerate(MONTH_NAMES)]
    rows.append((_("Year"), *(step.number(float(kwh.sum()), 4) for kwh in months.values())))
    return Table(
        _("Electricity by month and part, {unit}", unit=step.unit),
        (_("Month"), *(parts.NAMES[part] for part in months)),
        tuple(rows),
        total=True,
    )


def modes(design: Result, hours: Ints) -> Figure:
    """Stack the hours of each month by free cooling."""
    by_month = hours / hours.sum(axis=0) * 100
    title = _modes_title(design)
    return Figure(
        id="modes",
        title=title,
        subtitle=_("Hours of each month by how much of the heat needed no chiller, %"),
        description=_("{sentence}. Stacked columns by month.", sentence=title),
        chart=columns(
            [Series(f"mode-{mode}", by_month[i].tolist()) for i, mode in enumerate(MODES)], MONTHS, top=100.0
        ),
        table=Table(
            _("Hours by month and mode of cooling"),
            (_("Month"), *(MODE_NAMES[mode] for mode in MODES)),
            (
                *((name, *(f"{count:,}" for count in hours[:, i].tolist())) for i, name in enumerate(MONTH_NAMES)),
                (_("Year"), *(f"{count:,}" for count in hours.sum(axis=1).tolist())),
            ),
            total=True,
        ),
        keys=tuple(Key(f"mode-{mode}", MODE_NAMES[mode]) for mode in reversed(MODES)),
        note=words.sentences(
            _(
                "Of the year's heat, {heat}, {share} was removed without chillers.",
                share=words.share(design.cooling.free_share),
                heat=words.ENERGY.text(design.cooling.heat_kwh),
            ),
            _ride_through(design),
        ),
        half=True,
    )


def _ride_through(design: Result) -> str:
    """Say how long the first hall to fail lasts without cooling."""
    lasting = {name: minutes for name, minutes in design.cooled.ride_through_min.items() if minutes is not None}
    if not lasting:
        return ""
    name = min(lasting, key=lambda hall: lasting[hall])
    limit_c = next(hall.thermal_mass.limit_c for hall in design.profile.halls if hall.name == name)
    return _(
        "{hall} reaches {limit}\u00a0°C some {minutes}\u00a0minutes after its cooling stops.",
        hall=_("Hall {name}", name=name) if len(lasting) > 1 else _("The hall"),
        limit=words.plain(limit_c),
        minutes=words.plain(round(lasting[name], 1)),
    )


def _modes_title(design: Result) -> str:
    hours = design.cooling.hours or {}
    by_water = all(isinstance(hall.cooling, LakeWater) for hall in design.profile.halls)
    source = _("The water") if by_water else _("Free cooling")
    full, whole = hours.get("full", 0), sum(hours.values())
    if full == whole:
        return _("{source} takes all heat in every hour", source=source)
    if hours.get("none", 0) == whole:
        return _("Chillers carry the heat in every hour")
    if full == 0:
        return _(
            "{source} takes a part of the heat in {some} of {all}\u00a0hours, never all",
            source=source,
            some=f"{hours.get('partial', 0):,}",
            all=f"{whole:,}",
        )
    return _(
        "{source} takes all heat in {some} of {all}\u00a0hours", source=source, some=f"{full:,}", all=f"{whole:,}"
    )
