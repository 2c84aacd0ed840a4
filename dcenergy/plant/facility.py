"""The halls of a site together; the one place that knows every cooling system."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated

import numpy as np
from pydantic import Field

from dcenergy.plant.air import Room
from dcenergy.plant.cooled import Cooled, FixedOverhead
from dcenergy.plant.cooling import air_chiller, airside, chilled_water, dx, fixed_pue, lake_water
from dcenergy.plant.electrical import Feed
from dcenergy.plant.servers import It, ItLoad
from dcenergy.section import Section, option
from dcenergy.weather.hourly import Floats, Weather
from dcenergy.weather.psychrometrics import pressure_at_altitude_pa

SYSTEMS: Mapping[str, Callable[..., Cooled]] = {
    "lake_water": lake_water.run,
    "air_chiller": air_chiller.run,
    "airside": airside.run,
    "dx": dx.run,
    "chilled_water": chilled_water.run,
}
"""Every cooling system that is simulated, by the name that profiles use."""

Cooling = Annotated[
    lake_water.LakeWater
    | chilled_water.ChilledWater
    | air_chiller.AirChiller
    | airside.Airside
    | dx.Dx
    | fixed_pue.FixedPue,
    Field(discriminator="system"),
]


class Hall(Section):
    """IT equipment and the system that cools it."""

    name: str = option("hall", doc="What it is called in the report.")
    it: It = option(doc="IT equipment.")
    cooling: Cooling = option(doc="What carries its heat away.")


@dataclass(frozen=True, eq=False)
class Facility:
    """The cooling of every hall, and its sum; arrays of shape (hours,)."""

    halls: tuple[Cooled | FixedOverhead, ...]
    electric_kw: Floats
    overhead_kw: Floats

    @property
    def simulated(self) -> tuple[Cooled, ...]:
        """Halls whose cooling is known part by part."""
        return tuple(hall for hall in self.halls if isinstance(hall, Cooled))


def modelled(halls: Iterable[Hall]) -> Floats:
    """1 for a hall with an electrical chain of its own, 0 for one whose fixed PUE contains it; (halls, 1)."""
    return np.array([[0.0 if hall.cooling.contains_electrical else 1.0] for hall in halls])


def cool(halls: Sequence[Hall], load: ItLoad, feed: Feed, weather: Weather) -> Facility:
    """Cool every hall through the year."""
    cooled = tuple(_cool_hall(hall, i, load, feed, weather) for i, hall in enumerate(halls))
    nothing = np.zeros(weather.hours)
    return Facility(
        halls=cooled,
        electric_kw=sum((hall.electric_kw for hall in cooled if isinstance(hall, Cooled)), start=nothing),
        overhead_kw=sum((hall.overhead_kw for hall in cooled if isinstance(hall, FixedOverhead)), start=nothing),
    )


def _cool_hall(hall: Hall, i: int, load: ItLoad, feed: Feed, weather: Weather) -> Cooled | FixedOverhead:
    if isinstance(hall.cooling, fixed_pue.FixedPue):
        return fixed_pue.run(hall.cooling, load.it_kw[i])
    return SYSTEMS[hall.cooling.system](hall.cooling, _room(hall.it, i, load, feed, weather), weather)


def _room(it: It, i: int, load: ItLoad, feed: Feed, weather: Weather) -> Room:
    altitude_m = weather.place.altitude_m if weather.place else 0.0
    return Room(
        it_kw=load.it_kw[i],
        design_it_kw=float(load.design_kw[i, 0]),
        heat_kw=feed.room_kw[i],
        design_heat_kw=float(feed.design_room_kw[i, 0]),
        supply_air_c=it.supply_air_c,
        it_air_delta_t_k=it.air_delta_t_k,
        air_per_it_air=(1 - it.recirculation) * (1 + it.bypass),
        pressure_pa=float(pressure_at_altitude_pa(altitude_m)),
    )
