"""Distances and seasons on the earth."""

from __future__ import annotations

import numpy as np

EARTH_RADIUS_KM = 6371.0
"""Mean radius (IUGG 1980, 6371.0088 km)."""

TROPICAL_DEG = 10.0
"""Latitude within which the year has hardly a summer and a winter to be turned (assumption, 5 to 15)."""


def distance_km(
    latitude_deg: float, longitude_deg: float, other_latitude_deg: float, other_longitude_deg: float
) -> float:
    """Distance of two points along the great circle [km], by the haversine.

    >>> round(distance_km(26.42, 112.38, 25.95, 113.42))  # Changning to Dongjiang Lake
    116
    """
    north, south = np.radians(latitude_deg), np.radians(other_latitude_deg)
    east = np.radians(other_longitude_deg - longitude_deg)
    haversine = np.sin((north - south) / 2) ** 2 + np.cos(north) * np.cos(south) * np.sin(east / 2) ** 2
    return float(2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(haversine)))


def seasons_turned(latitude_deg: float, other_latitude_deg: float) -> bool:
    """Say whether it is summer at one latitude when it is winter at the other.

    >>> seasons_turned(-33.9, 40.0), seasons_turned(-33.9, 1.4)  # Sydney's with Beijing's, and with Singapore's
    (True, False)
    """
    south, north = sorted((latitude_deg, other_latitude_deg))
    return south < -TROPICAL_DEG and north > TROPICAL_DEG
