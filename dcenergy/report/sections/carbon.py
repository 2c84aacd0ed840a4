"""Carbon: location-based and market-based side by side."""

from __future__ import annotations

from dcenergy.accounting.carbon import basis
from dcenergy.accounting.market_based import null_words
from dcenergy.language import Message, _
from dcenergy.report import words
from dcenergy.report.blocks import Block, Figure, Section, Table
from dcenergy.report.charts.rows import Bar, Row, rows
from dcenergy.report.compared import Both, both
from dcenergy.report.words import NBSP, Step
from dcenergy.result import Result
from dcenergy.study.assess import Assessment
from dcenergy.supply import grid_shape

METHODS = Message(
    "By location every kWh has the grid's average factor. By market certified claims have their own factor, and all "
    "other power that of the residual mix, where one is known."
)


def carbon(assessment: Assessment) -> Section | None:
    """Return the section on carbon; None where no grid factor is known."""
    own = assessment.design.carbon
    if own.location_based is None or own.market_based is None:
        return None
    figure = _methods(assessment, own.location_based, own.market_based)
    blocks: tuple[Block, ...] = (figure,)
    if own.scope_1 is not None or own.embodied_per_year is not None:
        blocks = (*blocks, inventory(assessment))
    return Section("carbon", _("Carbon"), _lead(assessment), blocks)


def _methods(assessment: Assessment, location_kg: float, market_kg: float) -> Figure:
    """Show the electricity's carbon by every method."""
    named = electricity(assessment)
    step = words.MASS.step([kg for _short, _long, each in named for kg in (each.design, each.baseline)])
    content = [Row(name, "carbon", _bar(kg.design, step), _bar(kg.baseline, step)) for name, _long, kg in named]
    title = _(
        "{location} a year by location, {market} by market",
        location=step.text(location_kg),
        market=step.text(market_kg),
    )
    return Figure(
        id="carbon-methods",
        title=title,
        subtitle=_("Carbon of the electricity (scope 2), {unit} a year", unit=step.unit),
        description=_("{sentence}.", sentence=title),
        chart=rows(content, other_named=assessment.baseline is not None),
        table=_table(assessment, step),
        note=_factor(assessment.design),
    )


def electricity(assessment: Assessment) -> list[tuple[str, str, Both]]:
    """Name the electricity's carbon by every method, in short and in full, without what equals the market-based."""
    location = both(assessment, lambda result: result.carbon.location_based)
    market = both(assessment, lambda result: result.carbon.market_based)
    claimed = both(assessment, lambda result: result.carbon.market_based_if_certified)
    hourly = both(assessment, lambda result: result.carbon.market_based_hourly)
    beside = (
        (_("If certified"), _("Market-based, if every claim were certified, scope 2"), claimed),
        (_("By the hour"), _("Market-based, hour by hour, scope 2"), hourly),
    )
    return [
        (_("Location-based"), _("Location-based, scope 2"), location),
        (_("Market-based"), _("Market-based, scope 2"), market),
        *(each for each in beside if not words.alike(each[2].design or 0.0, market.design or 0.0)),
    ]


def _bar(kg: float | None, step: Step) -> Bar | None:
    return None if kg is None else Bar(0.0, kg / step.factor, step.number(kg))


def _lead(assessment: Assessment) -> str:
    saved = assessment.savings
    if saved is None or saved.carbon_kg is None or saved.carbon_market_kg is None:
        return words.sentences(METHODS, _unproven(assessment.design))
    location, market = words.MASS.text(saved.carbon_kg), words.MASS.text(saved.carbon_market_kg)
    views = _(
        "Saved against the baseline: {location} by location, {market} by market. "
        "These are two views of one saving, not to be added.",
        location=location,
        market=market,
    )
    return words.sentences(METHODS, _unproven(assessment.design), views)


