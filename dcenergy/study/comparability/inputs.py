"""Inputs that make designs unlike though their plants be the same: each read, worded, and given to another design."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dcenergy.accounting.prices import Cost
from dcenergy.language import Message
from dcenergy.plant.facility import Hall
from dcenergy.profile.schema import Profile
from dcenergy.result import Result
from dcenergy.study.comparability import wording
from dcenergy.study.measures import Measure
from dcenergy.weather.hourly import Weather

MONEY: tuple[Measure, ...] = ("cost", "npv", "irr")
ALL: tuple[Measure, ...] = ("cost", "carbon", "energy", "water", "carbon_market", "npv", "irr")

Given = tuple[Profile, Weather]


@dataclass(frozen=True)
class Input:
    """An input in which designs may be unlike.

    `read` returns its value, None where it does not apply; `give` a design with the value of another, None where
    their halls do not match. By the figures of `unlike` that it moves, no design is ranked.
    """

    subject: str
    name: Message
    read: Callable[[Result], Any]
    told: Callable[[Any], str]
    give: Callable[[Result, Result], Given | None]
    unlike: tuple[Measure, ...] = ()
    same: Callable[[Any, Any], bool] = lambda one, other: bool(one == other)
    remark: Message | None = None  # what the comparison takes for granted where it differs


def _of_cost(
    subject: str, name: str, keys: Sequence[str], told: Callable[[Any], str], unlike: Sequence[Measure] = ()
) -> Input:
    def read(result: Result) -> Any:
        return _values(result.profile.cost, keys)

    def give(own: Result, other: Result) -> Given:
        return _updated(own, "cost", _values_by_key(other.profile.cost, keys))

    return Input(subject, Message(name), read, told, give, tuple(unlike))


def _of_supply(
    subject: str, name: str, keys: Sequence[str], told: Callable[[Any], str], unlike: Sequence[Measure] = ()
) -> Input:
    def read(result: Result) -> Any:
        return _values(result.profile.supply, keys)

    def give(own: Result, other: Result) -> Given:
        return _updated(own, "supply", _values_by_key(other.profile.supply, keys))

    return Input(subject, Message(name), read, told, give, tuple(unlike))


def _of_it(subject: str, name: str, keys: Sequence[str], told: Callable[[Any], str]) -> Input:
    def read(result: Result) -> Any:
        values = [_values(hall.it, keys) for hall in result.profile.halls]
        return tuple(value for i, value in enumerate(values) if value not in values[:i])

    def give(own: Result, other: Result) -> Given | None:
        return with_halls(own, other, lambda hall, model: _it(hall, _values_by_key(model.it, keys)))

    return Input(subject, Message(name), read, lambda value: wording.several(map(told, value)), give)


def _values(section: Any, keys: Sequence[str]) -> Any:
    return None if section is None else tuple(getattr(section, key) for key in keys)


def _values_by_key(section: Any, keys: Sequence[str]) -> dict[str, Any]:
    return {} if section is None else {key: getattr(section, key) for key in keys}


def _updated(own: Result, section: str, values: Mapping[str, Any]) -> Given:
    changed = getattr(own.profile, section).model_copy(update=values)
    return own.profile.model_copy(update={section: changed}), own.weather


def _it(hall: Hall, values: Mapping[str, Any]) -> Hall:
    return hall.model_copy(update={"it": hall.it.model_copy(update=values)})


def with_halls(own: Result, other: Result, change: Callable[[Hall, Hall], Hall]) -> Given | None:
    """Return a design whose halls are changed by those of another; one hall of the other serves all."""
    halls, models = own.profile.halls, other.profile.halls
    if len(models) == 1:
        models = models * len(halls)
    if len(models) != len(halls):
        return None
    changed = tuple(change(hall, model) for hall, model in zip(halls, models, strict=True))
    return own.profile.model_copy(update={"halls": changed}), own.weather


def give_servers(own: Result, other: Result) -> Given | None:
    return with_halls(
        own, other, lambda hall, model: _it(hall, _values_by_key(model.it, ("servers", "active_share")))
    )


def _plant(own: Result, other: Result) -> Given | None:
    """Give the plant of another: what cools the halls, and the electrical chain."""
    found = with_halls(
        own, other, lambda hall, model: hall.model_copy(update={"cooling": model.cooling, "liquid": model.liquid})
    )
    return found and (found[0].model_copy(update={"electrical": other.profile.electrical}), other.weather)


def _typed(result: Result) -> float:
    """Return the share of the servers' power whose overhead is a typed PUE."""
    halls = result.profile.halls
    powers = [sum(group.count * group.peak_w for group in hall.it.servers) for hall in halls]
    typed = sum(power for power, hall in zip(powers, halls, strict=True) if hall.cooling.contains_electrical)
    return round(typed / sum(powers), 9)


def _lives(result: Result) -> dict[str, float | None] | None:
    prices: Cost | None = result.profile.cost
    return {part.name: part.life_years for part in prices.capital} if prices and prices.capital else None


def _last_alike(one: Mapping[str, float | None], other: Mapping[str, float | None]) -> bool:
    return all(one[name] == other[name] for name in one.keys() & other.keys())


