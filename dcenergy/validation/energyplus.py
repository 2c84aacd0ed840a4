"""EnergyPlus' plants beside ours: the same year, load, curves and sizes, part by part.

Each case is a plant at a constant load. `run` reckons it with dcenergy's own component
functions; `energyplus.csv` keeps what EnergyPlus found, so that everybody can compare
without the engine. Nothing is fitted: where the two differ, `ALLOWED` says by how much they
may, and the text beside it why.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np

from dcenergy.constants import FRESH_WATER
from dcenergy.plant import chiller, source_water, tower, tower_leaving
from dcenergy.plant.chiller import AirCooledChiller, SourceCooledChiller, WaterCooledChiller
from dcenergy.plant.chiller_performance import Curves, PartLoad
from dcenergy.plant.heat_exchanger import Plates
from dcenergy.plant.pump import pump_kw
from dcenergy.plant.tower import Tower
from dcenergy.plant.tower_fill import SEA_LEVEL_PA, Fill
from dcenergy.plant.water_loop import PlantDuty, warming_k
from dcenergy.weather import psychrometrics
from dcenergy.weather.hourly import Floats, Weather

STORED = Path(__file__).with_suffix(".csv")

SUPPLY_LIMITS_C = (8.0, 24.0)
ENTERING_LIMITS_C = (12.0, 40.0)


@dataclass(frozen=True)
class ChillerCurves:
    """A chiller of the cases; its capacity does not change with temperature."""

    reference_cop: float
    reference_entering_c: float
    power: tuple[float, ...]  # EIRFT, a to f
    capacity_kw: float = 1250.0
    part_load: tuple[float, float, float] = (0.17, 0.35, 0.48)
    minimum_load: float = 0.1


WATER_CHILLER = ChillerCurves(
    11.438035714285714,
    25.0,
    (0.8017990609, -0.0646322656, 0.0012953002, 0.0574338073, 0.0006978204, -0.0017318931),
)
AIR_CHILLER = ChillerCurves(
    4.517844827586206,
    35.0,
    (0.5428416445, -0.0392014654, 0.0003152094, 0.0347858601, 8.43141e-05, -0.000300907),
)


@dataclass(frozen=True)
class Case:
    """A plant at a constant load, as both programs are given it."""

    name: str
    rejection: Literal["tower", "air", "lake"]
    chiller: ChillerCurves
    lake_c: float = 20.0
    load_kw: float = 1000.0
    supply_c: float = 20.0
    loop_flow_m3_s: float = 0.03989504730116388  # 1 MW over 6 K
    loop_pump_pa: float = 200_000.0
    source_flow_m3_s: float = 0.05  # condenser
    exchanger_flow_m3_s: float = 0.09574811352279332  # 1 MW over 2.5 K
    source_pump_pa: float = 200_000.0
    pump_efficiency: float = 0.70
    motor_efficiency: float = 0.90
    ua_kw_per_k: float = 1000.0
    tower_air_m3_s: float = 36.159420289855085
    tower_wet_bulb_c: float = 25.6
    tower_approach_k: float = 3.9
    tower_range_k: float = 5.6
    tower_heat_kw: float = 1169.73584
    tower_fan_kw_per_kw: float = 0.0105
    tower_setpoint_k: float = 4.0
    tower_min_water_c: float = 15.0
    tower_min_speed: float = 0.2
    drift_fraction: float = 5e-5
    cycles_of_concentration: float = 5.0


def lake(temp_c: float) -> Case:
    """The lake's exchanger with water of one temperature all year.

    >>> lake(22.0).name
    'L1_lakeconst22'
    """
    return Case(f"L1_lakeconst{temp_c:g}", "lake", WATER_CHILLER, lake_c=temp_c, source_pump_pa=250_000.0)


CASES: Mapping[str, Case] = {
    case.name: case
    for case in (
        Case("P1_wcc20", "tower", WATER_CHILLER),
        Case("P3_acc20", "air", AIR_CHILLER),
        lake(20.0),
        lake(22.0),
        lake(24.0),
    )
}

FIGURES = (
    "chiller_kwh",
    "chiller_heat_kwh",
    "exchanger_heat_kwh",
    "tower_fan_kwh",
    "loop_pump_kwh",
    "source_pump_kwh",
    "make_up_l",
    "evaporated_l",
    "drift_l",
    "blowdown_l",
)
"""What is compared; a figure that a case does not have is absent from it."""

Figures = Mapping[str, float]

ALLOWED: Mapping[str, Mapping[str, float]] = {
    # Curves are exact in both; EnergyPlus reckons in quarter hours between the file's hours (water: other density).
    "air": {"chiller_kwh": 0.003, "chiller_heat_kwh": 0.001, "loop_pump_kwh": 1e-4},
    # EnergyPlus' tower is York's fit of measured towers, ours heat and mass transfer in a fill: they meet at the
    # rating and part by up to 0.7 K at wet bulbs of 5-15 degC, where York's water is the colder (chillers 1-3 %).
    # Evaporation: EnergyPlus takes moist air's mass times a difference of specific humidities, 2-3 % less than the
    # vapour that its own states of dry air gain; ours is the latter.
    "tower": {
        "chiller_kwh": 0.03,
        "chiller_heat_kwh": 0.001,
        "tower_fan_kwh": 0.05,
        "make_up_l": 0.05,
        "evaporated_l": 0.05,
        "loop_pump_kwh": 1e-4,
        "source_pump_kwh": 0.005,
    },
    # The exchanger's formula is the same; what is left for the chiller is the small difference of two large heats.
    "lake": {"exchanger_heat_kwh": 0.005, "loop_pump_kwh": 1e-4, "source_pump_kwh": 1e-4},
}
"""Relative difference that is allowed, by the way of heat rejection and figure."""


def run(case: Case, weather: Weather) -> Figures:
    """Reckon a case with dcenergy's component functions."""
    loop_kw = _pump(case, case.loop_flow_m3_s, case.loop_pump_pa)
    heat_kw = np.full(weather.hours, case.load_kw + loop_kw * case.motor_efficiency)
    figures = {"tower": _with_tower, "air": _with_air, "lake": _with_lake}[case.rejection](case, heat_kw, weather)
    return {"loop_pump_kwh": loop_kw * weather.hours, **figures}


