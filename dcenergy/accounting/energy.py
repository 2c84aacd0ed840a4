"""Electricity by part: the parts of every hour, and their sums."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import numpy as np

from dcenergy.plant.electrical import Site
from dcenergy.plant.facility import Facility
from dcenergy.weather.hourly import Calendar, Floats

PARTS = (
    "it",
    "electrical_losses",
    "fans",
    "pumps",
    "chillers",
    "heat_rejection",
    "humidification",
    "lighting",
    "heat_pumps",
    "other",
)
"""The parts of a facility's electricity; they add up to the whole."""


def parts_kw(site: Site, cooled: Facility) -> Mapping[str, Floats | None]:
    """Every part of the facility's power, of shape (hours,). [kW]

    A part is None where no hall determines it: of a site that only has fixed PUEs, IT and
    `other` are known.
    """
    halls = cooled.simulated
    if not halls:
        return dict.fromkeys(PARTS) | {"it": site.it_kw, "other": site.other_kw}
    return {
        "it": site.it_kw,
        "electrical_losses": site.electrical_loss_kw,
        "fans": np.sum([hall.fan_kw for hall in halls], axis=0),
        "pumps": np.sum([hall.pump_kw for hall in halls], axis=0),
        "chillers": np.sum([hall.chiller_kw for hall in halls], axis=0),
        "heat_rejection": np.sum([hall.heat_rejection_kw for hall in halls], axis=0),
        "humidification": np.sum([hall.humidification_kw for hall in halls], axis=0),
        "lighting": site.lighting_kw,
        "heat_pumps": reused_kw(cooled, "heat_pump_kw"),
        "other": site.other_kw,
    }


def reused_kw(cooled: Facility, what: Literal["delivered_kw", "heat_pump_kw"]) -> Floats:
    """Heat delivered to others, or the electricity of the heat pumps that lift it; 0 where there is none. [kW]"""
    reused = [hall.reused for hall in cooled.simulated if hall.reused]
    return np.sum([getattr(each, what) for each in reused], axis=0) if reused else np.zeros_like(cooled.electric_kw)


def avoided_by_reuse_kg(cooled: Facility) -> float | None:
    """Carbon of the heat that reused heat replaced: told apart, netted nowhere; None without its factor. [kg]"""
    reused = [hall.reused for hall in cooled.simulated if hall.reused]
    known = [each.avoided_kg for each in reused if each.avoided_kg is not None]
    return float(np.sum(known)) if known else None


def annual_kwh(parts: Mapping[str, Floats | None]) -> dict[str, float | None]:
    """Sum of every part over the hours. [kWh]"""
    return {part: None if power is None else float(power.sum()) for part, power in parts.items()}


def monthly_kwh(power_kw: Floats, calendar: Calendar) -> Floats:
    """Sum of every month, of shape (12,). [kWh]"""
    return np.bincount(calendar.month - 1, weights=power_kw, minlength=12).astype(float)
