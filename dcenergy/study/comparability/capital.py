"""Whether two lists of investment hold the same things: names of parts, for the plants that they pay for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations
from typing import Any

from dcenergy.language import Message
from dcenergy.profile.schema import Profile
from dcenergy.result import Result
from dcenergy.study.comparability import wording
from dcenergy.study.comparability.effects import MOST_RUNS, effect, in_words, most_telling
from dcenergy.study.comparability.finding import Compared, Finding, joined, listed
from dcenergy.study.comparability.input import Given, updated
from dcenergy.study.comparability.inputs import MONEY
from dcenergy.study.measures import Scale

SUBJECT = "capital"
NAME = Message("list of investment")


def findings(compared: Compared, on: Scale) -> Iterator[Finding]:
    """Yield whether lists of investment are unlike, or one list stands for plants of several kinds."""
    lists = [parts(each.result) for each in compared.designs]
    if all(names is None for names in lists):
        return
    if not on.whole_cost:
        yield _left_out(compared, lists)
        return
    priced = [i for i, names in enumerate(lists) if names is not None]
    compared = compared if compared.reference in priced else replace(compared, reference=priced[0])
    if len({lists[i] for i in priced}) > 1:
        yield _unlike(compared, on, lists)
        return
    amounts, kinds = ({read(compared.designs[i].profile) for i in priced} for read in (_amounts, kind_of_plant))
    if len(amounts) == 1 < len(kinds):
        yield _one_for_all(compared, lists)


def parts(result: Result) -> frozenset[str] | None:
    """Return the names of what is invested in, but for arrays, turbines and batteries; None where none is given."""
    prices = result.profile.cost
    if prices is None or result.cost.capital is None:
        return None
    return frozenset(part.name for part in prices.capital if not part.is_supply)


def _amounts(profile: Profile) -> Any:
    return profile.cost.capital if profile.cost else ()


def kind_of_plant(profile: Profile) -> Any:
    """Return what a list of investment must cover: the kinds of cooling, and whether there is a UPS."""
    halls = tuple((hall.cooling.system, hall.liquid is not None, _machines(hall.cooling)) for hall in profile.halls)
    return halls, profile.electrical.ups.preset == "none"


def _machines(cooling: Any) -> tuple[str, ...]:
    """Names of the machines that a cooling system has beside its own."""
    return tuple(key for key in ("trim", "economiser", "dry_cooler", "storage") if getattr(cooling, key, None))


def are_unlike(one: Result, other: Result) -> bool:
    """Say whether lists of different names cannot hold the same things.

    Plants of one kind are bought by one list; plants of different kinds have parts of their own, and others in
    common, as the electrical plant.
    """
    own, others = parts(one), parts(other)
    if own is None or others is None or own == others:
        return False
    return kind_of_plant(one.profile) == kind_of_plant(other.profile) or not own & others


def _unlike(compared: Compared, on: Scale, lists: list[frozenset[str] | None]) -> Finding:
    first = compared.first.result
    others = [i for i, names in enumerate(lists) if names is not None and names != lists[compared.reference]]
    out = _out(compared)
    consequence, verdict = compared.verdict(MONEY, out)
    effects = [effect(compared, i, on, *_given(compared.designs[i].result, first)) for i in others[:MOST_RUNS]]
    telling = most_telling([each for each in effects if each], compared)
    told = listed(compared.values([_names(names) for names in lists]))
    what = Message(
        "The lists of investment differ, as the plants do: {values}. Check that each list is complete.", values=told
    )
    if verdict is not None:
        what = Message(
            "The lists of investment hold different parts: {values}. {verdict} Use the same names for the same "
            "parts.",
            values=told,
            verdict=verdict,
        )
    return Finding(
        SUBJECT,
        NAME,
        MONEY,
        compared.values([_names(names) for names in lists]),
        what,
        consequence=consequence,
        unranked=compared.out({measure: out for measure in MONEY}),
        effect=telling,
        told=in_words(telling, compared),
    )


def _out(compared: Compared) -> frozenset[int]:
    """Return the designs whose lists are unlike that of the reference; all, where others are unlike each other."""
    results = [each.result for each in compared.designs]
    out = frozenset(i for i, each in enumerate(results) if are_unlike(compared.first.result, each))
    left = [each for i, each in enumerate(results) if i not in out]
    clash = any(are_unlike(one, other) for one, other in combinations(left, 2))
    return frozenset(range(len(results))) if clash else out


def _given(own: Result, other: Result) -> Given:
    return updated(own, "cost", {"capital": _amounts(other.profile)})


def _names(names: frozenset[str] | None) -> str:
    return wording.several(sorted(names)) if names else wording.NOT_GIVEN


def _left_out(compared: Compared, lists: list[frozenset[str] | None]) -> Finding:
    without = [each.name for each, names in zip(compared.designs, lists, strict=True) if names is None]
    return Finding(
        SUBJECT,
        NAME,
        MONEY,
        compared.values([_names(names) for names in lists]),
        Message(
            "Investment and maintenance are left out of the cost of all designs: not given for {designs}.",
            designs=joined(without[:3]) if len(without) <= 3 else Message("{count} designs", count=len(without)),
        ),
        consequence="left_out",
        serious=True,
    )


def _one_for_all(compared: Compared, lists: list[frozenset[str] | None]) -> Finding:
    return Finding(
        SUBJECT,
        NAME,
        MONEY,
        compared.values([_names(names) for names in lists]),
        Message(
            "One list of investment stands for plants of different kinds: {parts}. Give each plant its own "
            "`cost.capital`.",
            parts=_names(next(names for names in lists if names is not None)),
        ),
        serious=True,
    )
