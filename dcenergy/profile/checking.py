"""A tree against its sections: the checked profile, or all that is wrong with it."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from dcenergy.profile.fields import spot
from dcenergy.profile.problems import Problem
from dcenergy.profile.ranges import Range, problems, ranges, settled
from dcenergy.profile.tree import KeyPath, Node, place, plain, replaced
from dcenergy.profile.wording import Broken, words
from dcenergy.section import Section

S = TypeVar("S", bound=Section)

MAX_RANGES = 300
"""Each costs two checks of the whole profile."""

MOST_ITEMS = 10
"""Values of a list whose problems are told one by one."""

SMALLEST, LARGEST = 1e-12, 1e15
"""No quantity of a site is smaller without being 0, or larger, in any unit of ours. Beyond lies a slip of the
pen, and products of such numbers leave what a float can hold."""


Rules = Callable[[S, KeyPath], Iterable[tuple[KeyPath, str]]]
"""Rules over several sections: they yield the path of what breaks them at or below a path, and words."""


def none(_section: Section, _under: KeyPath) -> tuple[()]:
    """Return what breaks no rules, where there are none over several sections."""
    return ()


def checked(model: type[S], written: Node, rules: Rules[S] = none) -> tuple[S | None, list[Problem]]:
    """Return the section that a tree describes, or else everything that is wrong with it.

    Ranges stand for their values; each of their bounds must itself be a possible value.
    """
    tree = settled(written)
    section, found = _validated(model, tree, rules, ())
    for number, each in enumerate(ranges(written)):
        if number == MAX_RANGES:
            return None, [Problem(each.node.where, each.path, f"more than {MAX_RANGES} ranges; give some as numbers")]
        own = problems(each)
        found = [problem for problem in found if not own or problem.path != each.path] + own
        if not any(problem.path == each.path for problem in found):
            found += _bound_problems(model, tree, each, rules, known=found)
    told = {problem.path for problem in found}
    found += [problem for problem in _immoderate(written) if problem.path not in told]
    return (section if not found else None), found


def _validated(model: type[S], tree: Node, rules: Rules[S], under: KeyPath) -> tuple[S | None, list[Problem]]:
    try:
        section = model.model_validate(plain(tree))
    except ValidationError as fault:
        errors = [error for error in fault.errors(include_url=False) if not _is_echo(error)]
        return None, list(_told(errors, model, tree))
    return section, [Problem(place(tree, path), path, broken) for path, broken in rules(section, under)]


def _told(errors: Sequence[ErrorDetails], model: type[Section], tree: Node) -> Iterator[Problem]:
    """Yield the problems, of each list the first `MOST_ITEMS` and the number of the others."""
    of_list: Counter[tuple[str | int, ...]] = Counter()
    for error in errors:
        above = error["loc"][:-1]
        of_list[above] += isinstance(error["loc"][-1] if error["loc"] else None, int)
        if of_list[above] <= MOST_ITEMS:
            yield _problem(error, model, tree)
    for above, count in of_list.items():
        if count > MOST_ITEMS:
            path = spot(model, above).path
            yield Problem(place(tree, path), path, f"{count - MOST_ITEMS:,} more of its values are wrong")


def _immoderate(node: Node, path: KeyPath = ()) -> Iterator[Problem]:
    """Yield every number of a size that no quantity of a site has."""
    match node.value:
        case Mapping():
            for key, below in node.value.items():
                yield from _immoderate(below, (*path, key))
        case tuple():
            for index, item in enumerate(node.value):
                yield from _immoderate(item, (*path, index))
        case bool() | str() | None:
            return
        case number if number and math.isfinite(number) and not SMALLEST <= abs(number) <= LARGEST:
            rule = f"must be 0, or of a size between {SMALLEST:g} and {LARGEST:g}"
            yield Problem(node.where, path, f"{rule}, got {number:g}; check its unit")


def _bound_problems(
    model: type[S], tree: Node, each: Range, rules: Rules[S], known: Sequence[Problem]
) -> list[Problem]:
    """What a bound makes impossible; where keys already clash, they are mended first."""
    told = {(problem.where, problem.path) for problem in known}
    return [
        _of_bound(problem, each, key, bound)
        for key, bound in each.bounds.items()
        for problem in _validated(model, replaced(tree, each.path, bound), rules, each.path)[1]
        if (problem.where, problem.path) not in told
    ]


def _of_bound(problem: Problem, each: Range, key: str, bound: Node) -> Problem:
    if problem.path == each.path:
        return Problem(problem.where, (*each.path, key), problem.words)
    return Problem(bound.where, each.path, f"at its {key} {bound.value}: {problem.words}")


def _is_echo(error: ErrorDetails) -> bool:
    """Say whether a list is called too short only because its bad items were not counted."""
    return error["type"] == "too_short" and len(error["input"]) >= error["ctx"]["min_length"]


def _problem(error: ErrorDetails, model: type[Section], tree: Node) -> Problem:
    location, context = error["loc"], error.get("ctx", {})
    here, parent = spot(model, location), spot(model, location[:-1])
    choosing = (context["discriminator"].strip("'"),) if "discriminator" in context else ()
    path = (*here.path, *choosing)
    broken = Broken(error["type"], error["input"], context, error["msg"], here, parent)
    return Problem(place(tree, path), path, words(broken))
