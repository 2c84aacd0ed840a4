"""Outdoor air in the hall: mixed, wetted, trimmed by compressors, or kept out.

Every hour is in one of four states. In all of them the fans stand behind mixing box and
pad, so the air ahead of them must be colder than the supply by what they warm it. The
hall adds no moisture: air that has replaced the hall's own brings its humidity with it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

import numpy as np
from numpy.typing import NDArray

from dcenergy.constants import FRESH_WATER, SECONDS_PER_HOUR
from dcenergy.plant import air, trim
from dcenergy.plant.air import AirHandler, CoilDuty, Room
from dcenergy.plant.cooled import Cooled, WaterUse
from dcenergy.plant.evaporative import EvaporativeCooler, sump_enthalpy_kj_kg
from dcenergy.plant.humidity import MAKE_UP_WATER_C, Humidifier, Humidity, Spray, humidity_ratio_limits
from dcenergy.plant.outdoor_air import Treated, treat, warming_k
from dcenergy.plant.trim import Trim
from dcenergy.plant.water_loop import WaterLoop
from dcenergy.section import Section, option, quantity
from dcenergy.weather.hourly import Floats, Ints, Weather
from dcenergy.weather.psychrometrics import enthalpy_kj_kg, heat_capacity_kj_kg_k

Bools = NDArray[np.bool_]

STATES = ("free", "evaporative", "trimmed", "closed")
"""Outdoor air alone, mixed with the hall's own where it is colder; with water evaporated into it; all outdoor
air with compressors behind; the hall's own air, with compressors alone."""


class Airside(Section):
    """Outdoor air taken into the hall, with or without evaporative cooling, and trim cooling behind."""

    contains_electrical: ClassVar[bool] = False
    needs_weather: ClassVar[bool] = True

    system: Literal["airside"] = option(doc="Outdoor air.")
    air_handler: AirHandler = option(AirHandler(), doc="Fans of the hall.")
    economiser_pressure_drop_pa: float = quantity(
        250.0,
        ge=0,
        le=2000,
        low=100,
        high=400,
        source="assumption",
        doc="Louvres, filters, dampers and relief beyond the air handler's own, at design flow.",
    )
    evaporative_cooler: EvaporativeCooler | None = option(None, doc="Wet pad or mist; absent: none.")
    humidity: Humidity = option(Humidity(), doc="How dry and how damp the supplied air may be.")
    humidifier: Humidifier | None = option(
        Spray(), doc="Keeps the air from being too dry; null: dry air is let be.", source="assumption"
    )
    lock_out: Literal["enthalpy", "dry_bulb"] = option(
        "enthalpy",
        doc="Outdoor air is kept out when it could only warm the hall: as it is after the pad, or as it comes.",
        source="assumption",
    )
    trim: Trim | None = option(None, doc="Compressors for what outdoor air leaves; absent: that heat is unmet.")
    loop: WaterLoop = option(WaterLoop(), doc="Chilled water of trim chillers; direct expansion has none.")


@dataclass(frozen=True, eq=False)
class AirHours:
    """The hall's air through the year; arrays of shape (hours,)."""

    state: Ints  # index of STATES
    outdoor_kg_s: Floats  # dry air taken in, and let out
    treated: Treated
    return_c: Floats
    trim_kw: Floats  # heat left for compressors
    too_damp: Bools
    too_dry: Bools


def run(system: Airside, room: Room, weather: Weather) -> Cooled:
    """Cool a hall with outdoor air."""
    pad_pressure_pa = system.evaporative_cooler.pressure_drop_pa if system.evaporative_cooler else 0.0
    coil = air.run(system.air_handler, room, system.economiser_pressure_drop_pa + pad_pressure_pa)
    hours = take_air(system, room, coil, weather)
    made = trim.run(system.trim, system.loop, hours.trim_kw, coil.design_heat_kw, room.supply_air_c, weather.temp_c)
    pad_kg_s = hours.outdoor_kg_s * hours.treated.pad_kg_kg
    humidifier_kg_s = hours.outdoor_kg_s * hours.treated.humidifier_kg_kg
    pad_pump_kw = pad_kg_s * _pad_pump_kj_kg(system.evaporative_cooler)
    humidifier_kw = humidifier_kg_s * (system.humidifier.kj_per_kg if system.humidifier else 0.0)
    nothing = np.zeros_like(hours.trim_kw)
    return Cooled(
        fan_kw=coil.fan_kw,
        pump_kw=pad_pump_kw + made.pump_kw,
        chiller_kw=made.chiller_kw,
        heat_rejection_kw=made.condenser_fan_kw,
        humidification_kw=humidifier_kw,
        heat_kw=coil.heat_kw + humidifier_kw + made.shaft_kw,
        free_kw=np.where(hours.state == STATES.index("closed"), 0.0, coil.heat_kw + humidifier_kw - hours.trim_kw),
        mechanical_kw=made.heat_kw,
        unmet_kw=made.unmet_kw,
        to_water_kw=nothing,
        to_air_kw=exhaust_kw(hours, weather) + pad_pump_kw + made.to_air_kw,
        water=_water(system, pad_kg_s, humidifier_kg_s),
        conditions={**_conditions(hours), **made.conditions},
        sizes={"trim.capacity_kw": made.capacity_kw},
    )


