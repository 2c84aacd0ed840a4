"""How a grid's carbon goes over the day and the year: measured shapes, an hour of the day times a month."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np

from dcenergy.errors import ReferenceError, nearest
from dcenergy.reference.table import Row, series
from dcenergy.weather.hourly import Calendar, Floats

TABLE = "grid_shapes"
HOURS = tuple(f"h{hour:02}" for hour in range(24))
MONTHS = tuple(f"m{month:02}" for month in range(1, 13))


@dataclass(frozen=True)
class Shape:
    """A grid's carbon by hour of the day (local standard time) and month, over its annual mean."""

    key: str
    name: str
    year: str
    method: str
    by_hour: tuple[float, ...]
    by_month: tuple[float, ...]
    source: str
    evidence: str

    def weights(self, calendar: Calendar) -> Floats:
        """Factor of every hour over the year's mean, of shape (hours,); its own mean is 1. [-]"""
        product = np.array(self.by_hour)[calendar.hour] * np.array(self.by_month)[calendar.month - 1]
        return np.asarray(product / product.mean())


@cache
def shapes() -> Mapping[str, Shape]:
    """All shipped shapes by key."""
    return {key: _shape(key, rows) for key, rows in series(TABLE).items()}


def find(key: str) -> Shape:
    """Return the shape `key`.

    >>> find("de-lu-2024").by_hour[13] < 1 < find("de-lu-2024").by_hour[20]  # sun at noon, none in the evening
    True

    Raises
    ------
    ReferenceError
        Where there is none; the message names the nearest.
    """
    if key not in shapes():
        raise ReferenceError(f"`{key}` is not in the table {TABLE}; {nearest(key, shapes())}")
    return shapes()[key]


def _shape(key: str, rows: Mapping[str, Row]) -> Shape:
    mean = rows["mean"]
    return Shape(
        key=key,
        name=mean.name.partition(": ")[0],
        year=mean.year,
        method=mean.method,
        by_hour=tuple(rows[hour].value for hour in HOURS),
        by_month=tuple(rows[month].value for month in MONTHS),
        source=mean.source,
        evidence=mean.evidence,
    )
