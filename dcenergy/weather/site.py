"""The site: where it is, and which year of weather it gets."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Self

from pydantic import AfterValidator, Field, WithJsonSchema, model_validator

from dcenergy.errors import WeatherError, Where
from dcenergy.language import Message
from dcenergy.printable import excerpt
from dcenergy.section import Section, option, quantity
from dcenergy.weather import distance, files, kept_years, measured, mending, normals, online, own_normals, places
from dcenergy.weather.climate import Normals
from dcenergy.weather.extremes import SiteExtremes, held_against, laid_over
from dcenergy.weather.hourly import Notes, Place, Weather, no_weather
from dcenergy.weather.measured import Columns
from dcenergy.weather.native import forms
from dcenergy.weather.online import FIRST_NASA_YEAR, Source

YEARS = (".epw", ".tm2")
"""Endings of files that hold hours, whatever else they are taken for."""

MONTH = r"^(19|20)\d\d(-(0[1-9]|1[0-2]))?$"


def _month(text: str) -> str:
    if not re.fullmatch(MONTH, text):
        raise ValueError(f"must be a year and month, as 2026-07, or a year, as 2026; got {excerpt(text)}")
    return text


Month = Annotated[
    str,
    Field(strict=False, coerce_numbers_to_str=True),
    AfterValidator(_month),
    WithJsonSchema(
        {"anyOf": [{"type": "string", "pattern": MONTH}, {"type": "integer", "minimum": 1900, "maximum": 2099}]}
    ),
]
"""A month, as 2026-07, or a year, as 2026; a year that YAML reads as a number is welcome."""


class WeatherSource(Section):
    """Where the hours come from: exactly one of `normals`, `file` and `online`."""

    normals: str | None = option(
        None, doc="A shipped place, or a .csv file of your own, whose monthly normals make a typical year."
    )
    file: str | None = option(
        None,
        doc="A year of hours: EPW, TMY3, NSRDB, PVGIS, Open-Meteo ..., or a CSV whose `columns` are named.",
    )
    online: Source | None = option(
        None, doc="Fetched for the site's own place, and kept: a typical year of PVGIS or a real one of NASA POWER."
    )
    columns: Columns | None = option(None, doc="Which column of a CSV is what; EPW and TMY3 need none.")
    seed: int = quantity(0, ge=0, doc="Which of the typical years of `normals`.", source="assumption")
    year: int | None = quantity(
        None, ge=FIRST_NASA_YEAR, le=2100, doc="Of nasa-power: a real year, no leap year.", source="not_given"
    )

    @model_validator(mode="after")
    def _is_one(self) -> Self:
        if sum(each is not None for each in (self.normals, self.file, self.online)) != 1:
            raise ValueError(
                "name exactly one of normals (a shipped place, or a .csv of your own), file (EPW, TMY3, CSV) and "
                "online (pvgis, nasa-power)"
            )
        if self.normals is None and self.seed:
            raise ValueError("seed belongs to normals; this is one certain year, leave seed away")
        if self.columns is not None and self.file is None:
            raise ValueError("columns belong to a CSV file; name it as `file`")
        if self.year is not None and self.online is None:
            raise ValueError("year belongs to online: nasa-power; leave it away")
        return self


class Site(Section):
    """Where the site is; what is not given is taken from the weather's own place."""

    latitude_deg: float | None = quantity(None, ge=-90, le=90, source="derived", doc="North is positive.")
    longitude_deg: float | None = quantity(None, ge=-180, le=180, source="derived", doc="East is positive.")
    altitude_m: float | None = quantity(None, ge=-450, le=6000, source="derived", doc="Above the sea.")
    utc_offset_h: float | None = quantity(
        None, ge=-12, le=14, source="derived", doc="Standard time less UTC; east is positive."
    )
    opens: Month | None = option(
        None, doc="The month in which the site opens, as 2026-07, or the year; some rules are for new sites alone."
    )
    distant_weather: bool = option(
        False, doc="Whether weather of a place over 500 km away is meant; else it is refused."
    )
    weather: WeatherSource | None = option(None, doc="The year of hours; only fixed_pue designs do without.")
    extremes: SiteExtremes | None = option(None, doc="What sizes that are not given rest on.")

    @model_validator(mode="after")
    def _can_be_asked_for(self) -> Self:
        if self.weather is not None and self.weather.online is not None:
            _request(self, self.weather.online)
        return self


def _request(site: Site, source: Source) -> online.Request:
    """Return what is asked for a site, or say what it lacks.

    Raises
    ------
    ValueError
        Where no source could answer.
    """
    if site.latitude_deg is None or site.longitude_deg is None:
        raise ValueError(f"{source} is asked for a place: give latitude_deg and longitude_deg")
    if site.utc_offset_h is not None and site.utc_offset_h % 1:
        raise ValueError(
            f"{source} gives whole hours of UTC, and utc_offset_h is {site.utc_offset_h:g}: round it to a whole hour"
        )
    zone_h = None if site.utc_offset_h is None else int(site.utc_offset_h)
    year = site.weather.year if site.weather else None
    try:
        return online.Request(
            source, site.latitude_deg, site.longitude_deg, year, zone_h, timeout_s=online.TIMEOUT_OF_RUNS_S
        )
    except WeatherError as fault:
        raise ValueError(str(fault)) from fault


