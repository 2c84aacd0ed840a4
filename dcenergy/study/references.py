"""The rows of the reference tables that a run reckons with or judges by: what figures rest on beside the profile."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from dcenergy.accounting import direct
from dcenergy.accounting.direct import Refrigerant
from dcenergy.accounting.embodied import GPU_SERVER, Embodied
from dcenergy.plant import chiller_performance
from dcenergy.plant.air_exchanger import AirExchanger
from dcenergy.plant.chiller_performance import CarnotAir, CarnotWater, ShippedAir, ShippedWater
from dcenergy.plant.electrical import Ups, preset_rows
from dcenergy.plant.heat_reuse import HeatPump
from dcenergy.plant.humidity import Humidity, Spray, Steam, rows_of
from dcenergy.plant.inlet import class_rows
from dcenergy.plant.liquid import LiquidCooled
from dcenergy.plant.tower import Tower
from dcenergy.profile.fields import facts, sections
from dcenergy.profile.loading import LoadedProfile
from dcenergy.reference import normals
from dcenergy.reference.limits import limits
from dcenergy.reference.table import NUMBERS, Row, find, series, table
from dcenergy.result import Result
from dcenergy.section import Section
from dcenergy.study.assess import Assessment, of_baseline
from dcenergy.supply import grid, grid_shape
from dcenergy.supply.generator import Generator
from dcenergy.supply.grid import Grid
from dcenergy.supply.null_power import residual_row
from dcenergy.supply.solar import Module
from dcenergy.supply.wind import Turbine

FIXED = "fixed_numbers"


@dataclass(frozen=True)
class Reference:
    """A row of a reference table, with the table that it stands in."""

    table: str
    row: Row


def used(assessment: Assessment, loaded: LoadedProfile, baseline: LoadedProfile | None) -> tuple[Reference, ...]:
    """Return every row that a run reckons with or judges by, each once, in the order of the tables.

    They are: rows that the profile names or cites, rows behind defaults, the numbers that the models of the plant
    have fixed, the sets of curves and hours, the limits of the servers' class, of rules, and the place's normals;
    and all of these of the baseline's plant, where it has a profile of its own.
    """
    rows = [*_of_run(loaded, assessment.design, loaded.leaves)]
    if baseline is not None and assessment.baseline is not None:
        rows.extend(_of_run(baseline, assessment.baseline, filter(of_baseline, baseline.leaves)))
    found = {(name, row.key): Reference(name, row) for name, row in rows}
    order = (*NUMBERS, normals.TABLE)
    return tuple(sorted(found.values(), key=lambda each: order.index(each.table)))


def _of_run(loaded: LoadedProfile, result: Result, paths: Iterable[str]) -> Iterator[tuple[str, Row]]:
    for path in paths:
        yield from _behind(loaded, path)
    for section in sections(result.profile):
        if result.cooled.simulated or not isinstance(section, Ups):  # a fixed PUE has the chain's losses in it
            yield from _of_section(section)
    yield from (("limits", row) for row in (*_of_classes(result), *_of_rules(result)))
    yield from ((normals.TABLE, row) for row in _of_weather(result))


def _behind(loaded: LoadedProfile, path: str) -> Iterator[tuple[str, Row]]:
    """Yield the row that a number of the profile is cited from, and the one that it is by default."""
    leaf = loaded.leaves[path]
    default = str(facts(leaf.field).get("row", "")) if leaf.value == leaf.field.default else ""
    for key in filter(None, (loaded.citations.get(path), default)):
        yield from ((name, table(name)[key]) for name in NUMBERS if key in table(name))


def _of_section(section: Section) -> Iterator[tuple[str, Row]]:
    for kind, keys in READS.items():
        if isinstance(section, kind):
            yield from keys(section)


def _fixed(*keys: str) -> Callable[[Any], Iterable[tuple[str, Row]]]:
    return lambda _section: ((FIXED, find(FIXED, key)) for key in keys)


def _of_ups(ups: Ups) -> Iterable[tuple[str, Row]]:
    named = ups.preset not in ("none", "custom")
    return ((FIXED, row) for row in preset_rows(ups.preset).values()) if named else ()


def _of_module(module: Module) -> Iterable[tuple[str, Row]]:
    if module.tracking == "single_axis":
        return _fixed("solar-tracker-limit", "solar-tracker-ground")(module)
    return _fixed("solar-fixed-tilt")(module) if module.tilt_deg is None else ()


def _of_curves(shipped: ShippedAir | ShippedWater) -> Iterable[tuple[str, Row]]:
    rows = series(chiller_performance.TABLE)[chiller_performance.set_of(shipped.curves)]
    return ((chiller_performance.TABLE, row) for row in rows.values())


def _of_humidity(humidity: Humidity) -> Iterable[tuple[str, Row]]:
    return (("limits", row) for row in rows_of(humidity.envelope).values()) if humidity.limits is None else ()


def _of_grid(stated: Grid) -> Iterator[tuple[str, Row]]:
    yield from ((grid.TABLE, row) for row in (stated.location, residual_row(stated)) if row)
    if stated.shape:
        yield from ((grid_shape.TABLE, row) for row in series(grid_shape.TABLE)[stated.shape].values())


def _of_refrigerant(plant: Refrigerant) -> Iterable[tuple[str, Row]]:
    return ((direct.TABLE, find(direct.TABLE, plant.refrigerant)),) if plant.refrigerant else ()


CARNOT = ("carnot-evaporator-approach", "carnot-lift-min", "carnot-cop-max")

READS: Mapping[type[Section], Callable[[Any], Iterable[tuple[str, Row]]]] = {
    AirExchanger: _fixed("wet-over-dry"),
    CarnotAir: _fixed(*CARNOT),
    CarnotWater: _fixed(*CARNOT, "carnot-condenser-approach"),
    Embodied: lambda _section: ((GPU_SERVER[0], find(*GPU_SERVER)),),
    Generator: _fixed("generator-test-hour"),
    Grid: _of_grid,
    HeatPump: _fixed("heat-pump-cop-max"),
    Humidity: _of_humidity,
    LiquidCooled: _fixed("liquid-leakage-base", "liquid-fan-relief"),
    Module: _of_module,
    Refrigerant: _of_refrigerant,
    ShippedAir: _of_curves,
    ShippedWater: _of_curves,
    Spray: _fixed("make-up-water"),
    Steam: _fixed("make-up-water"),
    Tower: _fixed("tower-catalogue-wet-bulb", "tower-rating-wet-bulb-min"),
    Turbine: _fixed("wind-density"),
    Ups: _of_ups,
}
"""What each part of a profile reads from the tables beside its own keys."""


def _of_classes(design: Result) -> Iterator[Row]:
    """Yield what the classes of the servers allow, and what is recommended for all."""
    for hall in design.profile.halls:
        if hall.name in design.cooled.inlets:
            yield from (*class_rows(hall.it.ashrae_class), *class_rows("recommended"))


def _of_rules(design: Result) -> Iterator[Row]:
    """Yield the limits that were judged, and those that say for whom they are."""
    for each in design.compliance.judgements:
        yield from (each.limit.row, *(limits()[key].row for key, _kept in each.limit.scopes))


def _of_weather(design: Result) -> Iterable[Row]:
    site = design.profile.site
    named = site.weather.normals if site is not None and site.weather is not None else None
    return normals.rows_of_place(str(named)) if design.weather.kind == "normals" else ()
