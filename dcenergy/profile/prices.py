"""Prices of a profile against what is plausible in its currency: refused far outside, noted where just outside."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from dcenergy.accounting.prices import Cost
from dcenergy.language import Message
from dcenergy.profile.fields import Leaf, facts, leaves
from dcenergy.profile.schema import Profile
from dcenergy.profile.tree import KeyPath
from dcenergy.reference.price_ranges import PriceRange, price_range

MEANT = " If it is meant, write {{value: {:.6g}, source: WHO SAYS SO}}"


def refused(profile: Profile, sourced: Collection[KeyPath] = ()) -> Iterator[tuple[KeyPath, str]]:
    """Yield the path of every price that no market has, with the rule it breaks and what may be meant.

    Parameters
    ----------
    sourced : paths of numbers that the profile names a source for: they are believed, and noted
    """
    if profile.cost is None:
        return
    for leaf in (*leaves(profile.cost, ("cost",)), *leaves(profile.supply, ("supply",))):
        for price, known, of in _prices(leaf, profile.cost.currency):
            if leaf.path not in sourced and not known.allows(price):
                rule = f"must lie between {known.least:.2g} and {known.most:.2g} {known.unit}"
                got = f"{price:.6g} {of}".strip()
                yield leaf.path, f"{rule}, got {got}; {known.guess(price)}{'' if of else MEANT.format(price)}"
                break


def notes(leaf: Leaf, name: str, currency: str) -> Iterator[Message]:
    """Yield a note where a price is possible, and not plausible.

    Parameters
    ----------
    name : the leaf's path as the user wrote it
    """
    for price, known, of in _prices(leaf, currency):
        if not known.holds(price):
            yield Message(
                "{name} is {price}; plausible worldwide is {low} to {high}: {guess}",
                name=name,
                price=f"{price:.6g} {known.unit} {of}".strip(),
                low=f"{known.low:.2g}",
                high=f"{known.high:.2g}",
                guess=known.guess(price),
            ).rated("moves")
            return


def priced(leaf: Leaf, cost: Cost | None) -> Leaf:
    """Return a leaf with the plausible range of its price in the profile's currency, where it is one."""
    key = facts(leaf.field).get("price")
    if cost is None or not isinstance(key, str):
        return leaf
    known = price_range(key, cost.currency)
    return replace(leaf, plausible=(known.low, known.high))


def _prices(leaf: Leaf, currency: str) -> Iterator[tuple[float, PriceRange, str]]:
    """Yield the prices of a leaf with their ranges, and of many hours which it is: mean, lowest or highest."""
    key = facts(leaf.field).get("price")
    if not isinstance(key, str) or leaf.value is None:
        return
    known = price_range(key, currency)
    match leaf.value:
        case int() | float():
            yield float(leaf.value), known, ""
        case tuple() if leaf.value:
            hour = price_range(f"{key}-hour", currency)
            yield sum(leaf.value) / len(leaf.value), known, "(mean of the hours)"
            yield min(leaf.value), hour, "(lowest hour)"
            yield max(leaf.value), hour, "(highest hour)"
