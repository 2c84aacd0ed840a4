"""What charts and tables of the report show beside the annual figures, as JSON: months, hours of the day, years."""

from __future__ import annotations

from typing import Any

from dcenergy.accounting.cooling import MODES
from dcenergy.report import json_document, monthly_table
from dcenergy.report.sections import flexibility, masthead, plant_life, supply, water_body
from dcenergy.report.sections.iso_indicators import utilisation
from dcenergy.report.sections.pue import additions, by_month_and_hour
from dcenergy.result import Result
from dcenergy.study.assess import Assessment, less
from dcenergy.supply.matching import excess_kw

Json = dict[str, Any]

OF_BASELINE = ("indicators", "energy_kwh", "peak_kw", "cooling", "water_l", "supply_kwh", "carbon_kg", "cost")
"""What is told of the baseline."""


def shown(assessment: Assessment) -> Json:
    """Return the figures that the report draws and lists of a design; null or empty where there are none."""
    design, prices = assessment.design, assessment.design.profile.cost
    runs = design.indicators.pue is not None
    return {
        "pue_parts": additions(design) if runs else {},
        "pue_by_month_and_hour": by_month_and_hour(design).tolist() if runs else [],
        "monthly": _monthly(design),
        "contracts_beyond_kwh": _beyond_kwh(design),
        "battery": _battery(assessment),
        "solar_kwh_per_kwp": supply.solar_kwh_per_kwp(design),
        "life_totals": plant_life.totals(assessment.life),
        "flows_present_value": plant_life.present(design.cost.flows or (), prices.discount_rate) if prices else [],
        "compliance_figures": dict(design.compliance.figures),
        "water_flow_m3_s_mean": water_body.mean_flow_m3_s(design),
        "daily_c": water_body.daily_extremes_c(design),
        "servers": masthead.servers(design),
        "server_utilisation_mean": utilisation(design),
        "baseline": _baseline(assessment.baseline),
    }


def _battery(assessment: Assessment) -> Json:
    """Return what the battery does over the year, and what it saves of the bill; nothing where there is none."""
    year, other = flexibility.battery_year(assessment.design), assessment.without_battery
    own = assessment.design.cost.running_per_year
    return year and year | {"saved_bill": less(other.running_per_year if other else None, own)}


def _monthly(design: Result) -> Json:
    """Return the columns of the report's months, twelve numbers each."""
    columns = {**monthly_table.months(design), **water_body.monthly_c(design), **supply.matching(design)}
    by_mode = design.cooling.mode_by_month
    hours = {} if by_mode is None else {f"hours_{mode}": by_mode[i] for i, mode in enumerate(MODES)}
    return {name: values.tolist() for name, values in (columns | hours).items()}


def _baseline(other: Result | None) -> Json | None:
    """Return the figures of the baseline, by the keys of the design's; None where there is none."""
    if other is None:
        return None
    whole = json_document.document(Assessment(other, None, None), "", ())
    own = {"name": other.profile.name, "pue_parts": additions(other) if other.indicators.pue is not None else {}}
    return own | {key: whole[key] for key in OF_BASELINE}


def _beyond_kwh(design: Result) -> float | None:
    """Return what contracts deliver beyond the import of their hours; None where none is told of."""
    delivered_kw, power = design.power.contracted_kw, design.power
    return None if delivered_kw is None else float(excess_kw(delivered_kw, power.grid_kw).sum())
