"""What waiting for better hours did: energy moved, and what it saved by the signals it went by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from dcenergy.plant.servers import Housing, ItLoad
from dcenergy.plant.signals import Signals
from dcenergy.weather.hourly import Floats


@dataclass(frozen=True)
class MovedWork:
    """Electricity of the servers done in other hours than it came, and IT's highest power with and without.

    What is saved is of the servers' electricity at the meter's tariff and the grid's factor; what
    the change does to cooling and to the battery is in the year's own figures.
    """

    moved_kwh: float
    it_peak_kw: float
    unmoved_it_peak_kw: float
    saved_money: float | None
    saved_kg: float | None


def moved_work(halls: Sequence[Housing], load: ItLoad, signals: Signals) -> MovedWork | None:
    """Sum up a year; None where no hall has work that waits."""
    if not any(hall.it.flexible for hall in halls):
        return None
    more_kw = load.it_kw - load.unmoved_kw
    return MovedWork(
        moved_kwh=float(np.maximum(more_kw, 0.0).sum()),
        it_peak_kw=float(load.it_kw.sum(axis=0).max()),
        unmoved_it_peak_kw=float(load.unmoved_kw.sum(axis=0).max()),
        saved_money=_saved(signals.price_per_kwh, more_kw),
        saved_kg=_saved(signals.kg_per_kwh, more_kw),
    )


def _saved(signal: Floats | None, more_kw: Floats) -> float | None:
    """Signal x work moved away; the same signal in every hour saves exactly nothing, as no energy is lost."""
    return None if signal is None else 0.0 - float((more_kw @ (signal - signal[0])).sum())
