"""The grid's electricity and what a kWh of it emits."""

from __future__ import annotations

from typing import Annotated, Self

import numpy as np
from pydantic import Field, model_validator

from dcenergy.errors import DesignError, ReferenceError
from dcenergy.reference.table import Row, find
from dcenergy.section import Section, listed, option, quantity
from dcenergy.series.hours import fitted
from dcenergy.supply import grid_shape
from dcenergy.weather.hourly import Floats, Weather

TABLE = "grid_factors"
LIFE_CYCLE = "life cycle"
HOURLY = "hourly_utc_kg_per_kwh"
LARGEST_KG_PER_KWH = 3.0
"""No generation emits as much: lignite at the lowest efficiency of a boiler has some 1.5."""

HourlyFactor = Annotated[float, Field(ge=0, le=LARGEST_KG_PER_KWH)]


class Grid(Section):
    """Emission factor of the grid: a row of the reference table, a number of one's own, or a file of hours."""

    factor: str | None = option(None, doc="Key of a row, as cn-hunan-2023; see `dcenergy reference search`.")
    factor_kg_per_kwh: float | None = quantity(
        None,
        ge=0,
        le=LARGEST_KG_PER_KWH,
        low=0.0005,
        high=1.1,
        source="not_given",
        doc="Location-based factor, instead of `factor`.",
    )
    hourly_utc_kg_per_kwh: tuple[HourlyFactor, ...] | None = listed(
        None, doc="Factor of every hour in UTC, instead of `factor`; written as `file: NAME`."
    )
    shape: str | None = option(None, doc="How the factor goes over day and year: a measured shape, as de-lu-2024.")
    residual: str | None = option(
        None,
        doc="Row of the residual mix, for power without certificates; absent: that of the factor's country where one "
        "is shipped, else the location-based factor.",
    )
    residual_kg_per_kwh: float | None = quantity(
        None,
        ge=0,
        le=3,
        low=0.05,
        high=1.1,
        source="not_given",
        doc="Factor of the residual mix as published for the grid, instead of `residual`.",
    )
    supplier_kg_per_kwh: float | None = quantity(
        None,
        ge=0,
        le=3,
        low=0.05,
        high=1.1,
        source="not_given",
        doc="Factor of the supplier's own mix, as it declares it after certificates; it precedes the residual mix.",
    )
    certificate_system: bool = option(
        True,
        doc="Whether certificates of origin exist for this grid: only where none do, a contract alone is a claim.",
        source="assumption",
    )
    marginal_kg_per_kwh: float | None = quantity(
        None,
        ge=0,
        le=3,
        low=0.0,
        high=1.1,
        source="not_given",
        doc="What one kWh more emits: for consequences of a choice, shown apart from the inventory.",
    )
    upstream_kg_per_kwh: float | None = quantity(
        None,
        ge=0,
        le=1,
        low=0.0,
        high=0.2,
        source="not_given",
        doc="Of fuels, building and losses before the meter: scope 3.",
    )
    water_l_per_kwh: float | None = quantity(
        None,
        ge=0,
        le=200,
        low=0.0,
        high=20.0,
        source="not_given",
        doc="Water that generating a kWh consumed, for WUE at the source.",
    )
    clean_share: float | None = quantity(
        None,
        ge=0,
        le=1,
        source="not_given",
        doc="Carbon-free share of the grid's own mix, for hourly matching.",
    )
    decline_per_year: float = quantity(
        0.0, ge=-0.2, lt=1, low=0.0, high=0.1, source="not_given", doc="Fall of the factor a year, over the life."
    )

    @model_validator(mode="after")
    def _one_factor(self) -> Self:
        given = [self.factor, self.factor_kg_per_kwh, self.hourly_utc_kg_per_kwh]
        if sum(each is not None for each in given) != 1:
            raise ValueError(
                "give one of `factor` (a row of the table), `factor_kg_per_kwh` (a number) and `file` (hours in UTC)"
            )
        for key in (self.factor, self.residual):
            if key is not None:
                _look_up(key)
        return self

    @model_validator(mode="after")
    def _one_residual(self) -> Self:
        if self.residual is not None and self.residual_kg_per_kwh is not None:
            raise ValueError("give one of `residual` (a row of the table) and `residual_kg_per_kwh` (a number)")
        return self

    @model_validator(mode="after")
    def _shape_is_known(self) -> Self:
        if self.shape is None:
            return self
        if self.hourly_utc_kg_per_kwh is not None:
            raise ValueError("a file of hours has its own shape; remove `shape`")
        try:
            grid_shape.find(self.shape)
        except ReferenceError as fault:
            raise ValueError(str(fault)) from fault
        return self

    @model_validator(mode="after")
    def _upstream_counts_once(self) -> Self:
        if self.upstream_kg_per_kwh and self.location and LIFE_CYCLE in self.location.method:
            raise ValueError(
                f"{self.factor} is a life-cycle factor and holds the upstream part; remove `upstream_kg_per_kwh`, "
                "or name a direct factor"
            )
        return self

    @property
    def location(self) -> Row | None:
        """The cited row of the location-based factor, where one is named."""
        return _look_up(self.factor) if self.factor else None

    @property
    def location_kg_per_kwh(self) -> float:
        """Location-based factor, the mean of the year. [kg/kWh]"""
        if self.hourly_utc_kg_per_kwh is not None:
            return float(np.mean(self.hourly_utc_kg_per_kwh))
        if self.factor_kg_per_kwh is not None:
            return self.factor_kg_per_kwh
        return _look_up(str(self.factor)).value

    @property
    def is_hourly(self) -> bool:
        """Whether its hours differ."""
        return self.shape is not None or self.hourly_utc_kg_per_kwh is not None

    def hourly_kg_per_kwh(self, weather: Weather) -> Floats:
        """Location-based factor of every hour in local standard time, of shape (hours,). [kg/kWh]

        Raises
        ------
        DesignError
            Where the place of a file of hours is not known.
        """
        if self.hourly_utc_kg_per_kwh is not None:
            return _local(np.array(self.hourly_utc_kg_per_kwh), weather)
        if self.shape is not None:
            return self.location_kg_per_kwh * grid_shape.find(self.shape).weights(weather.calendar)
        return np.full(weather.hours, self.location_kg_per_kwh)


def to_local(utc: Floats, utc_offset_h: float) -> Floats:
    """Hours of UTC as hours of local standard time; a half hour of offset takes half of two.

    >>> to_local(np.arange(4.0), 1.0).tolist(), to_local(np.arange(4.0), -0.5).tolist()
    ([3.0, 0.0, 1.0, 2.0], [0.5, 1.5, 2.5, 1.5])
    """
    whole = int(np.floor(utc_offset_h))
    part = utc_offset_h - whole
    return np.asarray((1 - part) * np.roll(utc, whole) + part * np.roll(utc, whole + 1))


def _local(utc: Floats, weather: Weather) -> Floats:
    if weather.place is None:
        raise DesignError(f"supply.grid.{HOURLY}", "is in UTC, and the site's time is not known; name its weather")
    return to_local(fitted(utc, weather.hours), weather.place.utc_offset_h)


def _look_up(key: str) -> Row:
    try:
        return find(TABLE, key)
    except ReferenceError as fault:
        raise ValueError(str(fault)) from fault
