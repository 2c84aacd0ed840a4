"""How the report calls designs and what was asked of them."""

from __future__ import annotations

from collections.abc import Mapping

from dcenergy.language import Message, _, of_profile
from dcenergy.report import words
from dcenergy.report.blocks import Key
from dcenergy.study.compare import Comparison, Design
from dcenergy.study.ranking import Measure

LEAST: Mapping[Measure, Message] = {
    "cost": Message("{design} costs least, {figure}"),
    "carbon": Message("{design} emits least carbon, {figure}"),
    "energy": Message("{design} uses least electricity, {figure}"),
    "water": Message("{design} takes least water, {figure}"),
}
BY: Mapping[Measure, Message] = {
    "cost": Message("cost"),
    "carbon": Message("carbon"),
    "energy": Message("electricity"),
    "water": Message("water"),
}


def number(i: int) -> str:
    """Return the number of a design: its place in the ranking."""
    return str(i + 1)


def numbered(comparison: Comparison, i: int) -> str:
    """Return a design's number and its short name, as charts name it."""
    return f"{number(i)} · {_told(comparison.designs[i], comparison.designs[i].short)}"


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

    With weights, each figure counts over the mean of all designs.
    """
    if len(comparison.by) == 1:
        return _(BY[next(iter(comparison.by))])
    shares = (
        _("{name} {figure}", name=BY[measure], figure=words.whole_share(weight))
        for measure, weight in comparison.by.items()
    )
    return _("{figures}, each over its mean", figures=words.listing(shares))


def basis(comparison: Comparison) -> str:
    """Say what the figures are of."""
    return _("a kWh of IT") if comparison.scale.per_it_kwh else _("a year")


def kind(comparison: Comparison, i: int) -> str:
    """Return the kind of a design's dot: the best, on the front, too small, or another."""
    standing = comparison.standings[i]
    if standing.too_small:
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
    "dot-small": Message("too small: heat is left"),
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
