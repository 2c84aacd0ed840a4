"""How the days of a place differ: as measured, else by regression and by what stations around it have beyond that."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dcenergy.weather import neighbours, psychrometrics, spreads
from dcenergy.weather.climate import Normals, mean_wind
from dcenergy.weather.hourly import Floats, Place
from dcenergy.weather.neighbours import Stations


@dataclass(frozen=True, eq=False)
class Days:
    """How days differ from their season's course, month by month, each of shape (12,)."""

    temp_k: Floats  # standard deviation of their mean temperatures
    dew_point_k: Floats  # ... and dew points
    correlation: Floats  # of the two


def expected(normals: Normals, place: Place, known: Stations | None = None) -> Days:
    """Return how days are likely to differ at `place`.

    Measured deviations go before estimated ones. `known` are the stations to learn from: all that are shipped,
    unless a year is to be judged by others than its own.
    """
    beyond = neighbours.beyond_regression(place, known or neighbours.stations())
    mean_c = psychrometrics.dew_point_from_vapour_pressure_c(normals.vapour_pressure_pa)
    depression_k = np.maximum(normals.temp_c - mean_c, spreads.LEAST_MEAN_DEPRESSION_K)
    temp_k = normals.temp_spread_k
    if temp_k is None:
        range_k = normals.temp_max_c - normals.temp_min_c
        told_k = spreads.by_temp_k(normals.temp_c, range_k, mean_wind(normals), place.latitude_deg)
        temp_k = told_k * np.exp(beyond[0])
    dew_point_k = normals.dew_point_spread_k
    if dew_point_k is None:
        dew_point_k = spreads.by_dew_point_k(temp_k, mean_c, depression_k) * np.exp(beyond[1])
    correlation = np.tanh(np.arctanh(spreads.shared(normals.temp_c, depression_k, place.latitude_deg)) + beyond[2])
    return Days(temp_k, dew_point_k, correlation)
