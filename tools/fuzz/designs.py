"""Valid designs, drawn from the sections themselves: nearly all are accepted.

A section is drawn field by field within its plausible or possible range, and anew until it is valid by
itself. So rules between the fields of a section hold without being told here a second time, and a new
field or system is drawn from the day it is there.
"""

from __future__ import annotations

import json
import math
import random
from collections.abc import Callable, Mapping
from typing import Any, get_args, get_origin

from annotated_types import MaxLen, MinLen
from pydantic import ValidationError

from dcenergy.profile.fields import Spot, facts, limits, literals, members
from dcenergy.profile.schema import Profile
from dcenergy.reference.price_ranges import price_range
from dcenergy.reference.table import table
from dcenergy.section import Section
from fuzz.sample import Attempt, run_of

TRIES = 30
"""A section that is not valid by then is left out where it may be, or stays at what it requires."""

PRESENT = 0.3
"""Share of the fields with a default that are written all the same."""

PLACES = ("zixing", "guian", "horinger", "helsinki", "singapore", "phoenix", "wuhu", "zhongwei")
"""Climates: a subarctic one, a desert, a wet tropic, mountains; few, since their years are kept in memory."""

PLAUSIBLE = 0.8
"""Share of the numbers that lie in the plausible range, where one is known; the others are any that is possible."""

FURTHEST = 15
"""Times outside the plausible range that numbers are drawn."""

ALWAYS = {("Profile", "site"), ("Profile", "supply"), ("Profile", "cost"), ("Supply", "grid"), ("Grid", "factor")}
"""Written although they have a default: most systems need the weather, what waits or is stored needs a signal."""

Draw = Callable[[random.Random], Any]


def _one_of(*words: Any) -> Draw:
    return lambda rng: rng.choice(words)


def _between(low: float, high: float) -> Draw:
    return lambda rng: round(math.exp(rng.uniform(math.log(low), math.log(high))), 4)


def _row(name: str) -> Draw:
    return lambda rng: rng.choice(sorted(table(name)))


def _nothing(_: random.Random) -> None:
    return None


def _numbers(many: int, low: float, high: float) -> Draw:
    return lambda rng: [round(rng.uniform(low, high), 2) for _ in range(many)]


def _near_one(rng: random.Random) -> list[float]:
    """Six coefficients of a chiller's curve: about 1, hardly bent by temperature."""
    return [round(rng.uniform(0.9, 1.1), 4), *(round(rng.uniform(-1, 1) * size, 6) for size in (4e-3, 1e-5) * 2), 0.0]


OWN: Mapping[tuple[str, str], Draw] = {
    ("Profile", "name"): _one_of("Fuzzed", "数据中心", "A & B <i>"),
    ("Profile", "description"): _one_of("", "One of many."),
    ("Profile", "site"): lambda rng: {"weather": {"normals": rng.choice(PLACES)}},
    ("Profile", "baseline"): _one_of({"pue": 1.2}, {"pue": 2.0}, {"profile": "base/reference"}),
    ("Hall", "name"): lambda rng: f"hall {rng.randint(1, 10**9)}",
    ("Inventory", "refrigerants"): lambda rng: [drawn(_kind("Refrigerant"), rng)],
    ("ServerGroup", "count"): lambda rng: int(_between(20, 50_000)(rng)),
    ("ServerGroup", "idle_w"): _between(50, 200),
    ("ServerGroup", "peak_w"): _between(200, 1000),
    ("ServerGroup", "embodied_kg"): _between(500, 10_000),
    ("ServerGroup", "utilisation"): lambda rng: round(rng.uniform(0, 0.6), 3),
    ("Ups", "rated_kw"): lambda rng: 60_000.0 if rng.random() < 0.1 else None,
    ("Transformer", "rated_kw"): lambda rng: 80_000.0 if rng.random() < 0.1 else None,
    ("TwoPhase", "boiling_c"): _between(56, 61),
    ("ByHours", "charge"): lambda rng: sorted(rng.sample(range(12), rng.randint(1, 8))),
    ("ByHours", "discharge"): lambda rng: sorted(rng.sample(range(12, 24), rng.randint(0, 8))),
    ("Grid", "factor"): _row("grid_factors"),
    ("Grid", "residual"): _row("grid_factors"),
    ("Grid", "shape"): _row("grid_shapes"),
    ("Refrigerant", "refrigerant"): _row("refrigerants"),
    ("Grid", "factor_kg_per_kwh"): _nothing,
    **{("Curves", name): _near_one for name in ("capacity", "power")},
    ("Curves", "supply_min_c"): lambda rng: rng.uniform(2, 6),
    ("Curves", "supply_max_c"): lambda rng: rng.uniform(20, 30),
    ("Curves", "entering_min_c"): lambda rng: rng.uniform(5, 15),
    ("Curves", "entering_max_c"): lambda rng: rng.uniform(40, 50),
    ("Contract", "share"): _between(0.05, 0.5),
    ("Cost", "currency"): _one_of("EUR", "USD", "CNY"),
    ("Cost", "price_year"): lambda rng: rng.randint(2015, 2030),
    ("Cost", "active_share_by_year"): lambda rng: [round(rng.uniform(0.1, 1), 2) for _ in range(rng.randint(1, 20))],
    ("Tariff", "per_kwh"): _between(0.05, 0.5),
    ("Tariff", "export_per_kwh"): _between(0.01, 0.05),
    ("Tariff", "demand_per_kw_month"): _between(1, 40),
    ("Period", "per_kwh"): _between(0.05, 0.5),
    ("Period", "name"): _one_of("peak", "night"),
    ("Period", "months"): lambda rng: sorted(rng.sample(range(1, 13), rng.randint(1, 12))),
    ("Generator", "fuel_price_per_l"): _between(0.5, 3),
    ("Capital", "name"): _one_of("plant", "building"),
    ("RunOfRiver", "monthly_flow_m3_s"): _numbers(12, 0, 30),
    ("Outages", "at"): _nothing,
    ("Supply", "renewable_share"): _nothing,
    ("HeatReuse", "monthly_demand"): _numbers(12, 0, 1),
    ("MonthlyWater", "monthly_c"): _numbers(12, 2, 30),
    ("Pattern", "hourly"): _numbers(24, 0.6, 1),
    ("Pattern", "weekly"): _numbers(7, 0.6, 1),
    **{(kind, name): _nothing
       for kind in ("Turbine", "WindFarm") for name in ("curve_m_s", "curve_share")},
    **{key: _nothing for key in (("Grid", "hourly_utc_kg_per_kwh"), ("Tariff", "hourly_per_kwh"))},
    ("Pattern", "hourly_load"): _nothing,
    ("Capital", "amount"): _between(1e6, 1e8),
}  # fmt: skip
"""What bounds alone do not say: names, rows of tables, prices, numbers without an upper bound."""

