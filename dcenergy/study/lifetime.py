"""A plant's life, year by year: it fills up, its arrays wear, prices rise, the grid gets cleaner.

Each year is a simulated one: load and supply as they then are, in the same weather. What a year pays follows
from its own energy, demand and carbon at that year's prices; the investment falls as it is bought and replaced.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from dcenergy.accounting.carbon import carbon
from dcenergy.accounting.cash_flow import present_value
from dcenergy.accounting.cost import Cost, CostResult, cost, paid_in_year
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
    """One year of a plant's life: energy [kWh], carbon of the electricity [kg], money of the price year."""

    year: int
    active_share: float | None  # of the servers in place; None where it is the profile's own
    it_kwh: float
    facility_kwh: float
    on_site_kwh: float
    grid_kwh: float
    location_based_kg: float | None
    running: float
    paid: float  # with what is invested in the year


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
    loads: dict[float | None, Result] = {None: first}
    years = []
    for year in range(1, prices.lifetime_years + 1):
        share = in_place(prices, year)
        if share not in loads:
            loads[share] = simulate(filled(first.profile, share), weather)
        years.append(_year(loads[share], prices, first.cost.invested[year], year, share, weather))
    return replace(first, cost=_of_life(first.cost, prices, tuple(years))), tuple(years)


def in_place(prices: Cost, year: int) -> float | None:
    """Share of the servers in place in a year; the last one told holds on."""
    told = prices.active_share_by_year
    return told[min(year, len(told)) - 1] if told else None


def filled(profile: Profile, share: float | None) -> Profile:
    """Return the profile with this share of its servers in place."""
    halls: tuple[Hall, ...] = tuple(
        hall.model_copy(update={"it": hall.it.model_copy(update={"active_share": share})}) for hall in profile.halls
    )
    return profile.model_copy(update={"halls": halls})


def worn(supply: Supply, year: int) -> Supply:
    """Return the supply with its arrays as they are in a year; the first is as new."""
    arrays = tuple(
        array.model_copy(update={"capacity_kwp": array.capacity_kwp * (1 - array.degradation_per_year) ** (year - 1)})
        for array in supply.solar
    )
    return supply.model_copy(update={"solar": arrays})


def _year(load: Result, prices: Cost, invested: float, year: int, share: float | None, weather: Weather) -> LifeYear:
    now = (
        _supplied(load, worn(load.profile.supply, year), weather) if load.profile.supply.solar and year > 1 else load
    )
    grid = load.profile.supply.grid
    decline = grid.decline_per_year if grid else 0.0
    running = paid_in_year(now.cost, prices, decline, year)
    location_kg = now.carbon.location_based
    return LifeYear(
        year=year,
        active_share=share,
        it_kwh=float(now.site.it_kw.sum()),
        facility_kwh=float(now.site.facility_kw.sum()),
        on_site_kwh=float(now.power.on_site_kw.sum()),
        grid_kwh=float(now.power.grid_kw.sum()),
        location_based_kg=None if location_kg is None else location_kg * (1 - decline) ** (year - 1),
        running=running,
        paid=running + invested,
    )


def _supplied(load: Result, supply: Supply, weather: Weather) -> Result:
    """The same load from another supply: only what stands behind the meter is reckoned anew."""
    profile = load.profile
    power = balance.run(supply, load.site.facility_kw, weather, signals(profile.cost, supply, weather))
    emitted = carbon(profile.carbon, supply, power, weather, profile.halls, load.load)
    paid = cost(profile.cost, supply, load.load, power, load.water, emitted, weather.calendar)
    return replace(load, power=power, carbon=emitted, cost=paid)


def _of_life(first: CostResult, prices: Cost, years: Life) -> CostResult:
    """The first year's cost with the payments of the whole life, their present value and its levelised cost."""
    assert first.invested is not None
    flows = (first.invested[0], *(each.paid for each in years))
    npv = present_value(prices.discount_rate, flows)
    energy_kwh = present_value(prices.discount_rate, (0.0, *(each.it_kwh for each in years)))
    return replace(first, flows=flows, npv=npv, levelised_per_it_kwh=npv / energy_kwh if energy_kwh else None)
