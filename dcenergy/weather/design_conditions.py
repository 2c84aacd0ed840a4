"""DESIGN CONDITIONS: the line of an EPW that repeats a station's extremes from ASHRAE's Handbook of Fundamentals.

The Handbook's chapter on climatic design information has been laid out anew from edition to edition, and what
follows the word Extremes with it. The edition stands in the field before the groups (`Climate Design Data 2009
ASHRAE Handbook`, `2017 ASHRAE Handbook -- Fundamentals - Chapter 14 ...`). A group is read only where its edition
is in `FORMS` and it has as many fields as that edition. Editions of 2001 and before have no such group.

The forms were drawn from public headers: TMY2 of 2005's edition, TMY3, CSWD, IWEC and WYEC2 of 2009's, CZ2010 of
2013's, TMYx and CWEC of 2017's and 2021's. Highest wet bulbs follow Extremes in 2005 to 2013; from 2017 on only the
lowest do.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dcenergy.weather.extremes import Extreme, Extremes

NAME = "DESIGN CONDITIONS"
GROUP = "extremes"
EDITION = re.compile(r"\b((?:19|20)\d\d)\b.*ashrae|ashrae.*\b((?:19|20)\d\d)\b", re.IGNORECASE)

LONGEST_NAME, MOST_FIELDS = 200, 100
"""Of an edition's name, and of a group: what is longer is no such header."""

COLDEST_C, HOTTEST_C = -40.0, 65.0
"""Between these an extreme of hot air can lie."""

YEARS = 20
PER_SPREAD = -math.sqrt(6) / math.pi * (0.5772 + math.log(math.log(YEARS / (YEARS - 1))))
"""Highest in 20 years less the mean of the years' highest, over their deviation: ASHRAE Fundamentals 2009, chapter
14, equation 1 (Gumbel's distribution). [K/K]"""

LARGEST_MISS_K = 0.3
"""Of the printed highest in 20 years against that equation: figures of one digit leave 0.2 (assumption)."""


@dataclass(frozen=True)
class Form:
    """Position of each figure behind Extremes in one edition; None where the edition has no such figure."""

    fields: int
    wet_bulb: int | None  # highest of the record
    mean: int  # of the years' highest dry bulbs
    spread: int  # their standard deviation
    in_20_years: int | None  # highest dry bulb; absent: by ASHRAE's equation


FORMS = {
    2005: Form(fields=8, wet_bulb=3, mean=4, spread=6, in_20_years=None),
    2009: Form(fields=16, wet_bulb=3, mean=5, spread=7, in_20_years=13),
    2013: Form(fields=16, wet_bulb=3, mean=5, spread=7, in_20_years=13),
    2017: Form(fields=16, wet_bulb=None, mean=4, spread=6, in_20_years=12),
    2021: Form(fields=15, wet_bulb=None, mean=4, spread=6, in_20_years=12),
}
"""By edition of the Handbook."""


def extremes(line: str) -> Extremes:
    """Return the extremes of the newest edition in the line that can be read; none where there is none.

    A group whose highest dry bulb in 20 years does not follow from its mean and deviation is not in its edition's
    form, and not used; nor is a wet bulb above that dry bulb.

    >>> extremes("DESIGN CONDITIONS,0")
    Extremes(dry_bulb=None, wet_bulb=None)
    """
    readable = [(edition, group) for edition, group in groups(line) if _fits(edition, group)]
    if not readable:
        return Extremes()
    edition, group = max(readable)
    form = FORMS[edition]
    dry_c = _dry_bulb_c(form, group)
    wet_c = None if form.wet_bulb is None else _number(group[form.wet_bulb])
    return Extremes(dry_bulb=_named(dry_c), wet_bulb=_named(wet_c if wet_c is None or wet_c <= dry_c else None))


def unknown(line: str) -> tuple[int, ...]:
    """Return the editions in the line whose groups of extremes cannot be read.

    >>> unknown("DESIGN CONDITIONS,1,2033 ASHRAE Handbook,,Extremes,1,2,3")
    (2033,)
    """
    return tuple(edition for edition, group in groups(line) if not _fits(edition, group))


def groups(line: str) -> Iterator[tuple[int, Sequence[str]]]:
    """Yield the edition and the fields of each group of extremes in the line."""
    fields = [field.strip().strip('"') for field in line.rstrip().rstrip(",").split(",")]
    edition = 0
    for at, field in enumerate(fields):
        if found := EDITION.search(field[:LONGEST_NAME]):
            edition = int(found[1] or found[2])
        if field.lower() == GROUP:
            behind = fields[at + 1 : at + 1 + MOST_FIELDS]
            yield edition, behind[: next((n for n, each in enumerate(behind) if each[:1].isalpha()), len(behind))]


def _fits(edition: int, group: Sequence[str]) -> bool:
    form = FORMS.get(edition)
    return form is not None and len(group) == form.fields and not math.isnan(_dry_bulb_c(form, group))


def _dry_bulb_c(form: Form, group: Sequence[str]) -> float:
    """Return the highest dry bulb in 20 years; NaN where the figures contradict each other."""
    mean_c, spread_k = _number(group[form.mean]), _number(group[form.spread])
    if mean_c is None or spread_k is None or spread_k < 0:
        return math.nan
    derived_c = mean_c + PER_SPREAD * spread_k
    if form.in_20_years is None:
        return round(derived_c, 1)
    printed_c = _number(group[form.in_20_years])
    return printed_c if printed_c is not None and abs(printed_c - derived_c) <= LARGEST_MISS_K else math.nan


def _named(temp_c: float | None) -> Extreme | None:
    return None if temp_c is None else Extreme(temp_c, "weather file")


def _number(field: str) -> float | None:
    try:
        value = float(field)
    except ValueError:
        return None
    return value if COLDEST_C <= value <= HOTTEST_C else None
