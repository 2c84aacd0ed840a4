"""The loop between a liquid-cooled hall and outdoors.

A water body takes its heat, or else dry coolers, wet pads and towers, in this order; chillers take the rest.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from pydantic import model_validator

from dcenergy.constants import FRESH_WATER
from dcenergy.errors import DesignError
from dcenergy.plant import chiller, loop_source, loop_towers, wet_pads
from dcenergy.plant.chiller import AirCooledChiller, ChillerHours
from dcenergy.plant.cooled import WaterUse
from dcenergy.plant.dry_cooler import DryCooler, DryCooling
from dcenergy.plant.heat_reuse import HeatReuse
from dcenergy.plant.loop_source import LoopSource, SourceDuty
from dcenergy.plant.loop_towers import LoopTowers, TowerDuty, after
from dcenergy.plant.pump import pump_kw
from dcenergy.plant.water_loop import PlantDuty, warming_k, water_flow_m3_s
from dcenergy.plant.wet_pads import AdiabaticAssist
from dcenergy.section import Section, option, quantity
from dcenergy.weather.hourly import Floats, Weather


class FacilityLoop(Section):
    """The loop between cooling distribution units and outdoors, and what rejects its heat."""

    supply_c: float = quantity(
        32.0,
        gt=0,
        le=70,
        low=17,
        high=45,
        source="ashrae_tc99",
        doc="Water to the distribution units: ASHRAE's W32, W40, W45.",
    )
    delta_t_k: float = quantity(10.0, gt=0, le=30, low=6, high=15, source="assumption", doc="Warming of the water.")
    pressure_drop_pa: float = quantity(
        200_000.0, ge=0, le=2e6, low=100_000, high=300_000, source="assumption", doc="At design flow."
    )
    pump_efficiency: float = quantity(
        0.65, gt=0, le=1, low=0.6, high=0.75, source="assumption", doc="Wire to water: drive, motor and pump."
    )
    source: LoopSource | None = option(
        None, doc="Lake, river or sea water in place of dry coolers, pads and towers; absent: outdoor air."
    )
    dry_cooler: DryCooler | None = option(
        DryCooler(exchanger_approach_k=0.0),
        doc="Dry coolers, in whose coils the loop's own liquid flows; null, or with a source: none.",
    )
    adiabatic: AdiabaticAssist | None = option(None, doc="Wet pads before the dry coolers; absent: dry all year.")
    towers: LoopTowers | None = option(None, doc="Towers for what dry coolers leave; absent: none.")
    trim: AirCooledChiller | None = option(
        None, doc="Chillers for what outdoor air or the source cannot take; absent: unmet."
    )
    heat_reuse: HeatReuse | None = option(None, doc="Heat delivered to users outside; absent: none.")

    @model_validator(mode="before")
    @classmethod
    def _source_needs_no_dry_cooler(cls, stated: Any) -> Any:
        """Leave the usual dry coolers away where a source is named."""
        if isinstance(stated, Mapping) and stated.get("source") is not None:
            return {"dry_cooler": None, **stated}
        return stated

    @model_validator(mode="after")
    def _one_way_out(self) -> Self:
        beside = [name for name in ("dry_cooler", "adiabatic", "towers") if getattr(self, name) is not None]
        if self.source is not None and beside:
            raise ValueError(
                f"`source` takes the place of dry coolers, pads and towers, and `{beside[0]}` stands beside it; "
                "take one of the two away"
            )
        return self


def duty(loop: FacilityLoop, heat_kw: Floats, design_kw: float) -> PlantDuty:
    """The facility loop's pumps; all their electricity ends in the water."""
    design_flow = float(water_flow_m3_s(design_kw, loop.delta_t_k, FRESH_WATER))
    flow = water_flow_m3_s(heat_kw, loop.delta_t_k, FRESH_WATER)
    power = pump_kw(flow, design_flow, 0.0, loop.pressure_drop_pa, loop.pump_efficiency)
    design_power = float(
        pump_kw(np.array(design_flow), design_flow, 0.0, loop.pressure_drop_pa, loop.pump_efficiency)
    )
    return PlantDuty(
        pump_kw=power,
        pump_to_air_kw=np.zeros_like(power),
        heat_kw=heat_kw + power,
        design_heat_kw=design_kw + design_power,
        supply_c=loop.supply_c,
        return_c=loop.supply_c + warming_k(heat_kw + power, flow, FRESH_WATER),
    )


