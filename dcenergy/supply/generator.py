"""Backup generators: what they give and burn, in tests and while the grid is out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np

from dcenergy.reference.table import find
from dcenergy.section import Section, option, quantity
from dcenergy.weather.hourly import Calendar, Floats

TEST_HOUR = round(find("fixed_numbers", "generator-test-hour").value)
MONTHS_PER_YEAR = 12


class Generator(Section):
    """Diesel generators that are tested every month, from ten in the morning of its first day."""

    capacity_kw: float = quantity(gt=0, per_it_kw=(0.01, 5), doc="Rated power of all of them.")
    test_hours_per_year: float = quantity(
        12.0, ge=0, le=1000, low=6, high=50, source="assumption", doc="Of each; a twelfth in every month."
    )
    test_load: float = quantity(
        0.3, ge=0, le=1, low=0.3, high=1.0, source="nfpa_110", doc="Power in a test over rated power."
    )
    test_on: Literal["load_bank", "site"] = option(
        "load_bank",
        doc="Where the power of a test goes: into heat, or to the site in place of the grid's.",
        source="assumption",
    )
    fuel_l_per_kwh: float = quantity(
        0.27, gt=0, le=1, low=0.24, high=0.33, source="assumption", doc="Diesel burnt for a kWh, at part load."
    )
    factor_kg_per_l: float = quantity(
        2.68, ge=0, le=4, low=2.5, high=2.7, source="eia_1605", doc="CO2 of burning a litre."
    )
    fuel_price_per_l: float = quantity(
        0.0, ge=0, price="price-fuel", source="not_given", doc="In the profile's currency; absent: not counted."
    )


def power_under_test_kw(generator: Generator, calendar: Calendar) -> Floats:
    """Power of the tests in every hour, of shape (hours,); part hours as their mean. [kW]

    >>> from dcenergy.weather.hourly import calendar
    >>> power_under_test_kw(Generator(capacity_kw=1000.0, test_hours_per_year=18.0), calendar())[9:13].tolist()
    [0.0, 300.0, 150.0, 0.0]
    """
    hours_a_month = generator.test_hours_per_year / MONTHS_PER_YEAR
    first_day = calendar.day_of_year[np.unique(calendar.month, return_index=True)[1]]
    begun = 24 * (calendar.day_of_year - first_day[calendar.month - 1]) + calendar.hour - TEST_HOUR
    running = np.where(begun >= 0, np.clip(hours_a_month - begun, 0.0, 1.0), 0.0)
    return np.asarray(generator.capacity_kw * generator.test_load * running)


def capacity_kw(generators: Sequence[Generator] | None) -> float:
    """Power of all generators together; 0 where none are told of. [kW]"""
    return sum(each.capacity_kw for each in generators or ())


def fuel_l(generator: Generator, backup_kwh: float = 0.0) -> float:
    """Diesel burnt in a year's tests, and for `backup_kwh` given while the grid was out. [L]

    >>> round(fuel_l(Generator(capacity_kw=1000.0)), 1)
    972.0
    """
    tested_kwh = generator.capacity_kw * generator.test_load * generator.test_hours_per_year
    return (tested_kwh + backup_kwh) * generator.fuel_l_per_kwh


def burnt_l(generators: Sequence[Generator], backup_kwh: float) -> list[float]:
    """Diesel burnt by each in a year; while the grid is out they share the load by their power. [L]

    >>> pair = [Generator(capacity_kw=kw, test_hours_per_year=0.0, fuel_l_per_kwh=0.25) for kw in (100.0, 300.0)]
    >>> burnt_l(pair, 1000.0)
    [62.5, 187.5]
    """
    whole_kw = capacity_kw(generators)
    return [fuel_l(each, backup_kwh * each.capacity_kw / whole_kw) for each in generators]
