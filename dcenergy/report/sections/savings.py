"""What the design saves against its baseline."""

from __future__ import annotations

from dcenergy.language import _, of_profile
from dcenergy.report import parts, words
from dcenergy.report.blocks import Fact, Facts, Section, Table
from dcenergy.report.compared import Both, both
from dcenergy.report.words import Ladder
from dcenergy.study.assess import Assessment, Savings, less


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
        note=_(
            "Present values count the plant's whole life. Where an investment is not known, the saving leaves out "
            "maintenance."
        ),
        title=_finding(saved.energy_kwh, energy.baseline),
    )


def _finding(saved_kwh: float, baseline_kwh: float | None) -> str:
    """Say how much electricity is saved, or what more is taken."""
    if not baseline_kwh:
        return ""
    share, energy = words.share(abs(saved_kwh) / baseline_kwh), words.ENERGY.text(abs(saved_kwh))
    if saved_kwh < 0:
        return _("The design takes {energy} a year more than its baseline, {share}", energy=energy, share=share)
    return _("The design saves {energy} a year, {share} of its baseline's electricity", energy=energy, share=share)


def investment(assessment: Assessment, saved: Savings) -> Facts:
    """Weigh the extra investment against lower running costs."""
    years = saved.payback_years
    basis = _("a year, real, before tax")
    if assessment.design.cost.inflation is not None:
        basis = _("a year, nominal, before tax")
    return Facts(
        _("The extra investment"),
        (
            Fact(_("Internal rate of return"), words.share(saved.irr), basis),
            Fact(
                _("Payback"),
                words.UNKNOWN if years is None else _("{years}\u00a0years", years=words.number(years)),
                _("not discounted, without what is left at the end"),
            ),
        ),
    )
