"""Air-cooled chillers all year: the plain design that others are compared with."""

from __future__ import annotations

from typing import ClassVar, Literal

import numpy as np

from dcenergy.plant import air, chiller, water_loop
from dcenergy.plant.air import AirHandler, Room
from dcenergy.plant.chiller import AirCooledChiller
from dcenergy.plant.cooled import Cooled
from dcenergy.plant.water_loop import WaterLoop
from dcenergy.section import Section, option
from dcenergy.weather.hourly import Weather


class AirChiller(Section):
    """Air handlers, a chilled-water loop, and chillers that reject heat to the outdoor air."""

    contains_electrical: ClassVar[bool] = False
    needs_weather: ClassVar[bool] = True

    system: Literal["air_chiller"] = option(doc="Air-cooled chillers.")
    air_handler: AirHandler = option(AirHandler(), doc="Fans and coils of the hall.")
    loop: WaterLoop = option(WaterLoop(), doc="Chilled water.")
    chiller: AirCooledChiller = option(AirCooledChiller(), doc="The chillers.")


def run(system: AirChiller, room: Room, weather: Weather) -> Cooled:
    """Cool a hall with air-cooled chillers."""
    coil = air.run(system.air_handler, room)
    duty = water_loop.run(system.loop, coil, room.supply_air_c)
    made = chiller.air_cooled(system.chiller, duty.heat_kw, duty.design_heat_kw, duty.supply_c, weather.temp_c)
    nothing = np.zeros_like(duty.heat_kw)
    return Cooled(
        fan_kw=coil.fan_kw,
        pump_kw=duty.pump_kw,
        chiller_kw=made.power_kw,
        heat_rejection_kw=nothing,
        humidification_kw=nothing,
        heat_kw=duty.heat_kw,
        free_kw=nothing,
        mechanical_kw=made.heat_kw,
        unmet_kw=made.unmet_kw,
        to_water_kw=nothing,
        to_air_kw=made.rejected_kw + duty.pump_to_air_kw,
    )