def take_air(system: Airside, room: Room, coil: CoilDuty, weather: Weather) -> AirHours:
    """Decide hour by hour how much outdoor air the hall takes, and what is left for compressors.

    Outdoor air colder than the hall needs is mixed with the hall's own; warmer air comes in
    alone while it is colder than the return. Air that is too damp is kept out.
    """
    driest, dampest = humidity_ratio_limits(system.humidity.bounds, room.supply_air_c, weather.pressure_pa)
    fan_rise_k = warming_k(coil.fan_kw, coil.air_kg_s, weather.humidity_ratio)
    needed_c = room.supply_air_c - fan_rise_k
    treated = treat(weather, system.evaporative_cooler, system.humidifier, needed_c, driest, dampest)
    return_c = needed_c + warming_k(coil.heat_kw, coil.air_kg_s, treated.ratio)

    too_damp = weather.humidity_ratio > dampest
    judged_c = treated.temp_c if system.lock_out == "enthalpy" else np.maximum(weather.temp_c, treated.temp_c)
    is_open = ~too_damp & (judged_c < return_c) & (coil.air_kg_s > 0)
    colder = is_open & (treated.temp_c < needed_c)
    share = np.divide(return_c - needed_c, return_c - treated.temp_c, out=is_open.astype(np.float64), where=colder)
    excess_k = np.where(is_open, np.maximum(treated.temp_c - needed_c, 0.0), 0.0)
    trim_kw = np.where(is_open, coil.air_kg_s * heat_capacity_kj_kg_k(treated.ratio) * excess_k, coil.heat_kw)
    wet = treated.pad_kg_kg > 0
    return AirHours(
        state=np.select([~is_open, excess_k > 0, wet], [3, 2, 1], 0),
        outdoor_kg_s=coil.air_kg_s * share,
        treated=treated,
        return_c=return_c,
        trim_kw=trim_kw,
        too_damp=too_damp,
        too_dry=is_open & (treated.ratio < driest * (1 - 1e-9)),
    )


def exhaust_kw(hours: AirHours, weather: Weather) -> Floats:
    """Heat that the exhaust carries out: its enthalpy less that of the air and water that came in. [kW]"""
    treated = hours.treated
    water = treated.pad_kg_kg * sump_enthalpy_kj_kg(weather.wet_bulb_c)
    water = water + treated.humidifier_kg_kg * FRESH_WATER.heat_capacity_kj_kg_k * MAKE_UP_WATER_C
    leaving = enthalpy_kj_kg(hours.return_c, treated.ratio)
    return hours.outdoor_kg_s * (leaving - enthalpy_kj_kg(weather.temp_c, weather.humidity_ratio) - water)


def _pad_pump_kj_kg(pad: EvaporativeCooler | None) -> float:
    return pad.spray.kj_per_kg * (1 + pad.bleed_fraction) if pad else 0.0


def _water(system: Airside, pad_kg_s: Floats, humidifier_kg_s: Floats) -> WaterUse | None:
    if system.evaporative_cooler is None and system.humidifier is None:
        return None
    bleed = system.evaporative_cooler.bleed_fraction if system.evaporative_cooler else 0.0
    return WaterUse(
        evaporated_l=pad_kg_s * SECONDS_PER_HOUR,
        drift_l=np.zeros_like(pad_kg_s),
        blowdown_l=pad_kg_s * bleed * SECONDS_PER_HOUR,
        humidification_l=humidifier_kg_s * SECONDS_PER_HOUR,
    )


def _conditions(hours: AirHours) -> dict[str, int]:
    closed = hours.state == STATES.index("closed")
    bound = {
        **{f"air_{name}": hours.state == i for i, name in enumerate(STATES)},
        "air_too_damp": hours.too_damp,
        "air_too_warm": closed & ~hours.too_damp,
        "air_too_dry": hours.too_dry,
        "air_humidified": hours.outdoor_kg_s * hours.treated.humidifier_kg_kg > 0,
        "pad_held_back": ~closed & hours.treated.pad_held_back,
    }
    return {name: int(np.count_nonzero(where)) for name, where in bound.items()}