def _with_air(case: Case, heat_kw: Floats, weather: Weather) -> Figures:
    plant = AirCooledChiller(capacity_kw=case.chiller.capacity_kw, performance=curves(case.chiller))
    made = chiller.air_cooled(plant, heat_kw, case.load_kw, case.supply_c, weather.temp_c)
    return {"chiller_kwh": made.power_kw.sum(), "chiller_heat_kwh": made.heat_kw.sum()}


def _with_lake(case: Case, heat_kw: Floats, weather: Weather) -> Figures:
    lake_c = np.full(weather.hours, case.lake_c)
    nothing = np.zeros(weather.hours)
    return_c = case.supply_c + warming_k(heat_kw, case.loop_flow_m3_s, FRESH_WATER)
    duty = PlantDuty(nothing, nothing, heat_kw, case.load_kw, case.supply_c, return_c)
    design = case.exchanger_flow_m3_s
    circuit = source_water.Circuit(FRESH_WATER, np.inf, design, design, 0.01 * design)  # the warming is free
    exchange = source_water.by_plates(circuit, duty, lake_c, Plates(ua_kw_per_k=case.ua_kw_per_k))
    plant = SourceCooledChiller(
        chiller="source_cooled", capacity_kw=case.chiller.capacity_kw, performance=curves(case.chiller)
    )
    made = chiller.source_cooled(plant, heat_kw - exchange.heat_kw, case.load_kw, case.supply_c, lake_c)
    flow = exchange.flow_m3_s + case.source_flow_m3_s * (made.heat_kw > 0)
    design += case.source_flow_m3_s
    return {
        "chiller_kwh": made.power_kw.sum(),
        "chiller_heat_kwh": made.heat_kw.sum(),
        "exchanger_heat_kwh": exchange.heat_kw.sum(),
        "source_pump_kwh": pump_kw(flow, design, 0.0, case.source_pump_pa, case.pump_efficiency).sum(),
    }


