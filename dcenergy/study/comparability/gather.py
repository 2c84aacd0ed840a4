"""The findings on all designs of a comparison, the most telling first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from dcenergy.language import Message
from dcenergy.study.comparability import capital, items, task, wording
from dcenergy.study.comparability.effects import MOST_RUNS, effect, in_words, most_telling
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
    known = [i for i, value in enumerate(values) if value is not None]
    if not known:
        return None
    held = compared if compared.reference in known else replace(compared, reference=known[0])
    differing = [i for i in known if not what.same(values[held.reference], values[i])]
    effects = _effects(what, held, on, differing, values)
    figures = tuple(each for each in FIGURES if any(_moves(what, one, each) for one in effects.values()))
    if not figures:
        return None
    unlike = {each: [i for i, one in effects.items() if _moves(what, one, each)] for each in what.unlike}
    measures = [each for each in what.unlike if unlike[each]]
    consequence, verdict = held.verdict(measures, [i for each in measures for i in unlike[each]])
    telling = most_telling([one for one in effects.values() if one], held)
    told = held.values(wording.told_apart(values, what.told))
    return Finding(
        what.subject,
        what.name,
        figures,
        told,
        _words(what, told, verdict),
        consequence=consequence,
        unranked=held.out({each: unlike[each] for each in measures}),
        effect=telling,
        told=in_words(telling, held),
        serious=None in effects.values(),
    )


def _words(what: Input, told: Mapping[str, str], verdict: Message | None) -> Message:
    text = Message("Different {input}: {values}.", input=what.name, values=listed(told))
    remark = verdict or what.remark
    return Message("{finding} {remark}", finding=text, remark=remark) if remark else text


def _moves(what: Input, found: Effect | None, figure: Figure) -> bool:
    """Say whether an input moves a figure of a design; where that could not be calculated, whether it may."""
    return figure in (found.moved if found else (*what.unlike, *what.touches))


def _effects(
    what: Input, held: Compared, on: Scale, differing: Sequence[int], values: Sequence[object]
) -> dict[int, Effect | None]:
    """Run designs with the reference's value: all that a rank may be withheld from, else the first of each value."""
    first = [i for place, i in enumerate(differing) if values[i] not in [values[j] for j in differing[:place]]]
    effects: dict[int, Effect | None] = {}
    for i in differing if what.unlike else first[:MOST_RUNS]:
        given = what.give(held.designs[i].result, held.first.result)
        effects[i] = effect(held, i, on, *given) if given else None
    return effects
