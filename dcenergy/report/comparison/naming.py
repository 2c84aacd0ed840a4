"""How the report calls designs and what was asked of them."""

from __future__ import annotations

from collections.abc import Mapping

from dcenergy.language import Message, _, of_profile
from dcenergy.report import words
from dcenergy.report.blocks import Key
from dcenergy.study.comparability.finding import FIGURES, Figure
from dcenergy.study.compare import Comparison
from dcenergy.study.measures import Measure
from dcenergy.study.simulated import Design

LEAST: Mapping[Measure, Message] = {
    "cost": Message("{design} costs least, {figure}"),
    "carbon": Message("{design} emits least carbon, {figure}"),
    "energy": Message("{design} uses least electricity, {figure}"),
    "water": Message("{design} takes least water, {figure}"),
    "carbon_market": Message("{design} emits least carbon by market, {figure}"),
    "npv": Message("{design} has the highest net present value, {figure}"),
    "irr": Message("{design} has the highest internal rate of return, {figure}"),
}
BY: Mapping[Figure, Message] = FIGURES


def number(comparison: Comparison, i: int) -> str:
    """Return the rank of a design, or the ranks between which it lies; a dash where it has none."""
    low, high = comparison.standings[i].rank_low, comparison.standings[i].rank_high
    if low is None or high is None:
        return words.NOTHING
    return f"{low}" if low == high else f"{low}–{high}"


def numbered(comparison: Comparison, i: int) -> str:
    """Return a design's rank and its short name, as charts name it; without a rank, its name."""
    name = _told(comparison.designs[i], comparison.designs[i].short)
    return name if comparison.standings[i].rank is None else f"{number(comparison, i)} · {name}"


def full(comparison: Comparison, i: int) -> str:
    """Return a design's name in full."""
    return _told(comparison.designs[i], comparison.designs[i].name)


def _told(design: Design, name: str) -> str:
    own = design.loaded.profile.name
    return name.replace(own, of_profile(own), 1)


def named_by(comparison: Comparison, sentence: str) -> str:
    """Add to a sentence what the short names are values of, where they are not told in full."""
    designs = comparison.designs
    keys = dict.fromkeys(
        assignment.partition("=")[0]
        for design in designs
        for change in design.asked.changes
        if change.short != change.words
        for assignment in change.assignments
    )
    return _("{sentence}; named by {keys}", sentence=sentence, keys=words.listing(keys)) if keys else sentence


def common_profile(comparison: Comparison) -> str | None:
    """Return the name of the one profile that all designs vary; None where they are of several."""
    names = {(design.asked.profile, design.loaded.profile.name) for design in comparison.designs}
    return of_profile(next(iter(names))[1]) if len(names) == 1 else None


def ranked_by(comparison: Comparison) -> str:
    """Say what the ranking is by.

    With weights, each figure counts relative to that of one design.
    """
    if len(comparison.by) == 1:
        return _(BY[next(iter(comparison.by))])
    shares = (
        _("{name} {figure}", name=BY[measure], figure=words.whole_share(weight))
        for measure, weight in comparison.by.items()
    )
    design = full(comparison, comparison.normal)
    return _("{figures}, each relative to {design}", figures=words.listing(shares), design=design)


def figures_of(comparison: Comparison) -> str:
    """Name the figures that are ranked by, without their weights."""
    return words.listing(_(BY[measure]) for measure in comparison.by)


def basis(comparison: Comparison) -> str:
    """Say what the figures are of."""
    on = comparison.scale
    if on.basis == "work":
        return _("a server-hour at full use") if on.work_unit == "server_h" else _("a kWh of IT at full use")
    return _("a kWh of IT") if on.basis == "it_kwh" else _("a year")


def kind(comparison: Comparison, i: int) -> str:
    """Return the kind of a design's dot: the best, on the front, too small, or another."""
    standing = comparison.standings[i]
    if standing.is_behind:
        return "dot-small"
    if standing.rank == 1:
        return "dot-best"
    return "dot-front" if standing.front else "dot-other"


def keys(comparison: Comparison) -> tuple[Key, ...]:
    """Return what the kinds of dots mean, those that there are."""
    there = {kind(comparison, i) for i in range(len(comparison.designs))}
    return tuple(Key(each, name) for each, name in KINDS.items() if each in there)


KINDS: Mapping[str, Message] = {
    "dot-best": Message("ranked first"),
    "dot-front": Message("on the front"),
    "dot-other": Message("others"),
    "dot-small": Message("heat or load is left undone"),
}


def stage_name(stage: str) -> Message:
    """Return what a stage of the difference is called."""
    return STAGES[stage]


STAGES: Mapping[str, Message] = {
    "it": Message("Servers"),
    "electrical_losses": Message("Electrical losses"),
    "fans": Message("Fans"),
    "pumps": Message("Pumps"),
    "chillers": Message("Chillers"),
    "heat_rejection": Message("Heat rejection"),
    "humidification": Message("Humidification"),
    "lighting": Message("Lighting"),
    "contracts": Message("Contracts"),
    "certificates": Message("Certificates"),
    "water": Message("Water"),
    "maintenance": Message("Maintenance"),
    "overhead": Message("Overhead, not told apart"),
    "scope_1": Message("Fuel and refrigerants"),
    "embodied": Message("Embodied"),
    "fuel": Message("Generators' fuel"),
    "export": Message("Exported, earned"),
    "demand": Message("Demand charge"),
    "carbon": Message("Carbon price"),
    "capital_annuity": Message("Capital, annuity"),
    "other": Message("Other uses"),
    "heat_pumps": Message("Heat pumps"),
    "total": Message("In total"),
}
