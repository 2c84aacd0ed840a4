"""What is to be known of the halls: the air their servers get, and what their plant was sized for."""

from __future__ import annotations

from collections.abc import Iterator

from dcenergy.language import Message
from dcenergy.plant import inlet
from dcenergy.plant.facility import Hall
from dcenergy.plant.inlet import Inlet
from dcenergy.profile.loading import LoadedProfile
from dcenergy.profile.origins import Default
from dcenergy.profile.schema import Profile
from dcenergy.result import Result

ROUNDING_K = 1e-6


def idle_chain(loaded: LoadedProfile) -> Iterator[Message]:
    """Say which keys of the electrical chain change nothing, as a fixed PUE contains it."""
    given = [path for path in loaded.origins if is_idle(path, loaded.profile) and not is_default(loaded, path)]
    if given:
        yield Message.counted(
            len(given),
            "A fixed PUE contains the losses of the electrical chain: {keys} changes nothing.",
            "A fixed PUE contains the losses of the electrical chain: {keys} change nothing.",
            keys=", ".join(given),
        )


def is_idle(path: str, profile: Profile) -> bool:
    """Say whether a key is of an electrical chain that no hall has, as the PUE of all is fixed."""
    return path.startswith("electrical.") and all(hall.cooling.contains_electrical for hall in profile.halls)


def is_default(loaded: LoadedProfile, path: str) -> bool:
    """Say whether neither the profile nor the command line gives a value."""
    return isinstance(loaded.origins[path], Default)


def inlets(design: Result) -> Iterator[Message]:
    """Say how warm the servers' air gets where heat is unmet, and how long it is warmer than their class allows."""
    for hall in design.profile.halls:
        found = design.cooled.inlets.get(hall.name)
        if found is not None and found.temp_c.max() > found.cooled_c + ROUNDING_K:
            yield _reached(hall, found)


def _reached(hall: Hall, found: Inlet) -> Message:
    told = {
        "hall": hall.name,
        "reached": f"{found.temp_c.max():.1f}",
        "name": hall.it.ashrae_class,
        "allowed": f"{found.allowed_c:g}",
    }
    hours = int(found.is_above.sum())
    if not hours:
        return Message(
            "Where heat is unmet, the air at the servers of {hall} reaches {reached} °C or more; class {name} allows "
            "{allowed} °C.",
            **told,
        )
    return Message.counted(
        hours,
        "In {count} hour the air at the servers of {hall} is warmer than the {allowed} °C that class {name} allows: "
        "{reached} °C or more.",
        "In {count} hours the air at the servers of {hall} is warmer than the {allowed} °C that class {name} allows: "
        "{reached} °C or more in the hottest.",
        **told,
    ).rated("moves")


def supply_air(design: Result) -> Iterator[Message]:
    """Say where a hall supplies air outside its servers' class, or outside what ASHRAE recommends for all."""
    for hall in design.profile.halls:
        if hall.name not in design.cooled.inlets:
            continue
        supply_c = hall.it.supply_air_c
        (low, high), (coldest, warmest) = inlet.allowed_c(hall.it.ashrae_class), inlet.allowed_c("recommended")
        told = {"hall": hall.name, "supply": f"{supply_c:g}", "low": f"{low:g}", "high": f"{high:g}"}
        if not low <= supply_c <= high:
            yield Message(
                "{hall} supplies air of {supply} °C; class {name} of its servers allows {low} to {high} °C.",
                name=hall.it.ashrae_class,
                **told,
            ).rated("moves")
        elif not coldest <= supply_c <= warmest:
            yield Message(
                "{hall} supplies air of {supply} °C; ASHRAE recommends {coldest} to {warmest} °C, and class {name} "
                "of its servers allows {low} to {high} °C.",
                name=hall.it.ashrae_class,
                coldest=f"{coldest:g}",
                warmest=f"{warmest:g}",
                **told,
            )


def sizes(design: Result) -> Iterator[Message]:
    """Say where sizes rest on a year's hottest hour, or on an extreme that the year itself passes."""
    air = design.cooled.sized_for
    yield from _passed(design)
    if air.dry_bulb is not None and air.dry_bulb.named_by == "year":
        yield Message(
            "Sizes that are not given rest on the year's highest dry bulb, {temp} °C, which is no extreme of many "
            "years: give site.extremes.dry_bulb_c.",
            temp=f"{air.dry_bulb.temp_c:.1f}",
        ).rated("moves")
    if air.dry_bulb is not None and air.dry_bulb.named_by == "generated year":
        yield Message(
            "Sizes that are not given rest on the highest dry bulb of a generated year, {temp} °C, with nothing "
            "added. Such a year holds no extreme: give site.extremes.dry_bulb_c before a size is trusted.",
            temp=f"{air.dry_bulb.temp_c:.1f}",
        ).rated("moves")
    if air.wet_bulb is not None and air.wet_bulb.named_by == "year":
        yield Message(
            "Sizes that are not given rest on the year's highest wet bulb, {temp} °C, which is no extreme of many "
            "years: give site.extremes.wet_bulb_c.",
            temp=f"{air.wet_bulb.temp_c:.1f}",
        ).rated("moves")
    if air.wet_bulb is not None and air.wet_bulb.named_by == "generated year":
        yield Message(
            "Sizes that are not given rest on the highest wet bulb of a generated year, {temp} °C, with nothing "
            "added. Such a year holds no extreme: give site.extremes.wet_bulb_c before a size is trusted.",
            temp=f"{air.wet_bulb.temp_c:.1f}",
        ).rated("moves")


def _passed(design: Result) -> Iterator[Message]:
    """Say in how many hours the air is hotter than the extreme that somebody named: sizes flatter then."""
    air, weather = design.cooled.sized_for, design.weather
    if air.dry_bulb is not None and (hours := int((weather.temp_c > air.dry_bulb.temp_c + ROUNDING_K).sum())):
        yield Message.counted(
            hours,
            "The year is hotter in {count} hour, by up to {most} K of dry bulb, than the {temp} °C that sizes rest "
            "on: they flatter, unless site.extremes.dry_bulb_c is right and this year is not.",
            "The year is hotter in {count} hours, by up to {most} K of dry bulb, than the {temp} °C that sizes rest "
            "on: they flatter, unless site.extremes.dry_bulb_c is right and this year is not.",
            most=f"{weather.temp_c.max() - air.dry_bulb.temp_c:.1f}",
            temp=f"{air.dry_bulb.temp_c:.1f}",
        ).rated("moves")
    if air.wet_bulb is not None and (hours := int((weather.wet_bulb_c > air.wet_bulb.temp_c + ROUNDING_K).sum())):
        yield Message.counted(
            hours,
            "The year is more humid in {count} hour, by up to {most} K of wet bulb, than the {temp} °C that sizes "
            "rest on: they flatter, unless site.extremes.wet_bulb_c is right and this year is not.",
            "The year is more humid in {count} hours, by up to {most} K of wet bulb, than the {temp} °C that sizes "
            "rest on: they flatter, unless site.extremes.wet_bulb_c is right and this year is not.",
            most=f"{weather.wet_bulb_c.max() - air.wet_bulb.temp_c:.1f}",
            temp=f"{air.wet_bulb.temp_c:.1f}",
        ).rated("moves")
