"""Electricity supply: by origin, and matched over the year and hour by hour."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dcenergy.accounting.energy import monthly_kwh
from dcenergy.accounting.moved_work import moved_work
from dcenergy.language import Message, _
from dcenergy.report import words
from dcenergy.report.blocks import Block, Fact, Facts, Figure, Key, Section, Table
from dcenergy.report.charts.columns import Series, columns
from dcenergy.report.sections.by_instrument import by_instrument
from dcenergy.report.sections.flexibility import outages, storage, waiting
from dcenergy.report.words import MONTH_NAMES, MONTHS, NBSP
from dcenergy.result import Result
from dcenergy.study.assess import Assessment
from dcenergy.supply.instruments import clean_kw
from dcenergy.weather.hourly import Floats


def supply(assessment: Assessment) -> Section | None:
    """Return the section on supply; None where nothing is said of the electricity's origin."""
    design = assessment.design
    stated = design.profile.supply
    moved = moved_work(design.profile.halls, design.load, design.signals)
    if not (stated.known or stated.outages or moved):
        return None
    blocks: list[Block] = []
    renewable_kw = design.power.renewable_kw
    if renewable_kw is not None and renewable_kw.any():
        blocks.append(monthly(design))
    if stated.known:
        blocks.append(shares(design))
        blocks.append(by_instrument(design))
    if stated.on_site or stated.battery or stated.outages:
        blocks.append(flows(design))
    if stated.battery:
        blocks.append(storage(design))
    if stated.outages:
        blocks.append(outages(design))
    if moved:
        blocks.append(waiting(assessment, moved))
    return Section("supply", _("Electricity supply"), difference(design), tuple(blocks))


OWN = Message("own generation")
BOTH = Message("own generation and contracts")
BOUGHT = Message("contracts")


def sources(design: Result) -> Message:
    """Name what the renewable electricity comes from."""
    own, bought = design.profile.supply.on_site, bool(design.profile.supply.contracts)
    if own and bought:
        return BOTH
    return OWN if own else BOUGHT


def difference(design: Result) -> str:
    """Say in one sentence how annual and hourly matching differ."""
    own, named = design.indicators, sources(design)
    annual, hourly = own.cfe_annual, own.cfe_hourly
    if annual is None:
        annual = own.renewable_share_annual
    if annual is None:
        return ""
    if hourly is None:
        return _(
            "{share} is an annual claim as typed in: no contract's hours stand behind it, "
            "so matching hour by hour is not determined.",
            share=words.share(annual),
        )
    if annual == 0:
        return _("No contract covers any of the electricity.")
    if design.profile.supply.certificates:
        return _(
            "By the year's volumes and certificates {annual} of the electricity is carbon-free; "
            "{hourly} is delivered in the hour of its use.",
            annual=words.share(annual),
            hourly=words.share(hourly),
        )
    if annual - hourly < 0.0005:
        alike = Message("{sources} cover {share} of the year's electricity, and as much of it hour by hour.")
        if named == OWN:
            alike = Message("{sources} covers {share} of the year's electricity, and as much of it hour by hour.")
        return _(alike, sources=words.capital(named), share=words.share(annual))
    apart = Message(
        "Over the year {sources} cover {annual} of the electricity, but only {hourly} in "
        "the hour of its use: {surplus} is covered by surplus of other hours."
    )
    if named == OWN:
        apart = Message(
            "Over the year {sources} covers {annual} of the electricity, but only {hourly} in "
            "the hour of its use: {surplus} is covered by surplus of other hours."
        )
    return _(
        apart,
        sources=named,
        annual=words.share(annual),
        hourly=words.share(hourly),
        surplus=words.share(annual - hourly),
    )


VOLUMES = {
    (False, False): Message("contracted volume over the year's use"),
    (True, False): Message("own and contracted volume over the year's use"),
    (False, True): Message("contracted volume with certificates over the year's use"),
    (True, True): Message("own and contracted volume with certificates over the year's use"),
}
"""What the annual share counts: with own generation or not, with certificates or not."""


