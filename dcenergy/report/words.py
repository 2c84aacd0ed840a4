"""How the report writes numbers: rounding, units, shares, differences. Everything here returns text."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from unicodedata import east_asian_width

from dcenergy import language
from dcenergy.language import Message, _, told

NBSP = "\u00a0"
MINUS = "\u2212"
UNKNOWN = Message("not determined")
NOTHING = "–"
"""Where a cell has no figure, and its row says why."""

MONTHS = (
    Message("Jan"),
    Message("Feb"),
    Message("Mar"),
    Message("Apr"),
    Message("May"),
    Message("Jun"),
    Message("Jul"),
    Message("Aug"),
    Message("Sep"),
    Message("Oct"),
    Message("Nov"),
    Message("Dec"),
)
MONTH_NAMES = (
    Message("January"),
    Message("February"),
    Message("March"),
    Message("April"),
    Message("May"),
    Message("June"),
    Message("July"),
    Message("August"),
    Message("September"),
    Message("October"),
    Message("November"),
    Message("December"),
)
CURRENCIES: Mapping[str, Message] = {"CNY": Message("CNY"), "EUR": Message("EUR"), "USD": Message("USD")}
"""Currencies that other languages have names for."""


EVIDENCE = {
    "verified": Message("verified"),
    "secondary": Message("secondary"),
    "computed": Message("computed"),
    "assumption": Message("assumption"),
    "given": Message("given"),
}
"""How far a value is backed."""


@dataclass(frozen=True)
class Step:
    """One size of unit: how many of the base unit it holds, and its name."""

    factor: float
    unit: str

    def number(self, value: float, digits: int = 3) -> str:
        """Write a value of the base unit as a number of this one, without its name."""
        return number(value / self.factor, digits)

    def part(self, value: float, whole: float) -> str:
        """Write a part of `whole` to the fourth significant digit of the whole, so that parts can be added up.

        >>> Step(1e6, "GWh").part(439_000.0, whole=100.2e6).replace(NBSP, " ")
        '0.4 GWh'
        """
        decimals = len(self.number(whole, 4).partition(".")[2])
        return sized(fixed(value / self.factor, decimals), self.unit)

    def text(self, value: float | None, digits: int = 3) -> str:
        """Write a value of the base unit in this one."""
        return UNKNOWN if value is None else sized(self.number(value, digits), self.unit)


@dataclass(frozen=True)
class Ladder:
    """The sizes of a unit, largest first; `elsewhere` are those of languages that count otherwise."""

    english: tuple[Step, ...]
    elsewhere: Mapping[str, tuple[Step, ...]] = field(default_factory=dict)

    @property
    def steps(self) -> tuple[Step, ...]:
        """The sizes in the reader's language."""
        return self.elsewhere.get(language.current(), self.english)

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


ENERGY = Ladder(
    (Step(1e9, "TWh"), Step(1e6, "GWh"), Step(1e3, "MWh"), Step(1.0, "kWh")),
    {"zh": (Step(1e4, "万kWh"), Step(1.0, "kWh"))},  # as energy-saving reviews count, and 万kWh at 元/kWh are 万元
)
POWER = Ladder((Step(1e6, "GW"), Step(1e3, "MW"), Step(1.0, "kW")))
MASS = Ladder(
    (Step(1e9, "Mt"), Step(1e6, "kt"), Step(1e3, "t"), Step(1.0, "kg")),
    {"zh": (Step(1e11, "亿t"), Step(1e7, "万t"), Step(1e3, "t"), Step(1.0, "kg"))},
)
VOLUME = Ladder(
    (Step(1e9, "million m³"), Step(1e3, "m³"), Step(1.0, "L")),
    {"zh": (Step(1e11, "亿m³"), Step(1e7, "万m³"), Step(1e3, "m³"), Step(1.0, "L"))},
)
MONEY = Ladder(
    (Step(1e9, "billion"), Step(1e6, "million"), Step(1.0, "")),
    {"zh": (Step(1e8, "亿"), Step(1e4, "万"), Step(1.0, ""))},
)


