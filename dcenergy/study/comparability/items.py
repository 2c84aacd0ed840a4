"""Contents of figures that only some designs have: unpriced items, unlike money, undetermined figures."""

from __future__ import annotations

from collections.abc import Iterator

from dcenergy.accounting.prices import Cost
from dcenergy.language import Message
from dcenergy.result import Result
from dcenergy.study.comparability import wording
from dcenergy.study.comparability.finding import Compared, Finding, joined, listed, names_of
from dcenergy.study.comparability.inputs import MONEY
from dcenergy.study.left_out import COSTS
from dcenergy.study.measures import MEASURES, Measure, Scale
from dcenergy.supply.supply import Supply

SIZES = {"per_solar_kwp": "solar", "per_wind_kw": "wind", "per_hydro_kw": "hydro", "per_battery_kwh": "battery"}
PLANTS = {
    "solar": Message("solar arrays"),
    "wind": Message("wind turbines"),
    "hydro": Message("hydropower"),
    "battery": Message("the battery"),
}


def findings(compared: Compared, on: Scale) -> Iterator[Finding]:
    """Yield what keeps figures of designs from holding the same things."""
    yield from money(compared, on)
    yield from unpriced(compared, on)
    yield from inventory(compared, on)
    yield from undetermined(compared)


def money(compared: Compared, on: Scale) -> Iterator[Finding]:
    """Yield that costs are in several currencies or price years: they are shown, and not compared."""
    costs = [each.result.cost for each in compared.designs]
    if on.currency is not None or not any(cost.currency for cost in costs):
        return
    told = [
        Message(
            "{amount} {currency} of {year}",
            amount=f"{cost.total_per_year:,.0f}",
            currency=cost.currency,
            year=cost.price_year,
        )
        if cost.currency and cost.total_per_year is not None
        else None
        for cost in costs
    ]
    values = compared.values(told)
    several = len({cost.currency for cost in costs if cost.currency}) > 1
    yield Finding(
        "currency" if several else "price_year",
        Message("currency") if several else Message("year of prices"),
        MONEY,
        values,
        Message("Costs are not compared: they are in {currencies}.", currencies=_currencies(compared)),
        consequence="withheld",
        unranked=compared.out({measure: range(len(costs)) for measure in MONEY}),
    )


def _currencies(compared: Compared) -> Message:
    named = dict.fromkeys(
        (each.result.cost.currency, each.result.cost.price_year)
        for each in compared.designs
        if each.result.cost.currency
    )
    return joined([Message("{currency} of {year}", currency=currency, year=year) for currency, year in named])


def unpriced(compared: Compared, on: Scale) -> Iterator[Finding]:
    """Yield which designs lack a price that the others have: the cost ranks the others alone."""
    lacking = [unpriced_items(each.result, on) for each in compared.designs]
    priced = [i for i, each in enumerate(compared.designs) if each.result.cost.currency is not None]
    common = frozenset.intersection(*(frozenset(lacking[i]) for i in priced)) if priced else frozenset()
    out = frozenset(i for i in priced if set(lacking[i]) - common)
    if not out:
        return
    values = compared.values([wording.several(lacking[i]) if i in out else None for i in range(len(lacking))])
    yield Finding(
        "unpriced",
        Message("items without a price"),
        MONEY,
        values,
        Message(
            "Items without a price: {values}. A design that lacks a price is not ranked by cost.",
            values=listed(values),
        ),
        consequence="excluded",
        unranked={measure: out for measure in MONEY},
    )


def unpriced_items(result: Result, on: Scale) -> tuple[str, ...]:
    """Return what a design has and does not pay for."""
    supply, prices = result.profile.supply, result.profile.cost
    missing = [part for part in result.cost.left_out if part not in ("capital", "maintenance")]
    if "fuel" in missing and not result.carbon.scope_1_fuel:
        missing.remove("fuel")  # none is burnt
    of_supply = _unpriced_supply(supply, prices) if prices and on.whole_cost and prices.capital else ()
    return (*(COSTS[part] for part in missing), *of_supply)


def _unpriced_supply(supply: Supply, prices: Cost) -> tuple[str, ...]:
    """Return own generation and batteries that no part of the investment is counted by; an amount may hold any."""
    if any(part.amount is not None for part in prices.capital):
        return ()
    return tuple(
        PLANTS[name]
        for size, name in SIZES.items()
        if getattr(supply, name) and all(getattr(part, size) is None for part in prices.capital)
    )


def inventory(compared: Compared, on: Scale) -> Iterator[Finding]:
    """Yield what carbon is left out, as only some designs determine it: with its share of their whole."""
    if on.whole_carbon:
        return
    told = [_left_out_carbon(each.result) for each in compared.designs]
    if not any(told):
        return
    values = compared.values([each or Message("not determined") for each in told])
    yield Finding(
        "inventory",
        Message("inventory of carbon"),
        ("carbon", "carbon_market"),
        values,
        Message("Carbon leaves out what not all designs determine: {values}.", values=listed(values)),
        consequence="left_out",
        serious=True,
    )


def _left_out_carbon(result: Result) -> Message | None:
    own = result.carbon
    parts = {
        Message("fuel"): own.scope_1_fuel,
        Message("refrigerants"): own.scope_1_refrigerants,
        Message("embodied carbon"): own.embodied_per_year,
    }
    known = [Message("{part} {kg} kg", part=name, kg=f"{kg:,.0f}") for name, kg in parts.items() if kg]
    return joined(known) if known else None


def undetermined(compared: Compared) -> Iterator[Finding]:
    """Yield which figures only some designs determine."""
    measures: list[Measure] = [
        each
        for each in dict.fromkeys((*MEASURES, *compared.by))
        if 0 < sum(own[each] is None for own in compared.figures) < len(compared.figures)
    ]
    if not measures:
        return
    told = [
        names_of([each for each in measures if own[each] is None])
        if any(own[each] is None for each in measures)
        else None
        for own in compared.figures
    ]
    values = compared.values(told)
    yield Finding(
        "undetermined",
        Message("figures that are not determined"),
        tuple(measures),
        values,
        Message("Not determined, and not ranked by: {values}.", values=listed(values)),
        consequence="excluded",
        unranked={
            each: frozenset(i for i, own in enumerate(compared.figures) if own[each] is None) for each in measures
        },
    )
