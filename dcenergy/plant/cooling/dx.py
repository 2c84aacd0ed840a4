"""Room units with direct expansion: the classic computer room, all year on compressors."""

from __future__ import annotations

from typing import ClassVar, Literal, Self

import numpy as np
from pydantic import model_validator

from dcenergy.constants import SECONDS_PER_HOUR
from dcenergy.plant import air, direct_expansion
from dcenergy.plant.air import AirHandler, Room
from dcenergy.plant.cooled import Cooled, WaterUse
from dcenergy.plant.direct_expansion import ExpansionUnits
from dcenergy.plant.humidity import CONDENSATION_KJ_KG, Humidifier, Steam
from dcenergy.section import Section, option, quantity
from dcenergy.weather.hourly import Weather


class Dx(Section):
    """Computer-room air conditioners: fans, refrigerant coils, condensers outdoors."""

    contains_electrical: ClassVar[bool] = False
    needs_weather: ClassVar[bool] = True

    system: Literal["dx"] = option(doc="Direct expansion.")
    air_handler: AirHandler = option(AirHandler(), doc="Fans of the units.")
    units: ExpansionUnits = option(ExpansionUnits(), doc="Coils, compressors and condensers.")
    sensible_heat_ratio: float = quantity(
        1.0,
        ge=0.5,
        le=1,
        low=0.9,
        high=1.0,
        source="lei_masanet",
        doc="Share of the coils' heat that cools the air; coils below its dew point spend the rest on drying it.",
    )
    humidifier: Humidifier | None = option(
        Steam(kind="steam"), doc="Returns the water that the coils take from the air.", source="assumption"
    )

    @model_validator(mode="after")
    def _dried_air_is_humidified(self) -> Self:
        if self.sensible_heat_ratio < 1 and self.humidifier is None:
            raise ValueError(
                "coils with a sensible_heat_ratio below 1 dry the air without end where there is no humidifier; "
                "name a humidifier or set the ratio to 1"
            )
        if self.humidifier_kw_per_kw >= 1:
            raise ValueError(
                f"the humidifier brings {self.humidifier_kw_per_kw:.2f} kW into the hall for every kW that the coils "
                "take, which no coils can take; raise sensible_heat_ratio or choose a humidifier that draws less"
            )
        return self

    @property
    def humidifier_kw_per_kw(self) -> float:
        """Electricity to return the water that the coils condense, per heat that they take. [-]"""
        if self.humidifier is None:
            return 0.0
        return (1 - self.sensible_heat_ratio) * self.humidifier.kj_per_kg / CONDENSATION_KJ_KG


def run(system: Dx, room: Room, weather: Weather) -> Cooled:
    """Cool a hall with direct expansion.

    What the coils condense the humidifier returns, hour by hour. Its electricity is heat
    of the hall; water that evaporates by itself cools the hall by what the coils then
    spend on condensing it, so that only steam is a load of its own.
    """
    coil = air.run(system.air_handler, room)
    asked = 1 / (1 - system.humidifier_kw_per_kw)
    made = direct_expansion.run(
        system.units, coil.heat_kw * asked, coil.design_heat_kw * asked, room.supply_air_c, weather.temp_c
    )
    humidification_kw = system.humidifier_kw_per_kw * made.heat_kw
    heat_kw = coil.heat_kw + humidification_kw
    condensed_l = (1 - system.sensible_heat_ratio) * made.heat_kw / CONDENSATION_KJ_KG * SECONDS_PER_HOUR
    nothing = np.zeros_like(heat_kw)
    return Cooled(
        fan_kw=coil.fan_kw,
        pump_kw=nothing,
        chiller_kw=made.power_kw,
        heat_rejection_kw=made.condenser_fan_kw,
        humidification_kw=humidification_kw,
        heat_kw=heat_kw,
        free_kw=nothing,
        mechanical_kw=made.heat_kw,
        unmet_kw=np.where(made.unmet_kw > 0, heat_kw - made.heat_kw, 0.0),
        to_water_kw=nothing,
        to_air_kw=made.rejected_kw,
        water=WaterUse(nothing, nothing, nothing, condensed_l) if condensed_l.any() else None,
        conditions=made.conditions,
        sizes={"units.capacity_kw": made.capacity_kw},
    )
