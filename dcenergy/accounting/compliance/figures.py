"""The figures of a year that rules speak of, under the names that limits.csv and reports know them by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set

import numpy as np

from dcenergy.accounting.energy import reused_kw
from dcenergy.accounting.indicators import Indicators, ratio
from dcenergy.accounting.water import Water
from dcenergy.plant.electrical import Site
from dcenergy.plant.facility import Facility, Hall
from dcenergy.plant.heat_reuse import HeatReuse
from dcenergy.plant.servers import ItLoad
from dcenergy.supply.balance import Power
from dcenergy.supply.instruments import Instruments, counted_kwh, instruments
from dcenergy.supply.supply import Supply
from dcenergy.weather.hourly import Weather

Figures = Mapping[str, float | None]

HOT_DAY_C, COOLED_TO_C = 24.0, 21.0
"""Cooling degree days (eurostat_cdd): days whose mean is at least the one, in degrees above the other."""


TITLES: Mapping[str, Set[str]] = {
    "renewable_certificates_kwh": {"certificates_bought"},
    "renewable_contracts_kwh": {"contract_with_certificates", "contract_as_claim"},
    "renewable_on_site_kwh": {"own_generation"},
}
"""The instruments of each title to renewable electricity that the European Union asks for."""


def figures(
    halls: Sequence[Hall],
    load: ItLoad,
    cooled: Facility,
    site: Site,
    supply: Supply,
    power: Power,
    used: Water,
    indicators: Indicators,
    weather: Weather,
) -> Figures:
    """Gather the figures of a year; None where the profile does not determine one."""
    installed_kw, it_kwh = float(load.design_kw.sum()), float(site.it_kw.sum())
    facility_kwh = float(site.facility_kw.sum())
    lifted_kwh = float(reused_kw(cooled, "heat_pump_kw").sum())
    return {
        "pue": indicators.pue,
        "pue_without_heat_pumps": ratio(facility_kwh - lifted_kwh, it_kwh),
        "wue_l_per_kwh": indicators.wue_l_per_kwh,
        "wue_input_eu_l_per_kwh": indicators.wue_input_eu_l_per_kwh,
        "erf": indicators.erf,
        "ref": indicators.ref,
        "ref_if_certified": indicators.ref_if_certified,
        "renewable_share_annual": indicators.renewable_share_annual,
        "it_installed_kw": installed_kw,
        "it_load_share": ratio(it_kwh / weather.hours, installed_kw),
        "connected_kw": installed_kw + float((site.facility_kw - site.it_kw).max()),
        "servers_in_place": _servers_in_place(halls),
        "supply_air_c": min(hall.it.supply_air_c for hall in halls),
        "facility_kwh": facility_kwh,
        "it_kwh": it_kwh,
        "diesel_kwh": float(power.diesel_kw.sum()) if supply.generators is not None else None,
        "water_m3": None
        if used.withdrawn is None or used.metered is None
        else (used.withdrawn + used.metered) / 1000,
        "reused_kwh": float(reused_kw(cooled, "delivered_kw").sum()) if cooled.simulated else None,
        "waste_heat_c": _waste_heat_c(halls, cooled),
        "mean_supply_air_c": _mean_supply_air_c(halls, load),
        "cooling_degree_days": _cooling_degree_days(weather),
        **_renewable_kwh(supply, power),
    }


def _servers_in_place(halls: Sequence[Hall]) -> float | None:
    """Share of the servers that stand, of those the site is built for; known where every hall tells its own."""
    if not all("active_share" in hall.it.model_fields_set for hall in halls):
        return None
    counts = [sum(group.count for group in hall.it.servers) for hall in halls]
    return float(np.average([hall.it.active_share for hall in halls], weights=counts))


def _mean_supply_air_c(halls: Sequence[Hall], load: ItLoad) -> float | None:
    """Set point of the air to the servers, weighed by their energy. [degC]"""
    it_kwh = load.it_kw.sum(axis=1)
    return float(np.average([hall.it.supply_air_c for hall in halls], weights=it_kwh)) if it_kwh.sum() else None


def _waste_heat_c(halls: Sequence[Hall], cooled: Facility) -> float | None:
    """Temperature at which heat is delivered, weighed by its amount; known where heat pumps lift all of it. [degC]"""
    delivered = [
        (float(system.reused.delivered_kw.sum()), reuse)
        for name, reuse in _reuses(halls).items()
        if (system := cooled.simulated_by_name.get(name)) and system.reused
    ]
    lifted = [(kwh, reuse.heat_pump.delivery_c) for kwh, reuse in delivered if reuse.heat_pump]
    whole_kwh = sum(kwh for kwh, _ in delivered)
    if not whole_kwh or len(lifted) < len(delivered):
        return None
    return sum(kwh * temp_c for kwh, temp_c in lifted) / whole_kwh


def _reuses(halls: Sequence[Hall]) -> Mapping[str, HeatReuse]:
    """What each cooling system delivers to others, by the system's name."""
    air = {hall.system_names[0]: getattr(hall.cooling, "heat_reuse", None) for hall in halls}
    liquid = {hall.system_names[1]: liquid.loop.heat_reuse for hall in halls if (liquid := hall.simulated_liquid)}
    return {name: reuse for name, reuse in (air | liquid).items() if reuse is not None}


def _cooling_degree_days(weather: Weather) -> float | None:
    """Degrees that hot days are above 21 degC, summed over the year. [K d]"""
    if weather.kind == "none":
        return None
    daily_c = weather.temp_c.reshape(-1, 24).mean(axis=1)
    return float((daily_c - COOLED_TO_C)[daily_c >= HOT_DAY_C].sum())


def _renewable_kwh(supply: Supply, power: Power) -> Figures:
    """Renewable electricity that reaches the facility by its title, each kWh once; their sum is REF's. [kWh]

    `claimed_kwh` is what is claimed beside it, without certificates: it is in no sum.
    """
    held = instruments(supply, power) if supply.known else ()
    proven = {title: _of(held, names, "ref") for title, names in TITLES.items()}
    known = supply.known and power.contracted_kw is not None
    claimed = _of(held, {"contract_without_certificates", "typed_claim"}, "renewable_share_annual")
    return {
        **(proven if known else dict.fromkeys(proven)),
        "renewable_kwh": sum(proven.values()) if known else None,
        "claimed_kwh": claimed if supply.known else None,
    }


def _of(held: Instruments, names: Set[str], figure: str) -> float:
    """What reaches the facility of some instruments, as far as it counts in a figure. [kWh]"""
    return counted_kwh(tuple(each for each in held if each.instrument in names), figure)
