"""What the design saves against its baseline."""

from __future__ import annotations

from collections.abc import Mapping

from dcenergy.accounting.rate_of_return import Reason
from dcenergy.language import Message, _, of_profile
from dcenergy.report import parts, words
from dcenergy.report.blocks import Fact, Facts, Section, Table
from dcenergy.report.compared import Both, both
from dcenergy.report.words import Ladder
from dcenergy.study.assess import Assessment, Savings, less
from dcenergy.study.left_out import caption_of_savings, joined
from dcenergy.study.return_notes import ends


def savings(assessment: Assessment) -> Section | None:
    """Return the section on savings; None where there is no baseline."""
    saved, baseline = assessment.savings, assessment.baseline
    if saved is None or baseline is None:
        return None
    lead = _(
        "The baseline, {baseline}, runs the same servers in the same climate on the same supply.",
        baseline=of_profile(saved.baseline),
    )
    return Section("savings", _("Savings"), lead, (table(assessment, saved), investment(assessment, saved)))


def table(assessment: Assessment, saved: Savings) -> Table:
    """Set the annual figures of design and baseline side by side."""
    currency = assessment.design.cost.currency

    def row(name: str, ladder: Ladder, figure: Both, less: float | None, money: str | None = None) -> tuple[str, ...]:
        step = ladder.step([figure.design, figure.baseline])
        cells = (
            words.UNKNOWN if each is None else step.number(each) for each in (figure.baseline, figure.design, less)
        )
        unit = words.amount_of(step, money)
        return _("{name}, {unit}", name=name, unit=unit) if unit else name, *cells

    energy = both(assessment, parts.facility_kwh)
    location = both(assessment, lambda result: result.carbon.location_based)
    market = both(assessment, lambda result: result.carbon.market_based)
    claimed = both(assessment, lambda result: result.carbon.market_based_if_certified)
    if_certified = (
        row(_("Carbon, market-based if certified"), words.MASS, claimed, saved.carbon_market_if_certified_kg),
    )
    water = both(assessment, lambda result: result.water.metered)
    running = both(assessment, lambda result: result.cost.running_per_year)
    present = both(assessment, lambda result: result.cost.npv)
    marginal = both(assessment, lambda result: result.carbon.marginal)
    avoided = less(marginal.baseline, marginal.design)
    margin = (row(_("Carbon, at the grid's margin"), words.MASS, marginal, avoided),) if avoided is not None else ()
    return Table(
        _("A year of the design and of its baseline"),
        (_("What"), _("Baseline"), _("Design"), _("Saved")),
        (
            row(_("Electricity"), words.ENERGY, energy, saved.energy_kwh),
            row(_("Carbon, location-based"), words.MASS, location, saved.carbon_kg),
            row(_("Carbon, market-based"), words.MASS, market, saved.carbon_market_kg),
            *(() if claimed == market else if_certified),
            *margin,
            row(_("Water, metered"), words.VOLUME, water, saved.water_l),
            row(_("Running cost"), words.MONEY, running, saved.cost_per_year, currency),
            row(_("Present value of all costs"), words.MONEY, present, saved.npv, currency),
        ),
        note=_sums(assessment),
        title=_finding(saved.energy_kwh, energy.baseline),
    )


def _sums(assessment: Assessment) -> str:
    """Say what the sums of money hold, and what not."""
    basis = _(
        "Present values count the plant's whole life. Where an investment is not known, the saving leaves out "
        "maintenance."
    )
    missing = _left_out(assessment)
    return _("{basis} Money is {without}.", basis=basis, without=missing) if missing else basis


def _left_out(assessment: Assessment) -> str:
    own, other = assessment.design.cost, assessment.baseline
    return "" if other is None or own.currency is None else caption_of_savings(own, other.cost).text()


def _finding(saved_kwh: float, baseline_kwh: float | None) -> str:
    """Say how much electricity is saved, or what more is taken."""
    if not baseline_kwh:
        return ""
    share, energy = words.share(abs(saved_kwh) / baseline_kwh), words.ENERGY.text(abs(saved_kwh))
    if saved_kwh < 0:
        return _("The design takes {energy} a year more than its baseline, {share}", energy=energy, share=share)
    return _("The design saves {energy} a year, {share} of its baseline's electricity", energy=energy, share=share)


WHY_NONE: Mapping[Reason, Message] = {
    "unknown_investment": Message("not both investments are known"),
    "no_extra_investment": Message("the design needs no extra investment at the start"),
    "never_repaid": Message("the extra investment is not repaid"),
    "several_rates": Message("the savings fit several rates; compare the present values"),
}


def investment(assessment: Assessment, saved: Savings) -> Facts:
    """Weigh the extra investment against lower running costs."""
    years, missing = saved.payback_years, _left_out(assessment)
    return Facts(
        _("The extra investment"),
        (
            Fact(
                _("Internal rate of return"),
                words.share(saved.irr),
                joined(_rate_basis(assessment, saved), missing).text(),
            ),
            Fact(
                _("Payback"),
                words.UNKNOWN if years is None else _("{years}\u00a0years", years=words.number(years)),
                joined(_payback_basis(saved), missing).text(),
            ),
        ),
    )


def _rate_basis(assessment: Assessment, saved: Savings) -> str:
    """Say what the rate of return is, or why there is none, and what it rests on."""
    nominal = assessment.design.cost.rate_basis == "nominal"
    basis = _("a year, nominal, before tax") if nominal else _("a year, real, before tax")
    if saved.irr_reason is not None:
        return joined(basis, WHY_NONE[saved.irr_reason]).text()
    if saved.sensitivity is None:
        return basis
    return _(
        "{basis}; {worst} to {best} with either investment {change} higher or lower, as the extra one is a small "
        "difference",
        basis=basis,
        change=words.whole_share(saved.sensitivity.capital_change),
        **ends(saved.sensitivity, words.share),
    )


def _payback_basis(saved: Savings) -> str:
    basis = _("not discounted, without what is left at the end")
    if saved.sensitivity is None:
        return basis
    return _(
        "{basis}; {longest} to {shortest} with either investment {change} higher or lower",
        basis=basis,
        change=words.whole_share(saved.sensitivity.capital_change),
        **ends(saved.sensitivity, words.share),
    )
