"""A hall of which only the PUE is known."""

from __future__ import annotations

from typing import ClassVar, Literal

from dcenergy.plant.cooled import FixedOverhead
from dcenergy.section import Section, option, quantity
from dcenergy.weather.hourly import Floats


class FixedPue(Section):
    """The PUE as typed in: electrical losses, cooling and the rest in one number."""

    contains_electrical: ClassVar[bool] = True
    needs_weather: ClassVar[bool] = False

    system: Literal["fixed_pue"] = option(doc="The overhead is given, not computed.")
    pue: float = quantity(ge=1, le=10, low=1.03, high=2.5, doc="Facility energy over IT energy.")


def run(system: FixedPue, it_kw: Floats) -> FixedOverhead:
    """Return the overhead on the IT load.

    >>> import numpy as np
    >>> run(FixedPue(system="fixed_pue", pue=1.25), np.array([100.0])).overhead_kw.tolist()
    [25.0]
    """
    return FixedOverhead(overhead_kw=it_kw * (system.pue - 1))
