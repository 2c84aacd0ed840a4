"""The indicators of ISO/IEC 30134 and their kin: ratios of annual sums, never means of ratios."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dcenergy.accounting.carbon import Carbon
from dcenergy.accounting.energy import reused_kw
from dcenergy.accounting.water import Water
from dcenergy.plant.electrical import Site
from dcenergy.plant.facility import Facility
from dcenergy.supply.balance import Power
from dcenergy.supply.matching import annual_match, matched_kw
from dcenergy.supply.supply import Supply
from dcenergy.weather.hourly import Floats


@dataclass(frozen=True)
class Indicators:
    """Annual indicators; None where the profile does not determine one.

    PUE is category 3 (IT energy at the servers' input), as designed. `wue` counts the water
    that the site meters: make-up and humidification; `wue_consumption` what evaporates or
    drifts; `wue_input_eu` all water that enters (EU 2024/1364); `wue_source` adds the
    electricity's own water. ERF and ERE count heat as delivered, with the electricity of its
    heat pumps inside the facility (ISO/IEC 30134-6).
    """

    pue: float | None
    wue_l_per_kwh: float | None
    wue_consumption_l_per_kwh: float | None
    wue_input_eu_l_per_kwh: float | None
    wue_source_l_per_kwh: float | None
    cue_kg_per_kwh: float | None
    cue_market_kg_per_kwh: float | None
    ref: float | None
    erf: float | None
    ere: float | None
    cer: float | None
    renewable_share_annual: float | None
    cfe_hourly: float | None
    cfe_hourly_with_grid: float | None


def ratio(numerator: float | None, denominator: float | None) -> float | None:
    """Ratio of two annual sums, None where either is unknown or the denominator is 0.

    >>> ratio(3.0, 2.0), ratio(None, 2.0), ratio(1.0, 0.0)
    (1.5, None, None)
    """
    if numerator is None or denominator is None or denominator == 0:
        return None
    return numerator / denominator


def indicators(
    site: Site, cooled: Facility, power: Power, supply: Supply, water: Water, carbon: Carbon
) -> Indicators:
    """Work out every indicator that the hours determine."""
    it_kwh, facility_kwh = float(site.it_kw.sum()), float(site.facility_kw.sum())
    halls = cooled.simulated
    heat_kwh = float(sum(hall.heat_kw.sum() - hall.unmet_kw.sum() for hall in halls)) if halls else None
    reused_kwh = float(reused_kw(cooled, "delivered_kw").sum())
    metered_l = water.metered
    entering_l = None if water.withdrawn is None or metered_l is None else water.withdrawn + metered_l
    return Indicators(
        pue=ratio(facility_kwh, it_kwh),
        wue_l_per_kwh=ratio(metered_l, it_kwh),
        wue_consumption_l_per_kwh=ratio(water.consumed, it_kwh),
        wue_input_eu_l_per_kwh=ratio(entering_l, it_kwh),
        wue_source_l_per_kwh=ratio(_at_source_l(supply, power, metered_l), it_kwh),
        cue_kg_per_kwh=ratio(carbon.location_based, it_kwh),
        cue_market_kg_per_kwh=ratio(carbon.market_based, it_kwh),
        ref=_ref(supply, power),
        erf=ratio(reused_kwh, facility_kwh) if halls else None,
        ere=ratio(facility_kwh - reused_kwh, it_kwh) if halls else None,
        cer=ratio(heat_kwh, float(cooled.electric_kw.sum())),
        renewable_share_annual=_annual_share(supply, power),
        cfe_hourly=_hourly_share(supply, power),
        cfe_hourly_with_grid=_hourly_share_with_grid(supply, power),
    )


def _at_source_l(supply: Supply, power: Power, metered_l: float | None) -> float | None:
    """Metered water and that of the grid's electricity. [L]"""
    if metered_l is None or supply.grid is None or supply.grid.water_l_per_kwh is None:
        return None
    return metered_l + float(power.grid_kw.sum()) * supply.grid.water_l_per_kwh


def _ref(supply: Supply, power: Power) -> float | None:
    """REF, ISO/IEC 30134-3: own energy used on the site, and energy whose certificates are retired for it.

    Used is what reaches the facility: neither what is sold nor what a battery loses of it.
    """
    if not supply.known or power.contracted_kw is None or power.load_kw.sum() == 0:
        return None
    certified = np.array([float(contract.certificates) for contract in supply.contracts])
    lost_kw = power.renewable_charged_kw - power.renewable_discharged_kw
    own_kw = power.on_site_kw - power.exported_kw
    return annual_match(power.load_kw, own_kw - lost_kw + certified @ power.contracted_kw + _apart_kw(supply, power))


def _apart_kw(supply: Supply, power: Power) -> Floats | float:
    """Certificates without the energy, spread as the load is. [kW]"""
    return supply.certificates.share * power.load_kw if supply.certificates else 0.0


def _annual_share(supply: Supply, power: Power) -> float | None:
    if not supply.known or power.load_kw.sum() == 0:
        return None
    if power.renewable_kw is None:
        return supply.renewable_share
    return annual_match(power.load_kw, power.renewable_kw + _apart_kw(supply, power))


def _matched_kw(supply: Supply, power: Power) -> Floats | None:
    """Load that own and contracted power meets in its own hour. [kW]"""
    if not supply.known or power.renewable_kw is None or power.load_kw.sum() == 0:
        return None
    return matched_kw(
        power.load_kw,
        power.renewable_kw,
        power.exported_kw,
        power.renewable_charged_kw,
        power.renewable_discharged_kw,
    )


def _hourly_share(supply: Supply, power: Power) -> float | None:
    matched = _matched_kw(supply, power)
    return None if matched is None else float(matched.sum() / power.load_kw.sum())


def _hourly_share_with_grid(supply: Supply, power: Power) -> float | None:
    """Hourly match plus the grid's own clean share of what it gives the load beyond."""
    matched = _matched_kw(supply, power)
    if supply.grid is None or supply.grid.clean_share is None or matched is None:
        return None
    grid_to_load_kw = np.minimum(power.load_kw - matched, power.grid_kw)
    return float((matched + supply.grid.clean_share * grid_to_load_kw).sum() / power.load_kw.sum())
