"""How one tree goes over another: `extends` merges sections, `--set` replaces one value."""

from __future__ import annotations

from collections.abc import Mapping

from dcenergy.errors import ProfileError, Where
from dcenergy.printable import shortened
from dcenergy.profile.ranges import is_range
from dcenergy.profile.scalars import MAX_DIGITS
from dcenergy.profile.shorthand import HALL_KEYS, is_short, with_halls
from dcenergy.profile.tree import Node, child, find, with_child
from dcenergy.profile.wording import shown
from dcenergy.profile.yaml_reader import MAX_DEPTH, parse

CHOOSING_KEYS = ("system", "chiller", "kind")
"""A section that chooses another of these than the inherited one takes nothing else from it."""

ALTERNATIVES: tuple[tuple[frozenset[str], ...], ...] = (
    (frozenset(HALL_KEYS), frozenset({"halls"})),
    (frozenset({"normals", "seed"}), frozenset({"file", "columns"}), frozenset({"online", "year"})),
    (
        frozenset({"monthly_c"}),
        frozenset({"mean_c", "amplitude_k", "coldest_day"}),
        frozenset({"hourly_c"}),
        frozenset({"file", "unit", "column", "zone", "label"}),
        frozenset({"river_from_air"}),
    ),
    (frozenset({"hourly", "weekly"}), frozenset({"file", "unit", "column", "zone", "label"})),
    (frozenset({"contracts"}), frozenset({"renewable_share"})),
    (frozenset({"factor"}), frozenset({"factor_kg_per_kwh"}), frozenset({"file", "unit", "column", "zone", "label"})),
    (frozenset({"per_kwh", "periods"}), frozenset({"file", "unit", "column", "zone", "label"})),
    (frozenset({"pue"}), frozenset({"profile"})),
)
"""Forms of which a section takes one: keys of one form take the place of the inherited keys of the others."""


def merged(base: Node, new: Node) -> Node:
    """Return `new` over `base`: sections merge key by key, everything else is replaced.

    A list replaces a list, and a range a range. Of an inherited section stays only what
    goes with the choices and forms of the new one (CHOOSING_KEYS, ALTERNATIVES).
    """
    if not (isinstance(base.value, Mapping) and isinstance(new.value, Mapping)) or is_range(new):
        return new
    keys = _kept(base.value, new.value)
    for key, node in new.value.items():
        keys[key] = merged(keys[key], node) if key in keys else node
    return Node(keys, new.where)


def _kept(base: Mapping[str, Node], new: Mapping[str, Node]) -> dict[str, Node]:
    if any(_differ(base[key], new[key]) for key in CHOOSING_KEYS if key in base and key in new):
        return {}
    written = {key for key, node in new.items() if node.value not in (None, ())}
    taken = [forms for forms in ALTERNATIVES if any(written & form for form in forms)]
    dropped = {key for forms in taken for form in forms if not written & form for key in form}
    return {key: node for key, node in base.items() if key not in dropped}


def _differ(old: Node, now: Node) -> bool:
    """Say whether both are words, and not the same; `chiller` may be a section too."""
    return isinstance(old.value, str) and isinstance(now.value, str) and old.value != now.value


def assigned(root: Node, assignment: str) -> Node:
    """Return the tree with one `a.b=value` of the command line in place.

    Raises
    ------
    ProfileError
        Where the assignment cannot be read, or leads through what is no section.
    """
    where = Where(f"--set {assignment}")  # no line: that is how the command line is known
    name, equals, text = assignment.partition("=")
    steps = name.strip().split(".")
    if not equals or not all(steps):
        raise ProfileError(f"{where}: must read key=value; write for example it.servers.0.count=400")
    if len(steps) > MAX_DEPTH:
        rule = f"a key of {len(steps):,} steps; sections nest at most {MAX_DEPTH} deep; shorten it"
        raise ProfileError(f"--set {shortened(name)}: {rule}")
    if steps == ["extends"]:
        raise ProfileError(f"{where}: `extends` cannot be set; write a profile that extends the other")
    root, steps = _of_halls(root, steps, where)
    return _put(root, steps, _moved(parse(text, where.file), where), where)


def _of_halls(root: Node, steps: list[str], where: Where) -> tuple[Node, list[str]]:
    """Return the tree and the way in it to a key of a single hall, which may be written at the top or in `halls`."""
    if is_short(root):
        if steps[:2] != ["halls", "0"]:
            return root, steps
        return (root, steps[2:]) if steps[2:] and steps[2] in HALL_KEYS else (with_halls(root), steps)
    halls = child(root, "halls")
    if steps[0] not in HALL_KEYS or halls is None or not isinstance(halls.value, tuple):
        return root, steps
    if len(halls.value) == 1:
        return root, ["halls", "0", *steps]
    key = ".".join(steps)
    raise ProfileError(f"{where}: {key}: the profile lists {len(halls.value)} halls; write for example halls.0.{key}")


def left_out(before: Node, after: Node, assignment: str) -> tuple[str, ...]:
    """Return the keys beside an assigned one that went with a former choice, and do not go with the new one."""
    steps = assignment.partition("=")[0].strip().split(".")
    old, new = (_section_of(root, steps, Where(f"--set {assignment}")) for root in (before, after))
    if old is None or new is None or not isinstance(old.value, Mapping) or not isinstance(new.value, Mapping):
        return ()
    return tuple(key for key in old.value if key != steps[-1] and key not in new.value)


def _section_of(root: Node, steps: list[str], where: Where) -> Node | None:
    """Return the section that an assigned key stands in."""
    root, (*above, _last) = _of_halls(root, steps, where)
    return find(root, tuple(int(step) if step.isdecimal() else step for step in above))


def _moved(node: Node, where: Where) -> Node:
    """Return the tree with every place at `where`: lines of a command line mean nothing."""
    match node.value:
        case Mapping():
            return Node({key: _moved(below, where) for key, below in node.value.items()}, where)
        case tuple():
            return Node(tuple(_moved(item, where) for item in node.value), where)
    return Node(node.value, where)


def _put(node: Node, steps: list[str], new: Node, where: Where, done: tuple[str, ...] = ()) -> Node:
    if not steps:
        return new
    step, rest, above = steps[0], steps[1:], ".".join(done) or "the profile"
    if isinstance(node.value, tuple):
        index = _index(node.value, step, f"{where}: {above}")
        return with_child(node, index, _put(node.value[index], rest, new, where, (*done, step)))
    keys = _keys(node, step, f"{where}: {above}")
    below = _put(keys.get(step, Node(None, where)), rest, new, where, (*done, step))
    others = keys if rest else _kept(keys, {step: new})
    return Node({**others, step: below}, where if node.value is None else node.where)


def _index(items: tuple[Node, ...], step: str, list_: str) -> int:
    if not step.isdecimal() or len(step) > MAX_DIGITS or int(step) >= len(items):
        there = f"0 to {len(items) - 1}" if items else "none: it is empty"
        raise ProfileError(f"{list_} is a list and has no {step}; its items are {there}")
    return int(step)


def _keys(node: Node, step: str, section: str) -> Mapping[str, Node]:
    if isinstance(node.value, Mapping | None):
        if step.isdecimal():
            raise ProfileError(f"{section} is no list, so it has no item {step}; set the whole list to [...]")
        return node.value or {}
    raise ProfileError(f"{section} is {shown(node.value)}, not a section; set it to a section first")
