"""How days differ at stations with a year of known days, and what that says of the places around them.

Twelve means tell in part how far days differ (`spreads.py`); the rest is regional: where cold surges pass, where a
warm sea is near. What the stations of reference/days.csv have beyond the regressions is carried to a place by simple
kriging: stations near it count for much, and those that stand together count as one.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from dcenergy import reference
from dcenergy.weather import spreads
from dcenergy.weather.hourly import Floats, Place
from dcenergy.weather.sphere import distance_km

TABLE = Path(reference.__file__).parent / "days.csv"
NUMBERS = ("temp_c", "temp_range_k", "wind_m_s", "dew_point_c", "temp_spread_k", "dew_point_spread_k", "correlation")

REACH_KM = 1500.0
NOISE = 0.1
"""Distance over which what stations share falls to 1/e, and the variance of one year's chance, as a share of theirs.
Of 500 to 3000 km and 0.03 to 0.3 about the best for stations left out (benchmarks/spreads_of_days.py), of values near
to each other."""

HARMONICS = 2
"""Of the course through the year that is kept of a station's months: each is the days of one month of one year."""

MOST_CORRELATED = 0.97
"""A month's thirty days may seem to be more so by chance (assumption, 0.95 to 0.99)."""


@dataclass(frozen=True, eq=False)
class Stations:
    """Stations with known days, and what these have beyond the regressions.

    That is ln of the ratio of the deviations, of temperatures and of dew points, and the difference of
    Fisher's z of their correlation.
    """

    names: tuple[str, ...]
    places: tuple[tuple[float, float], ...]  # latitude and longitude [degree]
    beyond: Floats  # shape (3, stations, 12), the southern ones' year turned by six months

    def without(self, near: Place, within_km: float) -> Stations:
        """Leave out those within a distance, so that a year may be judged by what others say of it."""
        kept = np.array(
            [distance_km(*place, near.latitude_deg, near.longitude_deg) > within_km for place in self.places]
        )
        return Stations(
            names=tuple(name for name, keep in zip(self.names, kept, strict=True) if keep),
            places=tuple(place for place, keep in zip(self.places, kept, strict=True) if keep),
            beyond=self.beyond[:, kept],
        )


@cache
def stations() -> Stations:
    """Return all of reference/days.csv.

    >>> stations().names[:3], stations().beyond.shape
    (('Beijing', 'Guiyang', 'Changning'), (3, 35, 12))
    """
    every = dict(_stations())
    return Stations(
        names=tuple(every),
        places=tuple((float(of["latitude_deg"][0]), float(of["longitude_deg"][0])) for of in every.values()),
        beyond=np.stack([beyond(of) for of in every.values()], axis=1),
    )


def beyond_regression(place: Place, known: Stations) -> Floats:
    """Return what days at a place are likely to have beyond the regressions, shape (3, 12), as in `Stations`."""
    share = weights(place, known)
    mean = known.beyond.mean(axis=1)
    there = mean + np.einsum("s,ksm->km", share, known.beyond - mean[:, None])
    return turned(there, place.latitude_deg)


def weights(place: Place, known: Stations) -> Floats:
    """Return how much of each station holds at a place: simple kriging (Matheron 1963, Economic Geology 58 (8)).

    >>> share = weights(Place(26.0, 113.4, 150.0, 8.0), stations())  # Dongjiang Lake
    >>> stations().names[share.argmax()], round(float(share.max()), 2)
    ('Changning', 0.78)
    """
    there = np.array([distance_km(*other, place.latitude_deg, place.longitude_deg) for other in known.places])
    between = np.array([[distance_km(*one, *other) for other in known.places] for one in known.places])
    shared = np.exp(-between / REACH_KM) + NOISE * np.eye(len(known.places))
    return np.asarray(np.linalg.solve(shared, np.exp(-there / REACH_KM)), dtype=np.float64)


def nearest(place: Place, known: Stations) -> tuple[str, float]:
    """Return the nearest station, and its distance [km]."""
    far = [distance_km(*other, place.latitude_deg, place.longitude_deg) for other in known.places]
    return known.names[int(np.argmin(far))], min(far)


def beyond(of: dict[str, Floats]) -> Floats:
    """Return what one station's days have beyond the regressions, smoothed through the year, shape (3, 12)."""
    latitude_deg = float(of["latitude_deg"][0])
    depression_k = np.maximum(of["temp_c"] - of["dew_point_c"], spreads.LEAST_MEAN_DEPRESSION_K)
    told = np.stack(
        [
            spreads.by_temp_k(of["temp_c"], of["temp_range_k"], of["wind_m_s"], latitude_deg),
            spreads.by_dew_point_k(of["temp_spread_k"], of["dew_point_c"], depression_k),
        ]
    )
    found = np.stack([of["temp_spread_k"], of["dew_point_spread_k"]])
    likely = spreads.shared(of["temp_c"], depression_k, latitude_deg)
    found_z = np.arctanh(np.clip(of["correlation"], -MOST_CORRELATED, MOST_CORRELATED))
    every = np.vstack([np.log(found / told), found_z - np.arctanh(likely)])
    return turned(smoothed(every), latitude_deg)


def smoothed(months: Floats) -> Floats:
    """Keep the mean and the slowest harmonics of the last axis, twelve months.

    >>> smoothed(np.cos(2 * np.pi * np.arange(12) / 12 * 5)).round(9).any()
    np.False_
    """
    waves = np.fft.rfft(months)
    waves[..., HARMONICS + 1 :] = 0
    return np.fft.irfft(waves, 12)


def turned(months: Floats, latitude_deg: float) -> Floats:
    """Turn a southern year by six months, to the seasons of the north or back."""
    return months if latitude_deg >= 0 else np.roll(months, 6, axis=-1)


def _stations() -> Iterator[tuple[str, dict[str, Floats]]]:
    with open(TABLE, encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for name in dict.fromkeys(row["place"] for row in rows):
        months = [row for row in rows if row["place"] == name]
        yield (
            name,
            {
                key: np.array([float(row[key]) for row in months])
                for key in ("latitude_deg", "longitude_deg", *NUMBERS)
            },
        )
