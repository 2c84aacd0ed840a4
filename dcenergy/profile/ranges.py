"""Numbers written with their range or their source: `{value: 400, low: 250, high: 600, source: SPECpower 2024}`."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from dcenergy.profile.problems import Problem
from dcenergy.profile.tree import KeyPath, Node, child

RANGE_KEYS = frozenset({"value", "low", "high", "source"})
ADVICE = "write for example {value: 400, low: 250, high: 600}"


@dataclass(frozen=True)
class Range:
    """A number of the profile as it is written: its value, and the bounds of what it may be."""

    path: KeyPath
    node: Node

    @property
    def value(self) -> Node | None:
        """What the profile reckons with."""
        return child(self.node, "value")

    @property
    def bounds(self) -> dict[str, Node]:
        """`low` and `high`, as far as they are given."""
        given = {key: child(self.node, key) for key in ("low", "high")}
        return {key: node for key, node in given.items() if node}

    @property
    def source(self) -> str | None:
        """Who says so: a key of `reference/sources.csv`, or words."""
        said = child(self.node, "source")
        return said.value if said and isinstance(said.value, str) else None

    @property
    def low_high(self) -> tuple[float, float]:
        """The bounds as numbers; a bound that is not given is the value itself."""
        low, high = (_number(child(self.node, key) or self.value) for key in ("low", "high"))
        assert low is not None
        assert high is not None
        return low, high


def is_range(node: Node) -> bool:
    """Say whether a section is a number with its bounds; a `source` with keys of its own is a part of the plant."""
    if not isinstance(node.value, Mapping) or not node.value or not RANGE_KEYS.issuperset(node.value):
        return False
    said = child(node, "source")
    return said is None or not isinstance(said.value, Mapping)


def ranges(node: Node, path: KeyPath = ()) -> Iterator[Range]:
    """Yield every range of the tree."""
    if is_range(node):
        yield Range(path, node)
    elif isinstance(node.value, Mapping):
        for key, below in node.value.items():
            yield from ranges(below, (*path, key))
    elif isinstance(node.value, tuple):
        for index, item in enumerate(node.value):
            yield from ranges(item, (*path, index))


def settled(node: Node) -> Node:
    """Return the tree with every range replaced by its value."""
    if is_range(node):
        value = child(node, "value")
        return Node(value.value if value else None, node.where)
    match node.value:
        case Mapping():
            return Node({key: settled(below) for key, below in node.value.items()}, node.where)
        case tuple():
            return Node(tuple(settled(item) for item in node.value), node.where)
    return node


def problems(written: Range) -> list[Problem]:
    """Return what is wrong with the range itself, whatever the number means."""
    fault = _fault(written)
    return [Problem(written.node.where, written.path, f"{fault}; {ADVICE}")] if fault else []


def _fault(written: Range) -> str | None:
    if written.value is None:
        return "a range needs its `value`"
    said = child(written.node, "source")
    if not written.bounds and said is None:
        return "a range needs `low`, `high` or both, or a `source`"
    if said is not None and not written.source:
        return "`source` must say in words who gives the number"
    for key, node in {"value": written.value, **written.bounds}.items():
        if _number(node) is None:
            return f"`{key}` of a range must be a number"
    low, high = written.low_high
    value = _number(written.value) or 0.0
    if not low <= value <= high:
        return f"its value {value:g} must lie between low {low:g} and high {high:g}"
    return None


def _number(node: Node | None) -> float | None:
    if node is None or isinstance(node.value, bool) or not isinstance(node.value, int | float):
        return None
    return float(node.value) if not math.isnan(node.value) else None
