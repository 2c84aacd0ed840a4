"""PUE part by part, all designs on one axis."""

from __future__ import annotations

from collections.abc import Mapping

from dcenergy.language import Message, _
from dcenergy.report import parts, words
from dcenergy.report.blocks import Figure, Key, Section, Table
from dcenergy.report.charts.stacks import Piece, Stack, stacks
from dcenergy.report.comparison import naming
from dcenergy.report.sections.pue import additions
from dcenergy.result import Result
from dcenergy.study.compare import Comparison
from dcenergy.study.difference import OVERHEAD

SHOWN = 0.0005
"""Differences below this do not show in three decimals."""


def pue(comparison: Comparison) -> Section | None:
    """Return the section on the parts of PUE; None where no design determines it."""
    added = [_added(design.result) for design in comparison.designs]
    if not any(added):
        return None
    lead = _(
        "Facility energy over IT energy. The bars begin at 1, the servers alone; designs in the order of their rank."
    )
    return Section("pue", "PUE", lead, (figure(comparison, added),))


def _added(result: Result) -> dict[str, float]:
    """Return what every part adds to PUE; of a fixed PUE, the overhead that it does not tell apart."""
    added = additions(result) if result.indicators.pue else {}
    return added if result.cooled.simulated else {OVERHEAD: sum(added.values())}


def figure(comparison: Comparison, added: list[dict[str, float]]) -> Figure:
    """Draw what every part adds to PUE, a row a design."""
    used = [part for part in (*parts.OVERHEAD, OVERHEAD) if any(each.get(part) for each in added)]
    names = {part: naming.stage_name(part) for part in used}
    title = _title([each for each in added if OVERHEAD not in each] or added, used, names)
    return Figure(
        id="stacks",
        title=title,
        subtitle=naming.named_by(comparison, _("What each part adds to PUE, from 1")),
        description=_("{sentence}. The table holds every value.", sentence=title),
        chart=stacks([_stack(comparison, i, added[i]) for i in range(len(added))], start=1.0),
        table=Table(
            _("Parts of PUE"),
            (_("Design"), *names.values(), "PUE"),
            tuple(
                (
                    naming.numbered(comparison, i),
                    *(words.fixed(each[part], 3) if each.get(part) else "0" for part in used),
                    words.fixed(comparison.designs[i].result.indicators.pue, 3),
                )
                for i, each in enumerate(added)
            ),
        ),
        keys=tuple(Key(part, names[part]) for part in used),
    )


def _stack(comparison: Comparison, i: int, added: Mapping[str, float]) -> Stack:
    total = comparison.designs[i].result.indicators.pue
    pieces = [Piece(part, value) for part, value in added.items()]
    text = "–" if total is None else words.fixed(total, 3)
    return Stack(naming.numbered(comparison, i), pieces, text, strong=comparison.standings[i].rank == 1)


def _title(added: list[dict[str, float]], used: list[str], names: Mapping[str, str]) -> str:
    """Say which part sets the designs furthest apart."""
    if not used:
        return _("Nothing is added to the servers' own energy")

    def ends(part: str) -> tuple[float, float]:
        values = [each.get(part, 0.0) for each in added]
        return min(values), max(values)

    widest = max(used, key=lambda part: ends(part)[1] - ends(part)[0])
    low, high = ends(widest)
    if high - low < SHOWN:
        return _("Every part adds as much to PUE in all designs")
    sentence = Message("{part} sets the designs furthest apart: from {low} to {high} of PUE")
    if parts.is_plural(names[widest]):
        sentence = Message("{part} set the designs furthest apart: from {low} to {high} of PUE")
    return _(sentence, part=names[widest], low=words.fixed(low, 3) if low else "0", high=words.fixed(high, 3))
