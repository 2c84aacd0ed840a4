"""Water-cooled chillers and cooling towers, with or without a water-side economiser."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import ClassVar, Literal

import numpy as np

from dcenergy.constants import FRESH_WATER
from dcenergy.plant import air, chiller, condenser_water, thermal_storage, tower, tower_leaving, water_loop
from dcenergy.plant.air import AirHandler, Room
from dcenergy.plant.chiller import ChillerHours, WaterCooledChiller
from dcenergy.plant.chiller_performance import CarnotWater
from dcenergy.plant.condenser_water import Circuit, CondenserPump
from dcenergy.plant.cooled import Cooled
from dcenergy.plant.heat_exchanger import free_fraction
from dcenergy.plant.heat_reuse import HeatReuse, relieve
from dcenergy.plant.thermal_storage import ThermalStorage, leaked_kw
from dcenergy.plant.tower import Tower
from dcenergy.plant.water_loop import PlantDuty, WaterLoop
from dcenergy.section import Section, option, quantity
from dcenergy.weather.hourly import Air, Bools, Floats, Weather, picked

ROUNDING = 1e-9


class Economiser(Section):
    """Plate exchangers between the towers' water and the chilled water's return."""

    arrangement: Literal["integrated", "non_integrated"] = option(
        doc="Ahead of the chillers, which do the rest; or in their place, when it can do all."
    )
    approach_k: float = quantity(
        2.0,
        gt=0,
        le=15,
        low=1.7,
        high=2.8,
        source="lei_masanet",
        doc="Chilled water above the tower water at its best.",
    )
    min_water_c: float = quantity(
        8.0, ge=2, le=25, low=5, high=10, source="assumption", doc="Coldest tower water: colder would ice the fill."
    )


class ChilledWater(Section):
    """Air handlers, a chilled-water loop, and chillers condensed by the water of cooling towers."""

    contains_electrical: ClassVar[bool] = False
    needs_weather: ClassVar[bool] = True

    system: Literal["chilled_water"] = option(doc="Water-cooled chillers and towers.")
    air_handler: AirHandler = option(AirHandler(), doc="Fans and coils of the hall.")
    loop: WaterLoop = option(WaterLoop(), doc="Chilled water.")
    heat_reuse: HeatReuse | None = option(None, doc="Heat delivered to users outside; absent: none.")
    storage: ThermalStorage | None = option(None, doc="A tank of cold in the loop; absent: none.")
    economiser: Economiser | None = option(None, doc="Free cooling by tower water; absent: chillers all year.")
    chiller: WaterCooledChiller = option(WaterCooledChiller(), doc="The chillers.")
    condenser_pump: CondenserPump = option(CondenserPump(), doc="Tower water.")
    tower: Tower = option(Tower(), doc="The towers.")


@dataclass(frozen=True, eq=False)
class Plant:
    """The parts that meet at the towers' water, for one year."""

    system: ChilledWater
    duty: PlantDuty
    circuit: Circuit
    air: Air

    def at(self, hours: Bools | slice) -> Plant:
        """Return the same plant in some of the hours."""
        return Plant(self.system, picked(self.duty, hours), picked(self.circuit, hours), picked(self.air, hours))

    def sent_c(self, setpoint_c: Floats | float, free: Free, asked: Bools | bool = True) -> Floats:
        """Water that the towers send: at the set point, or as cold as full fans get it. [degC]"""

        def rejected_in(hours: Bools | slice) -> tower_leaving.Rejected:
            return partial(_rejected_kw, self.at(hours), free)

        circuit = self.circuit
        return tower_leaving.sent_c(
            self.system.tower, circuit.built, circuit.water_kg_s, rejected_in, self.air, setpoint_c, asked
        )

    def chilled(self, free_kw: Floats, tower_c: Floats) -> ChillerHours:
        """What chillers do with the heat that is left."""
        rest_kw = np.maximum(self.duty.heat_kw - free_kw, 0.0)
        delta_t_k = self.system.condenser_pump.delta_t_k
        return chiller.water_cooled(
            self.system.chiller, rest_kw, self.duty.design_heat_kw, self.duty.supply_c, tower_c, delta_t_k
        )

    def rejected_kw(self, free_kw: Floats, made: ChillerHours) -> Floats:
        """Heat that comes back to the towers. [kW]"""
        return free_kw + made.rejected_kw + self.circuit.pump_heat_kw

    def for_chillers_c(self) -> Floats:
        """Set point that follows the wet bulb down to the coldest water that chillers bear. [degC]"""
        towers = self.system.tower
        return np.maximum(self.air.wet_bulb_c + towers.approach_setpoint_k, towers.min_water_c)

    def for_free_c(self, economiser: Economiser) -> float:
        """Set point that drops as far as full free cooling asks for. [degC]"""
        return max(economiser.min_water_c, self.duty.supply_c - economiser.approach_k)


