"""`dcenergy weather`: files looked into, made and fetched."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import click

from dcenergy.cli.arguments import FILE


@click.group()
def weather() -> None:
    """Look into weather files; make and fetch them; list the shipped places."""


LATITUDE, LONGITUDE = click.FloatRange(-90, 90), click.FloatRange(-180, 180)


@weather.command()
@click.argument("file", type=FILE, required=False)
@click.option("--profile", metavar="PROFILE", help="Whose place and columns the FILE has; without FILE: its weather.")
@click.option("--lat", "latitude_deg", type=LATITUDE, help="Of the place, north is positive.")
@click.option("--lon", "longitude_deg", type=LONGITUDE, help="Of the place, east is positive.")
@click.option("--alt", "altitude_m", type=click.FloatRange(-450, 6000), help="Of the place, above the sea [m].")
@click.option("--utc-offset", "utc_offset_h", type=click.FloatRange(-12, 14), help="Its standard time less UTC [h].")
def info(
    file: Path | None,
    profile: str | None,
    latitude_deg: float | None,
    longitude_deg: float | None,
    altitude_m: float | None,
    utc_offset_h: float | None,
) -> None:
    """Tell what a weather FILE holds: place, monthly means, and everything that is wrong with it.

    EPW and TMY3 files say where they are from. A CSV does not: give its place, or the --profile that uses it. Its
    columns are those that the profile maps, else those with our names: time, temp_c, humidity_pct and so on.

    \b
    dcenergy weather info city.epw
    dcenergy weather info roof-2023.csv --lat 26.6 --lon 106.7 --alt 1200 --utc-offset 8
    dcenergy weather info --profile dongjiang-lake
    """
    from dcenergy.profile.loading import load
    from dcenergy.study import case
    from dcenergy.weather import site, summary

    place = site.Site(
        latitude_deg=latitude_deg, longitude_deg=longitude_deg, altitude_m=altitude_m, utc_offset_h=utc_offset_h
    )
    if profile is not None and place != site.Site():
        raise click.UsageError("--profile has a place of its own; leave --lat, --lon, --alt and --utc-offset away")
    if profile is not None:
        year = case.weather_of(load(profile), file)
    elif file is not None:
        year = site.load(place, file)
    else:
        raise click.UsageError("name a FILE, or the --profile whose weather you want")
    for line in summary.lines(year):
        click.echo(line)


@weather.command()
@click.argument("out", type=FILE)
@click.option("--normals", "place", metavar="PLACE", required=True, help="A shipped place; see `weather places`.")
@click.option("--seed", type=click.IntRange(min=0), default=0, show_default=True, help="Another of its years.")
def make(out: Path, place: str, seed: int) -> None:
    """Make a typical year from a place's monthly normals, and write it to OUT as EPW."""
    from dcenergy.output import write_whole
    from dcenergy.weather import epw, places, site

    climate = places.find(place)
    year = site.typical(climate, climate.place, seed)
    write_whole({out: epw.text(year).encode()})
    click.echo(f"{out}: {year.name}")
    for note in year.notes:
        click.echo(f"note: {note}")


@weather.command()
@click.argument("out", type=FILE)
@click.option("--lat", "latitude_deg", type=float, required=True, help="Degrees, north is positive.")
@click.option("--lon", "longitude_deg", type=float, required=True, help="Degrees, east is positive.")
@click.option("--source", type=click.Choice(["pvgis", "nasa-power"]), default="pvgis", show_default=True)
@click.option("--year", type=int, help="Of nasa-power: a real year from 2001 on, no leap year.")
@click.option("--utc-offset", "utc_offset_h", type=click.IntRange(-12, 14), help="By default that of the longitude.")
@click.option(
    "--timeout", "timeout_s", type=click.FloatRange(min=0.1), default=60.0, help="Of each of 3 attempts [s]."
)
@click.option("--url", help="Another server of the same interface.")
def fetch(
    out: Path,
    latitude_deg: float,
    longitude_deg: float,
    source: Literal["pvgis", "nasa-power"],
    year: int | None,
    utc_offset_h: int | None,
    timeout_s: float,
    url: str | None,
) -> None:
    """Fetch the weather of any place, and write it to OUT as EPW; it is kept in the cache, too."""
    from dcenergy.output import write_whole
    from dcenergy.weather import files, online

    request = online.Request(source, latitude_deg, longitude_deg, year, utc_offset_h, url, timeout_s)
    text, notes = online.fetch_epw(request)
    write_whole({out: text.encode()})
    click.echo(f"{out}: {request.name}")
    for note in (*files.read(out).notes, *notes):
        click.echo(f"note: {note}")


@weather.command("places")
def list_places() -> None:
    """List the shipped places, and whose normals they have."""
    from dcenergy.weather.places import listing

    for line in listing():
        click.echo(line)
