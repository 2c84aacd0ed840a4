"""Monthly normals: means of many years at a place."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np

from dcenergy.weather.hourly import Floats, Notes, Place

WIND_ASSUMED_M_S = 3.0
"""Where a place has no wind normals: assumption, 1.5 to 5 m/s (10 m above open land)."""

CLEARNESS_ASSUMED = 0.6
"""Where a place has no radiation normals: share of the clear sky's (assumption, 0.4 to 0.8)."""


@dataclass(frozen=True, eq=False)
class Normals:
    """Monthly means of many years, each of shape (12,)."""

    name: str
    place: Place
    temp_c: Floats
    temp_max_c: Floats  # mean of the days' highest
    temp_min_c: Floats  # mean of the days' lowest
    vapour_pressure_pa: Floats
    pressure_pa: Floats
    ghi_kwh_m2_day: Floats | None = None
    wind_m_s: Floats | None = None
    temp_spread_k: Floats | None = None  # standard deviation of the days' means; absent: estimated (days.py)
    dew_point_spread_k: Floats | None = None
    notes: Notes = ()
    key: str = ""  # of a shipped place

    def text(self) -> str:
        """Return all of it in words, the same for the same normals."""
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        return repr(
            {key: value.tolist() if isinstance(value, np.ndarray) else value for key, value in values.items()}
        )


def mean_wind(normals: Normals) -> Floats:
    """Mean wind of the months [m/s]: as measured, else assumed."""
    return np.full(12, WIND_ASSUMED_M_S) if normals.wind_m_s is None else normals.wind_m_s
