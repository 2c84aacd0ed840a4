"""Values of unlike inputs in a few words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from pydantic import BaseModel

from dcenergy.accounting.tariff import Tariff
from dcenergy.language import Message
from dcenergy.result import Result
from dcenergy.study.comparability.finding import joined
from dcenergy.study.work import Kind, is_block, kind_of
from dcenergy.weather.hourly import Weather

OWN_NUMBER = Message("a number of the profile's own")
NOT_GIVEN = Message("not given")
MOST = 3
"""Parts of a value that are told; more are counted."""

WEATHER: Mapping[str, Message] = {
    "file": Message("measured or typical hours of a file"),
    "normals": Message("a year generated from normals"),
    "online": Message("hours of an online source"),
    "none": Message("none"),
}
INSTRUMENTS: Mapping[str, Message] = {
    "claim": Message("a typed share"),
    "certified": Message("certificates"),
    "contract": Message("contracts without certificates"),
}


def several(parts: Iterable[str]) -> str:
    """Return a few parts, and the count of the others."""
    told = list(dict.fromkeys(parts))
    if len(told) > MOST:
        told = [*told[:MOST], Message("{count} more", count=len(told) - MOST)]
    return joined(told) if told else Message("none")


def told_apart(values: Sequence[Any], told: Callable[[Any], str]) -> list[str | None]:
    """Return values in words; where these are the same for unlike values, the keys that differ are told instead."""
    words = [None if value is None else told(value) for value in values]
    if len({str(each) for each in words}) > 1:
        return words
    flat = [dict(_leaves(value)) for value in values]
    keys = [
        key
        for key in dict.fromkeys(key for each in flat for key in each)
        if len({each.get(key) for each in flat}) > 1
    ]
    return [several(f"{key} {each.get(key, '-')}" for key in keys) for each in flat] if keys else words


def _leaves(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Yield every number and word of a value with the keys that lead to it."""
    if isinstance(value, BaseModel):
        value = {name: getattr(value, name) for name in type(value).model_fields}
    if isinstance(value, Mapping):
        for key, below in value.items():
            yield from _leaves(below, f"{path}.{key}" if path else str(key))
    elif isinstance(value, tuple) and value and not isinstance(value[0], int | float):
        for below in value:
            yield from _leaves(below, path)
    else:
        yield path, f"{value:g}" if isinstance(value, float) else str(value)


def share(value: float) -> str:
    """Return a share in per cent."""
    return f"{value * 100:g}%"


def plain(values: Sequence[float]) -> str:
    """Return prices as they are written."""
    return several(f"{value:g}" for value in values)


def years(values: tuple[int]) -> str:
    """Return a life."""
    return Message.counted(values[0], "{count} year", "{count} years")


def rate(values: tuple[float, float | None]) -> str:
    """Return a discount rate, real or nominal.

    >>> rate((0.08, None)), rate((0.0912, 0.02))
    ('8%, real', '9.12%, nominal with inflation of 2%')
    """
    discount, inflation = values
    if inflation is None:
        return Message("{rate}, real", rate=share(discount))
    return Message("{rate}, nominal with inflation of {inflation}", rate=share(discount), inflation=share(inflation))


def lives(value: Mapping[str, float | None]) -> str:
    """Return the lives of parts of the investment."""
    return several(
        Message("{part} {years}", part=name, years=f"{life:g}")
        if life is not None
        else Message("{part} as the plant", part=name)
        for name, life in value.items()
    )


def shares(values: tuple[tuple[float, ...] | None]) -> str:
    """Return the shares of servers in place by year."""
    return several(map(share, values[0])) if values[0] else Message("the same in every year")


def refresh(values: tuple[int | None, float]) -> str:
    """Return when servers are replaced, and what that saves."""
    every, gain = values
    if every is None:
        return Message("never")
    return Message("every {years} years, {gain} less power per year", years=every, gain=share(gain))


def tariff(values: tuple[Tariff]) -> str:
    """Return a tariff's energy price and demand charge."""
    price = values[0]
    energy = Message("by the hour")
    if price.per_kwh is not None:
        energy = Message("{price} per kWh", price=f"{price.per_kwh:g}")
    if not price.demand_per_kw_month:
        return energy
    return Message("{energy}, {demand} per kW and month", energy=energy, demand=f"{price.demand_per_kw_month:g}")


def growth(values: Sequence[float]) -> str:
    """Return the growth of prices, those that grow."""
    return several(share(value) for value in values if value) if any(values) else Message("none")