Free = Callable[[Plant, Floats], Floats]
"""Heat [kW] that a plant's tower water of a temperature [degC] takes without chillers."""


@dataclass(frozen=True, eq=False)
class Sent:
    """Water that the towers send out; arrays of shape (hours,)."""

    setpoint_c: Floats
    leaving_c: Floats
    free_kw: Floats  # heat that it takes without chillers


def run(system: ChilledWater, room: Room, weather: Weather) -> Cooled:
    """Cool a hall with water-cooled chillers and towers.

    Raises
    ------
    DesignError
        Where the towers are hopelessly small, or the chillers' curves do not know the chilled water.
    """
    coil = air.run(system.air_handler, room)
    load, reused = relieve(system.heat_reuse, water_loop.run(system.loop, coil, room.supply_air_c), weather.calendar)
    duty, stored = thermal_storage.level(
        system.storage, load, lambda: _possible_kw(system, load, weather), weather.wet_bulb_c, weather.calendar
    )
    plant = _plant(system, duty, weather)
    circuit = plant.circuit
    sent = _sent(plant)
    made = plant.chilled(sent.free_kw, sent.leaving_c)
    rejected_kw = plant.rejected_kw(sent.free_kw, made)
    towers = tower.run(system.tower, circuit.built, circuit.water_kg_s, sent.leaving_c, rejected_kw, weather)
    nothing = np.zeros_like(duty.heat_kw)
    return Cooled(
        fan_kw=coil.fan_kw,
        pump_kw=duty.pump_kw + circuit.pump_kw,
        chiller_kw=made.power_kw,
        heat_rejection_kw=towers.electric_kw,
        humidification_kw=nothing,
        heat_kw=load.heat_kw,
        free_kw=sent.free_kw,
        mechanical_kw=made.heat_kw,
        unmet_kw=made.unmet_kw,
        to_water_kw=nothing,
        to_air_kw=towers.heat_kw
        + towers.electric_kw
        + duty.pump_to_air_kw
        + circuit.pump_kw
        - circuit.pump_heat_kw
        - leaked_kw(stored),
        reused=reused,
        storage=stored,
        water=towers.water,
        conditions={
            "tower_warm": int(np.count_nonzero((duty.heat_kw > 0) & (sent.leaving_c > sent.setpoint_c + ROUNDING))),
            **towers.conditions,
            **made.conditions,
            **thermal_storage.conditions(stored),
        },
        sizes={"chiller.capacity_kw": made.capacity_kw},
    )


def _plant(system: ChilledWater, duty: PlantDuty, weather: Weather) -> Plant:
    """Put the plant together; its towers' pumps rest in hours without heat."""
    circuit = condenser_water.circuit(system.condenser_pump, system.chiller, system.tower, duty)
    at_work = duty.heat_kw > 0
    circuit = replace(circuit, pump_kw=circuit.pump_kw * at_work, pump_heat_kw=circuit.pump_heat_kw * at_work)
    return Plant(system, duty, circuit, weather.air)


def _possible_kw(system: ChilledWater, load: PlantDuty, weather: Weather) -> Floats:
    """Heat that the plant can take by chillers alone, as far as towers and pumps are built for it. [kW]

    Chillers by curves may know tower water of some temperature that costs them capacity: asked are the
    coldest that is ever sent, and the warmest of the hour, as of full load.
    """
    full = _plant(system, replace(load, heat_kw=np.full_like(load.heat_kw, load.design_heat_kw)), weather)
    nothing = np.zeros_like(load.heat_kw)
    coldest_c = system.tower.min_water_c
    if system.economiser is not None:
        coldest_c = min(coldest_c, system.economiser.min_water_c)
    cold_kw = np.minimum(full.chilled(nothing, np.full_like(nothing, coldest_c)).possible_kw, load.design_heat_kw)
    if isinstance(system.chiller.performance, CarnotWater):  # of the same capacity in any water
        return cold_kw
    return np.minimum(full.chilled(nothing, _without_economiser(full).leaving_c).possible_kw, cold_kw)


