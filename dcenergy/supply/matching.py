"""Renewable electricity against load: over the year's volumes, and hour by hour.

A year's volume may be all of the load while half the hours have none of it. Both are shown; the hourly match
never exceeds the annual one, as a cyclic battery gives back no more than it took.
"""

from __future__ import annotations

import numpy as np

from dcenergy.weather.hourly import Floats


def annual_match(load_kw: Floats, renewable_kw: Floats) -> float:
    """Renewable volume over load, over the whole period, at most 1. [-]

    >>> day = np.tile([2.0, 0.0], 12)
    >>> annual_match(np.ones(24), day), hourly_match(np.ones(24), day)
    (1.0, 0.5)
    """
    return float(min(1.0, renewable_kw.sum() / load_kw.sum()))


def matched_kw(
    load_kw: Floats,
    renewable_kw: Floats,
    exported_kw: Floats | float = 0.0,
    charged_kw: Floats | float = 0.0,
    discharged_kw: Floats | float = 0.0,
) -> Floats:
    """Load that renewable power meets in its own hour: min(L, R - X - C + D). [kW]

    Parameters
    ----------
    charged_kw, discharged_kw : the battery's flows of renewable origin

    >>> matched_kw(np.array([1.0, 1.0]), np.array([2.0, 0.0]), 0.0, np.array([1.0, 0.0]), np.array([0.0, 0.9]))
    array([1. , 0.9])
    """
    left_kw = renewable_kw - exported_kw - charged_kw + discharged_kw
    return np.clip(left_kw, 0.0, load_kw)


def hourly_match(
    load_kw: Floats,
    renewable_kw: Floats,
    exported_kw: Floats | float = 0.0,
    charged_kw: Floats | float = 0.0,
    discharged_kw: Floats | float = 0.0,
) -> float:
    """Share of load that renewable power meets in its own hour; never above the annual match. [-]"""
    matched = matched_kw(load_kw, renewable_kw, exported_kw, charged_kw, discharged_kw)
    return float(matched.sum() / load_kw.sum())


def excess_kw(delivered_kw: Floats, import_kw: Floats) -> Floats:
    """Delivery of contracts beyond the import of its hour, shared by what each delivers. [kW]

    Parameters
    ----------
    delivered_kw : of shape (contracts, hours)
    import_kw : at the meter, of shape (hours,)

    >>> excess_kw(np.array([[3.0, 1.0], [1.0, 1.0]]), np.array([2.0, 5.0])).tolist()
    [[1.5, 0.0], [0.5, 0.0]]
    """
    whole = delivered_kw.sum(axis=0)
    beyond = np.maximum(whole - import_kw, 0.0)
    return np.asarray(delivered_kw * np.divide(beyond, whole, out=np.zeros_like(whole), where=whole > 0))
