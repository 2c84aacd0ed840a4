"""What a design costs: running costs, capital as an annuity, present value. Real, before tax, without debt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dcenergy.accounting.carbon import Carbon
from dcenergy.accounting.cash_flow import Flows, annuity_factor, investment, present_value, residual, summed
from dcenergy.accounting.prices import SIZES, Capital, Cost
from dcenergy.accounting.tariff import demand_charge, per_kwh
from dcenergy.accounting.water import Water
from dcenergy.plant.servers import ItLoad
from dcenergy.supply.balance import Power
from dcenergy.supply.generator import burnt_l
from dcenergy.supply.matching import excess_kw
from dcenergy.supply.supply import Supply
from dcenergy.weather.hourly import Calendar, Floats

Part = Literal["contracts", "water", "carbon", "carbon_scope_1", "fuel", "maintenance", "capital", "servers"]
"""What a cost may lack."""

WATTS_PER_KILOWATT = 1000.0


@dataclass(frozen=True)
class CostResult:
    """Money of the profile's own year, in `currency` of `price_year`; None where not determined.

    `flows` are the costs of every year of the plant's life, from year 0; with `npv` and the levelised
    costs they follow from those years, and are None until these have been simulated
    (`study.lifetime.live`). Flows are in the money of their year where `inflation` is given.
    `rate_basis` says whether discount rate and flows are so. `left_out` names the parts that no
    sum holds, as they are not determined or have no price.
    """

    currency: str | None = None
    price_year: int | None = None
    energy: float | None = None
    contracts: float | None = None
    certificates: float | None = None
    demand: float | None = None
    water: float | None = None
    carbon: float | None = None
    maintenance: float | None = None
    capital_annuity: float | None = None  # with replacements, less what is left at the end
    total_per_year: float | None = None
    npv: float | None = None
    levelised_per_it_kwh: float | None = None
    levelised_per_work_kwh: float | None = None  # by what the first servers would draw for the work of all years
    capital: float | None = None  # of the investment, at once
    running_per_year: float | None = None  # total without the capital's annuity
    carbon_scope_1: float | None = None  # of `carbon`, what fuel and refrigerants pay, as far as they are known
    fuel: float | None = None
    export: float | None = None  # below 0: it is earned
    capital_per_it_w: float | None = None
    flows: Flows | None = None
    invested: Flows | None = None  # the part of them that is bought, replaced and credited
    residual: float | None = None  # of it, what the last year is credited with
    inflation: float | None = None
    left_out: tuple[Part, ...] = ()
    rate_basis: Literal["real", "nominal"] | None = None


def cost(
    prices: Cost | None,
    supply: Supply,
    load: ItLoad,
    power: Power,
    water: Water,
    carbon: Carbon,
    calendar: Calendar,
) -> CostResult:
    """Calculate a year's cost, and what is invested over the plant's life.

    What is not determined is left out of the sums: of a design without `capital`, the total
    is its running cost.
    """
    if prices is None:
        return CostResult()
    tariff, years = prices.tariff, prices.lifetime_years
    energy = float(power.grid_kw @ per_kwh(tariff, calendar))
    demand = demand_charge(power.grid_kw, calendar, tariff.demand_per_kw_month)
    export = 0.0 - float(power.exported_kw.sum()) * tariff.export_per_kwh
    contracts, certificates = _contracts(supply, power, per_kwh(tariff, calendar))
    water_cost = _water(prices, water)
    on_grid, on_site = (_priced(kg, prices) for kg in (carbon.location_based, carbon.scope_1_known))
    carbon_cost = None if on_grid is None and on_site is None else (on_grid or 0.0) + (on_site or 0.0)
    fuel = _fuel(supply, power)
    design_kw = float(load.design_kw.sum())
    bought = [(_amount(part, supply, design_kw), part.life_years or years) for part in prices.capital]
    capital = sum(amount for amount, _ in bought) if bought else None
    maintenance = None if capital is None else capital * prices.maintenance_fraction

    invested = summed([investment(amount, life, years) for amount, life in bought], years)
    factor = annuity_factor(prices.real_rate, years)
    annuity = None if capital is None else present_value(prices.real_rate, invested) * factor
    steady = sum(filter(None, (contracts, certificates, water_cost, maintenance, fuel)))
    running = energy + demand + export + (carbon_cost or 0.0) + steady
    return CostResult(
        currency=prices.currency,
        price_year=prices.price_year,
        energy=energy,
        contracts=contracts,
        certificates=certificates,
        demand=demand,
        water=water_cost,
        carbon=carbon_cost,
        carbon_scope_1=on_site,
        maintenance=maintenance,
        capital_annuity=annuity,
        total_per_year=running + (annuity or 0.0),
        capital=capital,
        running_per_year=running,
        fuel=fuel,
        export=export,
        capital_per_it_w=None if capital is None or not design_kw else capital / design_kw / WATTS_PER_KILOWATT,
        invested=tuple(amount * prices.price_level(year) for year, amount in enumerate(invested)),
        residual=None
        if capital is None
        else sum(residual(amount, life, years) for amount, life in bought) * prices.price_level(years),
        inflation=prices.inflation,
        left_out=_left_out(prices, supply, power, water, carbon),
        rate_basis="real" if prices.inflation is None else "nominal",
    )


def paid_in_year(used: CostResult, prices: Cost, decline: float, year: int) -> float:
    """Running cost of a year of the plant's life in which it uses what `used` was reckoned for.

    `decline` is the fall of the grid's carbon a year; year 1 is at today's prices, but for inflation.
    """
    by_growth = (
        ((used.energy or 0.0) + (used.demand or 0.0) + (used.export or 0.0), prices.price_growth_per_year),
        (used.water or 0.0, prices.water_price_growth_per_year),
        (used.fuel or 0.0, prices.fuel_price_growth_per_year),
        ((used.contracts or 0.0) + (used.certificates or 0.0), prices.contract_price_growth_per_year),
        (used.carbon_scope_1 or 0.0, prices.carbon_price_growth_per_year),
        (_on_grid(used), (1 + prices.carbon_price_growth_per_year) * (1 - decline) - 1),
        (used.maintenance or 0.0, 0.0),
    )
    real = sum(amount * (1 + growth) ** (year - 1) for amount, growth in by_growth)
    return real * prices.price_level(year)


def _on_grid(used: CostResult) -> float:
    """Carbon price paid on the grid's electricity."""
    return (used.carbon or 0.0) - (used.carbon_scope_1 or 0.0)


