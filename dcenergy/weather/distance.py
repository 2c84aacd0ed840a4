"""How far a site lies from the place of its weather: noted, and refused beyond what can be meant."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from dcenergy.errors import WeatherError
from dcenergy.language import Message
from dcenergy.weather import sphere
from dcenergy.weather.hourly import Notes, Place

NEAR_DEG = 0.5
NEAR_M = 100.0
"""Weather from further away than this is noted (assumption: half a degree is some 50 km; 100 m are 0.65 K)."""

FAR_KM = 100.0
FAR_M = 300.0
"""From here on the air differs by about 2 K and a headline figure by over 1 % (assumption, 50 to 200 km)."""

FARTHEST_KM = 500.0
"""Beyond this it is another climate: refused unless `site.distant_weather` says that it is meant (assumption)."""


def refuse(site: Place, weather_place: Place, whose: str, meant: bool) -> None:
    """Refuse a site that lies too far from its weather's place, or whose seasons are turned.

    Raises
    ------
    WeatherError
        Says which slip would explain it: latitude and longitude swapped, or a sign.
    """
    far_km = _distance_km(site, weather_place)
    far = far_km > FARTHEST_KM and not meant
    lies = (
        f"the site ({_written(site)}) lies {far_km:,.0f} km from the place of {whose} ({_written(weather_place)}), "
        f"over {FARTHEST_KM:g} km"
    )
    near_km, question, other = min(_explained(site, weather_place))
    if far and near_km <= FARTHEST_KM:
        raise WeatherError(f"{lies}; {question} ({other} lies {near_km:,.0f} km from it)")
    if sphere.seasons_turned(site.latitude_deg, weather_place.latitude_deg):
        raise WeatherError(
            f"the site lies at a latitude of {site.latitude_deg:g} and the place of {whose} at "
            f"{weather_place.latitude_deg:g}, where it is winter in the site's summer; take normals or a file of the "
            "site's own hemisphere, or mend the sign of site.latitude_deg (north is positive)"
        )
    if far:
        raise WeatherError(
            f"{lies}; choose weather of a nearer place, or set site.distant_weather: true where this is meant"
        )


def notes(site: Place, weather_place: Place, whose: Message) -> Notes:
    """Note where the site is not at the place its weather is of."""
    return tuple((*_sideways(site, weather_place, whose), *_upwards(site, weather_place, whose)))


def _explained(site: Place, weather_place: Place) -> Iterator[tuple[float, str, str]]:
    """Yield how near the place lies without each slip that coordinates are written with; its question; the place."""
    north, east = site.latitude_deg, site.longitude_deg
    signs = {
        (-1, 1): "is the sign of site.latitude_deg wrong? North is positive",
        (1, -1): "is the sign of site.longitude_deg wrong? East is positive",
        (-1, -1): "are the signs of site.latitude_deg and site.longitude_deg wrong?",
    }
    others = [(question, of_north * north, of_east * east) for (of_north, of_east), question in signs.items()]
    if abs(east) <= 90.0:  # a latitude
        swapped = "are site.latitude_deg and site.longitude_deg swapped?"
        others += [(swapped, of_north * east, of_east * north) for of_north, of_east in ((1, 1), *signs)]
    for question, latitude_deg, longitude_deg in others:
        other = replace(site, latitude_deg=latitude_deg, longitude_deg=longitude_deg)
        yield _distance_km(other, weather_place), question, _written(other)


def _sideways(site: Place, weather_place: Place, whose: Message) -> Iterator[Message]:
    north_deg = abs(site.latitude_deg - weather_place.latitude_deg)
    east_deg = abs(site.longitude_deg - weather_place.longitude_deg)
    if max(north_deg, min(east_deg, 360.0 - east_deg)) > NEAR_DEG:
        far = _distance_km(site, weather_place) > FAR_KM
        yield Message(
            "The site ({site}) is not at the place of {whose} ({place}).",
            site=_written(site),
            whose=whose,
            place=_written(weather_place),
        ).rated("moves" if far else "informs")
    if site.utc_offset_h != weather_place.utc_offset_h:
        yield Message(
            "The site's utc_offset_h of {own} goes before the {other} of {whose}.",
            own=f"{site.utc_offset_h:g}",
            other=f"{weather_place.utc_offset_h:g}",
            whose=whose,
        )


def _upwards(site: Place, weather_place: Place, whose: Message) -> Iterator[Message]:
    higher_m = site.altitude_m - weather_place.altitude_m
    if abs(higher_m) <= NEAR_M:
        return
    higher = Message(
        "The site is {metres} m higher than the place of {whose}; temperature, humidity and pressure were not "
        "adjusted."
    )
    lower = Message(
        "The site is {metres} m lower than the place of {whose}; temperature, humidity and pressure were not "
        "adjusted."
    )
    yield Message(higher if higher_m > 0 else lower, metres=f"{abs(higher_m):.0f}", whose=whose).rated(
        "moves" if abs(higher_m) > FAR_M else "informs"
    )


def _distance_km(first: Place, second: Place) -> float:
    return sphere.distance_km(first.latitude_deg, first.longitude_deg, second.latitude_deg, second.longitude_deg)


def _written(place: Place) -> str:
    return f"{place.latitude_deg:g}, {place.longitude_deg:g}"
