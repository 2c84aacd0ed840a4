"""A map of months by hours of the day."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from operator import itemgetter

import numpy as np

from dcenergy.report.charts.marks import PATH_WIDTH, Chart, Label, Path, coordinate
from dcenergy.weather.hourly import Floats, Ints

STEPS = 7
LEFT = 38.0
ROW, FLAT_ROW = 19.0, 9.0
"""Pixels of a row; one that tells nothing takes fewer."""
HEAD = 4.0
FOOT = 22.0
HOURS_NAMED = (0, 6, 12, 18)


def steps(values: Floats, least: float) -> Ints:
    """Return the step of colour of each value, 0..6 from the lowest to the highest.

    Values less than `least` apart are alike: all in the middle.

    >>> steps(np.array([1.0, 1.35, 1.7]), 0.001).tolist(), steps(np.array([2.0, 2.0]), 0.001).tolist()
    ([0, 3, 6], [3, 3])
    """
    low, high = float(values.min()), float(values.max())
    if high - low < least:
        return np.full(values.shape, STEPS // 2)
    return np.minimum((values - low) / (high - low) * STEPS, STEPS - 1).astype(np.int64)


def heat_map(values: Floats, row_names: Sequence[str], least: float) -> Chart:
    """Draw `values`, of shape (rows, 24), one row a name; cells of the same colour are one path."""
    step = steps(values, least)
    flat = bool((step == step.flat[0]).all())
    row = FLAT_ROW if flat else ROW
    height = HEAD + row * len(row_names) + FOOT
    named = row_names[::2] if flat else row_names
    apart = row * len(row_names) / len(named)
    labels = [Label(0, HEAD + apart * i + row / 2 + 4, name, "tick", "end", dx=-6) for i, name in enumerate(named)]
    column = 100 / values.shape[1]
    labels += [Label(column * h, height - 6, f"{h:02}:00", "tick") for h in HOURS_NAMED]
    paths = tuple(Path(_cells(step == i, row), f"step{i}") for i in range(STEPS) if (step == i).any())
    return Chart(height, LEFT, paths=paths, labels=tuple(labels))


def _cells(chosen: np.ndarray[tuple[int, ...], np.dtype[np.bool_]], height: float) -> str:
    """Return the path around the chosen cells; neighbours in a row are one rectangle."""
    column = PATH_WIDTH / chosen.shape[1]
    parts: list[str] = []
    for i, row in enumerate(chosen.tolist()):
        for is_chosen, run in groupby(enumerate(row), key=itemgetter(1)):
            hours = [hour for hour, _ in run]
            if is_chosen:
                x, y = coordinate(column * hours[0]), coordinate(HEAD + height * i)
                parts.append(f"M{x} {y}h{coordinate(column * len(hours))}v{coordinate(height - 1)}H{x}Z")
    return "".join(parts)
