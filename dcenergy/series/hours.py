"""Samples of any step as hours of one calendar year: means, each sample counted by its share in the hour."""

from __future__ import annotations

from calendar import isleap
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from dcenergy.constants import HOURS_PER_YEAR
from dcenergy.errors import SeriesError
from dcenergy.language import Message

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

EPOCH = 1970
DAY_H = 24
LEAST_SHARE = 0.5
"""Of an hour's samples, for its mean to count (assumption)."""

ROUNDING = 1e-9
"""Of shares that sum to one."""

MOST_WRAPPED_H = 26
"""Hours of the file's own year that fall out of the site's: zones differ by 26 h at most."""

LONGEST_GAP_H = 6
"""On end, to be interpolated (assumption, 3 to 12)."""

LEAP_DAY_H = (31 + 28) * DAY_H
"""First hour of 29 February."""


@dataclass(frozen=True, eq=False)
class Samples:
    """When the samples were taken, in the site's zone."""

    hour: Ints  # of the year, in which the interval begins
    share: Floats  # of the interval in that hour; the rest is in the next
    an_hour: int
    leap: bool
    notes: tuple[Message, ...]
    overlap: tuple[Message, ...] = ()  # note on samples that lie in two hours

    @property
    def hours(self) -> int:
        """Number of hours of the year [h]."""
        return HOURS_PER_YEAR + DAY_H * self.leap


def of_year(path: Path, minute: Ints, step: int) -> Samples:
    """Return in which hours of their year samples lie that begin at a minute since 1970 of the site's clock.

    Raises
    ------
    SeriesError
        Where they are of more than one calendar year.
    """
    year = int(minute[len(minute) // 2].astype("datetime64[m]").astype("datetime64[Y]").astype(np.int64)) + EPOCH
    hour, into = np.divmod(minute - int(np.datetime64(f"{year}-01-01", "m").astype(np.int64)), 60)
    share = np.minimum((60 - into) / step, 1.0)
    leap = isleap(year)
    hours = HOURS_PER_YEAR + DAY_H * leap
    touched = np.unique(np.concatenate([hour, hour[share < 1] + 1]))
    outside = int(np.count_nonzero((touched < 0) | (touched >= hours)))
    if outside > MOST_WRAPPED_H:
        raise SeriesError(f"{path}: holds more than the year {year}; name one calendar year, January to December")
    notes: tuple[Message, ...] = ()
    if outside:
        notes += (
            Message(
                "{hours} hours fall out of {year} in the site's zone and were taken at its other end.",
                hours=outside,
                year=year,
            ),
        )
    overlap: tuple[Message, ...] = ()
    if share.min() < 1:
        overlap = (
            Message(
                "The file's samples begin {minutes} minutes after the hours of the site's zone: each hour is the "
                "mean of those that overlap it, by their share, which flattens the day by up to 1 % of its swing. If "
                "the times are the middle of their hours, say so (`label: middle`).",
                minutes=str(int(into[share.argmin()])),
            ),
        )
    return Samples(hour % hours, share, 60 // step, leap, notes, overlap)


def mean(values: Floats, samples: Samples) -> Floats:
    """Return the means of the hours, each sample counted by its share in them; NaN where over half is missing."""
    known = ~np.isnan(values)
    count, total = np.zeros(samples.hours), np.zeros(samples.hours)
    for hour, share in ((samples.hour, samples.share), ((samples.hour + 1) % samples.hours, 1 - samples.share)):
        count += np.bincount(hour[known], weights=share[known], minlength=samples.hours)
        total += np.bincount(hour[known], weights=(share * values)[known], minlength=samples.hours)
    enough = count >= LEAST_SHARE * samples.an_hour - ROUNDING
    means: Floats = np.full(samples.hours, np.nan)
    np.divide(total, count, out=means, where=enough)
    return means


def lines(of_rows: Ints, samples: Samples) -> Ints:
    """Return the line of each hour's first sample; of the next sample there is, where the hour has none."""
    order = np.argsort(samples.hour, kind="stable")
    next_sample = np.searchsorted(samples.hour[order], np.arange(samples.hours))
    found: Ints = of_rows[order[np.minimum(next_sample, len(order) - 1)]]
    return found


def bridged(values: Floats, longest_h: int = LONGEST_GAP_H) -> Floats:
    """Interpolate gaps (NaN) of up to `longest_h` hours; the year's last hour is followed by its first.

    >>> bridged(np.array([1.0, np.nan, 3.0, 4.0]), longest_h=1).tolist()
    [1.0, 2.0, 3.0, 4.0]
    """
    missing = np.isnan(values)
    if not missing.any() or missing.all():
        return values
    hours = np.arange(len(values))
    filled = np.interp(hours, hours[~missing], values[~missing], period=len(values))
    return np.where(missing & (_gap_length(missing) <= longest_h), filled, values)


def _gap_length(missing: Bools) -> Ints:
    """Return for each hour the length of the gap it belongs to, around the turn of the year [h]."""
    start = int(np.argmin(missing))  # an hour that is there, from which no gap runs over the end
    turned = np.roll(missing, -start)
    run = np.cumsum(np.diff(turned, prepend=False) != 0)
    return np.roll(np.where(turned, np.bincount(run)[run], 0), start)


def fitted(values: Floats, hours: int) -> Floats:
    """Return a year's hours for a year of another length.

    A common year takes a leap year's without 29 February; a leap year repeats 28 February of a common year.

    >>> fitted(np.arange(8784.0), 8760)[1415:1418].tolist(), fitted(np.arange(8760.0), 8784)[1416].tolist()
    ([1415.0, 1440.0, 1441.0], 1392.0)
    """
    if len(values) == hours:
        return values
    if len(values) > hours:
        return np.delete(values, np.arange(LEAP_DAY_H, LEAP_DAY_H + DAY_H))
    return np.insert(values, LEAP_DAY_H, values[LEAP_DAY_H - DAY_H : LEAP_DAY_H])
