"""A tree against its sections: the checked profile, or all that is wrong with it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from dcenergy.profile import ranges
from dcenergy.profile.fields import spot
from dcenergy.profile.problems import Problem
from dcenergy.profile.ranges import Range
from dcenergy.profile.tree import Node, place, plain, replaced
from dcenergy.profile.wording import Broken, words
from dcenergy.section import Section

S = TypeVar("S", bound=Section)


def checked(model: type[S], tree: Node) -> tuple[S | None, list[Problem]]:
    """Return the section that the tree describes, or the problems that keep it from being one."""
    try:
        return model.model_validate(plain(tree)), []
    except ValidationError as fault:
        errors = fault.errors(include_url=False)
        return None, [_problem(error, model, tree) for error in errors if not _is_echo(error)]


def range_problems(
    model: type[Section], tree: Node, written: Sequence[Range], known: Sequence[Problem] = ()
) -> list[Problem]:
    """Return what is wrong with ranges beyond the `known` problems: each bound must be a possible value."""
    found: list[Problem] = []
    for each in written:
        own = ranges.problems(each)
        found += own
        for key, bound in each.bounds.items() if not own else ():
            _, at_bound = checked(model, replaced(tree, each.path, bound))
            found += [_of_bound(problem, each, key, bound) for problem in at_bound if problem not in known]
    return found


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
