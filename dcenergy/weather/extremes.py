"""Extremes: the hottest air in many years, for which a plant is built, and who names it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal, Self

import numpy as np
from numpy.typing import NDArray
from pydantic import model_validator

from dcenergy.language import Message
from dcenergy.section import Section, quantity

Floats = NDArray[np.float64]
NamedBy = Literal["profile", "weather file", "year", "generated year"]
"""From the best to the weakest: a year holds no extreme of many years, and a generated one not even its own."""

COLDEST_C = -40.0

ROUNDING_K = 0.05
"""Headers are printed to 0.1 K."""

WORDS = {"dry_bulb": Message("dry bulb"), "wet_bulb": Message("wet bulb")}


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


def held_against(named: Extremes, temp_c: Floats, wet_bulb_c: Floats) -> tuple[Extremes, tuple[Message, ...]]:
    """Return the extremes without those of a weather file's header that its own year passes; and a note for each.

    An extreme of many years is not below the highest hour of one of them: such a figure is another station's,
    another period's, or another field's.
    """
    parts = {"dry_bulb": temp_c, "wet_bulb": wet_bulb_c}
    passed = {
        name: float(values.max())
        for name, values in parts.items()
        if (extreme := getattr(named, name)) is not None
        and extreme.named_by == "weather file"
        and extreme.temp_c < values.max() - ROUNDING_K
    }
    notes = tuple(
        Message(
            "The weather file's header gives {extreme} °C as the highest {what} of many years, below the {own} °C of "
            "its own hours. The header's value is not used. Set site.extremes.{key} for sizes that are not given.",
            extreme=f"{getattr(named, name).temp_c:.1f}",
            what=WORDS[name],
            own=f"{own_c:.1f}",
            key=f"{name}_c",
        ).rated("moves")
        for name, own_c in passed.items()
    )
    return replace(named, **dict.fromkeys(passed, None)), notes
