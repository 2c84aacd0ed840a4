"""Whose rules hold: by the profile's word, or by the country that the site lies in."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Literal, get_args

from dcenergy.reference.table import FOLDER
from dcenergy.supply.supply import Supply
from dcenergy.weather import places
from dcenergy.weather.distance import NEAR_DEG
from dcenergy.weather.hourly import Weather
from dcenergy.weather.site import Site

RuleSet = Literal["cn", "edwc_east", "edwc_west", "eu", "de", "sg", "cndcp"]
"""China, its eastern and western computing clusters, the European Union, Germany, Singapore, and a voluntary pact."""

RULE_SETS: tuple[RuleSet, ...] = get_args(RuleSet)

Basis = Literal["profile", "place", "grid", "unknown"]


@dataclass(frozen=True)
class Country:
    """A country, and the rule sets that hold in it."""

    code: str  # ISO 3166-1, two letters
    name: str
    grid: str  # what the keys of its grid factors begin with
    rules: tuple[str, ...]


@dataclass(frozen=True)
class RulesHere:
    """The rule sets to judge by, and how they were found.

    `doubts` says of a rule set why it is not certain that it holds here, `areas` where exactly
    it does. `basis` is what the country is known by: the profile's own list, the shipped place
    or the grid factor that it names; `named` that place or factor. `opens` is the month or year
    in which the site opens, where it tells.
    """

    sets: tuple[str, ...]
    basis: Basis
    named: str = ""
    country: Country | None = None
    doubts: Mapping[str, str] = field(default_factory=dict)
    areas: Mapping[str, str] = field(default_factory=dict)
    opens: str | None = None


def rules_here(
    asked: tuple[RuleSet, ...] | None, site: Site | None, supply: Supply, weather: Weather | None = None
) -> RulesHere:
    """Find the rule sets that hold for a site.

    The profile's own list goes before all. Else the country is that of the shipped place whose
    weather the site has, by name or in a file that dcenergy wrote, unless the site says that it lies
    elsewhere; else that of its grid factor. Where neither is known nothing is judged.
    """
    named = site.weather.normals if site and site.weather else None
    made_of = weather.draw.place if weather and weather.draw else None
    here = _by_place_or_grid(asked, site or Site(), supply, named or made_of)
    return replace(here, opens=site.opens if site else None)


def _by_place_or_grid(
    asked: tuple[RuleSet, ...] | None, site: Site, supply: Supply, shipped: str | None
) -> RulesHere:
    if asked is not None:
        return RulesHere(tuple(dict.fromkeys(asked)), "profile")
    place = shipped if shipped and shipped in _places() and _is_near(site, shipped) else None
    if place is not None:
        row = _places()[place]
        country = countries()[row["country"]]
        told = {name: row["note"] for name in row["rules"].split()}
        doubted = row["evidence"] == "assumption"
        return RulesHere(
            (*country.rules, *told),
            "place",
            place,
            country,
            doubts=told if doubted else {},
            areas={} if doubted else told,
        )
    factor = supply.grid.factor if supply.grid else None
    by_grid = country_of_grid(factor) if factor else None
    if by_grid is not None:
        return RulesHere(by_grid.rules, "grid", str(factor), by_grid)
    return RulesHere((), "unknown")


def country_of_grid(factor: str) -> Country | None:
    """Return the country whose grid a row of the grid factors is of, where it is known.

    >>> country = country_of_grid("cn-hunan-2023")
    >>> country.name if country else None
    'China'
    """
    return next((each for each in countries().values() if factor.startswith(f"{each.grid}-")), None)


@cache
def countries() -> Mapping[str, Country]:
    """All countries that are known, by their code."""
    with open(FOLDER / "countries.csv", encoding="utf-8", newline="") as file:
        return {
            row["key"]: Country(row["key"], row["name"], row["grid"], tuple(row["rules"].split()))
            for row in csv.DictReader(file)
        }


@cache
def _places() -> Mapping[str, Mapping[str, str]]:
    with open(FOLDER / "jurisdictions.csv", encoding="utf-8", newline="") as file:
        return {row["place"]: row for row in csv.DictReader(file)}


def _is_near(site: Site, shipped: str) -> bool:
    """Say whether a site lies at a shipped place; where it does not say, it does."""
    there = places.find(shipped).place
    apart = (
        (site.latitude_deg, there.latitude_deg),
        (site.longitude_deg, there.longitude_deg),
    )
    return all(own is None or abs(own - its) <= NEAR_DEG for own, its in apart)
