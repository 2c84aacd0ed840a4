"""Heat handed to neighbours: what leaves the loop before the plant must remove it, with or without a heat pump."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Self

import numpy as np
from pydantic import model_validator

from dcenergy.constants import ZERO_CELSIUS_K
from dcenergy.plant.water_loop import PlantDuty
from dcenergy.reference.table import find
from dcenergy.section import Section, listed, option, quantity
from dcenergy.weather.hourly import Calendar, Floats

MAX_COP = find("fixed_numbers", "heat-pump-cop-max").value
"""Heat pumps with a smaller lift are not better in practice."""

COLDEST_LOOP_C = -15.0
"""Coldest water that a profile can ask for: air of 5 degC behind a coil approach of 20 K."""


class HeatPump(Section):
    """Lifts the loop's heat to the temperature that the neighbours need."""

    delivery_c: float = quantity(
        65.0, gt=0, le=150, low=45, high=90, source="assumption", doc="Temperature at which the heat is delivered."
    )
    carnot_fraction: float = quantity(
        0.5, gt=0, lt=1, low=0.4, high=0.6, source="assumption", doc="COP over that of the Carnot cycle."
    )

    @model_validator(mode="after")
    def _delivers_more_than_it_draws(self) -> Self:
        least = (self.delivery_c - COLDEST_LOOP_C) / (self.delivery_c + ZERO_CELSIUS_K)
        if self.carnot_fraction <= least:
            raise ValueError(
                f"a heat pump of carnot_fraction {self.carnot_fraction:g} can draw more than it delivers at "
                f"{self.delivery_c:g} degC; give more than {least:.2f}"
            )
        return self


class HeatReuse(Section):
    """Heat of a hall's loop that is delivered to users outside the data centre."""

    demand_kw: float = quantity(gt=0, doc="Heat that the users take in the month of their highest demand.")
    monthly_demand: tuple[float, ...] = listed(
        (1.0,) * 12, doc="Twelve shares of `demand_kw`, January first.", min_length=12, max_length=12
    )
    heat_pump: HeatPump | None = option(None, doc="Absent: the heat is delivered as warm as the loop has it.")
    replaced_kg_per_kwh: float | None = quantity(
        None, ge=0, le=1, low=0.1, high=0.4, source="not_given", doc="Carbon of the heat that is replaced."
    )

    @model_validator(mode="after")
    def _shares(self) -> Self:
        if min(self.monthly_demand) < 0 or max(self.monthly_demand) > 1:
            raise ValueError("monthly_demand takes twelve shares between 0 and 1")
        return self


@dataclass(frozen=True, eq=False)
class Reused:
    """Heat that left for its users; arrays of shape (hours,). `taken_kw` + `heat_pump_kw` = `delivered_kw`."""

    taken_kw: Floats  # out of the loop
    delivered_kw: Floats
    heat_pump_kw: Floats
    avoided_kg: Floats | None  # of the heat replaced; None where its factor is not given


def heating_cop(source_c: Floats | float, delivery_c: float, carnot_fraction: float) -> Floats:
    """Heat delivered per electricity of a heat pump. [-]

    >>> round(float(heating_cop(28.0, 65.0, 0.5)), 3)
    4.57
    """
    warm = delivery_c + ZERO_CELSIUS_K
    lift = np.maximum(delivery_c - np.asarray(source_c), warm * carnot_fraction / MAX_COP)
    return np.asarray(carnot_fraction * warm / lift)


def run(reuse: HeatReuse, heat_kw: Floats, loop_c: Floats | float, calendar: Calendar) -> Reused:
    """Deliver heat of a loop at `loop_c`, as much as the users want and the loop has.

    With a heat pump of a given COP the loop gives Q (1 - 1 / COP) for Q delivered.
    """
    wanted_kw = reuse.demand_kw * np.array(reuse.monthly_demand)[calendar.month - 1]
    if reuse.heat_pump is None:
        own_share = np.ones_like(heat_kw)
    else:
        cop = heating_cop(loop_c, reuse.heat_pump.delivery_c, reuse.heat_pump.carnot_fraction)
        own_share = np.broadcast_to(1 - 1 / cop, heat_kw.shape)
    taken_kw = np.minimum(wanted_kw * own_share, heat_kw)
    delivered_kw = taken_kw / own_share
    return Reused(
        taken_kw=taken_kw,
        delivered_kw=delivered_kw,
        heat_pump_kw=delivered_kw - taken_kw,
        avoided_kg=None if reuse.replaced_kg_per_kwh is None else delivered_kw * reuse.replaced_kg_per_kwh,
    )


def relieve(reuse: HeatReuse | None, duty: PlantDuty, calendar: Calendar) -> tuple[PlantDuty, Reused | None]:
    """Take the reused heat out of a loop's return before the plant meets it.

    The loop's flow stays; its return comes back colder.
    """
    if reuse is None:
        return duty, None
    reused = run(reuse, duty.heat_kw, duty.return_c, calendar)
    left_kw = duty.heat_kw - reused.taken_kw
    share = np.divide(left_kw, duty.heat_kw, out=np.ones_like(left_kw), where=duty.heat_kw > 0)
    return_c = duty.supply_c + share * (duty.return_c - duty.supply_c)
    return replace(duty, heat_kw=left_kw, return_c=return_c), reused
