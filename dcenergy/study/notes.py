"""What the reader of a result must know, in words."""

from __future__ import annotations

from functools import reduce

import numpy as np

from dcenergy.accounting.energy import avoided_by_reuse_kg, reused_kw
from dcenergy.language import Message, in_order
from dcenergy.plant.receiving import Limit
from dcenergy.plant.thermal_storage import StoredCold
from dcenergy.result import Result
from dcenergy.study import baseline_notes, expected_errors, hall_notes, money_notes, series_notes, supply_notes
from dcenergy.study.assess import Assessment
from dcenergy.study.case import Case

CONDITIONS = {
    "source_too_warm": Message("the source was too warm to take all heat"),
    "second_law": Message("the warming of the source water was cut by the second law"),
    "source_flow": Message("the source pumps were too small for the heat the source could take"),
    "chiller_curves": Message("the chillers ran outside their curves and were reckoned at the curves' edge"),
    "chillers_cycling": Message("the chillers ran below their least load and cycled"),
    "chillers_spare": Message("spare chillers had to run"),
    "tower_warm": Message("the towers could not hold their set point"),
    "tower_freezing": Message("towers ran in air below freezing (keeping their fill from icing is not reckoned)"),
    "tower_basin_heated": Message("no water ran over the towers, and the heaters of their basins did"),
    "storage_held_back": Message("the plant had less cold to spare than the storage could be charged with"),
    "tower_natural_draught": Message("the towers' fans stood still"),
    "dry_cooler_part": Message("the dry cooler took a part of the heat, and chillers the rest"),
    "dry_cooler_spared": Message("the dry cooler stayed off, as it would have drawn more than it saves"),
    "dry_cooler_too_warm": Message("the outdoor air was too warm for the dry cooler"),
    "adiabatic_assist": Message("wet pads cooled the air before the dry coolers"),
    "dx_locked_out": Message("the outdoor air was too cold for the compressors, and the heat was unmet"),
    "air_free": Message("outdoor air cooled the hall alone, mixed with the hall's own where it was colder"),
    "air_evaporative": Message("outdoor air cooled the hall with water evaporated into it"),
    "air_trimmed": Message("outdoor air took a part of the heat and left the rest to trim cooling"),
    "air_closed": Message("outdoor air was kept out, and all heat left to trim cooling"),
    "air_too_damp": Message("the outdoor air was too damp to be let in"),
    "air_too_warm": Message("the outdoor air was too warm to be let in"),
    "air_too_dry": Message("the supplied air was drier than its limit, without a humidifier"),
    "air_humidified": Message("the outdoor air was humidified"),
    "pad_held_back": Message("the evaporative cooling was held back by the dampest air allowed"),
    "exchanger_dry": Message("the exchangers took all heat dry"),
    "exchanger_wet": Message("the exchangers took all heat with water sprayed on them"),
    "exchanger_part": Message("the exchangers took a part of the heat and left the rest to trim cooling"),
    "exchanger_rests": Message("the exchangers took no heat, or would have drawn more than they save"),
}

DOUBTED, OFTEN = ("chiller_curves",), 0.01
"""Conditions in which the model itself is in doubt, and the share of the year from which on that moves a figure."""


def notes(case: Case, assessment: Assessment) -> tuple[str, ...]:
    """Gather the notes of profile, weather and result, the most severe first.

    Each is rated where it is written. One that stops says that the design cannot work as it is, or that an input is
    most likely wrong; one that moves says that a headline figure may be off by over 1 %; every other informs.
    """
    design = assessment.design
    gathered = (
        *_unmet(design),
        *baseline_notes.notes(case, assessment),
        *hall_notes.idle_chain(case.loaded),
        *hall_notes.inlets(design),
        *_water_body(design),
        *supply_notes.notes(assessment),
        *series_notes.notes(design),
        *money_notes.notes(assessment, case.baseline.profile if case.baseline else None),
        *_reuse(design),
        *_storage(design),
        *hall_notes.supply_air(design),
        *hall_notes.sizes(design),
        *_bound(design),
        *_rules(design),
        *of_inputs(case),
    )
    return in_order(gathered)


def of_inputs(case: Case) -> tuple[str, ...]:
    """Gather the notes of profile and weather, which need no simulation."""
    return in_order(
        (*case.loaded.notes, *expected_errors.notes(case.loaded.profile, case.weather), *case.weather.notes)
    )


def _unmet(design: Result) -> list[Message]:
    hours = design.cooling.unmet_hours
    if not hours:
        return []
    unmet_kw = np.sum([hall.unmet_kw for hall in design.cooled.simulated], axis=0)
    return [
        Message(
            "The plant is too small: {heat} kWh of heat are unmet in {hours} hours (at most {most} kW). "
            "PUE leaves out what removing it would cost.",
            heat=f"{unmet_kw.sum():,.0f}",
            hours=f"{hours:,}",
            most=f"{unmet_kw.max():,.0f}",
        ).rated("stops")
    ]


