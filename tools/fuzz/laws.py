"""Laws that every simulated year must hold, whatever the design: read from the JSON that the command prints."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Mapping
from typing import Any

TOLERANCE = 1e-6
"""Of a year's energy: sums of 8,760 floats in another order differ by far less."""

NOT_A_NUMBER = re.compile(r"(?<![\w.])(?:nan|[-+]?inf)(?![\w.])", re.IGNORECASE)


def broken(document: Mapping[str, Any]) -> Iterator[str]:
    """Yield every law that a run's figures break."""
    energy, supply = document["energy_kwh"], document["supply_kwh"]
    facility = energy["facility"]
    pue = document["indicators"]["pue"]
    if pue is not None and pue < 1 - TOLERANCE:
        yield f"PUE {pue} is below 1"
    parts = math.fsum(kwh or 0.0 for name, kwh in energy.items() if name not in ("facility", "reused_heat"))
    if abs(parts - facility) > TOLERANCE * max(facility, 1):
        yield f"the parts of the energy add up to {parts}, the facility takes {facility}"
    given = ("grid", "solar", "wind", "hydro", "diesel", "battery_discharged", "unserved")
    taken = facility + math.fsum(supply[name] or 0.0 for name in ("battery_charged", "exported"))
    came = math.fsum(supply[name] or 0.0 for name in given)
    if abs(came - taken) > TOLERANCE * max(taken, came, 1):
        yield f"the supply gives {came} and {taken} is taken"
    for where in ("energy_kwh", "supply_kwh", "water_l", "peak_kw"):
        for name, amount in document[where].items():
            if amount is not None and amount < -TOLERANCE * max(facility, 1):
                yield f"{where}.{name} is {amount}, below 0"


def not_finite(text: str) -> Iterator[str]:
    """Yield every number of a JSON text that is none."""
    found: list[str] = []
    json.loads(text, parse_constant=found.append)
    yield from found
