"""The months of a design as a table: energy by part, supply, heat, water, carbon."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import numpy as np

from dcenergy.accounting.energy import monthly_kwh
from dcenergy.constants import SECONDS_PER_HOUR
from dcenergy.plant.cooled import Cooled
from dcenergy.plant.receiving import WaterBody
from dcenergy.result import Result
from dcenergy.weather.hourly import Floats

RATIOS = ("pue", "outdoor_c")
"""Columns whose year is no sum."""


def months(design: Result) -> Mapping[str, Floats]:
    """Return every series that the design determines, its sum of each month, of shape (12,), by name with its unit.

    PUE is the month's facility over the month's IT; `outdoor_c` the month's mean. What is 0 all year is left out,
    but for the parts of the facility.
    """
    calendar = design.weather.calendar
    table: dict[str, Floats] = {"facility_kwh": monthly_kwh(design.site.facility_kw, calendar)}
    table |= {
        f"{part}_kwh": monthly_kwh(power, calendar) for part, power in design.parts_kw.items() if power is not None
    }
    table |= {name: monthly_kwh(hours, calendar) for name, hours in _hours(design) if hours.any()}
    it_kwh = table["it_kwh"]
    if it_kwh.all():
        table["pue"] = table["facility_kwh"] / it_kwh
    if design.weather.kind != "none":
        table["outdoor_c"] = monthly_kwh(design.weather.temp_c, calendar) / np.bincount(calendar.month - 1)
    return table


def year(design: Result, table: Mapping[str, Floats]) -> Mapping[str, float]:
    """Return the year below its months: sums, and the ratios of sums."""
    whole = {name: float(values.sum()) for name, values in table.items()}
    if "pue" in whole:
        whole["pue"] = whole["facility_kwh"] / whole["it_kwh"]
    if "outdoor_c" in whole:
        whole["outdoor_c"] = float(design.weather.temp_c.mean())
    return whole


def _hours(design: Result) -> Iterator[tuple[str, Floats]]:
    """Yield the series that are summed, each of shape (hours,)."""
    power, halls = design.power, design.cooled.simulated

    def over(read: Callable[[Cooled], Floats]) -> Floats:
        return np.asarray(np.sum([read(hall) for hall in halls], axis=0))

    yield "grid_kwh", power.grid_kw
    if power.contracted_kw is not None:
        yield "contracted_kwh", power.contracted_kw.sum(axis=0)
    yield "solar_kwh", power.solar_kw
    yield "wind_kwh", power.wind_kw
    yield "hydro_kwh", power.hydro_kw
    yield "diesel_kwh", power.diesel_kw
    yield "unserved_kwh", power.unserved_kw
    yield "battery_charged_kwh", power.charged_kw
    yield "battery_discharged_kwh", power.discharged_kw
    yield "exported_kwh", power.exported_kw
    yield "curtailed_kwh", power.curtailed_kw
    if halls:
        yield "heat_kwh", over(lambda hall: hall.heat_kw)
        yield "free_kwh", over(lambda hall: hall.free_kw)
        yield "unmet_kwh", over(lambda hall: hall.unmet_kw)
        none = np.zeros(design.weather.hours)
        yield "make_up_l", over(lambda hall: hall.water.make_up_l if hall.water else none)
        yield "humidification_l", over(lambda hall: hall.water.humidification_l if hall.water else none)
        yield "withdrawn_l", over(lambda hall: _drawn_l(hall.water_body) if hall.water_body else none)
    if design.signals.kg_per_kwh is not None:
        yield "carbon_location_based_kg", power.grid_kw * design.signals.kg_per_kwh


def _drawn_l(body: WaterBody) -> Floats:
    """Water that a hall draws in every hour. [L, of a kilogram each, as accounting.water counts them]"""
    return body.flow_m3_s * SECONDS_PER_HOUR * body.liquid.density_kg_m3
