"""The comparison as JSON and as CSV: a contract with other programs; keys are added, never renamed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Any

from dcenergy import __version__, cells
from dcenergy.language import ENGLISH, reading
from dcenergy.report import json_document
from dcenergy.report.comparison.remarks import caveats
from dcenergy.report.json_document import Json
from dcenergy.study.assess import Assessment
from dcenergy.study.compare import Comparison

FIGURES = (
    "weather",
    "indicators",
    "energy_kwh",
    "peak_kw",
    "cooling",
    "water_l",
    "water_body",
    "supply_kwh",
    "carbon_kg",
    "carbon_basis",
    "cost",
    "notes",
    "notes_by_severity",
)
"""Keys that a design has in common with the document of `run`."""


@reading(ENGLISH)
def document(comparison: Comparison) -> Json:
    """Return the comparison as plain numbers, text and null, the designs in the order of their rank."""
    on = comparison.scale
    return {
        "dcenergy": __version__,
        "by": dict(comparison.by),
        "basis": "it_kwh" if on.per_it_kwh else "year",
        "currency": on.currency,
        "price_year": on.price_year,
        "cost_counts": "whole" if on.whole_cost else "running_without_maintenance",
        "carbon_counts": "total" if on.whole_carbon else "location_based",
        "front_axes": list(comparison.axes) if comparison.axes else None,
        "reference": comparison.designs[comparison.reference].name,
        "designs": [_design(comparison, i) for i in range(len(comparison.designs))],
        "notes": list(caveats(comparison)),
        "failed": [asdict(each) for each in comparison.failed],
    }


def _design(comparison: Comparison, i: int) -> Json:
    design, standing = comparison.designs[i], comparison.standings[i]
    own = json_document.document(Assessment(design.result, None, None), design.loaded.sha256, design.notes)
    better = standing.dominated_by
    return {
        "name": design.name,
        "profile": design.asked.profile,
        "sets": list(design.loaded.sets),
        "sha256": design.loaded.sha256,
        "rank": standing.rank,
        "score": standing.score,
        "dominated": better is not None,
        "dominated_by": None if better is None else comparison.designs[better].name,
        "front": standing.front,
        "too_small": standing.too_small,
        "compared": dict(standing.figures),
        "difference": {
            stage.stage: {"energy_kwh": stage.energy_kwh, "carbon_kg": stage.carbon_kg, "cost": stage.cost}
            for stage in comparison.difference(i)
        },
        **{key: own[key] for key in FIGURES},
    }


def table(content: Json) -> str:
    """Return the designs of a document as CSV: a line a design, its keys joined by dots; unknown is empty.

    Lists (settings and notes) are left to the JSON.
    """
    rows = [dict(_flat(design)) for design in content["designs"]]
    head = dict.fromkeys(key for row in rows for key in row)
    return cells.text([list(head), *([row.get(key) for key in head] for row in rows)])


def _flat(content: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    for key, value in content.items():
        match value:
            case dict():
                yield from _flat(value, f"{prefix}{key}.")
            case list():
                continue
            case bool():
                yield f"{prefix}{key}", int(value)
            case _:
                yield f"{prefix}{key}", value