def shares(design: Result) -> Facts:
    """Set annual and hourly matching side by side."""
    own, stated = design.indicators, design.profile.supply
    on_site, retired = bool(stated.on_site), stated.certificates is not None
    return Facts(
        _("Renewable share"),
        (
            Fact(
                _("Annual"),
                words.share(own.renewable_share_annual),
                _("as typed in") if stated.renewable_share is not None else _(VOLUMES[on_site, retired]),
            ),
            Fact(_("Hourly"), words.share(own.cfe_hourly), _("delivered in the hour of use")),
            Fact(
                _("Hourly, with the grid"), words.share(own.cfe_hourly_with_grid), _("and the grid's own clean share")
            ),
            Fact("REF", words.share(own.ref), _ref(design)),
        ),
    )


def _ref(design: Result) -> str:
    """Say what REF counts, and what it would be with certificates."""
    own = design.indicators
    if own.ref_if_certified is None or words.alike(own.ref or 0.0, own.ref_if_certified):
        return _("with certificates retired, ISO/IEC 30134-3")
    return _("with certificates retired; {claimed} if every claim were", claimed=words.share(own.ref_if_certified))


@dataclass(frozen=True)
class _Origin:
    """Where a part of the load's electricity comes from, month by month."""

    kind: str
    name: str
    kwh: Floats


def monthly(design: Result) -> Figure:
    """Stack what own generation and contracts meet hour by hour, and what they do not, by month."""
    calendar, power = design.weather.calendar, design.power
    origins = _origins(design)
    used = monthly_kwh(power.load_kw, calendar)
    delivered, met = matching(design).values()
    step = words.ENERGY.step([float(used.max())])
    title = _title(sources(design), met / used)
    return Figure(
        id="matching",
        title=title,
        subtitle=_("Electricity by month and origin, {unit}, matched hour by hour", unit=step.unit),
        description=_(
            "{sentence}. Stacked columns: {parts}.",
            sentence=title,
            parts=words.listing(words.inside(each.name) for each in origins),
        ),
        chart=columns([Series(each.kind, (each.kwh / step.factor).tolist()) for each in origins], MONTHS, height=210),
        table=Table(
            _("Electricity by month, {unit}", unit=step.unit),
            (_("Month"), _("Used"), _("Generated and contracted"), _("Met in the same hour")),
            tuple(
                (name, *(step.number(float(kwh[i])) for kwh in (used, delivered, met)))
                for i, name in enumerate(MONTH_NAMES)
            ),
        ),
        keys=tuple(Key(each.kind, each.name) for each in origins),
    )


def matching(design: Result) -> dict[str, Floats]:
    """Return what is generated and contracted, and what of it its hour uses, by month; nothing where unknown."""
    renewable_kw, calendar = design.power.renewable_kw, design.weather.calendar
    if renewable_kw is None:
        return {}
    return {
        "generated_and_contracted_kwh": monthly_kwh(renewable_kw, calendar),
        "met_in_the_same_hour_kwh": monthly_kwh(clean_kw(design.profile.supply, design.power), calendar),
    }


def _title(named: Message, share: Floats) -> str:
    best, worst = int(share.argmax()), int(share.argmin())
    most, least = (words.whole_share(float(share[month])) for month in (best, worst))
    if share[best] - share[worst] < 0.01:
        alike = Message("{sources} meet {share} of the use in every month")
        if named == OWN:
            alike = Message("{sources} meets {share} of the use in every month")
        return _(alike, sources=words.capital(named), share=least)
    apart = Message("{sources} meet {most} of the use in {month}, {least} in {other}")
    if named == OWN:
        apart = Message("{sources} meets {most} of the use in {month}, {least} in {other}")
    return _(
        apart,
        sources=words.capital(named),
        most=most,
        month=MONTH_NAMES[best],
        least=least,
        other=MONTH_NAMES[worst],
    )


