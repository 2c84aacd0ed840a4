"""Plate heat exchangers: how much heat a cold source can take from a warm loop."""

from __future__ import annotations

import numpy as np

from dcenergy.section import Section, quantity
from dcenergy.weather.hourly import Floats


class Plates(Section):
    """A counterflow exchanger known by its surface; the heat transfer does not change with the flows."""

    ua_kw_per_k: float = quantity(gt=0, doc="Heat transfer coefficient times surface, clean.")
    fouling: float = quantity(
        0.0, ge=0, lt=1, low=0.0, high=0.2, source="assumption", doc="Share of the heat transfer lost to growth."
    )


def reach(source_c: Floats | float, return_c: Floats | float, supply_c: Floats | float, approach_k: float) -> Floats:
    """Cooling that a source could give a loop over the cooling it needs; above 1 there is some to spare. [-]

    The loop comes at `return_c`, must leave at `supply_c`, and can be brought to `source_c` +
    `approach_k` at best. A loop that comes as cold as it must leave needs nothing: 1.
    """
    possible, needed = np.broadcast_arrays(
        np.asarray(return_c) - (np.asarray(source_c) + approach_k), np.asarray(return_c) - supply_c
    )
    return np.asarray(np.divide(possible, needed, out=np.ones(needed.shape), where=needed > 0))


def free_fraction(
    source_c: Floats | float, return_c: Floats | float, supply_c: Floats | float, approach_k: float
) -> Floats:
    """Share of a loop's heat that a source can take, by the approach at the cold end. [-]

    Lei and Masanet (2020), eq. for water-side economisers.

    >>> float(free_fraction(source_c=22.5, return_c=28.0, supply_c=20.0, approach_k=1.5))
    0.5
    """
    return np.clip(reach(source_c, return_c, supply_c, approach_k), 0.0, 1.0)


def effectiveness(ntu: Floats | float, capacity_ratio: Floats | float) -> Floats:
    """Effectiveness of a counterflow exchanger. [-]

    `capacity_ratio` is the smaller heat capacity flow, which NTU refers to, over the larger: 0..1.
    Incropera and DeWitt, Fundamentals of Heat and Mass Transfer, table 11.3.

    >>> round(float(effectiveness(3.0, 0.5)), 10)
    0.8744251519
    >>> float(effectiveness(3.0, 1.0))
    0.75
    """
    ntu, ratio = np.broadcast_arrays(np.asarray(ntu, dtype=float), np.asarray(capacity_ratio, dtype=float))
    apart = 1 - ratio
    gone = -np.expm1(-ntu * apart)  # 1 - exp(-NTU (1 - Cr)), exact where the flows are nearly balanced
    balanced = apart < 1e-12
    unequal = gone / np.where(balanced, 1.0, apart + ratio * gone)
    return np.where(balanced, ntu / (1 + ntu), unequal)


def source_rise_k(source_c: Floats, return_c: Floats | float, wanted_k: float, hot_end_k: float) -> Floats:
    """Warming of the source that the second law allows, at most `wanted_k`. [K]

    The source cannot leave warmer than the loop's return less `hot_end_k`; 0 where it
    cannot take heat at all.

    >>> source_rise_k(np.array([10.0, 26.0, 29.0]), 28.0, 2.5, 0.5).tolist()
    [2.5, 1.5, 0.0]
    """
    return np.clip(np.asarray(return_c) - hot_end_k - source_c, 0.0, wanted_k)


def transfer_kw(
    plates: Plates, warm_kw_per_k: Floats | float, cold_kw_per_k: Floats | float, apart_k: Floats | float
) -> Floats:
    """Heat between two flows, given as heat per kelvin, that enter `apart_k` apart; 0 where nothing flows. [kW]

    Flows of 200 and 400 kW/K, 600 kW/K and 8 K: NTU 3 and a ratio of 0.5.

    >>> round(float(transfer_kw(Plates(ua_kw_per_k=600.0), 200.0, 400.0, 8.0)), 4)
    1399.0802
    """
    small, large = np.minimum(warm_kw_per_k, cold_kw_per_k), np.maximum(warm_kw_per_k, cold_kw_per_k)
    ua = plates.ua_kw_per_k * (1 - plates.fouling)
    ntu = np.divide(ua, small, out=np.zeros_like(small), where=small > 0)
    ratio = np.divide(small, large, out=np.zeros_like(small), where=large > 0)
    return np.asarray(effectiveness(ntu, ratio) * small * apart_k)
