"""The halls of a site together; the one place that knows every cooling system."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Annotated, Self

import numpy as np
from pydantic import Field, model_validator

from dcenergy.errors import DesignError
from dcenergy.plant import air, inlet, liquid, ride_through, sizing
from dcenergy.plant.air import Room
from dcenergy.plant.cooled import Cooled, FixedOverhead
from dcenergy.plant.cooling import (
    air_chiller,
    airside,
    chilled_water,
    dx,
    fixed_pue,
    indirect_evaporative,
    lake_water,
)
from dcenergy.plant.electrical import Feed
from dcenergy.plant.inlet import Inlet
from dcenergy.plant.liquid import Liquid, server_multiplier
from dcenergy.plant.ride_through import HeldCold, ThermalMass
from dcenergy.plant.servers import It, ItLoad
from dcenergy.section import Section, named, option
from dcenergy.weather.extremes import Extremes
from dcenergy.weather.hourly import Floats, Weather
from dcenergy.weather.psychrometrics import pressure_at_altitude_pa

SYSTEMS: Mapping[str, Callable[..., Cooled]] = {
    "lake_water": lake_water.run,
    "air_chiller": air_chiller.run,
    "airside": airside.run,
    "indirect_evaporative": indirect_evaporative.run,
    "dx": dx.run,
    "chilled_water": chilled_water.run,
}
"""Every cooling system that is simulated, by the name that profiles use."""

Cooling = Annotated[
    lake_water.LakeWater
    | chilled_water.ChilledWater
    | air_chiller.AirChiller
    | airside.Airside
    | indirect_evaporative.IndirectEvaporative
    | dx.Dx
    | fixed_pue.FixedPue,
    Field(discriminator="system"),
]


class Hall(Section):
    """IT equipment and the system that cools it."""

    name: str = named("hall", doc="What it is called in the report.")
    it: It = option(doc="IT equipment.")
    cooling: Cooling = option(doc="What carries its heat away.")
    liquid: Liquid | None = option(None, doc="Liquid to the chips; `cooling` takes the rest. Absent: none.")
    thermal_mass: ThermalMass = option(ThermalMass(), doc="What warms up when the cooling stops.")

    @model_validator(mode="after")
    def _liquid_is_simulated(self) -> Self:
        if self.liquid is not None and self.cooling.contains_electrical:
            raise ValueError("a fixed PUE contains all cooling; take `liquid` away, or choose another `cooling`")
        return self

    @property
    def system_names(self) -> tuple[str, ...]:
        """What its cooling systems are called: the hall's own name, and one for its liquid."""
        return (self.name, f"{self.name} liquid") if self.simulated_liquid else (self.name,)

    @property
    def simulated_liquid(self) -> Liquid | None:
        """Liquid that is simulated beside the air: a fixed PUE contains the cooling of servers that are on liquid."""
        return None if self.cooling.contains_electrical else self.liquid

    @property
    def server_multiplier(self) -> float:
        """Server power over that of the same servers on air alone. [-]"""
        return server_multiplier(self.liquid)


@dataclass(frozen=True, eq=False)
class Facility:
    """The cooling of every hall, and its sum; arrays of shape (hours,).

    A hall with liquid has two systems, named apart.
    """

    systems: Mapping[str, Cooled | FixedOverhead]
    electric_kw: Floats
    overhead_kw: Floats
    ride_through_min: Mapping[str, float | None]  # from the loss of cooling to a hall's limit; None without heat
    inlets: Mapping[str, Inlet] = field(default_factory=dict)  # of halls that are simulated
    sizes: Mapping[str, float] = field(default_factory=dict)  # what was not given, by the profile's keys
    sized_for: Extremes = field(
        default_factory=Extremes
    )  # the air that some of `sizes` rest on; None where none does

    @property
    def simulated_by_name(self) -> Mapping[str, Cooled]:
        """Systems that are known part by part."""
        return {name: system for name, system in self.systems.items() if isinstance(system, Cooled)}

    @property
    def simulated(self) -> tuple[Cooled, ...]:
        """The same without their names."""
        return tuple(self.simulated_by_name.values())


def modelled(halls: Iterable[Hall]) -> Floats:
    """1 for a hall with an electrical chain of its own, 0 for one whose fixed PUE contains it; (halls, 1)."""
    return np.array([[0.0 if hall.cooling.contains_electrical else 1.0] for hall in halls])


