"""Notes on series of a year that is not as long as the weather's."""

from __future__ import annotations

from collections.abc import Iterator

from dcenergy.language import Message
from dcenergy.result import Result
from dcenergy.weather.water_body import HourlyWater


def notes(design: Result) -> Iterator[Message]:
    """Yield a note for every series with another number of hours than the weather."""
    hours = design.weather.hours
    for what, count in _lengths(design):
        if count > hours:
            yield Message(
                "The {what} covers a leap year and the weather a common year: its 29 February was left out.",
                what=what,
            )
        elif count < hours:
            yield Message(
                "The {what} covers a common year and the weather a leap year: its 28 February was used twice.",
                what=what,
            )


def _lengths(design: Result) -> Iterator[tuple[Message, int]]:
    profile = design.profile
    if profile.cost is not None and profile.cost.tariff.hourly_per_kwh is not None:
        yield Message("series of hourly prices"), len(profile.cost.tariff.hourly_per_kwh)
    if profile.supply.grid is not None and profile.supply.grid.hourly_utc_kg_per_kwh is not None:
        yield Message("series of hourly carbon factors"), len(profile.supply.grid.hourly_utc_kg_per_kwh)
    for hall in profile.halls:
        source = getattr(hall.cooling, "source", None)
        if isinstance(source, HourlyWater):
            yield Message("series of hourly water temperatures"), len(source.hourly_c)
        if hall.it.pattern.hourly_load is not None:
            yield Message("series of hourly load"), len(hall.it.pattern.hourly_load)
