"""Carbon of a year, location-based and market-based side by side."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dcenergy.supply.balance import Power, Supply


@dataclass(frozen=True)
class Carbon:
    """Kilograms a year; None where the profile does not determine them.

    The gas basis is that of the grid factor (China's official ones count CO2 alone).
    """

    location_based: float | None
    market_based: float | None
    scope_1: float | None
    scope_3: float | None
    embodied_per_year: float | None
    total_per_year: float | None


UNKNOWN = Carbon(None, None, None, None, None, None)


def market_based_kg(
    energy_kwh: float, contracted_kwh: float, residual_kg_per_kwh: float, contract_kg_per_kwh: float
) -> float:
    """Market-based carbon of one certificate period. [kg]

    What contracts do not cover carries the residual factor; contracts beyond the energy used
    claim nothing. GHG Protocol Scope 2 Guidance, ch. 6.

    >>> market_based_kg(100.0, 80.0, 0.6, 0.0)
    12.0
    """
    covered = min(energy_kwh, contracted_kwh)
    return (energy_kwh - covered) * residual_kg_per_kwh + covered * contract_kg_per_kwh


def carbon(supply: Supply, power: Power) -> Carbon:
    """Scope 2 by both methods.

    Scopes 1 and 3 ask for refrigerants, generators and materials, which a profile does not
    hold: they are None, and so is their total.
    """
    if supply.grid is None:
        return UNKNOWN
    energy_kwh = float(power.grid_kw.sum())
    contracted_kwh, factor = _contracted(supply, power, energy_kwh)
    return Carbon(
        location_based=energy_kwh * supply.grid.location_kg_per_kwh,
        market_based=market_based_kg(energy_kwh, contracted_kwh, supply.grid.residual_kg_per_kwh, factor),
        scope_1=None,
        scope_3=None,
        embodied_per_year=None,
        total_per_year=None,
    )


def _contracted(supply: Supply, power: Power, energy_kwh: float) -> tuple[float, float]:
    """Volume of all contracts [kWh] and their mean factor [kg/kWh]; an annual claim counts as one of factor 0."""
    if power.contracted_kw is None:
        return (supply.renewable_share or 0.0) * energy_kwh, 0.0
    volumes = power.contracted_kw.sum(axis=1)
    if volumes.sum() == 0:
        return 0.0, 0.0
    factors = np.array([contract.factor_kg_per_kwh for contract in supply.contracts])
    return float(volumes.sum()), float(volumes @ factors / volumes.sum())
