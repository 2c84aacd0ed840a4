"""The inventory of electricity by instrument as JSON: keys are added, never renamed."""

from __future__ import annotations

from typing import Any

from dcenergy.accounting.market_based import factor_basis, factor_kg_per_kwh, null_of
from dcenergy.result import Result
from dcenergy.supply.instruments import instruments
from dcenergy.supply.null_power import NullPower

Json = dict[str, Any]


def null_power(design: Result) -> NullPower | None:
    """Factor of the design's null power; None where its grid is not known."""
    grid, location_kg = design.profile.supply.grid, design.carbon.location_based
    return None if grid is None or location_kg is None else null_of(grid, design.power, location_kg)


def document(design: Result) -> list[Json]:
    """Return every instrument with its energy, factor and carbon; empty where nothing is known of the supply.

    `energy_kwh` adds up to the facility's electricity, `carbon_kg` to `carbon_kg.market_based`.
    """
    supply, null = design.profile.supply, null_power(design)
    if not supply.known:
        return []
    held = instruments(supply, design.power)
    whole_kwh = sum(each.energy_kwh for each in held)
    return [
        {
            "instrument": each.instrument,
            "kind": each.kind or None,
            "energy_kwh": each.energy_kwh,
            "share": each.energy_kwh / whole_kwh if whole_kwh else None,
            "losses_kwh": each.losses_kwh,
            "certified": each.is_certified,
            "renewable": each.is_renewable,
            "deliverable": each.is_deliverable,
            "factor_kg_per_kwh": factor_kg_per_kwh(each, null.kg_per_kwh) if null else None,
            "factor_basis": factor_basis(each, null) if null else None,
            "carbon_kg": each.consumed_kwh * factor_kg_per_kwh(each, null.kg_per_kwh) if null else None,
            "counts_in": list(each.counts_in),
        }
        for each in held
    ]
