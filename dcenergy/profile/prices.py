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


def refused(
    profile: Profile, under: KeyPath = (), sourced: Collection[KeyPath] = ()
) -> Iterator[tuple[KeyPath, str]]:
    """Yield the path of every price that no market has, with the rule it breaks and what may be meant.

    Parameters
    ----------
    under : the path at or below which prices are judged
    sourced : paths of numbers that the profile names a source for: they are believed, and noted
    """
    sections = {"cost": profile.cost, "supply": profile.supply}
    if profile.cost is None or (under and under[0] not in sections):
        return
    for leaf in (leaf for key, section in sections.items() if section for leaf in leaves(section, (key,))):
        if leaf.path[: len(under)] != under:
            continue
        for price, known, of, at in _prices(leaf, profile.cost.currency):
            if leaf.path not in sourced and not known.allows(price):
                rule = f"must lie between {known.least:.2g} and {known.most:.2g} {known.unit}"
                got = f"{price:.6g} {of}".strip()
                yield (*leaf.path, *at), f"{rule}, got {got}; {known.guess(price)}{'' if of else MEANT.format(price)}"
                break


def notes(leaf: Leaf, name: str, currency: str) -> Iterator[Message]:
    """Yield a note where a price is possible, and not plausible.

    Parameters
    ----------
    name : the leaf's path as the user wrote it
    """
    for price, known, of, at in _prices(leaf, currency):
        if not known.holds(price):
            mistaken = not at and known.is_far(price) and known.guess(price).startswith("did you mean")
            yield Message(
                "{name} is {price}; plausible worldwide is {low} to {high}: {guess}",
                name=name,
                price=f"{price:.6g} {known.unit} {of}".strip(),
                low=f"{known.low:.2g}",
                high=f"{known.high:.2g}",
                guess=known.guess(price),
            ).rated("stops" if mistaken else "moves")
            return


def priced(leaf: Leaf, cost: Cost | None) -> Leaf:
    """Return a leaf with the plausible range of its price in the profile's currency, where it is one."""
    key = facts(leaf.field).get("price")
    if cost is None or not isinstance(key, str):
        return leaf
    known = price_range(key, cost.currency)
    return replace(leaf, plausible=(known.low, known.high))


def _prices(leaf: Leaf, currency: str) -> Iterator[tuple[float, PriceRange, str, tuple[int, ...]]]:
    """Yield the prices of a leaf with their ranges; of many hours the mean and both ends, and which hour these are.

    Where half of the hours can be, a single one is at fault, and stands first; else all are, and their mean does.
    """
    key = facts(leaf.field).get("price")
    if not isinstance(key, str) or leaf.value is None:
        return
    known = price_range(key, currency)
    match leaf.value:
        case int() | float():
            yield float(leaf.value), known, "", ()
        case tuple() as hours if hours:
            an_hour = price_range(f"{key}-hour", currency)
            mean = (sum(hours) / len(hours), known, "(mean of the hours)", ())
            lowest, highest = min(hours), max(hours)
            ends = (
                (lowest, an_hour, "(lowest hour)", (hours.index(lowest),)),
                (highest, an_hour, "(highest hour)", (hours.index(highest),)),
            )
            yield from (*ends, mean) if known.allows(sorted(hours)[len(hours) // 2]) else (mean, *ends)
