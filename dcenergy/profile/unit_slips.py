"""The unit that a number may have been meant in: that of a key's own dimension which brings it into a range."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

PERCENT = "%"

OTHERS: Mapping[str, Mapping[str, float]] = {
    "W": {"kW": 1e3, "MW": 1e6},
    "kW": {"W": 1e-3, "MW": 1e3, "hp": 0.7457},
    "kWp": {"Wp": 1e-3, "MWp": 1e3},
    "MW": {"kW": 1e-3, "W": 1e-6},
    "kWh": {"Wh": 1e-3, "MWh": 1e3, "GWh": 1e6, "kJ": 1 / 3600, "MJ": 1 / 3.6},
    "MWh": {"kWh": 1e-3, "GWh": 1e3},
    "kJ": {"J": 1e-3, "MJ": 1e3, "Wh": 3.6},
    "Pa": {"hPa": 1e2, "kPa": 1e3, "bar": 1e5, "psi": 6894.76},
    "kPa": {"Pa": 1e-3, "bar": 1e2, "MPa": 1e3},
    "m": {"mm": 1e-3, "km": 1e3, "ft": 0.3048},
    "m²": {"ft²": 0.3048**2, "km²": 1e6},
    "m³": {"L": 1e-3, "ft³": 0.3048**3},
    "L": {"m³": 1e3, "mL": 1e-3},
    "m³/s": {"L/s": 1e-3, "m³/h": 1 / 3600, "L/min": 1 / 60_000},
    "L/s": {"m³/s": 1e3, "m³/h": 1 / 3.6},
    "m/s": {"km/h": 1 / 3.6, "mph": 0.44704, "kn": 1852 / 3600},
    "kg": {"g": 1e-3, "t": 1e3, "lb": 0.453592},
    "g": {"kg": 1e3},
    "t": {"kg": 1e-3, "kt": 1e3},
    "h": {"min": 1 / 60, "s": 1 / 3600, "days": 24.0},
    "s": {"min": 60.0, "h": 3600.0, "ms": 1e-3},
    "years": {"months": 1 / 12, "days": 1 / 365.25, "hours": 1 / 8766},
    "": {PERCENT: 1e-2},
}
"""What one of another unit is in a key's own, by the key's unit: definitions of the SI, and the international foot,
pound, mile and nautical mile. hp is 0.7457 kW, psi 6,894.76 Pa."""

TEMPERATURES: Mapping[str, tuple[float, float]] = {"°F": (32.0, 1.8), "K": (273.15, 1.0)}
"""Other scales than that of °C: their number at 0 °C, and their degrees per °C."""


@dataclass(frozen=True)
class Slip:
    """A number as it may have been meant."""

    value: float  # in the key's unit
    unit: str  # that it may have been written in


def meant(number: float, unit: str, low: float | None, high: float | None, is_whole: bool = False) -> Slip | None:
    """Return what a number may have been meant as: the first conversion of its unit that lies in a range.

    A whole number without a unit counts something, and is no percentage.

    >>> meant(0.15, "W", 50, 250)
    Slip(value=150.0, unit='kW')
    >>> meant(75, "", 0.6, 0.9), meant(72, "°C", 18, 32), meant(450, "kg/kWh", 0.0, 1.1)
    (Slip(value=0.75, unit='%'), Slip(value=22.2, unit='°F'), Slip(value=0.45, unit='g/kWh'))
    >>> meant(3, "W", 50, 250)
    """
    if low is None or high is None or (is_whole and not unit):
        return None
    found = (Slip(float(f"{value:.3g}"), other) for other, value in _conversions(number, unit))
    return next((slip for slip in found if slip.value and low <= slip.value <= high), None)


def _conversions(number: float, unit: str) -> Iterator[tuple[str, float]]:
    if unit == "°C":
        yield from ((scale, (number - zero) / degrees) for scale, (zero, degrees) in TEMPERATURES.items())
    for other, factor in others(unit).items():
        yield other, number * factor


def others(unit: str) -> Mapping[str, float]:
    """Return what one of each other unit of a dimension is in `unit`; of a ratio, by the units of its parts.

    >>> others("g/kWh")["kg/kWh"], others("per kWh")["per MWh"], others("per K")["% per K"]
    (1000.0, 0.001, 0.01)
    """
    if unit in OTHERS:
        return OTHERS[unit]
    if unit.startswith("per "):
        below = unit.removeprefix("per ")
        return {f"% {unit}": 1e-2, **{f"per {other}": 1 / factor for other, factor in others(below).items()}}
    top, slash, bottom = unit.partition("/")
    if not slash:
        return {}
    if top == bottom:  # a fraction in disguise
        return {PERCENT: 1e-2}
    counted = {f"{other}/{bottom}": factor for other, factor in others(top).items()}
    return counted | {f"{top}/{other}": 1 / factor for other, factor in others(bottom).items()}
