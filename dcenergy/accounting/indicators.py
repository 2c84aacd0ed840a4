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
from dcenergy.supply.instruments import clean_kw, counted_kwh, instruments
from dcenergy.supply.matching import annual_match
from dcenergy.supply.supply import Supply
from dcenergy.weather.hourly import Floats


@dataclass(frozen=True)
class Indicators:
    """Annual indicators; None where the profile does not determine one.

    PUE is category 3 (IT energy at the servers' input), as designed. `wue` counts the water
    that the site meters: make-up and humidification; `wue_consumption` what evaporates or
    drifts; `wue_input_eu` all water that enters (EU 2024/1364); `wue_source` adds the
    electricity's own water. ERF and ERE count heat as delivered, with the electricity of its
    heat pumps inside the facility (ISO/IEC 30134-6). CUE counts the electricity and the fuel of
    the site's generators (ISO/IEC 30134-8: all energy used). `ref` counts proven claims of
    renewable power, `ref_if_certified` takes every claim as certified. `renewable_share_annual`
    and `cfe_annual` are matches of volumes, the second with nuclear power; `cfe_hourly` is what of
    the second is delivered in the hour of its use.
    """

    pue: float | None
    wue_l_per_kwh: float | None
    wue_consumption_l_per_kwh: float | None
    wue_input_eu_l_per_kwh: float | None
    wue_source_l_per_kwh: float | None
    cue_kg_per_kwh: float | None
    cue_market_kg_per_kwh: float | None
    ref: float | None
    ref_if_certified: float | None
    erf: float | None
    ere: float | None
    cer: float | None
    renewable_share_annual: float | None
    cfe_annual: float | None
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
        cue_kg_per_kwh=ratio(_with_fuel(carbon.location_based, carbon), it_kwh),
        cue_market_kg_per_kwh=ratio(_with_fuel(carbon.market_based, carbon), it_kwh),
        ref=_ref(supply, power),
        ref_if_certified=_ref_if_certified(supply, power),
        erf=ratio(reused_kwh, facility_kwh) if halls else None,
        ere=ratio(facility_kwh - reused_kwh, it_kwh) if halls else None,
        cer=ratio(heat_kwh, float(cooled.electric_kw.sum())),
        renewable_share_annual=_annual_share(supply, power),
        cfe_annual=_clean_share(supply, power),
        cfe_hourly=_hourly_share(supply, power),
        cfe_hourly_with_grid=_hourly_share_with_grid(supply, power),
    )


def _with_fuel(electricity_kg: float | None, carbon: Carbon) -> float | None:
    """Carbon of the energy that the site uses: its electricity, and its generators' fuel where that is known. [kg]"""
    return None if electricity_kg is None else electricity_kg + (carbon.scope_1_fuel or 0.0)


def _at_source_l(supply: Supply, power: Power, metered_l: float | None) -> float | None:
    """Metered water and that of the grid's electricity. [L]"""
    if metered_l is None or supply.grid is None or supply.grid.water_l_per_kwh is None:
        return None
    return metered_l + float(power.grid_kw.sum()) * supply.grid.water_l_per_kwh


def _share(supply: Supply, power: Power, *figures: str) -> float | None:
    """Electricity of the instruments that count in every one of these figures, over all that the facility uses."""
    if not supply.known or power.load_kw.sum() == 0:
        return None
    return min(1.0, counted_kwh(instruments(supply, power), *figures) / float(power.load_kw.sum()))


def _ref(supply: Supply, power: Power) -> float | None:
    """REF, ISO/IEC 30134-3: own energy used on the site, and energy whose certificates are retired for it.

    Used is what reaches the facility: neither what is sold nor what a battery loses of it. Of a
    typed claim it is not known.
    """
    return None if power.contracted_kw is None else _share(supply, power, "ref")


def _ref_if_certified(supply: Supply, power: Power) -> float | None:
    """REF if every claim of renewable power were certified."""
    return _share(supply, power, "renewable_share_annual", "market_based_if_certified")


def _annual_share(supply: Supply, power: Power) -> float | None:
    """Renewable volume of the year over the year's use: own generation, contracts and certificates."""
    if not supply.known or power.load_kw.sum() == 0:
        return None
    if power.contracted_kw is None:
        return supply.renewable_share
    return annual_match(
        power.load_kw, _volume_kw(supply, power, np.array([c.is_renewable for c in supply.contracts]))
    )


def _clean_share(supply: Supply, power: Power) -> float | None:
    """The same with nuclear power: what the hourly match of carbon-free power is held against."""
    if not supply.known or power.contracted_kw is None or power.load_kw.sum() == 0:
        return None
    return annual_match(power.load_kw, _volume_kw(supply, power, np.ones(len(supply.contracts))))


def _volume_kw(supply: Supply, power: Power, counted: Floats) -> Floats:
    """Own generation, contracts that are `counted`, and certificates, spread as the load is. [kW]"""
    assert power.contracted_kw is not None
    own_kw = (1 - supply.certificates_sold) * power.on_site_kw
    apart_kw = supply.certificates.share * power.load_kw if supply.certificates else 0.0
    return np.asarray(own_kw + counted @ power.contracted_kw + apart_kw)


def _hourly_share(supply: Supply, power: Power) -> float | None:
    if not supply.known or power.contracted_kw is None or power.load_kw.sum() == 0:
        return None
    return float(clean_kw(supply, power).sum() / power.load_kw.sum())


def _hourly_share_with_grid(supply: Supply, power: Power) -> float | None:
    """Hourly match plus the clean share of what the grid gives the load beyond, at once or through the battery."""
    if supply.grid is None or supply.grid.clean_share is None or _hourly_share(supply, power) is None:
        return None
    clean = clean_kw(supply, power)
    null_kw = supply.certificates_sold * power.own_used_kw
    grid_kw = np.maximum(power.load_kw - clean - null_kw - power.diesel_kw - power.unserved_kw, 0.0)
    return float((clean + supply.grid.clean_share * grid_kw).sum() / power.load_kw.sum())
