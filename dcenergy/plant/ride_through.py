"""Ride-through: how long a hall without cooling stays below a temperature that stops its servers."""

from __future__ import annotations

from dataclasses import dataclass

from dcenergy.constants import AIR_HEAT_CAPACITY_KJ_KG_K, SECONDS_PER_HOUR
from dcenergy.plant.air import Room, dry_air_density_kg_m3
from dcenergy.section import Section, quantity

SECONDS_PER_MINUTE = 60.0


class ThermalMass(Section):
    """What warms up with the air when the cooling stops."""

    air_m3_per_kw: float = quantity(
        2.5,
        ge=0,
        le=100,
        low=1,
        high=6,
        source="assumption",
        doc="Air of the hall, per kW of IT at full utilisation.",
    )
    equipment_kj_k_per_kw: float = quantity(
        10.0,
        ge=0,
        le=1000,
        low=3,
        high=40,
        source="assumption",
        doc="Heat capacity of racks and servers that follows the air within minutes, per kW of IT.",
    )
    limit_c: float = quantity(
        45.0, gt=0, le=80, low=35, high=50, source="assumption", doc="Air in the hall at which servers stop."
    )


@dataclass(frozen=True)
class HeldCold:
    """A tank that a hall can draw on when its plant fails, as long as fans and loop pumps still run."""

    kwh: float  # that it can always give to the coils
    discharge_kw: float  # at most
    heat_kw: float  # of the coils and the loop's pumps at most


def capacity_kj_k(mass: ThermalMass, room: Room) -> float:
    """Heat that warms a hall by one kelvin. [kJ/K]"""
    air_kg = (
        mass.air_m3_per_kw * room.design_it_kw * float(dry_air_density_kg_m3(room.supply_air_c, room.pressure_pa))
    )
    return air_kg * AIR_HEAT_CAPACITY_KJ_KG_K + mass.equipment_kj_k_per_kw * room.design_it_kw


def minutes(capacity_kj_k: float, heat_kw: float, start_c: float, limit_c: float) -> float:
    """Time in which `heat_kw` warms a hall from one temperature to another. [min]

    One lump of air and equipment, nothing lost through walls.

    >>> round(minutes(75.0, 10.0, 26.0, 50.0), 6)
    3.0
    """
    return capacity_kj_k * max(limit_c - start_c, 0.0) / heat_kw / SECONDS_PER_MINUTE


def implied_capacity_kj_k_per_kw(ride_minutes: float, start_c: float, limit_c: float) -> float:
    """Heat capacity per kW of heat that a reported ride-through tells of. [kJ/K per kW]

    Dongjiang Lake is reported to reach 50 degC from 26 degC in 3 minutes without cooling:

    >>> implied_capacity_kj_k_per_kw(3.0, 26.0, 50.0)
    7.5
    """
    return ride_minutes * SECONDS_PER_MINUTE / (limit_c - start_c)


def minutes_with_tank(capacity_kj_k: float, held: HeldCold, start_c: float, limit_c: float) -> float:
    """Time to the limit of a hall that a tank still cools. [min]

    Hall and tank together take the heat; but a tank that is discharged slower than the heat
    comes lets the hall warm meanwhile.

    600 kJ of cold and 900 kJ of hall last 150 s against 10 kW; a tank that takes 2 kW lets the
    hall warm by 8 kW, and has cold left when that has taken 112.5 s:

    >>> [minutes_with_tank(75.0, HeldCold(1 / 6, kw, 10.0), 26.0, 38.0) for kw in (10.0, 2.0)]
    [2.5, 1.875]
    """
    hall_kj = capacity_kj_k * max(limit_c - start_c, 0.0)
    together_s = (hall_kj + held.kwh * SECONDS_PER_HOUR) / held.heat_kw
    uncovered_kw = held.heat_kw - held.discharge_kw
    if held.kwh > 0 and uncovered_kw > 0:
        together_s = min(together_s, hall_kj / uncovered_kw)
    return together_s / SECONDS_PER_MINUTE


def run(mass: ThermalMass, room: Room, held: HeldCold | None = None) -> float | None:
    """Minutes to the limit from the year's highest heat; None where there is no heat. [min]

    Without a tank, or with one that is empty at times, fans and pumps are taken to stop with the plant.
    """
    heat_kw = float(room.heat_kw.max())
    if heat_kw <= 0:
        return None
    capacity = capacity_kj_k(mass, room)
    if held is None or held.kwh <= 0:
        return minutes(capacity, heat_kw, room.supply_air_c, mass.limit_c)
    return minutes_with_tank(capacity, held, room.supply_air_c, mass.limit_c)
