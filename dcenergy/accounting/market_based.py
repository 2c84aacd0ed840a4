"""Market-based carbon of the electricity (scope 2): proven claims at their factor, the rest as null power.

GHG Protocol Scope 2 Guidance (2015), ch. 6; hour by hour as proposed for its revision (2025).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import numpy as np

from dcenergy.language import Message
from dcenergy.supply.balance import Power
from dcenergy.supply.grid import Grid
from dcenergy.supply.instruments import Instrument, Instruments, certified_kw
from dcenergy.supply.null_power import Basis, NullPower, null_power
from dcenergy.supply.supply import Supply


def market_based_kg(held: Instruments, null_kg_per_kwh: float, figure: str = "market_based") -> float:
    """Market-based carbon of what is purchased, in one certificate period of a year. [kg]

    What does not count in `figure` is null power. GHG Protocol Scope 2 Guidance, ch. 6.

    >>> hydro = Instrument("contract_with_certificates", "hydro", 80.0, claimed_kg_per_kwh=0.0)
    >>> market_based_kg((hydro, Instrument("grid", "", 20.0)), 0.6)
    12.0
    """
    return sum(each.consumed_kwh * factor_kg_per_kwh(each, null_kg_per_kwh, figure) for each in held)


def null_of(grid: Grid, power: Power, location_kg: float) -> NullPower:
    """Factor of a year's null power; that of `location_kg` per kWh of import where no better one is known."""
    energy_kwh = float(power.grid_kw.sum())
    return null_power(grid, location_kg / energy_kwh if energy_kwh else grid.location_kg_per_kwh)


def factor_kg_per_kwh(each: Instrument, null_kg_per_kwh: float, figure: str = "market_based") -> float:
    """Factor of an instrument's power in scope 2: its claim's where that counts in `figure`, else null power's."""
    if not each.is_purchased:
        return 0.0
    claimed = each.claimed_kg_per_kwh if figure in each.counts_in else None
    return null_kg_per_kwh if claimed is None else claimed


FactorBasis = Literal["own", "certificate", "contract"] | Basis


def factor_basis(each: Instrument, null: NullPower) -> FactorBasis | None:
    """What the factor of an instrument's power is, in the order of the Scope 2 Guidance; None outside scope 2."""
    if each.instrument == "own_generation":
        return "own"
    if not each.is_purchased:
        return None
    if "market_based" not in each.counts_in:
        return null.basis
    return "contract" if each.instrument == "contract_as_claim" else "certificate"


def market_based_hourly_kg(supply: Supply, power: Power, held: Instruments, null_kg_per_kwh: float) -> float:
    """Market-based carbon where only certified, deliverable power of the same hour counts. [kg]

    As proposed for the revision of the Scope 2 Guidance (October 2025: hourly matching and
    deliverability). Null power has one factor over the year, so that only the matching differs
    from `market_based_kg`.
    """
    covered_kwh = certified_kw(supply, power).sum(axis=1)
    factors = np.array([each.factor_kg_per_kwh for each in supply.contracts[: len(covered_kwh)]])
    sold_kwh = sum(each.consumed_kwh for each in held if each.instrument == "own_generation_certificates_sold")
    null_kwh = float(power.grid_kw.sum() - covered_kwh.sum()) + sold_kwh
    return null_kwh * null_kg_per_kwh + float(covered_kwh @ factors)


def by_market(grid: Grid, gases: Message) -> Mapping[str, Message]:
    """Say of every market-based figure what counts in it, and at which factor the rest does."""
    rest = null_words(grid)
    return {
        "market_based": Message(
            "scope 2, market-based, one period of a year; only certified claims count, {rest}; {gases}",
            rest=rest,
            gases=gases,
        ),
        "market_based_if_certified": Message(
            "scope 2, market-based, if every contract and claim were certified; {rest}; {gases}",
            rest=rest,
            gases=gases,
        ),
        "market_based_hourly": Message(
            "scope 2, market-based, hour by hour; only certified, deliverable power of the same hour counts, {rest}; "
            "{gases}",
            rest=rest,
            gases=gases,
        ),
    }


NULL_WORDS: Mapping[str, Message] = {
    "supplier": Message("other power at the supplier's mix, {factor} kg/kWh"),
    "residual": Message("other power at the residual mix, {factor} kg/kWh{row}"),
    "location": Message(
        "other power at the location-based factor, as no residual mix of this grid is known: "
        "a published one is often higher (set supply.grid.residual_kg_per_kwh)"
    ),
}


def null_words(grid: Grid) -> Message:
    """Say at which factor power without a claim counts, and why."""
    null = null_power(grid, grid.location_kg_per_kwh)
    row = f" ({null.row.key})" if null.row and null.basis == "residual" else ""
    said = NULL_WORDS[null.basis]
    return said if null.basis == "location" else Message(said, factor=f"{null.kg_per_kwh:g}", row=row)
