"""Where the electricity goes: the flow from the supply through the facility to every use."""

from __future__ import annotations

import numpy as np

from dcenergy.language import Message, _
from dcenergy.report import parts, words
from dcenergy.report.blocks import Figure, Section, Table
from dcenergy.report.charts.sankey import Node, sankey
from dcenergy.report.words import Step
from dcenergy.result import Result
from dcenergy.study.assess import Assessment
from dcenergy.supply.matching import excess_kw

CONTRACTS = {
    "hydro": Message("Hydro contract"),
    "solar": Message("Solar contract"),
    "wind": Message("Wind contract"),
    "geothermal": Message("Geothermal contract"),
    "biomass": Message("Biomass contract"),
    "nuclear": Message("Nuclear contract"),
}

ROUNDING = 1e-9
"""Of the facility's energy: less is nothing."""


def energy(assessment: Assessment) -> Section | None:
    """Return the section with the energy flow; None where nothing runs."""
    design, baseline = assessment.design, assessment.baseline
    if not parts.it_kwh(design):
        return None
    step = words.ENERGY.step([parts.facility_kwh(design)])
    beyond = _beyond(design, step)
    uses, sources = _uses(design, step) + beyond, _sources(design, step)
    it, facility = parts.it_kwh(design), parts.facility_kwh(design)
    whole = Node(_("Facility"), step.text(facility), facility + sum(each.amount for each in beyond), "facility")
    figure = Figure(
        id="flow",
        title=_title(design, words.whole_share(it / facility)),
        subtitle=_("Electricity of a year, {unit}; widths are in proportion", unit=step.unit),
        description=_(
            "From {sources} through the facility to {uses}.",
            sources=words.listing(each.name for each in sources),
            uses=words.listing(_("{use} ({amount})", use=each.name, amount=each.text) for each in uses),
        ),
        chart=sankey(sources, whole, uses, (_("Supply"), _("Meter"), _("Use"))),
        table=table(design, baseline),
    )
    return Section("energy", _("Energy flow"), _("What the meter counts, and what it is used for."), (figure,))


def _title(design: Result, share: str) -> str:
    overhead = parts.overhead(design)
    if len(overhead) < 2:
        return _("{share} of the electricity reaches the servers", share=share)
    largest = parts.name(max(overhead, key=lambda part: overhead[part]), design)
    sentence = Message("{share} of the electricity reaches the servers; {part} takes the largest part of the rest")
    if parts.is_plural(largest):
        sentence = Message("{share} of the electricity reaches the servers; {part} take the largest part of the rest")
    return _(sentence, share=share, part=words.inside(largest))


def _uses(design: Result, step: Step) -> list[Node]:
    facility = parts.facility_kwh(design)
    uses = {"it": parts.it_kwh(design)} | dict(parts.overhead(design))
    return [
        Node(parts.name(part, design), f"{step.part(kwh, facility)} · {words.share(kwh / facility)}", kwh, part)
        for part, kwh in uses.items()
    ]


def _beyond(design: Result, step: Step) -> list[Node]:
    """What the supply brings beyond the facility's own use: sold, or lost in the battery."""
    power, facility = design.power, parts.facility_kwh(design)
    amounts = {
        _("Exported"): float(power.exported_kw.sum()),
        _("Battery losses"): float(power.charged_kw.sum() - power.discharged_kw.sum()),
    }
    return [_source(name, kwh, facility, step, "other") for name, kwh in amounts.items() if kwh > ROUNDING * facility]


def _sources(design: Result, step: Step) -> list[Node]:
    """Own generation, and the grid's energy by whose contract meets it in its own hour."""
    power, facility = design.power, parts.facility_kwh(design)
    own = {
        _("Solar"): power.solar_kw,
        _("Wind"): power.wind_kw,
        _("Hydropower"): power.hydro_kw,
        _("Generators"): power.diesel_kw,
        _("Not served"): power.unserved_kw,
    }
    kinds = ("solar", "wind", "hydro", "diesel", "unserved")
    made = [
        _source(name, float(kw.sum()), facility, step, kind)
        for (name, kw), kind in zip(own.items(), kinds, strict=True)
        if kw.any()
    ]
    return made + _bought(design, step)


def _bought(design: Result, step: Step) -> list[Node]:
    grid_kw, contracted_kw = design.power.grid_kw, design.power.contracted_kw
    facility, imported = parts.facility_kwh(design), float(grid_kw.sum())
    if contracted_kw is None or not len(contracted_kw):
        return [_source(_("Grid"), imported, facility, step, "grid-power")] if imported > ROUNDING * facility else []
    contracts = design.profile.supply.contracts
    delivered_kw = contracted_kw * np.array([[float(contract.deliverable)] for contract in contracts])
    amounts = (delivered_kw - excess_kw(delivered_kw, grid_kw)).sum(axis=1).tolist()
    names = [_(CONTRACTS[contract.kind]) for contract in contracts]
    several = len(names) > 1
    sources = [
        _source(f"{name} {i + 1}" if several else name, amount, facility, step, "contract")
        for i, (name, amount) in enumerate(zip(names, amounts, strict=True))
        if amount > 0
    ]
    rest = imported - sum(amounts)
    return sources + (
        [_source(_("Grid, no contract"), rest, facility, step, "grid-power")] if rest > ROUNDING * facility else []
    )


def _source(name: str, kwh: float, facility: float, step: Step, kind: str) -> Node:
    return Node(name, f"{step.part(kwh, facility)} · {words.whole_share(kwh / facility)}", kwh, kind)


def table(design: Result, baseline: Result | None) -> Table:
    """Return the annual energy of every part, beside the baseline's."""
    own, other = parts.known(design), parts.known(baseline) if baseline else {}
    both = [part for part in parts.NAMES if part in own or part in other]
    facility = parts.facility_kwh(design)
    totals = [facility, parts.facility_kwh(baseline)] if baseline else [facility]
    step = words.ENERGY.step(totals)

    def row(name: str, kwh: float | None, base: float | None) -> tuple[str, ...]:
        cells = (name, _cell(kwh, step), words.UNKNOWN if kwh is None else words.share(kwh / facility))
        return (*cells, _cell(base, step)) if baseline else cells

    rows = [row(parts.NAMES[part], own.get(part), other.get(part)) for part in both]
    rows.append(row(_("Facility"), facility, totals[-1]))
    head = (_("Part"), _("Design,\u00a0{unit}", unit=step.unit), _("Share"))
    return Table(
        caption=_("Electricity of a year by part"),
        head=(*head, _("Baseline,\u00a0{unit}", unit=step.unit)) if baseline else head,
        rows=tuple(rows),
        total=True,
    )


def _cell(kwh: float | None, step: Step) -> str:
    return words.UNKNOWN if kwh is None else step.number(kwh, 4)
