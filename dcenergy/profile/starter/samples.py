"""Examples of what has no default: sizes and choices that only the user can know."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import get_origin

from dcenergy.profile.fields import Spot, facts, limits, literals, members
from dcenergy.section import Section

SAMPLES: Mapping[tuple[str, str], object] = {
    ("Baseline", "profile"): "base/reference",
    ("Battery", "capacity_kwh"): 2000.0,
    ("Battery", "power_kw"): 1000.0,
    ("ByHours", "charge"): (0, 1, 2, 3, 4, 5),
    ("ByHours", "discharge"): (16, 17, 18, 19, 20, 21),
    ("Capital", "name"): "cooling plant",
    ("Capital", "per_it_kw"): 1600.0,
    ("Contract", "share"): 0.5,
    ("Certificates", "share"): 0.2,
    ("Cost", "currency"): "CNY",
    ("Cost", "price_year"): 2024,
    ("Generator", "capacity_kw"): 1000.0,
    ("Grid", "factor"): "cn-2023",
    ("HeatReuse", "demand_kw"): 100.0,
    ("Hall", "name"): "second",
    ("Period", "name"): "peak",
    ("Period", "per_kwh"): 1.0,
    ("Period", "from_hour"): 16,
    ("Period", "to_hour"): 22,
    ("Receiving", "low_flow_m3_s"): 20.0,
    ("Refrigerant", "refrigerant"): "r134a",
    ("Refrigerant", "charge_kg"): 500.0,
    ("RunOfRiver", "capacity_kw"): 500.0,
    ("RunOfRiver", "head_m"): 10.0,
    ("RunOfRiver", "monthly_flow_m3_s"): (4.0, 4.0, 5.0, 6.0, 8.0, 9.0, 8.0, 7.0, 6.0, 5.0, 4.0, 4.0),
    ("SolarArray", "capacity_kwp"): 500.0,
    ("Tariff", "per_kwh"): 0.7,
    ("WindFarm", "capacity_kw"): 2000.0,
}
"""By the section's name and the key. What is not listed is made up from its bounds."""

ONLY_TOLD = {
    ("Contract", "array"),
    ("Contract", "turbine"),
    ("FacilityLoop", "source"),
    ("Humidity", "limits"),
    ("LakeWater", "plates"),
    ("Ups", "losses"),
    ("WeatherSource", "columns"),
}
"""Sections that go with another choice than the one that stands in a starter: told of, but not ready for use."""


def sample(section: type[Section], name: str) -> object | None:
    """Return an example for a key without a default; None where the key can stay away."""
    field = section.model_fields[name]
    if (section.__name__, name) in SAMPLES:
        return SAMPLES[section.__name__, name]
    if not field.is_required():
        return None
    here = Spot((name,), field.annotation, field)
    kinds = members(field.annotation)
    if any(get_origin(kind) is tuple for kind in kinds):
        return (_number(here),) * max(1, *(getattr(each, "min_length", 1) for each in field.metadata))
    words = literals(field.annotation)
    return words[0] if words else math.ceil(_number(here)) if int in kinds else _number(here)


def _number(here: Spot) -> float:
    """Return the middle of the usual range, or else a number within what is possible."""
    known = facts(here.field) if here.field else {}
    ends = [end for end in (known.get("low"), known.get("high")) if isinstance(end, int | float)]
    bounds = limits(here)
    least = bounds.get("ge", bounds.get("gt", 0.0))
    most = bounds.get("le", bounds.get("lt", least + 2.0))
    return sum(ends) / len(ends) if ends else (least + most) / 2
