"""Cooling towers: what they are built for, their fans and the water they lose."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from dcenergy.constants import FRESH_WATER
from dcenergy.plant import tower_basin, tower_water
from dcenergy.plant.cooled import WaterUse
from dcenergy.plant.tower_basin import BasinHeater
from dcenergy.plant.tower_fans import fan_power, part_flow
from dcenergy.plant.tower_fill import (
    SEA_LEVEL_PA,
    ConstantApproach,
    Fill,
    Performance,
    fill_constant,
    surface_kj_kg,
    taken_by_air_kw,
)
from dcenergy.plant.tower_water import TowerWater
from dcenergy.reference.table import find
from dcenergy.section import Section, option, quantity
from dcenergy.weather import psychrometrics
from dcenergy.weather.hourly import Air, Floats, Weather

CATALOGUE_WET_BULB_C = find("fixed_numbers", "tower-catalogue-wet-bulb").value
"""Wet bulb of a tower's rating where no site is known [degC]. EnergyPlus Engineering Reference."""

HOTTEST_C = 80.0  # hotter water is not reckoned: its vapour would drive out the air
SLOWEST = 1e-3  # of full air flow
LEAST_RANGE_K = 0.01
SETTLED = 1e-6  # of the heat, or of a tenth of the design heat where there is less


class Tower(Section):
    """Open counterflow towers with fans of variable speed."""

    performance: Performance = option(Fill(), doc="How cold the water gets.")
    design_wet_bulb_c: float | None = quantity(
        None,
        ge=-10,
        le=35,
        low=18,
        high=29,
        source="derived",
        doc="Wet bulb at which the towers are rated; absent: the site's extreme.",
    )
    liquid_gas_ratio: float = quantity(
        1.15,
        gt=0,
        le=5,
        low=0.75,
        high=1.5,
        source="energyplus_reference",
        doc="Water over dry air, by mass, as rated.",
    )
    approach_setpoint_k: float = quantity(
        4.0, ge=0, le=20, low=2.5, high=7, source="assumption", doc="Fans slow down at this far above the wet bulb."
    )
    min_water_c: float = quantity(
        15.0, ge=5, le=35, low=12, high=21, source="assumption", doc="Coldest water sent to running chillers."
    )
    fan_kw_per_kw: float = quantity(
        0.0105, ge=0, le=0.1, low=0.005, high=0.02, source="energyplus_reference", doc="Fan power per design heat."
    )
    min_speed: float = quantity(
        0.2,
        ge=0.01,
        le=1,
        low=0.15,
        high=0.5,
        source="energyplus_reference",
        doc="Lowest fan speed; below it fans cycle.",
    )
    natural_draught: float = quantity(
        0.1, ge=0, le=0.5, low=0.05, high=0.15, source="assumption", doc="Air flow with still fans, per full flow."
    )
    water: TowerWater = option(TowerWater(), doc="Evaporation, drift and blowdown.")
    basin_heater: BasinHeater | None = option(None, doc="Against freezing while the towers rest; absent: none.")

    @property
    def rating_c(self) -> float:
        """Wet bulb of the rating: a catalogue's, until the towers are sized for a site. [degC]"""
        return CATALOGUE_WET_BULB_C if self.design_wet_bulb_c is None else self.design_wet_bulb_c

    @property
    def design_leaving_c(self) -> float:
        """Water that the tower sends to the chillers at its rating. [degC]"""
        fill = self.performance
        return self.rating_c + (fill.design_approach_k if isinstance(fill, Fill) else fill.approach_k)


@dataclass(frozen=True)
class Size:
    """A tower built for a flow of water and a heat."""

    water_kg_s: float
    heat_kw: float
    air_m3_s: float  # of fans at full speed
    fill_constant: float


@dataclass(frozen=True, eq=False)
class TowerHours:
    """What towers did; arrays of shape (hours,)."""

    water_kg_s: Floats
    entering_c: Floats
    leaving_c: Floats
    air_flow: Floats  # per full flow
    fan_kw: Floats
    basin_heater_kw: Floats
    water: WaterUse
    conditions: Mapping[str, int]

    @property
    def heat_kw(self) -> Floats:
        """Heat that the water loses, from its flow and its two temperatures. [kW]"""
        return self.water_kg_s * FRESH_WATER.heat_capacity_kj_kg_k * (self.entering_c - self.leaving_c)

    @property
    def electric_kw(self) -> Floats:
        """Fans and basin heaters. [kW]"""
        return self.fan_kw + self.basin_heater_kw