def _origins(design: Result) -> list[_Origin]:
    """Split the load of every hour: own sources at once, the battery, contracts' part of the grid's, the rest."""
    calendar, power = design.weather.calendar, design.power
    own_kw = power.on_site_kw
    at_once_kw = np.minimum(own_kw, power.load_kw)
    part = np.divide(at_once_kw, own_kw, out=np.zeros_like(own_kw), where=own_kw > 0)
    grid_kw = np.maximum(power.load_kw - at_once_kw - power.discharged_kw - power.diesel_kw - power.unserved_kw, 0.0)
    covered_kw = np.minimum(grid_kw, power.deliverable_kw)
    found = (
        ("solar", _("Solar"), power.solar_kw * part),
        ("wind", _("Wind"), power.wind_kw * part),
        ("hydro", _("Hydropower"), power.hydro_kw * part),
        ("battery", _("Battery"), power.discharged_kw),
        ("diesel", _("Generators"), power.diesel_kw),
        ("unserved", _("Not served"), power.unserved_kw),
        ("contract", _("Met by contracts in the same hour"), covered_kw),
        ("grid-power", _("Grid, no contract"), grid_kw - covered_kw),
    )
    return [_Origin(kind, name, monthly_kwh(kw, calendar)) for kind, name, kw in found if kw.any()]


def flows(design: Result) -> Table:
    """Balance the year: what comes in is what goes out."""
    power = design.power
    incoming = {
        _("Grid"): power.grid_kw,
        _("Solar"): power.solar_kw,
        _("Wind"): power.wind_kw,
        _("Hydropower"): power.hydro_kw,
        _("Generators"): power.diesel_kw,
        _("From the battery"): power.discharged_kw,
        _("Not served"): power.unserved_kw,
    }
    outgoing = {
        _("Facility"): power.load_kw,
        _("Into the battery"): power.charged_kw,
        _("Exported"): power.exported_kw,
    }
    kwh = {name: float(kw.sum()) for name, kw in (incoming | outgoing).items()}
    whole = sum(kwh[name] for name in incoming)
    step = words.ENERGY.step([whole])

    def figure(value: float) -> str:
        return words.fixed(value / step.factor, 2)

    rows = [(name, figure(kwh[name]), "") for name in incoming if kwh[name]]
    rows += [(name, "", figure(kwh[name])) for name in outgoing if kwh[name]]
    curtailed = words.ENERGY.text(float(power.curtailed_kw.sum()))
    return Table(
        _("Balance of the year, {unit}", unit=step.unit),
        (_("Flow"), _("In"), _("Out")),
        (*rows, (_("Sum"), figure(whole), figure(sum(kwh[name] for name in outgoing)))),
        note=words.sentences(_("Curtailed, and in none of these: {energy}.", energy=curtailed), _yields(design)),
        total=True,
    )


def _yields(design: Result) -> str:
    """Say what a kilowatt-peak yields, for comparison with other sources."""
    amount = solar_kwh_per_kwp(design)
    if amount is None:
        return ""
    return _(
        "Solar yields {amount} before curtailment, in its first year.",
        amount=f"{words.number(amount, 4)}{NBSP}kWh/kWp",
    )


def solar_kwh_per_kwp(design: Result) -> float | None:
    """Return what a kilowatt-peak yields before curtailment; None where there is none."""
    capacity = sum(array.capacity_kwp for array in design.profile.supply.solar)
    if not capacity:
        return None
    return float((design.power.solar_kw + _solar_share(design) * design.power.curtailed_kw).sum()) / capacity


def _solar_share(design: Result) -> Floats:
    """Solar over all own generation, in every hour; where all is curtailed it cannot be told from the rest."""
    power = design.power
    own_kw = power.on_site_kw
    lone = not (design.profile.supply.wind or design.profile.supply.hydro)
    return np.divide(power.solar_kw, own_kw, out=np.full_like(own_kw, float(lone)), where=own_kw > 0)
