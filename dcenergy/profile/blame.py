"""Which of the assignments of a command line brought a problem of the profile."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from dcenergy.errors import ProfileError, Where
from dcenergy.profile.problems import Problem
from dcenergy.profile.tree import Node

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
    return [replace(each, where=_brought_by(each, trees, sets, problems_of) or each.where) for each in problems]


def _brought_by(problem: Problem, trees: Sequence[Node], sets: Sequence[str], problems_of: Problems) -> Where | None:
    """Search for the assignment after which the problem is there; None where the files have it already."""
    without, having = 0, len(trees) - 1
    if not sets or _has(trees[without], problem, problems_of):
        return None
    while having - without > 1:
        middle = (without + having) // 2
        without, having = (without, middle) if _has(trees[middle], problem, problems_of) else (middle, having)
    return Where(f"--set {sets[without]}")


def _has(tree: Node, problem: Problem, problems_of: Problems) -> bool:
    """Say whether a tree has the problem, or cannot be read far enough to tell."""
    try:
        return any((each.path, each.words) == (problem.path, problem.words) for each in problems_of(tree))
    except ProfileError:
        return True
