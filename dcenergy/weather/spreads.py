"""How far days differ from their season's course: deviations by regression on real years, and as found.

The regressions are those of 65 real years; what they say of the annual ranges and the latitude was estimated anew
on 25 others (benchmarks/spreads_of_days.py), none of them one by which typical years are judged. What they miss of
a region is told by the stations there (neighbours.py).
"""

from __future__ import annotations

import numpy as np

from dcenergy.weather.hourly import Floats
from dcenergy.weather.series import days_of_months, monthly_mean, per_day

MONTHS = np.arange(1, 13)

LEAST_RANGE_K = 1.0
"""Of the months' dew points, for the regression: none of its years has less (Singapore 1.5)."""


LEAST_MEAN_DEPRESSION_K = 0.5
"""Of a month: its mean vapour pressure may exceed the saturation pressure at its mean temperature (assumption,
0.2 to 1)."""


def by_temp_k(temp_c: Floats, range_k: Floats, wind_m_s: Floats, latitude_deg: float) -> Floats:
    """Standard deviation of the days' mean temperatures about the season's course [K], shape (12,).

    From the months' means, their days' ranges, their wind and the latitude.
    """
    latitude = abs(latitude_deg)
    coldest_month = 1 if latitude_deg >= 0 else 7
    season = np.cos(2 * np.pi * (MONTHS - coldest_month) / 12)
    change_k = (np.roll(temp_c, -1) - np.roll(temp_c, 1)) / 2
    spread_k: Floats = np.exp(
        -1.074
        + 0.451 * np.log(np.ptp(temp_c))
        + 0.0041 * latitude
        + (0.098 + 0.0028 * latitude) * season
        + 0.136 * np.log(range_k)
        + 0.0106 * np.abs(change_k)
        + 0.0785 * np.minimum(wind_m_s, 8.0)
    )
    return spread_k


def by_dew_point_k(temp_spread_k: Floats, dew_point_c: Floats, depression_k: Floats) -> Floats:
    """Standard deviation of the days' mean dew points [K], shape (12,), by the same regression.

    Where months differ much in their dew points, air of several origins passes, and days differ too.

    >>> by_dew_point_k(np.full(12, 3.0), np.linspace(-5.0, 17.0, 12), np.full(12, 5.0))[[0, -1]].round(2).tolist()
    [4.11, 3.41]
    """
    spread_k: Floats = np.exp(
        -0.143
        + 0.72 * np.log(temp_spread_k)
        + 0.068 * np.log(depression_k)
        + 0.215 * np.log(np.maximum(np.ptp(dew_point_c), LEAST_RANGE_K))
        - 0.0013 * dew_point_c
        - 0.0006 * dew_point_c**2
    )
    return spread_k


def by_clearness(clearness: Floats) -> Floats:
    """Standard deviation of the days' share of the clear sky's radiation.

    >>> by_clearness(np.array([0.2, 0.5, 0.9])).round(3).tolist()
    [0.12, 0.23, 0.153]
    """
    return np.minimum(np.clip(0.23 - 0.31 * np.maximum(0.0, clearness - 0.65), 0.09, 0.23), 0.6 * clearness)


def found(daily: Floats) -> Floats:
    """Standard deviation of days about the course through their months' means, shape (12,)."""
    anomaly = daily - days_of_months(monthly_mean(daily))
    spread: Floats = np.sqrt(monthly_mean((anomaly - per_day(monthly_mean(anomaly))) ** 2))
    return spread


def within_day_k(range_k: Floats, dew_point_c: Floats, depression_k: Floats) -> Floats:
    """Standard deviation of the hours' dew points about their day's mean [K], by the same regression.

    >>> round(float(within_day_k(np.array(10.0), np.array(10.0), np.array(5.0))), 2)
    1.67
    """
    spread_k: Floats = np.exp(-0.211 + 0.278 * np.log(range_k) + 0.157 * np.log(depression_k) - 0.017 * dew_point_c)
    return spread_k


def shared(temp_c: Floats, depression_k: Floats, latitude_deg: float) -> Floats:
    """Correlation of the days' dew points with their temperatures, by the same regression.

    >>> round(float(shared(np.array(10.0), np.array(5.0), 40.0)), 2)
    0.64
    """
    return np.clip(0.75 - 0.0092 * temp_c - 0.042 * depression_k + 0.0048 * abs(latitude_deg), 0.0, 0.95)
