"""Cost: the parts of a year's cost, and of the plant's life."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from dcenergy.accounting.cash_flow import Flows
from dcenergy.accounting.cost import CostResult
from dcenergy.language import Message, _
from dcenergy.report import words
from dcenergy.report.blocks import Block, Fact, Facts, Figure, Section, Table
from dcenergy.report.charts.rows import Bar, Row, rows
from dcenergy.report.compared import Both, both
from dcenergy.report.words import Step
from dcenergy.study.assess import Assessment
from dcenergy.study.lifetime import Life
from dcenergy.study.money_notes import COSTS

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
    title = _title(paid, total)
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


def _title(paid: Mapping[str, Both], total: float) -> str:
    if not total:
        return _("Nothing is paid")
    own = {name: amount.design or 0.0 for name, amount in paid.items()}
    largest = max(own, key=lambda name: own[name])
    return _("{part} is {share} of the cost", part=largest, share=words.whole_share(own[largest] / total))


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


def _per_watt(own: CostResult) -> str:
    if own.capital_per_it_w is None:
        return _("at the start")
    amount = words.sized(words.number(own.capital_per_it_w), words.currency_name(own.currency))
    return _("at the start; {amount} per W of IT", amount=amount)


def by_year(assessment: Assessment, flows: Flows) -> Table:
    """List what is used and paid in every year of the plant's life."""
    own, prices = assessment.design.cost, assessment.design.profile.cost
    rate = prices.discount_rate if prices else 0.0
    present = [amount / (1 + rate) ** year for year, amount in enumerate(flows)]
    other = assessment.baseline.cost.flows if assessment.baseline and assessment.baseline.cost.capital else None
    money = words.MONEY.step([*flows, *(other or ())])
    energy = words.ENERGY.step([year.facility_kwh for year in assessment.life])
    mass = words.MASS.step([year.location_based_kg for year in assessment.life])
    unit = words.amount_of(money, own.currency)

    def row(year: int) -> tuple[str, ...]:
        lived = assessment.life[year - 1] if year else None
        used = "" if lived is None else energy.number(lived.facility_kwh)
        kg = None if lived is None else lived.location_based_kg
        cells = (str(year), used, "" if kg is None else mass.number(kg), money.number(flows[year]))
        paid = (*cells, money.number(present[year]))
        return paid if other is None else (*paid, money.number(other[year]))

    head = (
        _("Year"),
        _("Facility, {unit}", unit=energy.unit),
        _("Carbon, {unit}", unit=mass.unit),
        _("Paid, {unit}", unit=unit),
        _("At its present value"),
    )
    whole = (_("Sum"), *_sums(assessment.life, energy, mass), money.number(sum(flows)), money.number(sum(present)))
    return Table(
        _("The years of the plant's life"),
        head if other is None else (*head, _("Paid, baseline")),
        (*(row(year) for year in range(len(flows))), whole if other is None else (*whole, money.number(sum(other)))),
        note=_(
            "Year 0 is the investment. Parts of shorter life are bought again, and what is left at the end is "
            "credited in the last year. Every year is simulated in the same weather, with the servers then in place, "
            "worn arrays and batteries, that year's prices and the grid's carbon (of electricity, by location)."
        ),
        total=True,
    )


def _sums(life: Life, energy: Step, mass: Step) -> tuple[str, str]:
    known = [year.location_based_kg for year in life if year.location_based_kg is not None]
    return energy.number(sum(year.facility_kwh for year in life)), mass.number(sum(known)) if known else ""


def whole_life(assessment: Assessment) -> Facts:
    """Return the figures of the plant's life."""
    own, prices = assessment.design.cost, assessment.design.profile.cost
    span = _("of all costs")
    if prices:
        rate = words.share(prices.discount_rate)
        span = _("of all costs over {years} years at {rate}", years=prices.lifetime_years, rate=rate)
    levelised, currency = own.levelised_per_it_kwh, words.currency_name(own.currency)
    return Facts(
        _("Over the plant's life"),
        (
            Fact(_("Investment"), words.money(own.capital, own.currency), _per_watt(own)),
            Fact(_("Present value"), words.money(own.npv, own.currency), span),
            Fact(
                _("Levelised"),
                words.UNKNOWN if levelised is None else words.sized(words.number(levelised), currency),
                _("per kWh of IT"),
            ),
        ),
    )
