"""What an unquoted word of YAML 1.2 means: the core schema (YAML 1.2.2, section 10.3.2).

Editors read the same. `yes`, dates, 1_000 and 1:30, which YAML 1.1 read otherwise, are text.
"""

from __future__ import annotations

import re

from dcenergy.profile.tree import Scalar

CONSTANTS: dict[str, Scalar] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **dict.fromkeys((".nan", ".NaN", ".NAN"), float("nan")),
    **dict.fromkeys((".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF"), float("inf")),
    **dict.fromkeys(("-.inf", "-.Inf", "-.INF"), float("-inf")),
}
INTEGER = re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")
DECIMAL = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")

MAX_DIGITS = 200
"""Longer numbers are refused: a float holds none of 309 digits, and Python reads none of 4,300."""


def meaning(word: str) -> Scalar:
    """Return the null, switch or number that a word means, or else the word itself.

    >>> meaning("36000"), meaning("2.5"), meaning("true"), meaning("2N"), meaning("~")
    (36000, 2.5, True, '2N', None)

    Raises
    ------
    ValueError
        Where it is a number of too many digits.
    """
    if word in CONSTANTS:
        return CONSTANTS[word]
    integer, decimal = INTEGER.fullmatch(word), DECIMAL.fullmatch(word)
    if not (integer or decimal):
        return word
    if len(word) > MAX_DIGITS:
        raise ValueError(f"a number of more than {MAX_DIGITS} digits; round it")
    if integer:
        return int(word, 0 if word[:2] in ("0o", "0x") else 10)
    return float(word)
