"""What the reader of a result must know, in words."""

from __future__ import annotations

import numpy as np

from dcenergy.accounting.energy import avoided_by_reuse_kg, reused_kw
from dcenergy.language import _
from dcenergy.plant.receiving import Limit
from dcenergy.plant.thermal_storage import StoredCold
from dcenergy.result import Result
from dcenergy.study.assess import Assessment
from dcenergy.study.case import Case

CONDITIONS = {
    "source_too_warm": "the source was too warm to take all heat",
    "second_law": "the warming of the source water was cut by the second law",
    "source_flow": "the source pumps were too small for the heat the source could take",
    "chiller_curves": "the chillers ran outside their curves and were reckoned at the curves' edge",
    "chillers_cycling": "the chillers ran below their least load and cycled",
    "chillers_spare": "spare chillers had to run",
    "tower_warm": "the towers could not hold their set point",
    "tower_freezing": "towers ran in air below freezing (heating and draining of their basins is not reckoned)",
    "tower_basin_heated": "no water ran over the towers, and the heaters of their basins did",
    "storage_held_back": "the plant had less cold to spare than the storage could be charged with",
    "tower_natural_draught": "the towers' fans stood still",
    "dry_cooler_part": "the dry cooler took a part of the heat, and chillers the rest",
    "dry_cooler_spared": "the dry cooler stayed off, as it would have drawn more than it saves",
    "dry_cooler_too_warm": "the outdoor air was too warm for the dry cooler",
    "adiabatic_assist": "wet pads cooled the air before the dry coolers",
    "dx_locked_out": "the outdoor air was too cold for the compressors, and the heat was unmet",
    "air_free": "outdoor air cooled the hall alone, mixed with the hall's own where it was colder",
    "air_evaporative": "outdoor air cooled the hall with water evaporated into it",
    "air_trimmed": "outdoor air took a part of the heat and left the rest to trim cooling",
    "air_closed": "outdoor air was kept out, and all heat left to trim cooling",
    "air_too_damp": "the outdoor air was too damp to be let in",
    "air_too_warm": "the outdoor air was too warm to be let in",
    "air_too_dry": "the supplied air was drier than its limit, without a humidifier",
    "air_humidified": "the outdoor air was humidified",
    "pad_held_back": "the evaporative cooling was held back by the dampest air allowed",
    "exchanger_dry": "the exchangers took all heat dry",
    "exchanger_wet": "the exchangers took all heat with water sprayed on them",
    "exchanger_part": "the exchangers took a part of the heat and left the rest to trim cooling",
    "exchanger_rests": "the exchangers took no heat, or would have drawn more than they save",
}
UNMET_TOLERANCE = 1e-9


def notes(case: Case, assessment: Assessment) -> tuple[str, ...]:
    """Gather the notes of profile, weather and result, the most serious first."""
    design = assessment.design
    return (
        *_unmet(design),
        *_water_body(design),
        *_supply(design),
        *_reuse(design),
        *_storage(design),
        *_bound(design),
        *case.loaded.notes,
        *case.weather.notes,
    )


def _unmet(design: Result) -> list[str]:
    halls = design.cooled.simulated
    unmet_kw = np.sum([hall.unmet_kw for hall in halls], axis=0) if halls else np.zeros(1)
    heat_kw = np.sum([hall.heat_kw for hall in halls], axis=0) if halls else np.ones(1)
    hours = int(np.count_nonzero(unmet_kw > UNMET_TOLERANCE * heat_kw))
    if not hours:
        return []
    return [
        f"The plant is too small: {unmet_kw.sum():,.0f} kWh of heat are unmet in {hours:,} hours "
        f"(at most {unmet_kw.max():,.0f} kW). PUE leaves out what removing it would cost."
    ]


def _water_body(design: Result) -> list[str]:
    if design.water_body is None:
        return []
    return [words for limit in design.water_body.limits if (words := _limit(limit))]


def _limit(limit: Limit) -> str:
    if limit.verdict == "exceeded":
        return f"{limit.name} is {limit.value:.3g} {limit.unit}, above the limit of {limit.limit:g} {limit.unit}."
    if limit.verdict == "not verified":
        return f"{limit.name} is not verified: give cooling.receiving.low_flow_m3_s."
    return ""


def _supply(design: Result) -> list[str]:
    supply = design.profile.supply
    words = []
    if supply.renewable_share is not None:
        words.append(
            f"The renewable share of {supply.renewable_share:.0%} is an annual claim as typed in: no contract or "
            "certificate stands behind it, so REF and hourly matching are not determined."
        )
    if supply.grid is not None:
        words += _inventory(design)
        row = supply.grid.location
        if row is not None:
            words.append(f"The grid factor {row.key} is {row.value:g} {row.unit} ({row.method}).")
        if supply.grid.residual is None and (supply.contracts or supply.renewable_share):
            words.append("No residual factor is given: what contracts do not cover carries the grid's average.")
    return words


def _inventory(design: Result) -> list[str]:
    """Say which parts of the inventory are missing, and that a total of several mixes gas bases."""
    own = design.carbon
    parts = {"scope 1": own.scope_1, "upstream scope 3": own.scope_3, "embodied carbon": own.embodied_per_year}
    missing = [name for name, kg in parts.items() if kg is None]
    row = design.profile.supply.grid.location if design.profile.supply.grid else None
    words = [f"Not determined of the site's carbon: {', '.join(missing)}."] if missing else []
    if own.total_per_year is not None and row is not None and "CO2 only" in row.method:
        words.append("The total carbon adds electricity's CO2 to CO2 equivalent of refrigerants and materials.")
    return words


def _bound(design: Result) -> list[str]:
    return [
        f"In {hours:,} {'hour' if hours == 1 else 'hours'} {CONDITIONS[name]}."
        for name, hours in design.cooling.conditions.items()
        if hours
    ]


def _storage(design: Result) -> list[str]:
    tanks = {name: hall.storage for name, hall in design.cooled.simulated_by_name.items() if hall.storage}
    return [words for name, tank in tanks.items() for words in (_stored(name, tank), _ridden(name, tank))]


def _stored(hall: str, tank: StoredCold) -> str:
    return _(
        "The cold storage of {hall} was charged with {charged} kWh and gave back {discharged} kWh; {gained} kWh of "
        "heat leaked into it.",
        hall=hall,
        charged=f"{tank.charged_kw.sum():,.0f}",
        discharged=f"{tank.discharged_kw.sum():,.0f}",
        gained=f"{tank.gained_kw.sum():,.0f}",
    )


def _ridden(hall: str, tank: StoredCold) -> str:
    if tank.always_kwh > 0:
        return _(
            "The time that {hall} lasts without cooling counts the {held} kWh that its storage always holds: fans "
            "and the loop's pumps must run on through the failure.",
            hall=hall,
            held=f"{tank.always_kwh:,.0f}",
        )
    return _(
        "The time that {hall} lasts without cooling leaves its storage out, which is empty at times: reserve_kwh "
        "would keep some.",
        hall=hall,
    )


def _reuse(design: Result) -> list[str]:
    delivered_kwh = float(reused_kw(design.cooled, "delivered_kw").sum())
    if not delivered_kwh:
        return []
    avoided_kg = avoided_by_reuse_kg(design.cooled)
    apart = (
        "what it replaces is not given (replaced_kg_per_kwh)"
        if avoided_kg is None
        else f"it replaced heat of {avoided_kg:,.0f} kg of carbon, which is told apart and netted nowhere"
    )
    return [f"{delivered_kwh:,.0f} kWh of heat were delivered to others: {apart}."]
