"""How the report writes numbers: rounding, units, shares, differences. Everything here returns text."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

NBSP = "\u00a0"
MINUS = "\u2212"
UNKNOWN = "not determined"
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
MONTH_NAMES = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


@dataclass(frozen=True)
class Step:
    """One size of unit: how many of the base unit it holds, and its name."""

    factor: float
    unit: str

    def number(self, value: float, digits: int = 3) -> str:
        """Write a value of the base unit as a number of this one, without its name."""
        return number(value / self.factor, digits)

    def part(self, value: float, whole: float) -> str:
        """Write a part of `whole` with one decimal more than the whole has, so that parts can be added up.

        >>> Step(1e6, "GWh").part(439_000.0, whole=100.2e6).replace(NBSP, " ")
        '0.4 GWh'
        """
        decimals = len(self.number(whole).partition(".")[2]) + 1
        return f"{fixed(value / self.factor, decimals)}{NBSP}{self.unit}"

    def text(self, value: float | None, digits: int = 3) -> str:
        """Write a value of the base unit in this one."""
        return UNKNOWN if value is None else f"{self.number(value, digits)}{NBSP}{self.unit}".strip()


@dataclass(frozen=True)
class Ladder:
    """The sizes of a unit, largest first."""

    steps: tuple[Step, ...]

    def step(self, values: Iterable[float | None]) -> Step:
        """Return the size that suits the largest of `values`, so that they can be compared.

        >>> ENERGY.step([120.0, 3.2e6]).unit
        'GWh'
        """
        largest = max((abs(value) for value in values if value is not None), default=0.0)
        return next((step for step in self.steps if largest >= step.factor * 0.9995), self.steps[-1])

    def text(self, value: float | None, digits: int = 3) -> str:
        """Write one value in the size that suits it.

        >>> ENERGY.text(112_834_000.0).replace(NBSP, " "), ENERGY.text(None)
        ('113 GWh', 'not determined')
        """
        return UNKNOWN if value is None else self.step([value]).text(value, digits)


ENERGY = Ladder((Step(1e9, "TWh"), Step(1e6, "GWh"), Step(1e3, "MWh"), Step(1.0, "kWh")))
POWER = Ladder((Step(1e6, "GW"), Step(1e3, "MW"), Step(1.0, "kW")))
MASS = Ladder((Step(1e9, "Mt"), Step(1e6, "kt"), Step(1e3, "t"), Step(1.0, "kg")))
VOLUME = Ladder((Step(1e9, "million m³"), Step(1e3, "m³"), Step(1.0, "L")))
MONEY = Ladder((Step(1e9, "billion"), Step(1e6, "million"), Step(1.0, "")))


def number(value: float | None, digits: int = 3) -> str:
    """Write a number with `digits` significant digits, never fewer than its integer part has.

    >>> number(36000.0), number(0.04982), number(-1234.5), number(0.0), number(None)
    ('36,000', '0.0498', '−1,234', '0', 'not determined')
    """
    if value is None:
        return UNKNOWN
    if value == 0:
        return "0"
    exponent = math.floor(math.log10(abs(float(f"{value:.{digits - 1}e}"))))
    return fixed(value, max(0, digits - 1 - exponent))


def fixed(value: float | None, decimals: int) -> str:
    """Write a number with so many decimals; what rounds to 0 has no sign.

    >>> fixed(1.1284, 3), fixed(-0.0001, 2), fixed(None, 2)
    ('1.128', '0.00', 'not determined')
    """
    if value is None:
        return UNKNOWN
    text = f"{value:,.{decimals}f}"
    return text.lstrip("-") if not text.strip("-0.,") else text.replace("-", MINUS)


def plain(value: float) -> str:
    """Write a number in full, as a profile gives it.

    >>> plain(36000), plain(0.0043), plain(200_000.0), plain(-2.5)
    ('36,000', '0.0043', '200,000', '−2.5')
    """
    text = f"{value:,}" if isinstance(value, int) else f"{value:,.10g}"
    return text.replace("-", MINUS)


def share(value: float | None) -> str:
    """Write a fraction in per cent; one that is not quite all or nothing does not read as if it were.

    >>> [share(x).replace(NBSP, " ") for x in (0.8713, 0.0312, 0.0, 1.0, 0.99996, 0.0002)]
    ['87.1 %', '3.1 %', '0 %', '100 %', '> 99.9 %', '< 0.1 %']
    """
    if value is None:
        return UNKNOWN
    if value in (0, 1):
        return f"{value * 100:.0f}{NBSP}%"
    text = fixed(value * 100, 1)
    if text == "0.0":
        return f"<{NBSP}0.1{NBSP}%"
    if text == "100.0" and value < 1:
        return f">{NBSP}99.9{NBSP}%"
    return f"{text}{NBSP}%"


def whole_share(value: float) -> str:
    """Write a fraction in whole per cent, for sentences.

    >>> whole_share(0.8713).replace(NBSP, " "), whole_share(0.004).replace(NBSP, " ")
    ('87 %', '0.4 %')
    """
    percent = round(value * 100)
    return f"{percent}{NBSP}%" if 0 < percent < 100 else share(value)


def money(value: float | None, currency: str | None) -> str:
    """Write an amount with its currency.

    >>> money(74_123_456.0, "CNY").replace(NBSP, " "), money(950.4, "EUR").replace(NBSP, " ")
    ('CNY 74.1 million', 'EUR 950')
    """
    if value is None or currency is None:
        return UNKNOWN
    sign, step = MINUS if value < 0 else "", MONEY.step([value])
    return f"{sign}{currency}{NBSP}{step.number(abs(value))} {step.unit}".rstrip()


def against(value: float | None, base: float | None, base_text: str) -> str:
    """Say how far a figure is from the baseline's.

    >>> against(1.13, 1.40, "1.40").replace(NBSP, " ")
    '19 % below baseline, 1.40'
    >>> against(2.0, 0.0, "0 L/kWh")
    'baseline 0 L/kWh'
    """
    if value is None or base is None:
        return ""
    if alike(value, base):
        return f"same as baseline, {base_text}"
    if base <= 0:
        return f"baseline {base_text}"
    change = value / base - 1
    return f"{whole_share(abs(change))} {'below' if change < 0 else 'above'} baseline, {base_text}"


def alike(a: float, b: float) -> bool:
    """Say whether two figures differ by no more than rounding."""
    return math.isclose(a, b, rel_tol=1e-9)


def counted(count: int, one: str, many: str) -> str:
    """Write a count with its noun.

    >>> counted(1, "hall", "halls"), counted(36000, "server", "servers")
    ('1 hall', '36,000 servers')
    """
    return f"{count:,} {one if count == 1 else many}"


def listing(items: Iterable[str]) -> str:
    """Join words as a sentence does.

    >>> listing(["fans", "pumps", "chillers"]), listing(["fans"]), listing([])
    ('fans, pumps and chillers', 'fans', 'nothing')
    """
    *rest, last = list(items) or ["nothing"]
    return f"{', '.join(rest)} and {last}" if rest else last
