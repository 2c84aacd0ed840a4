"""Who gives each number of a profile: a file, the command line, or the code."""

from __future__ import annotations

from dataclasses import dataclass

from dcenergy.errors import Where
from dcenergy.profile.fields import Leaf
from dcenergy.profile.tree import Node, find


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
