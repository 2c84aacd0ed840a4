"""Units of series: as files and profiles write them, and what turns them into ours.

A kind of quantity has one unit of ours: a price is in money per kWh, a carbon factor in kg/kWh, a temperature in
degC, power in kW, a share in 1, speed in m/s, pressure in hPa, radiation in W/m2.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

Kind = Literal["price", "carbon", "temperature", "power", "share", "speed", "pressure", "radiation"]

ENERGY_KWH = {"wh": 1e-3, "kwh": 1.0, "mwh": 1e3, "gwh": 1e6, "gj": 1000 / 3.6, "mj": 1 / 3.6}
MASS_KG = {"mg": 1e-6, "g": 1e-3, "gram": 1e-3, "kg": 1.0, "t": 1e3, "ton": 1e3, "tonne": 1e3, "lb": 0.45359237}
"""A ton is the metric one; the pound is the international one of 1959."""

CURRENCIES = {
    "euro": "EUR",
    "eur": "EUR",
    "\N{EURO SIGN}": "EUR",
    "\N{POUND SIGN}": "GBP",
    "rmb": "CNY",
    "yuan": "CNY",
    "\N{CJK UNIFIED IDEOGRAPH-5143}": "CNY",
}
"""Names and signs of currencies."""

SHARED_SIGNS = {
    "$": ("USD", "AUD", "CAD", "NZD", "SGD", "HKD", "TWD", "MXN", "CLP", "COP", "ARS"),
    "\N{YEN SIGN}": ("JPY", "CNY"),
}
"""Signs of several currencies: they may stand for the profile's own, where it is one of them."""

DOLLARS = {
    "us": "USD",
    "a": "AUD",
    "au": "AUD",
    "c": "CAD",
    "ca": "CAD",
    "nz": "NZD",
    "s": "SGD",
    "hk": "HKD",
    "nt": "TWD",
}
"""Letters before the sign of a dollar."""

HUNDREDTHS = {
    "ct": "",
    "cent": "",
    "c": "",
    "\N{CENT SIGN}": "",
    "p": "GBP",
    "pence": "GBP",
    "fen": "CNY",
    "\N{CJK UNIFIED IDEOGRAPH-5206}": "CNY",
}
"""Hundredth parts of a currency; those of several currencies are of the profile's own."""


@dataclass(frozen=True)
class Unit:
    """A unit, and how its numbers become ours: factor x number + offset, over the step's hours where `per_step`."""

    text: str
    kind: Kind
    factor: float = 1.0
    offset: float = 0.0
    currency: str = ""  # of a price, where the unit names one
    per_step: bool = False  # an amount of every step, such as kWh


