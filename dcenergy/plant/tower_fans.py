"""Fans of cooling towers: the air flow that takes a heat, and the power that moves it."""

from __future__ import annotations

import numpy as np

from dcenergy.constants import FRESH_WATER
from dcenergy.plant.tower_fill import DEPTHS
from dcenergy.weather.hourly import Floats

NEWTON_STEPS = 8


def fan_power(air_flow: Floats | float, min_speed: float, natural_draught: float) -> Floats:
    """Fan power over that at full speed: the cube of speed; below the least speed fans cycle. [-]

    >>> fan_power(np.array([1.0, 0.5, 0.15, 0.1]), 0.2, 0.1).round(6).tolist()
    [1.0, 0.125, 0.004, 0.0]
    """
    flow = np.asarray(air_flow)
    on = np.clip((flow - natural_draught) / max(min_speed - natural_draught, 1e-9), 0.0, 1.0)
    return np.asarray(np.maximum(flow, min_speed) ** 3 * on)


def part_flow(
    surface_kj_kg: tuple[Floats, ...],
    wet_bulb_kj_kg: Floats,
    range_k: Floats,
    water_kg_s: Floats,
    full_kg_s: Floats,
    heat_kw: Floats,
    constant: float,
    exponent: float,
) -> Floats:
    """Air flow per full flow that takes a heat which full flow more than takes. [-]

    The inverse of `tower_fill.taken_by_air_kw`. With q = full flow / flow the drives d at both depths of the fill
    fall in a straight line with q, and the heat is k q^(n-1) d1 d2 / (d1 + d2). Hence k d1 d2 less
    heat q^(1-n) (d1 + d2) is 0: a function that is convex in q (a convex parabola less a concave term), above 0 at
    q = 1 and below 0 where a drive ends. Newton's steps reach its one root from below. Where q^(1-n) is held it is
    a quadratic, whose roots at q = 1 and at the larger of them enclose the root.
    """
    k = 2 * constant * full_kg_s ** (1 - exponent) * water_kg_s**exponent
    gained_kj_kg = water_kg_s / full_kg_s * FRESH_WATER.heat_capacity_kj_kg_k * range_k
    (fall, other_fall), (top, other_top) = (
        [depth * gained_kj_kg for depth in DEPTHS],
        [surface - wet_bulb_kj_kg for surface in surface_kj_kg],
    )
    falls, tops = fall + other_fall, top + other_top

    def held(k: Floats) -> Floats:
        """Smaller root of k (top - fall q) (other_top - other_fall q) - heat (tops - falls q)."""
        linear, least = (
            k * (top * other_fall + other_top * fall) - heat_kw * falls,
            k * top * other_top - heat_kw * tops,
        )
        below = linear + np.sqrt(np.maximum(linear**2 - 4 * k * fall * other_fall * least, 0.0))
        return np.asarray(np.divide(2 * least, below, out=np.ones_like(below), where=below > 0))

    most = np.maximum(held(k), 1.0)
    q = np.clip(held(k * most ** (exponent - 1)), 1.0, most)
    for _ in range(NEWTON_STEPS):
        drive, other, power = top - fall * q, other_top - other_fall * q, q ** (1 - exponent)
        excess = k * drive * other - heat_kw * power * (drive + other)
        slope = -k * (fall * other + other_fall * drive) - heat_kw * power * (
            (1 - exponent) / q * (drive + other) - falls
        )
        q = np.clip(q - excess / slope, 1.0, most)
    return np.asarray(1 / q)
