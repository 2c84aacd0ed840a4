"""Air-cooled chillers, alone or behind a dry cooler that spares them in cold weather."""

from __future__ import annotations

from typing import ClassVar, Literal

import numpy as np

from dcenergy.plant import air, chiller, dry_cooler, thermal_storage, water_loop
from dcenergy.plant.air import AirHandler, Room
from dcenergy.plant.chiller import AirCooledChiller, ChillerHours
from dcenergy.plant.cooled import Cooled
from dcenergy.plant.dry_cooler import DryCooler, DryCooling
from dcenergy.plant.heat_reuse import HeatReuse, relieve
from dcenergy.plant.thermal_storage import ThermalStorage, leaked_kw
from dcenergy.plant.water_loop import PlantDuty, WaterLoop
from dcenergy.section import Section, option
from dcenergy.weather.hourly import Floats, Weather


class AirChiller(Section):
    """Air handlers, a chilled-water loop, and chillers that reject heat to the outdoor air."""

    contains_electrical: ClassVar[bool] = False
    needs_weather: ClassVar[bool] = True

    system: Literal["air_chiller"] = option(doc="Air-cooled chillers.")
    air_handler: AirHandler = option(AirHandler(), doc="Fans and coils of the hall.")
    loop: WaterLoop = option(WaterLoop(), doc="Chilled water.")
    heat_reuse: HeatReuse | None = option(None, doc="Heat delivered to users outside; absent: none.")
    storage: ThermalStorage | None = option(None, doc="A tank of cold in the loop; absent: none.")
    dry_cooler: DryCooler | None = option(None, doc="Free cooling ahead of the chillers; absent: chillers all year.")
    chiller: AirCooledChiller = option(AirCooledChiller(), doc="The chillers.")


def run(system: AirChiller, room: Room, weather: Weather) -> Cooled:
    """Cool a hall with air-cooled chillers."""
    coil = air.run(system.air_handler, room)
    load, reused = relieve(system.heat_reuse, water_loop.run(system.loop, coil, room.supply_air_c), weather.calendar)
    duty, stored = thermal_storage.level(
        system.storage, load, lambda: _possible_kw(system, load, weather.temp_c), weather.temp_c, weather.calendar
    )
    free = free_cooling(system, duty, weather.temp_c)
    made = _chill(system, duty, free.heat_kw, weather.temp_c)
    nothing = np.zeros_like(duty.heat_kw)
    return Cooled(
        fan_kw=coil.fan_kw,
        pump_kw=duty.pump_kw + free.pump_kw,
        chiller_kw=made.power_kw,
        heat_rejection_kw=free.fan_kw,
        humidification_kw=nothing,
        heat_kw=load.heat_kw,
        free_kw=free.heat_kw,
        mechanical_kw=made.heat_kw,
        unmet_kw=made.unmet_kw,
        to_water_kw=nothing,
        to_air_kw=free.heat_kw + free.electric_kw + made.rejected_kw + duty.pump_to_air_kw - leaked_kw(stored),
        reused=reused,
        storage=stored,
        conditions={
            **made.conditions,
            **_dry_cooler_conditions(system, duty, free, weather.temp_c),
            **thermal_storage.conditions(stored),
        },
        sizes={"chiller.capacity_kw": made.capacity_kw},
    )


def free_cooling(system: AirChiller, duty: PlantDuty, air_c: Floats) -> DryCooling:
    """Run the dry cooler in the hours in which it spares more than it takes.

    In mild air it takes little heat at full fan speed: its fans and pumps would then draw
    more than the chillers save, and it stays off. Heat that chillers alone could not take
    is reason enough to run it.
    """
    nothing = np.zeros_like(duty.heat_kw)
    if system.dry_cooler is None:
        return DryCooling(nothing, nothing, nothing)
    free = dry_cooler.run(system.dry_cooler, duty, system.loop.delta_t_k, air_c)
    alone = _chill(system, duty, nothing, air_c)
    helped = _chill(system, duty, free.heat_kw, air_c)
    return free.only((helped.power_kw + free.electric_kw < alone.power_kw) | (helped.unmet_kw < alone.unmet_kw))


def _chill(system: AirChiller, duty: PlantDuty, free_kw: Floats, air_c: Floats) -> ChillerHours:
    rest_kw = np.maximum(duty.heat_kw - free_kw, 0.0)
    return chiller.air_cooled(system.chiller, rest_kw, duty.design_heat_kw, duty.supply_c, air_c)


def _possible_kw(system: AirChiller, duty: PlantDuty, air_c: Floats) -> Floats:
    """Heat that the plant can take by chillers alone: a dry cooler is built for the design heat. [kW]"""
    possible_kw = _chill(system, duty, duty.heat_kw, air_c).possible_kw
    return np.minimum(possible_kw, np.inf if system.dry_cooler is None else duty.design_heat_kw)


def _dry_cooler_conditions(system: AirChiller, duty: PlantDuty, free: DryCooling, air_c: Floats) -> dict[str, int]:
    if system.dry_cooler is None:
        return {}
    possible = dry_cooler.reach(system.dry_cooler, duty, air_c)
    running = free.heat_kw > 0
    return {
        "dry_cooler_part": int(np.count_nonzero(running & (possible < 1))),
        "dry_cooler_spared": int(np.count_nonzero(~running & (possible > 0))),
        "dry_cooler_too_warm": int(np.count_nonzero(possible <= 0)),
    }