def _with_tower(case: Case, heat_kw: Floats, weather: Weather) -> Figures:
    towers = _tower(case)
    water_kg_s = case.source_flow_m3_s * FRESH_WATER.density_kg_m3
    built = tower.size(towers, water_kg_s, case.tower_heat_kw)
    flow = np.full(weather.hours, water_kg_s)
    pump_power_kw = _pump(case, case.source_flow_m3_s, case.source_pump_pa)
    plant = WaterCooledChiller(capacity_kw=case.chiller.capacity_kw, performance=curves(case.chiller))

    def made(tower_c: Floats) -> chiller.ChillerHours:
        return chiller.water_cooled(plant, heat_kw, case.load_kw, case.supply_c, tower_c, case.tower_range_k)

    def rejected_kw(tower_c: Floats) -> Floats:
        return made(tower_c).rejected_kw + pump_power_kw * case.motor_efficiency

    setpoint_c = np.maximum(weather.wet_bulb_c + towers.approach_setpoint_k, towers.min_water_c)
    leaving_c = np.maximum(tower_leaving.coldest_c(towers, built, flow, rejected_kw, weather.air), setpoint_c)
    hours = tower.run(towers, built, flow, leaving_c, rejected_kw(leaving_c), weather)
    return {
        "chiller_kwh": made(leaving_c).power_kw.sum(),
        "chiller_heat_kwh": made(leaving_c).heat_kw.sum(),
        "tower_fan_kwh": hours.fan_kw.sum(),
        "source_pump_kwh": pump_power_kw * weather.hours,
        "make_up_l": hours.water.make_up_l.sum(),
        "evaporated_l": hours.water.evaporated_l.sum(),
        "drift_l": hours.water.drift_l.sum(),
        "blowdown_l": hours.water.blowdown_l.sum(),
    }


def _tower(case: Case) -> Tower:
    ratio = float(psychrometrics.humidity_ratio_from_dew_point(case.tower_wet_bulb_c, SEA_LEVEL_PA))
    dry_air_kg_m3 = psychrometrics.dry_air_kg_m3(case.tower_wet_bulb_c, ratio, SEA_LEVEL_PA)
    water_kg_s = case.source_flow_m3_s * FRESH_WATER.density_kg_m3
    return Tower.model_validate(
        {
            "performance": Fill(design_approach_k=case.tower_approach_k, design_range_k=case.tower_range_k),
            "design_wet_bulb_c": case.tower_wet_bulb_c,
            "liquid_gas_ratio": float(water_kg_s / (case.tower_air_m3_s * dry_air_kg_m3)),
            "approach_setpoint_k": case.tower_setpoint_k,
            "min_water_c": case.tower_min_water_c,
            "fan_kw_per_kw": case.tower_fan_kw_per_kw,
            "min_speed": case.tower_min_speed,
            "water": {
                "drift_fraction": case.drift_fraction,
                "cycles_of_concentration": case.cycles_of_concentration,
            },
        }
    )


def curves(given: ChillerCurves) -> Curves:
    """Return a case's chiller as a section of a profile."""
    constant, linear, square = given.part_load
    return Curves(
        model="eir",
        reference_cop=given.reference_cop,
        capacity=(1.0, 0.0, 0.0, 0.0, 0.0, 0.0),
        power=given.power,
        part_load=PartLoad(constant=constant, linear=linear, square=square, minimum=given.minimum_load),
        supply_min_c=SUPPLY_LIMITS_C[0],
        supply_max_c=SUPPLY_LIMITS_C[1],
        entering_min_c=ENTERING_LIMITS_C[0],
        entering_max_c=ENTERING_LIMITS_C[1],
    )


def _pump(case: Case, flow_m3_s: float, pressure_pa: float) -> float:
    return float(pump_kw(np.array(flow_m3_s), flow_m3_s, 0.0, pressure_pa, case.pump_efficiency))


@dataclass(frozen=True)
class Row:
    """What EnergyPlus found for a case in a year of weather."""

    case: str
    climate: str
    weather_file: str
    engine: str
    figures: Figures


def stored() -> tuple[Row, ...]:
    """Rows of `energyplus.csv`."""
    with open(STORED, encoding="utf-8", newline="") as file:
        return tuple(
            Row(
                case=row["case"],
                climate=row["climate"],
                weather_file=row["weather_file"],
                engine=row["engine"],
                figures={name: float(row[name]) for name in FIGURES if row[name]},
            )
            for row in csv.DictReader(file)
        )


@dataclass(frozen=True)
class Comparison:
    """One figure of a case in both programs."""

    case: str
    climate: str
    figure: str
    ours: float
    theirs: float
    allowed: float | None  # None: shown, not judged

    @property
    def difference(self) -> float:
        """Ours over theirs, less one. [-]"""
        return self.ours / self.theirs - 1 if self.theirs else float(self.ours != 0)

    @property
    def holds(self) -> bool:
        """Whether the difference is within what is allowed."""
        return self.allowed is None or abs(self.difference) <= self.allowed


def compare(row: Row, weather: Weather) -> tuple[Comparison, ...]:
    """Compare every figure of a row with ours in the same weather."""
    case = CASES[row.case]
    ours, allowed = run(case, weather), ALLOWED[case.rejection]
    return tuple(
        Comparison(row.case, row.climate, name, ours[name], theirs, allowed.get(name))
        for name, theirs in row.figures.items()
    )
