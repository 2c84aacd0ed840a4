"""How far annual figures of a typical year made from normals are off, for the systems that a design has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import reduce
from typing import Literal

from dcenergy.language import Message
from dcenergy.plant.facility import Cooling
from dcenergy.profile.schema import Profile
from dcenergy.study.judged_places import JUDGED, unlike
from dcenergy.weather.hourly import Weather
from dcenergy.weather.water_body import RiverFromAir


@dataclass(frozen=True)
class Expected:
    """Root mean square of generated less true figures, over ten real years and eight seeds."""

    pue: str
    wue: str | None = None
    free_hours: int | None = None  # in which nothing else cools

    def told(self, system: Message) -> Message:
        """Return it in words, for a system."""
        words = {"system": system, "pue": self.pue, "wue": self.wue, "hours": self.free_hours}
        if self.wue is not None and self.free_hours is not None:
            return Message("{system}: PUE {pue}, WUE {wue}, {hours} free hours", **words)
        if self.wue is not None:
            return Message("{system}: PUE {pue}, WUE {wue}", **words)
        if self.free_hours is not None:
            return Message("{system}: PUE {pue}, {hours} free hours", **words)
        return Message("{system}: PUE {pue}", **words)


SYSTEMS: Mapping[str, Message] = {
    "air_chiller": Message("air-cooled chillers"),
    "air_chiller + dry_cooler": Message("chillers with dry coolers"),
    "dx": Message("direct expansion"),
    "chilled_water": Message("towers"),
    "chilled_water + economiser": Message("towers with an economiser"),
    "airside": Message("outdoor air"),
    "indirect_evaporative": Message("indirect evaporation"),
    "lake_water": Message("lake"),
    "lake_water (river)": Message("river"),
}
"""What the designs are called by which typical years are judged (benchmarks/typical_year.py)."""

Deviations = Literal["estimated", "measured"]
"""Of a typical year's days: how far they differ was estimated, or measured in a real year."""

EXPECTED: Mapping[Deviations, Mapping[str, Expected]] = {
    "estimated": {
        "air_chiller": Expected("0.0007"),
        "air_chiller + dry_cooler": Expected("0.0005", free_hours=100),
        "dx": Expected("0.0009"),
        "chilled_water": Expected("0.0002", "0.2%"),
        "chilled_water + economiser": Expected("0.0006", "0.2%", 110),
        "airside": Expected("0.0038", "0.006 L/kWh", 120),
        "indirect_evaporative": Expected("0.0005", "0.024 L/kWh", 150),
        "lake_water": Expected("0.0002"),
        "lake_water (river)": Expected("0.0009", free_hours=180),
    },
    "measured": {
        "air_chiller": Expected("0.0003"),
        "air_chiller + dry_cooler": Expected("0.0005", free_hours=90),
        "dx": Expected("0.0005"),
        "chilled_water": Expected("0.0002", "0.2%"),
        "chilled_water + economiser": Expected("0.0007", "0.2%", 80),
        "airside": Expected("0.0024", "0.005 L/kWh", 70),
        "indirect_evaporative": Expected("0.0008", "0.023 L/kWh", 120),
        "lake_water": Expected("0.0002"),
        "lake_water (river)": Expected("0.0007", free_hours=190),
    },
}
SOLAR_YIELD: Mapping[Deviations, str] = {"estimated": "1.0%", "measured": "1.0%"}
"""By the names of benchmarks/typical_year.csv, where they were measured (docs/typical-year.md)."""

TOLD: Mapping[Deviations, Message] = {
    "estimated": Message(
        "Expected error of annual figures against a real year of the same normals "
        "(root mean square over ten real years): {errors}."
    ),
    "measured": Message(
        "Expected error of annual figures against a real year of the same normals, whose days differ as far as those "
        "measured (root mean square over ten real years): {errors}."
    ),
}

OUTDOOR_AIR_NOTE = Message(
    "In hot, humid climates outdoor air comes out too well by normals: by 0.01 PUE and 300 to 400 hours, and by "
    "twice that far from stations with known days."
).rated("moves")


TRACKED_NOTE = Message(
    "The beam of typical years is too weak, by 16% on average over ten real years and by half in two cloudy climates "
    "(Guiyang, Changning): solar modules that follow the sun came out 1 to 11% too low."
).rated("moves")

UNJUDGED = Message(
    "Typical years were not judged for such a place ({why}): the ten real years are from {judged}. By how much "
    "annual figures are off here is not known."
)


def judged_as(cooling: Cooling) -> str:
    """Name the judged design that a cooling system is nearest to.

    >>> from dcenergy.plant.cooling.air_chiller import AirChiller
    >>> judged_as(AirChiller(system="air_chiller", dry_cooler={}))
    'air_chiller + dry_cooler'
    """
    if getattr(cooling, "dry_cooler", None) is not None:
        return f"{cooling.system} + dry_cooler"
    if getattr(cooling, "economiser", None) is not None:
        return f"{cooling.system} + economiser"
    if isinstance(getattr(cooling, "source", None), RiverFromAir):
        return f"{cooling.system} (river)"
    return cooling.system


def notes(profile: Profile, weather: Weather) -> Iterator[Message]:
    """Say how far the year's figures are off for the profile's systems, where the year was made from normals."""
    if weather.draw is None:
        return
    judged = dict.fromkeys(judged_as(hall.cooling) for hall in profile.halls)
    deviations: Deviations = "measured" if weather.draw.days_measured else "estimated"
    errors = [EXPECTED[deviations][name].told(SYSTEMS[name]) for name in judged if name in SYSTEMS]
    tracking = {array.tracking for array in profile.supply.solar}
    if "fixed" in tracking:
        errors.append(Message("solar: yield {error}", error=SOLAR_YIELD[deviations]))
    if errors:
        yield Message(TOLD[deviations], errors=reduce(_joined, errors))
    others = list(unlike(weather.place)) if weather.place and (errors or tracking) else []
    if others:
        yield Message(UNJUDGED, why=reduce(_joined, others), judged=JUDGED).rated("moves")
    if "airside" in judged and deviations == "estimated":
        yield OUTDOOR_AIR_NOTE
    if "single_axis" in tracking:
        yield TRACKED_NOTE


def _joined(former: Message, latter: Message) -> Message:
    return Message("{former}; {latter}", former=former, latter=latter)
