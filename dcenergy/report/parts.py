"""The parts of a facility's electricity as the report names them, and their annual figures."""

from __future__ import annotations

from collections.abc import Mapping

from dcenergy.accounting.energy import PARTS, annual_kwh
from dcenergy.language import Message
from dcenergy.result import Result

NAMES: Mapping[str, Message] = {
    "it": Message("Servers"),
    "electrical_losses": Message("Electrical losses"),
    "fans": Message("Fans"),
    "pumps": Message("Pumps"),
    "chillers": Message("Chillers"),
    "heat_rejection": Message("Heat rejection"),
    "humidification": Message("Humidification"),
    "lighting": Message("Lighting"),
    "heat_pumps": Message("Heat pumps"),
    "other": Message("Other uses"),
}
"""Fans are those of the halls' air handlers; the servers' own count as servers."""

OVERHEAD = tuple(part for part in PARTS if part != "it")


OVERALL = Message("Overhead")


def name(part: str, result: Result) -> Message:
    """Return what a part is called; where nothing is simulated, `other` is the whole overhead."""
    return OVERALL if part == "other" and not result.cooled.simulated else NAMES[part]


def is_plural(name: str) -> bool:
    """Say whether an English name takes the verb of many."""
    return name.endswith("s")


def known(result: Result) -> Mapping[str, float]:
    """Return the parts that the profile determines. [kWh]"""
    return {part: kwh for part, kwh in annual_kwh(result.parts_kw).items() if kwh is not None}


def overhead(result: Result) -> Mapping[str, float]:
    """Return the parts beside IT that take any energy, in their physical order. [kWh]"""
    kwh = known(result)
    return {part: kwh[part] for part in OVERHEAD if kwh.get(part)}


def facility_kwh(result: Result) -> float:
    """Return all electricity of a year. [kWh]"""
    return float(result.site.facility_kw.sum())


def it_kwh(result: Result) -> float:
    """Return the electricity of the servers. [kWh]"""
    return float(result.site.it_kw.sum())
