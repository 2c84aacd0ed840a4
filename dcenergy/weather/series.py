"""Values by month, day and hour of a common year, and how one becomes the other."""

from __future__ import annotations

import numpy as np

from dcenergy.weather.hourly import DAYS_OF_MONTH, Floats

DAYS = 365


def persistent(random: np.random.Generator, count: int, correlation: float) -> Floats:
    """Return normal deviates of which each remembers the one before, the first the last.

    An autoregression of first order, run round the year in the frequency domain.

    >>> deviates = persistent(np.random.default_rng(0), 100_000, 0.7)
    >>> np.corrcoef(deviates[1:], deviates[:-1])[0, 1].round(2)
    np.float64(0.7)
    """
    frequency = 2 * np.pi * np.fft.rfftfreq(count)
    memory = np.sqrt(1 - correlation**2) / (1 - correlation * np.exp(-1j * frequency))
    return np.fft.irfft(np.fft.rfft(random.standard_normal(count)) * memory, count)


def standardised(daily: Floats) -> Floats:
    """Give every month the mean 0 and the deviation 1.

    >>> monthly_mean(standardised(np.arange(365.0)) ** 2).round(9).tolist() == [1.0] * 12
    True
    """
    centred = daily - per_day(monthly_mean(daily))
    spread: Floats = np.sqrt(per_day(monthly_mean(centred**2)))
    deviates: Floats = centred / spread
    return deviates


def days_of_months(monthly: Floats) -> Floats:
    """Return days that run straight from mid-month to mid-month and keep the months' means, shape (365,).

    >>> monthly_mean(days_of_months(1 + np.arange(12.0) ** 2)).round(9)[:4].tolist()
    [1.0, 2.0, 5.0, 10.0]
    """
    middle = np.cumsum(DAYS_OF_MONTH) - np.array(DAYS_OF_MONTH) / 2 - 0.5
    hats = np.stack([np.interp(np.arange(DAYS), middle, corner, period=DAYS) for corner in np.eye(12)], axis=1)
    corners = np.linalg.solve(np.stack([monthly_mean(hat) for hat in hats.T], axis=1), monthly)
    return np.asarray(hats @ corners, dtype=np.float64)


def hours_of_days(daily: Floats) -> Floats:
    """Return hours that run straight from noon to noon and keep the days' means, shape (8760,).

    A day's mean is 3/4 of its own corner and 1/8 of each neighbour's; the corners follow from that.

    >>> hours_of_days(1 + np.arange(365.0)).reshape(365, 24).mean(axis=1).round(9)[:3].tolist()
    [1.0, 2.0, 3.0]
    """
    frequency = 2 * np.pi * np.fft.rfftfreq(DAYS)
    corners = np.fft.irfft(np.fft.rfft(daily) / (0.75 + 0.25 * np.cos(frequency)), DAYS)
    hours = (np.arange(24 * DAYS) + 0.5) / 24
    return np.interp(hours, np.arange(DAYS) + 0.5, corners, period=DAYS)


def per_day(monthly: Floats) -> Floats:
    """Give every day its month's value, shape (365,)."""
    return np.repeat(monthly, DAYS_OF_MONTH)


def monthly_mean(values: Floats) -> Floats:
    """Return the months' means of days or hours, shape (12,).

    >>> monthly_mean(np.arange(365.0))[:2].tolist()
    [15.0, 44.5]
    """
    lengths = np.array(DAYS_OF_MONTH) * (len(values) // DAYS)
    sums: Floats = np.add.reduceat(values, np.cumsum(lengths) - lengths)
    means: Floats = sums / lengths
    return means
