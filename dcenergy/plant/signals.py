"""What comes from outside in every hour, and load or storage may go by."""

from __future__ import annotations

from dataclasses import dataclass

from dcenergy.weather.hourly import Floats


@dataclass(frozen=True, eq=False)
class Signals:
    """Price and carbon of a kWh from the grid, arrays of shape (hours,); None where not known.

    They are known beforehand, and nothing that the site does moves them.
    """

    price_per_kwh: Floats | None = None
    kg_per_kwh: Floats | None = None
    demand_per_kw_month: float = 0.0  # on each month's highest import; 0: none
    export_per_kwh: float = 0.0  # paid for what is sold


UNKNOWN = Signals()
"""Nothing is known."""
