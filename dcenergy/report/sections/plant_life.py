"""The plant's life: what it costs over its years, and when it costs less than the baseline."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import accumulate

from dcenergy.accounting.cash_flow import Flows
from dcenergy.accounting.cost import CostResult
from dcenergy.language import _
from dcenergy.report import words
from dcenergy.report.blocks import Fact, Facts, Figure, Key, Table
from dcenergy.report.charts.lines import Line, lines
from dcenergy.report.words import Step
from dcenergy.study.assess import Assessment
from dcenergy.study.left_out import caption, joined
from dcenergy.study.lifetime import Life

HEIGHT = 240.0
NAMED_EVERY = 5
"""Years between those that are named on the axis."""


def _per_watt(own: CostResult) -> str:
    if own.capital_per_it_w is None:
        return _("at the start")
    amount = words.sized(words.number(own.capital_per_it_w), words.currency_name(own.currency))
    return _("at the start; {amount} per W of IT", amount=amount)


def _per_kwh(own: CostResult) -> str:
    if own.levelised_per_work_kwh is None or own.levelised_per_work_kwh == own.levelised_per_it_kwh:
        return _("per kWh of IT")
    amount = words.sized(words.number(own.levelised_per_work_kwh), words.currency_name(own.currency))
    return _("per kWh of IT; {amount} by what the first servers would draw for the same work", amount=amount)


def _sum_known(years: Iterable[float | None]) -> float | None:
    """Sum of the years; None where there is none, or one is not known."""
    told = list(years)
    known = [each for each in told if each is not None]
    return sum(known) if known and len(known) == len(told) else None


def totals(life: Life) -> dict[str, float | None]:
    """Return what all years come to; None where one of them is not known."""
    return {
        "facility_kwh": _sum_known(year.facility_kwh for year in life),
        "location_based_kg": _sum_known(year.location_based_kg for year in life),
        "market_based_kg": _sum_known(year.market_based_kg for year in life),
        "total_kg": _sum_known(year.total_kg for year in life),
    }


def present(flows: Flows, rate: float) -> list[float]:
    """Return the value at the start of what is paid in every year.

    >>> present((100.0, 120.0), 0.25)
    [100.0, 96.0]
    """
    return [amount / (1 + rate) ** year for year, amount in enumerate(flows)]


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
            Fact(_("Present value"), words.money(own.npv, own.currency), joined(span, caption(own, "npv")).text()),
            Fact(
                _("Levelised"),
                words.UNKNOWN if levelised is None else words.sized(words.number(levelised), currency),
                joined(_per_kwh(own), caption(own, "levelised_per_it_kwh")).text(),
            ),
            *_emitted(assessment.life),
        ),
    )


def _emitted(life: Life) -> tuple[Fact, ...]:
    """Carbon of all years: in total where that is known, else of the electricity; and by market beside it."""
    whole_life_of = totals(life)
    located, market = whole_life_of["location_based_kg"], whole_life_of["market_based_kg"]
    whole = whole_life_of["total_kg"]
    if located is None or market is None:
        return ()
    by_market = words.MASS.text(market)
    if whole is None:
        return (
            Fact(_("Carbon"), words.MASS.text(located), _("scope 2 by location; {mass} by market", mass=by_market)),
        )
    basis = _("scope 1, scope 2 by location, embodied; {mass} of scope 2 by market", mass=by_market)
    return (Fact(_("Carbon"), words.MASS.text(whole), basis),)


def by_year(assessment: Assessment, flows: Flows) -> Figure:
    """Draw what has been paid by every year of the plant's life, and list what is used and paid in each."""
    baseline = assessment.baseline.cost if assessment.baseline else None
    other = baseline.flows if baseline and baseline.capital is not None else None
    paid = list(accumulate(flows))
    paid_otherwise = list(accumulate(other)) if other else []
    money = words.MONEY.step([*paid, *paid_otherwise])
    drawn = [Line(_("Design"), "cost", [amount / money.factor for amount in paid])]
    if other:
        drawn.append(Line(_("Baseline"), "baseline", [amount / money.factor for amount in paid_otherwise]))
    currency = assessment.design.cost.currency
    title = _finding(flows, other, currency)
    return Figure(
        id="plant-life",
        title=title,
        subtitle=_(
            "Paid since the start, {unit}, by years after it; not discounted",
            unit=words.amount_of(money, currency),
        ),
        description=_(
            "{sentence}. Lines of {lines} through the years.",
            sentence=title,
            lines=words.listing(words.inside(line.name) for line in drawn),
        ),
        chart=lines(drawn, _named_years(len(paid)), HEIGHT),
        table=_table(assessment, flows, other),
        keys=tuple(Key(f"line-{line.kind}", line.name) for line in drawn),
        note=_(
            "Year 0 is the investment. Parts of shorter life are bought again, and what is left at the end is "
            "credited in the last year. Every year is simulated in the same weather, with the servers then in place, "
            "worn arrays and batteries, that year's prices and the grid's carbon (of electricity, by location)."
        ),
    )


