"""Where typical years were judged: whether a site is like one of the places of docs/typical-year.md."""

from __future__ import annotations

from collections.abc import Iterator

from dcenergy.language import Message
from dcenergy.weather import neighbours
from dcenergy.weather.hourly import Place

JUDGED = Message("26 to 55 degrees north, 2 to 1,829 m")
"""Miami to Sand Point, Miami to Golden: the ten real years (benchmarks/typical_year.py)."""

POLAR_DEG = 66.0
"""Latitude beyond which there are days without sun (23.4 degrees from the pole, less refraction, rounded)."""

HIGH_M = 3000.0
"""Altitude above which nothing is taken over from places below 1,829 m (assumption, 2,500 to 3,500)."""

FAR_KM = 2 * neighbours.REACH_KM
"""From the nearest station with known days. What stations share has fallen to 1/e2 there; of the judged years Sand
Point's, with its own station left out, is the furthest from others, 2,600 km."""


def unlike(place: Place) -> Iterator[Message]:
    """Say in what a place is like none of those where typical years were judged.

    >>> list(unlike(Place(78.2, 15.6, 10.0, 1.0)))
    ['at 78.2 degrees of latitude, beyond 66']
    >>> list(unlike(Place(26.0, 113.4, 150.0, 8.0)))  # Dongjiang Lake
    []
    """
    if abs(place.latitude_deg) > POLAR_DEG:
        latitude = f"{abs(place.latitude_deg):.1f}"
        yield Message("at {latitude} degrees of latitude, beyond {most}", latitude=latitude, most=f"{POLAR_DEG:g}")
    if place.altitude_m > HIGH_M:
        yield Message("at {altitude} m, above {most} m", altitude=f"{place.altitude_m:,.0f}", most=f"{HIGH_M:,.0f}")
    _station, far_km = neighbours.nearest(place, neighbours.stations())
    if far_km > FAR_KM:
        yield Message(
            "{distance} km from the nearest station with known days, further than {most} km",
            distance=f"{far_km:,.0f}",
            most=f"{FAR_KM:,.0f}",
        )
