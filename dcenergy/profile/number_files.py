"""Files of numbers that a profile names: read here, so that physics reads none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from dcenergy.errors import ProfileError, Where
from dcenergy.printable import excerpt
from dcenergy.profile.scalars import DECIMAL
from dcenergy.profile.tree import KeyPath, Node, find, folder, replaced
from dcenergy.profile.yaml_reader import read_text

ANY = "*"
PLACES: dict[tuple[str, ...], str] = {
    ("halls", ANY, "cooling", "source"): "hourly_c",
    ("halls", ANY, "liquid", "loop", "source", "intake"): "hourly_c",
    ("supply", "grid"): "hourly_utc_kg_per_kwh",
    ("cost", "tariff"): "hourly_per_kwh",
}
"""Sections that may say `file: NAME`, and the key that then receives the file's numbers."""

HOURS = (8760, 8784)


def with_numbers(root: Node) -> Node:
    """Return the tree with every `file` of PLACES replaced by the numbers it holds.

    Raises
    ------
    ProfileError
        Where a file cannot be read, or holds other than one number an hour.
    """
    for pattern, key in PLACES.items():
        for path in _matching(root, pattern):
            root = _with_file_read(root, path, key)
    return root


def named(root: Node) -> Iterator[Path]:
    """Yield every file of numbers that the tree names, before they are read."""
    for pattern in PLACES:
        for path in _matching(root, pattern):
            name = find(root, (*path, "file"))
            if name is not None and isinstance(name.value, str):
                yield folder(name.where) / name.value


def _matching(root: Node, pattern: tuple[str, ...], path: KeyPath = ()) -> Iterator[KeyPath]:
    if not pattern:
        yield path
        return
    here = find(root, path)
    steps: tuple[str | int, ...] = (pattern[0],)
    if pattern[0] == ANY:
        steps = tuple(range(len(here.value))) if here and isinstance(here.value, tuple) else ()
    for step in steps:
        yield from _matching(root, pattern[1:], (*path, step))


def _with_file_read(root: Node, path: KeyPath, key: str) -> Node:
    section = find(root, path)
    if section is None or not isinstance(section.value, Mapping) or "file" not in section.value:
        return root
    name = section.value["file"]
    if key in section.value:
        raise ProfileError(f"{name.where}: file: stands beside `{key}`, which it would replace; remove one of them")
    others = {other: node for other, node in section.value.items() if other != "file"}
    return replaced(root, path, Node({**others, key: Node(_numbers(name), name.where)}, section.where))


def _numbers(name: Node) -> tuple[Node, ...]:
    path, lines = _lines(name)
    first = 0 if lines and DECIMAL.fullmatch(lines[0]) else 1
    numbers = tuple(_number(line, Where(str(path), at)) for at, line in enumerate(lines[first:], first + 1))
    if len(numbers) not in HOURS:
        rule = f"holds {len(numbers)} numbers; give one an hour: {HOURS[0]}, or {HOURS[1]}"
        raise ProfileError(f"{name.where}: file: {path}: {rule}")
    return numbers


def _lines(name: Node) -> tuple[Path, list[str]]:
    if not isinstance(name.value, str):
        raise ProfileError(f"{name.where}: file: must be the name of a file")
    path = folder(name.where) / name.value
    try:
        text = read_text(path)
    except ProfileError as fault:
        raise ProfileError(f"{name.where}: file: {fault}") from fault
    return path, [line.strip() for line in text.rstrip().splitlines()]


def _number(line: str, where: Where) -> Node:
    if not DECIMAL.fullmatch(line):
        raise ProfileError(f"{where}: must be one number, got {excerpt(line)}; keep one column of numbers")
    return Node(float(line), where)
