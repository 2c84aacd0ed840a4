"""Water: how much passes, how much is used, and what the water body bears."""

from __future__ import annotations

from dcenergy.accounting.indicators import ratio
from dcenergy.report import parts, words
from dcenergy.report.blocks import Section, Table
from dcenergy.report.compared import Both, both
from dcenergy.report.sections.water_body import water_body
from dcenergy.study.assess import Assessment

FIGURES = (
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
        return Section("water", "Water", "The site draws on no water body.", (figures,))
    lead = "Three warmings, never one: only the first sets pump power."
    return Section("water", "Water and the water body", lead, (*water_body(design, design.water_body), figures))


def figures_table(assessment: Assessment) -> Table:
    """Return the four figures of water: withdrawn, returned, made up, consumed."""
    it = parts.it_kwh(assessment.design)
    withdrawn = both(assessment, lambda result: result.water.withdrawn)
    named: tuple[tuple[str, Both], ...] = (
        ("Withdrawn", withdrawn),
        ("Returned", withdrawn),
        ("Make-up", both(assessment, lambda result: result.water.make_up)),
        ("Consumed", both(assessment, lambda result: result.water.consumed)),
    )
    ways = (
        ("Evaporated", both(assessment, lambda result: result.water.evaporated)),
        ("Drift", both(assessment, lambda result: result.water.drift)),
        ("Blowdown", both(assessment, lambda result: result.water.blowdown)),
        ("Humidification", both(assessment, lambda result: result.water.humidification)),
    )
    named += tuple((name, litres) for name, litres in ways if litres.design or litres.baseline)
    step = words.VOLUME.step([figure.design for _, figure in named])
    head = ("Water", f"A year, {step.unit}", "L per kWh of IT", f"Baseline, {step.unit}")
    width = 4 if assessment.baseline else 3

    def row(name: str, litres: Both) -> tuple[str, ...]:
        own = litres.design
        per_kwh = words.number(ratio(own, it))
        return (name, _litres(own, step), per_kwh, _litres(litres.baseline, step))[:width]

    return Table("The four figures of water", head[:width], tuple(row(*each) for each in named), note=FIGURES)


def _litres(value: float | None, step: words.Step) -> str:
    return words.UNKNOWN if value is None else step.number(value)
