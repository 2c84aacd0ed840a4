"""Air handlers: the fans that carry the hall's heat to the coils."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dcenergy.constants import AIR_GAS_CONSTANT_J_KG_K, AIR_HEAT_CAPACITY_KJ_KG_K, ZERO_CELSIUS_K
from dcenergy.errors import DesignError
from dcenergy.section import Section, quantity
from dcenergy.weather.hourly import Floats

HOTTEST_RISE_K = 60.0
"""Warming of a hall's air beyond which the description cannot be meant. Assumption; halls run at 8 to 20 K."""


@dataclass(frozen=True, eq=False)
class Room:
    """What a hall asks of its cooling; arrays of shape (hours,)."""

    it_kw: Floats  # what the air flow follows: IT cooled by air, and the losses of IT that is not
    design_it_kw: float
    heat_kw: Floats  # IT, distribution, UPS and lighting
    design_heat_kw: float
    supply_air_c: float
    it_air_delta_t_k: float
    air_per_it_air: float  # supplied air over server air: (1 - recirculation) (1 + bypass)
    pressure_pa: float  # of the site


class AirHandler(Section):
    """Fans and coils of a hall."""

    pressure_drop_pa: float = quantity(
        350.0,
        ge=0,
        le=3000,
        low=200,
        high=600,
        source="assumption",
        doc="Coil, filter, floor and ducts at design flow.",
    )
    fan_efficiency: float = quantity(
        0.65, gt=0, le=1, low=0.55, high=0.75, source="assumption", doc="Total: drive, motor and fan."
    )
    fan_exponent: float = quantity(
        2.7,
        ge=1,
        le=3,
        low=2.5,
        high=3.0,
        source="assumption",
        doc="Power over flow; static pressure and drive losses keep real fans off the cube.",
    )
    min_flow_fraction: float = quantity(
        0.3,
        ge=0,
        le=1,
        low=0.2,
        high=1.0,
        source="assumption",
        doc="Lowest air flow, per design flow; 1 where the fans know one speed.",
    )


@dataclass(frozen=True, eq=False)
class CoilDuty:
    """What the coils take from the hall; arrays of shape (hours,)."""

    fan_kw: Floats
    heat_kw: Floats  # room heat and the fans' own
    design_heat_kw: float
    air_kg_s: Floats  # dry air
    design_air_kg_s: float


def dry_air_density_kg_m3(temp_c: Floats | float, pressure_pa: Floats | float) -> Floats:
    """Density of dry air. [kg/m3]

    Ideal gas, ASHRAE Fundamentals 2017, ch. 1, eq. 26 at w = 0; moist hall air is up to 0.8 % lighter.

    >>> round(float(dry_air_density_kg_m3(20.0, 101_325.0)), 4)
    1.2042
    """
    return np.asarray(pressure_pa / (AIR_GAS_CONSTANT_J_KG_K * (np.asarray(temp_c) + ZERO_CELSIUS_K)))


def air_flow_m3_s(heat_kw: Floats | float, density_kg_m3: Floats | float, delta_t_k: float) -> Floats:
    """Air that carries `heat_kw` when it warms by `delta_t_k`. [m3/s]

    >>> round(float(air_flow_m3_s(1000.0, 1.2, 12.0)), 3)
    69.03
    """
    return np.asarray(heat_kw / (density_kg_m3 * AIR_HEAT_CAPACITY_KJ_KG_K * delta_t_k))


def fan_kw(
    design_flow_m3_s: float,
    relative_flow: Floats | float,
    pressure_drop_pa: float,
    efficiency: float,
    exponent: float,
) -> Floats:
    """Electricity of fans at a share of their design flow. [kW]

    At design V dp / efficiency, else that times the relative flow to `exponent`.

    >>> round(float(fan_kw(69.03, 1.0, 350.0, 0.65, 2.7)), 2)
    37.17
    """
    return np.asarray(design_flow_m3_s * pressure_drop_pa / efficiency / 1000 * np.asarray(relative_flow) ** exponent)


def run(handler: AirHandler, room: Room, extra_pressure_pa: float = 0.0) -> CoilDuty:
    """Run a hall's air handlers; their air flow follows the servers', down to a minimum.

    `extra_pressure_pa` is what else stands in the way of the air at design flow.
    """
    density = dry_air_density_kg_m3(room.supply_air_c, room.pressure_pa)
    it_air = air_flow_m3_s(room.design_it_kw, density, room.it_air_delta_t_k)
    design_flow = float(it_air * room.air_per_it_air)
    relative = np.maximum(room.it_kw / room.design_it_kw, handler.min_flow_fraction)
    _refuse_hot_air(room, density * design_flow * relative)
    pressure_pa = handler.pressure_drop_pa + extra_pressure_pa
    power = fan_kw(design_flow, relative, pressure_pa, handler.fan_efficiency, handler.fan_exponent)
    design_kw = float(fan_kw(design_flow, 1.0, pressure_pa, handler.fan_efficiency, handler.fan_exponent))
    return CoilDuty(
        fan_kw=power,
        heat_kw=room.heat_kw + power,
        design_heat_kw=room.design_heat_kw + design_kw,
        air_kg_s=density * design_flow * relative,
        design_air_kg_s=float(density * design_flow),
    )


def _refuse_hot_air(room: Room, air_kg_s: Floats) -> None:
    """Refuse a hall whose losses outgrow its servers: the servers' air could not carry them."""
    carried_kw_per_k = air_kg_s * AIR_HEAT_CAPACITY_KJ_KG_K
    moving = carried_kw_per_k > 0
    warming_k = float(np.max(room.heat_kw[moving] / carried_kw_per_k[moving], initial=0.0))
    if warming_k > HOTTEST_RISE_K:
        raise DesignError(
            "it.air_delta_t_k",
            f"the hall's air would warm by {warming_k:.0f} K, above {HOTTEST_RISE_K:g} K: losses in the hall are far "
            "above what its servers' air carries; lower electrical.ups.rated_kw or the losses, or air_delta_t_k",
        )
