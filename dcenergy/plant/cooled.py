"""What a cooling system returns, whatever its kind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields

import numpy as np
from numpy.typing import NDArray

from dcenergy.plant.heat_reuse import Reused
from dcenergy.plant.receiving import WaterBody
from dcenergy.plant.thermal_storage import StoredCold
from dcenergy.weather.hourly import Floats


@dataclass(frozen=True, eq=False)
class WaterUse:
    """Metered water of one hall; litres (kilograms) in each hour, of shape (hours,)."""

    evaporated_l: Floats
    drift_l: Floats
    blowdown_l: Floats
    humidification_l: Floats

    def __add__(self, other: WaterUse) -> WaterUse:
        """Return the water of both."""
        return WaterUse(
            evaporated_l=self.evaporated_l + other.evaporated_l,
            drift_l=self.drift_l + other.drift_l,
            blowdown_l=self.blowdown_l + other.blowdown_l,
            humidification_l=self.humidification_l + other.humidification_l,
        )

    def only(self, hours: NDArray[np.bool_]) -> WaterUse:
        """The same in the hours named, none in the others."""
        return WaterUse(**{part.name: np.where(hours, getattr(self, part.name), 0.0) for part in fields(self)})

    @property
    def make_up_l(self) -> Floats:
        """What replaces evaporation, drift and blowdown. [L]"""
        return self.evaporated_l + self.drift_l + self.blowdown_l


@dataclass(frozen=True, eq=False)
class Cooled:
    """One hall's cooling through the year; arrays of shape (hours,), powers and heats in kW.

    Electricity: fans, pumps, chillers, heat rejection, humidification.
    Heat: what reaches the plant (`heat_kw`) is taken by the free source, by chillers, or unmet;
    it leaves, with the machines' own, to water or to air. Heat that was delivered to others
    (`reused`) left the loop before the plant. With a tank of cold (`storage`), in every hour
    heat + charged = free + mechanical + unmet + discharged; what leaks into it is drawn from the air.
    """

    fan_kw: Floats
    pump_kw: Floats
    chiller_kw: Floats
    heat_rejection_kw: Floats
    humidification_kw: Floats
    heat_kw: Floats
    free_kw: Floats
    mechanical_kw: Floats
    unmet_kw: Floats
    to_water_kw: Floats
    to_air_kw: Floats
    reused: Reused | None = None  # None: no heat is delivered to others
    storage: StoredCold | None = None  # None: no cold is stored
    water: WaterUse | None = None  # None: a dry system
    water_body: WaterBody | None = None
    conditions: Mapping[str, int] = field(default_factory=dict)  # what bound, in how many hours
    sizes: Mapping[str, float] = field(default_factory=dict)  # what was built, by the key that would give it
    notes: tuple[str, ...] = ()

    @property
    def electric_kw(self) -> Floats:
        """All electricity of the cooling, heat pumps included. [kW]"""
        own_kw = self.fan_kw + self.pump_kw + self.chiller_kw + self.heat_rejection_kw + self.humidification_kw
        return own_kw + self.reused.heat_pump_kw if self.reused else own_kw

    @property
    def plant_kw(self) -> Floats:
        """Heat that the plant met: that of the coils, levelled by the storage. [kW]"""
        if self.storage is None:
            return self.heat_kw
        return np.maximum(self.heat_kw + self.storage.charged_kw - self.storage.discharged_kw, 0.0)


@dataclass(frozen=True, eq=False)
class FixedOverhead:
    """A hall of which only its PUE is known: one overhead, of shape (hours,), and nothing inside it."""

    overhead_kw: Floats
