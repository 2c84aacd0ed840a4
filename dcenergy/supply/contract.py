"""Contracts for clean electricity: an overlay on the grid's energy, never added to it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, Self, cast

import numpy as np
from pydantic import model_validator

from dcenergy.errors import DesignError
from dcenergy.section import Section, listed, option, quantity
from dcenergy.supply import unit_yield, wind
from dcenergy.supply.solar import Module
from dcenergy.supply.wind import Turbine
from dcenergy.weather.hourly import Floats, Weather

Kind = Literal["hydro", "solar", "wind", "geothermal", "biomass", "nuclear"]
Shape = Literal["hydro", "solar", "wind", "flat", "load"]
STEADY: Mapping[Kind, Shape] = {"geothermal": "flat", "biomass": "flat", "nuclear": "flat"}
"""Kinds that generate the same in every hour."""
GENERATORS = {"solar": "array", "wind": "turbine"}
"""What gives a delivery its hours."""


class Contract(Section):
    """A purchase of clean electricity delivered through the grid."""

    kind: Kind = option(doc="What generates it. Nuclear power is carbon-free and not renewable.")
    share: float = quantity(gt=0, le=1, doc="Contracted volume over the site's annual electricity.")
    shape: Shape | None = option(
        None,
        doc="How it is delivered over the hours; absent: as its kind generates. `flat`: the same in every hour. "
        "`load`: as the site uses it (24/7).",
    )
    certificates: bool = option(
        False,
        doc="Whether certificates are bought with it and retired: only then it counts in REF and by market.",
        source="assumption",
    )
    deliverable: bool = option(
        True,
        doc="Whether the plant feeds the site's own grid zone: if not, the contract matches no hour. Certificates of "
        "another market are none: leave `certificates` out.",
        source="assumption",
    )
    monthly_shape: tuple[float, ...] | None = listed(
        None,
        doc="Twelve weights of hydropower's delivery by month; absent: the same in every hour.",
        min_length=12,
        max_length=12,
    )
    array: Module | None = option(None, doc="Of solar power: modules in the site's own weather.")
    turbine: Turbine | None = option(None, doc="Of wind power: a turbine in the site's own weather.")
    year_factor: float = quantity(
        1.0,
        gt=0,
        le=3,
        low=0.7,
        high=1.3,
        source="assumption",
        doc="What is delivered in this year over the contracted volume: below 1 in a dry year.",
    )
    premium_per_kwh: float | None = quantity(
        None,
        price="price-premium",
        source="not_given",
        doc="Paid over the tariff, in the profile's currency; absent: not counted, 0: none is paid.",
    )
    excess_price_per_kwh: float | None = quantity(
        None,
        price="price-excess",
        source="not_given",
        doc="Brought by delivery beyond its hour's import, in the profile's currency; absent: the tariff.",
    )
    certificate_price_per_kwh: float | None = quantity(
        None,
        ge=0,
        price="price-certificate",
        source="not_given",
        doc="Paid for certificates, in the profile's currency; absent: not counted.",
    )
    factor_kg_per_kwh: float = quantity(
        0.0,
        ge=0,
        le=1,
        low=0.0,
        high=0.1,
        source="ghg_scope2",
        doc="Direct emissions of the plant, 0 for water, wind, sun and nuclear; give those of a geothermal or "
        "biomass plant. Emissions of building it are scope 3.",
    )

    @model_validator(mode="before")
    @classmethod
    def _has_its_generator(cls, stated: Any) -> Any:
        """Give solar power its array and wind power its turbine, so that their defaults are told as such."""
        if not isinstance(stated, Mapping):
            return stated
        part = GENERATORS.get(str(stated.get("shape") or stated.get("kind")))
        return {part: {}, **stated} if part else stated

    @model_validator(mode="after")
    def _generator_is_its_own(self) -> Self:
        for shape, part in GENERATORS.items():
            if getattr(self, part) is not None and self.delivery != shape:
                raise ValueError(f"`{part}` is {shape} power's; a contract of shape {self.delivery} takes none")
        return self

    @model_validator(mode="after")
    def _certificates_are_bought(self) -> Self:
        if self.certificate_price_per_kwh and not self.certificates:
            raise ValueError(
                "certificate_price_per_kwh is paid for certificates; set `certificates: true`, or remove it"
            )
        return self

    @model_validator(mode="after")
    def _weights(self) -> Self:
        if self.monthly_shape is None:
            return self
        if self.delivery != "hydro":
            raise ValueError(f"monthly_shape is hydropower's; a contract of shape {self.delivery} takes none")
        if min(self.monthly_shape) < 0 or sum(self.monthly_shape) <= 0:
            raise ValueError("monthly_shape takes twelve weights of 0 or more, not all 0")
        return self

    @property
    def is_priced(self) -> bool:
        """Whether anything is said of what it costs beside the tariff: one price may hold power and certificates."""
        return self.premium_per_kwh is not None or self.certificate_price_per_kwh is not None

    @property
    def delivery(self) -> Shape:
        """How it is delivered over the hours."""
        if self.shape is not None:
            return self.shape
        return STEADY[self.kind] if self.kind in STEADY else cast(Shape, self.kind)

    @property
    def is_renewable(self) -> bool:
        """Whether its source is renewable: REF and renewable shares leave nuclear power out."""
        return self.kind != "nuclear"

    @property
    def needs_weather(self) -> bool:
        """Whether its hours follow from the weather."""
        return self.delivery in ("solar", "wind")


class Certificates(Section):
    """Certificates without the energy: they move a claim over the year, and match no hour."""

    share: float = quantity(gt=0, le=1, doc="Certificates over the site's annual electricity.")
    price_per_kwh: float | None = quantity(
        None,
        ge=0,
        price="price-certificate",
        source="not_given",
        doc="In the profile's currency; absent: not counted.",
    )


def delivery_kw(contract: Contract, load_kw: Floats, weather: Weather) -> Floats:
    """Delivery of every hour; its sum is the contracted share of the load's. [kW]

    >>> from dcenergy.weather.hourly import no_weather
    >>> contract = Contract(kind="hydro", share=0.5)
    >>> float(delivery_kw(contract, np.full(8760, 3.0), no_weather())[0])
    1.5

    Raises
    ------
    DesignError
        Where the weather never lets the plant run.
    """
    weight = _weight(contract, load_kw, weather)
    if not weight.any():
        if not load_kw.any():
            return np.zeros_like(load_kw)
        raise DesignError(
            "supply.contracts", f"holds {contract.kind} power, of which this weather gives none; choose another"
        )
    volume_kwh = contract.share * contract.year_factor * load_kw.sum()
    return np.asarray(weight * (volume_kwh / weight.sum()))


def _weight(contract: Contract, load_kw: Floats, weather: Weather) -> Floats:
    match contract.delivery:
        case "load":
            return load_kw
        case "solar":
            return unit_yield.of(contract.array or Module(), weather)
        case "wind":
            return wind.unit_yield_kw(contract.turbine or Turbine(), weather)
        case "hydro" if contract.monthly_shape is not None:
            return np.array(contract.monthly_shape)[weather.calendar.month - 1]
        case "hydro" | "flat":
            return np.ones(weather.hours)
