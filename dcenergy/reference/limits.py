"""Limits of PUE, water, heat and electricity: the rows of limits.csv with how each is judged."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from math import isclose
from typing import Literal, cast

from dcenergy.reference.table import FOLDER, Row, find

Relation = Literal["at most", "below", "at least", "above"]
Standing = Literal["law", "standard", "target", "award", "pact", "draft", ""]

ROUNDING = 1e-9
"""A figure as near to a limit as this, of its size, is the limit: sums of 8,760 hours leave some 1e-15."""

COLUMNS = ("rules", "figure", "relation", "scope", "load", "since", "standing", "grade")
"""What limits.csv says beyond the columns of every table of numbers."""


@dataclass(frozen=True)
class Limit:
    """One limit: a number that a figure is held against.

    `rules` names the rule sets it belongs to; a limit of none is judged elsewhere, or is the
    `scope` of others: which sites they are for. `load` is the share of the IT power installed
    at which it asks for the figure, None where it asks for the year's. `since` is a date or a
    year; `grade` what is reached by keeping it.
    """

    row: Row
    rules: tuple[str, ...]
    figure: str
    relation: Relation
    scope: str
    load: float | None
    since: str
    standing: Standing
    grade: str

    def holds(self, value: float, limit: float | None = None) -> bool:
        """Say whether a value keeps the limit, or another number in its place.

        >>> limits()["cn-edwc-east-pue"].holds(1.25), limits()["cn-large-2025-pue"].holds(1.3)
        (True, False)
        """
        bound = self.row.value if limit is None else limit
        if isclose(value, bound, rel_tol=ROUNDING):
            return self.relation in ("at most", "at least")
        return value < bound if self.relation in ("at most", "below") else value > bound

    def margin(self, value: float, limit: float | None = None) -> float:
        """Room that a value leaves to the limit, or to another number; below 0 where it is missed.

        >>> limits()["sg-gmdc-wue-point"].margin(1.5), limits()["cndcp-clean-2025"].margin(0.5)
        (0.5, -0.25)
        """
        bound = self.row.value if limit is None else limit
        return bound - value if self.relation in ("at most", "below") else value - bound


@cache
def limits() -> Mapping[str, Limit]:
    """All limits by key, in the table's order."""
    with open(FOLDER / "limits.csv", encoding="utf-8", newline="") as file:
        return {row["key"]: _limit(row) for row in csv.DictReader(file)}


def _limit(row: Mapping[str, str]) -> Limit:
    return Limit(
        row=find("limits", row["key"]),
        rules=tuple(row["rules"].split()),
        figure=row["figure"],
        relation=cast(Relation, row["relation"]),
        scope=row["scope"],
        load=float(row["load"]) if row["load"] else None,
        since=row["since"],
        standing=cast(Standing, row["standing"]),
        grade=row["grade"],
    )
