"""How far annual figures of a typical year made from normals are off, for the systems that a design has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import reduce

from dcenergy.language import Message
from dcenergy.plant.facility import Cooling
from dcenergy.profile.schema import Profile
from dcenergy.weather.hourly import Weather
from dcenergy.weather.water_body import RiverFromAir


@dataclass(frozen=True)
class Expected:
    """Root mean square of generated less true figures, over ten real years and eight seeds."""

    system: Message
    pue: str
    wue: str | None = None
    free_hours: int | None = None  # in which nothing else cools

    def told(self) -> Message:
        """Return it in words."""
        words = {"system": self.system, "pue": self.pue, "wue": self.wue, "hours": self.free_hours}
        if self.wue is not None and self.free_hours is not None:
            return Message("{system}: PUE {pue}, WUE {wue}, {hours} free hours", **words)
        if self.wue is not None:
            return Message("{system}: PUE {pue}, WUE {wue}", **words)
        if self.free_hours is not None:
            return Message("{system}: PUE {pue}, {hours} free hours", **words)
        return Message("{system}: PUE {pue}", **words)


EXPECTED: Mapping[str, Expected] = {
    "air_chiller": Expected(Message("air-cooled chillers"), "0.0010"),
    "air_chiller + dry_cooler": Expected(Message("chillers with dry coolers"), "0.0009", free_hours=120),
    "dx": Expected(Message("direct expansion"), "0.0013"),
    "chilled_water": Expected(Message("towers"), "0.0004", "0.4%"),
    "chilled_water + economiser": Expected(Message("towers with an economiser"), "0.0009", "0.4%", 180),
    "airside": Expected(Message("outdoor air"), "0.0095", "0.010 L/kWh", 260),
    "indirect_evaporative": Expected(Message("indirect evaporation"), "0.0011", "0.030 L/kWh", 250),
    "lake_water": Expected(Message("lake"), "0.0002"),
    "lake_water (river)": Expected(Message("river"), "0.0011", free_hours=180),
}
SOLAR_YIELD = "1.0%"
"""By the names of benchmarks/typical_year.csv, where they were measured (docs/typical-year.md)."""

OUTDOOR_AIR_NOTE = Message(
    "In hot, humid climates outdoor air comes out too well by normals: by 0.02 PUE and 500 to 700 hours."
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
    if weather.kind != "normals":
        return
    judged = dict.fromkeys(judged_as(hall.cooling) for hall in profile.halls)
    errors = [EXPECTED[name].told() for name in judged if name in EXPECTED]
    if profile.supply.solar:
        errors.append(Message("solar: yield {error}", error=SOLAR_YIELD))
    if errors:
        yield Message(
            "Expected error of annual figures against a real year of the same normals "
            "(root mean square over ten real years): {errors}.",
            errors=reduce(_joined, errors),
        )
    if "airside" in judged:
        yield OUTDOOR_AIR_NOTE


def _joined(former: Message, latter: Message) -> Message:
    return Message("{former}; {latter}", former=former, latter=latter)
