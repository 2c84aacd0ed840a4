"""Humidity of the hall's air: the limits it must keep, and the humidifiers that raise it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal, Self

import numpy as np
from pydantic import Field, model_validator

from dcenergy.constants import FRESH_WATER, SECONDS_PER_HOUR
from dcenergy.errors import DesignError
from dcenergy.reference.table import Row, find
from dcenergy.section import Section, option, quantity
from dcenergy.weather.hourly import Floats
from dcenergy.weather.psychrometrics import humidity_ratio_from_dew_point, humidity_ratio_from_relative_humidity

MAKE_UP_WATER_C = find("fixed_numbers", "make-up-water").value
"""Water as it comes from the mains [degC]; 1 K is 0.2 % of the heat that it takes to evaporate."""

CONDENSATION_KJ_KG = 2477.0
"""Heat of vapour that condenses to water of 10 degC [kJ/kg]. IAPWS-95 (CoolProp: 2477.2)."""


class HumidityLimits(Section):
    """Bounds of the supplied air by dew point and by relative humidity; the stricter one holds."""

    dew_point_min_c: float = quantity(ge=-40, le=30, low=-12, high=6, doc="Driest air, by dew point.")
    dew_point_max_c: float = quantity(ge=-40, le=40, low=15, high=24, doc="Dampest air, by dew point.")
    relative_humidity_min: float = quantity(0.0, ge=0, le=1, low=0, high=0.2, source="assumption", doc="0..1.")
    relative_humidity_max: float = quantity(1.0, ge=0, le=1, low=0.5, high=1.0, source="assumption", doc="0..1.")

    @model_validator(mode="after")
    def _driest_below_dampest(self) -> Self:
        if self.dew_point_min_c >= self.dew_point_max_c:
            raise ValueError("dew_point_min_c must lie below dew_point_max_c; swap or mend them")
        if self.relative_humidity_min >= self.relative_humidity_max:
            raise ValueError("relative_humidity_min must lie below relative_humidity_max; swap or mend them")
        return self


BOUNDS = {
    "dew_point_min_c": "dew-point-min",
    "dew_point_max_c": "dew-point-max",
    "relative_humidity_min": "humidity-min",
    "relative_humidity_max": "humidity-max",
}
"""What the keys of the rows end with, by the bound that each gives."""


def rows_of(envelope: str) -> Mapping[str, Row]:
    """Return the cited rows of an envelope of ASHRAE TC 9.9's Thermal Guidelines, by the bound that each gives.

    >>> rows_of("A1")["dew_point_max_c"].value
    17.0
    """
    return {bound: find("limits", f"ashrae-{envelope.lower()}-{end}") for bound, end in BOUNDS.items()}


ENVELOPES = {
    name: HumidityLimits(**{bound: row.value for bound, row in rows_of(name).items()})
    for name in ("recommended", "A1", "A2", "A3", "A4")
}
"""Envelopes of ASHRAE TC 9.9's Thermal Guidelines, 5th edition (2021)."""


class Humidity(Section):
    """How dry and how damp the supplied air may be."""

    envelope: Literal["recommended", "A1", "A2", "A3", "A4", "custom"] = option(
        "recommended", doc="ASHRAE's recommended envelope or class, or `custom` with `limits`.", source="assumption"
    )
    limits: HumidityLimits | None = option(None, doc="Bounds of a `custom` envelope.")

    @model_validator(mode="after")
    def _limits_go_with_custom(self) -> Self:
        if (self.envelope == "custom") != (self.limits is not None):
            raise ValueError("`limits` goes with `envelope: custom`, and only with it; add or remove one of the two")
        return self

    @property
    def bounds(self) -> HumidityLimits:
        """The limits that the envelope names."""
        return self.limits if self.limits is not None else ENVELOPES[self.envelope]


def humidity_ratio_limits(bounds: HumidityLimits, supply_c: float, pressure_pa: Floats) -> tuple[Floats, Floats]:
    """Driest and dampest air that may be supplied at `supply_c`. [kg water per kg dry air]

    >>> driest, dampest = humidity_ratio_limits(ENVELOPES["recommended"], 24.0, np.array(101_325.0))
    >>> round(float(driest), 5), round(float(dampest), 5)
    (0.00175, 0.01065)

    Raises
    ------
    DesignError
        Where no air keeps all limits: the relative humidity asked for is damper than the dew point allowed.
    """
    driest = np.maximum(
        humidity_ratio_from_dew_point(bounds.dew_point_min_c, pressure_pa),
        humidity_ratio_from_relative_humidity(supply_c, bounds.relative_humidity_min, pressure_pa),
    )
    dampest = np.minimum(
        humidity_ratio_from_dew_point(bounds.dew_point_max_c, pressure_pa),
        humidity_ratio_from_relative_humidity(supply_c, bounds.relative_humidity_max, pressure_pa),
    )
    if np.any(driest > dampest):
        raise DesignError(
            "cooling.humidity",
            f"no air of {supply_c:g} degC keeps both its dew points and its relative humidities; widen the limits",
        )
    return driest, dampest


class Spray(Section):
    """Nozzles under high pressure: the water evaporates from the air's own heat."""

    kind: Literal["spray"] = option("spray", doc="Adiabatic.")
    pressure_pa: float = quantity(
        7e6, ge=0, le=3e7, low=2e6, high=1e7, source="lei_masanet", doc="Pressure at the nozzles."
    )
    pump_efficiency: float = quantity(
        0.7, gt=0, le=1, low=0.5, high=0.85, source="lei_masanet", doc="Wire to water: drive, motor and pump."
    )

    @property
    def kj_per_kg(self) -> float:
        """Electricity per water sprayed. [kJ/kg]

        >>> round(Spray().kj_per_kg, 2)
        10.02
        """
        return self.pressure_pa / (FRESH_WATER.density_kg_m3 * self.pump_efficiency * 1000)


class Steam(Section):
    """Boiled water: it brings its own heat, and costs it."""

    kind: Literal["steam"] = option(doc="Electric steam.")
    kwh_per_kg: float = quantity(
        0.75, ge=0.7, le=2, low=0.72, high=0.78, source="assumption", doc="Electricity per steam."
    )

    @property
    def kj_per_kg(self) -> float:
        """Electricity per steam. [kJ/kg]

        >>> Steam(kind="steam").kj_per_kg
        2700.0
        """
        return self.kwh_per_kg * SECONDS_PER_HOUR


Humidifier = Annotated[Spray | Steam, Field(discriminator="kind")]


def brought_heat_kj_kg(humidifier: Spray | Steam) -> float:
    """Enthalpy that water brings into the air: its own from the mains, and the humidifier's electricity. [kJ/kg]

    >>> round(brought_heat_kj_kg(Steam(kind="steam")))  # steam of 100 degC holds 2676
    2742
    """
    return FRESH_WATER.heat_capacity_kj_kg_k * MAKE_UP_WATER_C + humidifier.kj_per_kg