def kind_of_weather(value: Weather) -> str:
    """Return what the hours are."""
    return WEATHER[value.kind]


def weather(value: Weather) -> str:
    """Return the name of a year."""
    return value.name


def kinds_of(result: Result) -> tuple[tuple[bool, Kind], ...]:
    """Return the kinds of servers of a design, and whether each is a block of power."""
    groups = [group for hall in result.profile.halls for group in hall.it.servers]
    return tuple(sorted({(is_block(group), kind_of(group)) for group in groups}))


def kinds(value: tuple[tuple[bool, Kind], ...]) -> str:
    """Return kinds of servers by their power.

    >>> kinds(((False, (150.0, 400.0, 1.0)),))
    '150 to 400 W each'
    """
    return several(
        Message("installed power, idle at {share}", share=share(idle))
        if block
        else Message("{idle} to {peak} W each", idle=f"{idle:,.0f}", peak=f"{peak:,.0f}")
        for block, (idle, peak, _) in value
    )


def pattern(values: tuple[Any]) -> str:
    """Return whether a load is constant."""
    own = values[0]
    even = len(set(own.hourly)) == 1 and len(set(own.weekly)) == 1
    if even:
        return Message("constant")
    return Message("from {low} to {high} of its mean by hour", low=_over_mean(own, min), high=_over_mean(own, max))


def _over_mean(own: Any, of: Any) -> str:
    return share(round(of(own.hourly) * len(own.hourly) / sum(own.hourly), 2))


def flexible(values: tuple[Any]) -> str:
    """Return how much of the load is shifted."""
    own = values[0]
    return (
        Message("none")
        if own is None
        else Message("{share} by up to {hours} h", share=share(own.share), hours=f"{own.wait_h:g}")
    )


def celsius(values: tuple[float]) -> str:
    """Return a temperature."""
    return f"{values[0]:g} °C"


def kelvin(values: tuple[float]) -> str:
    """Return a difference of temperatures."""
    return f"{values[0]:g} K"


def plain_shares(values: Sequence[float]) -> str:
    """Return shares in the order of their keys.

    >>> plain_shares((0.005, 0.0))
    '0.5%, 0%'
    """
    return joined([share(value) for value in values])


def fans(values: tuple[Any]) -> str:
    """Return how the power of servers rises in warm air."""
    own = values[0]
    return Message("{slope} per K above {knee} °C", slope=share(own.slope_per_k), knee=f"{own.knee_c:g}")


def redundancy(values: tuple[str, int]) -> str:
    """Return the modules of a UPS beyond the need."""
    spare, modules = values
    return Message("{redundancy} of {modules} modules", redundancy=spare, modules=modules)


def investment(value: tuple[Any, ...]) -> str:
    """Return the sum of an investment."""
    return f"{value[2]:,.0f}"


def contract_prices(value: tuple[tuple[float | None, ...], ...]) -> str:
    """Return the prices of contracts: premium, excess, certificates, as far as they are given."""
    return several(f"{price:g}" for prices in value for price in prices if price is not None) if value else NOT_GIVEN


def grid(values: tuple[Any]) -> str:
    """Return the grid's factor, and whether it goes by the hour."""
    own = values[0]
    if own is None:
        return NOT_GIVEN
    number = f"{own.location_kg_per_kwh:.3g}"
    text = Message("{factor} kg/kWh", factor=number)
    if own.factor:
        text = Message("{row}, {factor} kg/kWh", row=own.factor, factor=number)
    return Message("{factor} by the hour", factor=text) if own.is_hourly else text


def instruments(value: tuple[str, ...]) -> str:
    """Return what backs renewable electricity."""
    return joined([INSTRUMENTS[each] for each in value]) if value else Message("none")


def inventory(value: tuple[Any, Any] | None) -> str:
    """Return what of the inventory is given."""
    embodied, refrigerants = value or (None, None)
    named = {
        Message("embodied carbon"): embodied is not None,
        Message("refrigerants"): refrigerants is not None,
    }
    return several([name for name, there in named.items() if there]) if any(named.values()) else NOT_GIVEN


def outages(values: tuple[Any]) -> str:
    """Return how long the grid is out."""
    own = values[0]
    if own is None:
        return Message("none")
    hours = own.count * own.hours_each if own.count else sum(each.hours for each in own.at)
    return Message.counted(hours, "{count} hour per year", "{count} hours per year")
