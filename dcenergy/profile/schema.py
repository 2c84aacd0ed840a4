"""The profile: every section of a site design, composed."""

from __future__ import annotations

from typing import Self

from pydantic import model_validator

from dcenergy.accounting.carbon import Inventory
from dcenergy.accounting.compliance.jurisdiction import RuleSet
from dcenergy.accounting.prices import Cost
from dcenergy.plant.electrical import Electrical
from dcenergy.plant.facility import Hall
from dcenergy.printable import excerpt
from dcenergy.section import MOST_PARTS, Section, listed, named, option, quantity
from dcenergy.supply.supply import Supply
from dcenergy.weather.site import Site


class Baseline(Section):
    """The design that savings are counted against: the same servers, climate and supply."""

    pue: float | None = quantity(
        None, ge=1, le=10, low=1.2, high=2.5, source="not_given", doc="A PUE, in place of a design."
    )
    profile: str | None = option(None, doc="A profile whose halls and plant stand in for this one's.")

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if (self.pue is None) == (self.profile is None):
            raise ValueError("give one of `pue` and `profile`")
        return self


class Profile(Section):
    """One site design."""

    name: str = named(doc="Of the design, as the report shows it.")
    description: str = option("", doc="One or two sentences.")
    site: Site | None = option(None, doc="Where it stands, and its weather; a fixed PUE needs none.")
    halls: tuple[Hall, ...] = listed(
        doc="Halls; `it` and `cooling` at the top are short for one.", min_length=1, max_length=MOST_PARTS
    )
    electrical: Electrical = option(Electrical(), doc="From the meter to the servers.")
    supply: Supply = option(Supply(), doc="Where the electricity comes from; absent: carbon is not determined.")
    carbon: Inventory | None = option(None, doc="What is emitted beside electricity; absent: not determined.")
    cost: Cost | None = option(None, doc="Prices; absent: cost is not determined.")
    baseline: Baseline | None = option(None, doc="What savings are counted against.")
    compliance: tuple[RuleSet, ...] | None = listed(
        None,
        doc="Rules to judge by; absent: those of the country that the site lies in, where it is known.",
        max_length=MOST_PARTS,
    )

    @model_validator(mode="after")
    def _halls_are_told_apart(self) -> Self:
        names = [name for hall in self.halls for name in hall.system_names]
        twice = next((name for name in names if names.count(name) > 1), None)
        if twice is not None:
            raise ValueError(f"two halls are called {excerpt(twice)}; give each a `name` of its own")
        return self

    @property
    def needs_weather(self) -> bool:
        """Whether any hall asks for the air or water outside, or the supply for sun or wind."""
        halls = any(hall.cooling.needs_weather or hall.liquid is not None for hall in self.halls)
        return halls or self.supply.needs_weather
