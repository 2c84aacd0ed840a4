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

FIRST_MONTH, LAST_MONTH = "0000-01", "9999-12"
"""Between these lies every month that a site can open in."""

COLUMNS = (
    "rules",
    "figure",
    "relation",
    "scope",
    "load",
    "since",
    "standing",
    "grade",
    "opens_from",
    "opens_before",
    "average_of",
)
"""What limits.csv says beyond the columns of every table of numbers."""


@dataclass(frozen=True)
class Limit:
    """One limit: a number that a figure is held against.

    `rules` names the rule sets it belongs to; a limit of none is judged elsewhere, or is the
    `scope` of others: which sites they are for, or with `!` before it are not for. `load` is
    the share of the IT power installed at which it asks for the figure, None where it asks for
    the year's. `since` is a date or a year; `grade` what is reached by keeping it. `opens_from`
    and `opens_before` are the months between which the sites open that it is for, the second no
    more; empty where there is no bound. `average_of` names the sites whose average the limit is
    for; empty where it is for each site.
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
    opens_from: str
    opens_before: str
    average_of: str

    @property
    def scopes(self) -> tuple[tuple[str, bool], ...]:
        """The limits that say for which sites it is, each with whether such a site keeps it.

        >>> limits()["cndcp-pue-warm"].scopes
        (('cndcp-scope', True), ('cndcp-cool-scope', False))
        """
        return tuple((each.removeprefix("!"), not each.startswith("!")) for each in self.scope.split())

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

    def is_for(self, opens: str | None) -> bool | None:
        """Say whether it is for a site that opens in a month or a year; None where that leaves it open.

        >>> old = limits()["de-enefg-old-pue-2027"]
        >>> old.is_for("2026-06"), old.is_for("2026-07"), old.is_for("2026"), old.is_for(None)
        (True, False, None, None)
        """
        first, last = _months(opens)
        begins, ends = self.opens_from or FIRST_MONTH, self.opens_before or LAST_MONTH
        if begins <= first and (last < ends or not self.opens_before):
            return True
        return None if last >= begins and first < ends else False


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
        opens_from=row["opens_from"],
        opens_before=row["opens_before"],
        average_of=row["average_of"],
    )


def _months(opens: str | None) -> tuple[str, str]:
    """Return the first and the last month in which a site may open, by a month, a year, or nothing known."""
    if opens is None:
        return FIRST_MONTH, LAST_MONTH
    return (opens, opens) if "-" in opens else (f"{opens}-01", f"{opens}-12")
