"""Where each number of a profile comes from, and which of them are out of the ordinary."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dcenergy.errors import Where
from dcenergy.language import Message
from dcenergy.profile.fields import Leaf, facts
from dcenergy.profile.tree import Node, find
from dcenergy.profile.units import unit


@dataclass(frozen=True)
class Given:
    """Written in a profile."""

    where: Where


@dataclass(frozen=True)
class Set:
    """Set on the command line."""

    argument: str


@dataclass(frozen=True)
class Default:
    """Not given: the code's own value."""

    source: str | None
    """Key of `reference/sources.csv`, "assumption", or None where the value claims nothing."""


Origin = Given | Set | Default


def origin(leaf: Leaf, tree: Node) -> Origin:
    """Return who says the value of a leaf."""
    node = find(tree, leaf.path)
    if node is None:
        return Default(leaf.source)
    return Given(node.where) if node.where.line is not None else Set(node.where.file)


def note(leaf: Leaf, name: str) -> Iterator[str]:
    """Yield a note where the number leaves the range in which its kind is plausible.

    Parameters
    ----------
    name : the leaf's path as the user wrote it
    """
    low, high = (facts(leaf.field).get(bound) for bound in ("low", "high"))
    numbers = leaf.value if isinstance(leaf.value, tuple) else (leaf.value,)
    for number in numbers:
        if isinstance(number, bool) or not isinstance(number, int | float):
            return
        below = isinstance(low, int | float) and number < low
        above = isinstance(high, int | float) and number > high
        if below or above:
            size = f"{number:g} {unit(name.rpartition('.')[2])}".strip()
            yield Message("{name} is {size}; usual is {range}.", name=name, size=size, range=_ends(low, high))
            return


def _ends(low: object, high: object) -> Message:
    """Say what is usual; ranges may have one end."""
    if high is None:
        return Message("at least {low}", low=low)
    if low is None:
        return Message("at most {high}", high=high)
    return Message("{low} to {high}", low=low, high=high)
