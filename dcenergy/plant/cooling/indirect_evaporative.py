"""Indirect evaporative cooling: outdoor air behind an exchanger, dry or wetted, and trim cooling."""

from __future__ import annotations

from typing import ClassVar, Literal

import numpy as np

from dcenergy.constants import AIR_HEAT_CAPACITY_KJ_KG_K, SECONDS_PER_HOUR
from dcenergy.plant import air, air_exchanger, trim
from dcenergy.plant.air import AirHandler, CoilDuty, Room, dry_air_density_kg_m3
from dcenergy.plant.air_exchanger import AirExchanger, Exchange
from dcenergy.plant.cooled import Cooled, WaterUse
from dcenergy.plant.trim import Trim, TrimHours
from dcenergy.plant.water_loop import WaterLoop
from dcenergy.section import Section, option
from dcenergy.weather.hourly import Floats, Weather


class IndirectEvaporative(Section):
    """The hall's air circulates through air-to-air exchangers; outdoor air never enters."""

    contains_electrical: ClassVar[bool] = False
    needs_weather: ClassVar[bool] = True

    system: Literal["indirect_evaporative"] = option(doc="Outdoor air behind an exchanger.")
    air_handler: AirHandler = option(AirHandler(), doc="Fans of the hall.")
    exchanger: AirExchanger = option(AirExchanger(), doc="Exchangers, scavenger fans and sprays.")
    trim: Trim | None = option(None, doc="Compressors for what the exchangers leave; absent: that heat is unmet.")
    loop: WaterLoop = option(WaterLoop(), doc="Chilled water of trim chillers; direct expansion has none.")


def run(system: IndirectEvaporative, room: Room, weather: Weather) -> Cooled:
    """Cool a hall through air-to-air exchangers."""
    coil = air.run(system.air_handler, room, system.exchanger.hall_pressure_drop_pa)
    free = exchange_heat(system, room, coil, weather)
    made = _trim(system, room, coil, free.heat_kw, weather)
    nothing = np.zeros_like(coil.heat_kw)
    evaporated_l = free.evaporated_kg_s * SECONDS_PER_HOUR
    return Cooled(
        fan_kw=coil.fan_kw,
        pump_kw=free.spray_kw + made.pump_kw,
        chiller_kw=made.chiller_kw,
        heat_rejection_kw=free.fan_kw + made.condenser_fan_kw,
        humidification_kw=nothing,
        heat_kw=coil.heat_kw + made.shaft_kw,
        free_kw=free.heat_kw,
        mechanical_kw=made.heat_kw,
        unmet_kw=made.unmet_kw,
        to_water_kw=nothing,
        to_air_kw=free.heat_kw + free.electric_kw + made.to_air_kw,
        water=WaterUse(evaporated_l, nothing, evaporated_l * system.exchanger.bleed_fraction, nothing)
        if system.exchanger.spray
        else None,
        conditions={**_conditions(coil, free), **made.conditions},
        sizes={"trim.capacity_kw": made.capacity_kw},
    )


def exchange_heat(system: IndirectEvaporative, room: Room, coil: CoilDuty, weather: Weather) -> Exchange:
    """Run the exchangers in the hours in which they spare more than they take.

    The fans behind the exchangers warm the air, so it must leave them colder than the
    supply. Where the little heat they could take saves the compressors less than fans and
    sprays draw, they rest; heat that compressors alone could not take is reason enough.
    """
    capacity = coil.air_kg_s * AIR_HEAT_CAPACITY_KJ_KG_K
    rise_k = np.divide(room.heat_kw, capacity, out=np.zeros_like(capacity), where=capacity > 0)
    density = float(dry_air_density_kg_m3(room.supply_air_c, room.pressure_pa))
    free = air_exchanger.run(system.exchanger, coil, room.supply_air_c + rise_k, density, weather)
    alone = _trim(system, room, coil, np.zeros_like(free.heat_kw), weather)
    helped = _trim(system, room, coil, free.heat_kw, weather)
    return free.only((helped.electric_kw + free.electric_kw < alone.electric_kw) | (helped.unmet_kw < alone.unmet_kw))


def _trim(system: IndirectEvaporative, room: Room, coil: CoilDuty, free_kw: Floats, weather: Weather) -> TrimHours:
    rest_kw = coil.heat_kw - free_kw
    return trim.run(system.trim, system.loop, rest_kw, coil.design_heat_kw, room.supply_air_c, weather.temp_c)


def _conditions(coil: CoilDuty, free: Exchange) -> dict[str, int]:
    whole = free.heat_kw >= coil.heat_kw * (1 - 1e-9)
    wet = free.evaporated_kg_s > 0
    bound = {
        "exchanger_dry": whole & ~wet,
        "exchanger_wet": whole & wet,
        "exchanger_part": ~whole & (free.heat_kw > 0),
        "exchanger_rests": free.heat_kw == 0,
    }
    return {name: int(np.count_nonzero(hours)) for name, hours in bound.items()}
