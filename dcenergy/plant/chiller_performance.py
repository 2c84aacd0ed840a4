"""How good a chiller is at the temperatures of an hour: Carnot's form, or a manufacturer's curves."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Annotated, Literal, Self

import numpy as np
from numpy.typing import NDArray
from pydantic import Field, model_validator

from dcenergy.constants import ZERO_CELSIUS_K
from dcenergy.errors import DesignError
from dcenergy.reference.table import find, series
from dcenergy.section import Section, listed, option, quantity
from dcenergy.weather.hourly import Floats

Bools = NDArray[np.bool_]

EVAPORATOR_APPROACH_K = find("fixed_numbers", "carnot-evaporator-approach").value
CONDENSER_APPROACH_K = find("fixed_numbers", "carnot-condenser-approach").value
MIN_LIFT_K = find("fixed_numbers", "carnot-lift-min").value
MAX_COP = find("fixed_numbers", "carnot-cop-max").value
TABLE = "chiller_curves"


class PartLoad(Section):
    """Power over full-load power as a quadratic of load; below the minimum the chiller cycles."""

    constant: float = quantity(
        0.17, ge=0, le=1, low=0.0, high=0.3, source="energyplus_reference", doc="a0 of a0 + a1 x + a2 x^2."
    )
    linear: float = quantity(0.35, ge=-2, le=2, low=0.1, high=1.0, source="energyplus_reference", doc="a1.")
    square: float = quantity(0.48, ge=-2, le=2, low=0.0, high=0.8, source="energyplus_reference", doc="a2.")
    minimum: float = quantity(
        0.1,
        ge=0.01,
        le=1,
        low=0.05,
        high=0.3,
        source="energyplus_reference",
        doc="Lowest load without cycling.",
    )

    @model_validator(mode="after")
    def _takes_power(self) -> Self:
        turn = -self.linear / (2 * self.square) if self.square else 1.0
        loads = (
            self.minimum,
            1.0,
            min(max(turn, self.minimum), 1.0),
        )  # a quadratic is least at an end or at its turn
        if min(self.constant + self.linear * x + self.square * x**2 for x in loads) <= 0:
            raise ValueError(
                f"a chiller at work takes power, and this curve falls to 0 or below at loads of {self.minimum:g} to "
                "1; mend constant, linear and square"
            )
        return self


class CarnotAir(Section):
    """A share of Carnot's COP between chilled water and outdoor air; the capacity does not change."""

    model: Literal["carnot"] = option("carnot", doc="Share of Carnot's COP.")
    carnot_fraction: float = quantity(
        0.45, gt=0, lt=1, low=0.35, high=0.5, source="assumption", doc="COP over that of the Carnot cycle."
    )
    condenser_approach_k: float = quantity(
        12.0, gt=0, le=40, low=8, high=18, source="assumption", doc="Condensing temperature above the outdoor air."
    )
    min_air_c: float = quantity(
        10.0,
        ge=-40,
        le=40,
        low=5,
        high=20,
        source="assumption",
        doc="Fans hold the condenser as if the air were no colder.",
    )
    part_load: PartLoad = option(PartLoad(), doc="Part-load curve.")


class CarnotWater(Section):
    """A share of Carnot's COP between chilled and condenser water; the capacity does not change."""

    model: Literal["carnot"] = option("carnot", doc="Share of Carnot's COP.")
    carnot_fraction: float = quantity(
        0.55, gt=0, lt=1, low=0.45, high=0.65, source="assumption", doc="COP over that of the Carnot cycle."
    )
    min_water_c: float = quantity(
        12.0,
        ge=0,
        le=30,
        low=10,
        high=18,
        source="assumption",
        doc="Valves hold the condenser as if the water were no colder.",
    )
    part_load: PartLoad = option(PartLoad(), doc="Part-load curve.")


class Curves(Section):
    """Capacity and power by temperature: x is the chilled water that leaves, y what enters the condenser.

    Each is a + b x + c x^2 + d y + e y^2 + f x y over its value at the reference
    temperatures. EnergyPlus Engineering Reference, Chiller:Electric:EIR.
    """

    model: Literal["eir"] = option(doc="Curves with coefficients given here.")
    reference_cop: float = quantity(gt=0, le=30, low=2, high=12, doc="COP at full load and reference temperatures.")
    capacity: tuple[float, ...] = listed(doc="a to f of the capacity (CapFT).", min_length=6, max_length=6)
    power: tuple[float, ...] = listed(doc="a to f of power over capacity (EIRFT).", min_length=6, max_length=6)
    part_load: PartLoad = option(doc="Part-load curve (EIRFPLR).")
    supply_min_c: float = quantity(ge=-20, le=40, doc="Coldest chilled water that the curves know.")
    supply_max_c: float = quantity(ge=-20, le=40, doc="Warmest chilled water that the curves know.")
    entering_min_c: float = quantity(ge=-40, le=60, doc="Coldest condenser water or air that the curves know.")
    entering_max_c: float = quantity(ge=-40, le=60, doc="Warmest condenser water or air that the curves know.")


class ShippedAir(Section):
    """Published curves of an air-cooled chiller, scaled to the capacity needed."""

    model: Literal["eir_shipped"] = option(doc="Curves that dcenergy ships.")
    curves: Literal["mcquay_agz010bs_34kw"] = option(doc="Set of the table chiller_curves.")


class ShippedWater(Section):
    """Published curves of a water-cooled chiller, scaled to the capacity needed."""

    model: Literal["eir_shipped"] = option(doc="Curves that dcenergy ships.")
    curves: Literal["mcquay_wsc_471kw"] = option(doc="Set of the table chiller_curves.")


