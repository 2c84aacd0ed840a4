"""Carbon of a year: scope 2 by location and by market side by side, scope 1, what is embodied, and upstream."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from dcenergy.accounting.direct import Refrigerant, fuel_kg, refrigerants_kg
from dcenergy.accounting.embodied import Embodied, EmbodiedYear, embodied, servers_in_place
from dcenergy.accounting.market_based import by_market, market_based_hourly_kg, market_based_kg, null_of
from dcenergy.language import Message
from dcenergy.plant.facility import Hall
from dcenergy.plant.servers import ItLoad
from dcenergy.section import MOST_PARTS, Section, listed, option
from dcenergy.supply.balance import Power
from dcenergy.supply.instruments import instruments
from dcenergy.supply.supply import Supply
from dcenergy.weather.hourly import Weather


class Inventory(Section):
    """What a site emits beside its electricity."""

    refrigerants: tuple[Refrigerant, ...] | None = listed(
        None,
        doc="In chillers and other machines; absent: not determined; `[]`: there is none.",
        max_length=MOST_PARTS,
    )
    embodied: Embodied | None = option(
        None, doc="Of making servers, plant, building, arrays and batteries; `{}`: by the cited defaults."
    )


@dataclass(frozen=True)
class Carbon:
    """Kilograms a year; None where the profile does not determine them.

    The gas basis of the electricity is that of the grid factor (China's official ones count CO2
    alone); fuel counts CO2, refrigerants and embodied carbon CO2 equivalent. `market_based` counts
    claims that are proven, `market_based_if_certified` takes every claim as certified,
    `market_based_hourly` counts what deliverable, certified contracts give in the hour of its use;
    each at the factor of null power for the rest. `scope_3` is the
    electricity's upstream part and outside the total; so is `marginal`, what the use of
    electricity causes at the margin, which belongs to comparisons and to no inventory.
    """

    location_based: float | None = None
    market_based: float | None = None
    market_based_if_certified: float | None = None
    market_based_hourly: float | None = None
    scope_1: float | None = None  # fuel and refrigerants, where both are known
    scope_3: float | None = None
    embodied_per_year: float | None = None
    total_per_year: float | None = None  # scope 1, location-based scope 2, embodied
    scope_1_fuel: float | None = None
    scope_1_refrigerants: float | None = None
    embodied_parts: EmbodiedYear | None = None
    marginal: float | None = None

    @property
    def scope_1_known(self) -> float | None:
        """Scope 1 as far as it is known: of fuel, of refrigerants, or of both. [kg]"""
        known = [part for part in (self.scope_1_fuel, self.scope_1_refrigerants) if part is not None]
        return sum(known) if known else None


def carbon(
    inventory: Inventory | None,
    supply: Supply,
    power: Power,
    weather: Weather,
    halls: Sequence[Hall],
    load: ItLoad,
) -> Carbon:
    """Gather what is emitted in a year.

    Electricity counts as it is imported: own generation emits nothing, and what is exported
    earns no credit.

    Raises
    ------
    DesignError
        Where the hours of a grid factor do not fit the weather's.
    """
    electricity = _electricity(supply, power, weather)
    fuel = fuel_kg(supply.generators, float(power.backup_kw.sum()))
    refrigerants = refrigerants_kg(inventory.refrigerants if inventory else None)
    scope_1 = sum_known(fuel, refrigerants)
    made = _embodied(inventory, supply, halls, load)
    return replace(
        electricity,
        scope_1=scope_1,
        embodied_per_year=made.total if made else None,
        total_per_year=sum_known(scope_1, electricity.location_based, made.total if made else None),
        scope_1_fuel=fuel,
        scope_1_refrigerants=refrigerants,
        embodied_parts=made,
    )


def basis(supply: Supply, emitted: Carbon) -> Mapping[str, str]:
    """Say of every figure that is determined which gases it counts, and by which method."""
    grid = supply.grid
    row = grid.location if grid else None
    gases = Message(row.method) if row else Message("gases and method as those of the factor given")
    by_location = Message("scope 2, location-based; {gases}", gases=gases)
    if grid and grid.is_hourly:
        by_location = Message("scope 2, location-based, by the hour; {gases}", gases=gases)
    words = {
        "location_based": by_location,
        **(by_market(grid, gases) if grid else {}),
        "scope_1_fuel": Message("scope 1; CO2 of the diesel burnt in tests and while the grid is out"),
        "scope_1_refrigerants": Message("scope 1; CO2e by GWP over 100 years"),
        "embodied_per_year": Message("making of what is in place, cradle to site, over each part's life; CO2e"),
        "scope_3": Message("upstream of the electricity; gases as those of the factor given"),
        "marginal": Message("consequence at the grid's margin, in no inventory; gases as those of the factor given"),
        "total_per_year": Message("scope 1, scope 2 location-based and embodied; of mixed basis where theirs differ"),
    }
    return {figure: text for figure, text in words.items() if getattr(emitted, figure) is not None}


def sum_known(*parts: float | None) -> float | None:
    """Sum of parts, None where any is unknown.

    >>> sum_known(1.0, 2.0), sum_known(1.0, None)
    (3.0, None)
    """
    known = [part for part in parts if part is not None]
    return float(sum(known)) if len(known) == len(parts) else None


def _electricity(supply: Supply, power: Power, weather: Weather) -> Carbon:
    """Carbon of the electricity alone, by every method."""
    grid = supply.grid
    if grid is None:
        return Carbon()
    energy_kwh = float(power.grid_kw.sum())
    location = float(power.grid_kw @ grid.hourly_kg_per_kwh(weather))
    null = null_of(grid, power, location).kg_per_kwh
    held = instruments(supply, power)
    return Carbon(
        location_based=location,
        market_based=market_based_kg(held, null),
        market_based_if_certified=market_based_kg(held, null, "market_based_if_certified"),
        market_based_hourly=market_based_hourly_kg(supply, power, held, null),
        scope_3=None if grid.upstream_kg_per_kwh is None else energy_kwh * grid.upstream_kg_per_kwh,
        marginal=None if grid.marginal_kg_per_kwh is None else energy_kwh * grid.marginal_kg_per_kwh,
    )


def _embodied(
    inventory: Inventory | None, supply: Supply, halls: Sequence[Hall], load: ItLoad
) -> EmbodiedYear | None:
    if inventory is None or inventory.embodied is None:
        return None
    servers = servers_in_place(inventory.embodied, halls)
    return embodied(inventory.embodied, supply, servers, float(load.design_kw.sum()))