def cool(halls: Sequence[Hall], load: ItLoad, feed: Feed, weather: Weather) -> Facility:
    """Cool every hall through the year."""
    rooms = {
        hall.name: _room(hall, i, load, feed, weather)
        for i, hall in enumerate(halls)
        if not hall.cooling.contains_electrical
    }
    design_air = sizing.design_air(weather)
    built = [sizing.sized(hall, design_air) for hall in halls]
    systems = dict(pair for i, hall in enumerate(built) for pair in _cool_hall(hall, i, rooms, load, weather))
    sizes = {
        f"halls.{i}.{key}": size
        for i, hall in enumerate(halls)
        for key, size in sizing.sizes(hall, built[i], _made(hall, systems)).items()
    }
    nothing = np.zeros(weather.hours)
    return Facility(
        systems=systems,
        electric_kw=sum((each.electric_kw for each in systems.values() if isinstance(each, Cooled)), start=nothing),
        overhead_kw=sum(
            (each.overhead_kw for each in systems.values() if isinstance(each, FixedOverhead)), start=nothing
        ),
        ride_through_min={
            hall.name: ride_through.run(hall.thermal_mass, rooms[hall.name], _held_cold(systems[hall.name]))
            for hall in halls
            if hall.name in rooms
        },
        inlets={
            hall.name: _inlet(hall, i, rooms[hall.name], systems)
            for i, hall in enumerate(halls)
            if hall.name in rooms
        },
        sizes=sizes,
        sized_for=sizing.rested_on(design_air, sizes),
    )


def _held_cold(system: Cooled | FixedOverhead) -> HeldCold | None:
    """Return what a hall's tank can always give, and the heat of the loop that it would meet; None without a tank."""
    if not isinstance(system, Cooled) or system.storage is None:
        return None
    loop_kw = system.heat_kw + (system.reused.taken_kw if system.reused else 0.0)
    return HeldCold(system.storage.always_given_kwh, system.storage.discharge_kw, float(loop_kw.max()))


def _made(hall: Hall, systems: Mapping[str, Cooled | FixedOverhead]) -> dict[str, float]:
    """What a hall's air system and its liquid were built as, by the hall's keys."""
    parts = zip(("cooling", "liquid"), (systems[name] for name in hall.system_names), strict=False)
    return {
        f"{key}.{own}": size for key, part in parts if isinstance(part, Cooled) for own, size in part.sizes.items()
    }


def _inlet(hall: Hall, i: int, room: Room, systems: Mapping[str, Cooled | FixedOverhead]) -> Inlet:
    """Return the air that a simulated hall's servers get; a fault of theirs names the hall."""
    system = systems[hall.name]
    assert isinstance(system, Cooled)
    assert not isinstance(hall.cooling, fixed_pue.FixedPue)
    try:
        return inlet.run(hall.it, room.it_kw, system.unmet_kw, air.run(hall.cooling.air_handler, room).air_kg_s)
    except DesignError as fault:
        raise fault.within(f"halls.{i}") from fault


def _cool_hall(
    hall: Hall, i: int, rooms: Mapping[str, Room], load: ItLoad, weather: Weather
) -> Iterator[tuple[str, Cooled | FixedOverhead]]:
    """Run a hall's air and, beside it, its liquid; a fault of theirs names the hall."""
    try:
        yield from _systems(hall, i, rooms, load, weather)
    except DesignError as fault:
        raise fault.within(f"halls.{i}") from fault


def _systems(
    hall: Hall, i: int, rooms: Mapping[str, Room], load: ItLoad, weather: Weather
) -> Iterator[tuple[str, Cooled | FixedOverhead]]:
    if isinstance(hall.cooling, fixed_pue.FixedPue):
        yield hall.name, fixed_pue.run(hall.cooling, load.it_kw[i])
        return
    if hall.liquid:
        share, design_kw = hall.liquid.share, float(load.design_kw[i, 0])
        yield hall.system_names[1], liquid.run(hall.liquid, share * load.it_kw[i], share * design_kw, weather)
    yield hall.name, SYSTEMS[hall.cooling.system](hall.cooling, rooms[hall.name], weather)


def _room(hall: Hall, i: int, load: ItLoad, feed: Feed, weather: Weather) -> Room:
    """What is left to a hall's air when its liquid has taken its share.

    Servers on liquid ask for no air, but their share of the losses of distribution, UPS and
    lighting stays in the room: it is given air of its own, at the warming of the servers'.
    """
    it, liquid_share = hall.it, hall.liquid.share if hall.liquid else 0.0
    altitude_m = weather.place.altitude_m if weather.place else 0.0
    it_kw, design_kw = load.it_kw[i], float(load.design_kw[i, 0])
    lost_kw, design_lost_kw = feed.room_kw[i] - it_kw, float(feed.design_room_kw[i, 0]) - design_kw
    return Room(
        it_kw=(1 - liquid_share) * it_kw + liquid_share * lost_kw,
        design_it_kw=(1 - liquid_share) * design_kw + liquid_share * design_lost_kw,
        heat_kw=(1 - liquid_share) * it_kw + lost_kw,
        design_heat_kw=(1 - liquid_share) * design_kw + design_lost_kw,
        supply_air_c=it.supply_air_c,
        it_air_delta_t_k=it.air_delta_t_k,
        air_per_it_air=(1 - it.recirculation) * (1 + it.bypass),
        pressure_pa=float(pressure_at_altitude_pa(altitude_m)),
    )
