"""Texts that were meant as numbers: with a decimal comma, a separator of thousands, a unit or a percent sign."""

from __future__ import annotations

import re

from dcenergy.profile.unit_slips import PERCENT, others

SEPARATORS = "[,_' ]"
SEPARATED = re.compile(r"[-+]?[0-9]{1,3}([_' ][0-9]{3})+")
COMMA = re.compile(r"([-+]?[0-9]+),([0-9]+)")
COMMAS = re.compile(r"[-+]?[0-9]{1,3}(,[0-9]{3})+")
SIZED = re.compile(r"([-+]?[0-9]+(?:\.[0-9]+)?)\s*([^\s0-9].*)")


def hint(text: str, unit: str, is_whole: bool = False) -> str | None:
    """Return how a number is to be written that a text spells otherwise, None where it spells none.

    >>> hint("1,2", ""), hint("36,000", "", is_whole=True), hint("50%", "")
    ('write a decimal point: 1.2', 'write it without separators: 36000', 'write the fraction: 0.5')
    >>> hint("0.4 kW", "W"), hint("400 W", "W"), hint("many", "W")
    ('write the number alone, in W: 400', 'write the number alone, in W: 400', None)
    """
    spelled = text.strip()
    if SEPARATED.fullmatch(spelled) or (is_whole and COMMAS.fullmatch(spelled)):
        return f"write it without separators: {re.sub(SEPARATORS, '', spelled)}"
    if comma := COMMA.fullmatch(spelled):
        return with_comma(comma[1], comma[2])
    if sized := SIZED.fullmatch(spelled):
        return _sized(float(sized[1]), sized[2].strip(), unit)
    return None


def with_comma(before: str, behind: str) -> str:
    """Return how a number with one comma is to be written; three digits behind it may be thousands.

    >>> with_comma("24", "5"), with_comma("200", "000")
    ('write a decimal point: 24.5', 'write 200000 without a comma, or 200.000 with a decimal point')
    """
    if len(behind) == len("000"):
        return f"write {before}{behind} without a comma, or {before}.{behind} with a decimal point"
    return f"write a decimal point: {before}.{behind}"


def _sized(number: float, written: str, unit: str) -> str | None:
    factor = 1.0 if written == unit else others(unit).get(written)
    if factor is None:
        return None
    own = f"{float(f'{number * factor:.12g}'):g}"
    return f"write the fraction: {own}" if written == PERCENT else f"write the number alone, in {unit}: {own}"
