"""Cost: the parts of a year's cost, and of the plant's life."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from dcenergy.accounting.cash_flow import Flows
from dcenergy.accounting.cost import CostResult
from dcenergy.report import words
from dcenergy.report.blocks import Block, Fact, Facts, Figure, Section, Table
from dcenergy.report.charts.rows import Bar, Row, rows
from dcenergy.report.compared import Both, both
from dcenergy.report.words import NBSP, Step
from dcenergy.study.assess import Assessment

PARTS: Mapping[str, Callable[[CostResult], float | None]] = {
    "Energy": lambda cost: cost.energy,
    "Demand charge": lambda cost: cost.demand,
    "Sold to the grid": lambda cost: cost.export or None,
    "Contracts": lambda cost: cost.contracts,
    "Certificates": lambda cost: cost.certificates,
    "Water": lambda cost: cost.water,
    "Carbon price": lambda cost: cost.carbon,
    "Generators' fuel": lambda cost: cost.fuel,
    "Maintenance": lambda cost: cost.maintenance,
    "Capital, annuity": lambda cost: cost.capital_annuity,
}
"""The parts of a year's cost; those that are known add up to its total."""


def cost(assessment: Assessment) -> Section | None:
    """Return the section on cost; None where no prices are given."""
    own = assessment.design.cost
    if own.currency is None or own.total_per_year is None:
        return None
    lead = (
        f"{own.currency} of {own.price_year}, real, before tax, without debt; the servers themselves are not counted."
    )
    blocks: tuple[Block, ...] = (yearly(assessment, own.total_per_year), whole_life(assessment))
    if own.flows is not None and own.capital is not None:
        blocks = (*blocks, by_year(assessment, own.flows))
    return Section("cost", "Cost", lead, blocks)


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
    unit = f"{step.unit} {assessment.design.cost.currency}".strip()
    paid = {name: amount for name, amount in by_part.items() if amount.design or amount.baseline}
    whole = both(assessment, lambda result: result.cost.total_per_year)
    content = [_row(name, "cost", amount, step) for name, amount in paid.items()]
    content.append(_row("Total", "total", whole, step, strong=True))
    title = _title(paid, total)
    return Figure(
        id="cost-parts",
        title=title,
        subtitle=f"Cost a year by part, {unit}" + ("; thin grey bars: the baseline" if assessment.baseline else ""),
        description=f"{title}; the total is {step.number(total)} {unit} a year.",
        chart=rows(content, other_named=assessment.baseline is not None),
        table=_table({**by_part, "Total": whole}, step, unit, with_baseline=assessment.baseline is not None),
    )


def _row(name: str, kind: str, amount: Both, step: Step, strong: bool = False) -> Row:
    return Row(name, kind, _bar(amount.design, step), _bar(amount.baseline, step), strong)


def _bar(amount: float | None, step: Step) -> Bar | None:
    return None if amount is None else Bar(0.0, amount / step.factor, step.number(amount))


def _title(paid: Mapping[str, Both], total: float) -> str:
    if not total:
        return "Nothing is paid"
    own = {name: amount.design or 0.0 for name, amount in paid.items()}
    largest = max(own, key=lambda name: own[name])
    return f"{largest} is {words.whole_share(own[largest] / total)} of the cost"


def _table(by_part: Mapping[str, Both], step: Step, unit: str, with_baseline: bool) -> Table:
    def cell(amount: float | None) -> str:
        return words.UNKNOWN if amount is None else step.number(amount)

    width = 3 if with_baseline else 2
    return Table(
        f"Cost a year, {unit}",
        ("Part", "Design", "Baseline")[:width],
        tuple((name, cell(amount.design), cell(amount.baseline))[:width] for name, amount in by_part.items()),
        total=True,
    )


def _per_watt(own: CostResult) -> str:
    if own.capital_per_it_w is None:
        return "at the start"
    return f"at the start; {words.number(own.capital_per_it_w)}{NBSP}{own.currency} per W of IT"


def by_year(assessment: Assessment, flows: Flows) -> Table:
    """List what is paid in every year of the plant's life."""
    own, prices = assessment.design.cost, assessment.design.profile.cost
    rate = prices.discount_rate if prices else 0.0
    present = [amount / (1 + rate) ** year for year, amount in enumerate(flows)]
    step = words.MONEY.step(flows)
    unit = f"{step.unit} {own.currency}".strip()
    other = assessment.baseline.cost.flows if assessment.baseline else None
    with_baseline = other is not None and assessment.baseline is not None and assessment.baseline.cost.capital
    width = 4 if with_baseline else 3
    rows = [
        (str(year), step.number(amount), step.number(present[year]), step.number(other[year]) if other else "")[
            :width
        ]
        for year, amount in enumerate(flows)
    ]
    total = ("Sum", step.number(sum(flows)), step.number(sum(present)), step.number(sum(other)) if other else "")
    return Table(
        f"Paid by year, {unit}",
        ("Year", "Design", "At its present value", "Baseline")[:width],
        (*rows, total[:width]),
        note="Year 0 is the investment. Parts of shorter life are bought again, and what is left at the end is "
        "credited in the last year. Prices and the grid's carbon change as the profile says; load and weather stay.",
        total=True,
    )


def whole_life(assessment: Assessment) -> Facts:
    """Return the figures of the plant's life."""
    own, prices = assessment.design.cost, assessment.design.profile.cost
    span = f"over {prices.lifetime_years} years at {words.share(prices.discount_rate)}" if prices else ""
    levelised = own.levelised_per_it_kwh
    return Facts(
        "Over the plant's life",
        (
            Fact("Investment", words.money(own.capital, own.currency), _per_watt(own)),
            Fact("Present value", words.money(own.npv, own.currency), f"of all costs {span}"),
            Fact(
                "Levelised",
                words.UNKNOWN if levelised is None else f"{words.number(levelised)}{NBSP}{own.currency}",
                "per kWh of IT",
            ),
        ),
    )