def _water_body(design: Result) -> list[Message]:
    """Say which limits of the water body are exceeded, and which nobody can judge."""
    limits = design.water_body.limits if design.water_body else ()
    words = [
        Message("{name} is {value}, above the limit of {limit}.", **_sizes(limit)).rated("stops")
        for limit in limits
        if limit.verdict == "exceeded"
    ]
    open_ended = [limit.name for limit in limits if limit.reason == "low flow"]
    if open_ended:
        words.append(
            Message(
                "Not verified without the low flow of the receiving water: {limits}. Give low_flow_m3_s.",
                limits=reduce(_listed, open_ended),
            )
        )
    ours = [limit for limit in limits if limit.reason == "limit"]
    if ours:
        words.append(
            Message(
                "Not verified, as the limit is a default and no permit: {limits}. Give the site's own in "
                "cooling.receiving.",
                limits=reduce(_listed, map(_against_default, ours)),
            )
        )
    return words


def _against_default(limit: Limit) -> Message:
    above = limit.value is not None and limit.value > limit.limit
    away = Message("{name} ({value}, above {limit})", **_sizes(limit))
    return away if above else Message("{name} ({value}, not above {limit})", **_sizes(limit))


def _sizes(limit: Limit) -> dict[str, str]:
    unit = {"degC": "°C"}.get(limit.unit, limit.unit)
    return {
        "name": limit.name,
        "value": f"{limit.value or 0.0:.3g} {unit}".strip(),
        "limit": f"{limit.limit:g} {unit}".strip(),
    }


def _listed(former: str, latter: str) -> Message:
    return Message("{former}, {latter}", former=former, latter=latter)


def _bound(design: Result) -> list[Message]:
    return [_in_hours(name, hours, design) for name, hours in design.cooling.conditions.items() if hours]


def _in_hours(name: str, hours: int, design: Result) -> Message:
    said = Message.counted(hours, "In {count} hour {event}.", "In {count} hours {event}.", event=CONDITIONS[name])
    often = name in DOUBTED and hours > OFTEN * design.weather.hours
    return said.rated("moves" if often else "informs")


def _storage(design: Result) -> list[Message]:
    tanks = {name: hall.storage for name, hall in design.cooled.simulated_by_name.items() if hall.storage}
    return [words for name, tank in tanks.items() for words in (_stored(name, tank), _ridden(name, tank))]


def _stored(hall: str, tank: StoredCold) -> Message:
    return Message(
        "The cold storage of {hall} was charged with {charged} kWh and gave back {discharged} kWh; {gained} kWh of "
        "heat leaked into it.",
        hall=hall,
        charged=f"{tank.charged_kw.sum():,.0f}",
        discharged=f"{tank.discharged_kw.sum():,.0f}",
        gained=f"{tank.gained_kw.sum():,.0f}",
    )


def _ridden(hall: str, tank: StoredCold) -> Message:
    if tank.always_kwh > 0:
        return Message(
            "The time that {hall} lasts without cooling counts the {held} kWh that its storage holds at its "
            "emptiest in this year: fans and the loop's pumps must run on through the failure.",
            hall=hall,
            held=f"{tank.always_kwh:,.0f}",
        )
    return Message(
        "The time that {hall} lasts without cooling leaves its storage out, which is empty at times: reserve_kwh "
        "would keep some.",
        hall=hall,
    )


def _reuse(design: Result) -> list[Message]:
    delivered_kwh = float(reused_kw(design.cooled, "delivered_kw").sum())
    if not delivered_kwh:
        return []
    avoided_kg = avoided_by_reuse_kg(design.cooled)
    heat = f"{delivered_kwh:,.0f}"
    if avoided_kg is None:
        return [
            Message(
                "{heat} kWh of heat were delivered to others: what it replaces is not given (replaced_kg_per_kwh).",
                heat=heat,
            )
        ]
    return [
        Message(
            "{heat} kWh of heat were delivered to others: it replaced heat of {carbon} kg of carbon, which is told "
            "apart and netted nowhere.",
            heat=heat,
            carbon=f"{avoided_kg:,.0f}",
        )
    ]


def _rules(design: Result) -> list[Message]:
    """Say that nothing was judged where nobody knows whose rules hold."""
    if design.compliance.here.basis != "unknown":
        return []
    return [
        Message(
            "No rules were judged, as the country of the site is not known: give its weather as a shipped place, its "
            "grid as a row of the table, or the rules themselves (compliance: [cn])."
        )
    ]
