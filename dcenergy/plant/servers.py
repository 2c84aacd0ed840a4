"""Servers: electricity from utilisation and inlet temperature, and the air they ask for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Literal, Protocol, Self

import numpy as np
from pydantic import Field, model_validator

from dcenergy.constants import HOURS_PER_YEAR
from dcenergy.errors import DesignError
from dcenergy.language import Message
from dcenergy.plant import flexible
from dcenergy.plant.flexible import Flexible
from dcenergy.plant.signals import UNKNOWN, Signals
from dcenergy.section import MOST_PARTS, Section, listed, option, quantity
from dcenergy.series.hours import fitted
from dcenergy.weather.hourly import Calendar, Floats

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


HourlyLoad = Annotated[float, Field(ge=0)]
"""In any unit: what counts is its course."""

WITHOUT_ACCELERATORS = Message("servers without accelerators")
"""Whose power the usual ranges are."""


class ServerGroup(Section):
    """Servers of one kind."""

    name: str = option("servers", doc="What they are called in the report.")
    count: int = quantity(doc="Number of servers.", ge=1)
    idle_w: float = quantity(
        150.0,
        ge=0,
        low=50,
        high=250,
        source="assumption",
        kind=WITHOUT_ACCELERATORS,
        beside="dgx-h100-idle",
        doc="Power of one server that does nothing.",
    )
    peak_w: float = quantity(
        400.0,
        gt=0,
        low=200,
        high=1000,
        source="assumption",
        kind=WITHOUT_ACCELERATORS,
        beside="dgx-h100-max",
        doc="Power of one server at full utilisation.",
    )
    utilisation: float = quantity(
        0.5, ge=0, le=1, low=0.1, high=0.95, source="boavizta", doc="Mean utilisation over the year."
    )
    power_exponent: float = quantity(
        1.0,
        ge=1,
        le=2,
        low=1.0,
        high=1.4,
        source="assumption",
        doc="r of 2u - u^r between idle and peak: 1 is linear, 1.4 the curve of Fan, Weber and Barroso.",
    )
    embodied_kg: float | None = quantity(
        None,
        ge=0,
        low=500,
        high=10_000,
        source="not_given",
        doc="CO2e of making one of them, for `carbon.embodied`; absent: by its peak power.",
    )

    @model_validator(mode="after")
    def _idle_below_peak(self) -> Self:
        if self.idle_w > self.peak_w:
            raise ValueError(f"idle_w {self.idle_w:g} is above peak_w {self.peak_w:g}; correct them: both are in W")
        return self


class ServerFans(Section):
    """How server power rises as the fans speed up in warm air."""

    slope_per_k: float = quantity(
        0.0043, ge=0, le=0.1, low=0.0035, high=0.005, source="coroama", doc="Rise of server power per K."
    )
    knee_c: float = quantity(
        23.0,
        ge=0,
        le=45,
        low=20,
        high=27,
        source="assumption",
        doc="Inlet temperature where the rise begins.",
    )


class Pattern(Section):
    """How utilisation moves over the day and the week, around its mean of the year."""

    hourly: tuple[float, ...] = listed(
        (1.0,) * 24, doc="Twenty-four weights, from the hour after midnight.", min_length=24, max_length=24
    )
    weekly: tuple[float, ...] = listed((1.0,) * 7, doc="Seven weights, from Monday.", min_length=7, max_length=7)
    first_day: Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] = option(
        "monday", doc="Weekday of 1 January; a typical year has none of its own.", source="assumption"
    )
    hourly_load: tuple[HourlyLoad, ...] | None = listed(
        None,
        doc="Load of every hour of the year in local standard time, in any unit, in place of `hourly` and `weekly`: "
        "its course counts, and `utilisation` stays the mean; written as `file: NAME`.",
    )

    @model_validator(mode="after")
    def _weights(self) -> Self:
        for name, weights in (("hourly", self.hourly), ("weekly", self.weekly)):
            if min(weights) < 0 or sum(weights) <= 0:
                raise ValueError(f"{name} takes weights of 0 or more, not all 0")
        return self

    @model_validator(mode="after")
    def _one_course(self) -> Self:
        if self.hourly_load is None:
            return self
        if {"hourly", "weekly"} & self.model_fields_set:
            raise ValueError("a file of the load leaves no course to `hourly` and `weekly`; remove them")
        if len(self.hourly_load) not in (HOURS_PER_YEAR, HOURS_PER_YEAR + 24):
            raise ValueError(f"hourly_load must have 8760 or 8784 values, got {len(self.hourly_load)}")
        if sum(self.hourly_load) <= 0:
            raise ValueError("hourly_load is 0 in every hour; give the load of at least one")
        return self


class It(Section):
    """The IT equipment of one hall, and the air it is given."""

    servers: tuple[ServerGroup, ...] = listed(doc="The servers of the hall.", min_length=1, max_length=MOST_PARTS)
    pattern: Pattern = option(Pattern(), doc="Utilisation by hour and weekday; absent: constant.")
    active_share: float = quantity(
        1.0,
        ge=0,
        le=1,
        low=0.3,
        high=1.0,
        source="assumption",
        doc="Servers in place so far, of those the plant is built for: below 1 while a site fills up.",
    )
    flexible: Flexible | None = option(None, doc="Work that may wait for better hours; absent: none.")
    supply_air_c: float = quantity(
        26.0,
        ge=5,
        le=45,
        low=18,
        high=32,
        source="ashrae_tc99",
        doc="Air that the hall supplies to the servers.",
    )
    air_delta_t_k: float = quantity(
        12.0, gt=0, le=40, low=8, high=20, source="assumption", doc="Warming of the air through the servers."
    )
    recirculation: float = quantity(
        0.0,
        ge=0,
        le=0.6,
        low=0,
        high=0.3,
        source="assumption",
        doc="Share of server air that is their own exhaust.",
    )
    bypass: float = quantity(
        0.05,
        ge=0,
        le=1,
        low=0,
        high=0.5,
        source="assumption",
        doc="Supplied air that misses the servers, per server air.",
    )
    ashrae_class: Literal["A1", "A2", "A3", "A4"] = option(
        "A1",
        doc="ASHRAE's class of the servers, which says how warm their inlet may get; A1 is the narrowest.",
        source="ashrae_tc99",
    )
    fans: ServerFans = option(ServerFans(), doc="Server fans.")


@dataclass(frozen=True, eq=False)
class ItLoad:
    """What the servers draw; arrays of shape (halls, hours), design values (halls, 1)."""

    it_kw: Floats
    unmoved_kw: Floats  # what they would draw if no work waited
    design_kw: Floats
    inlet_c: Floats


def server_power_w(
    idle_w: Floats | float, peak_w: Floats | float, utilisation: Floats | float, exponent: float
) -> Floats:
    """Power of a server at its reference inlet temperature. [W]

    Linear between idle and peak at exponent 1; Fan, Weber and Barroso (2007) fit 1.4.

    >>> float(server_power_w(150.0, 400.0, 0.5, 1.0))
    275.0
    """
    return np.asarray(idle_w + (peak_w - idle_w) * (2 * utilisation - utilisation**exponent))


def fan_multiplier(inlet_c: Floats | float, slope_per_k: float, knee_c: float) -> Floats:
    """Server power in warm air over server power at the knee. [-]

    Measured slope, valid for inlets of 15-32 degC. As quoted from Coroama.

    >>> round(float(fan_multiplier(26.0, 0.0043, 23.0)), 4)
    1.0129
    """
    return np.asarray(1 + slope_per_k * np.maximum(0.0, np.asarray(inlet_c) - knee_c))


def inlet_temperature_c(supply_air_c: float, air_delta_t_k: float, recirculation: float) -> float:
    """Air that enters the servers, warmed by the exhaust that recirculates. [degC]

    >>> round(inlet_temperature_c(26.0, 12.0, 0.1), 3)
    27.333
    """
    return supply_air_c + recirculation / (1 - recirculation) * air_delta_t_k


def weights(pattern: Pattern, calendar: Calendar) -> Floats:
    """Utilisation of every hour over its mean of the year; their mean is 1. [-]

    >>> from dcenergy.weather.hourly import calendar
    >>> float(weights(Pattern(), calendar()).max())
    1.0
    """
    if pattern.hourly_load is not None:
        load = fitted(np.array(pattern.hourly_load), calendar.hours)
        return np.asarray(load / load.mean())
    first = DAYS.index(pattern.first_day)
    weekday = (calendar.day_of_year - 1 + first) % len(DAYS)
    weight = np.array(pattern.hourly)[calendar.hour] * np.array(pattern.weekly)[weekday]
    return np.asarray(weight / weight.mean())


class Housing(Protocol):
    """What the servers of a hall need to know of it."""

    @property
    def it(self) -> It:
        """The servers, and the air they are given."""

    @property
    def server_multiplier(self) -> float:
        """Their power over that of the same servers cooled by air alone. [-]"""


def run(halls: Sequence[Housing], calendar: Calendar, signals: Signals = UNKNOWN) -> ItLoad:
    """Run the servers of every hall through the year.

    Raises
    ------
    DesignError
        Where the pattern asks for more than full utilisation, or flexible work has no signal to go by.
    """
    inlet_c = np.array([_inlet_c(hall.it) for hall in halls])
    power = [
        _power_kw(hall.it, calendar, f"halls.{i}.it") * _multiplier(hall) * hall.it.active_share
        for i, hall in enumerate(halls)
    ]
    design = [design_kw(hall.it) * _multiplier(hall) for hall in halls]
    moved = [_moved_kw(hall, power[i], signals, f"halls.{i}.it.flexible") for i, hall in enumerate(halls)]
    return ItLoad(
        it_kw=np.array(moved),
        unmoved_kw=np.array(power),
        design_kw=np.array(design)[:, None],
        inlet_c=inlet_c[:, None],
    )


def _moved_kw(hall: Housing, power_kw: Floats, signals: Signals, key: str) -> Floats:
    """Power of the servers in place when their flexible work is done in better hours."""
    stated = hall.it.flexible
    if stated is None:
        return power_kw
    in_place = _multiplier(hall) * hall.it.active_share
    waiting_kw = stated.share * (power_kw - _idle_kw(hall.it) * in_place)
    kept_kw = power_kw - waiting_kw
    room_kw = np.maximum(design_kw(hall.it) * in_place - kept_kw, waiting_kw)
    return kept_kw + flexible.moved_kw(waiting_kw, room_kw, flexible.followed(stated, signals, key), stated.wait_h)


def _inlet_c(it: It) -> float:
    return inlet_temperature_c(it.supply_air_c, it.air_delta_t_k, it.recirculation)


def _multiplier(hall: Housing) -> float:
    fans = hall.it.fans
    return float(fan_multiplier(_inlet_c(hall.it), fans.slope_per_k, fans.knee_c)) * hall.server_multiplier


def _power_kw(it: It, calendar: Calendar, key: str) -> Floats:
    weight = weights(it.pattern, calendar)
    total = np.zeros(calendar.hours)
    for i, group in enumerate(it.servers):
        utilisation = group.utilisation * weight
        if utilisation.max() > 1 + 1e-9:
            raise DesignError(
                f"{key}.servers.{i}.utilisation",
                f"{group.utilisation:g} with the weights of it.pattern peaks at {utilisation.max():.2f}, above 1; "
                "lower it, or flatten the weights",
            )
        watts = server_power_w(group.idle_w, group.peak_w, utilisation, group.power_exponent)
        total += group.count * watts / 1000
    return total


def design_kw(it: It) -> float:
    """Power of a hall's servers at full utilisation, at their reference inlet temperature. [kW]"""
    return sum(group.count * group.peak_w for group in it.servers) / 1000


def _idle_kw(it: It) -> float:
    return sum(group.count * group.idle_w for group in it.servers) / 1000
