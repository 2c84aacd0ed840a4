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
from dcenergy.study.comparability.finding import Finding
from dcenergy.study.compare import Comparison
from dcenergy.study.work import work

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
        "basis": on.basis,
        "basis_because": on.because,
        "work_unit": on.work_unit,
        "currency": on.currency,
        "price_year": on.price_year,
        "cost_counts": "whole" if on.whole_cost else "running_without_maintenance",
        "carbon_counts": "total" if on.whole_carbon else "location_based",
        "front_axes": list(comparison.axes) if comparison.axes else None,
        "reference": comparison.designs[comparison.reference].name,
        "normalised_by": comparison.designs[comparison.normal].name,
        "comparability": [_finding(each) for each in comparison.comparability.findings],
        "designs": [_design(comparison, i) for i in range(len(comparison.designs))],
        "notes": list(caveats(comparison)),
        "failed": [asdict(each) for each in comparison.failed],
    }


def _finding(found: Finding) -> Json:
    """Return one thing in which designs are unlike; `effect` holds every figure that moves."""
    effect = found.effect
    return {
        "subject": found.subject,
        "figures": list(found.figures),
        "values": {name: str(value) for name, value in found.values.items()},
        "consequence": found.consequence,
        "not_ranked_by": list(found.unranked),
        "severity": found.severity,
        "effect": effect
        and {
            "design": effect.design,
            "with_value_of": effect.other,
            "figures": {
                figure: {
                    "before": effect.before.get(figure),
                    "after": effect.after.get(figure),
                    "change": effect.change(figure),
                }
                for figure in effect.moved
            },
        },
        "words": str(found.words),
    }


def _design(comparison: Comparison, i: int) -> Json:
    design, standing, on = comparison.designs[i], comparison.standings[i], comparison.scale
    own = json_document.document(Assessment(design.result, None, None), design.loaded.sha256, design.notes)
    better = standing.dominated_by
    return {
        "name": design.name,
        "profile": design.asked.profile,
        "sets": list(design.loaded.sets),
        "sha256": design.loaded.sha256,
        "rank": standing.rank,
        "rank_low": standing.rank_low,
        "rank_high": standing.rank_high,
        "not_ranked": [str(each.words) for each in _reasons(comparison, i)],
        "score": standing.score,
        "dominated": better is not None,
        "dominated_by": None if better is None else comparison.designs[better].name,
        "front": standing.front,
        "too_small": standing.too_small,
        "unmet_share": standing.unmet_share,
        "unserved_share": standing.unserved_share,
        "work": work(design.result).total if on.work_unit else None,
        "compared": dict(standing.figures),
        "difference": {
            stage.stage: {"energy_kwh": stage.energy_kwh, "carbon_kg": stage.carbon_kg, "cost": stage.cost}
            for stage in comparison.difference(i)
        },
        **{key: own[key] for key in FIGURES},
    }


def _reasons(comparison: Comparison, i: int) -> tuple[Finding, ...]:
    """Return why a design has no rank: by its own figures, or as too few others can be ranked."""
    if comparison.standings[i].rank is not None:
        return ()
    found, by = comparison.comparability, tuple(comparison.by)
    return found.reasons(by, i) or found.reasons(by)


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