_FAHRENHEIT = 5 / 9, -32 * 5 / 9
_PLAIN: Mapping[Kind, Mapping[str, tuple[float, float, bool]]] = {
    "temperature": {
        **dict.fromkeys(("c", "degc", "celsius", "gradc"), (1.0, 0.0, False)),
        **dict.fromkeys(("k", "kelvin"), (1.0, -273.15, False)),
        **dict.fromkeys(("f", "degf", "fahrenheit"), (*_FAHRENHEIT, False)),
    },
    "power": {
        **{unit: (factor, 0.0, False) for unit, factor in (("w", 1e-3), ("kw", 1.0), ("mw", 1e3), ("gw", 1e6))},
        **{unit: (factor, 0.0, True) for unit, factor in ENERGY_KWH.items() if unit.endswith("wh")},
    },
    "share": {
        **dict.fromkeys(("%", "percent", "pct", "prozent"), (0.01, 0.0, False)),
        **dict.fromkeys(("fraction", "share", "1", "0-1", "0..1"), (1.0, 0.0, False)),
    },
    "speed": {
        **dict.fromkeys(("m/s", "m/sec", "mps", "ms-1", "m.s-1"), (1.0, 0.0, False)),
        **dict.fromkeys(("km/h", "kmh", "kph", "km/hr", "kmph"), (1 / 3.6, 0.0, False)),
        **dict.fromkeys(("mph", "mi/h", "mp/h", "miles/hour"), (0.44704, 0.0, False)),
        **dict.fromkeys(("kn", "kt", "kts", "knot", "knots"), (1852 / 3600, 0.0, False)),
        "ft/s": (0.3048, 0.0, False),
    },
    "pressure": {
        **dict.fromkeys(("hpa", "mbar", "mb", "millibar", "millibars"), (1.0, 0.0, False)),
        "pa": (0.01, 0.0, False),
        "kpa": (10.0, 0.0, False),
        "bar": (1000.0, 0.0, False),
        **dict.fromkeys(("mmhg", "torr"), (1.33322, 0.0, False)),
        "inhg": (33.8639, 0.0, False),
    },
    "radiation": {
        **dict.fromkeys(("w/m2", "wm-2", "w.m-2", "watt/m2"), (1.0, 0.0, False)),
        "kw/m2": (1000.0, 0.0, False),
        "wh/m2": (1.0, 0.0, True),
        "kwh/m2": (1000.0, 0.0, True),
        "j/m2": (1 / 3600, 0.0, True),
        "kj/m2": (1 / 3.6, 0.0, True),
        "mj/m2": (1000 / 3.6, 0.0, True),
        "j/cm2": (10 / 3.6, 0.0, True),
    },
}
"""Factor and offset to ours; whether it is an amount of every step. SI Brochure, 9th edition; NIST SP 811, B.8."""

_SIGNS = str.maketrans(
    {
        "\N{SUPERSCRIPT TWO}": "2",
        "\N{SUBSCRIPT TWO}": "2",
        "\N{SUPERSCRIPT MINUS}": "-",
        "\N{SUPERSCRIPT ONE}": "1",
        "\N{MIDDLE DOT}": ".",
        "\N{DEGREE SIGN}": "",
        "\N{MASCULINE ORDINAL INDICATOR}": "",
        "^": "",
        "\N{NO-BREAK SPACE}": " ",
    }
)
_CO2 = re.compile(r"[\s_-]*(of[\s_-]*)?(c(o2|arbon))?[\s_-]*(e|eq|eqv|equiv\w*|-e)?")
_RATIO = re.compile(r"(?P<above>[^\s/()\[\],;]+(?:\s+co2\w*)?)\s*(?:/|\bper\b)\s*(?P<below>[a-z]+)", re.IGNORECASE)
_BRACKETS = re.compile(r"[\[(]([^\[\]()]*)[\])]")
LONGEST_NAME = 200
"""Letters of a name in which a unit is sought."""

_CURRENCY = re.compile(r"[a-z]{3}")


def parse(text: str, kind: Kind) -> Unit | None:
    """Return the unit of a kind that a text is; None where it is none.

    >>> parse("ct/kWh", "price")
    Unit(text='ct/kWh', kind='price', factor=0.01, offset=0.0, currency='', per_step=False)
    >>> parse("gCO2eq/kWh", "carbon").factor, parse("t/MWh", "carbon").factor, parse("mph", "speed").factor
    (0.001, 1.0, 0.44704)
    """
    plain = text.translate(_SIGNS).strip().casefold()
    if kind in {"price", "carbon"}:
        return _ratio(text.strip(), plain, kind)
    spelt = re.sub(r"\s*\bper\b\s*|\s*/\s*", "/", plain).removeprefix("deg ").replace(" ", "")
    found = _PLAIN[kind].get(spelt) or _PLAIN[kind].get(spelt.replace("m-2", "/m2").replace("//", "/"))
    return Unit(text.strip(), kind, found[0], found[1], per_step=found[2]) if found else None


def _ratio(text: str, plain: str, kind: Kind) -> Unit | None:
    above, slash, below = re.sub(r"\s*\bper\b\s*", "/", plain, count=1).partition("/")
    energy = ENERGY_KWH.get(re.sub(r"[\s_]*(el|e)?$", "", below.strip())) if slash else None
    if energy is None:
        return None
    if kind == "carbon":
        mass = next((MASS_KG[name] for name in sorted(MASS_KG, key=len, reverse=True) if _is_mass(above, name)), None)
        return Unit(text, kind, mass / energy) if mass is not None else None
    money = _money(above.strip())
    return Unit(text, kind, money[0] / energy, currency=money[1]) if money else None


