"""The result as JSON: a contract with other programs; keys are added, never renamed."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from dcenergy import __version__
from dcenergy.accounting.carbon import basis
from dcenergy.accounting.energy import annual_kwh, avoided_by_reuse_kg, reused_kw
from dcenergy.accounting.moved_work import moved_work
from dcenergy.language import ENGLISH, by_severity, reading
from dcenergy.plant.receiving import Strain
from dcenergy.printable import HIDDEN
from dcenergy.report import instruments_document
from dcenergy.report.compliance_document import compliance
from dcenergy.result import Result
from dcenergy.study.assess import Assessment
from dcenergy.study.left_out import captions
from dcenergy.supply.outage import hours_out
from dcenergy.weather.extremes import Extremes

Json = dict[str, Any]


@reading(ENGLISH)
def document(assessment: Assessment, sha256: str, notes: tuple[str, ...]) -> Json:
    """Return the figures of a design as plain numbers, text and null.

    Null is what the profile does not determine; it is never 0. `energy_kwh.facility` is the
    sum of the other keys but `reused_heat`.
    """
    design = assessment.design
    moved = moved_work(design.profile.halls, design.load, design.signals)
    return {
        "dcenergy": __version__,
        "profile": {"name": design.profile.name, "sha256": sha256},
        "weather": {"kind": design.weather.kind, "name": design.weather.name, "hours": design.weather.hours},
        "indicators": asdict(design.indicators),
        "energy_kwh": _energy(design),
        "peak_kw": {
            "it": float(design.site.it_kw.max()),
            "facility": float(design.site.facility_kw.max()),
            "grid": float(design.power.grid_kw.max()),
        },
        "cooling": {
            "heat_kwh": design.cooling.heat_kwh,
            "free_share": design.cooling.free_share,
            "hours": None if design.cooling.hours is None else dict(design.cooling.hours),
            "unmet_kwh": design.cooling.unmet_kwh,
            "unmet_hours": design.cooling.unmet_hours,
            "storage_charged_kwh": design.cooling.storage_charged_kwh,
            "storage_discharged_kwh": design.cooling.storage_discharged_kwh,
            "ride_through_min": _shortest(design.cooled.ride_through_min.values()),
            "conditions_hours": dict(design.cooling.conditions),
            "inlet_c_max": design.cooling.inlet_c_max,
            "hours_above_class": design.cooling.hours_above_class,
            "sized_for": _sized_for(design.cooled.sized_for),
            "sizes": dict(design.cooled.sizes),
        },
        "water_l": asdict(design.water),
        "water_body": None if design.water_body is None else _water_body(design.water_body),
        "supply_kwh": _supply(design),
        "flexible": None if moved is None else asdict(moved) | _waiting(assessment),
        "outages": _outages(design),
        "carbon_kg": asdict(design.carbon),
        "heat_reuse": {
            "delivered_kwh": _energy(design)["reused_heat"],
            "avoided_carbon_kg": avoided_by_reuse_kg(design.cooled),
        },
        "instruments": instruments_document.document(design),
        "carbon_basis": dict(basis(design.profile.supply, design.carbon)),
        "cost": asdict(design.cost),
        "life": _life(assessment),
        "savings": None if assessment.savings is None else asdict(assessment.savings),
        "bands": None,
        "compliance": compliance(design.compliance),
        "claims": [],
        "captions": captions(design.cost, assessment.baseline.cost if assessment.baseline else None),
        "notes": list(notes),
        "notes_by_severity": {severity: list(said) for severity, said in by_severity(notes).items()},
    }


def text(content: Json) -> str:
    """Return the document as JSON text, hidden letters escaped; a number that is not finite is a fault of ours."""
    written = json.dumps(content, indent=2, ensure_ascii=False, allow_nan=False)
    escaped: str = HIDDEN.sub(lambda found: json.dumps(found[0])[1:-1], written)
    return escaped + "\n"


def _sized_for(air: Extremes) -> Json:
    """The air that sizes rest on and who names it; null where no size that is not given follows from it."""
    return {
        "dry_bulb_c": air.dry_bulb.temp_c if air.dry_bulb else None,
        "dry_bulb_from": air.dry_bulb.named_by if air.dry_bulb else None,
        "wet_bulb_c": air.wet_bulb.temp_c if air.wet_bulb else None,
        "wet_bulb_from": air.wet_bulb.named_by if air.wet_bulb else None,
    }


def _shortest(minutes: Iterable[float | None]) -> float | None:
    return min((each for each in minutes if each is not None), default=None)


def _energy(design: Result) -> Json:
    parts = annual_kwh(design.parts_kw)
    reused = float(reused_kw(design.cooled, "delivered_kw").sum()) if design.cooled.simulated else None
    return {"facility": float(design.site.facility_kw.sum()), **parts, "reused_heat": reused}


def _water_body(strain: Strain) -> Json:
    content = asdict(strain)
    return content | {"limits": [asdict(limit) for limit in strain.limits]}


def _outages(design: Result) -> Json | None:
    """What carries the site while the grid is out; null where it never is."""
    power = design.power
    if design.profile.supply.outages is None:
        return None
    out = hours_out(design.profile.supply.outages, design.weather.calendar)
    return {
        "hours": int(out.sum()),
        "generators_kwh": float(power.backup_kw.sum()),
        "unserved_kwh": float(power.unserved_kw.sum()),
        "unserved_kw_max": float(power.unserved_kw.max()),
    }


def _life(assessment: Assessment) -> list[Json]:
    """The design's years, each with the baseline's total carbon; null where that is not known."""
    totals = [year.total_kg for year in assessment.baseline_life] or [None] * len(assessment.life)
    years = zip(assessment.life, totals, strict=True)
    return [asdict(year) | {"baseline_total_kg": total} for year, total in years]


def _waiting(assessment: Assessment) -> Json:
    """What waiting saved of the whole year's bill and carbon, where the year without it was simulated."""
    return {"saved_bill": None, "saved_site_kg": None} if assessment.waiting is None else asdict(assessment.waiting)


def _supply(design: Result) -> Json:
    """Electricity by origin; curtailed is apart.

    grid + own + diesel + discharged + unserved = facility + charged + exported.
    """
    power, contracted = design.power, design.power.contracted_kw
    grid = float(power.grid_kw.sum())
    return {
        "grid": grid,
        "solar": float(power.solar_kw.sum()),
        "wind": float(power.wind_kw.sum()),
        "hydro": float(power.hydro_kw.sum()),
        "diesel": float(power.diesel_kw.sum()),
        "unserved": float(power.unserved_kw.sum()),
        "battery_charged": float(power.charged_kw.sum()),
        "battery_discharged": float(power.discharged_kw.sum()),
        "curtailed": float(power.curtailed_kw.sum()),
        "exported": float(power.exported_kw.sum()),
        "contracts": None if contracted is None else min(grid, float(contracted.sum())),
    }
