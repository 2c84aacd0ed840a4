"""Thermal storage: a tank in the chilled-water loop, between coils and plant, that carries cold from hour to hour.

The tank is charged by what the plant has to spare and gives its cold back to the coils. What leaks in
is heat that the plant removes later. Water in layers needs no colder water than the coils: it is charged
and given back at the loop's own temperatures.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from math import sqrt
from typing import Annotated, Literal, Self

import numpy as np
from numpy.typing import NDArray
from pydantic import Field, model_validator

from dcenergy import store
from dcenergy.plant.water_loop import PlantDuty
from dcenergy.section import Section, listed, option, quantity
from dcenergy.store import Store
from dcenergy.weather.hourly import Calendar, Floats

Bools = NDArray[np.bool_]

HOURS_PER_DAY = 24
FULL = 1 - 1e-9
"""Of the capacity: sums of charges are rounded."""


class ByHours(Section):
    """The same hours every day."""

    by: Literal["hours"] = option(doc="Hours of the day.")
    charge: tuple[int, ...] = listed(doc="Hours in which it may be charged, by their start: 0 to 23.", min_length=1)
    discharge: tuple[int, ...] = listed(
        doc="Hours in which it may be discharged; none for a tank that waits for the cooling to fail."
    )

    @model_validator(mode="after")
    def _each_hour_does_one(self) -> Self:
        beyond = sorted(hour for hour in {*self.charge, *self.discharge} if not 0 <= hour < HOURS_PER_DAY)
        if beyond:
            raise ValueError(f"hours of the day run from 0 to 23, got {beyond[0]}; mend it")
        both = sorted(set(self.charge) & set(self.discharge))
        if both:
            named = ", ".join(map(str, both))
            raise ValueError(f"the storage would be charged and discharged in hour {named}; take it out of one list")
        return self


class ByTemperature(Section):
    """Each day's coolest hours charge and its warmest discharge: a day is foreseen, the next is not."""

    by: Literal["temperature"] = option(
        doc="Outdoor air; the wet bulb for towers, the source for condensers that it cools."
    )
    charge_hours: int = quantity(8, ge=1, le=24, low=4, high=12, source="assumption", doc="Of each day, the coolest.")
    discharge_hours: int = quantity(
        8, ge=0, le=23, low=4, high=12, source="assumption", doc="Of each day, the warmest."
    )

    @model_validator(mode="after")
    def _each_hour_does_one(self) -> Self:
        if self.charge_hours + self.discharge_hours > HOURS_PER_DAY:
            raise ValueError(
                f"the storage would be charged and discharged in the same hour: {self.charge_hours} + "
                f"{self.discharge_hours} hours are more than a day; lower one of them"
            )
        return self


class ThermalStorage(Section):
    """A tank of chilled water in layers, or any store that works at the loop's own temperatures."""

    capacity_kwh: float = quantity(
        ge=0, per_it_kw=(0, 50), doc="Heat that it takes up from full to empty; 0 is no storage."
    )
    charge_kw: float = quantity(gt=0, per_it_kw=(0.005, 5), doc="Heat drawn out of it at most, when it is charged.")
    discharge_kw: float = quantity(gt=0, per_it_kw=(0.005, 5), doc="Heat that it takes from the coils at most.")
    standing_loss_per_day: float = quantity(
        0.02, ge=0, lt=1, low=0.005, high=0.05, source="assumption", doc="Of what is stored, lost to heat leaking in."
    )
    round_trip_efficiency: float = quantity(
        1.0,
        gt=0,
        le=1,
        low=0.9,
        high=1.0,
        source="assumption",
        doc="Given back over charged, standing loss apart; the rest is heat that its pipes let in.",
    )
    reserve_kwh: float = quantity(
        0.0, ge=0, source="assumption", doc="Kept for the loss of cooling, never discharged by the schedule."
    )
    schedule: Annotated[ByHours | ByTemperature, Field(discriminator="by")] = option(
        doc="When it is charged and discharged."
    )

    @model_validator(mode="after")
    def _reserve_fits(self) -> Self:
        if self.reserve_kwh > self.capacity_kwh:
            raise ValueError(
                f"a storage of {self.capacity_kwh:g} kWh cannot keep {self.reserve_kwh:g} kWh; lower reserve_kwh or "
                "raise capacity_kwh"
            )
        return self

    @property
    def one_way(self) -> float:
        """Efficiency of charging, and of discharging. [-]"""
        return sqrt(self.round_trip_efficiency)

    @property
    def kept_per_h(self) -> float:
        """Share of what is stored that is left after an hour. [-]

        >>> tank = ThermalStorage(capacity_kwh=100.0, charge_kw=10.0, discharge_kw=10.0, standing_loss_per_day=0.02,
        ...                       schedule={"by": "temperature"})
        >>> round(tank.kept_per_h ** 24, 12)
        0.98
        """
        return float((1 - self.standing_loss_per_day) ** (1 / HOURS_PER_DAY))