def free_heat_kw(economiser: Economiser, duty: PlantDuty, water_kg_s: Floats, tower_c: Floats) -> Floats:
    """Heat that exchangers can give to tower water of `tower_c`. [kW]

    The approach at the cold end says which share they reach; the water cannot leave them
    warmer than the chilled water's return.
    """
    reached_kw = duty.heat_kw * free_fraction(tower_c, duty.return_c, duty.supply_c, economiser.approach_k)
    carried_kw = water_kg_s * FRESH_WATER.heat_capacity_kj_kg_k * np.maximum(duty.return_c - tower_c, 0.0)
    return np.minimum(reached_kw, carried_kw)


def _sent(plant: Plant) -> Sent:
    economiser = plant.system.economiser
    if economiser is None:
        return _without_economiser(plant)
    return {"integrated": _ahead_of_chillers, "non_integrated": _in_place_of_chillers}[economiser.arrangement](
        plant, economiser
    )


def _rejected_kw(plant: Plant, free: Free, tower_c: Floats) -> Floats:
    free_kw = free(plant, tower_c)
    return plant.rejected_kw(free_kw, plant.chilled(free_kw, tower_c))


def _no_heat(plant: Plant, _tower_c: Floats) -> Floats:
    return np.zeros_like(plant.duty.heat_kw)


def _all_heat(plant: Plant, _tower_c: Floats) -> Floats:
    return plant.duty.heat_kw


def _without_economiser(plant: Plant) -> Sent:
    setpoint_c = plant.for_chillers_c()
    return Sent(setpoint_c, plant.sent_c(setpoint_c, _no_heat), np.zeros_like(setpoint_c))


def _ahead_of_chillers(plant: Plant, economiser: Economiser) -> Sent:
    """Let the towers' water take what it can, and chillers the rest, in the hours in which that is cheaper.

    Fans at full speed for a little heat cost more than it saves: then chillers run alone,
    at a set point of their own.
    """

    def free(part: Plant, tower_c: Floats) -> Floats:
        return free_heat_kw(economiser, part.duty, part.circuit.water_kg_s, tower_c)

    alone, for_free_c = _without_economiser(plant), plant.for_free_c(economiser)
    of_use = free(plant, tower_leaving.lowest_c(plant.air)) > 0
    leaving_c = plant.sent_c(for_free_c, free, of_use)
    helped = Sent(np.full_like(leaving_c, for_free_c), leaving_c, free(plant, leaving_c) * of_use)
    cheaper = helped.free_kw > 0
    if not cheaper.any():
        return alone
    cheaper[cheaper] = _serves_better(plant.at(cheaper), picked(helped, cheaper), picked(alone, cheaper))
    return Sent(
        setpoint_c=np.where(cheaper, helped.setpoint_c, alone.setpoint_c),
        leaving_c=np.where(cheaper, helped.leaving_c, alone.leaving_c),
        free_kw=np.where(cheaper, helped.free_kw, 0.0),
    )


def _serves_better(plant: Plant, one: Sent, other: Sent) -> Bools:
    """Say in which hours `one` leaves less heat unmet, or takes less electricity for as much."""
    (unmet_kw, power_kw), (other_unmet_kw, other_power_kw) = (_outcome(plant, sent) for sent in (one, other))
    return np.asarray((unmet_kw < other_unmet_kw) | ((unmet_kw == other_unmet_kw) & (power_kw < other_power_kw)))


def _outcome(plant: Plant, sent: Sent) -> tuple[Floats, Floats]:
    made = plant.chilled(sent.free_kw, sent.leaving_c)
    rejected_kw = plant.rejected_kw(sent.free_kw, made)
    circuit = plant.circuit
    fans_kw = tower.fan_kw(
        plant.system.tower, circuit.built, circuit.water_kg_s, sent.leaving_c, rejected_kw, plant.air
    )
    return made.unmet_kw, made.power_kw + fans_kw


def _in_place_of_chillers(plant: Plant, economiser: Economiser) -> Sent:
    """Let the towers' water take all heat in the hours in which it can."""
    heat_kw = plant.duty.heat_kw
    for_free_c = plant.for_free_c(economiser)
    free_c = plant.sent_c(for_free_c, _all_heat)
    enough = free_heat_kw(economiser, plant.duty, plant.circuit.water_kg_s, free_c) >= heat_kw * (1 - ROUNDING)
    chilled = _without_economiser(plant)
    return Sent(
        setpoint_c=np.where(enough, for_free_c, chilled.setpoint_c),
        leaving_c=np.where(enough, free_c, chilled.leaving_c),
        free_kw=np.where(enough, heat_kw, 0.0),
    )
