"""Costs that a total of money leaves out, in words that stand beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import reduce

from dcenergy.accounting.cost import CostResult, Part
from dcenergy.language import Message

COSTS: Mapping[Part, Message] = {
    "contracts": Message("what contracts and certificates cost"),
    "water": Message("water"),
    "carbon": Message("the carbon price"),
    "carbon_scope_1": Message("the carbon price on all or a part of scope 1"),
    "fuel": Message("generators' fuel"),
    "maintenance": Message("maintenance"),
    "capital": Message("the investment"),
    "servers": Message("the servers that are bought at every refresh"),
}
"""Names of the parts of a cost."""

OF_CAPITAL: frozenset[Part] = frozenset({"maintenance", "capital", "servers"})
"""Parts that follow from the investment: a saving without investments is none of them."""

NOTHING = Message("")
WHOLE = ("total_per_year", "npv", "levelised_per_it_kwh", "levelised_per_work_kwh")
"""Totals that hold the investment."""
RUNNING = ("running_per_year",)
SAVED = ("cost_per_year", "npv", "irr", "payback_years")


def caption(own: CostResult, total: str = "total_per_year", most: int = len(COSTS)) -> Message:
    """Return the words beside a total of a cost, nothing where it is whole; of many parts the first `most`.

    >>> caption(CostResult(left_out=("water", "capital")))
    'without water, the investment'
    >>> caption(CostResult(left_out=("water", "capital")), "running_per_year")
    'without water'
    """
    parts = [part for part in own.left_out if total in WHOLE or part not in ("capital", "servers")]
    return without(parts, most)


def captions(design: CostResult, baseline: CostResult | None) -> dict[str, dict[str, Message]]:
    """Return the words beside every total of money that leaves something out, by its group and key in the JSON."""
    own = {total: caption(design, total) for total in (*WHOLE, *RUNNING)}
    saved = dict.fromkeys(SAVED, NOTHING if baseline is None else caption_of_savings(design, baseline))
    return {
        group: {total: words for total, words in known.items() if words}
        for group, known in (("cost", own), ("savings", saved))
    }


def caption_of_savings(design: CostResult, baseline: CostResult) -> Message:
    """Return the words beside what a design saves in money: what is missing of one side is compared with nothing.

    >>> caption_of_savings(CostResult(left_out=("water", "fuel")), CostResult(left_out=("fuel",)))
    "without generators' fuel of either; without water of the design alone"
    """
    own, other = set(design.left_out), set(baseline.left_out)
    if design.capital is None or baseline.capital is None:
        own, other = own - OF_CAPITAL, other - OF_CAPITAL
    both, of_design, of_baseline = (
        listed([COSTS[part] for part in COSTS if part in parts]) for parts in (own & other, own - other, other - own)
    )
    said = [
        Message("without {parts} of either", parts=both) if both else NOTHING,
        Message("without {parts} of the design alone", parts=of_design) if of_design else NOTHING,
        Message("without {parts} of the baseline alone", parts=of_baseline) if of_baseline else NOTHING,
    ]
    return joined(*said)


def joined(*words: str) -> Message:
    """Return phrases with semicolons between, leaving out those that say nothing.

    >>> joined("a year", "", "real")
    'a year; real'
    """
    said = [Message("{phrase}", phrase=each) for each in words if each]
    return reduce(
        lambda former, latter: Message("{former}; {latter}", former=former, latter=latter), said or [NOTHING]
    )


def without(parts: Sequence[Part], most: int = len(COSTS)) -> Message:
    """Return the parts that a sum leaves out, in words; nothing where there are none.

    >>> without(("water", "fuel", "capital"), most=1)
    'without water and 2 more costs'
    """
    if not parts:
        return NOTHING
    named, more = listed([COSTS[part] for part in parts[:most]]), len(parts) - most
    if more <= 0:
        return Message("without {parts}", parts=named)
    return Message.counted(
        more, "without {parts} and {count} more cost", "without {parts} and {count} more costs", parts=named
    )


def listed(names: Sequence[Message]) -> Message:
    """Return names one after the other.

    >>> listed([Message("water"), Message("fuel")])
    'water, fuel'
    """
    if not names:
        return NOTHING
    return reduce(lambda former, latter: Message("{former}, {latter}", former=former, latter=latter), names)
