"""Extremes: the hottest air in many years, for which a plant is built, and who names it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Self

from pydantic import model_validator

from dcenergy.section import Section, quantity

NamedBy = Literal["profile", "weather file", "year", "generated year"]
"""From the best to the weakest: a year holds no extreme of many years, and a generated one not even its own."""

WET_BULB, DRY_BULB = 3, slice(9, 16, 2)
"""What of the header's sixteen extremes is which; of the dry bulb the highest in 5, 10, 20 and 50 years."""
COUNT, IN_20_YEARS = 16, 2
COLDEST_C, HOTTEST_C = -40.0, 65.0


class SiteExtremes(Section):
    """The hottest air that the site's plant is built for."""

    dry_bulb_c: float | None = quantity(
        None,
        ge=COLDEST_C,
        le=60,
        low=20,
        high=50,
        source="not_given",
        doc="Highest dry bulb in 20 years; absent: the weather file's, else the year's highest.",
    )
    wet_bulb_c: float | None = quantity(
        None,
        ge=COLDEST_C,
        le=40,
        low=10,
        high=34,
        source="not_given",
        doc="Highest wet bulb in many years; absent: the weather file's, else the year's highest.",
    )

    @model_validator(mode="after")
    def _wet_is_below_dry(self) -> Self:
        if self.dry_bulb_c is not None and self.wet_bulb_c is not None and self.wet_bulb_c > self.dry_bulb_c:
            raise ValueError(
                f"wet_bulb_c {self.wet_bulb_c:g} is above dry_bulb_c {self.dry_bulb_c:g}; swap or mend them"
            )
        return self


@dataclass(frozen=True)
class Extreme:
    """A temperature that is hardly ever passed, and who names it."""

    temp_c: float
    named_by: NamedBy


@dataclass(frozen=True)
class Extremes:
    """The hottest air by dry and by wet bulb; None where nobody names it."""

    dry_bulb: Extreme | None = None
    wet_bulb: Extreme | None = None


def laid_over(given: SiteExtremes | None, named: Extremes) -> Extremes:
    """Return what the profile gives, and `named` for the rest."""
    if given is None:
        return named
    return Extremes(
        dry_bulb=named.dry_bulb if given.dry_bulb_c is None else Extreme(given.dry_bulb_c, "profile"),
        wet_bulb=named.wet_bulb if given.wet_bulb_c is None else Extreme(given.wet_bulb_c, "profile"),
    )


def of_header(line: str) -> Extremes:
    """Return what an EPW's second line, DESIGN CONDITIONS, says of extremes.

    They are ASHRAE's, in the order of its Climate Design Data 2009: the highest dry bulb in 20 years, and of
    the wet bulb the highest of the record. Fields that are empty, or that contradict each other (a rarer
    heat that is milder, a wet bulb above the dry bulb), name nothing.

    >>> of_header("DESIGN CONDITIONS,0")
    Extremes(dry_bulb=None, wet_bulb=None)
    """
    fields = [field.strip() for field in line.split(",")]
    start = fields.index("Extremes") + 1 if "Extremes" in fields else len(fields)
    values = [_number(field) for field in fields[start : start + COUNT]]
    if len(values) < COUNT:
        return Extremes()
    wet_c, dry_c = values[WET_BULB], values[DRY_BULB]
    known = [each for each in dry_c if each is not None]
    hottest = dry_c[IN_20_YEARS] if len(known) == len(dry_c) and known == sorted(known) else None
    plausible = wet_c is not None and (hottest is None or wet_c <= hottest)
    return Extremes(
        dry_bulb=None if hottest is None else Extreme(hottest, "weather file"),
        wet_bulb=Extreme(wet_c, "weather file") if wet_c is not None and plausible else None,
    )


def _number(field: str) -> float | None:
    try:
        value = float(field)
    except ValueError:
        return None
    return value if COLDEST_C <= value <= HOTTEST_C else None