AirPerformance = Annotated[CarnotAir | Curves | ShippedAir, Field(discriminator="model")]
WaterPerformance = Annotated[CarnotWater | Curves | ShippedWater, Field(discriminator="model")]


@dataclass(frozen=True, eq=False)
class Rating:
    """Full load at the temperatures of each hour; arrays of shape (hours,)."""

    capacity_factor: Floats  # over the reference capacity
    cop: Floats
    clipped: Bools  # hours outside the curves, reckoned at their edge
    part_load: PartLoad


def carnot_cop(evaporating_c: Floats | float, condensing_c: Floats | float, fraction: float) -> Floats:
    """Full-load COP as a share of Carnot's. [-]

    The lift is at least 8 K and the COP at most 18: smaller lifts are not run in practice.

    >>> round(float(carnot_cop(18.0, 32.5, 0.55)), 7)
    11.0436207
    """
    lift = np.maximum(np.asarray(condensing_c) - evaporating_c, MIN_LIFT_K)
    return np.minimum(fraction * (np.asarray(evaporating_c) + ZERO_CELSIUS_K) / lift, MAX_COP)


def biquadratic(coefficients: tuple[float, ...], x: Floats | float, y: Floats | float) -> Floats:
    """Surface over two temperatures: a + b x + c x^2 + d y + e y^2 + f x y. [-]

    The McQuay WSC's capacity at its reference, 8.89 and 26.67 degC:

    >>> curve = (2.521130e-01, 1.324053e-02, -8.637329e-03, 8.581056e-02, -4.261176e-03, 8.661899e-03)
    >>> round(float(biquadratic(curve, 8.89, 26.67)), 2)
    1.0
    """
    a, b, c, d, e, f = coefficients
    return np.asarray(a + x * (b + c * x) + y * (d + e * y + f * x))


def part_load_factor(load: Floats | float, curve: PartLoad) -> Floats:
    """Power over full-load power at the same temperatures. [-]

    Cycling below the minimum: power falls in proportion to load. EnergyPlus Engineering
    Reference, Chiller:Electric:EIR.

    >>> float(part_load_factor(1.0, PartLoad()))
    1.0
    """
    x = np.maximum(load, curve.minimum)
    return np.asarray((curve.constant + curve.linear * x + curve.square * x**2) * np.asarray(load) / x)


def rate_air(performance: CarnotAir | Curves | ShippedAir, supply_c: float, air_c: Floats) -> Rating:
    """Rate chillers that make water of `supply_c` in outdoor air of `air_c`."""
    if isinstance(performance, CarnotAir):
        condensing_c = np.maximum(air_c, performance.min_air_c) + performance.condenser_approach_k
        return _carnot(performance, supply_c, condensing_c)
    return _curves(performance, supply_c, air_c)


def rate_water(
    performance: CarnotWater | Curves | ShippedWater, supply_c: float, entering_c: Floats, delta_t_k: float
) -> Rating:
    """Rate chillers that make water of `supply_c`, condensed by water that enters at `entering_c`.

    `delta_t_k` is the condenser water's warming at full load.
    """
    if isinstance(performance, CarnotWater):
        leaving_c = np.maximum(entering_c, performance.min_water_c) + delta_t_k
        return _carnot(performance, supply_c, leaving_c + CONDENSER_APPROACH_K)
    return _curves(performance, supply_c, entering_c)


def _carnot(performance: CarnotAir | CarnotWater, supply_c: float, condensing_c: Floats) -> Rating:
    cop = carnot_cop(supply_c - EVAPORATOR_APPROACH_K, condensing_c, performance.carnot_fraction)
    return Rating(np.ones_like(cop), cop, np.zeros(cop.shape, dtype=bool), performance.part_load)


def _curves(performance: Curves | ShippedAir | ShippedWater, supply_c: float, entering_c: Floats) -> Rating:
    curves = performance if isinstance(performance, Curves) else shipped(performance.curves)
    low, high = curves.supply_min_c, curves.supply_max_c
    if not low <= supply_c <= high:
        raise DesignError(
            "cooling.loop.coil_approach_k",
            f"the chillers' curves know chilled water of {low:g} to {high:g} degC, and water of "
            f"{supply_c:g} degC is asked for; change one of the two, or take other curves",
        )
    held_c = np.clip(entering_c, curves.entering_min_c, curves.entering_max_c)
    capacity = biquadratic(curves.capacity, supply_c, held_c)
    power = biquadratic(curves.power, supply_c, held_c)
    if np.min(capacity) <= 0 or np.min(power) <= 0:
        raise DesignError(
            "cooling", "the chillers' curves fall below zero inside their limits; mend the coefficients"
        )
    return Rating(capacity, curves.reference_cop / power, held_c != entering_c, curves.part_load)


def set_of(key: str) -> str:
    """Return what the table calls a set of curves that a profile names.

    >>> set_of("mcquay_wsc_471kw")
    'mcquay-wsc-471kw'
    """
    return key.replace("_", "-")


@cache
def shipped(key: str) -> Curves:
    """Return a published set of curves.

    >>> shipped("mcquay_wsc_471kw").reference_cop
    5.89
    """
    value = {part: row.value for part, row in series(TABLE)[set_of(key)].items()}
    return Curves(
        model="eir",
        reference_cop=value["reference-cop"],
        capacity=tuple(value[f"capacity-{letter}"] for letter in "abcdef"),
        power=tuple(value[f"power-{letter}"] for letter in "abcdef"),
        part_load=PartLoad(**{name: value[f"part-load-{name}"] for name in PartLoad.model_fields}),
        supply_min_c=value["supply-min"],
        supply_max_c=value["supply-max"],
        entering_min_c=value["entering-min"],
        entering_max_c=value["entering-max"],
    )
