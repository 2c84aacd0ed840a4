"""What makes two designs differ, stage by stage: kWh, kg and money. Arithmetic on results."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from dcenergy.accounting.carbon import Carbon
from dcenergy.accounting.cost import CostResult
from dcenergy.accounting.energy import PARTS, annual_kwh
from dcenergy.result import Result
from dcenergy.study.assess import less
from dcenergy.study.measures import Scale, carbon, money, per_unit

OVERHEAD = "overhead"
"""All but the servers, where one of two designs does not tell its parts."""

INVESTMENT: Mapping[str, Callable[[CostResult], float | None]] = {
    "maintenance": lambda cost: cost.maintenance,
    "capital_annuity": lambda cost: cost.capital_annuity,
}

BILLS: Mapping[str, Callable[[CostResult], float | None]] = {
    "demand": lambda cost: cost.demand,
    "contracts": lambda cost: cost.contracts,
    "certificates": lambda cost: cost.certificates,
    "water": lambda cost: cost.water,
    "carbon": lambda cost: cost.carbon,
    "fuel": lambda cost: cost.fuel,
    "export": lambda cost: cost.export,
    **INVESTMENT,
}
"""What is paid beside energy."""

EMISSIONS: Mapping[str, Callable[[Carbon], float | None]] = {
    "scope_1": lambda emitted: emitted.scope_1,
    "embodied": lambda emitted: emitted.embodied_per_year,
}
"""What is emitted beside the electricity's carbon."""


@dataclass(frozen=True)
class Stage:
    """A design's figures of one stage less the reference's; below 0, the design takes less."""

    stage: str  # a part of the electricity, a bill beside it, or "total"
    energy_kwh: float | None
    carbon_kg: float | None
    cost: float | None


def difference(design: Result, reference: Result, on: Scale) -> tuple[Stage, ...]:
    """Return what a design takes more or less than the reference, stage by stage, and in total.

    A part of the electricity carries carbon and money in proportion to its energy, at each
    design's own mean of the year; so the stages add up to the total.
    """
    return (
        *_electricity(design, reference, on),
        *_emissions(design, reference, on),
        *_bills(design, reference, on),
        _total(design, reference, on),
    )


def _electricity(design: Result, reference: Result, on: Scale) -> list[Stage]:
    told = bool(design.cooled.simulated) and bool(reference.cooled.simulated)
    own, other = _parts(design, told), _parts(reference, told)
    return [
        Stage(
            part,
            less(per_unit(own[part], design, on), per_unit(other[part], reference, on)),
            less(
                _share(own[part], design, _electric_carbon, on), _share(other[part], reference, _electric_carbon, on)
            ),
            less(_share(own[part], design, _energy_cost, on), _share(other[part], reference, _energy_cost, on))
            if on.currency
            else None,
        )
        for part in own
        if own[part] or other[part]
    ]


def _parts(result: Result, told: bool) -> dict[str, float]:
    """Return the annual parts that two designs share. [kWh]"""
    kwh = annual_kwh(result.parts_kw)
    if told:
        return {part: kwh[part] or 0.0 for part in PARTS}
    it = kwh["it"] or 0.0
    return {"it": it, OVERHEAD: float(result.site.facility_kw.sum()) - it}


def _share(part_kwh: float, result: Result, whole: Callable[[Result], float | None], on: Scale) -> float | None:
    """Return a part's share of an annual sum, in proportion to its energy."""
    total, facility = whole(result), float(result.site.facility_kw.sum())
    return None if total is None or not facility else per_unit(total * part_kwh / facility, result, on)


def _electric_carbon(result: Result) -> float | None:
    return result.carbon.location_based


def _energy_cost(result: Result) -> float | None:
    return result.cost.energy


def _emissions(design: Result, reference: Result, on: Scale) -> list[Stage]:
    if not on.whole_carbon:
        return []
    emitted = {name: (read(design.carbon), read(reference.carbon)) for name, read in EMISSIONS.items()}
    return [
        Stage(name, None, less(per_unit(own, design, on), per_unit(other, reference, on)), None)
        for name, (own, other) in emitted.items()
        if own or other
    ]


def _bills(design: Result, reference: Result, on: Scale) -> list[Stage]:
    if on.currency is None:
        return []
    paid = {name: (read(design.cost), read(reference.cost)) for name, read in BILLS.items()}
    return [
        Stage(name, None, None, less(per_unit(own, design, on), per_unit(other, reference, on)))
        for name, (own, other) in paid.items()
        if (own or other) and (on.whole_cost or name not in INVESTMENT)
    ]


def _total(design: Result, reference: Result, on: Scale) -> Stage:
    def gap(read: Callable[[Result], float | None]) -> float | None:
        return less(per_unit(read(design), design, on), per_unit(read(reference), reference, on))

    return Stage(
        "total",
        gap(lambda result: float(result.site.facility_kw.sum())),
        gap(lambda result: carbon(result.carbon, on)),
        gap(lambda result: money(result.cost, on)) if on.currency else None,
    )
