"""The findings on all designs of a comparison, the most telling first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from dcenergy.language import Message
from dcenergy.study.comparability import capital, items, task
from dcenergy.study.comparability.effects import effect, in_words, most_telling
from dcenergy.study.comparability.finding import (
    FIGURES,
    Comparability,
    Compared,
    Effect,
    Figure,
    Finding,
    listed,
)
from dcenergy.study.comparability.input import Input
from dcenergy.study.comparability.inputs import INPUTS
from dcenergy.study.measures import Figures, Measure, Scale
from dcenergy.study.simulated import Design

MOST_RUNS = 4
"""Designs that are run again for one input: the first of each value that differs from the reference's."""


def comparability(
    designs: Sequence[Design],
    figures: Sequence[Figures],
    on: Scale,
    by: Mapping[Measure, float],
    reference: int = 0,
) -> Comparability:
    """Return all in which designs are unlike."""
    if len(designs) < 2:
        return Comparability((), len(designs))
    compared = Compared(tuple(designs), tuple(figures), by, reference)
    found = [*task.findings(compared, on), *items.findings(compared, on), *capital.findings(compared, on)]
    found += _inputs(compared, on)
    return Comparability(tuple(sorted(found, key=lambda each: each.weight(tuple(by)))), len(designs))


def _inputs(compared: Compared, on: Scale) -> Iterator[Finding]:
    for each in INPUTS:
        found = of_input(each, compared, on)
        if found is not None:
            yield found


def of_input(what: Input, compared: Compared, on: Scale) -> Finding | None:
    """Return in which designs an input differs and what it moves; None where it differs in none, or moves nothing."""
    values = [what.read(each.result) for each in compared.designs]
    first = values[compared.reference]
    first = next((value for value in values if value is not None), None) if first is None else first
    differing = [i for i, value in enumerate(values) if value is not None and not what.same(first, value)]
    if not differing:
        return None
    effects, complete = _effects(what, compared, on, differing, values)
    moved = tuple(each for each in FIGURES if any(each in one.moved for one in effects))
    figures: tuple[Figure, ...] = moved if complete else tuple(dict.fromkeys((*moved, *what.unlike)))
    if not figures and complete:
        return None
    unlike = [measure for measure in what.unlike if measure in figures]
    told = compared.values([None if value is None else what.told(value) for value in values])
    telling = most_telling(effects, compared)
    consequence, verdict = compared.verdict(unlike, differing)
    return Finding(
        what.subject,
        what.name,
        figures,
        told,
        _words(what, told, verdict),
        consequence=consequence,
        unranked=compared.out(unlike, differing),
        effect=telling,
        told=in_words(telling, compared),
        serious=not complete,
    )


def _words(what: Input, told: Mapping[str, str], verdict: Message | None) -> Message:
    text = Message("Different {input}: {values}.", input=what.name, values=listed(told))
    remark = verdict or what.remark
    return Message("{finding} {remark}", finding=text, remark=remark) if remark else text


def _effects(
    what: Input, compared: Compared, on: Scale, differing: Sequence[int], values: Sequence[object]
) -> tuple[list[Effect], bool]:
    """Run designs again with the reference's value; say whether that told of every value."""
    reference = compared.first.result
    if values[compared.reference] is None:
        return [], False
    effects: list[Effect] = []
    tried: list[object] = []
    complete = True
    for i in differing:
        if any(values[i] is value or values[i] == value for value in tried) and len(tried) > 0:
            continue
        if len(tried) >= MOST_RUNS:
            break
        tried.append(values[i])
        given = what.give(compared.designs[i].result, reference)
        found = effect(compared, i, on, *given) if given else None
        complete = complete and found is not None
        effects += [found] if found else []
    return effects, complete
