"""Pairs of designs of which the second looks better only by an unlike basis."""

from __future__ import annotations

from dataclasses import dataclass

FULL = """\
name: Full
extends: base/large-colocation
site: {weather: {normals: zixing}}
it: {servers: [{count: 1000, idle_w: 150, peak_w: 400, utilisation: 0.5}]}
supply: {grid: {factor: cn-hunan-2023, residual: cn-residual-2023}}
cost:
  currency: CNY
  price_year: 2024
  tariff: {per_kwh: 0.65}
  discount_rate: 0.08
  lifetime_years: 20
  water_per_m3: 5
  capital: [{name: plant, per_it_kw: 5600}, {name: ups, per_it_kw: 900, life_years: 12}]
"""

PEAK = "cost: {tariff: {per_kwh: 0.65, periods: [{per_kwh: 0.3, from_hour: 0, to_hour: 8}]}}"
BY_DAY = "it: {pattern: {hourly: [1,1,1,1,1,1,1,1, 3,3,3,3,3,3,3,3, 1,1,1,1,1,1,1,1]}}"
BY_NIGHT = "it: {pattern: {hourly: [3,3,3,3,3,3,3,3, 1,1,1,1,1,1,1,1, 1,1,1,1,1,1,1,1]}}"
TOWERS = "cooling: {system: chilled_water}"
LAKE = "cooling: {system: lake_water, source: {mean_c: %d, amplitude_k: 2, coldest_day: 45}, trim: null}"
WHOLE = "carbon: {embodied: {}, refrigerants: []}\nsupply: {generators: []}"
TESTED = "{capacity_kw: 500, test_on: site, test_hours_per_year: 500, fuel_price_per_l: %s}"
GENERATORS = f"supply: {{generators: [{TESTED}]}}"
SERVERS = "it: {servers: [{count: %s, idle_w: %s, peak_w: %s, utilisation: %s}]}"
HYDRO = "supply: {contracts: [{kind: hydro, share: %s, certificates: true, premium_per_kwh: %s}]}"


@dataclass(frozen=True)
class Pair:
    """The second design has `better` on top of what both have; `first` stands in for it in the first one."""

    subject: str  # the difference that must be named
    better: str
    by: str = "cost"
    both: str = ""
    first: str = ""
    is_ranked: bool = True  # whether a rank is left
    figure: str = ""  # that is better, where it is another
    said: str = ""  # in its words
    is_left_out: bool = False  # of both, so that nothing is left of the advantage


