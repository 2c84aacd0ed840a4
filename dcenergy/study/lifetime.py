"""A plant's life, year by year: it fills up, arrays and batteries wear, servers get better, prices rise, the
grid gets cleaner.

Each year is a simulated one: load and supply as they then are, in the same weather. What a year pays follows
from its own energy, demand and carbon at that year's prices; the investment falls as it is bought and replaced.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from dcenergy.accounting.carbon import Carbon, carbon, sum_known
from dcenergy.accounting.cash_flow import paid_in, present_value
from dcenergy.accounting.cost import CostResult, cost, paid_in_year
from dcenergy.accounting.prices import Cost
from dcenergy.accounting.signals import signals
from dcenergy.plant.facility import Hall
from dcenergy.profile.schema import Profile
from dcenergy.result import Result
from dcenergy.simulate import simulate
from dcenergy.supply import balance
from dcenergy.supply.supply import Supply
from dcenergy.weather.hourly import Weather


@dataclass(frozen=True)
class LifeYear:
    """One year of a plant's life: energy [kWh], carbon [kg], money as the cost states it.

    Electricity's carbon falls with the grid's factor, by location and by market alike. The total is
    scope 1, location-based scope 2 and embodied, None where one of them is.
    """

    year: int
    active_share: float | None  # of the servers in place; None where it is the profile's own
    server_power: float  # of the servers then in place over the first ones', for the same work
    battery_kwh: float | None  # what the battery then holds; None without one
    it_kwh: float
    facility_kwh: float
    on_site_kwh: float
    grid_kwh: float
    location_based_kg: float | None
    running: float
    paid: float  # with what is invested in the year
    market_based_kg: float | None = None
    scope_1_kg: float | None = None
    embodied_kg: float | None = None  # spread over the parts' lives, of the servers then in place
    total_kg: float | None = None


Life = tuple[LifeYear, ...]


def live(first: Result, weather: Weather) -> tuple[Result, Life]:
    """Live through the years of a design's life; return it with the cost of that life, and the years.

    Without prices there is no life to live.

    Raises
    ------
    DesignError
        Where the plant cannot work in one of the years.
    """
    prices = first.profile.cost
    if prices is None or first.cost.invested is None:
        return first, ()
    own = first.profile.supply.battery
    loads: dict[tuple[float | None, float], Result] = {(None, 1.0): first}
    years: list[LifeYear] = []
    left = 1.0  # of the battery's capacity
    for year in range(1, prices.lifetime_years + 1):
        load = in_place(prices, year), prices.server_power(year)
        if load not in loads:
            loads[load] = simulate(filled(first.profile, *load), weather)
        left = left if worn_years(prices, "per_battery_kwh", year) else 1.0
        array_years = worn_years(prices, "per_solar_kwp", year)
        now = supplied(loads[load], worn(first.profile.supply, array_years, left), weather)
        held_kwh = None if own is None else own.capacity_kwh * left
        years.append(_year(now, prices, first.cost.invested[year], year, load, held_kwh))
        if own is not None:
            cycles = float(now.power.discharged_kw.sum()) / own.capacity_kwh
            left = max(left - own.fade_per_year - own.fade_per_cycle * cycles, 0.0)
    return replace(first, cost=_of_life(first.cost, prices, tuple(years))), tuple(years)


def in_place(prices: Cost, year: int) -> float | None:
    """Share of the servers in place in a year; the last one told holds on."""
    told = prices.active_share_by_year
    return told[min(year, len(told)) - 1] if told else None


def worn_years(prices: Cost, size: str, year: int) -> int:
    """Years that what is counted by `size` has worn when a year begins.

    It is new when its longest-lived part is bought again, at the end of a year: inverters of arrays and
    electronics of batteries, told apart, are replaced while modules and cells wear on.

    >>> from dcenergy.accounting.prices import Capital
    >>> from dcenergy.accounting.tariff import Tariff
    >>> cells = Capital(name="cells", per_battery_kwh=900.0, life_years=3.0)
    >>> prices = Cost(currency="EUR", price_year=2024, tariff=Tariff(per_kwh=0.1), capital=(cells,))
    >>> [worn_years(prices, "per_battery_kwh", year) for year in (1, 2, 3, 4, 5)]
    [0, 1, 2, 0, 1]
    """
    lives = [part.life_years or prices.lifetime_years for part in prices.capital if getattr(part, size) is not None]
    life = max(lives, default=prices.lifetime_years)
    bought = (paid_in(life * time) for time in range(year))
    return min(year - 1 - each for each in bought if each < year)


def filled(profile: Profile, share: float | None, server_power: float = 1.0) -> Profile:
    """Return the profile with this share of its servers in place, each of this power over that of the first.

    The plant stays as it was built.
    """
    halls: tuple[Hall, ...] = tuple(
        hall.model_copy(
            update={
                "it": hall.it.model_copy(
                    update={"active_share": (hall.it.active_share if share is None else share) * server_power}
                )
            }
        )
        for hall in profile.halls
    )
    return profile.model_copy(update={"halls": halls})


def worn(supply: Supply, age_years: int, battery_left: float) -> Supply:
    """Return the supply with arrays that have worn so many years, and what is left of its battery."""
    arrays = tuple(
        array.model_copy(update={"capacity_kwp": array.capacity_kwp * (1 - array.degradation_per_year) ** age_years})
        for array in supply.solar
    )
    own = supply.battery
    left = own.model_copy(update={"capacity_kwh": own.capacity_kwh * battery_left}) if own and battery_left else None
    return supply.model_copy(update={"solar": arrays, "battery": left})


def _year(
    now: Result,
    prices: Cost,
    invested: float,
    year: int,
    load: tuple[float | None, float],
    battery_kwh: float | None,
) -> LifeYear:
    grid = now.profile.supply.grid
    decline = grid.decline_per_year if grid else 0.0
    running = paid_in_year(now.cost, prices, decline, year)
    emitted, fallen = now.carbon, (1 - decline) ** (year - 1)
    location_kg, market_kg = (
        None if kg is None else kg * fallen for kg in (emitted.location_based, emitted.market_based)
    )
    embodied_kg = _embodied_kg(emitted, load[1])
    return LifeYear(
        year=year,
        active_share=load[0],
        server_power=load[1],
        battery_kwh=battery_kwh,
        it_kwh=float(now.site.it_kw.sum()),
        facility_kwh=float(now.site.facility_kw.sum()),
        on_site_kwh=float(now.power.on_site_kw.sum()),
        grid_kwh=float(now.power.grid_kw.sum()),
        location_based_kg=location_kg,
        running=running,
        paid=running + invested,
        market_based_kg=market_kg,
        scope_1_kg=emitted.scope_1,
        embodied_kg=embodied_kg,
        total_kg=sum_known(emitted.scope_1, location_kg, embodied_kg),
    )


def _embodied_kg(emitted: Carbon, server_power: float) -> float | None:
    """Embodied carbon of a year; `filled` states better servers as fewer, and as many were made. [kg]"""
    made = emitted.embodied_parts
    return None if made is None else made.total + made.servers * (1 / server_power - 1)


def supplied(load: Result, supply: Supply, weather: Weather) -> Result:
    """Return the same load from another supply: only what stands behind the meter is simulated again.

    What was bought, and so its maintenance, stays as it was.
    """
    profile = load.profile
    if supply == profile.supply:
        return load
    power = balance.run(supply, load.site.facility_kw, weather, signals(profile.cost, supply, weather))
    emitted = carbon(profile.carbon, profile.supply, power, weather, profile.halls, load.load)
    paid = cost(profile.cost, profile.supply, load.load, power, load.water, emitted, weather.calendar)
    return replace(load, power=power, carbon=emitted, cost=paid)


def _of_life(first: CostResult, prices: Cost, years: Life) -> CostResult:
    """The first year's cost with the payments of the whole life, their present value and its levelised cost."""
    assert first.invested is not None
    flows = (first.invested[0], *(each.paid for each in years))
    npv = present_value(prices.discount_rate, flows)
    energy_kwh = present_value(prices.real_rate, (0.0, *(each.it_kwh for each in years)))
    work_kwh = present_value(prices.real_rate, (0.0, *(each.it_kwh / each.server_power for each in years)))
    return replace(
        first,
        flows=flows,
        npv=npv,
        levelised_per_it_kwh=npv / energy_kwh if energy_kwh else None,
        levelised_per_work_kwh=npv / work_kwh if work_kwh else None,
    )
