"""Water: how much passes, how much is used, and what the water body bears."""

from __future__ import annotations

from dcenergy.accounting.indicators import ratio
from dcenergy.language import Message, _
from dcenergy.report import parts, words
from dcenergy.report.blocks import Section, Table
from dcenergy.report.compared import Both, both
from dcenergy.report.sections.water_body import water_body
from dcenergy.report.words import NBSP
from dcenergy.study.assess import Assessment

FIGURES = Message(
    "Withdrawn water passes through once and is returned, warmer. Make-up replaces what cooling towers lose; "
    "consumed water evaporates or drifts away on the site. WUE counts make-up and humidification, not what is "
    "returned."
)
"""What the figures of water mean."""


def water(assessment: Assessment) -> Section | None:
    """Return the section on water; None where the profile determines none of it."""
    design = assessment.design
    if design.water.withdrawn is None:
        return None
    figures = figures_table(assessment)
    if design.water_body is None:
        return Section("water", _("Water"), _("The site draws on no water body."), (figures,))
    lead = _("Three warmings, never one: only the first sets pump power.")
    return Section("water", _("Water and the water body"), lead, (*water_body(design, design.water_body), figures))


def figures_table(assessment: Assessment) -> Table:
    """Return the figures of water: withdrawn, returned, made up, consumed, and the ways it takes."""
    it = parts.it_kwh(assessment.design)
    withdrawn = both(assessment, lambda result: result.water.withdrawn)
    named: tuple[tuple[str, Both], ...] = (
        (_("Withdrawn"), withdrawn),
        (_("Returned"), withdrawn),
        (_("Make-up"), both(assessment, lambda result: result.water.make_up)),
        (_("Consumed"), both(assessment, lambda result: result.water.consumed)),
    )
    ways = (
        (_("Evaporated"), both(assessment, lambda result: result.water.evaporated)),
        (_("Drift"), both(assessment, lambda result: result.water.drift)),
        (_("Blowdown"), both(assessment, lambda result: result.water.blowdown)),
        (_("Humidification"), both(assessment, lambda result: result.water.humidification)),
    )
    named += tuple((name, litres) for name, litres in ways if litres.design or litres.baseline)
    step = words.VOLUME.step([figure.design for _, figure in named])
    head = (
        _("Water"),
        _("A year, {unit}", unit=step.unit),
        _("L per kWh of IT"),
        _("Baseline, {unit}", unit=step.unit),
    )
    width = 4 if assessment.baseline else 3

    def row(name: str, litres: Both) -> tuple[str, ...]:
        own = litres.design
        per_kwh = words.number(ratio(own, it))
        return (name, _litres(own, step), per_kwh, _litres(litres.baseline, step))[:width]

    metered = assessment.design.water.metered
    title = ""
    if metered is not None:
        per_kwh = f"{words.number(ratio(metered, it))}{NBSP}L/kWh"
        title = (
            _("The site buys {water} of water a year, {per_kwh}", water=words.VOLUME.text(metered), per_kwh=per_kwh)
            if metered
            else _("The site buys no water")
        )
    return Table(_("Water of a year"), head[:width], tuple(row(*each) for each in named), note=FIGURES, title=title)


def _litres(value: float | None, step: words.Step) -> str:
    return words.UNKNOWN if value is None else step.number(value)
