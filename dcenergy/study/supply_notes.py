"""What the reader must know of the electricity's origin, in words."""

from __future__ import annotations

import numpy as np

from dcenergy.accounting.moved_work import moved_work
from dcenergy.language import Message
from dcenergy.result import Result
from dcenergy.study import carbon_notes
from dcenergy.study.assess import Assessment
from dcenergy.supply.generator import power_under_test_kw
from dcenergy.supply.matching import excess_kw
from dcenergy.supply.outage import hours_out
from dcenergy.supply.supply import Supply
from dcenergy.weather.hourly import Floats

ROUNDING = 1e-9


def notes(assessment: Assessment) -> list[Message]:
    """Gather what is to be said of the supply, the most serious first."""
    design = assessment.design
    return [
        *_outages(design),
        *_tests(design),
        *_moved(assessment),
        *carbon_notes.notes(design),
        *_contracts(design),
        *_grid(design.profile.supply),
        *_turned_away(design),
    ]


TURNED_AWAY_DEG = 100.0
"""From the equator's side: beyond east and west, and what a roof's ridge leaves (assumption)."""


def _turned_away(design: Result) -> list[Message]:
    """Say which arrays face away from the equator: azimuths count from north, and those of some tools from south."""
    place = design.weather.place
    if place is None:
        return []
    equator_deg = 180.0 if place.latitude_deg >= 0 else 0.0
    return [
        Message(
            "supply.solar.{i} faces {azimuth} degrees, away from the equator: azimuths count clockwise from north, "
            "180 is south. Check it; tools that count from south write 0 for {equator}.",
            i=str(i),
            azimuth=f"{array.azimuth_deg:g}",
            equator=f"{equator_deg:g}",
        ).rated("moves")
        for i, array in enumerate(design.profile.supply.solar)
        if array.azimuth_deg is not None
        and array.tilt_deg not in (None, 0)
        and abs((array.azimuth_deg - equator_deg + 180) % 360 - 180) > TURNED_AWAY_DEG
    ]


def _outages(design: Result) -> list[Message]:
    """Say what carried the site while the grid was out, and what nothing carried."""
    power, stated = design.power, design.profile.supply.outages
    if stated is None:
        return []
    hours = int(np.count_nonzero(hours_out(stated, design.weather.calendar)))
    carried = Message.counted(
        hours,
        "The grid is out in {count} hour: own sources and the battery come first, which goes by surplus then; "
        "generators give {energy} kWh.",
        "The grid is out in {count} hours: own sources and the battery come first, which goes by surplus then; "
        "generators give {energy} kWh.",
        energy=f"{power.backup_kw.sum():,.0f}",
    )
    if not power.unserved_kw.any():
        return [carried]
    lacking = Message(
        "The generators are too small, or none are given: {energy} kWh of the site's load are not served while the "
        "grid is out (at most {most} kW). The site's figures count that load as if it were.",
        energy=f"{power.unserved_kw.sum():,.0f}",
        most=f"{power.unserved_kw.max():,.0f}",
    ).rated("stops")
    return [lacking, carried]


def _tests(design: Result) -> list[Message]:
    """Say what generators under test could not give the site, as own sources carried it."""
    power, calendar = design.power, design.weather.calendar
    on_site = [each for each in design.profile.supply.generators or () if each.test_on == "site"]
    could_kwh = sum(float(power_under_test_kw(each, calendar).sum()) for each in on_site)
    lost_kwh = could_kwh - float((power.diesel_kw - power.backup_kw).sum())
    if lost_kwh <= ROUNDING * could_kwh:
        return []
    return [
        Message(
            "Generators under test burn fuel for {could} kWh and give the site {given} kWh of it: in the other hours "
            "own generation and the battery carry the load, or the grid is out.",
            could=f"{could_kwh:,.0f}",
            given=f"{could_kwh - lost_kwh:,.0f}",
        )
    ]


def _moved(assessment: Assessment) -> list[Message]:
    """Say what waiting for better hours moved, what it did to the highest power, and where it harmed the whole."""
    design, whole = assessment.design, assessment.waiting
    moved = moved_work(design.profile.halls, design.load, design.signals)
    if moved is None:
        return []
    harm = []
    if whole is not None and whole.saved_bill is not None and whole.saved_bill < 0:
        harm.append(
            Message(
                "Waiting makes the year dearer: the whole bill is {amount} {currency} above that of work done as it "
                "comes. Work goes by the tariff or the grid's factor alone, and not by the demand charge, own "
                "generation or cooling.",
                amount=f"{-whole.saved_bill:,.0f}",
                currency=str(design.cost.currency),
            ).rated("moves")
        )
    if whole is not None and whole.saved_site_kg is not None and whole.saved_site_kg < 0:
        harm.append(
            Message(
                "Waiting makes the site emit {carbon} kg more a year than work done as it comes: it goes neither by "
                "own generation nor by cooling.",
                carbon=f"{-whole.saved_site_kg:,.0f}",
            ).rated("moves")
        )
    return [
        *harm,
        Message(
            "{energy} kWh of the servers' work were done in better hours than they came in; the servers' highest "
            "power is {peak} kW, and would be {unmoved} kW if nothing waited. Prices and factors are known as far "
            "ahead as the work may wait.",
            energy=f"{moved.moved_kwh:,.0f}",
            peak=f"{moved.it_peak_kw:,.0f}",
            unmoved=f"{moved.unmoved_it_peak_kw:,.0f}",
        ),
    ]


def _grid(supply: Supply) -> list[Message]:
    row = supply.grid.location if supply.grid else None
    if row is None:
        return []
    return [
        Message(
            "The grid factor {key} is {value} {unit} ({method}).",
            key=row.key,
            value=f"{row.value:g}",
            unit=row.unit,
            method=Message(row.method),
        )
    ]


def _contracts(design: Result) -> list[Message]:
    """Say what contracts deliver that no load of their hour takes, and that no load of the year does."""
    delivered_kw, power = design.power.contracted_kw, design.power
    if delivered_kw is None or not delivered_kw.any():
        return []
    words = []
    whole, used = float(delivered_kw.sum()), float(power.load_kw.sum())
    if whole > used * (1 + ROUNDING):
        words.append(
            Message(
                "Contracts deliver {energy} kWh, more than the {used} kWh that the site uses in the year: what is "
                "beyond claims nothing, and the shares of the contracts are in truth larger than stated.",
                energy=f"{whole:,.0f}",
                used=f"{used:,.0f}",
            ).rated("moves")
        )
    by_contract = excess_kw(delivered_kw, power.grid_kw).sum(axis=1)
    beyond = float(by_contract.sum())
    if beyond > used * ROUNDING:
        words.append(
            Message(
                "Contracts deliver {energy} kWh ({share} of their volume) beyond the import of their hours: over the "
                "year they are claimed, and money counts them as sold on at {price}.",
                energy=f"{beyond:,.0f}",
                share=f"{beyond / whole:.0%}",
                price=_sold_at(design, by_contract),
            )
        )
    return words


def _sold_at(design: Result, beyond_kwh: Floats) -> Message:
    priced = {
        contract.excess_price_per_kwh is not None
        for contract, kwh in zip(design.profile.supply.contracts, beyond_kwh.tolist(), strict=True)
        if kwh
    }
    if priced == {True}:
        return Message("the price that is given for them (excess_price_per_kwh)")
    if priced == {False}:
        return Message("the tariff, as no price is given for them (excess_price_per_kwh)")
    return Message("the price that is given for them, or at the tariff where none is (excess_price_per_kwh)")
