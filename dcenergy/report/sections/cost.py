"""Cost: the parts of a year's cost, and of the plant's life."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from dcenergy.accounting.cost import CostResult
from dcenergy.language import Message, _
from dcenergy.report import words
from dcenergy.report.blocks import Block, Figure, Section, Table
from dcenergy.report.charts.rows import Bar, Row, rows
from dcenergy.report.compared import Both, both
from dcenergy.report.sections.plant_life import by_year, whole_life
from dcenergy.report.words import Step
from dcenergy.study.assess import Assessment
from dcenergy.study.left_out import COSTS

PARTS: Mapping[str, Callable[[CostResult], float | None]] = {
    Message("Energy"): lambda cost: cost.energy,
    Message("Demand charge"): lambda cost: cost.demand,
    Message("Sold to the grid"): lambda cost: cost.export,
    Message("Contracts"): lambda cost: cost.contracts,
    Message("Certificates"): lambda cost: cost.certificates,
    Message("Water"): lambda cost: cost.water,
    Message("Carbon price"): lambda cost: cost.carbon,
    Message("Generators' fuel"): lambda cost: cost.fuel,
    Message("Maintenance"): lambda cost: cost.maintenance,
    Message("Capital, annuity"): lambda cost: cost.capital_annuity,
}
"""The parts of a year's cost; those that are known add up to its total."""


def cost(assessment: Assessment) -> Section | None:
    """Return the section on cost; None where no prices are given."""
    own = assessment.design.cost
    if own.currency is None or own.total_per_year is None:
        return None
    currency = words.currency_name(own.currency)
    lead = _(
        "{currency} of {year}, real, before tax, without debt; servers count only where the investment names them.",
        currency=currency,
        year=own.price_year,
    )
    if own.inflation is not None:
        lead = _(
            "{currency}, before tax, without debt: a year's cost in money of {year}, payments of later years with "
            "{rate} inflation a year; servers count only where the investment names them.",
            currency=currency,
            year=own.price_year,
            rate=words.share(own.inflation),
        )
    blocks: tuple[Block, ...] = (yearly(assessment, own.total_per_year), whole_life(assessment))
    if own.flows is not None and own.capital is not None:
        blocks = (*blocks, by_year(assessment, own.flows))
    return Section("cost", _("Cost"), lead, blocks)


def left_out(own: CostResult) -> str:
    """Say what the sums do not hold."""
    if not own.left_out:
        return ""
    return _(
        "Not in the total, the present value and the levelised cost, as not determined or without a price: {parts}.",
        parts=words.listing(COSTS[part].text() for part in own.left_out),
    )


def amounts(assessment: Assessment) -> dict[str, Both]:
    """Return every part of the yearly cost."""
    baseline = assessment.baseline
    return {
        name: Both(read(assessment.design.cost), read(baseline.cost) if baseline else None)
        for name, read in PARTS.items()
    }


def yearly(assessment: Assessment, total: float) -> Figure:
    """Draw the parts of the yearly cost."""
    step, by_part = words.MONEY.step([total]), amounts(assessment)
    unit = words.amount_of(step, assessment.design.cost.currency)
    paid = {name: amount for name, amount in by_part.items() if amount.design or amount.baseline}
    whole = both(assessment, lambda result: result.cost.total_per_year)
    content = [_row(name, "cost", amount, step) for name, amount in paid.items()]
    content.append(_row(_("Total"), "total", whole, step, strong=True))
    title = _title(paid, total, assessment.design.cost.currency)
    subtitle = _("Cost a year by part, {unit}", unit=unit)
    if assessment.baseline:
        subtitle = _("Cost a year by part, {unit}; thin grey bars: the baseline", unit=unit)
    return Figure(
        id="cost-parts",
        title=title,
        subtitle=subtitle,
        description=_(
            "{sentence}; the total is {amount} a year.",
            sentence=title,
            amount=words.sized(step.number(total), unit, " "),
        ),
        chart=rows(content, other_named=assessment.baseline is not None),
        table=_table({**by_part, _("Total"): whole}, step, unit, with_baseline=assessment.baseline is not None),
        note=left_out(assessment.design.cost),
    )


def _row(name: str, kind: str, amount: Both, step: Step, strong: bool = False) -> Row:
    return Row(name, kind, _bar(amount.design, step), _bar(amount.baseline, step), strong)


def _bar(amount: float | None, step: Step) -> Bar | None:
    return None if amount is None else Bar(0.0, amount / step.factor, step.number(amount))


def _title(paid: Mapping[str, Both], total: float, currency: str | None) -> str:
    if not total:
        return _("Nothing is paid")
    own = {name: amount.design or 0.0 for name, amount in paid.items()}
    largest = max(own, key=lambda name: own[name])
    return _(
        "A year costs {amount}; {part} is {share} of it",
        amount=words.money(total, currency),
        part=words.inside(largest),
        share=words.whole_share(own[largest] / total),
    )


def _table(by_part: Mapping[str, Both], step: Step, unit: str, with_baseline: bool) -> Table:
    def cell(amount: float | None) -> str:
        return words.UNKNOWN if amount is None else step.number(amount)

    width = 3 if with_baseline else 2
    return Table(
        _("Cost a year, {unit}", unit=unit),
        (_("Part"), _("Design"), _("Baseline"))[:width],
        tuple((name, cell(amount.design), cell(amount.baseline))[:width] for name, amount in by_part.items()),
        total=True,
    )
