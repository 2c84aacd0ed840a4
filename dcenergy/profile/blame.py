"""Which of the assignments of a command line brought a problem of the profile."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from dcenergy.errors import ProfileError, Where
from dcenergy.profile.problems import Problem
from dcenergy.profile.tree import KeyPath, Node

Problems = Callable[[Node], list[Problem]]
"""What is wrong with a tree."""


def blamed(
    problems: Sequence[Problem], trees: Sequence[Node], sets: Sequence[str], problems_of: Problems
) -> list[Problem]:
    """Return the problems of the last tree; what an assignment brought stands at the assignment.

    Parameters
    ----------
    trees : the files' own, and behind it one for each of `sets`, the former with this assignment
    """
    found: dict[int, frozenset[tuple[KeyPath, str]] | None] = {}

    def has(index: int, problem: Problem) -> bool:
        """Say whether a tree has the problem, or cannot be read far enough to tell; each is checked once."""
        if index not in found:
            found[index] = _found(trees[index], problems_of)
        known = found[index]
        return known is None or (problem.path, problem.words) in known

    return [replace(each, where=_brought_by(each, sets, has) or each.where) for each in problems]


def _brought_by(problem: Problem, sets: Sequence[str], has: Callable[[int, Problem], bool]) -> Where | None:
    """Search for the assignment after which the problem is there; None where the files have it already."""
    without, having = 0, len(sets)
    if not sets or has(without, problem):
        return None
    while having - without > 1:
        middle = (without + having) // 2
        without, having = (without, middle) if has(middle, problem) else (middle, having)
    return Where(f"--set {sets[without]}")


def _found(tree: Node, problems_of: Problems) -> frozenset[tuple[KeyPath, str]] | None:
    """Return what is wrong with a tree; None where it cannot be read so far."""
    try:
        return frozenset((each.path, each.words) for each in problems_of(tree))
    except ProfileError:
        return None