SIZES = {"kw": (50, 20_000), "kwh": (100, 50_000), "kwp": (50, 20_000), "s": (0.01, 50)}
"""Numbers without an upper bound, by the unit that ends their name."""


def attempt(rng: random.Random) -> Attempt:
    """Return the run of a valid design."""
    return run_of(json.dumps(drawn(Profile, rng), ensure_ascii=False), rng)


def drawn(section: type[Section], rng: random.Random) -> dict[str, Any]:
    """Return a section as it may be written, valid by itself."""
    for attempts in range(TRIES):
        written = {
            name: value
            for name in section.model_fields
            if (value := _field(section, name, rng, PRESENT * (1 - attempts / TRIES))) is not None
        }
        try:
            section.model_validate(written)
        except ValidationError:
            continue
        return written
    return written


def _field(section: type[Section], name: str, rng: random.Random, present: float) -> Any:
    field = section.model_fields[name]
    if not field.is_required() and (section.__name__, name) not in ALWAYS and rng.random() > present:
        return None
    own = OWN.get((section.__name__, name))
    return own(rng) if own else _value(Spot((name,), field.annotation, field), rng)


def _value(here: Spot, rng: random.Random) -> Any:
    kinds = members(here.annotation)
    if words := literals(here.annotation):
        return rng.choice(words)
    kind = rng.choice(kinds)
    if isinstance(kind, type) and issubclass(kind, Section):
        return drawn(kind, rng)
    if get_origin(kind) is tuple:
        item = Spot((*here.path, 0), get_args(kind)[0])
        return [_value(item, rng) for _ in range(_length(here, rng))]
    if kind is bool:
        return rng.random() < 0.5
    if kind in (int, float):
        number = _number(here, rng)
        return math.ceil(number) if kind is int else number
    return None


def _length(here: Spot, rng: random.Random) -> int:
    stated = here.field.metadata if here.field else []
    least = next((each.min_length for each in stated if isinstance(each, MinLen)), 0)
    most = next((each.max_length for each in stated if isinstance(each, MaxLen)), least + 2)
    return rng.randint(least, min(most, least + 2))


def _number(here: Spot, rng: random.Random) -> float:
    """Return a number of the plausible range mostly, else any that is possible; now and then an end of it."""
    known: Mapping[str, object] = facts(here.field) if here.field else {}
    if isinstance(price := known.get("price"), str):
        typical = price_range(price, "USD").typical  # plausible in each of the currencies that are drawn
        return float(_between(typical, 3 * typical)(rng))
    bounds = limits(here)
    possible = (bounds.get("ge", bounds.get("gt", 0.0)), bounds.get("le", bounds.get("lt", math.inf)))
    low, high = (known.get(key) for key in ("low", "high"))
    if isinstance(low, int | float) and isinstance(high, int | float) and rng.random() < PLAUSIBLE:
        return round(rng.uniform(max(low, possible[0]), min(high, possible[1])), 5)
    if isinstance(low, int | float) and isinstance(high, int | float):  # further out, its unit is asked for
        possible = max(possible[0], low - FURTHEST * abs(low)), min(possible[1], max(high, 0.0) * FURTHEST or 1.0)
        return round(rng.uniform(*possible), 7) or 0.1
    if math.isinf(possible[1]):
        return float(_between(*SIZES.get(str(here.path[-1]).rpartition("_")[2], (1, 1000)))(rng))
    if rng.random() < 0.2:
        return float(rng.choice([bounds[end] for end in ("ge", "le") if end in bounds] or [sum(possible) / 2]))
    return round(rng.uniform(*possible), 5) or 0.1


def _kind(name: str) -> type[Section]:
    return next(kind for kind in _kinds(Section) if kind.__name__ == name)


def _kinds(section: type[Section]) -> list[type[Section]]:
    return [kind for each in section.__subclasses__() for kind in (each, *_kinds(each))]
