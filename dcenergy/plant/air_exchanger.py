"""Air-to-air exchangers: outdoor air beside the hall's air, dry or wetted, never mixed with it."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Self

import numpy as np
from numpy.typing import NDArray
from pydantic import model_validator

from dcenergy.constants import AIR_HEAT_CAPACITY_KJ_KG_K
from dcenergy.plant.air import CoilDuty, fan_kw
from dcenergy.plant.evaporative import scavenged_ratio
from dcenergy.plant.humidity import Spray
from dcenergy.reference.table import find
from dcenergy.section import Section, option, quantity
from dcenergy.weather.hourly import Floats, Weather

WET_OVER_DRY = find("fixed_numbers", "wet-over-dry").value
"""Heat that saturated air takes up over that of dry air, per kelvin: 15 to 25 degC at sea level, ASHRAE 2017's
table of moist air, (76.5 - 42.1) / 10.06."""


class Scavenger(Section):
    """Fans that blow outdoor air through the exchangers."""

    flow_ratio: float = quantity(
        1.2, gt=0, le=3, low=1.0, high=1.4, source="assumption", doc="Outdoor air over hall air, at full speed."
    )
    pressure_drop_pa: float = quantity(
        300.0, ge=0, le=2000, low=150, high=450, source="assumption", doc="Outdoor side at full flow."
    )
    fan_efficiency: float = quantity(
        0.65, gt=0, le=1, low=0.55, high=0.75, source="assumption", doc="Total: drive, motor and fan."
    )
    fan_exponent: float = quantity(
        2.7, ge=1, le=3, low=2.5, high=3.0, source="assumption", doc="Power over flow, as of the hall's fans."
    )
    min_flow_fraction: float = quantity(
        0.2, ge=0, le=1, low=0.1, high=0.4, source="assumption", doc="Lowest air flow while they run, per full flow."
    )


class AirExchanger(Section):
    """Plates or tubes between hall air and outdoor air, with water on the outdoor side where dry is too little."""

    dry_effectiveness: float = quantity(
        0.65, gt=0, le=1, low=0.55, high=0.75, source="assumption", doc="Cooling over return less outdoor air."
    )
    wet_effectiveness: float = quantity(
        0.75, gt=0, le=1, low=0.65, high=0.85, source="assumption", doc="Cooling over return less wet bulb."
    )
    hall_pressure_drop_pa: float = quantity(
        150.0, ge=0, le=1000, low=50, high=250, source="assumption", doc="Hall side, beyond the air handler's own."
    )
    scavenger: Scavenger = option(Scavenger(), doc="Outdoor air's fans.")
    spray: Spray | None = option(Spray(), doc="Water on the outdoor side; null: always dry.", source="assumption")
    saturation: float = quantity(
        0.9, gt=0, le=1, low=0.8, high=1.0, source="assumption", doc="How far the wetted air comes to saturation."
    )
    bleed_fraction: float = quantity(
        0.25, ge=0, le=5, low=0.1, high=0.5, source="assumption", doc="Water drained against salt, per evaporated."
    )

    @model_validator(mode="after")
    def _outdoor_air_carries_the_heat(self) -> Self:
        ratio = self.scavenger.flow_ratio
        for name, most in (("dry_effectiveness", ratio), ("wet_effectiveness", ratio * WET_OVER_DRY)):
            if getattr(self, name) > most:
                raise ValueError(
                    f"{name} {getattr(self, name):g} is more than outdoor air of scavenger.flow_ratio {ratio:g} can "
                    f"carry without leaving warmer than the hall's air ({most:.3g}); lower it, or raise the ratio"
                )
        return self


@dataclass(frozen=True, eq=False)
class Exchange:
    """What the exchangers did; arrays of shape (hours,)."""

    heat_kw: Floats  # taken from the hall's air
    fan_kw: Floats  # scavenger
    spray_kw: Floats
    evaporated_kg_s: Floats

    @property
    def electric_kw(self) -> Floats:
        """Scavenger fans and spray pumps. [kW]"""
        return self.fan_kw + self.spray_kw

    def only(self, hours: NDArray[np.bool_]) -> Exchange:
        """The same in the hours named, at rest in the others."""
        return Exchange(**{part.name: np.where(hours, getattr(self, part.name), 0.0) for part in fields(self)})


def run(
    exchanger: AirExchanger, coil: CoilDuty, return_c: Floats, design_density_kg_m3: float, weather: Weather
) -> Exchange:
    """Take heat from hall air that comes at `return_c`.

    Dry while that is enough, with the fans slowed in proportion; then wetted on a share of
    the surface that closes the gap between dry and wet; at last wholly wet.
    """
    capacity = coil.air_kg_s * AIR_HEAT_CAPACITY_KJ_KG_K
    dry_kw = np.maximum(capacity * exchanger.dry_effectiveness * (return_c - weather.temp_c), 0.0)
    wet_kw = np.maximum(capacity * exchanger.wet_effectiveness * (return_c - weather.wet_bulb_c), dry_kw)
    wetted = wetted_share(coil.heat_kw, dry_kw, wet_kw) * (exchanger.spray is not None)
    heat_kw = np.minimum(dry_kw if exchanger.spray is None else wet_kw, coil.heat_kw)
    evaporated_kg_s = wetted * _evaporated_kg_s(exchanger, coil, wet_kw, weather)
    spray_kj_kg = exchanger.spray.kj_per_kg * (1 + exchanger.bleed_fraction) if exchanger.spray else 0.0
    return Exchange(
        heat_kw=heat_kw,
        fan_kw=_scavenger_kw(exchanger.scavenger, coil, dry_kw, design_density_kg_m3),
        spray_kw=evaporated_kg_s * spray_kj_kg,
        evaporated_kg_s=evaporated_kg_s,
    ).only(heat_kw > 0)


def wetted_share(heat_kw: Floats, dry_kw: Floats, wet_kw: Floats) -> Floats:
    """Share of the surface that must be wet, linear between dry and wet. [-]

    >>> wetted_share(np.array([5.0, 8.0, 20.0]), np.full(3, 6.0), np.full(3, 10.0)).tolist()
    [0.0, 0.5, 1.0]
    """
    gap = wet_kw - dry_kw
    return np.clip(np.divide(heat_kw - dry_kw, gap, out=np.zeros_like(gap), where=gap > 0), 0.0, 1.0)


def _evaporated_kg_s(exchanger: AirExchanger, coil: CoilDuty, wet_kw: Floats, weather: Weather) -> Floats:
    """Water that wholly wet exchangers give to the scavenger air. [kg/s]"""
    air_kg_s = exchanger.scavenger.flow_ratio * coil.air_kg_s
    heat_kj_kg = np.divide(wet_kw, air_kg_s, out=np.zeros_like(wet_kw), where=air_kg_s > 0)
    leaving = scavenged_ratio(
        weather.temp_c, weather.humidity_ratio, weather.pressure_pa, heat_kj_kg, exchanger.saturation
    )
    return air_kg_s * (leaving - weather.humidity_ratio)


def _scavenger_kw(scavenger: Scavenger, coil: CoilDuty, dry_kw: Floats, density_kg_m3: float) -> Floats:
    """Scavenger fans: they keep pace with the hall's air, and slow where dry exchange has heat to spare. [kW]"""
    spare = np.divide(coil.heat_kw, dry_kw, out=np.ones_like(dry_kw), where=dry_kw > coil.heat_kw)
    flow = np.maximum(coil.air_kg_s / coil.design_air_kg_s * spare, scavenger.min_flow_fraction)
    full_m3_s = scavenger.flow_ratio * coil.design_air_kg_s / density_kg_m3
    return fan_kw(full_m3_s, flow, scavenger.pressure_drop_pa, scavenger.fan_efficiency, scavenger.fan_exponent)
