"""Sizing: the outdoor air that machines are built for, handed to those that do not name it themselves.

Of all sizes only two follow from the air: the capacity of chillers whose curves lose some of it in warm air or
water, and the rating of towers. Chillers of a constant capacity, direct expansion, exchangers, dry coolers,
pumps and fans follow from the heat and the approaches alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar

from dcenergy.plant.chiller import AirCooledChiller, WaterCooledChiller
from dcenergy.plant.chiller_performance import CarnotAir, CarnotWater
from dcenergy.plant.cooling.chilled_water import ChilledWater
from dcenergy.plant.tower import Tower
from dcenergy.reference.table import find
from dcenergy.section import Section
from dcenergy.weather.extremes import Extreme, Extremes
from dcenergy.weather.hourly import Floats, Weather

COLDEST_RATING_C = find("fixed_numbers", "tower-rating-wet-bulb-min").value
"""No tower is rated at a colder wet bulb [degC]; in colder air it is bought as at this one."""

S = TypeVar("S", bound=Section)


def design_air(weather: Weather) -> Extremes:
    """Return the air that plants are built for: what profile or file names, else the year's hottest.

    Nothing where the weather has no air.
    """
    if not len(weather.temp_c):
        return Extremes()
    named = weather.extremes
    return Extremes(
        dry_bulb=named.dry_bulb or _hottest(weather, weather.temp_c),
        wet_bulb=named.wet_bulb or _hottest(weather, weather.wet_bulb_c),
    )


def _hottest(weather: Weather, temp_c: Floats) -> Extreme:
    return Extreme(float(temp_c.max()), "generated year" if weather.kind == "normals" else "year")


def sized(section: S, air: Extremes) -> S:
    """Return a section in which every machine knows the air that it is built for; what is given stays.

    >>> from dcenergy.plant.loop_towers import LoopTowers
    >>> sized(LoopTowers(), Extremes(wet_bulb=Extreme(27.1, "profile"))).tower.design_wet_bulb_c
    27.1
    """
    parts = {name: sized(value, air) for name, value in section if isinstance(value, Section)}
    whole = section.model_copy(update=parts)
    return whole.model_copy(update=_known(whole, air))


def _known(section: Section, air: Extremes) -> Mapping[str, object]:
    """What a machine must be told of the air, or of the tower water that follows from it."""
    match section:
        case Tower(design_wet_bulb_c=None) if air.wet_bulb is not None:
            return {"design_wet_bulb_c": max(air.wet_bulb.temp_c, COLDEST_RATING_C)}
        case AirCooledChiller(design_air_c=None) if air.dry_bulb is not None and _is_air_bound(section):
            return {"design_air_c": air.dry_bulb.temp_c}
        case ChilledWater(chiller=WaterCooledChiller(design_water_c=None)) if _is_air_bound(section.chiller):
            water_c = section.tower.design_leaving_c
            return {"chiller": section.chiller.model_copy(update={"design_water_c": water_c})}
    return {}


def _is_air_bound(chiller: AirCooledChiller | WaterCooledChiller) -> bool:
    """Whether the size follows from the air: it is not given, and the capacity changes with the temperature."""
    return chiller.capacity_kw is None and not isinstance(chiller.performance, CarnotAir | CarnotWater)


def sizes(before: Section, after: Section, made: Mapping[str, float]) -> dict[str, float]:
    """Return what `before` left open, by dotted key: the air that `after` was told of, and what was `made`."""
    return {**dict(_filled(before, after)), **{key: size for key, size in made.items() if _is_open(before, key)}}


def _filled(before: Section, after: Section, path: str = "") -> Iterator[tuple[str, float]]:
    for name, value in after:
        own = getattr(before, name)
        if isinstance(value, Section) and isinstance(own, Section):
            yield from _filled(own, value, f"{path}{name}.")
        elif own is None and isinstance(value, float):
            yield f"{path}{name}", value


def _is_open(section: Section, key: str) -> bool:
    """Say whether a dotted key is there to be given, and was not."""
    first, _, rest = key.partition(".")
    value = getattr(section, first)
    return _is_open(value, rest) if rest and isinstance(value, Section) else value is None and not rest


def rested_on(air: Extremes, keys: Iterable[str]) -> Extremes:
    """Return what of the air the sizes of these keys made use of."""
    used = {key.rpartition(".")[2] for key in keys}
    return Extremes(
        dry_bulb=air.dry_bulb if "design_air_c" in used else None,
        wet_bulb=air.wet_bulb if "design_wet_bulb_c" in used else None,
    )
