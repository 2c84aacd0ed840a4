"""Pumps: electricity from flow, lift and friction."""

from __future__ import annotations

from typing import Self

import numpy as np
from pydantic import model_validator

from dcenergy.constants import GRAVITY_M_S2
from dcenergy.section import Section, quantity
from dcenergy.weather.hourly import Floats


class Pump(Section):
    """A variable-speed pump between two levels."""

    static_head_m: float = quantity(
        12.0, ge=0, le=300, low=0, high=60, source="assumption", doc="Lift that every flow must overcome."
    )
    friction_head_m: float = quantity(
        13.0, ge=0, le=300, low=3, high=60, source="assumption", doc="Friction of pipes at the design flow."
    )
    efficiency: float = quantity(
        0.75,
        gt=0,
        le=1,
        low=0.65,
        high=0.85,
        source="lei_masanet",
        doc="Wire to water: drive, motor and pump.",
    )
    motor_efficiency: float = quantity(
        0.90,
        gt=0,
        le=1,
        low=0.85,
        high=0.97,
        source="energyplus_reference",
        doc="Share of the electricity that ends as heat in the water; the rest warms the plant room.",
    )
    min_flow_fraction: float = quantity(
        0.3,
        ge=0,
        le=1,
        low=0.2,
        high=0.5,
        source="assumption",
        doc="Lowest flow the drive allows, per design flow.",
    )

    @model_validator(mode="after")
    def _motor_drives_the_pump(self) -> Self:
        refuse_weak_motor(self.motor_efficiency, self.efficiency)
        return self


def refuse_weak_motor(motor_efficiency: float, efficiency: float) -> None:
    """Refuse a motor that loses more than the whole pump set of which it is a part.

    Raises
    ------
    ValueError
        Where less electricity would reach the shaft than the water's own work.
    """
    if motor_efficiency < efficiency:
        raise ValueError(
            f"motor_efficiency {motor_efficiency:g} is below the whole pump's efficiency {efficiency:g}, "
            "of which it is a part; raise it or lower the other"
        )


def pump_kw(
    flow_m3_s: Floats,
    design_flow_m3_s: float,
    static_pa: float,
    friction_pa: float,
    efficiency: float,
) -> Floats:
    """Electricity of a pump whose friction follows the square of its flow. [kW]

    P = V (static + friction (V / V_design)^2) / efficiency: the affinity laws on a
    quadratic system curve.

    >>> v = np.array(1000 / (998 * 4.186 * 2.5))  # carries 1 MW at 2.5 K
    >>> round(float(pump_kw(v, float(v), 25 * 998 * 9.80665, 60e3, 0.75)), 4)
    38.8962
    """
    relative = flow_m3_s / design_flow_m3_s if design_flow_m3_s > 0 else np.zeros_like(flow_m3_s)
    return np.asarray(flow_m3_s * (static_pa + friction_pa * relative**2) / efficiency / 1000)


def head_pa(head_m: float, density_kg_m3: float) -> float:
    """Pressure of a column of liquid. [Pa]

    >>> round(head_pa(10.0, 998.0))
    97870
    """
    return head_m * density_kg_m3 * GRAVITY_M_S2
