"""`dcenergy weather`: files looked into, made and fetched."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import reduce
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from dcenergy.cli.arguments import ALLOW_OUTSIDE, FILE, Number
from dcenergy.errors import OutputError

if TYPE_CHECKING:
    from dcenergy.weather.hourly import Weather


@click.group()
def weather() -> None:
    """Look into weather files; make and fetch them; list the shipped places."""


LATITUDE, LONGITUDE = Number(-90, 90), Number(-180, 180)
OF_YEARS = (
    click.argument("file", type=FILE, required=False),
    click.option("--profile", metavar="PROFILE", help="Whose place and columns FILE has; without FILE: its weather."),
    click.option("--lat", "latitude_deg", type=LATITUDE, help="Of the place, north is positive."),
    click.option("--lon", "longitude_deg", type=LONGITUDE, help="Of the place, east is positive."),
    click.option("--alt", "altitude_m", type=Number(-450, 6000), help="Of the place, above the sea [m]."),
    click.option("--utc-offset", "utc_offset_h", type=Number(-12, 14), help="Its standard time less UTC [h]."),
    ALLOW_OUTSIDE,
)
"""What names a year of hours: a file, and the place that a CSV does not tell."""


def of_years(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the arguments that name a year of hours."""
    return reduce(lambda so_far, option: option(so_far), reversed(OF_YEARS), command)


def _year(file: Path | None, profile: str | None, place: Mapping[str, float | None]) -> tuple[Weather, list[Path]]:
    """Return the year that is named, and the files that it was read from."""
    from dcenergy.profile.loading import load
    from dcenergy.study import case
    from dcenergy.weather import site

    where = site.Site.model_validate(dict(place))
    if profile is not None and where != site.Site():
        raise click.UsageError("--profile has a place of its own; leave --lat, --lon, --alt and --utc-offset away")
    if profile is not None:
        loaded = load(profile)
        return case.weather_of(loaded, file), [*case.files_of(loaded), *([file] if file else [])]
    if file is not None:
        return site.load(where, file), [file]
    raise click.UsageError("name a FILE, or the --profile whose weather you want")


@weather.command()
@of_years
def info(file: Path | None, profile: str | None, **place: float | None) -> None:
    """Tell what a weather FILE holds: place, monthly means, and everything that is wrong with it.

    EPW and TMY3 files say where they are from. A CSV does not: give its place, or the --profile that uses it. Its
    columns are those that the profile maps, else those with our names: time, temp_c, humidity_pct and so on.

    \b
    dcenergy weather info city.epw
    dcenergy weather info roof-2023.csv --lat 26.6 --lon 106.7 --alt 1200 --utc-offset 8
    dcenergy weather info --profile dongjiang-lake
    """
    from dcenergy.weather import summary

    year, _ = _year(file, profile, place)
    for line in summary.lines(year):
        click.echo(line)


@weather.command()
@of_years
@click.option("--out", type=FILE, metavar="FILE.csv", help="Where they go; without it they are printed.")
def normals(file: Path | None, profile: str | None, out: Path | None, **place: float | None) -> None:
    """Tell the twelve monthly normals of a weather FILE, and how far its days differ from each other.

    They are a CSV that `weather make` and a profile's `weather: {normals: FILE.csv}` read again.

    \b
    dcenergy weather normals city.epw --out city.csv
    dcenergy weather normals roof-2023.csv --lat 26.6 --lon 106.7 --alt 1200 --utc-offset 8
    """
    from dcenergy.output import encoded, spare, write_whole
    from dcenergy.weather import months, own_normals

    if out is not None and not own_normals.is_file(out.name):
        raise OutputError(f"{out}: normals are known by a name that ends in .csv; name it so")
    year, read = _year(file, profile, place)
    text = own_normals.text(months.as_measured(year), f"monthly means of {file.name if file else year.name}")
    if out is None:
        click.echo(text, nl=False)
    else:
        spare([out], read)
        write_whole({out: encoded(text)})
        click.echo(f"{out}: monthly normals of {year.name}")
    for note in year.notes:
        click.echo(f"note: {note}", err=out is None)


@weather.command()
@click.argument("out", type=FILE)
@click.option(
    "--normals",
    "place",
    metavar="PLACE|FILE.csv",
    required=True,
    help="A shipped place (see `weather places`), or a file of your own normals.",
)
@click.option("--seed", type=click.IntRange(min=0), default=0, show_default=True, help="Another of its years.")
def make(out: Path, place: str, seed: int) -> None:
    """Make a typical year from monthly normals, of a shipped place or your own, and write it to OUT as EPW.

    \b
    dcenergy weather make --normals zixing zixing.epw
    dcenergy weather make --normals my-city.csv my-city.epw
    """
    from dcenergy.output import encoded, spare, write_whole
    from dcenergy.weather import epw, normals, own_normals, site

    spare([out], [Path(place)] if own_normals.is_file(place) else [])
    climate = site.climate_of(place)
    year = normals.generate(climate, climate.place, seed)
    write_whole({out: encoded(epw.text(year))})
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
@click.option("--timeout", "timeout_s", type=Number(min=0.1), default=60.0, help="Of each of 3 attempts [s].")
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
    from dcenergy.output import encoded, write_whole
    from dcenergy.weather import files, online

    request = online.Request(source, latitude_deg, longitude_deg, year, utc_offset_h, url, timeout_s)
    text, notes = online.fetch_epw(request)
    write_whole({out: encoded(text)})
    click.echo(f"{out}: {request.name}")
    for note in (*files.read(out).notes, *notes):
        click.echo(f"note: {note}")


@weather.command("places")
def list_places() -> None:
    """List the shipped places, and whose normals they have."""
    from dcenergy.weather.places import listing

    for line in listing():
        click.echo(line)
