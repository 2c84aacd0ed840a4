"""Table of the inputs that make designs unlike though their plants be the same."""

from __future__ import annotations

from collections.abc import Collection

from dcenergy.accounting.prices import Cost
from dcenergy.language import Message
from dcenergy.study.comparability import readings, wording
from dcenergy.study.comparability.input import Input, of_it, of_section
from dcenergy.study.measures import RANKED, Measure

MONEY: tuple[Measure, ...] = ("cost", "npv", "irr")
ALL: tuple[Measure, ...] = RANKED

SMALL_LOADS = ("lighting_fraction", "other_fraction")
GROWTH = tuple(key for key in Cost.model_fields if key.endswith("growth_per_year"))
INPUTS: Collection[Input] = (
    Input(
        "typed_pue",
        Message("share of the servers under a typed PUE"),
        readings.typed_share,
        wording.share,
        readings.give_plant,
        ALL,
    ),
    Input(
        "weather_kind",
        Message("kind of weather"),
        readings.air,
        wording.kind_of_weather,
        readings.give_weather,
        ALL,
        lambda one, other: one.kind == other.kind,
    ),
    Input(
        "weather", Message("weather"), readings.air, wording.weather, readings.give_weather, (), readings.is_same_air
    ),
    of_section(
        "cost", "discount_rate", Message("discount rate"), ("discount_rate", "inflation"), wording.rate, MONEY
    ),
    of_section("cost", "lifetime", Message("life of the plant"), ("lifetime_years",), wording.years, MONEY),
    Input(
        "part_life",
        Message("life of parts of the investment"),
        readings.lives,
        wording.lives,
        readings.give_lives,
        MONEY,
        readings.last_alike,
    ),
    of_section(
        "cost",
        "filling",
        Message("share of the servers in place by year"),
        ("active_share_by_year",),
        wording.shares,
        MONEY,
    ),
    of_section(
        "cost",
        "refresh",
        Message("replacement of servers"),
        ("server_refresh_years", "server_gain_per_year"),
        wording.refresh,
        MONEY,
    ),
    Input(
        "maintenance",
        Message("maintenance per investment"),
        readings.maintenance,
        wording.share,
        readings.give_maintenance,
    ),
    of_section("cost", "tariff", Message("tariff"), ("tariff",), wording.tariff),
    of_section("cost", "carbon_price", Message("carbon price"), ("carbon_price_per_t",), wording.plain),
    of_section(
        "cost", "water_price", Message("price of water"), ("water_per_m3", "withdrawal_per_m3"), wording.plain
    ),
    of_section("cost", "price_growth", Message("growth of prices"), GROWTH, wording.growth),
    Input(
        "servers",
        Message("description of the servers"),
        wording.kinds_of,
        wording.kinds,
        readings.give_servers,
        remark=Message("Whether a server at full use does the same work in all of them is not known."),
    ),
    of_it("pattern", Message("course of the load over day and week"), ("pattern",), wording.pattern),
    of_it("flexible", Message("load that is shifted"), ("flexible",), wording.flexible),
    of_it("supply_air", Message("supply air of the halls"), ("supply_air_c",), wording.celsius),
    of_it("air_delta_t", Message("warming of the air through the servers"), ("air_delta_t_k",), wording.kelvin),
    of_it("air_leaks", Message("recirculation and bypass of air"), ("recirculation", "bypass"), wording.plain_shares),
    of_it("server_fans", Message("response of server fans to warm air"), ("fans",), wording.fans),
    Input(
        "redundancy",
        Message("redundancy of the UPS"),
        readings.redundancy,
        wording.redundancy,
        readings.give_redundancy,
    ),
    of_section("electrical", "small_loads", Message("lighting and other loads"), SMALL_LOADS, wording.plain_shares),
    of_section("supply", "grid", Message("emission factor of the grid"), ("grid",), wording.grid),
    Input(
        "grid_method",
        Message("method of the grid's factor"),
        readings.method,
        Message,
        readings.give_nothing,
        touches=("carbon", "carbon_market"),
    ),
    Input(
        "green_power",
        Message("backing of renewable electricity"),
        readings.instruments,
        wording.instruments,
        readings.give_instruments,
    ),
    Input(
        "inventory_inputs",
        Message("inventory of carbon"),
        readings.inventory,
        wording.inventory,
        readings.give_inventory,
    ),
    Input("fuel_price", Message("price of fuel"), readings.fuel_prices, wording.plain, readings.give_fuel_prices),
    Input(
        "contract_price",
        Message("prices of contracts"),
        readings.contract_prices,
        wording.contract_prices,
        readings.give_contract_prices,
    ),
    Input(
        "investment",
        Message("investment in the same plant"),
        readings.investment,
        wording.investment,
        readings.give_investment,
        same=readings.is_same_investment,
    ),
    of_section("supply", "outages", Message("outages of the grid"), ("outages",), wording.outages),
)
"""Every such input. The plant is not among them: it is what a comparison is of."""
