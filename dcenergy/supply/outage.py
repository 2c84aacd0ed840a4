"""Hours of the year without the grid: at given times, or spread over the year by a seed."""

from __future__ import annotations

from typing import Self

import numpy as np
from numpy.typing import NDArray
from pydantic import model_validator

from dcenergy.errors import DesignError
from dcenergy.section import Section, listed, quantity
from dcenergy.weather.hourly import Calendar

KEY = "supply.outages"
Hours = NDArray[np.bool_]


class Outage(Section):
    """One time without the grid, in local standard time."""

    month: int = quantity(ge=1, le=12, doc="Of its beginning.")
    day: int = quantity(ge=1, le=31, doc="Of the month.")
    hour: int = quantity(0, ge=0, le=23, source="not_given", doc="Of the day: its first hour.")
    hours: int = quantity(ge=1, le=720, low=1, high=72, doc="How long it lasts.")


class Outages(Section):
    """Times without the grid: told one by one, or so many a year."""

    at: tuple[Outage, ...] = listed((), doc="Each with its time.")
    count: int | None = quantity(
        None, ge=1, le=365, low=1, high=12, source="not_given", doc="Instead: how many a year, each at a drawn time."
    )
    hours_each: int = quantity(
        2, ge=1, le=24, low=1, high=8, source="assumption", doc="How long each of `count` lasts."
    )
    seed: int = quantity(0, ge=0, source="assumption", doc="Of the draw: the same seed gives the same hours.")

    @model_validator(mode="after")
    def _told_or_drawn(self) -> Self:
        if bool(self.at) == (self.count is not None):
            raise ValueError("give one of `at` (times) and `count` (so many a year)")
        return self


def hours_out(outages: Outages | None, calendar: Calendar) -> Hours:
    """Say of every hour whether the grid is out, of shape (hours,).

    Drawn ones stand one in each equal part of the year, so that they never meet.

    >>> from dcenergy.weather.hourly import calendar
    >>> int(hours_out(Outages(count=3, hours_each=4), calendar()).sum())
    12

    Raises
    ------
    DesignError
        Where a told one does not lie in the year.
    """
    out = np.zeros(calendar.hours, dtype=bool)
    if outages is None:
        return out
    for first, hours in _drawn(outages, calendar.hours) if outages.count else _told(outages, calendar):
        out[first : first + hours] = True
    return out


def _drawn(outages: Outages, hours: int) -> list[tuple[int, int]]:
    count = outages.count or 0
    part = hours // count
    offsets = np.random.default_rng(outages.seed).integers(0, part - outages.hours_each + 1, count)
    return [(i * part + int(offset), outages.hours_each) for i, offset in enumerate(offsets)]


def _told(outages: Outages, calendar: Calendar) -> list[tuple[int, int]]:
    return [(_first_hour(each, i, calendar), each.hours) for i, each in enumerate(outages.at)]


def _first_hour(told: Outage, i: int, calendar: Calendar) -> int:
    month_begins = int(np.searchsorted(calendar.month, told.month))
    first = month_begins + 24 * (told.day - 1) + told.hour
    if first >= calendar.hours or calendar.month[first] != told.month:
        raise DesignError(f"{KEY}.at.{i}.day", f"month {told.month} of this year has no day {told.day}; mend it")
    if first + told.hours > calendar.hours:
        raise DesignError(f"{KEY}.at.{i}.hours", "runs beyond the end of the year; shorten it")
    return first
