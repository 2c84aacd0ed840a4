"""A battery behind the meter: what it takes and gives in every hour of a year that ends as it began.

A dispatch is two arrays of wishes, what the battery would charge and discharge if it could.
"""

from __future__ import annotations

from math import sqrt
from typing import Literal, Self

import numpy as np
from pydantic import model_validator

from dcenergy import store
from dcenergy.section import Section, option, quantity
from dcenergy.store import Store, Stored
from dcenergy.weather.hourly import Floats


class Battery(Section):
    """A battery beside the site's own generation, on the alternating side."""

    capacity_kwh: float = quantity(gt=0, per_it_kw=(0.01, 100), doc="Usable energy.")
    power_kw: float = quantity(gt=0, per_it_kw=(0.01, 20), doc="Charged or discharged at most, at its connection.")
    round_trip_efficiency: float = quantity(
        0.9, gt=0, le=1, low=0.80, high=0.95, source="assumption", doc="Energy given back over energy taken."
    )
    self_discharge_per_h: float = quantity(
        4e-5, ge=0, lt=0.5, low=0.0, high=2e-4, source="assumption", doc="Of what is stored; 3 % a month."
    )
    dispatch: Literal["surplus", "price", "carbon", "peak"] = option(
        "surplus",
        doc="Charges from surplus alone, or also from the grid: in cheap hours, in clean ones, or below each month's "
        "peak, where that lowers the bill.",
        source="assumption",
    )
    surplus_of: Literal["on_site", "contracts"] = option(
        "on_site",
        doc="What counts as surplus: own generation beyond the load, or contracts' delivery as well.",
        source="assumption",
    )
    fade_per_year: float = quantity(
        0.0, ge=0, lt=1, low=0.0, high=0.03, source="not_given", doc="Capacity lost a year; absent: none."
    )
    fade_per_cycle: float = quantity(
        0.0,
        ge=0,
        lt=0.1,
        low=0.0,
        high=1e-4,
        source="not_given",
        doc="Capacity lost with every full cycle (discharge over capacity), beside that of the years; absent: none.",
    )
    charge_quantile: float = quantity(
        0.25, ge=0, le=0.5, low=0.1, high=0.4, source="assumption", doc="Share of a day's hours that count as cheap."
    )
    discharge_quantile: float = quantity(
        0.75, ge=0.5, le=1, low=0.6, high=0.9, source="assumption", doc="Hours above this quantile count as dear."
    )

    @model_validator(mode="after")
    def _peaks_are_the_meters(self) -> Self:
        if self.dispatch == "peak" and self.surplus_of == "contracts":
            raise ValueError("against the demand charge only own surplus counts; remove `surplus_of: contracts`")
        return self


def run(battery: Battery, charge_wish_kw: Floats, discharge_wish_kw: Floats) -> Stored:
    """Charge and discharge as wished, as far as power and energy allow, over a year that repeats itself.

    >>> day = run(Battery(capacity_kwh=100.0, power_kw=10.0, round_trip_efficiency=0.81, self_discharge_per_h=0.0),
    ...           np.tile([4.0, 0.0], 2), np.tile([0.0, 9.0], 2))
    >>> day.charged_kw.tolist(), [round(kw, 9) for kw in day.discharged_kw.tolist()]
    ([4.0, 0.0, 4.0, 0.0], [0.0, 3.24, 0.0, 3.24])
    """
    own = Store(
        capacity_kwh=battery.capacity_kwh,
        one_way=sqrt(battery.round_trip_efficiency),
        kept_per_h=1 - battery.self_discharge_per_h,
    )
    return store.run(
        own, np.minimum(charge_wish_kw, battery.power_kw), np.minimum(discharge_wish_kw, battery.power_kw)
    )


def renewable_part_kw(stored: Stored, renewable_charge_kw: Floats, battery: Battery) -> Floats:
    """Discharge of renewable origin: what is stored is mixed, and given back in proportion. [kW]

    With `renewable_charge_kw` the part of the charge that was renewable. The mix at the start of
    the year is that at its end.
    """
    if np.array_equal(renewable_charge_kw, stored.charged_kw):
        return stored.discharged_kw
    one_way, kept = sqrt(battery.round_trip_efficiency), 1 - battery.self_discharge_per_h
    drawn_kwh = stored.discharged_kw / one_way
    whole_kwh = stored.stored_kwh + drawn_kwh
    share = np.divide(drawn_kwh, whole_kwh, out=np.zeros_like(drawn_kwh), where=whole_kwh > 0)
    fresh, first = [], []
    state, left = 0.0, 1.0  # stored of this year's renewable charge; left of whatever the year began with
    for charge_kwh, given in zip((renewable_charge_kw * one_way).tolist(), share.tolist(), strict=True):
        state, left = state * kept + charge_kwh, left * kept
        fresh.append(state * given)
        first.append(left * given)
        state, left = state - fresh[-1], left - first[-1]
    start = state / (1 - left) if left < 1 else stored.before_kwh
    return np.minimum((np.array(fresh) + start * np.array(first)) * one_way, stored.discharged_kw)
