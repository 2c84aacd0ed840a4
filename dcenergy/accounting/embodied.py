"""Embodied carbon: of making servers, building, plant and the site's own supply, spread over their lives.

Own generation counts here by its size and nowhere by its kWh: its electricity emits nothing on the site, and a
life-cycle factor of the grid is of the grid's electricity alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from dcenergy.reference.table import find
from dcenergy.section import Section, quantity
from dcenergy.supply.supply import Supply

TABLE = "embodied"


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

    server_kg: float = cited("server", "Making one server.")
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


def embodied(stated: Embodied, supply: Supply, servers: int, design_it_kw: float) -> EmbodiedYear:
    """Spread what making each part emits over its life. [kg/year]

    >>> year = embodied(Embodied(server_kg=1000.0, server_life_years=4.0), Supply(), 36, 0.0)
    >>> year.servers, year.total
    (9000.0, 9000.0)
    """
    amounts = {
        "server_kg": servers,
        "building_kg_per_it_kw": design_it_kw,
        "plant_kg_per_it_kw": design_it_kw,
        "solar_kg_per_kwp": sum(array.capacity_kwp for array in supply.solar),
        "wind_kg_per_kw": sum(farm.capacity_kw for farm in supply.wind),
        "hydro_kg_per_kw": sum(station.capacity_kw for station in supply.hydro),
        "battery_kg_per_kwh": supply.battery.capacity_kwh if supply.battery else 0.0,
    }
    parts = {name: amount * getattr(stated, name) / _life(stated, name) for name, amount in amounts.items()}
    low, high = (sum(kg * _spread(stated, name, end) for name, kg in parts.items()) for end in ("low", "high"))
    servers_kg, building_kg, plant_kg, solar_kg, wind_kg, hydro_kg, battery_kg = parts.values()
    return EmbodiedYear(servers_kg, building_kg, plant_kg, solar_kg, wind_kg, hydro_kg, battery_kg, low, high)


def _life(stated: Embodied, name: str) -> float:
    return float(getattr(stated, f"{name.partition('_')[0]}_life_years"))


def _spread(stated: Embodied, name: str, end: str) -> float:
    """The end of a default's cited range over its value; a number of the profile's own has no range here."""
    row = find(TABLE, name.partition("_")[0])
    bound = row.low if end == "low" else row.high
    own = getattr(stated, name) != row.value
    return 1.0 if own or bound is None or row.value == 0 else bound / row.value
