"""Every value of the profile: with its unit, its range, and who says so."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from itertools import groupby
from pathlib import Path

from pydantic.fields import FieldInfo

from dcenergy.language import Message, _, counted
from dcenergy.plant.electrical import Losses
from dcenergy.profile import catalogue
from dcenergy.profile.fields import Leaf, facts
from dcenergy.profile.loading import LoadedProfile
from dcenergy.profile.origins import Default, Given, Origin, Set
from dcenergy.profile.plausible import usual
from dcenergy.profile.tree import dotted
from dcenergy.profile.units import unit
from dcenergy.reference.table import sources
from dcenergy.report import words
from dcenergy.report.backing import (
    NOT_GIVEN,
    OF_RANGES,
    PRESET_FORM,
    PRESET_RANGES,
    Backing,
    backing,
    losses_of_preset,
    named_row,
)
from dcenergy.report.blocks import Assumption, AssumptionGroup, Assumptions, Section
from dcenergy.report.sections.references import references
from dcenergy.result import Result
from dcenergy.study import hall_notes
from dcenergy.study.assess import Assessment, of_baseline
from dcenergy.weather.extremes import Extreme, NamedBy

DEFAULT = Message("default")
EXTREMES: Mapping[NamedBy, Message] = {
    "profile": Message("The extreme that site.extremes names"),
    "weather file": Message("The extreme of many years that the weather file names"),
    "year": Message("The hottest hour of the year"),
    "generated year": Message("The hottest hour of a generated year"),
}
"""Whose air a size rests on."""

WORDLESS = ("assumption", NOT_GIVEN)
"""Sources of which the evidence says enough."""

NAMES = {
    "name": Message("The design"),
    "site": Message("Site and weather"),
    "halls": Message("Halls"),
    "it": Message("Servers"),
    "cooling": Message("Cooling"),
    "electrical": Message("Electrical chain"),
    "supply": Message("Electricity supply"),
    "cost": Message("Cost"),
    "baseline": Message("Baseline"),
}


def assumptions(assessment: Assessment, loaded: LoadedProfile, baseline: LoadedProfile | None = None) -> Section:
    """Return the section with every value of the profile, and the sizes that its plant was built with.

    Beside them stand the values that the baseline has from its own profile, and the rows of the reference tables.
    """
    design, other = assessment.design, assessment.baseline
    listed = sorted((row for _leaf, row in values(loaded, design)), key=lambda row: list(NAMES).index(_group(row)))
    groups = tuple(
        AssumptionGroup(NAMES[key], _summary(rows), rows)
        for key, found in groupby(listed, key=_group)
        if (rows := tuple(found))
    )
    given = sum(row.origin != DEFAULT for row in listed)
    judged = sum(row.evidence == words.EVIDENCE["assumption"] for row in listed)
    lead = counted(
        len(listed),
        "{count} value: {given} given, {default} by default, of which {judged} are judgement. "
        "A figure of the site is better than any default.",
        "{count} values: {given} given, {default} by default, of which {judged} are judgement. "
        "A figure of the site is better than any default.",
        given=given,
        default=len(listed) - given,
        judged=judged,
    )
    beside = (_plant_of(baseline, other),) if baseline is not None and other is not None else ()
    return Section(
        "assumptions",
        _("Assumptions"),
        lead,
        (Assumptions((*groups, *beside, references(assessment, loaded, baseline))),),
    )


def _plant_of(baseline: LoadedProfile, other: Result) -> AssumptionGroup:
    """List the values that the baseline has from its own profile."""
    rows = tuple(row for _leaf, row in baseline_values(baseline, other))
    return AssumptionGroup(_("The baseline's plant"), _summary(rows), rows)


def baseline_values(baseline: LoadedProfile, other: Result) -> Iterator[tuple[Leaf, Assumption]]:
    """Yield the values that the baseline has from its own profile, with their rows."""
    yield from ((leaf, row) for leaf, row in values(baseline, other) if of_baseline("".join(row.path)))


def _group(row: Assumption) -> str:
    first = row.path[0].rstrip(".")
    return first if first in NAMES else "name"


def _summary(rows: tuple[Assumption, ...]) -> str:
    given = sum(row.origin != DEFAULT for row in rows)
    return counted(len(rows), "{count} value, {given} given", "{count} values, {given} given", given=given)


def values(loaded: LoadedProfile, design: Result) -> Iterator[tuple[Leaf, Assumption]]:
    """Yield every value that is told, with its row."""
    built = sizes(design)
    for path, leaf in told(loaded):
        evidence, source = _backed(leaf, backing(leaf, loaded.origins[path], loaded.citations.get(path)))
        extreme = _extreme(leaf, design)
        row = Assumption(
            path=tuple(re.findall(r"[^._]*[._]?", path)),
            meaning=_(meaning).replace("`", "") if (meaning := leaf.field.description) else "",
            value=_value(leaf, built),
            bounds=_bounds(leaf, loaded.ranges.get(path), loaded.citations.get(path)),
            origin=_origin(loaded.origins[path], loaded.path.parent),
            evidence=evidence,
            source=EXTREMES[extreme.named_by].text() if extreme is not None else source,
        )
        yield leaf, row


def told(loaded: LoadedProfile) -> Iterator[tuple[str, Leaf]]:
    """Yield the values of a profile by their keys.

    What is neither given nor derived is no assumption, nor is a default of a chain that a fixed PUE contains.
    """
    for path, leaf in loaded.leaves.items():
        idle = hall_notes.is_idle(path, loaded.profile) and hall_notes.is_default(loaded, path)
        if not idle and (leaf.value is not None or leaf.source == "derived"):
            yield path, leaf


def sizes(design: Result) -> Mapping[str, float]:
    """Return what was built where the profile gives no size, by its keys; what carries nothing has none."""
    chain = {
        "electrical.ups.rated_kw": design.feed.ups_rated_kw,
        "electrical.transformer.rated_kw": design.site.transformer_rated_kw,
    }
    return {**design.cooled.sizes, **{path: size for path, size in chain.items() if size}}


def _value(leaf: Leaf, built: Mapping[str, float]) -> str:
    losses = losses_of_preset(leaf)
    if losses is not None:
        return _(
            "{preset}: {no_load} + {proportional} x + {square_law} x² of the rating, where x is the load over it",
            preset=leaf.value,
            **{name: f"{share:.3f}" for name, share in losses},
        )
    row = named_row(leaf)
    if row is not None:
        return f"{leaf.value}: {words.sized(words.plain(row.value), row.unit)}"
    if leaf.value is not None:
        return words.sized(_plain(leaf.value), unit(key(leaf)))
    size = built.get(dotted(leaf.path))
    if size is None:
        return _("derived")
    return _("derived: {value}", value=words.sized(words.number(size), unit(key(leaf))))


def _extreme(leaf: Leaf, design: Result) -> Extreme | None:
    """Return the air that a size that is not given was built for, where the row tells it."""
    if dotted(leaf.path) not in design.cooled.sizes:
        return None
    air = design.cooled.sized_for
    return {"design_air_c": air.dry_bulb, "design_wet_bulb_c": air.wet_bulb}.get(key(leaf))


def _plain(value: object) -> str:
    match value:
        case bool():
            return _("yes") if value else _("no")
        case int() | float():
            return words.plain(value)
        case tuple():
            return ", ".join(_plain(item) for item in value)
    return str(value)


def key(leaf: Leaf) -> str:
    """Return the last key of a leaf's path, which its unit is read off."""
    return next((step for step in reversed(leaf.path) if isinstance(step, str)), "")