PAIRS = {
    # the same task: half of it is not done
    "half of the servers off": Pair("work", "it: {active_share: 0.5}"),
    "idle servers": Pair("work", SERVERS % (1000, 150, 400, 0.1)),
    "fewer servers": Pair("work", SERVERS % (500, 150, 400, 0.5)),
    "fewer and other servers": Pair("work", SERVERS % (500, 100, 450, 0.4)),
    "other servers, as many": Pair("servers", SERVERS % (1000, 75, 200, 0.5)),
    "a load of the night": Pair("pattern", BY_NIGHT, both=PEAK, first=BY_DAY),
    "a load that is shifted": Pair("flexible", "it: {flexible: {share: 0.5, wait_h: 24, by: price}}", both=PEAK),
    "load unserved": Pair("unserved", "supply: {outages: {count: 52, hours_each: 24}}"),
    "a few hours unserved": Pair("unserved", "supply: {outages: {count: 1, hours_each: 2}}"),
    "heat unmet": Pair("unmet_heat", LAKE % 30, first=LAKE % 8, by="energy"),
    # the same finance
    "cheap money": Pair("discount_rate", "cost: {discount_rate: 0.03}", is_ranked=False),
    "a rate that is nominal": Pair(
        "discount_rate", "cost: {inflation: 0.04}", is_ranked=False, said="nominal with inflation of 4%"
    ),
    "a long life": Pair("lifetime", "cost: {lifetime_years: 40}", is_ranked=False),
    "parts that last": Pair(
        "part_life",
        "cost: {capital: [{name: plant, per_it_kw: 5600}, {name: ups, per_it_kw: 900}]}",
        is_ranked=False,
    ),
    "another currency": Pair(
        "currency", "cost: {currency: EUR, tariff: {per_kwh: 0.08}}", by="energy", figure="total_per_year"
    ),
    "money of another year": Pair(
        "price_year", "cost: {price_year: 2010, tariff: {per_kwh: 0.5}}", by="energy", figure="total_per_year"
    ),
    "a part of the investment": Pair(
        "capital", "cost: {capital: [{name: chillers, per_it_kw: 600}]}", is_ranked=False
    ),
    "one part left out": Pair("capital", "cost: {capital: [{name: plant, per_it_kw: 5600}]}", is_ranked=False),
    "no investment": Pair(
        "capital",
        "cost: {capital: []}",
        figure="total_per_year",
        said="left out of the cost of all designs",
    ),
    "one list for another plant": Pair(
        "capital", TOWERS, both="cost: {water_per_m3: 0.1}", said="Give each plant its own"
    ),
    "no maintenance": Pair("maintenance", "cost: {maintenance_fraction: 0.0}"),
    "servers that get better": Pair(
        "refresh", "cost: {server_refresh_years: 4, server_gain_per_year: 0.1}", figure="npv"
    ),
    "a site that fills slowly": Pair("filling", "cost: {active_share_by_year: [0.2, 0.4, 1]}", figure="npv"),
    "prices that do not rise": Pair("price_growth", "", first="cost: {price_growth_per_year: 0.03}", figure="npv"),
    # the same prices, and all items priced
    "a cheaper tariff": Pair("tariff", "cost: {tariff: {per_kwh: 0.5}}"),
    "no carbon price": Pair("carbon_price", "", first="cost: {carbon_price_per_t: 90}"),
    "water without a price": Pair("unpriced", "cost: {water_per_m3: 0}", both=TOWERS, is_ranked=False),
    "a contract without a price": Pair("unpriced", HYDRO % (0.9, "null"), first=HYDRO % (0.9, 0.05), is_ranked=False),
    "a cheaper contract": Pair("contract_price", HYDRO % (0.9, 0), first=HYDRO % (0.9, 0.05)),
    "fuel without a price": Pair("unpriced", GENERATORS % 0, first=GENERATORS % 8, is_ranked=False),
    "cheaper fuel": Pair("fuel_price", GENERATORS % 1, first=GENERATORS % 8),
    "arrays without a price": Pair("unpriced", "supply: {solar: [{capacity_kwp: 500}]}", is_ranked=False),
    "no grid to price the carbon of": Pair(
        "unpriced", "supply: {grid: null}", both="cost: {carbon_price_per_t: 90}", is_ranked=False
    ),
    "refrigerants that nobody tells": Pair(
        "unpriced",
        "",
        both="cost: {carbon_price_per_t: 900}\nsupply: {generators: []}",
        first="carbon: {refrigerants: [{refrigerant: r134a, charge_kg: 5000}]}",
        is_ranked=False,
    ),
    # the same weather, and a plant that is simulated
    "a typed PUE": Pair("typed_pue", "cooling: {system: fixed_pue, pue: 1.1}", is_ranked=False),
    "a typed PUE by carbon": Pair(
        "typed_pue", "cooling: {system: fixed_pue, pue: 1.1}", by="carbon", is_ranked=False
    ),
    "weather of another kind": Pair(
        "weather_kind", "site: {weather: {normals: null, file: cold.epw}}", by="energy", is_ranked=False
    ),
    "weather of another place": Pair("weather", "site: {weather: {normals: helsinki}}", by="energy"),
    # the halls around the servers
    "warmer supply air": Pair("supply_air", "it: {supply_air_c: 26}", by="energy"),
    "fans that do not answer": Pair(
        "server_fans", "it: {fans: {slope_per_k: 0}}", by="energy", both="it: {supply_air_c: 30}"
    ),
    "no air past the servers": Pair("air_leaks", "it: {bypass: 0.0}", by="energy"),
    "no spare UPS": Pair("redundancy", "electrical: {ups: {redundancy: N}}", by="energy"),
    "no lighting": Pair("small_loads", "electrical: {lighting_fraction: 0, other_fraction: 0}", by="energy"),
    # the same inventory of carbon
    "embodied carbon of one": Pair(
        "inventory",
        "supply: {generators: []}",
        first=WHOLE,
        by="carbon",
        is_left_out=True,
    ),
    "no refrigerants": Pair(
        "inventory_inputs",
        WHOLE,
        first=WHOLE.replace("[]", "[{refrigerant: r134a, charge_kg: 5000}]", 1),
        by="carbon",
    ),
    "factors of two methods": Pair("grid_method", "supply: {grid: {factor: finland-2023}}", by="carbon"),
    "another factor": Pair("grid", "supply: {grid: {factor: null, factor_kg_per_kwh: 0.3}}", by="carbon"),
    "a factor by the hour": Pair("grid", "supply: {grid: {shape: de-lu-2024}}", both=BY_DAY, by="carbon"),
}
