"""Scope 1: what the site itself emits, from the fuel of its generators and from leaking refrigerant."""

from __future__ import annotations

from typing import Self

from pydantic import model_validator

from dcenergy.errors import ReferenceError
from dcenergy.reference.table import find
from dcenergy.section import Section, option, quantity
from dcenergy.supply.generator import Generator, burnt_l

TABLE = "refrigerants"


class Refrigerant(Section):
    """The refrigerant in a part of the plant."""

    refrigerant: str | None = option(None, doc="Key of a row of the table of refrigerants, as r134a.")
    gwp: float | None = quantity(
        None, ge=0, le=30_000, source="not_given", doc="Instead: its warming over 100 years, over that of CO2."
    )
    charge_kg: float = quantity(gt=0, doc="In all machines together.")
    leak_per_year: float = quantity(
        0.03, ge=0, le=1, low=0.005, high=0.10, source="assumption", doc="Share of the charge lost and refilled."
    )
    end_of_life_loss: float = quantity(
        0.05, ge=0, le=1, low=0.0, high=0.3, source="assumption", doc="Share of the charge lost when it is taken out."
    )
    life_years: float = quantity(20.0, gt=0, le=60, low=15, high=30, source="assumption", doc="Of the machines.")

    @model_validator(mode="after")
    def _one_gwp(self) -> Self:
        if (self.refrigerant is None) == (self.gwp is None):
            raise ValueError("give one of `refrigerant` (a row of the table) and `gwp` (a number)")
        if self.refrigerant is not None:
            try:
                find(TABLE, self.refrigerant)
            except ReferenceError as fault:
                raise ValueError(str(fault)) from fault
        return self

    @property
    def gwp_100(self) -> float:
        """Warming over 100 years, over that of as much CO2. [-]"""
        return self.gwp if self.gwp is not None else find(TABLE, str(self.refrigerant)).value


def leaked_kg(plant: Refrigerant) -> float:
    """CO2 equivalent of a year's leaks, and of a year's part of the loss at the end. [kg/year]

    IPCC 2006 Guidelines, vol. 3, ch. 7.5, by equipment.

    >>> round(leaked_kg(Refrigerant(refrigerant="r134a", charge_kg=1000.0)), 1)
    49725.0
    """
    return plant.charge_kg * (plant.leak_per_year + plant.end_of_life_loss / plant.life_years) * plant.gwp_100


def fuel_kg(generators: tuple[Generator, ...] | None, backup_kwh: float) -> float | None:
    """CO2 of the generators' tests and of carrying the site; None where nothing is said of them. [kg/year]"""
    if generators is None:
        return None
    litres = burnt_l(generators, backup_kwh)
    return float(sum(each.factor_kg_per_l * burnt for each, burnt in zip(generators, litres, strict=True)))


def refrigerants_kg(plants: tuple[Refrigerant, ...] | None) -> float | None:
    """CO2 equivalent of all leaks; None where nothing is said of refrigerants. [kg/year]"""
    return None if plants is None else float(sum(leaked_kg(each) for each in plants))
