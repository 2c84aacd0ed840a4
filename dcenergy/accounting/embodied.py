"""Embodied carbon: of making servers, building, plant and the site's own supply, spread over their lives.

Own generation counts here by its size and nowhere by its kWh: its electricity emits nothing on the site, and a
life-cycle factor of the grid is of the grid's electricity alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

from dcenergy.plant.facility import Hall
from dcenergy.plant.servers import ServerGroup
from dcenergy.reference.table import find
from dcenergy.section import Section, quantity
from dcenergy.supply.supply import Supply

TABLE = "embodied"
GPU_SERVER = ("server_power", "dgx-h100-max")
"""Table and row of the peak power of the server that `server_8gpu_kg` is of."""

SHORTEST_LIFE_YEARS = 1.0
"""What is used up sooner is no investment."""


def cited(key: str, doc: str, ge: float = 0.0) -> Any:
    """State a quantity whose default, range and source are a row of the table."""
    row = find(TABLE, key)
    field = quantity(row.value, ge=ge, low=row.low, high=row.high, source=row.source, doc=doc)
    field.json_schema_extra["row"] = key
    return field


class Embodied(Section):
    """What making things emits, and how long they last. Ranges are wide: makers' figures differ by factors."""

    server_kg: float = cited("server", "Making one server with two processors.")
    server_8gpu_kg: float = cited(
        "server-8gpu",
        "Making one server with eight GPUs and a peak of 10.2 kW; servers for which this, in proportion to their "
        "peak power, is more than `server_kg` are counted so.",
    )
    server_life_years: float = cited("server-life", "Of a server.", SHORTEST_LIFE_YEARS)
    building_kg_per_it_kw: float = cited("building", "Building, per kW of IT at full utilisation.")
    building_life_years: float = cited("building-life", "Of the building.", SHORTEST_LIFE_YEARS)
    plant_kg_per_it_kw: float = cited("plant", "Electrical and mechanical plant, per kW of IT at full utilisation.")
    plant_life_years: float = cited("plant-life", "Of the plant.", SHORTEST_LIFE_YEARS)
    solar_kg_per_kwp: float = cited("solar", "Solar arrays with frames and inverters.")
    solar_life_years: float = cited("solar-life", "Of the arrays.", SHORTEST_LIFE_YEARS)
    wind_kg_per_kw: float = cited("wind", "Wind turbines with towers and foundations.")
    wind_life_years: float = cited("wind-life", "Of the turbines.", SHORTEST_LIFE_YEARS)
    hydro_kg_per_kw: float = cited("hydro", "Run-of-river hydropower with its works.")
    hydro_life_years: float = cited("hydro-life", "Of the power station.", SHORTEST_LIFE_YEARS)
    battery_kg_per_kwh: float = cited("battery", "Batteries.")
    battery_life_years: float = cited("battery-life", "Of the batteries.", SHORTEST_LIFE_YEARS)


@dataclass(frozen=True)
class EmbodiedYear:
    """Kilograms of CO2 equivalent a year, by part; `low` and `high` are the sums at the ends of the cited ranges."""

    servers: float
    building: float
    plant: float
    solar: float
    wind: float
    hydro: float
    battery: float
    low: float
    high: float

    @property
    def total(self) -> float:
        """All parts. [kg/year]"""
        return self.servers + self.building + self.plant + self.solar + self.wind + self.hydro + self.battery


@dataclass(frozen=True)
class Servers:
    """Servers in place, by how their making is counted.

    `plain` as servers of two processors, `accelerated` as so many servers of eight GPUs; `own_kg`
    is that of servers whose makers' figure is given.
    """

    plain: float = 0.0
    accelerated: float = 0.0
    own_kg: float = 0.0


def gpu_servers(stated: Embodied, group: ServerGroup) -> float:
    """Servers of eight GPUs that one server of a group counts as, by its peak power; 0: it is not counted so.

    >>> dgx, dell = (ServerGroup(count=1, peak_w=watts) for watts in (10200.0, 400.0))
    >>> gpu_servers(Embodied(), dgx), gpu_servers(Embodied(), dell)
    (1.0, 0.0)
    """
    as_many = group.peak_w / find(*GPU_SERVER).value
    return as_many if group.embodied_kg is None and as_many * stated.server_8gpu_kg > stated.server_kg else 0.0


def servers_in_place(stated: Embodied, halls: Sequence[Hall]) -> Servers:
    """Count the servers that stand, by how their making is counted."""
    plain = accelerated = own_kg = 0.0
    for hall in halls:
        for group in hall.it.servers:
            count, as_many = group.count * hall.it.active_share, gpu_servers(stated, group)
            accelerated += count * as_many
            own_kg += count * (group.embodied_kg or 0.0)
            plain += count if group.embodied_kg is None and not as_many else 0.0
    return Servers(plain, accelerated, own_kg)


def embodied(stated: Embodied, supply: Supply, servers: Servers, design_it_kw: float) -> EmbodiedYear:
    """Spread what making each part emits over its life. [kg/year]

    >>> year = embodied(Embodied(server_kg=1000.0, server_life_years=4.0), Supply(), Servers(36.0), 0.0)
    >>> year.servers, year.total
    (9000.0, 9000.0)
    """
    amounts = {
        "server_kg": servers.plain,
        "server_8gpu_kg": servers.accelerated,
        "building_kg_per_it_kw": design_it_kw,
        "plant_kg_per_it_kw": design_it_kw,
        "solar_kg_per_kwp": sum(array.capacity_kwp for array in supply.solar),
        "wind_kg_per_kw": sum(farm.capacity_kw for farm in supply.wind),
        "hydro_kg_per_kw": sum(station.capacity_kw for station in supply.hydro),
        "battery_kg_per_kwh": supply.battery.capacity_kwh if supply.battery else 0.0,
    }
    parts = {name: amount * getattr(stated, name) / _life(stated, name) for name, amount in amounts.items()}
    own_kg = servers.own_kg / stated.server_life_years
    low, high = (
        own_kg + sum(kg * _spread(stated, name, end) for name, kg in parts.items()) for end in ("low", "high")
    )
    plain_kg, gpus_kg, building_kg, plant_kg, solar_kg, wind_kg, hydro_kg, battery_kg = parts.values()
    servers_kg = plain_kg + gpus_kg + own_kg
    return EmbodiedYear(servers_kg, building_kg, plant_kg, solar_kg, wind_kg, hydro_kg, battery_kg, low, high)


def _life(stated: Embodied, name: str) -> float:
    return float(getattr(stated, f"{name.partition('_')[0]}_life_years"))


def _spread(stated: Embodied, name: str, end: str) -> float:
    """The end of a default's cited range over its value; a number of the profile's own has no range here."""
    row = find(TABLE, cast(dict[str, str], Embodied.model_fields[name].json_schema_extra)["row"])
    bound = row.low if end == "low" else row.high
    own = getattr(stated, name) != row.value
    return 1.0 if own or bound is None or row.value == 0 else bound / row.value
