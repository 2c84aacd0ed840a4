"""The grid's electricity and what a kWh of it emits."""

from __future__ import annotations

from typing import Self

from pydantic import model_validator

from dcenergy.errors import ReferenceError
from dcenergy.reference.table import Row, find
from dcenergy.section import Section, option, quantity

TABLE = "grid_factors"


class Grid(Section):
    """Emission factor of the grid: a row of the reference table, or a number of one's own."""

    factor: str | None = option(None, doc="Key of a row, as cn-hunan-2023; see `dcenergy reference search`.")
    factor_kg_per_kwh: float | None = quantity(
        None,
        ge=0,
        le=3,
        low=0.0,
        high=1.1,
        source="not_given",
        doc="Location-based factor, instead of `factor`.",
    )
    residual: str | None = option(
        None,
        doc="Row of the factor without traded clean power, for what contracts do not cover; absent: the grid's.",
    )
    clean_share: float | None = quantity(
        None,
        ge=0,
        le=1,
        source="not_given",
        doc="Carbon-free share of the grid's own mix, for hourly matching.",
    )

    @model_validator(mode="after")
    def _one_factor(self) -> Self:
        if (self.factor is None) == (self.factor_kg_per_kwh is None):
            raise ValueError("give one of `factor` (a row of the table) and `factor_kg_per_kwh` (a number)")
        for key in filter(None, (self.factor, self.residual)):
            _look_up(key)
        return self

    @property
    def location(self) -> Row | None:
        """The cited row of the location-based factor, where one is named."""
        return _look_up(self.factor) if self.factor else None

    @property
    def location_kg_per_kwh(self) -> float:
        """Location-based factor. [kg/kWh]"""
        if self.factor_kg_per_kwh is not None:
            return self.factor_kg_per_kwh
        return _look_up(str(self.factor)).value

    @property
    def residual_kg_per_kwh(self) -> float:
        """Factor of what no contract covers. [kg/kWh]"""
        return _look_up(self.residual).value if self.residual else self.location_kg_per_kwh


def _look_up(key: str) -> Row:
    try:
        return find(TABLE, key)
    except ReferenceError as fault:
        raise ValueError(str(fault)) from fault
