"""Wind turbines: from the wind of a weather station to power at the meter."""

from __future__ import annotations

from itertools import pairwise
from typing import Self

import numpy as np
from pydantic import model_validator

from dcenergy.errors import DesignError
from dcenergy.plant.air import dry_air_density_kg_m3
from dcenergy.reference.table import find
from dcenergy.section import Section, listed, quantity
from dcenergy.weather.hourly import Floats, Weather

STANDARD_DENSITY_KG_M3 = find("fixed_numbers", "wind-density").value
"""Of the air that power curves are stated for [kg/m3]. IEC 61400-12-1: 15 degC at sea level."""


class Turbine(Section):
    """A turbine per kilowatt, and how the station's wind reaches its hub."""

    hub_height_m: float = quantity(100.0, gt=0, le=300, low=60, high=160, source="assumption", doc="Over ground.")
    station_height_m: float = quantity(
        10.0, gt=0, le=300, low=2, high=100, source="wmo_8", doc="Where the weather's wind was measured."
    )
    shear_exponent: float = quantity(
        0.14,
        ge=0,
        le=1,
        low=0.1,
        high=0.3,
        source="iec_61400_1",
        doc="Growth of wind with height: about 1/7 over open land, more over rough.",
    )
    speed_factor: float = quantity(
        1.0,
        gt=0,
        le=3,
        low=0.8,
        high=1.5,
        source="assumption",
        doc="The site's mean wind over the station's, from a wind atlas where one is known.",
    )
    cut_in_m_s: float = quantity(3.0, ge=0, le=10, low=2.5, high=4, source="assumption", doc="Below it stands still.")
    rated_m_s: float = quantity(12.0, gt=0, le=30, low=10, high=15, source="assumption", doc="Full power from here.")
    cut_out_m_s: float = quantity(25.0, gt=0, le=50, low=20, high=34, source="assumption", doc="Stops above.")
    curve_m_s: tuple[float, ...] | None = listed(None, doc="Wind speeds of a maker's power curve.", min_length=2)
    curve_share: tuple[float, ...] | None = listed(None, doc="Its power at each, over rated power.", min_length=2)
    losses: float = quantity(
        0.1, ge=0, lt=1, low=0.05, high=0.2, source="assumption", doc="Wakes, outages, electrical losses."
    )

    @model_validator(mode="after")
    def _curve_is_one(self) -> Self:
        if not self.cut_in_m_s < self.rated_m_s < self.cut_out_m_s:
            raise ValueError("cut_in_m_s, rated_m_s and cut_out_m_s must rise in this order")
        if self.curve_m_s is None and self.curve_share is None:
            return self
        if self.curve_m_s is None or self.curve_share is None or len(self.curve_m_s) != len(self.curve_share):
            raise ValueError("curve_m_s and curve_share go together, a share for every speed")
        if any(low >= high for low, high in pairwise(self.curve_m_s)):
            raise ValueError("curve_m_s must rise from point to point")
        if min(self.curve_share) < 0 or max(self.curve_share) > 1:
            raise ValueError("curve_share takes fractions of rated power, 0 to 1")
        return self


class WindFarm(Turbine):
    """Turbines on the site, behind its meter."""

    capacity_kw: float = quantity(gt=0, per_it_kw=(0.001, 10), doc="Rated power of all of them.")


def hub_wind_m_s(turbine: Turbine, station_m_s: Floats) -> Floats:
    """Wind at the hub by the power law. [m/s]

    >>> round(float(hub_wind_m_s(Turbine(), np.array(5.0))), 3)
    6.902
    """
    height_ratio = turbine.hub_height_m / turbine.station_height_m
    return np.asarray(station_m_s * turbine.speed_factor * height_ratio**turbine.shear_exponent)


def power_share(turbine: Turbine, wind_m_s: Floats) -> Floats:
    """Power over rated power at a wind of standard density. [-]

    Without a maker's curve: the wind's energy, which goes with the cube of speed, from
    cut-in to rated.

    >>> power_share(Turbine(), np.array([2.9, 12.0, 25.0, 25.1])).tolist()
    [0.0, 1.0, 1.0, 0.0]
    """
    if turbine.curve_m_s is not None and turbine.curve_share is not None:
        return np.interp(wind_m_s, turbine.curve_m_s, turbine.curve_share, left=0.0, right=0.0)
    cut_in, rated = turbine.cut_in_m_s**3, turbine.rated_m_s**3
    rising = np.clip((wind_m_s**3 - cut_in) / (rated - cut_in), 0.0, 1.0)
    return np.where(wind_m_s > turbine.cut_out_m_s, 0.0, rising)


def unit_yield_kw(turbine: Turbine, weather: Weather) -> Floats:
    """Output of 1 kW of rated power in every hour, of shape (hours,). [kW]

    Thin air counts as slower wind: v (rho / 1.225)^(1/3), IEC 61400-12-1.

    Raises
    ------
    DesignError
        Where there is no weather.
    """
    if weather.place is None:
        raise DesignError("site.weather", "is missing, and wind power needs it; name an EPW file or normals")
    density = dry_air_density_kg_m3(weather.temp_c, weather.pressure_pa)
    equivalent_m_s = hub_wind_m_s(turbine, weather.wind_m_s) * np.cbrt(density / STANDARD_DENSITY_KG_M3)
    return power_share(turbine, equivalent_m_s) * (1 - turbine.losses)
