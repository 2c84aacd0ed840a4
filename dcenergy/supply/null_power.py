"""Null power: the factor of electricity from the grid whose attributes nobody has conveyed to the site.

The order is that of the GHG Protocol Scope 2 Guidance, ch. 6: certificates and, where none exist, contracts
(`instruments`), the supplier's mix, the residual mix, and the location-based factor where none of them is known.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dcenergy.reference.table import Row, find
from dcenergy.supply import local_grid
from dcenergy.supply.grid import TABLE, Grid

Basis = Literal["supplier", "residual", "location"]


@dataclass(frozen=True)
class NullPower:
    """Factor of power without a claim [kg/kWh], what kind of factor it is, and its row where it has one."""

    kg_per_kwh: float
    basis: Basis
    row: Row | None = None


def null_power(grid: Grid, location_kg_per_kwh: float) -> NullPower:
    """Return the factor of power without a claim.

    Parameters
    ----------
    location_kg_per_kwh : location-based factor of the import, its mean over the year's import

    >>> null_power(Grid(factor="cn-ningxia-2023"), 0.6187).kg_per_kwh
    0.6096
    >>> null_power(Grid(factor="germany-2023"), 0.381).basis
    'location'
    """
    if grid.supplier_kg_per_kwh is not None:
        return NullPower(grid.supplier_kg_per_kwh, "supplier")
    if grid.residual_kg_per_kwh is not None:
        return NullPower(grid.residual_kg_per_kwh, "residual")
    row = residual_row(grid)
    return NullPower(row.value, "residual", row) if row else NullPower(location_kg_per_kwh, "location", grid.location)


def residual_row(grid: Grid) -> Row | None:
    """Return the row of the residual mix that a grid names, or that is shipped for its factor; None where neither."""
    key = grid.residual or (local_grid.residual(grid.factor) if grid.factor else None)
    return find(TABLE, key) if key else None
