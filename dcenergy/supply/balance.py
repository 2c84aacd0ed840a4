"""The hourly balance of supply and load, and the contracts laid over it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np
from pydantic import model_validator

from dcenergy.section import Section, listed, option, quantity
from dcenergy.supply.contract import Contract, delivery_kw
from dcenergy.supply.grid import Grid
from dcenergy.weather.hourly import Calendar, Floats


class Supply(Section):
    """Where the electricity comes from."""

    grid: Grid | None = option(None, doc="The grid's emission factor; absent: carbon is not determined.")
    contracts: tuple[Contract, ...] = listed((), doc="Clean electricity bought through the grid.")
    renewable_share: float | None = quantity(
        None,
        ge=0,
        le=1,
        source="not_given",
        doc="An annual claim where no contract is known: no hourly figure follows.",
    )

    @model_validator(mode="after")
    def _shares_add_up(self) -> Self:
        if self.contracts and self.renewable_share is not None:
            raise ValueError("give `contracts` or `renewable_share`, not both: they would count twice")
        whole = sum(contract.share for contract in self.contracts)
        if whole > 1 + 1e-9:
            raise ValueError(f"the shares of `contracts` add up to {whole:g}, above 1; lower them")
        return self

    @property
    def known(self) -> bool:
        """Whether anything is said of the electricity's origin."""
        return self.grid is not None or bool(self.contracts) or self.renewable_share is not None


@dataclass(frozen=True, eq=False)
class Power:
    """Electricity hour by hour; arrays of shape (hours,), `contracted_kw` (contracts, hours).

    `grid_kw` > 0 imports. `contracted_kw` is what contracts deliver, an overlay on `grid_kw`;
    None where only an annual claim is known.
    """

    load_kw: Floats
    grid_kw: Floats
    contracted_kw: Floats | None


def run(supply: Supply, load_kw: Floats, calendar: Calendar) -> Power:
    """Meet the load of every hour from the grid, and lay the contracts over it."""
    annual_kwh = float(load_kw.sum())
    delivered = [delivery_kw(contract, annual_kwh, calendar) for contract in supply.contracts]
    contracted = np.array(delivered).reshape(len(delivered), calendar.hours)
    return Power(load_kw, load_kw, None if supply.renewable_share is not None else contracted)


def annual_match(load_kw: Floats, renewable_kw: Floats) -> float:
    """Renewable volume over load, over the whole period, at most 1. [-]

    >>> day = np.tile([2.0, 0.0], 12)
    >>> annual_match(np.ones(24), day), hourly_match(np.ones(24), day)
    (1.0, 0.5)
    """
    return float(min(1.0, renewable_kw.sum() / load_kw.sum()))


def hourly_match(load_kw: Floats, renewable_kw: Floats) -> float:
    """Share of load that renewable power meets in its own hour; never above the annual match. [-]"""
    return float(np.minimum(load_kw, renewable_kw).sum() / load_kw.sum())
