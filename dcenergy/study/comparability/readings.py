"""Readings of inputs that are no plain keys of a section: plants, weather, lives, green power, prices."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dcenergy.accounting.prices import Cost
from dcenergy.result import Result
from dcenergy.study.comparability import wording
from dcenergy.study.comparability.input import Given, by_key, updated, with_halls, with_it
from dcenergy.weather.hourly import Weather

CONTRACT_PRICES = ("premium_per_kwh", "excess_price_per_kwh", "certificate_price_per_kwh")


def give_servers(own: Result, other: Result) -> Given | None:
    """Give the servers, and how many are in place."""
    return with_halls(own, other, lambda hall, model: with_it(hall, by_key(model.it, ("servers", "active_share"))))


def give_plant(own: Result, other: Result) -> Given | None:
    """Give the plant of another: what cools the halls, and the electrical chain."""
    found = with_halls(
        own, other, lambda hall, model: hall.model_copy(update={"cooling": model.cooling, "liquid": model.liquid})
    )
    if found is None:
        return None
    weather = other.weather if own.weather.kind == "none" else own.weather
    return found[0].model_copy(update={"electrical": other.profile.electrical}), weather


def typed_share(result: Result) -> float:
    """Return the share of the servers' power whose overhead is a typed PUE."""
    halls = result.profile.halls
    powers = [sum(group.count * group.peak_w for group in hall.it.servers) for hall in halls]
    typed = sum(power for power, hall in zip(powers, halls, strict=True) if hall.cooling.contains_electrical)
    return round(typed / sum(powers), 9)


def lives(result: Result) -> dict[str, float | None] | None:
    """Return the lives of the parts of the investment; None without one."""
    prices: Cost | None = result.profile.cost
    return {part.name: part.life_years for part in prices.capital} if prices and prices.capital else None


def last_alike(one: Mapping[str, float | None], other: Mapping[str, float | None]) -> bool:
    """Say whether the parts that both lists hold last as long."""
    return all(one[name] == other[name] for name in one.keys() & other.keys())


def give_lives(own: Result, other: Result) -> Given:
    """Give the lives of parts of the same names."""
    given = lives(other) or {}
    parts = own.profile.cost.capital if own.profile.cost else ()
    capital = tuple(part.model_copy(update={"life_years": given.get(part.name, part.life_years)}) for part in parts)
    return updated(own, "cost", {"capital": capital})


def investment(result: Result) -> tuple[Any, ...] | None:
    """Return the plant, the parts of its investment, and their sum; None without an investment."""
    own = result.profile
    if own.cost is None or not own.cost.capital:
        return None
    plant = (*((hall.cooling, hall.liquid) for hall in own.halls), own.electrical)
    return plant, own.cost.capital, result.cost.capital


def is_same_investment(one: tuple[Any, ...], other: tuple[Any, ...]) -> bool:
    """Say whether the same plant costs the same; other plants may cost what they do."""
    return bool(one[0] != other[0] or one[1] == other[1])


def give_investment(own: Result, other: Result) -> Given:
    """Give the investment."""
    return updated(own, "cost", {"capital": other.profile.cost.capital if other.profile.cost else ()})


def maintenance(result: Result) -> float | None:
    """Return maintenance per investment; None without an investment."""
    prices = result.profile.cost
    return prices.maintenance_fraction if prices and prices.capital else None


def give_maintenance(own: Result, other: Result) -> Given:
    """Give maintenance per investment."""
    return updated(own, "cost", by_key(other.profile.cost, ("maintenance_fraction",)))


def redundancy(result: Result) -> tuple[str, int]:
    """Return the redundancy of the UPS."""
    ups = result.profile.electrical.ups
    return ups.redundancy, ups.modules


def give_redundancy(own: Result, other: Result) -> Given:
    """Give the redundancy of the UPS."""
    ups = by_key(other.profile.electrical.ups, ("redundancy", "modules"))
    return updated(own, "electrical", {"ups": own.profile.electrical.ups.model_copy(update=ups)})


def air(result: Result) -> Weather | None:
    """Return the year of a design that has weather."""
    return None if result.weather.kind == "none" else result.weather


def is_same_air(one: Weather, other: Weather) -> bool:
    """Say whether two years are one; where their kinds differ, that is told apart."""
    return (
        one.kind != other.kind
        or one is other
        or (one.name == other.name and bool((one.temp_c == other.temp_c).all()))
    )


def give_weather(own: Result, other: Result) -> Given:
    """Give the weather alone."""
    return own.profile, other.weather


def method(result: Result) -> str | None:
    """Return the method of the grid's factor; None without a grid."""
    grid = result.profile.supply.grid
    return None if grid is None else grid.location.method if grid.location else wording.OWN_NUMBER


def give_nothing(own: Result, other: Result) -> None:
    """A method is a property of the factor, and cannot be given alone."""


def instruments(result: Result) -> tuple[str, ...]:
    """Return what backs a design's renewable electricity."""
    supply = result.profile.supply
    found = {
        "claim": bool(supply.renewable_share),
        "certified": any(each.certificates for each in supply.contracts) or supply.certificates is not None,
        "contract": any(not each.certificates for each in supply.contracts),
    }
    return tuple(name for name, there in found.items() if there)


def give_instruments(own: Result, other: Result) -> Given:
    """Give contracts, certificates and claim."""
    keys = ("contracts", "certificates", "renewable_share")
    return updated(own, "supply", by_key(other.profile.supply, keys))


def fuel_prices(result: Result) -> tuple[float, ...] | None:
    """Return the price of the fuel of every generator; None without generators."""
    generators = result.profile.supply.generators
    return tuple(each.fuel_price_per_l for each in generators) if generators else None


def give_fuel_prices(own: Result, other: Result) -> Given | None:
    """Give the price of fuel, where there are as many generators."""
    prices, generators = fuel_prices(other), own.profile.supply.generators or ()
    if prices is None or len(prices) != len(generators):
        return None
    pairs = zip(generators, prices, strict=True)
    return updated(
        own,
        "supply",
        {"generators": tuple(each.model_copy(update={"fuel_price_per_l": price}) for each, price in pairs)},
    )


def contract_prices(result: Result) -> Any:
    """Return the prices of every contract; None without contracts."""
    contracts = result.profile.supply.contracts
    return tuple(tuple(getattr(each, key) for key in CONTRACT_PRICES) for each in contracts) or None


def give_contract_prices(own: Result, other: Result) -> Given | None:
    """Give the prices of contracts, where there are as many."""
    contracts, models = own.profile.supply.contracts, other.profile.supply.contracts
    if len(contracts) != len(models):
        return None
    pairs = zip(contracts, models, strict=True)
    changed = tuple(each.model_copy(update=by_key(model, CONTRACT_PRICES)) for each, model in pairs)
    return updated(own, "supply", {"contracts": changed})


def inventory(result: Result) -> Any:
    """Return what is emitted beside electricity, as the profile gives it."""
    inventory = result.profile.carbon
    return (inventory.embodied, inventory.refrigerants) if inventory else None


def give_inventory(own: Result, other: Result) -> Given:
    """Give the inventory."""
    return own.profile.model_copy(update={"carbon": other.profile.carbon}), own.weather
