"""Whether designs do the same task: the work of the servers, the heat that is removed, the load that is served."""

from __future__ import annotations

from collections.abc import Iterator

from dcenergy.language import Message
from dcenergy.study.comparability.effects import MOST_RUNS, effect, in_words, most_telling
from dcenergy.study.comparability.finding import Compared, Effect, Finding, listed
from dcenergy.study.comparability.inputs import ALL
from dcenergy.study.comparability.readings import give_servers
from dcenergy.study.measures import Scale
from dcenergy.study.ranking import undone, unmet_share, unserved_share
from dcenergy.study.shares import percent
from dcenergy.study.work import Work, are_alike, are_same, work

UNSERVED = Message("load that is not served")
UNMET = Message("heat that is left")


def findings(compared: Compared, on: Scale) -> Iterator[Finding]:
    """Yield in which parts of their task designs differ."""
    yield from unserved(compared)
    yield from unmet(compared)
    yield from of_work(compared, on)


def unserved(compared: Compared) -> Iterator[Finding]:
    """Yield which designs leave load unserved while the grid is out."""
    shares = [unserved_share(each.result) for each in compared.designs]
    yield from _behind(
        compared, "unserved", UNSERVED, shares, Message("Load is not served while the grid is out: {values}.")
    )


def unmet(compared: Compared) -> Iterator[Finding]:
    """Yield which designs leave heat in the halls."""
    shares = [unmet_share(each.result) for each in compared.designs]
    yield from _behind(compared, "unmet_heat", UNMET, shares, Message("Heat is left in the halls: {values}."))


def _behind(compared: Compared, subject: str, name: Message, shares: list[float], what: Message) -> Iterator[Finding]:
    if not any(shares):
        return
    values = compared.values([percent(each) if each else None for each in shares])
    told = Message(what.template, values=listed(values))
    if len({undone(each, 0.0) for each in shares}) > 1:
        told = Message("{finding} These designs are ranked behind the others.", finding=told)
    yield Finding(subject, name, ALL, values, told, consequence="behind", serious=True)


def of_work(compared: Compared, on: Scale) -> Iterator[Finding]:
    """Yield that the designs do different work, and on which basis they are compared."""
    works = [work(each.result) for each in compared.designs]
    if are_same(works):
        return
    unlike = [i for i, each in enumerate(works) if not are_same([works[compared.reference], each])]
    effects = [_with_servers(compared, i, on) for i in unlike[:MOST_RUNS]]
    telling = most_telling([each for each in effects if each], compared)
    values = compared.values([_told(each) for each in works])
    measures = ALL if on.basis == "year" else ()
    consequence, verdict = compared.verdict(measures, unlike)
    yield Finding(
        "work",
        Message("work of the servers"),
        ALL,
        values,
        Message(
            "{finding} {basis}",
            finding=Message("The designs do different work: {values}.", values=listed(values)),
            basis=_basis(works, on, verdict),
        ),
        consequence=consequence,
        unranked=compared.out({measure: unlike for measure in measures}),
        effect=telling,
        told=in_words(telling, compared),
        serious=not are_alike(works),
    )


def _with_servers(compared: Compared, i: int, on: Scale) -> Effect | None:
    given = give_servers(compared.designs[i].result, compared.first.result)
    return effect(compared, i, on, *given) if given else None


def _told(done: Work) -> str:
    unit = {"server_h": Message("server-hours at full use"), "kwh": Message("kWh of IT at full use")}
    return Message(
        "{amount} {unit}", amount=f"{done.total:,.0f}", unit=unit.get(done.unit or "", Message("of mixed units"))
    )


def _basis(works: list[Work], on: Scale, verdict: Message | None) -> Message:
    if verdict is not None:
        return Message("{verdict} Use --per work or --per it-kwh.", verdict=verdict)
    if on.basis == "work":
        return Message("Their figures are per unit of work.")
    if are_alike(works):
        return Message(
            "Their figures are per kWh of IT, which does not show how much work a kWh does; use --per work."
        )
    return Message(
        "Their figures are per kWh of IT, which does not show how much work a kWh does; where a server at full use "
        "does the same work in all designs, use --per work."
    )
