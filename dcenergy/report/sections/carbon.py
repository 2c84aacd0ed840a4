"""Carbon: location-based and market-based side by side."""

from __future__ import annotations

from dcenergy.report import words
from dcenergy.report.blocks import Figure, Section, Table
from dcenergy.report.charts.rows import Bar, Row, rows
from dcenergy.report.compared import both
from dcenergy.report.words import NBSP, Step
from dcenergy.result import Result
from dcenergy.study.assess import Assessment

METHODS = "By location every kWh carries the grid's average; by market, what contracts cover carries theirs."


def carbon(assessment: Assessment) -> Section | None:
    """Return the section on carbon; None where no grid factor is known."""
    own = assessment.design.carbon
    if own.location_based is None or own.market_based is None:
        return None
    location = both(assessment, lambda result: result.carbon.location_based)
    market = both(assessment, lambda result: result.carbon.market_based)
    step = words.MASS.step([location.design, location.baseline])
    named = (("Location-based", location), ("Market-based", market))
    content = [Row(name, "carbon", _bar(kg.design, step), _bar(kg.baseline, step)) for name, kg in named]
    title = f"{step.text(own.location_based)} a year by location, {step.text(own.market_based)} by market"
    figure = Figure(
        id="carbon-methods",
        title=title,
        subtitle=f"Carbon of the electricity (scope 2), {step.unit} a year",
        description=f"{title}.",
        chart=rows(content, other_named=assessment.baseline is not None),
        table=_table(assessment, step),
        note=_factor(assessment.design),
    )
    return Section("carbon", "Carbon", _lead(assessment), (figure,))


def _bar(kg: float | None, step: Step) -> Bar | None:
    return None if kg is None else Bar(0.0, kg / step.factor, step.number(kg))


def _lead(assessment: Assessment) -> str:
    saved = assessment.savings
    if saved is None or saved.carbon_kg is None or saved.carbon_market_kg is None:
        return METHODS
    location, market = words.MASS.text(saved.carbon_kg), words.MASS.text(saved.carbon_market_kg)
    return (
        f"{METHODS} Saved against the baseline: {location} by location, {market} by market. "
        "These are two views of one saving, not to be added."
    )


def _table(assessment: Assessment, step: Step) -> Table:
    named = (
        ("Location-based, scope 2", both(assessment, lambda result: result.carbon.location_based)),
        ("Market-based, scope 2", both(assessment, lambda result: result.carbon.market_based)),
        ("Scope 1", both(assessment, lambda result: result.carbon.scope_1)),
        ("Scope 3", both(assessment, lambda result: result.carbon.scope_3)),
        ("Embodied, a year", both(assessment, lambda result: result.carbon.embodied_per_year)),
    )
    width = 3 if assessment.baseline else 2
    return Table(
        f"Carbon of a year, {step.unit}",
        ("Part", "Design", "Baseline")[:width],
        tuple((name, _cell(kg.design, step), _cell(kg.baseline, step))[:width] for name, kg in named),
    )


def _cell(kg: float | None, step: Step) -> str:
    return words.UNKNOWN if kg is None else step.number(kg)


def _factor(design: Result) -> str:
    grid = design.profile.supply.grid
    if grid is None:
        return ""
    row = grid.location
    named = f"{row.name} {row.year}, {row.method}" if row else "as given in the profile"
    text = f"Grid factor {words.plain(grid.location_kg_per_kwh)}{NBSP}kg/kWh: {named}."
    if grid.residual:
        text += f" What no contract covers carries {words.plain(grid.residual_kg_per_kwh)}{NBSP}kg/kWh by market."
    return text
