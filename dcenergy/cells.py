"""Tables as CSV that is safe to open in any spreadsheet: text is never taken for a formula, numbers stay numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from dcenergy.printable import printable

Value = str | int | float | None

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What a formula begins with; the last four are of full width, which some spreadsheets take for the others."""

GUARD = "'"
"""Before text, so that a spreadsheet takes it for text."""

_BEGINNING = re.compile(rf"(^|[,;|\t\n])([\" ]*)(?=[{re.escape(''.join(FORMULA))}])")
"""Where a formula would begin, whichever separator a spreadsheet parts the line at."""

_NUMBER = re.compile(r"[-+]?(\d+(\.\d*)?|\.\d+)([eE][-+]?\d+)?", re.ASCII)

_SPECIAL = re.compile("[\"',;|\t\n\r]")


def text(rows: Iterable[Sequence[Value]]) -> str:
    r"""Return rows as CSV, a line each.

    >>> text([("name", "kw"), ("a;=1+1", -1.5), (None, 2)])
    'name,kw\n"a;\'=1+1",-1.5\n,2\n'
    """
    return "".join(",".join(map(_cell, row)) + "\n" for row in rows)


def guarded(value: str) -> str:
    """Return text with a guard before all that a spreadsheet could read as a formula, and nothing hidden.

    A number that is written as text stays one.

    >>> guarded("Lake"), guarded("=1+1"), guarded("a;=cmd|' /C calc'!A0"), guarded("-1.5")
    ('Lake', "'=1+1", "a;'=cmd|' /C calc'!A0", '-1.5')
    """
    if _NUMBER.fullmatch(value):
        return value
    return printable(_BEGINNING.sub(rf"\1{GUARD}\2", value))


def _cell(value: Value) -> str:
    if not isinstance(value, str):
        return "" if value is None else str(value)
    shown = guarded(value)
    return '"' + shown.replace('"', '""') + '"' if _SPECIAL.search(shown) else shown
