"""Who stands behind a value of the profile: a row of the reference tables, a source, the profile's own word."""

from __future__ import annotations

from dataclasses import dataclass

from dcenergy.accounting import direct
from dcenergy.plant.electrical import UPS_PRESETS, Losses
from dcenergy.profile.fields import Leaf, facts
from dcenergy.profile.origins import Default, Origin
from dcenergy.profile.plausible import comparable_row, usual
from dcenergy.profile.tree import dotted
from dcenergy.reference.table import Row, cited, find, sources
from dcenergy.supply import grid

NAMED = {
    ("supply", "factor"): grid.TABLE,
    ("supply", "residual"): grid.TABLE,
    ("carbon", "refrigerant"): direct.TABLE,
}
"""Keys of a profile that name a row of a reference table, by the section they stand in."""

NOT_GIVEN = "not_given"
"""The source of a default that claims nothing."""

PRESET_FORM, PRESET_RANGES = "schneider_wp108", "lei_masanet"
"""Whose the form of a preset's losses is, and whose the ranges that its numbers lie in."""


OF_RANGES = {PRESET_RANGES}
"""Sources that give ranges alone: which number in one is taken is our choice, or the profile's."""


@dataclass(frozen=True)
class Backing:
    """How far a value is backed, and by what.

    `evidence` is verified, secondary, computed, assumption, given (by the profile, which says no more), or empty
    where nothing is claimed. `source` is a key of `reference/sources.csv`, or the profile's own words; `row` the
    row of a reference table that the value is.
    """

    evidence: str
    source: str = ""
    row: Row | None = None


def backing(leaf: Leaf, origin: Origin, citation: str | None) -> Backing:
    """Return what stands behind a value."""
    if losses_of_preset(leaf):
        return Backing("assumption", PRESET_FORM)
    row = named_row(leaf)
    if row is not None:
        return _of_row(row)
    if citation is not None:
        return (
            _of_source(citation)
            or (_by_key(citation) if is_of_row(leaf, citation) else None)
            or Backing("given", citation)
        )
    match origin:
        case Default(source):
            return _by_key(str(facts(leaf.field).get("row", ""))) or _of_default(source)
    return Backing("given")


def is_of_row(leaf: Leaf, citation: str) -> bool:
    """Say whether a number lies in the range of the row that it cites: another's evidence is not its own.

    Rows in another unit, and values that are no number, cannot be compared and are believed.
    """
    row = comparable_row(leaf, citation)
    if row is None or isinstance(leaf.value, bool) or not isinstance(leaf.value, int | float):
        return True
    low, high = usual(leaf, citation)
    return (low is None or low <= leaf.value) and (high is None or leaf.value <= high)


def losses_of_preset(leaf: Leaf) -> Losses | None:
    """Return the losses that a value names, where it is the preset of a UPS that has any."""
    if dotted(leaf.path) != "electrical.ups.preset" or leaf.value == "none":
        return None
    return UPS_PRESETS.get(str(leaf.value))


def named_row(leaf: Leaf) -> Row | None:
    """Return the reference row that a value of the profile names."""
    table = NAMED.get((str(leaf.path[0]), str(leaf.path[-1])))
    return find(table, str(leaf.value)) if table is not None and leaf.value is not None else None


def _of_default(source: str | None) -> Backing:
    if source is None or source == NOT_GIVEN:
        return Backing("", source or "")
    return _of_source(source) or Backing("")


def _of_source(key: str) -> Backing | None:
    if key not in sources():
        return None
    return Backing("assumption" if key in OF_RANGES else sources()[key].evidence, key)


def _by_key(key: str) -> Backing | None:
    row = cited(key)
    return None if row is None else _of_row(row)


def _of_row(row: Row) -> Backing:
    return Backing(row.evidence, row.source, row)
