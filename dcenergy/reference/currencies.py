"""Currencies: the codes of ISO 4217, and roughly how many units a US dollar buys."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from dcenergy.errors import nearest
from dcenergy.reference.table import Row, table

CALLED = {
    "€": "EUR",
    "$": "USD",
    "£": "GBP",
    "₹": "INR",
    "₩": "KRW",
    "₫": "VND",
    "RMB": "CNY",
    "人民币": "CNY",
    "元": "CNY",
}
"""What people write for a code, beside the names of the currencies."""


@cache
def currencies() -> Mapping[str, Row]:
    """Return the rows of currencies.csv by their code.

    >>> currencies()["CNY"].value
    6.8
    """
    return {row.unit.partition("/")[0]: row for row in table("currencies").values()}


def meant(word: str) -> str:
    """Say which code may have been meant by a word that is none.

    >>> meant("eur"), meant("US Dollar"), meant("EUT")
    ('did you mean `EUR`?', 'did you mean `USD`?', 'did you mean `EUR`?')
    >>> meant("Banana")
    'write a code of ISO 4217, as EUR, USD or CNY'
    """
    names = {row.name.casefold(): code for code, row in currencies().items()}
    ends = {name.split()[-1]: code for name, code in names.items()}
    bare = word.strip()
    found = CALLED.get(bare.upper()) or names.get(bare.casefold()) or _code(bare) or ends.get(bare.casefold())
    if found:
        return f"did you mean `{found}`?"
    hint = nearest(bare, currencies()) if len(bare) == 3 else ""
    return hint if hint.startswith("did you mean") else "write a code of ISO 4217, as EUR, USD or CNY"


def _code(word: str) -> str | None:
    """Return the code of the same letters, in capitals and in any order."""
    letters = word.upper()
    return (
        letters if letters in currencies() else next((c for c in currencies() if sorted(c) == sorted(letters)), None)
    )
