"""What makes each design differ from the one it is held against, stage by stage."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dcenergy.accounting.energy import PARTS
from dcenergy.language import Message, _
from dcenergy.report import words
from dcenergy.report.blocks import Figure, Fold, Folds, Key, Section, Table
from dcenergy.report.charts.stacks import Piece, Stack, stacks
from dcenergy.report.comparison import naming
from dcenergy.report.comparison.columns import LADDERS, divided, small_unit, telling_decimals
from dcenergy.report.words import NBSP, Step
from dcenergy.study.compare import Comparison
from dcenergy.study.difference import OVERHEAD, Stage
from dcenergy.study.measures import Measure

TOTAL = "total"
NAMED = 2
"""Parts that a sentence names."""

Gaps = dict[int, tuple[Stage, ...]]
Read = Callable[[Stage], float | None]
READ: tuple[tuple[Measure, Message, Read], ...] = (
    ("energy", Message("Electricity"), lambda stage: stage.energy_kwh),
    ("carbon", Message("Carbon"), lambda stage: stage.carbon_kg),
    ("cost", Message("Cost"), lambda stage: stage.cost),
)


def differences(comparison: Comparison) -> Section | None:
    """Return the section on differences; None where there is nothing to differ from."""
    others = [i for i in range(len(comparison.designs)) if i != comparison.reference]
    if not others:
        return None
    gaps = {i: comparison.difference(i) for i in others}
    reference = naming.full(comparison, comparison.reference)
    lead = _(
        "Every design held against {reference}, in figures of {basis}. Carbon and the price of "
        "energy go with the electricity of each part, at each design's own mean, so the stages add up.",
        reference=reference,
        basis=naming.basis(comparison),
    )
    return Section(
        "differences", _("What makes the difference"), lead, (figure(comparison, gaps), tables(comparison, gaps))
    )


def _step(comparison: Comparison, gaps: Gaps, measure: Measure, read: Read) -> Step:
    on = comparison.scale
    if not on.is_yearly:
        return Step(1.0, divided(small_unit(measure, on.currency), on))
    step = LADDERS[measure].step(read(stage) for stages in gaps.values() for stage in stages)
    return Step(step.factor, words.amount_of(step, on.currency)) if measure == "cost" else step


def figure(comparison: Comparison, gaps: Gaps) -> Figure:
    """Draw the parts of the electricity that a design takes more (right) or less (left)."""
    step = _step(comparison, gaps, "energy", _energy)
    found = {
        stage.stage
        for stages in gaps.values()
        for stage in _electric(stages)
        if signed((stage.energy_kwh or 0.0) / step.factor, 3).strip("0.")  # what rounds to nothing is not seen
    }
    used = [part for part in (*PARTS, OVERHEAD) if part in found]
    totals = {i: (_energy(stages[-1]) or 0.0) / step.factor for i, stages in gaps.items()}
    decimals = telling_decimals(list(totals.values()))
    content = [
        Stack(
            naming.numbered(comparison, i),
            [
                Piece(stage.stage, (stage.energy_kwh or 0.0) / step.factor)
                for stage in _electric(stages)
                if stage.stage in found
            ],
            signed(totals[i], decimals),
            sum=totals[i],
        )
        for i, stages in gaps.items()
    ]
    title = _title(comparison, gaps)
    reference = naming.numbered(comparison, comparison.reference)
    return Figure(
        id="gaps",
        title=title,
        subtitle=naming.named_by(
            comparison,
            _(
                "Electricity more (right) or less (left) than {reference}, {unit}; dot and number: in total",
                reference=reference,
                unit=step.unit,
            ),
        ),
        description=_("{sentence}. The tables hold every value.", sentence=title),
        chart=stacks(content),
        table=Table(
            _("Electricity less that of {reference}, {unit}", reference=reference, unit=step.unit),
            (_("Design"), *(naming.stage_name(part) for part in used), _("In total")),
            tuple(_line(comparison, i, stages, used, step) for i, stages in gaps.items()),
        ),
        keys=tuple(Key(part, naming.stage_name(part)) for part in used),
    )


def _energy(stage: Stage) -> float | None:
    return stage.energy_kwh


def _electric(stages: Sequence[Stage]) -> list[Stage]:
    return [stage for stage in stages if stage.energy_kwh is not None and stage.stage != TOTAL]


def _line(
    comparison: Comparison, i: int, stages: Sequence[Stage], used: Sequence[str], step: Step
) -> tuple[str, ...]:
    by_part = {stage.stage: (stage.energy_kwh or 0.0) / step.factor for stage in stages}
    return (
        naming.numbered(comparison, i),
        *(signed(by_part[part], 3) if part in by_part else "–" for part in used),
        signed(by_part[TOTAL], 3),
    )


def signed(value: float, decimals: int) -> str:
    """Write a difference with its sign.

    >>> signed(14.11, 1), signed(-2.0, 1), signed(0.0001, 1)
    ('+14.1', '−2.0', '0.0')
    """
    text = words.fixed(value, decimals)
    return f"+{text}" if value > 0 and text.strip("0.") else text


def _title(comparison: Comparison, gaps: Gaps) -> str:
    """Tell of the design furthest from the reference what makes it so."""
    able = [i for i in gaps if not comparison.standings[i].is_behind] or list(gaps)
    furthest = max(able, key=lambda i: abs(_energy(gaps[i][-1]) or 0.0))
    return sentence(comparison, furthest, gaps[furthest])


def sentence(comparison: Comparison, i: int, stages: Sequence[Stage]) -> str:
    """Say how much electricity a design takes more or less, and which parts make the most of it."""
    total = _energy(stages[-1]) or 0.0
    name = naming.full(comparison, i)
    parts = sorted(_electric(stages), key=lambda stage: -abs(stage.energy_kwh or 0.0))[:NAMED]
    told = [stage for stage in parts if stage.energy_kwh and abs(stage.energy_kwh) > 0.05 * abs(total)]
    if not told:
        return _("{design} takes as much electricity", design=name)
    whole = _amount(comparison, total)
    if told[0].stage == OVERHEAD and len(told) == 1:
        more = Message("{design} takes {energy} more, all of it overhead")
        less = Message("{design} takes {energy} less, all of it overhead")
        return _(more if total > 0 else less, design=name, energy=whole)
    made = words.listing(
        _(
            "{part} {figure}",
            part=words.inside(naming.stage_name(stage.stage)),
            figure=_amount(comparison, stage.energy_kwh or 0.0, True),
        )
        for stage in told
    )
    more, less = Message("{design} takes {energy} more: {parts}"), Message("{design} takes {energy} less: {parts}")
    return _(more if total > 0 else less, design=name, energy=whole, parts=made)


def _amount(comparison: Comparison, value: float, sign: bool = False) -> str:
    on = comparison.scale
    per_unit = f"{words.number(abs(value))}{NBSP}{divided('kWh', on)}"
    size = words.ENERGY.text(abs(value)) if on.is_yearly else per_unit
    return _with_sign(value, size) if sign else size


def _with_sign(value: float, size: str) -> str:
    return f"{'+' if value > 0 else words.MINUS}{size}" if value else size


def tables(comparison: Comparison, gaps: Gaps) -> Folds:
    """Return a table a design: kWh, kg and money by stage."""
    read = [
        (_("{name}, {unit}", name=name, unit=step.unit), step, get)
        for measure, name, get in READ
        if any(get(stages[-1]) is not None for stages in gaps.values())
        for step in (_step(comparison, gaps, measure, get),)
    ]
    reference = naming.numbered(comparison, comparison.reference)
    folds = tuple(
        Fold(
            title=naming.numbered(comparison, i),
            summary=_summary(comparison, stages),
            table=Table(
                _("{design} less {reference}", design=naming.numbered(comparison, i), reference=reference),
                (_("Stage"), *(head for head, _, _ in read)),
                tuple(
                    (naming.stage_name(stage.stage), *(_cell(get(stage), step, stage) for _, step, get in read))
                    for stage in stages
                ),
                total=True,
            ),
            open=len(gaps) == 1,
        )
        for i, stages in gaps.items()
    )
    return Folds(_("Stage by stage, less {reference}", reference=reference), folds, note=_note(comparison))


def _cell(value: float | None, step: Step, stage: Stage) -> str:
    if value is None:
        return words.UNKNOWN if stage.stage == TOTAL else ""
    return signed(value / step.factor, 3)


def _summary(comparison: Comparison, stages: Sequence[Stage]) -> str:
    """Write the totals in one line."""
    total, on = stages[-1], comparison.scale
    said: list[str] = []
    if total.energy_kwh is not None:
        said.append(_amount(comparison, total.energy_kwh, sign=True))
    if total.carbon_kg is not None:
        kg = abs(total.carbon_kg)
        size = words.MASS.text(kg) if on.is_yearly else f"{words.number(kg)}{NBSP}{divided('kg', on)}"
        said.append(_with_sign(total.carbon_kg, size))
    if total.cost is not None and on.currency:
        paid, unit = abs(total.cost), divided(words.currency_name(on.currency), on)
        size = words.money(paid, on.currency) if on.is_yearly else f"{words.number(paid)}{NBSP}{unit}"
        said.append(_with_sign(total.cost, size))
    return _(", ").join(said)


def _note(comparison: Comparison) -> str:
    if comparison.scale.whole_cost:
        return ""
    return _("Investment and maintenance are left out: they are not known of all designs.")