@dataclass(frozen=True, eq=False)
class Outdoors:
    """How a loop's heat left, cooler by cooler; arrays of shape (hours,)."""

    source: SourceDuty
    dry: DryCooling
    towers: TowerDuty
    trim: ChillerHours
    pads: WaterUse
    wet_hours: int

    @property
    def free_kw(self) -> Floats:
        """Heat that no compressor took. [kW]"""
        return self.source.heat_kw + self.dry.heat_kw + self.towers.heat_kw

    @property
    def pump_kw(self) -> Floats:
        """Pumps beyond the loop's own: of source water, glycol and tower water. [kW]"""
        return self.source.pump_kw + self.dry.pump_kw + self.towers.pump_kw

    @property
    def to_air_kw(self) -> Floats:
        """Heat that reached the air, with the coolers' own electricity. [kW]"""
        blown_kw = self.dry.heat_kw + self.dry.electric_kw + self.towers.to_air_kw
        return blown_kw + self.trim.rejected_kw + self.source.to_air_kw

    @property
    def water(self) -> WaterUse:
        """Water of pads and towers."""
        return self.pads + self.towers.water

    @property
    def conditions(self) -> Mapping[str, int]:
        """What bound, in how many hours."""
        return {
            **self.source.conditions,
            **self.trim.conditions,
            **self.towers.conditions,
            "adiabatic_assist": self.wet_hours,
        }

    @property
    def sizes(self) -> Mapping[str, float]:
        """What was built, by the loop's key that would give it."""
        return {
            **{f"source.{key}": size for key, size in self.source.sizes.items()},
            "trim.capacity_kw": self.trim.capacity_kw,
        }


KEYS = {
    "cooling.loop.coil_approach_k": "liquid.loop.supply_c",
    "cooling.tower": "liquid.loop.towers.tower",
    "cooling.tower.liquid_gas_ratio": "liquid.loop.towers.tower.liquid_gas_ratio",
    "cooling": "liquid.loop.trim.performance",
}
"""The keys that towers and chillers name in a fault, as they are called in a liquid loop."""


def reject(loop: FacilityLoop, duty: PlantDuty, weather: Weather) -> Outdoors:
    """Reject the loop's heat to its water body, or dry, with wet pads where dry air is too warm, then by towers.

    Chillers take what is left.

    Raises
    ------
    DesignError
        Where towers are hopelessly small, or the chillers' curves do not know the loop's water.
    """
    try:
        return _reject(loop, duty, weather)
    except DesignError as fault:
        raise DesignError(KEYS.get(fault.key, fault.key), fault.message) from fault


def _reject(loop: FacilityLoop, duty: PlantDuty, weather: Weather) -> Outdoors:
    nothing = np.zeros_like(duty.heat_kw)
    source = loop_source.none(nothing) if loop.source is None else loop_source.run(loop.source, duty, weather)
    behind_source = after(duty, source.heat_kw)
    dry, pads, wet_hours = wet_pads.run(loop.dry_cooler, loop.adiabatic, behind_source, loop.delta_t_k, weather)
    behind_dry = after(behind_source, dry.heat_kw)
    towers = TowerDuty(nothing, nothing, nothing, nothing, wet_pads.dry_system(nothing))
    if loop.towers is not None:
        towers = loop_towers.run(loop.towers, behind_dry, weather)
    rest_kw = after(behind_dry, towers.heat_kw).heat_kw
    trim = ChillerHours(nothing, nothing, rest_kw, nothing)
    if loop.trim is not None:
        trim = chiller.air_cooled(loop.trim, rest_kw, duty.design_heat_kw, duty.supply_c, weather.temp_c)
    return Outdoors(source, dry, towers, trim, pads, wet_hours)
