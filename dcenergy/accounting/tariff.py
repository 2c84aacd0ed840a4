"""The price of electricity at the meter, hour by hour."""

from __future__ import annotations

from typing import Literal, Self

import numpy as np
from pydantic import model_validator

from dcenergy.section import MOST_PARTS, Section, listed, option, quantity
from dcenergy.series.hours import fitted
from dcenergy.weather.hourly import Calendar, Floats, Ints

WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
SATURDAY = 5
HOURLY = "hourly_per_kwh"


class Period(Section):
    """Hours that have a price of their own."""

    name: str = option("", doc="As peak, valley.")
    per_kwh: float = quantity(
        ge=0, price="price-electricity", doc="Energy in these hours, in the profile's currency."
    )
    months: tuple[int, ...] | None = listed(None, doc="Months, 1 to 12; absent: all.", min_length=1)
    days: Literal["all", "working", "weekend"] = option(
        "all", doc="Monday to Friday, or the others.", source="not_given"
    )
    from_hour: int = quantity(0, ge=0, le=23, source="not_given", doc="First hour of the day.")
    to_hour: int = quantity(
        24, ge=0, le=24, source="not_given", doc="First hour after it; below from_hour: through midnight."
    )

    @model_validator(mode="after")
    def _hours_and_months(self) -> Self:
        if self.months is not None and not set(self.months) <= set(range(1, 13)):
            raise ValueError(f"months takes numbers from 1 to 12, got {list(self.months)}")
        if self.from_hour == self.to_hour:
            raise ValueError(f"from_hour and to_hour are both {self.from_hour}: no hour lies between them")
        return self

    def holds(self, calendar: Calendar, weekday: Ints) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
        """Whether each hour lies in it."""
        after, before = calendar.hour >= self.from_hour, calendar.hour < self.to_hour
        inside = after & before if self.from_hour < self.to_hour else after | before
        in_month = np.isin(calendar.month, self.months) if self.months is not None else np.ones_like(inside)
        working = weekday < SATURDAY
        on_day = {"all": np.ones_like(inside), "working": working, "weekend": ~working}[self.days]
        return np.asarray(inside & in_month & on_day)


class Tariff(Section):
    """Price of electricity at the meter."""

    per_kwh: float | None = quantity(
        None,
        ge=0,
        price="price-electricity",
        source="not_given",
        doc="Energy, in the profile's currency; with `periods`, of the hours outside them.",
    )
    periods: tuple[Period, ...] = listed(
        (), doc="Hours at other prices; of several that hold an hour, the first.", max_length=MOST_PARTS
    )
    hourly_per_kwh: tuple[float, ...] | None = listed(
        None,
        price="price-electricity",
        doc="Price of every hour in local standard time, instead of per_kwh; written as `file: NAME`.",
    )
    first_weekday: Weekday = option("monday", doc="Of 1 January.", source="assumption")
    demand_per_kw_month: float = quantity(
        0.0,
        ge=0,
        price="price-demand",
        source="not_given",
        doc="Demand charge on the highest import of each month; absent: none.",
    )
    export_per_kwh: float = quantity(
        0.0, ge=0, price="price-export", source="not_given", doc="Paid for what is exported; absent: nothing."
    )

    @model_validator(mode="after")
    def _one_price(self) -> Self:
        if (self.per_kwh is None) == (self.hourly_per_kwh is None):
            raise ValueError("give one of `per_kwh` (a price) and `file` (a price for every hour)")
        if self.hourly_per_kwh is not None and self.periods:
            raise ValueError("a file of hourly prices leaves no hour to `periods`; remove one of them")
        return self

    @property
    def is_flat(self) -> bool:
        """Whether every hour costs the same."""
        return self.hourly_per_kwh is None and not self.periods


def weekday(calendar: Calendar, first: Weekday) -> Ints:
    """Day of the week of every hour, 0 for Monday."""
    return np.asarray((calendar.day_of_year - 1 + WEEK.index(first)) % len(WEEK))


def per_kwh(tariff: Tariff, calendar: Calendar) -> Floats:
    """Price of every hour, of shape (hours,), per kWh.

    >>> from dcenergy.weather.hourly import calendar
    >>> night = Period(per_kwh=0.3, from_hour=23, to_hour=1)
    >>> per_kwh(Tariff(per_kwh=0.6, periods=(night,)), calendar())[:3].tolist()
    [0.3, 0.6, 0.6]
    """
    if tariff.hourly_per_kwh is not None:
        return fitted(np.array(tariff.hourly_per_kwh), calendar.hours)
    days = weekday(calendar, tariff.first_weekday)
    prices = np.full(calendar.hours, tariff.per_kwh or 0.0)
    for period in reversed(tariff.periods):
        prices[period.holds(calendar, days)] = period.per_kwh
    return prices


def demand_charge(grid_kw: Floats, calendar: Calendar, per_kw_month: float) -> float:
    """Sum over the months of their highest import times the price.

    >>> from dcenergy.weather.hourly import calendar
    >>> demand_charge(np.repeat([2.0, 3.0], [744, 8016]), calendar(), 10.0)  # 2 kW in January, then 3 kW
    350.0
    """
    highest = [grid_kw[calendar.month == month].max() for month in np.unique(calendar.month)]
    return float(sum(highest) * per_kw_month)
