"""How the report calls designs and what was asked of them."""

from __future__ import annotations

from collections.abc import Mapping

from dcenergy.report import words
from dcenergy.report.blocks import Key
from dcenergy.study.compare import Comparison
from dcenergy.study.ranking import Measure

LEAST: Mapping[Measure, str] = {
    "cost": "costs least",
    "carbon": "emits least carbon",
    "energy": "uses least electricity",
    "water": "takes least water",
}
BY: Mapping[Measure, str] = {"cost": "cost", "carbon": "carbon", "energy": "electricity", "water": "water"}


def number(i: int) -> str:
    """Return the number of a design: its place in the ranking."""
    return str(i + 1)


def numbered(comparison: Comparison, i: int) -> str:
    """Return a design's number and its short name, as charts name it."""
    return f"{number(i)} · {comparison.designs[i].short}"


def named_by(comparison: Comparison) -> str:
    """Say what the short names are values of, where they are not told in full."""
    designs = comparison.designs
    keys = dict.fromkeys(
        change.assignment.partition("=")[0]
        for design in designs
        for change in design.asked.changes
        if change.short != change.words
    )
    return f"; named by {words.listing(keys)}" if keys else ""


def common_profile(comparison: Comparison) -> str | None:
    """Return the name of the one profile that all designs vary; None where they are of several."""
    names = {(design.asked.profile, design.loaded.profile.name) for design in comparison.designs}
    return next(iter(names))[1] if len(names) == 1 else None


def ranked_by(comparison: Comparison) -> str:
    """Say what the ranking is by.

    With weights, each figure counts over the mean of all designs.
    """
    if len(comparison.by) == 1:
        return BY[next(iter(comparison.by))]
    shares = (f"{BY[measure]} {words.whole_share(weight)}" for measure, weight in comparison.by.items())
    return f"{words.listing(shares)}, each over its mean"


def basis(comparison: Comparison) -> str:
    """Say what the figures are of."""
    return "a kWh of IT" if comparison.scale.per_it_kwh else "a year"


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


KINDS: Mapping[str, str] = {
    "dot-best": "ranked first",
    "dot-front": "on the front",
    "dot-other": "others",
    "dot-small": "too small: heat is left",
}


def stage_name(stage: str) -> str:
    """Return what a stage of the difference is called."""
    return STAGES.get(stage, stage.replace("_", " ").capitalize())


STAGES: Mapping[str, str] = {
    "it": "Servers",
    "overhead": "Overhead, not told apart",
    "scope_1": "Fuel and refrigerants",
    "embodied": "Embodied",
    "fuel": "Generators' fuel",
    "export": "Exported, earned",
    "demand": "Demand charge",
    "carbon": "Carbon price",
    "capital_annuity": "Capital, annuity",
    "other": "Other uses",
    "heat_pumps": "Heat pumps",
    "total": "In total",
}
