"""The error of figures in generated weather, by its sources, and what it leaves of the difference of two designs.

Each system of each generated year is a source of its own: two designs of one system in one year share its error,
which falls out of their difference; errors of different systems or years add up as squares. In ten real years the
measured error of the difference of two systems was 0.3 to 1.3 times this sum (benchmarks/typical_year.csv).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import sqrt

from dcenergy.result import Result
from dcenergy.study.expected_errors import EXPECTED, SOLAR_YIELD, Deviations, judged_as
from dcenergy.study.measures import Measure, Scale, per_unit

Source = tuple[object, str]
Errors = Mapping[Measure, Mapping[Source, float]]
"""Errors of the figures of one design, each by its sources, in the figure's unit."""

SOLAR = "solar"


def errors(result: Result, on: Scale) -> Errors:
    """Return the errors of a design's figures on the basis of the comparison; none in weather that is measured."""
    if result.weather.draw is None:
        return {}
    facility_kwh = float(result.site.facility_kw.sum())
    energy = _energy_kwh(result)
    by_grid = {**energy, **_solar_kwh(result)}
    per_kwh: dict[Measure, float | None] = {
        "cost": result.cost.energy if on.currency is not None else None,
        "carbon": result.carbon.location_based,
        "carbon_market": result.carbon.market_based,
    }
    found: dict[Measure, Mapping[Source, float]] = {"energy": _per_unit(energy, 1.0, result, on)}
    for measure, total in per_kwh.items():
        if total is not None and facility_kwh:
            found[measure] = _per_unit(by_grid, total / facility_kwh, result, on)
    found["water"] = _per_unit(_water_l(result), 1.0, result, on)
    return found


def _per_unit(amounts: Mapping[Source, float], each: float, result: Result, on: Scale) -> dict[Source, float]:
    return {source: per_unit(amount * each, result, on) or 0.0 for source, amount in amounts.items()}


def _judged(result: Result) -> dict[str, float]:
    """Return the IT energy of the halls by the system that they are judged as. [kWh]"""
    found: dict[str, float] = {}
    for hall, it_kw in zip(result.profile.halls, result.load.it_kw, strict=True):
        name = judged_as(hall.cooling)
        found[name] = found.get(name, 0.0) + float(it_kw.sum())
    return found


def _energy_kwh(result: Result) -> dict[Source, float]:
    year = _year(result)
    expected = EXPECTED[_deviations(result)]
    return {
        (year, name): float(expected[name].pue) * it_kwh
        for name, it_kwh in _judged(result).items()
        if name in expected
    }


def _solar_kwh(result: Result) -> dict[Source, float]:
    share = float(SOLAR_YIELD[_deviations(result)].removesuffix("%")) / 100
    return {(_year(result), SOLAR): -share * float(result.power.solar_kw.sum())}


def _water_l(result: Result) -> dict[Source, float]:
    """Return the errors of water: a share of it, or so much per kWh of IT. [L]"""
    year, metered = _year(result), result.water.metered or 0.0
    expected, it_kwh = EXPECTED[_deviations(result)], _judged(result)
    whole = sum(it_kwh.values())
    found: dict[Source, float] = {}
    for name, own in it_kwh.items():
        wue = expected[name].wue if name in expected else None
        if wue is None or not whole:
            continue
        number, _, unit = wue.partition(" ")
        share = float(number.removesuffix("%")) / 100 if not unit else 0.0
        found[year, name] = float(number) * own if unit else share * metered * own / whole
    return found


def _year(result: Result) -> object:
    return (result.weather.name, result.weather.draw)


def _deviations(result: Result) -> Deviations:
    draw = result.weather.draw
    return "measured" if draw is not None and draw.days_measured else "estimated"


def of_scores(
    every: Sequence[Errors], by: Mapping[Measure, float], sizes: Mapping[Measure, float]
) -> list[list[float]]:
    """Return the error of the difference of every two designs' scores."""
    totals = [_of_score(each, by, sizes) for each in every]
    return [[of_difference(one, other) for other in totals] for one in totals]


def _of_score(own: Errors, by: Mapping[Measure, float], sizes: Mapping[Measure, float]) -> dict[Source, float]:
    total: dict[Source, float] = {}
    for measure, weight in by.items():
        for source, amount in own.get(measure, {}).items():
            part = weight * amount / sizes[measure] if sizes[measure] else 0.0
            total[source] = total.get(source, 0.0) + part
    return total


def of_difference(one: Mapping[Source, float], other: Mapping[Source, float]) -> float:
    """Return the error of a difference: shared sources fall out, others add up as squares.

    >>> of_difference({("year", "lake"): 3.0}, {("year", "lake"): 3.0})
    0.0
    >>> of_difference({("a", "lake"): 3.0}, {("b", "lake"): 4.0})
    5.0
    """
    sources = {*one, *other}
    return sqrt(sum((one.get(source, 0.0) - other.get(source, 0.0)) ** 2 for source in sources))
