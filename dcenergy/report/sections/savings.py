"""What the design saves against its baseline."""

from __future__ import annotations

from collections.abc import Callable

from dcenergy.report import parts, words
from dcenergy.report.blocks import Fact, Facts, Section, Table
from dcenergy.report.words import NBSP
from dcenergy.study.assess import Assessment, Savings


def savings(assessment: Assessment) -> Section | None:
    """Return the section on savings; None where there is no baseline."""
    saved, baseline = assessment.savings, assessment.baseline
    if saved is None or baseline is None:
        return None
    lead = f"The baseline, {saved.baseline}, runs the same servers in the same climate on the same supply."
    return Section("savings", "Savings", lead, (table(assessment), investment(saved)))


def table(assessment: Assessment) -> Table:
    """Set the annual figures of design and baseline side by side."""
    design, baseline, saved = assessment.design, assessment.baseline, assessment.savings
    assert baseline is not None
    assert saved is not None
    currency = design.cost.currency

    def money(value: float | None) -> str:
        return words.money(value, currency)

    whole = parts.facility_kwh(baseline)
    rows = (
        _row("Electricity", words.ENERGY.text, whole, parts.facility_kwh(design), saved.energy_kwh),
        _row(
            "Carbon, location-based",
            words.MASS.text,
            baseline.carbon.location_based,
            design.carbon.location_based,
            saved.carbon_kg,
        ),
        _row(
            "Carbon, market-based",
            words.MASS.text,
            baseline.carbon.market_based,
            design.carbon.market_based,
            saved.carbon_market_kg,
        ),
        _row("Water, make-up", words.VOLUME.text, baseline.water.make_up, design.water.make_up, saved.water_l),
        _row(
            "Running cost", money, baseline.cost.running_per_year, design.cost.running_per_year, saved.cost_per_year
        ),
        _row("Present value of all costs", money, baseline.cost.npv, design.cost.npv, saved.npv),
    )
    return Table(
        "A year of the design and of its baseline",
        ("What", "Baseline", "Design", "Saved"),
        rows,
        note=f"The electricity saved is {words.share(saved.energy_kwh / whole)} of the baseline's. Present values "
        "count the plant's whole life. Where an investment is not known, the saving leaves out maintenance.",
    )


def _row(
    name: str, write: Callable[[float | None], str], baseline: float | None, design: float | None, saved: float | None
) -> tuple[str, ...]:
    return name, write(baseline), write(design), write(saved)


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
