"""Every hour of the year, for the explorer: which series are shown, in which panel, in which unit."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain

import numpy as np

from dcenergy.accounting.signals import signals
from dcenergy.language import _
from dcenergy.report import parts, words
from dcenergy.report.words import Ladder
from dcenergy.result import Result
from dcenergy.weather.hourly import Floats

MOST = 28
"""Series that a page of 3 MB has room for beside Bokeh's 1.3 MB: 8,784 numbers of 4 bytes take 47 kB in base64."""

TEMPERATURE = "temperature"


@dataclass(frozen=True, eq=False)
class Series:
    """One line: `kind` is its colour, `values` are of shape (hours,)."""

    kind: str
    name: str
    values: Floats


@dataclass(frozen=True, eq=False)
class Panel:
    """Lines that share a unit and an axis."""

    id: str
    title: str
    unit: str
    series: tuple[Series, ...]


def panels(design: Result) -> tuple[Panel, ...]:
    """Return the panels that a design fills, the first of their series where there are too many.

    Left out are lines that are 0 all year, a supply that is the grid alone (the facility's own line), and prices
    and factors that never change (their sections tell them).
    """
    filled = chain(
        _power(design), _overhead(design), _pue(design), _temperatures(design), _heat(design), _supply(design),
        _stored(design), _water(design), _signals(design),
    )  # fmt: skip
    shown: list[Panel] = []
    for panel in filled:
        room = MOST - sum(len(each.series) for each in shown)
        if panel.series[:room]:
            shown.append(replace(panel, series=panel.series[:room]))
    return tuple(shown)


def _scaled(id: str, title: str, ladder: Ladder, lines: Iterable[tuple[str, str, Floats]]) -> Iterator[Panel]:
    """Yield the panel in the unit that suits its largest value; no panel where nothing is above 0."""
    used = [(kind, name, values) for kind, name, values in lines if values.any()]
    if used:
        step = ladder.step(float(values.max()) for _kind, _name, values in used)
        yield Panel(
            id, title, step.unit, tuple(Series(kind, name, values / step.factor) for kind, name, values in used)
        )


def _power(design: Result) -> Iterator[Panel]:
    lines = (("facility", _("Facility"), design.site.facility_kw), ("it", _("Servers"), design.site.it_kw))
    return _scaled("power", _("Power"), words.POWER, lines)


def _overhead(design: Result) -> Iterator[Panel]:
    known = ((part, parts.name(part, design), design.parts_kw[part]) for part in parts.overhead(design))
    return _scaled(
        "overhead",
        _("Power beside the servers"),
        words.POWER,
        ((part, name, power) for part, name, power in known if power is not None),
    )


def _pue(design: Result) -> Iterator[Panel]:
    it_kw = design.site.it_kw
    ratio = np.divide(design.site.facility_kw, it_kw, out=np.full_like(it_kw, np.nan), where=it_kw > 0)
    if np.isfinite(ratio).any():
        yield Panel("ratio", _("PUE of the hour"), "", (Series("rise", "PUE", ratio),))


def _temperatures(design: Result) -> Iterator[Panel]:
    weather, halls = design.weather, design.cooled.simulated_by_name
    lines: list[Series] = []
    if weather.kind != "none":
        lines = [
            Series("line-air", _("Outdoor air"), weather.temp_c),
            Series("wet-bulb", _("Wet bulb"), weather.wet_bulb_c),
        ]
    for hall, cooled in halls.items():
        if cooled.water_body:
            of = f" ({hall})" if len(halls) > 1 else ""
            lines += [
                Series("line-intake", _("Source water") + of, cooled.water_body.intake_c),
                Series("line-outfall", _("Water at the outfall") + of, cooled.water_body.outfall_c),
            ]
    if lines:
        yield Panel(TEMPERATURE, _("Temperature"), "°C", tuple(lines))


def _heat(design: Result) -> Iterator[Panel]:
    halls = design.cooled.simulated

    def total(read: Callable[..., Floats]) -> Floats:
        return np.asarray(np.sum([read(hall) for hall in halls], axis=0))

    if halls:
        lines = (
            ("mode-full", _("Without chillers"), total(lambda hall: hall.free_kw)),
            ("mode-none", _("By chillers"), total(lambda hall: hall.mechanical_kw)),
            ("dot-small", _("Left in the halls"), total(lambda hall: hall.unmet_kw)),
        )
        yield from _scaled("heat", _("Heat removed"), words.POWER, lines)


def _supply(design: Result) -> Iterator[Panel]:
    power = design.power
    contracted = power.contracted_kw
    lines = [
        ("grid-power", _("Grid"), power.grid_kw),
        ("contract", _("Contracts' delivery"), np.zeros(1) if contracted is None else contracted.sum(axis=0)),
        ("solar", _("Solar"), power.solar_kw),
        ("wind", _("Wind"), power.wind_kw),
        ("hydro", _("Hydro"), power.hydro_kw),
        ("diesel", _("Generators"), power.diesel_kw),
        ("battery", _("Battery, discharged"), power.discharged_kw),
        ("charged", _("Battery, charged"), power.charged_kw),
        ("exported", _("Exported"), power.exported_kw),
        ("curtailed", _("Curtailed"), power.curtailed_kw),
        ("dot-small", _("Unserved"), power.unserved_kw),
    ]
    if any(values.any() for _kind, _name, values in lines[1:]):
        yield from _scaled("supply", _("Electricity supply"), words.POWER, lines)


def _stored(design: Result) -> Iterator[Panel]:
    cold = [hall.storage.stored_kwh for hall in design.cooled.simulated if hall.storage]
    yield from _scaled(
        "stored", _("Battery"), words.ENERGY, (("battery", _("In the battery"), design.power.stored_kwh),)
    )
    if cold:
        lines = (("line-intake", _("In the tanks"), np.asarray(np.sum(cold, axis=0))),)
        yield from _scaled("cold", _("Cold stored"), words.ENERGY, lines)


def _water(design: Result) -> Iterator[Panel]:
    used = [hall.water for hall in design.cooled.simulated if hall.water]
    if used:
        litres = np.sum([each.make_up_l + each.humidification_l for each in used], axis=0)
        yield from _scaled(
            "water", _("Water bought, an hour"), words.VOLUME, (("line-intake", _("Make-up"), litres),)
        )


def _signals(design: Result) -> Iterator[Panel]:
    """Yield what the grid emits and what it costs, where that changes over the year."""
    known = signals(design.profile.cost, design.profile.supply, design.weather)
    if known.kg_per_kwh is not None and np.ptp(known.kg_per_kwh):
        line = Series("carbon", _("Factor"), known.kg_per_kwh)
        yield Panel("factor", _("Grid, carbon of a kWh"), "kg/kWh", (line,))
    if known.price_per_kwh is not None and np.ptp(known.price_per_kwh):
        line = Series("cost", _("Price"), known.price_per_kwh)
        yield Panel("price", _("Price of electricity"), f"{words.currency_name(design.cost.currency)}/kWh", (line,))