def _give_lives(own: Result, other: Result) -> Given:
    lives = _lives(other) or {}
    parts = own.profile.cost.capital if own.profile.cost else ()
    capital = tuple(part.model_copy(update={"life_years": lives.get(part.name, part.life_years)}) for part in parts)
    return _updated(own, "cost", {"capital": capital})


def _maintenance(result: Result) -> float | None:
    prices = result.profile.cost
    return prices.maintenance_fraction if prices and prices.capital else None


def _air(result: Result) -> Weather | None:
    return None if result.weather.kind == "none" else result.weather


def _same_air(one: Weather, other: Weather) -> bool:
    """Say whether two years are one; where their kinds differ, that is told apart."""
    return (
        one.kind != other.kind
        or one is other
        or (one.name == other.name and bool((one.temp_c == other.temp_c).all()))
    )


def _give_weather(own: Result, other: Result) -> Given:
    return own.profile, other.weather


def _method(result: Result) -> str | None:
    grid = result.profile.supply.grid
    return None if grid is None else grid.location.method if grid.location else wording.OWN_NUMBER


def _give_nothing(own: Result, other: Result) -> None:
    """A method is a property of the factor, and cannot be given alone."""


def _instruments(result: Result) -> tuple[str, ...]:
    supply = result.profile.supply
    found = {
        "claim": bool(supply.renewable_share),
        "certified": any(each.certificates for each in supply.contracts) or supply.certificates is not None,
        "contract": any(not each.certificates for each in supply.contracts),
    }
    return tuple(name for name, there in found.items() if there)


def _give_instruments(own: Result, other: Result) -> Given:
    keys = ("contracts", "certificates", "renewable_share")
    return _updated(own, "supply", _values_by_key(other.profile.supply, keys))


def _inventory(result: Result) -> Any:
    inventory = result.profile.carbon
    return (inventory.embodied, inventory.refrigerants) if inventory else None


def _give_embodied(own: Result, other: Result) -> Given | None:
    inventory, model = own.profile.carbon, other.profile.carbon
    if inventory is None or model is None:
        return None
    return own.profile.model_copy(
        update={"carbon": inventory.model_copy(update={"embodied": model.embodied})}
    ), own.weather


GROWTH = tuple(key for key in Cost.model_fields if key.endswith("growth_per_year"))
ROOM = ("supply_air_c", "air_delta_t_k", "recirculation", "bypass", "fans")

INPUTS: Collection[Input] = (
    Input("typed_pue", Message("share of the servers under a typed PUE"), _typed, wording.share, _plant, ALL),
    Input(
        "weather_kind",
        Message("kind of weather"),
        _air,
        wording.kind_of_weather,
        _give_weather,
        ALL,
        lambda one, other: one.kind == other.kind,
    ),
    Input("weather", Message("weather"), _air, wording.weather, _give_weather, (), _same_air),
    _of_cost("discount_rate", "discount rate", ("discount_rate", "inflation"), wording.rate, MONEY),
    _of_cost("lifetime", "life of the plant", ("lifetime_years",), wording.years, MONEY),
    Input(
        "part_life",
        Message("life of parts of the investment"),
        _lives,
        wording.lives,
        _give_lives,
        MONEY,
        _last_alike,
    ),
    _of_cost("filling", "share of the servers in place by year", ("active_share_by_year",), wording.shares, MONEY),
    _of_cost(
        "refresh", "replacement of servers", ("server_refresh_years", "server_gain_per_year"), wording.refresh, MONEY
    ),
    Input(
        "maintenance",
        Message("maintenance per investment"),
        _maintenance,
        wording.share,
        lambda own, other: _updated(own, "cost", _values_by_key(other.profile.cost, ("maintenance_fraction",))),
    ),
    _of_cost("tariff", "tariff", ("tariff",), wording.tariff),
    _of_cost("carbon_price", "carbon price", ("carbon_price_per_t",), wording.plain),
    _of_cost("water_price", "price of water", ("water_per_m3", "withdrawal_per_m3"), wording.plain),
    _of_cost("price_growth", "growth of prices", GROWTH, wording.growth),
    Input(
        "servers",
        Message("description of the servers"),
        wording.kinds_of,
        wording.kinds,
        give_servers,
        remark=Message("Whether a server at full use does the same work in all of them is not known."),
    ),
    _of_it("pattern", "course of the load over day and week", ("pattern",), wording.pattern),
    _of_it("flexible", "load that is shifted", ("flexible",), wording.flexible),
    _of_it("room", "air in the halls", ROOM, wording.room),
    _of_supply("grid", "emission factor of the grid", ("grid",), wording.grid),
    Input("grid_method", Message("method of the grid's factor"), _method, str, _give_nothing),
    Input(
        "green_power",
        Message("backing of renewable electricity"),
        _instruments,
        wording.instruments,
        _give_instruments,
    ),
    Input("embodied", Message("embodied carbon"), _inventory, wording.inventory, _give_embodied),
    _of_supply("outages", "outages of the grid", ("outages",), wording.outages),
)
"""Every such input. The plant is not among them: it is what a comparison is of."""