def _is_mass(text: str, name: str) -> bool:
    rest = text.strip().removeprefix(name)
    return rest != text.strip() and _CO2.fullmatch(rest.removeprefix("s")) is not None


def _money(text: str) -> tuple[float, str] | None:
    """Return the part of a currency that a word is, and the currency where the word names one."""
    if text in SHARED_SIGNS:
        return 1.0, text
    for word in (text, text.removesuffix("s")):
        if word in HUNDREDTHS:
            return 0.01, HUNDREDTHS[word]
        if word in CURRENCIES:
            return 1.0, CURRENCIES[word]
    if _CURRENCY.fullmatch(text) and text not in MASS_KG:
        return 1.0, text.upper()
    marked = re.fullmatch(r"([a-z]{1,3})\$", text)  # A$, US$
    hundredth = re.fullmatch(r"(?:[a-z]{3}|us|eur|\N{EURO SIGN})?[\s-]*(?:ct|cents?)", text)  # EUR ct, US cents
    return (1.0, DOLLARS.get(marked[1], "$")) if marked else (0.01, "") if hundredth else None


def may_be(unit: Unit, currency: str) -> bool:
    """Say whether a price's unit may be of a currency: it names it, or bears its sign, or names none."""
    return not unit.currency or currency in SHARED_SIGNS.get(unit.currency, (unit.currency,))


def named(name: str, kind: Kind) -> Unit | None:
    """Return the unit of a kind that the name of a column says; None where it says none.

    >>> named("Day-ahead Price [EUR/MWh]", "price").text, named("wind_speed_10m (km/h)", "speed").text
    ('EUR/MWh', 'km/h')
    >>> named("price_eur_per_mwh", "price").factor, named("temp_c", "temperature").text, named("Price", "price")
    (0.001, 'c', None)
    """
    return next((unit for text in _candidates(name[:LONGEST_NAME]) if (unit := parse(text, kind)) is not None), None)


def _candidates(name: str) -> Iterator[str]:
    """Yield what may be a unit in a name: in brackets, the whole, a ratio, its last words."""
    for inner in _BRACKETS.findall(name):
        yield inner
        yield from re.split(r"\s*[,;]\s*|\s+", inner)
    outer = _BRACKETS.sub(" ", name).strip()
    yield outer
    for ratio in _RATIO.finditer(outer):
        yield f"{ratio['above']}/{ratio['below']}"
    words = [word for word in re.split(r"[\s_]+", outer) if word.casefold() not in ("per", "in")]
    for count in (3, 2, 1):
        if len(words) > count:
            yield "/".join(words[-count:])


def other(name: str, kind: Kind) -> tuple[Kind, Unit] | None:
    """Return a unit of another kind that a name says in brackets or as a ratio, where it says none of this one.

    >>> other("Total Load [MW]", "price")[0], other("Price (EUR)", "price")
    ('power', None)
    """
    if named(name, kind) is not None:
        return None
    kinds: tuple[Kind, ...] = ("price", "carbon", "temperature", "power", "share", "speed", "pressure", "radiation")
    for each in kinds:
        for text in _stated(name[:LONGEST_NAME]) if each != kind else ():
            unit = parse(text, each)
            if unit is not None:
                return each, unit
    return None


def _stated(name: str) -> Iterator[str]:
    """Yield what is a unit beyond doubt: in brackets, a whole name of several letters, a ratio, a last %."""
    yield from _BRACKETS.findall(name)
    outer = _BRACKETS.sub(" ", name).strip()
    if len(outer) > 1:
        yield outer
    for ratio in _RATIO.finditer(outer):
        yield f"{ratio['above']}/{ratio['below']}"
    if outer.endswith("%"):
        yield "%"
