"""A site's figures held against the limits of the rules that hold for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from dcenergy.accounting.compliance.figures import Figures
from dcenergy.accounting.compliance.jurisdiction import RulesHere
from dcenergy.accounting.compliance.reporting import REPORTED
from dcenergy.reference.limits import Limit, limits

Verdict = Literal["met", "missed", "not verified", "not determined", "not applicable"]
Reason = Literal[
    "",
    "from memory",
    "place",
    "average",
    "claim",
    "figure",
    "load",
    "size",
    "climate",
    "opening",
    "a duty to report",
]

Outcome = tuple[Verdict, Reason]

CLIMATE = "cooling_degree_days"
"""The figure that says how warm a site's climate is."""

LOAD_TOLERANCE = 0.01
"""How near the year's IT load must come to that which a limit asks for. Assumption."""


@dataclass(frozen=True)
class Judgement:
    """How a figure stands against one limit.

    `margin` is the room to the limit, below 0 where it is missed: absolute, and over the limit.
    `margin_low` and `margin_high` hold it against the ends of a limit that is known from memory
    alone. All three are there whenever the figure is, whatever the verdict; `reason` says why
    that is neither met nor missed.
    """

    limit: Limit
    rules: str  # the set that it is judged for
    value: float | None
    verdict: Verdict
    reason: Reason

    @property
    def margin(self) -> float | None:
        """Room to the limit, in its unit."""
        return None if self.value is None else self.limit.margin(self.value)

    @property
    def margin_relative(self) -> float | None:
        """Room over the limit; None of temperatures, whose 0 means nothing."""
        if self.margin is None or self.limit.row.unit == "degC":
            return None
        return self.margin / self.limit.row.value

    @property
    def margin_low(self) -> float | None:
        """Room, were the limit its range's lower end."""
        return self._margin_to(self.limit.row.low)

    @property
    def margin_high(self) -> float | None:
        """Room, were the limit its range's upper end."""
        return self._margin_to(self.limit.row.high)

    def _margin_to(self, bound: float | None) -> float | None:
        return None if self.value is None or bound is None else self.limit.margin(self.value, bound)

    @property
    def holds(self) -> bool | None:
        """Whether the figure as it is keeps the number as it is, whatever both are worth."""
        return None if self.value is None else self.limit.holds(self.value)


@dataclass(frozen=True)
class Compliance:
    """Which rules hold, how the site stands against each, and what it must report."""

    here: RulesHere
    figures: Figures
    judgements: tuple[Judgement, ...]
    must_report: bool  # to the European Union


def compliance(here: RulesHere, figures: Figures) -> Compliance:
    """Hold a year's figures against every limit of the rules that hold for a site."""
    judgements = tuple(
        judge(limit, rules, figures, here.opens, doubted=rules in here.doubts)
        for rules, limit in _in_force(here.sets)
    )
    duty = next((each for each in judgements if each.limit.row.key == REPORTED), None)
    return Compliance(here, figures, judgements, duty is not None and duty.reason == "a duty to report")


def _in_force(sets: Iterable[str]) -> Iterable[tuple[str, Limit]]:
    """List the limits of every set, each limit once, with the first set that it is of."""
    found: dict[str, tuple[str, Limit]] = {}
    for rules in sets:
        for key, limit in limits().items():
            if rules in limit.rules:
                found.setdefault(key, (rules, limit))
    return found.values()


def judge(limit: Limit, rules: str, figures: Figures, opens: str | None = None, doubted: bool = False) -> Judgement:
    """Hold a year's figures against one limit.

    Parameters
    ----------
    opens : the month or the year in which the site opens, where it is known
    doubted : whether it is not certain that the limit holds for the site
    """
    value = figures[limit.figure]
    verdict, reason = (
        _barred(limit, figures, opens)
        or _undetermined(limit, figures, opens)
        or _unsure(limit, doubted)
        or _plain(limit, value)
    )
    return Judgement(limit, rules, value, verdict, reason)


def _barred(limit: Limit, figures: Figures, opens: str | None) -> Outcome | None:
    """Say why a limit asks nothing of a site, or asks only for a report."""
    if limit.row.key == REPORTED:
        size = figures[limit.figure]
        reports = size is not None and limit.holds(size)
        return ("not determined", "a duty to report") if reports else ("not applicable", "size")
    outside = next((each for each, kept in scopes(limit) if _keeps(each, figures) is not kept), None)
    if outside is not None and outside.figure != CLIMATE:
        return "not applicable", "size"
    if outside is not None and figures[CLIMATE] is not None:
        return "not applicable", "climate"
    return ("not applicable", "opening") if limit.is_for(opens) is False else None


def _undetermined(limit: Limit, figures: Figures, opens: str | None) -> Outcome | None:
    """Say what the profile does not tell, without which nobody knows how a site stands."""
    if limit.figure == "ref" and figures["ref"] is None and figures.get("ref_if_certified") is not None:
        return "not verified", "claim"
    if figures[limit.figure] is None:
        return "not determined", "figure"
    if any(each.figure == CLIMATE for each, _kept in scopes(limit)) and figures[CLIMATE] is None:
        return "not determined", "climate"
    if limit.is_for(opens) is None:
        return "not determined", "opening"
    if limit.load is not None and not _at_load(limit.load, figures):
        return "not determined", "load"
    return None


def _unsure(limit: Limit, doubted: bool) -> Outcome | None:
    """Say why what is known of a limit allows no verdict."""
    if limit.row.evidence == "assumption":
        return "not verified", "from memory"
    if any(each.figure == CLIMATE and each.row.evidence == "assumption" for each, _kept in scopes(limit)):
        return "not verified", "climate"
    if limit.average_of:
        return "not verified", "average"
    return ("not verified", "place") if doubted else None


def _plain(limit: Limit, value: float | None) -> Outcome:
    return ("met" if value is not None and limit.holds(value) else "missed"), ""


def scopes(limit: Limit) -> Iterator[tuple[Limit, bool]]:
    """Yield the limits that say for which sites a limit is, each with whether such a site keeps it."""
    return ((limits()[key], kept) for key, kept in limit.scopes)


def _keeps(scope: Limit, figures: Figures) -> bool:
    size = figures[scope.figure]
    return size is not None and scope.holds(size)


def _at_load(asked: float, figures: Figures) -> bool:
    share = figures["it_load_share"]
    return share is not None and abs(share - asked) <= LOAD_TOLERANCE
