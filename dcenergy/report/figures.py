"""The figures of a design one by one: what each key of the JSON document is called, and its unit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from dcenergy.language import Message, _, told
from dcenergy.profile.units import UNITS, unit
from dcenergy.report import parts, words
from dcenergy.report.json_document import Json

Value = float | int | str | bool | None

GROUPS: Mapping[str, Message] = {
    "indicators": Message("Indicators"),
    "energy_kwh": Message("Electricity by part"),
    "peak_kw": Message("Highest power"),
    "cooling": Message("Cooling"),
    "water_l": Message("Water"),
    "water_body": Message("Water body"),
    "supply_kwh": Message("Electricity supply"),
    "flexible": Message("Work that waits"),
    "outages": Message("Outages"),
    "carbon_kg": Message("Carbon"),
    "heat_reuse": Message("Heat reuse"),
    "carbon_basis": Message("What carbon counts"),
    "cost": Message("Cost"),
    "savings": Message("Savings"),
}
"""Keys of the document that hold figures; others hold text, tables and lists."""

LISTS = {
    "cost.flows",
    "cost.invested",
    "cost.left_out",
    "savings.flows",
    "savings.baseline_flows",
    "savings.irr_all",
    "water_body.limits",
}
"""Keys that hold lists where they hold anything: no single figure."""

WAITING_MONEY = {"flexible.saved_money", "flexible.saved_bill"}

SHARES = {
    "ref",
    "ref_if_certified",
    "erf",
    "renewable_share_annual",
    "cfe_annual",
    "cfe_hourly",
    "cfe_hourly_with_grid",
    "free_share",
    "irr",
    "irr_worst",
    "irr_best",
    "capital_change",
    "inflation",
}
"""Fractions, which read as per cent."""

NAMES: Mapping[str, Message] = {
    "indicators.pue": Message("PUE, as designed"),
    "indicators.wue_l_per_kwh": Message("WUE, metered"),
    "indicators.wue_consumption_l_per_kwh": Message("WUE, consumed"),
    "indicators.wue_input_eu_l_per_kwh": Message("WUE, all that passes through"),
    "indicators.wue_source_l_per_kwh": Message("WUE at the source"),
    "indicators.cue_kg_per_kwh": Message("CUE, location-based"),
    "indicators.cue_market_kg_per_kwh": Message("CUE, market-based"),
    "indicators.ref": Message("REF, renewable energy factor"),
    "indicators.ref_if_certified": Message("REF, if every claim were certified"),
    "indicators.erf": Message("ERF, energy reuse factor"),
    "indicators.ere": Message("ERE, energy reuse effectiveness"),
    "indicators.cer": Message("CER, cooling efficiency ratio"),
    "indicators.renewable_share_annual": Message("Renewable, annual"),
    "indicators.cfe_annual": Message("Carbon-free, annual"),
    "indicators.cfe_hourly": Message("Carbon-free, hourly"),
    "indicators.cfe_hourly_with_grid": Message("Carbon-free, hourly, with the grid"),
    "energy_kwh.facility": Message("Facility"),
    **{f"energy_kwh.{part}": name for part, name in parts.NAMES.items()},
    "energy_kwh.reused_heat": Message("Heat delivered to others"),
    "peak_kw.it": Message("Servers"),
    "peak_kw.facility": Message("Facility"),
    "peak_kw.grid": Message("Import from the grid"),
    "cooling.heat_kwh": Message("Heat to remove"),
    "cooling.free_share": Message("Removed without chillers"),
    "cooling.hours.full": Message("Hours with all heat free"),
    "cooling.hours.partial": Message("Hours with a part free"),
    "cooling.hours.none": Message("Hours by chillers alone"),
    "cooling.unmet_kwh": Message("Heat left in the halls"),
    "cooling.unmet_hours": Message("Hours with heat left in the halls"),
    "cooling.ride_through_min": Message("Minutes that a hall lasts without cooling"),
    "water_l.withdrawn": Message("Withdrawn and returned"),
    "water_l.make_up": Message("Make-up"),
    "water_l.consumed": Message("Consumed"),
    "water_l.evaporated": Message("Evaporated"),
    "water_l.blowdown": Message("Blowdown"),
    "water_l.drift": Message("Drift"),
    "water_l.humidification": Message("Humidification"),
    "water_body.flow_m3_s_max": Message("Flow drawn, highest"),
    "water_body.intake_c_min": Message("Intake, coldest"),
    "water_body.intake_c_max": Message("Intake, warmest"),
    "water_body.outlet_c_max": Message("Outfall, warmest"),
    "water_body.exchanger_delta_t_k_max": Message("Warming across the exchangers, highest"),
    "water_body.outfall_delta_t_k_max": Message("Warming at the outfall, highest"),
    "water_body.mixed_rise_k_max": Message("Warming after mixing, highest"),
    "water_body.mixed_with": Message("Mixed with"),
    "supply_kwh.grid": Message("Grid"),
    "supply_kwh.solar": Message("Solar"),
    "supply_kwh.wind": Message("Wind"),
    "supply_kwh.hydro": Message("Hydro"),
    "supply_kwh.diesel": Message("Generators"),
    "supply_kwh.unserved": Message("Unserved"),
    "supply_kwh.battery_charged": Message("Battery, charged"),
    "supply_kwh.battery_discharged": Message("Battery, discharged"),
    "supply_kwh.curtailed": Message("Curtailed"),
    "supply_kwh.exported": Message("Exported"),
    "supply_kwh.contracts": Message("Of the grid: covered by contracts"),
    "carbon_kg.location_based": Message("Scope 2, location-based"),
    "carbon_kg.market_based": Message("Scope 2, market-based"),
    "carbon_kg.market_based_if_certified": Message("Scope 2, market-based, if every claim were certified"),
    "carbon_kg.market_based_hourly": Message("Scope 2, market-based, hour by hour"),
    "carbon_kg.scope_1": Message("Scope 1"),
    "carbon_kg.scope_1_fuel": Message("Scope 1, fuel of generators"),
    "carbon_kg.scope_1_refrigerants": Message("Scope 1, refrigerants"),
    "carbon_kg.scope_3": Message("Scope 3, upstream of the electricity"),
    "carbon_kg.embodied_per_year": Message("Embodied, a year"),
    "carbon_kg.total_per_year": Message("In total, a year"),
    "carbon_kg.marginal": Message("At the grid's margin"),
    "cost.currency": Message("Currency"),
    "cost.price_year": Message("Money of the year"),
    "cost.rate_basis": Message("Discount rate and payments of later years"),
    "cost.energy": Message("Energy"),
    "cost.contracts": Message("Contracts"),
    "cost.certificates": Message("Certificates"),
    "cost.demand": Message("Demand charge"),
    "cost.water": Message("Water"),
    "cost.carbon": Message("Carbon price"),
    "cost.carbon_scope_1": Message("Carbon price on scope 1, in that sum"),
    "cost.fuel": Message("Fuel of generators"),
    "cost.export": Message("Exported, earned"),
    "cost.maintenance": Message("Maintenance"),
    "cost.capital_annuity": Message("Capital, annuity"),
    "cost.running_per_year": Message("Running cost, a year"),
    "cost.total_per_year": Message("In total, a year"),
    "cost.npv": Message("Present value of all costs"),
    "cost.capital": Message("Investment"),
    "cost.residual": Message("Left at the end, credited in the last year"),
    "cost.capital_per_it_w": Message("Investment for a watt of IT"),
    "cost.levelised_per_it_kwh": Message("Levelised, a kWh of IT"),
    "flexible.saved_bill": Message("Saved of the whole bill"),
    "flexible.saved_site_kg": Message("Saved of the site's carbon"),
    "cost.levelised_per_work_kwh": Message("Levelised, a kWh of the first servers' for the same work"),
    "savings.baseline": Message("Baseline"),
    "savings.energy_kwh": Message("Electricity"),
    "savings.carbon_kg": Message("Carbon, location-based"),
    "savings.carbon_market_kg": Message("Carbon, market-based"),
    "savings.carbon_market_if_certified_kg": Message("Carbon, market-based, if every claim were certified"),
    "savings.cost_per_year": Message("Running cost, a year"),
    "savings.npv": Message("Present value of all costs"),
    "savings.irr": Message("Internal rate of return"),
    "savings.irr_reason": Message("Why there is no rate of return"),
    "savings.payback_years": Message("Payback"),
    "savings.sensitivity": Message("Return where either investment is otherwise"),
    "savings.sensitivity.capital_change": Message("Change of either investment"),
    "savings.sensitivity.irr_worst": Message("Internal rate of return, at the worse of them"),
    "savings.sensitivity.irr_best": Message("Internal rate of return, at the better of them"),
    "savings.sensitivity.payback_years_worst": Message("Payback, at the worse of them"),
    "savings.sensitivity.payback_years_best": Message("Payback, at the better of them"),
    "savings.water_l": Message("Water, metered"),
}
"""What figures are called; one that is not here goes by the words of its key."""


@dataclass(frozen=True)
class Figure:
    """One figure of a document; `share` says that it is a fraction to be read in per cent."""

    key: str
    group: str
    name: str
    unit: str
    value: Value
    share: bool = False
    left_out: str = ""  # what a total does not hold


def figures(document: Json) -> tuple[Figure, ...]:
    """Return every single figure of a design's document, in its order; lists are left to it.

    >>> [(each.name, each.unit, each.value) for each in figures({"peak_kw": {"it": 10.0}, "notes": []})]
    [('Servers', 'kW', 10.0)]
    """
    currency = (document.get("cost") or {}).get("currency")
    captions = document.get("captions", {})
    return tuple(
        Figure(
            key,
            _(GROUPS[group]),
            name(key),
            unit_of(key, currency),
            value,
            key.rpartition(".")[2] in SHARES,
            told(captions.get(group, {}).get(key.removeprefix(f"{group}."), "")),
        )
        for group in GROUPS
        if isinstance(content := document.get(group), dict)
        for key, value in leaves(content, group)
    )


def leaves(content: Json, prefix: str) -> Iterator[tuple[str, Value]]:
    """Yield the single values of a document with their dotted keys."""
    for key, value in content.items():
        path = f"{prefix}.{key}"
        if isinstance(value, dict):
            yield from leaves(value, path)
        elif path not in LISTS and not isinstance(value, list | tuple):
            yield path, value


def name(key: str) -> str:
    """Return what a figure is called in the reader's language, or the words of its key.

    >>> name("supply_kwh.battery_charged"), name("cooling.conditions_hours.tower_warm")
    ('Battery, charged', 'Conditions hours, tower warm')
    """
    if key in NAMES:
        return NAMES[key].text()
    *above, last = key.split(".")[1:]
    return ", ".join((*above, _without_unit(last))).replace("_", " ").capitalize()


def _without_unit(key: str) -> str:
    """Return the name of a quantity without the unit that ends it."""
    steps = key.split("_")
    ends = (count for count in range(len(steps) - 1, 0, -1) if "_".join(steps[-count:]) in UNITS)
    return "_".join(steps[: -next(ends, 0) or None])


def unit_of(key: str, currency: str | None) -> str:
    """Return the unit of a figure, read off its key or its group's; money is in `currency`.

    >>> unit_of("energy_kwh.fans", None), unit_of("cost.levelised_per_it_kwh", "EUR"), unit_of("cost.water", "EUR")
    ('kWh', 'EUR/kWh', 'EUR')
    """
    group, _dot, rest = key.partition(".")
    last = rest.rpartition(".")[2]
    if last in SHARES | {"currency", "price_year", "rate_basis"} or group == "carbon_basis":
        return ""
    if group == "cost" or key in {"savings.cost_per_year", "savings.npv", *WAITING_MONEY}:
        money = words.currency_name(currency) if currency else ""
        return {"levelised_per_it_kwh": f"{money}/kWh", "capital_per_it_w": f"{money}/W"}.get(last, money)
    own = unit(last.removesuffix("_max").removesuffix("_min"))
    if own or group in {"indicators", "cooling", "water_body", "savings"}:
        return "h" if rest.startswith(("hours", "conditions_hours.", "unmet_hours")) else own
    return unit(group)