def size(tower: Tower, water_kg_s: float, heat_kw: float) -> Size:
    """Build a tower for its design flow; the fans move the rated air's volume, at any altitude."""
    dry_kg_m3 = float(psychrometrics.dry_air_kg_m3(tower.rating_c, _saturated_ratio(tower.rating_c), SEA_LEVEL_PA))
    fill = tower.performance
    constant = fill_constant(fill, tower.rating_c, tower.liquid_gas_ratio) if isinstance(fill, Fill) else 0.0
    return Size(water_kg_s, heat_kw, water_kg_s / tower.liquid_gas_ratio / dry_kg_m3, constant)


def run(
    tower: Tower, built: Size, water_kg_s: Floats, leaving_c: Floats, rejected_kw: Floats, weather: Weather
) -> TowerHours:
    """Run fans as fast as water of `leaving_c` asks for, and lose the water that the air takes up.

    In hours without heat no water runs: the towers rest, and their basins may freeze.
    """
    air = weather.air
    entering_c = leaving_c + rejected_kw / (water_kg_s * FRESH_WATER.heat_capacity_kj_kg_k)
    flow = _air_flow(tower, built, water_kg_s, leaving_c, entering_c, rejected_kw, air)
    still, running = flow <= tower.natural_draught, rejected_kw > 0
    heater_kw = tower_basin.power_kw(tower.basin_heater, weather.temp_c, ~running)
    return TowerHours(
        water_kg_s=water_kg_s,
        entering_c=entering_c,
        leaving_c=leaving_c,
        air_flow=flow,
        fan_kw=_fan_kw(tower, built, flow) * running,
        basin_heater_kw=heater_kw,
        water=tower_water.use(
            tower.water, rejected_kw, flow * built.air_m3_s * air.dry_air_kg_m3, flow, water_kg_s, weather
        ).only(running),
        conditions={
            "tower_freezing": int(np.count_nonzero((weather.temp_c < 0) & running)),
            "tower_natural_draught": int(np.count_nonzero(still & running)),
            **tower_basin.conditions(tower.basin_heater, heater_kw),
        },
    )


def fan_kw(tower: Tower, built: Size, water_kg_s: Floats, leaving_c: Floats, rejected_kw: Floats, air: Air) -> Floats:
    """Electricity of the fans alone, where water of `leaving_c` is asked for. [kW]"""
    entering_c = leaving_c + rejected_kw / (water_kg_s * FRESH_WATER.heat_capacity_kj_kg_k)
    return _fan_kw(tower, built, _air_flow(tower, built, water_kg_s, leaving_c, entering_c, rejected_kw, air))


def _fan_kw(tower: Tower, built: Size, air_flow: Floats) -> Floats:
    full_kw = tower.fan_kw_per_kw * built.heat_kw
    return full_kw * fan_power(air_flow, tower.min_speed, tower.natural_draught)


def _air_flow(
    tower: Tower,
    built: Size,
    water_kg_s: Floats,
    leaving_c: Floats,
    entering_c: Floats,
    rejected_kw: Floats,
    air: Air,
) -> Floats:
    """Air flow per full flow that takes the heat at these water temperatures."""
    fill = tower.performance
    if isinstance(fill, ConstantApproach):
        return np.clip(rejected_kw / built.heat_kw, SLOWEST, 1.0)
    full_kg_s = built.air_m3_s * air.dry_air_kg_m3
    range_k = np.maximum(entering_c - leaving_c, LEAST_RANGE_K)
    surface = surface_kj_kg(leaving_c, range_k, air.pressure_pa)
    args = (built.fill_constant, fill.flow_exponent)
    most_kw = taken_by_air_kw(surface, air.wet_bulb_kj_kg, range_k, water_kg_s, full_kg_s, *args)
    flow = np.where(rejected_kw > 0, 1.0, SLOWEST)
    slower = (most_kw > rejected_kw) & (rejected_kw > 0)
    faces, entering_kj_kg = tuple(face[slower] for face in surface), air.wet_bulb_kj_kg[slower]
    cooling_k, water, full, heat_kw = (each[slower] for each in (range_k, water_kg_s, full_kg_s, rejected_kw))
    found = part_flow(faces, entering_kj_kg, cooling_k, water, full, heat_kw, *args)
    flow[slower] = np.maximum(found, SLOWEST)
    miss_kw = np.abs(taken_by_air_kw(faces, entering_kj_kg, cooling_k, water, found * full, *args) - heat_kw)
    if not np.all((miss_kw <= SETTLED * np.maximum(heat_kw, built.heat_kw / 10)) | (found <= SLOWEST)):
        raise ArithmeticError(f"tower fans did not settle: {miss_kw.max():.3g} kW are left")
    return flow


def _saturated_ratio(temp_c: float) -> float:
    return float(psychrometrics.humidity_ratio_from_dew_point(temp_c, SEA_LEVEL_PA))
