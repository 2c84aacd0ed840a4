"""Plate heat exchangers: how much heat a cold source can take from a warm loop."""

from __future__ import annotations

import numpy as np

from dcenergy.weather.hourly import Floats


def free_fraction(
    source_c: Floats | float, return_c: Floats | float, supply_c: Floats | float, approach_k: float
) -> Floats:
    """Share of a loop's heat that a source can take, by the approach at the cold end. [-]

    The loop comes at `return_c`, must leave at `supply_c`, and can be brought to `source_c` +
    `approach_k` at best. Lei and Masanet (2020), eq. for water-side economisers.

    >>> float(free_fraction(source_c=22.5, return_c=28.0, supply_c=20.0, approach_k=1.5))
    0.5
    """
    reachable = np.asarray(return_c) - (np.asarray(source_c) + approach_k)
    return np.clip(reachable / (np.asarray(return_c) - supply_c), 0.0, 1.0)


def effectiveness(ntu: Floats | float, capacity_ratio: Floats | float) -> Floats:
    """Effectiveness of a counterflow exchanger. [-]

    `capacity_ratio` is the heat capacity flow that effectiveness and NTU refer to over the
    other one: of two waters the smaller over the larger, 0..1; of a tower's air over its
    water, where it may exceed 1. Incropera and DeWitt, Fundamentals of Heat and Mass
    Transfer, table 11.3.

    >>> round(float(effectiveness(3.0, 0.5)), 10)
    0.8744251519
    >>> float(effectiveness(3.0, 1.0))
    0.75
    >>> round(float(effectiveness(1.5, 2.0)), 9)  # the same exchanger, seen from the larger flow
    0.437212576
    """
    ntu, ratio = np.broadcast_arrays(np.asarray(ntu, dtype=float), np.asarray(capacity_ratio, dtype=float))
    apart = np.abs(1 - ratio)
    gone = -np.expm1(-ntu * apart)  # 1 - exp(-NTU |1 - Cr|), exact where the flows are nearly balanced
    balanced = apart < 1e-12
    unequal = gone / np.where(balanced, 1.0, apart + np.minimum(ratio, 1.0) * gone)
    return np.where(balanced, ntu / (1 + ntu), unequal)


def source_rise_k(source_c: Floats, return_c: Floats | float, wanted_k: float, hot_end_k: float) -> Floats:
    """Warming of the source that the second law allows, at most `wanted_k`. [K]

    The source cannot leave warmer than the loop's return less `hot_end_k`; 0 where it
    cannot take heat at all.

    >>> source_rise_k(np.array([10.0, 26.0, 29.0]), 28.0, 2.5, 0.5).tolist()
    [2.5, 1.5, 0.0]
    """
    return np.clip(np.asarray(return_c) - hot_end_k - source_c, 0.0, wanted_k)