def sized(figure: str, unit: str, space: str = NBSP) -> str:
    """Write a figure with its unit; between it and 万 or 亿 there is no space.

    >>> sized("12", "万kWh"), sized("0.5", "")
    ('12万kWh', '0.5')
    """
    figure, unit = told(figure), told(unit)
    if unit == "%":
        return per_cent(figure)
    apart = "" if unit and east_asian_width(unit[0]) == "W" else space
    return f"{figure}{apart}{unit}".strip()


def amount_of(step: Step, currency: str | None) -> str:
    """Name what an amount of money is counted in.

    >>> amount_of(MONEY.step([74.1e6]), "CNY")
    'million CNY'
    """
    return _("{scale} {currency}", scale=step.unit, currency=currency_name(currency)).strip()


def currency_name(code: str | None) -> str:
    """Name a currency; most go by their code."""
    return "" if code is None else told(CURRENCIES.get(code, code))


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
        return per_cent(f"{value * 100:.0f}")
    text = fixed(value * 100, 1)
    if text == "0.0":
        return f"<{NBSP}{per_cent('0.1')}"
    if text == "100.0" and value < 1:
        return f">{NBSP}{per_cent('99.9')}"
    return per_cent(text)


def per_cent(figure: str) -> str:
    """Write a figure as one of per cent."""
    return _("{figure}\u00a0%", figure=figure)


def whole_share(value: float) -> str:
    """Write a fraction in whole per cent, for sentences.

    >>> whole_share(0.8713).replace(NBSP, " "), whole_share(0.004).replace(NBSP, " ")
    ('87 %', '0.4 %')
    """
    percent = round(value * 100)
    return per_cent(f"{percent}") if 0 < percent < 100 else share(value)


def money(value: float | None, currency: str | None) -> str:
    """Write an amount with its currency.

    >>> money(74_123_456.0, "CNY").replace(NBSP, " "), money(950.4, "EUR").replace(NBSP, " ")
    ('CNY 74.1 million', 'EUR 950')
    """
    if value is None or currency is None:
        return UNKNOWN
    sign, step = MINUS if value < 0 else "", MONEY.step([value])
    amount = sized(step.number(abs(value)), step.unit, " ")
    return sign + _("{currency}\u00a0{amount}", currency=currency_name(currency), amount=amount)


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
        return _("same as baseline, {figure}", figure=base_text)
    if base <= 0:
        return _("baseline {figure}", figure=base_text)
    share = whole_share(abs(value / base - 1))
    if value < base:
        return _("{share} below baseline, {figure}", share=share, figure=base_text)
    return _("{share} above baseline, {figure}", share=share, figure=base_text)


def alike(a: float, b: float) -> bool:
    """Say whether two figures differ by no more than rounding."""
    return math.isclose(a, b, rel_tol=1e-9)


def listing(items: Iterable[str]) -> str:
    """Join words as a sentence does.

    >>> listing(["fans", "pumps", "chillers"]), listing(["fans"]), listing([])
    ('fans, pumps and chillers', 'fans', 'nothing')
    """
    *rest, last = [told(item) for item in items] or [_("nothing")]
    return _("{others} and {last}", others=_(", ").join(rest), last=last) if rest else last


def sentences(*parts: str) -> str:
    """Join sentences; after a full-width stop there is no space.

    >>> sentences("All is well.", "", "Nothing is lost."), sentences("一切正常。", "没有损失。")
    ('All is well. Nothing is lost.', '一切正常。没有损失。')
    """
    text = ""
    for part in filter(None, map(told, parts)):
        text += part if not text or east_asian_width(text[-1]) in "WF" else f" {part}"
    return text


def capital(name: str) -> str:
    """Write a name as it begins a sentence.

    >>> capital("own generation")
    'Own generation'
    """
    text = told(name)
    return text[:1].upper() + text[1:]


def inside(name: str) -> str:
    """Write a name as it stands inside a sentence: in English without its capital.

    >>> inside("Heat pumps")
    'heat pumps'
    """
    return told(name).lower() if language.current() == language.ENGLISH else told(name)