@dataclass(frozen=True, eq=False)
class StoredCold:
    """A tank's year; arrays of shape (hours,).

    `charged_kw` > 0: the plant draws heat out of it. `discharged_kw` > 0: it takes heat from the
    coils. Never both. `gained_kw` > 0: heat that leaks in from the air around. `stored_kwh` is
    the heat that it can still take up at the end of each hour, `before_kwh` at the year's start.
    """

    charged_kw: Floats
    discharged_kw: Floats
    gained_kw: Floats
    stored_kwh: Floats
    before_kwh: float
    discharge_kw: float  # at most
    one_way: float  # given per drawn
    held_back_hours: int  # the plant had less to spare than the tank could be charged with

    @property
    def always_kwh(self) -> float:
        """What it holds at its emptiest. [kWh]"""
        return float(self.stored_kwh.min())

    @property
    def always_given_kwh(self) -> float:
        """What of it reaches the coils. [kWh]"""
        return self.always_kwh * self.one_way


def level(
    tank: ThermalStorage | None,
    duty: PlantDuty,
    possible_kw: Callable[[], Floats],
    outdoor_c: Floats,
    calendar: Calendar,
) -> tuple[PlantDuty, StoredCold | None]:
    """Put a tank between the coils and the plant: return what the plant meets, and what the tank did.

    The plant's heat is the load's + charged - discharged. The tank stands in the loop's bypass: water
    comes to the plant and leaves it as warm as without a tank, in another flow.

    Parameters
    ----------
    possible_kw : asks for the heat that the plant can take in each hour; charging takes it no further, so that
        no heat is unmet for it
    outdoor_c : by which the coolest and the warmest hours are told, of shape (hours,)
    """
    if tank is None:
        return duty, None
    charging, discharging = hours(tank.schedule, outdoor_c, calendar)
    spare_kw = np.maximum(possible_kw() - duty.heat_kw, 0.0)
    did = store.run(
        Store(tank.capacity_kwh, tank.one_way, tank.kept_per_h, tank.reserve_kwh),
        np.where(charging, np.minimum(spare_kw, tank.charge_kw), 0.0),
        np.where(discharging, np.minimum(duty.heat_kw, tank.discharge_kw), 0.0),
    )
    stored = StoredCold(
        charged_kw=did.charged_kw,
        discharged_kw=did.discharged_kw,
        gained_kw=gained_kw(tank, did),
        stored_kwh=did.stored_kwh,
        before_kwh=did.before_kwh,
        discharge_kw=tank.discharge_kw,
        one_way=tank.one_way,
        held_back_hours=int(
            np.count_nonzero(charging & (spare_kw < tank.charge_kw) & (did.stored_kwh < FULL * tank.capacity_kwh))
        ),
    )
    plant_kw = np.maximum(duty.heat_kw + stored.charged_kw - stored.discharged_kw, 0.0)
    return replace(duty, heat_kw=plant_kw), stored


def leaked_kw(stored: StoredCold | None) -> Floats | float:
    """Heat that a tank drew from the air around it; 0 where there is none. [kW]"""
    return 0.0 if stored is None else stored.gained_kw


def conditions(stored: StoredCold | None) -> dict[str, int]:
    """Hours in which something bound a tank."""
    return {} if stored is None else {"storage_held_back": stored.held_back_hours}


def hours(schedule: ByHours | ByTemperature, outdoor_c: Floats, calendar: Calendar) -> tuple[Bools, Bools]:
    """Say in which hours a tank may be charged, and in which discharged; both of shape (hours,).

    Of equal temperatures the earlier counts as the cooler.

    >>> from dcenergy.weather.hourly import calendar
    >>> by = ByTemperature(by="temperature", charge_hours=2, discharge_hours=1)
    >>> charging, discharging = hours(by, np.tile(np.arange(24.0), 365), calendar())
    >>> np.flatnonzero(charging)[:4].tolist(), np.flatnonzero(discharging)[:2].tolist()
    ([0, 1, 24, 25], [23, 47])
    """
    if isinstance(schedule, ByHours):
        return np.isin(calendar.hour, schedule.charge), np.isin(calendar.hour, schedule.discharge)
    days = np.broadcast_to(outdoor_c, (calendar.hours,)).reshape(-1, HOURS_PER_DAY)
    rank = days.argsort(axis=1, kind="stable").argsort(axis=1).ravel()
    return rank < schedule.charge_hours, rank >= HOURS_PER_DAY - schedule.discharge_hours


def gained_kw(tank: ThermalStorage, did: store.Stored) -> Floats:
    """Heat that leaks into a tank, by what it held and by what was moved. [kW]"""
    held_kwh = np.concatenate([[did.before_kwh], did.stored_kwh[:-1]])
    on_the_way = did.charged_kw * (1 - tank.one_way) + did.discharged_kw * (1 / tank.one_way - 1)
    return np.asarray(held_kwh * (1 - tank.kept_per_h) + on_the_way)