def _bounds(leaf: Leaf, given: tuple[float, float] | None, citation: str | None) -> str:
    """Return the range that the profile gives, or else the plausible one."""
    if given is not None:
        return _("given {low} to {high}", low=words.plain(given[0]), high=words.plain(given[1]))
    if losses_of_preset(leaf):
        return _usual_losses()
    low, high = usual(leaf, citation)
    if low is not None and high is not None and low < high:
        return _("usual {low} to {high}", low=words.plain(low), high=words.plain(high))
    return ""


def _usual_losses() -> str:
    """Return the plausible range of each share of a loss."""
    ranges = {
        name: _("usual {low} to {high}", low=words.plain(low), high=words.plain(high))
        for name, field in Losses.model_fields.items()
        for low, high in [_ends(field)]
        if low is not None and high is not None
    }
    return _("no load {no_load}; x {proportional}; x² {square_law}", **ranges)


def _ends(field: FieldInfo) -> tuple[float | None, float | None]:
    low, high = (facts(field).get(bound) for bound in ("low", "high"))
    return (low if isinstance(low, int | float) else None), (high if isinstance(high, int | float) else None)


def _origin(origin: Origin, beside: Path) -> str:
    match origin:
        case Given(where):
            return f"{short_file(where.file, beside)}:{where.line}"
        case Set(argument):
            return argument
        case Default():
            return DEFAULT


def _backed(leaf: Leaf, found: Backing) -> tuple[str, str]:
    """Return in words how far a value is backed, and by what: its row, the profile's word, the default's source."""
    evidence = words.EVIDENCE[found.evidence] if found.evidence else ""
    if losses_of_preset(leaf):
        return evidence, _(
            "Form of the curve: {title}. Its numbers are our own, inside the ranges of: {ranges}",
            title=_(sources()[PRESET_FORM].title),
            ranges=_(sources()[PRESET_RANGES].title),
        )
    title = _(sources()[found.source].title) if found.source in sources() else found.source
    if found.source in OF_RANGES and found.row is None:
        return evidence, _("Chosen inside the range of: {title}", title=title)
    if found.row is not None and named_row(leaf) is None:
        return evidence, _("{title}, row {key}", title=title, key=found.row.key)
    return evidence, "" if found.source in WORDLESS and found.row is None else title


def short_file(file: str, beside: Path) -> str:
    """Return a file as the report names it: a shipped one from the folder of profiles, another from `beside`."""
    path, shipped = Path(file), catalogue.folder()
    if path.is_relative_to(shipped):
        return path.relative_to(shipped).as_posix()
    return Path(os.path.relpath(path, beside)).as_posix()
