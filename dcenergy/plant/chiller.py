"""Vapour-compression chillers: which of them run, and the electricity they take."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import numpy as np

from dcenergy.plant.chiller_performance import (
    AirPerformance,
    CarnotAir,
    CarnotWater,
    Rating,
    WaterPerformance,
    part_load_factor,
    rate_air,
    rate_water,
)
from dcenergy.section import Section, option, quantity
from dcenergy.weather.hourly import Floats

ROUNDING = 1e-9
"""A load above the capacity by no more than this is carried: sums of heats are rounded."""


class Chillers(Section):
    """Equal chillers side by side; as few run as carry the load, and they share it."""

    capacity_kw: float | None = quantity(
        None,
        gt=0,
        per_it_kw=(0.01, 5),
        source="derived",
        doc="Cooling capacity of the `count` at reference temperatures; absent: it carries the heat with all servers "
        "at full utilisation on the hottest day.",
    )
    count: int = quantity(
        1, ge=1, le=200, low=1, high=20, source="assumption", doc="Chillers that carry the capacity."
    )
    redundancy: Literal["N", "N+1", "2N"] = option(
        "N", doc="Chillers beyond the count; they run when those are not enough.", source="assumption"
    )

    @property
    def installed(self) -> int:
        """Chillers with their spares."""
        return {"N": self.count, "N+1": self.count + 1, "2N": 2 * self.count}[self.redundancy]


class AirCooledChiller(Chillers):
    """Chillers that give their heat to the outdoor air; their COP contains the condenser fans."""

    chiller: Literal["air_cooled"] = option("air_cooled", doc="Condensed by air.")
    design_air_c: float | None = quantity(
        None,
        ge=-40,
        le=60,
        low=25,
        high=50,
        source="derived",
        doc="Outdoor air in which a capacity that is not given carries the design heat; absent: the site's extreme.",
    )
    performance: AirPerformance = option(CarnotAir(), doc="Capacity and COP by temperature and load.")


class SourceCooledChiller(Chillers):
    """Chillers condensed by the lake, river or sea itself."""

    chiller: Literal["source_cooled"] = option(doc="Condensed by the water body.")
    arrangement: Literal["parallel", "series"] = option(
        "parallel",
        doc="Condensers beside the exchangers with a flow of their own, or behind them in the water they warmed.",
        source="assumption",
    )
    condenser_delta_t_k: float = quantity(
        5.5, gt=0, le=20, low=4, high=6, source="assumption", doc="Warming of the water in the condenser."
    )
    performance: WaterPerformance = option(CarnotWater(), doc="Capacity and COP by temperature and load.")


class WaterCooledChiller(Chillers):
    """Chillers condensed by the water of cooling towers."""

    design_water_c: float | None = quantity(
        None,
        ge=0,
        le=60,
        low=18,
        high=40,
        source="derived",
        doc="Tower water at which a capacity that is not given carries the design heat; absent: that of the rating.",
    )
    performance: WaterPerformance = option(CarnotWater(), doc="Capacity and COP by temperature and load.")


@dataclass(frozen=True, eq=False)
class ChillerHours:
    """What chillers did; arrays of shape (hours,)."""

    power_kw: Floats
    heat_kw: Floats  # taken from the loop
    unmet_kw: Floats  # beyond their capacity
    rejected_kw: Floats
    conditions: Mapping[str, int] = field(default_factory=dict)  # what bound, in how many hours
    capacity_kw: float = 0.0  # of those that carry the load, at reference temperatures
    possible_kw: Floats | float = 0.0  # what they could take at the hour's temperatures, spares apart


def run(
    chillers: Chillers, heat_kw: Floats, design_kw: float, rating: Rating, design_factor: float = 1.0
) -> ChillerHours:
    """Give `heat_kw` to as few of the chillers as can carry it; what all cannot take is unmet.

    A capacity that is not given carries `design_kw` at the design temperatures, where
    `design_factor` of the reference capacity is left.

    One chiller of 1,000 kW and COP 5 at half load: 200 kW times 0.17 + 0.35 / 2 + 0.48 / 4.

    >>> rating = Rating(np.array([1.0]), np.array([5.0]), np.array([False]), CarnotAir().part_load)
    >>> run(Chillers(), np.array([500.0]), 1000.0, rating).power_kw.round(6).tolist()
    [93.0]
    """
    capacity_kw = chillers.capacity_kw or design_kw / design_factor
    unit_kw = capacity_kw / chillers.count * rating.capacity_factor
    wanted = np.ceil(heat_kw / unit_kw - ROUNDING)
    running = np.minimum(wanted, chillers.installed)
    load = np.divide(heat_kw, running * unit_kw, out=np.zeros_like(heat_kw), where=running > 0)
    taken_kw = np.where(load > 1, running * unit_kw, heat_kw)
    power_kw = running * unit_kw / rating.cop * part_load_factor(np.minimum(load, 1.0), rating.part_load)
    return ChillerHours(
        power_kw=power_kw,
        heat_kw=taken_kw,
        unmet_kw=heat_kw - taken_kw,
        rejected_kw=taken_kw + power_kw,
        conditions={
            "chiller_curves": int(np.count_nonzero(rating.clipped & (running > 0))),
            "chillers_cycling": int(np.count_nonzero((load > 0) & (load < rating.part_load.minimum))),
            "chillers_spare": int(np.count_nonzero(running > chillers.count)),
        },
        capacity_kw=capacity_kw,
        possible_kw=chillers.count * unit_kw,
    )


def air_cooled(
    chiller: AirCooledChiller, heat_kw: Floats, design_kw: float, supply_c: float, air_c: Floats
) -> ChillerHours:
    """Run air-cooled chillers that make water of `supply_c` in outdoor air of `air_c`."""
    rating = rate_air(chiller.performance, supply_c, air_c)
    if chiller.design_air_c is None:
        return run(chiller, heat_kw, design_kw, rating)
    hottest = rate_air(chiller.performance, supply_c, np.array(chiller.design_air_c))
    return run(chiller, heat_kw, design_kw, rating, float(hottest.capacity_factor))


def source_cooled(
    chiller: SourceCooledChiller, heat_kw: Floats, design_kw: float, supply_c: float, entering_c: Floats
) -> ChillerHours:
    """Run chillers condensed by water of the source that enters at `entering_c`; its warmest sizes them."""
    rating = rate_water(chiller.performance, supply_c, entering_c, chiller.condenser_delta_t_k)
    warmest_c = np.array(np.max(entering_c))
    warmest = rate_water(chiller.performance, supply_c, warmest_c, chiller.condenser_delta_t_k)
    return run(chiller, heat_kw, design_kw, rating, float(warmest.capacity_factor))


def water_cooled(
    chiller: WaterCooledChiller,
    heat_kw: Floats,
    design_kw: float,
    supply_c: float,
    entering_c: Floats,
    delta_t_k: float,
) -> ChillerHours:
    """Run chillers condensed by tower water that enters at `entering_c` and warms by `delta_t_k` at full load."""
    rating = rate_water(chiller.performance, supply_c, entering_c, delta_t_k)
    if chiller.design_water_c is None:
        return run(chiller, heat_kw, design_kw, rating)
    warmest = rate_water(chiller.performance, supply_c, np.array(chiller.design_water_c), delta_t_k)
    return run(chiller, heat_kw, design_kw, rating, float(warmest.capacity_factor))
