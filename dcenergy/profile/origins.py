"""Where each number of a profile comes from, and which of them are out of the ordinary."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dcenergy.errors import Where
from dcenergy.language import Message
from dcenergy.profile.fields import Leaf, facts
from dcenergy.profile.tree import Node, find
from dcenergy.profile.units import unit
from dcenergy.reference.table import Row, cited


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


def note(leaf: Leaf, name: str, citation: str | None = None) -> Iterator[str]:
    """Yield a note where the number leaves the range in which its kind is plausible.

    Parameters
    ----------
    name : the leaf's path as the user wrote it
    citation : who the profile says gives the number; the range of a row of the reference tables is that of its kind
    """
    if "price" in facts(leaf.field):
        return  # dcenergy.profile.prices notes them
    low, high = usual(leaf, citation)
    numbers = leaf.value if isinstance(leaf.value, tuple) else (leaf.value,)
    for number in numbers:
        if isinstance(number, bool) or not isinstance(number, int | float):
            return
        if (low is not None and number < low) or (high is not None and number > high):
            size = f"{number:g} {unit(name.rpartition('.')[2])}".strip()
            yield _outside(leaf, name, size, _ends(low, high), citation)
            return


def usual(leaf: Leaf, citation: str | None) -> tuple[float | None, float | None]:
    """Return the ends of the plausible range: of the row that is cited, or else of the key, as far as they are known.

    A row without a range is plausible as it is; one in another unit says nothing of the key.
    """
    row = comparable_row(leaf, citation)
    if row is not None:
        ends = (row.value if row.low is None else row.low), (row.value if row.high is None else row.high)
        return int(ends[0]) if ends[0].is_integer() else ends[0], int(ends[1]) if ends[1].is_integer() else ends[1]
    if leaf.plausible is not None:
        return leaf.plausible
    low, high = (facts(leaf.field).get(bound) for bound in ("low", "high"))
    return (low if isinstance(low, int | float) else None), (high if isinstance(high, int | float) else None)


def comparable_row(leaf: Leaf, citation: str | None) -> Row | None:
    """Return the row that is cited for a value, where both are in the same unit."""
    row = cited(citation) if citation else None
    return row if row is not None and row.unit == unit(str(leaf.path[-1])) else None


def _outside(leaf: Leaf, name: str, size: str, ends: Message, citation: str | None) -> Message:
    """Say what is usual, and of what; a value of another kind may be that of a row."""
    row = comparable_row(leaf, citation)
    if row is not None:
        return Message(
            "{name} is {size}; row {key}, which it cites, has {range}.", name=name, size=size, key=row.key, range=ends
        )
    kind, other = facts(leaf.field).get("kind"), cited(str(facts(leaf.field).get("beside", "")))
    if kind is None or other is None:
        return Message("{name} is {size}; usual is {range}.", name=name, size=size, range=ends)
    return Message(
        "{name} is {size}; usual of {kind} is {range}. Others have rows of their own to cite as the source, as "
        "{key}: {value} {unit}.",
        name=name,
        size=size,
        kind=kind,
        range=ends,
        key=other.key,
        value=f"{other.value:g}",
        unit=other.unit,
    )


def _ends(low: float | None, high: float | None) -> Message:
    """Say what is usual; ranges may have one end."""
    if high is None:
        return Message("at least {low}", low=low)
    if low is None:
        return Message("at most {high}", high=high)
    if low == high:
        return Message("{value} and no range", value=low)
    return Message("{low} to {high}", low=low, high=high)
