"""A profile as a tree: every value together with the place where its key is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from dcenergy.errors import Where

Scalar = str | int | float | bool | None
Plain = Scalar | list["Plain"] | dict[str, "Plain"]
KeyPath = tuple[str | int, ...]
"""The way from the root to a value: keys of sections, indices of lists."""


@dataclass(frozen=True, slots=True)
class Node:
    """A value and the place of its key; an item of a list and the root stand at their own place.

    Trees are never changed: what merges or sets builds a new one and shares what stays.
    """

    value: Scalar | tuple[Node, ...] | Mapping[str, Node]
    where: Where


def plain(node: Node) -> Plain:
    """Return the values alone, as lists and dictionaries."""
    match node.value:
        case Mapping():
            return {key: plain(child) for key, child in node.value.items()}
        case tuple():
            return [plain(item) for item in node.value]
        case scalar:
            return scalar


def child(node: Node, step: str | int) -> Node | None:
    """Return what stands under `node` at one key or index, if anything does."""
    if isinstance(node.value, Mapping) and isinstance(step, str):
        return node.value.get(step)
    if isinstance(node.value, tuple) and isinstance(step, int) and 0 <= step < len(node.value):
        return node.value[step]
    return None


def find(root: Node, path: KeyPath) -> Node | None:
    """Return the node at `path`, or None where nothing is written there."""
    node: Node | None = root
    for step in path:
        node = child(node, step) if node else None
    return node


def place(root: Node, path: KeyPath) -> Where:
    """Return where `path` is written; what is not written stands where its nearest parent does."""
    node = root
    for step in path:
        below = child(node, step)
        if below is None:
            break
        node = below
    return node.where


def folder(where: Where) -> Path:
    """Return the folder that a file named at `where` is looked for in: beside the profile that names it.

    What the command line names is looked for in the current folder; it has no lines.
    """
    return Path(where.file).parent if where.line is not None else Path()


def replaced(root: Node, path: KeyPath, new: Node) -> Node:
    """Return the tree with `new` at `path`, which must exist but for its last key."""
    if not path:
        return new
    step, *rest = path
    below = child(root, step) or new
    return with_child(root, step, replaced(below, tuple(rest), new))


def with_child(node: Node, step: str | int, new: Node) -> Node:
    """Return `node` with `new` under one key or index."""
    if isinstance(node.value, Mapping) and isinstance(step, str):
        return Node({**node.value, step: new}, node.where)
    if isinstance(node.value, tuple) and isinstance(step, int):
        return Node((*node.value[:step], new, *node.value[step + 1 :]), node.where)
    raise TypeError(f"no place for {step!r} in a tree of {type(node.value).__name__}")


def dotted(path: KeyPath) -> str:
    """Return the path as users write it.

    >>> dotted(("it", "servers", 0, "count"))
    'it.servers.0.count'
    """
    return ".".join(str(step) for step in path)
