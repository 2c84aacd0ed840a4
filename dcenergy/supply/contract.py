"""Contracts for clean electricity: an overlay on the grid's energy, never added to it."""

from __future__ import annotations

from typing import Literal, Self

import numpy as np
from pydantic import model_validator

from dcenergy.section import Section, listed, option, quantity
from dcenergy.weather.hourly import Calendar, Floats


class Contract(Section):
    """A purchase of hydropower delivered through the grid."""

    kind: Literal["hydro"] = option(doc="What generates it.")
    share: float = quantity(gt=0, le=1, doc="Contracted volume over the site's annual electricity.")
    certificates: bool = option(
        False,
        doc="Whether certificates are bought with it and retired: only then it counts in REF.",
        source="assumption",
    )
    monthly_shape: tuple[float, ...] | None = listed(
        None,
        doc="Twelve weights of its delivery by month; absent: the same in every hour.",
        min_length=12,
        max_length=12,
    )
    premium_per_kwh: float = quantity(
        0.0,
        ge=-1,
        le=1,
        low=0.0,
        high=0.1,
        source="assumption",
        doc="Paid over the tariff, in the profile's currency.",
    )
    certificate_price_per_kwh: float = quantity(
        0.0,
        ge=0,
        le=1,
        low=0.0,
        high=0.05,
        source="assumption",
        doc="Paid for certificates, in the profile's currency.",
    )
    factor_kg_per_kwh: float = quantity(
        0.0,
        ge=0,
        le=1,
        low=0.0,
        high=0.0,
        source="ghg_scope2",
        doc="Direct emissions; those of building the dam are scope 3.",
    )

    @model_validator(mode="after")
    def _weights(self) -> Self:
        if self.monthly_shape is not None and (min(self.monthly_shape) < 0 or sum(self.monthly_shape) <= 0):
            raise ValueError("monthly_shape takes twelve weights of 0 or more, not all 0")
        return self


def delivery_kw(contract: Contract, annual_kwh: float, calendar: Calendar) -> Floats:
    """Delivery of every hour; its sum is the contracted share of `annual_kwh`. [kW]

    >>> from dcenergy.weather.hourly import calendar
    >>> float(delivery_kw(Contract(kind="hydro", share=0.5), 8760.0, calendar())[0])
    0.5
    """
    if contract.monthly_shape is None:
        weight = np.ones(calendar.hours)
    else:
        weight = np.array(contract.monthly_shape)[calendar.month - 1]
    return np.asarray(weight * (contract.share * annual_kwh / weight.sum()))