def _priced(kg: float | None, prices: Cost) -> float | None:
    return None if kg is None else kg / 1000 * prices.carbon_price_per_t


def _left_out(prices: Cost, supply: Supply, power: Power, water: Water, carbon: Carbon) -> tuple[Part, ...]:
    """Name what costs something and stands in no sum."""
    unknown: dict[Part, bool] = {
        "contracts": power.contracted_kw is None
        or not all(each.is_priced for each in supply.contracts)
        or (supply.certificates is not None and supply.certificates.price_per_kwh is None),
        "water": water.metered is None or (water.metered > 0 and not prices.water_per_m3),
        "carbon": carbon.location_based is None and prices.carbon_price_per_t > 0,
        "carbon_scope_1": carbon.scope_1 is None and prices.carbon_price_per_t > 0,
        "fuel": supply.generators is None or any(not each.fuel_price_per_l for each in supply.generators),
        "maintenance": not prices.capital,
        "capital": not prices.capital,
        "servers": prices.server_refresh_years is not None
        and all(part.life_years != prices.server_refresh_years for part in prices.capital),
    }
    return tuple(part for part, is_so in unknown.items() if is_so)


def _contracts(supply: Supply, power: Power, tariff_per_kwh: Floats) -> tuple[float | None, float | None]:
    """What contracts cost beyond the tariff of the energy used, and what certificates cost.

    A contract is paid as produced: tariff and premium for every kWh. What its hour does not use
    is sold on, and costs the difference to what that brings.
    """
    if power.contracted_kw is None:
        return None, None
    volumes = power.contracted_kw.sum(axis=1)
    pairs = list(zip(supply.contracts, volumes.tolist(), strict=True))
    premium = sum((contract.premium_per_kwh or 0.0) * kwh for contract, kwh in pairs)
    sold_on = zip(supply.contracts, excess_kw(power.contracted_kw, power.grid_kw), strict=True)
    premium += sum(
        float(kw @ (tariff_per_kwh - contract.excess_price_per_kwh))
        for contract, kw in sold_on
        if contract.excess_price_per_kwh is not None
    )
    certificates = sum((contract.certificate_price_per_kwh or 0.0) * kwh for contract, kwh in pairs)
    if supply.certificates:
        certificates += supply.certificates.share * power.load_kw.sum() * (supply.certificates.price_per_kwh or 0.0)
    return float(premium), float(certificates)


def _fuel(supply: Supply, power: Power) -> float | None:
    if supply.generators is None:
        return None
    litres = burnt_l(supply.generators, float(power.backup_kw.sum()))
    return float(sum(each.fuel_price_per_l * burnt for each, burnt in zip(supply.generators, litres, strict=True)))


def _water(prices: Cost, water: Water) -> float | None:
    if water.metered is None or water.withdrawn is None:
        return None
    return water.metered / 1000 * prices.water_per_m3 + water.withdrawn / 1000 * prices.withdrawal_per_m3


def _amount(part: Capital, supply: Supply, design_it_kw: float) -> float:
    """What a part costs; 0 where the site has none of what it is counted by."""
    sizes = (
        1.0,
        design_it_kw,
        sum(array.capacity_kwp for array in supply.solar),
        sum(farm.capacity_kw for farm in supply.wind),
        sum(station.capacity_kw for station in supply.hydro),
        supply.battery.capacity_kwh if supply.battery else 0.0,
    )
    return sum((getattr(part, key) or 0.0) * size for key, size in zip(SIZES, sizes, strict=True))