def _named_years(count: int) -> list[tuple[int, str]]:
    """Name every so many years, and leave out the last where it would not fit."""
    return [(year, str(year)) for year in range(0, count, NAMED_EVERY)]


def _finding(flows: Sequence[float], other: Sequence[float] | None, currency: str | None) -> str:
    """Say what the life costs, and how far that is from the baseline's."""
    years, whole = len(flows) - 1, sum(flows)
    span = _("{years}\u00a0years", years=years)
    amount = words.money(whole, currency)
    less = 0.0 if other is None else sum(other) - whole
    if not less:
        return _("Over {span} {amount} are paid", span=span, amount=amount)
    apart = words.money(abs(less), currency)
    if less > 0:
        return _(
            "Over {span} {amount} are paid, {less} less than for the baseline", span=span, amount=amount, less=apart
        )
    return _("Over {span} {amount} are paid, {more} more than for the baseline", span=span, amount=amount, more=apart)


def _table(assessment: Assessment, flows: Flows, other: Flows | None) -> Table:
    own, prices = assessment.design.cost, assessment.design.profile.cost
    rate = prices.discount_rate if prices else 0.0
    worths = present(flows, rate)
    money = words.MONEY.step([*flows, *(other or ())])
    energy = words.ENERGY.step([year.facility_kwh for year in assessment.life])
    mass = words.MASS.step([year.location_based_kg for year in assessment.life])
    unit = words.amount_of(money, own.currency)

    last = len(flows) - 1
    credits = (own.residual or 0.0, (assessment.baseline.cost.residual or 0.0) if assessment.baseline else 0.0)

    def row(year: int) -> tuple[str, ...]:
        lived = assessment.life[year - 1] if year else None
        used = "" if lived is None else energy.number(lived.facility_kwh)
        kg = None if lived is None else lived.location_based_kg
        credit, other_credit = credits if year == last else (0.0, 0.0)
        worth = money.number(worths[year] + credit / (1 + rate) ** year)
        paid = (str(year), used, "" if kg is None else mass.number(kg), money.number(flows[year] + credit), worth)
        return paid if other is None else (*paid, money.number(other[year] + other_credit))

    def left() -> list[tuple[str, ...]]:
        """What the plant is still worth at the end, apart from what is paid."""
        if not any(credits):
            return []
        credit, other_credit = credits
        cells = (_("Left at the end"), "", "", money.number(-credit), money.number(-credit / (1 + rate) ** last))
        return [cells if other is None else (*cells, money.number(-other_credit))]

    head = (
        _("Year"),
        _("Facility, {unit}", unit=energy.unit),
        _("Carbon, {unit}", unit=mass.unit),
        _("Paid, {unit}", unit=unit),
        _("At its present value"),
    )
    whole = (_("Sum"), *_sums(assessment.life, energy, mass), money.number(sum(flows)), money.number(sum(worths)))
    return Table(
        _("The years of the plant's life"),
        head if other is None else (*head, _("Paid, baseline")),
        (
            *(row(year) for year in range(len(flows))),
            *left(),
            whole if other is None else (*whole, money.number(sum(other))),
        ),
        total=True,
    )


def _sums(life: Life, energy: Step, mass: Step) -> tuple[str, str]:
    known = [year.location_based_kg for year in life if year.location_based_kg is not None]
    return energy.number(sum(year.facility_kwh for year in life)), mass.number(sum(known)) if known else ""
