"""What the design saves against its baseline."""

from __future__ import annotations

from dcenergy.report import parts, words
from dcenergy.report.blocks import Fact, Facts, Section, Table
from dcenergy.report.compared import Both, both
from dcenergy.report.words import NBSP, Ladder
from dcenergy.study.assess import Assessment, Savings, less


def savings(assessment: Assessment) -> Section | None:
    """Return the section on savings; None where there is no baseline."""
    saved, baseline = assessment.savings, assessment.baseline
    if saved is None or baseline is None:
        return None
    lead = f"The baseline, {saved.baseline}, runs the same servers in the same climate on the same supply."
    return Section("savings", "Savings", lead, (table(assessment, saved), investment(saved)))


def table(assessment: Assessment, saved: Savings) -> Table:
    """Set the annual figures of design and baseline side by side."""
    currency = assessment.design.cost.currency or ""

    def row(name: str, ladder: Ladder, figure: Both, less: float | None, money: str = "") -> tuple[str, ...]:
        step = ladder.step([figure.design, figure.baseline])
        cells = (
            words.UNKNOWN if each is None else step.number(each) for each in (figure.baseline, figure.design, less)
        )
        unit = f"{step.unit} {money}".strip()
        return f"{name}, {unit}" if unit else name, *cells

    energy = both(assessment, parts.facility_kwh)
    location = both(assessment, lambda result: result.carbon.location_based)
    market = both(assessment, lambda result: result.carbon.market_based)
    water = both(assessment, lambda result: result.water.metered)
    running = both(assessment, lambda result: result.cost.running_per_year)
    present = both(assessment, lambda result: result.cost.npv)
    marginal = both(assessment, lambda result: result.carbon.marginal)
    avoided = less(marginal.baseline, marginal.design)
    margin = (row("Carbon, at the grid's margin", words.MASS, marginal, avoided),) if avoided is not None else ()
    share = words.share(saved.energy_kwh / energy.baseline) if energy.baseline else words.UNKNOWN
    return Table(
        "A year of the design and of its baseline",
        ("What", "Baseline", "Design", "Saved"),
        (
            row("Electricity", words.ENERGY, energy, saved.energy_kwh),
            row("Carbon, location-based", words.MASS, location, saved.carbon_kg),
            row("Carbon, market-based", words.MASS, market, saved.carbon_market_kg),
            *margin,
            row("Water, metered", words.VOLUME, water, saved.water_l),
            row("Running cost", words.MONEY, running, saved.cost_per_year, currency),
            row("Present value of all costs", words.MONEY, present, saved.npv, currency),
        ),
        note=f"The electricity saved is {share} of the baseline's. Present values count the plant's whole life. "
        "Where an investment is not known, the saving leaves out maintenance.",
    )


def investment(saved: Savings) -> Facts:
    """Weigh the extra investment against lower running costs."""
    years = saved.payback_years
    return Facts(
        "The extra investment",
        (
            Fact("Internal rate of return", words.share(saved.irr), "a year, real, before tax"),
            Fact(
                "Payback",
                words.UNKNOWN if years is None else f"{words.number(years)}{NBSP}years",
                "not discounted",
            ),
        ),
    )