def _unproven(design: Result) -> str:
    """Say what the market-based figure would be if claims without certificates were certified."""
    own = design.carbon
    if own.market_based is None or own.market_based_if_certified is None:
        return ""
    if words.alike(own.market_based, own.market_based_if_certified):
        return ""
    return _(
        "Contracts and claims without certificates do not count: with certificates retired for them the market-based "
        "figure would be {claimed}.",
        claimed=words.MASS.text(own.market_based_if_certified),
    )


def _table(assessment: Assessment, step: Step) -> Table:
    named = (
        *((name, kg) for _short, name, kg in electricity(assessment)),
        (_("Scope 1"), both(assessment, lambda result: result.carbon.scope_1)),
        (_("Scope 3, upstream of electricity"), both(assessment, lambda result: result.carbon.scope_3)),
        (_("Embodied, a year"), both(assessment, lambda result: result.carbon.embodied_per_year)),
        (_("At the margin of the grid"), both(assessment, lambda result: result.carbon.marginal)),
    )
    width = 3 if assessment.baseline else 2
    return Table(
        _("Carbon of a year, {unit}", unit=step.unit),
        (_("Part"), _("Design"), _("Baseline"))[:width],
        tuple((name, _cell(kg.design, step), _cell(kg.baseline, step))[:width] for name, kg in named),
    )


def inventory(assessment: Assessment) -> Table:
    """Set out the parts of the total beside the electricity's, each with its method."""
    own = assessment.design.carbon
    method = basis(assessment.design.profile.supply, own)
    step = words.MASS.step([own.location_based, own.embodied_per_year])
    made = own.embodied_parts
    rows = [
        (_("Generators' fuel"), _cell(own.scope_1_fuel, step), method.get("scope_1_fuel", "")),
        (_("Refrigerants"), _cell(own.scope_1_refrigerants, step), method.get("scope_1_refrigerants", "")),
        (_("Electricity"), _cell(own.location_based, step), method.get("location_based", "")),
    ]
    if made is not None:
        parts = {
            _("Servers"): made.servers,
            _("Building"): made.building,
            _("Plant"): made.plant,
            _("Solar arrays"): made.solar,
            _("Wind turbines"): made.wind,
            _("Hydropower"): made.hydro,
            _("Batteries"): made.battery,
        }
        rows += [
            (_("{part}, embodied", part=name), _cell(kg, step), method["embodied_per_year"])
            for name, kg in parts.items()
            if kg
        ]
    rows.append((_("Total"), _cell(own.total_per_year, step), method.get("total_per_year", "")))
    spread = ""
    if made is not None:
        low, high = step.number(made.low), step.text(made.high)
        spread = _("Embodied carbon is {low} to {high} at the ends of the cited ranges.", low=low, high=high)
    return Table(
        _("Carbon beyond the electricity, {unit} a year", unit=step.unit),
        (_("Part"), _("Carbon"), _("Method")),
        tuple(rows),
        note=words.sentences(spread, _("Upstream and marginal carbon are in no sum.")),
        total=True,
        words=(2,),
    )


def _cell(kg: float | None, step: Step) -> str:
    return words.UNKNOWN if kg is None else step.number(kg)


def _factor(design: Result) -> str:
    grid = design.profile.supply.grid
    if grid is None:
        return ""
    row = grid.location
    factor = f"{words.number(grid.location_kg_per_kwh, 4)}{NBSP}kg/kWh"
    said = [
        _(
            "Grid factor {factor}: {grid} {year}, {method}.",
            factor=factor,
            grid=_(row.name),
            year=row.year,
            method=_(row.method),
        )
        if row
        else _("Grid factor {factor}: as given in the profile.", factor=factor)
    ]
    if grid.shape:
        shape = grid_shape.find(grid.shape)
        said.append(
            _(
                "Its hours go as those of {grid} in {year} ({method}).",
                grid=_(shape.name),
                year=shape.year,
                method=_(shape.method),
            )
        )
    elif grid.is_hourly:
        said.append(_("It differs from hour to hour, by the file that the profile names; shown is its mean."))
    said.append(_("By market: {rest}.", rest=null_words(grid)))
    return words.sentences(*said)