def load(site: Site, path: Path | None = None) -> Weather:
    """Return the site's year, from the cache where it is there.

    Parameters
    ----------
    site : whose place and extremes are laid over those of its weather
    path : the weather file, found; it goes before what the site names

    Raises
    ------
    WeatherError
        Where the file cannot be used, or the place is not shipped.
    """
    year = _year(site, path)
    extremes, notes = held_against(laid_over(site.extremes, year.extremes), year.temp_c, year.wet_bulb_c)
    return replace(year, extremes=extremes, notes=year.notes + notes)


def _year(site: Site, path: Path | None) -> Weather:
    if path is not None:
        return _from_file(site, path)
    if site.weather is None:
        return no_weather()
    if site.weather.online is not None:
        return _from_online(site, site.weather.online)
    if site.weather.normals is None:
        return _from_file(site, Path(str(site.weather.file)))
    return _from_normals(site, climate_of(site.weather.normals), site.weather.seed)


def climate_of(normals: str) -> Normals:
    """Return the normals of a shipped place, or those in a file, whose name ends in .csv.

    Raises
    ------
    WeatherError
        Where there are none, or they cannot be used.
    """
    if own_normals.is_file(normals):
        return own_normals.read(Path(normals))
    if Path(normals).suffix.lower() in YEARS:
        raise WeatherError(
            f"{normals}: is a year of hours, no monthly normals; name it as `weather: {{file: ...}}`, or take its "
            f"months: `dcenergy weather normals {normals} --out my-normals.csv`"
        )
    return places.find(normals)


def _from_online(site: Site, source: Source) -> Weather:
    request = _request(site, source)
    text, cache_notes = online.fetch_epw(request)
    year = _from_content(site, Path(request.name), text.encode())
    return replace(year, notes=year.notes + cache_notes)


def _from_file(site: Site, path: Path) -> Weather:
    return _from_content(site, path, files.content(path))


def _from_content(site: Site, path: Path, content: bytes) -> Weather:
    if own_normals.recognised(content):
        raise WeatherError(
            f"{path}: holds monthly normals, no hours; name it as `weather: {{normals: {path.name}}}`, or make its "
            f"typical year with `dcenergy weather make --normals {path.name} OUT.epw`"
        )
    mapped = site.weather.columns if site.weather else None
    form = None if mapped else forms.form_of(content)
    columns = None if form or files.recognised(content) else mapped or measured.own_columns(path, content)

    def compute() -> Weather:
        if columns is not None:
            return mending.weather(measured.parse(path, content, columns, _measured_at(site, path)))
        table = forms.parse(path, content, form, site.utc_offset_h) if form else files.parse(path, content)
        place = _laid_over(site, table.place, f"the weather file {path}")
        said = table.identity
        notes = distance.notes(place, table.place, Message("the weather file ({name})", name=said.name))
        return mending.weather(replace(table, place=place, identity=replace(said, notes=said.notes + notes)))

    year = kept_years.recalled([content, _own_place(site), repr(columns)], compute)
    unused: Notes = ()
    if mapped is not None and columns is None:
        unused = (
            Message("The profile's `columns` were not used: the weather file is EPW or TMY3, which need none."),
        )
    return replace(year, extremes=files.named_extremes(content), notes=year.notes + unused)


def _measured_at(site: Site, path: Path) -> Place:
    """Return the site's place, which a CSV cannot tell."""
    own = {name: getattr(site, name) for name in Place.__dataclass_fields__}
    lacking = [f"site.{name}" for name, value in own.items() if value is None]
    if lacking:
        raise WeatherError(
            f"{path}: a CSV file does not say where it is from; give {', '.join(lacking)} in a profile "
            "(`weather info`: --lat, --lon, --alt, --utc-offset)"
        )
    place = Place(**own)
    files.must_agree(Where(str(path)), place)
    return place


def _from_normals(site: Site, climate: Normals, seed: int) -> Weather:
    place = _laid_over(site, climate.place, f"the normals of {climate.name}")
    notes = distance.notes(place, climate.place, Message("the normals of {place}", place=Message(climate.name)))

    def compute() -> Weather:
        year = normals.generate(climate, place, seed)
        return replace(year, notes=year.notes + notes)

    return kept_years.recalled([climate.text(), _own_place(site), str(seed)], compute)


def _own_place(site: Site) -> str:
    return repr([site.latitude_deg, site.longitude_deg, site.altitude_m, site.utc_offset_h, site.distant_weather])


def _laid_over(site: Site, place: Place, whose: str) -> Place:
    """Return the weather's place with what the site says itself; refuse a site that its weather is not of."""
    own = {name: getattr(site, name) for name in Place.__dataclass_fields__}
    laid = replace(place, **{name: value for name, value in own.items() if value is not None})
    distance.refuse(laid, place, whose, site.distant_weather)
    files.must_agree(Where("site"), laid)
    return laid
