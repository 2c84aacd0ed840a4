"""The command line: parse, call, print. Heavy imports stand inside the commands, so that --help is quick."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import click

from dcenergy import __version__

FILE = click.Path(path_type=Path)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="dcenergy")
def dcenergy() -> None:
    """Simulate the year of a data-centre design: energy, PUE, water, carbon, cost."""


@dcenergy.command()
@click.argument("profile")
@click.option("--report", type=FILE, help="Where the HTML report goes; by default PROFILE's name + .html, here.")
@click.option("--no-report", is_flag=True, help="Write no report.")
@click.option("--json", "json_file", metavar="FILE|-", help="Write the figures as JSON; - is standard output.")
@click.option("--hourly", type=FILE, help="Write every hour to FILE.csv or FILE.parquet.")
@click.option("--weather", type=FILE, help="An EPW or TMY3 file instead of the profile's weather.")
@click.option("--set", "sets", metavar="A.B=VALUE", multiple=True, help="Change a value of the profile; repeatable.")
@click.option("--open", "open_report", is_flag=True, help="Open the report in the browser.")
def run(
    profile: str,
    report: Path | None,
    no_report: bool,
    json_file: str | None,
    hourly: Path | None,
    weather: Path | None,
    sets: tuple[str, ...],
    open_report: bool,
) -> None:
    """Simulate the year of PROFILE: a YAML file, or the name of a shipped profile.

    \b
    dcenergy run dongjiang-lake
    dcenergy run my-site.yaml --set it.servers.0.count=400 --json -
    """
    from dcenergy.report import files
    from dcenergy.study import case

    if no_report and (report or open_report):
        raise click.UsageError("--no-report goes with neither --report nor --open")
    inputs = case.read(profile, sets, weather)
    report_file = None if no_report else report or Path(f"{inputs.loaded.name.rpartition('/')[2]}.html")
    json_path = Path(json_file) if json_file and json_file != "-" else None
    made = files.make(inputs, case.run(inputs), report_file, json_path, hourly, _command())
    made.write()
    if json_file == "-":
        click.echo(made.json_text, nl=False)
    else:
        from dcenergy.report.terminal import show

        show(made)
    if open_report and report_file:
        click.launch(report_file.resolve().as_uri())


@dcenergy.command()
@click.argument("profiles", nargs=-1, required=True)
@click.option(
    "--report", type=FILE, default=Path("compare.html"), help="Where the HTML report goes.", show_default=True
)
@click.option("--no-report", is_flag=True, help="Write no report.")
@click.option("--json", "json_file", metavar="FILE|-", help="Write the figures as JSON; - is standard output.")
@click.option("--csv", type=FILE, help="Write the figures as CSV, a line a design.")
@click.option("--weather", type=FILE, help="An EPW or TMY3 file instead of the profiles' weather.")
@click.option(
    "--set", "sets", metavar="A.B=VALUE", multiple=True, help="Change a value of every profile; repeatable."
)
@click.option("--vary", metavar="A.B=V1,V2", multiple=True, help="One design for each value; several are crossed.")
@click.option("--over", metavar="PLACE,PLACE|all", multiple=True, help="One design for each shipped climate.")
@click.option("--by", metavar="FIGURE", help="Rank by cost, carbon, energy or water, or cost=0.5,carbon=0.5.")
@click.option(
    "--against",
    type=click.Choice(["best", "first"]),
    default="best",
    help="Whom differences are told from.",
    show_default=True,
)
def compare(
    profiles: tuple[str, ...],
    report: Path,
    no_report: bool,
    json_file: str | None,
    csv: Path | None,
    weather: Path | None,
    sets: tuple[str, ...],
    vary: tuple[str, ...],
    over: tuple[str, ...],
    by: str | None,
    against: Literal["best", "first"],
) -> None:
    """Compare PROFILES: files, folders, patterns, or names of shipped profiles.

    \b
    dcenergy compare dongjiang-lake dongjiang-air-chilled
    dcenergy compare sites/*.yaml --by cost=0.5,carbon=0.5
    dcenergy compare dongjiang-lake --vary cooling.exchanger_delta_t_k=2,2.5,3
    dcenergy compare my-site.yaml --over all
    """
    from dcenergy.errors import ProfileError
    from dcenergy.report.comparison import files
    from dcenergy.study import compare as study
    from dcenergy.study.designs import designs

    if weather and over:
        raise click.UsageError("--weather goes not with --over: both name the climate")
    comparison = study.compare(designs(profiles, vary, over), sets, weather, by, against)
    json_path = Path(json_file) if json_file and json_file != "-" else None
    made = files.make(comparison, None if no_report else report, json_path, csv, _command())
    made.write()
    if json_file == "-":
        click.echo(made.json_text, nl=False)
    else:
        from dcenergy.report.comparison.terminal import show as show_ranking

        show_ranking(comparison, made)
    if comparison.failed:
        raise ProfileError("\n".join(f"{each.name}: failed: {each.message}" for each in comparison.failed))


@dcenergy.command()
@click.argument("profiles", nargs=-1, required=True)
def check(profiles: tuple[str, ...]) -> None:
    """Read and validate PROFILES without running them."""
    from dcenergy.errors import DcenergyError, ProfileError
    from dcenergy.profile.loading import load
    from dcenergy.study.case import baseline_of

    problems = []
    for name in profiles:
        try:
            loaded = load(name)
            baseline_of(loaded)
        except DcenergyError as problem:
            problems.append(str(problem))
        else:
            click.echo(f"{name}: valid")
            for note in loaded.notes:
                click.echo(f"  note: {note}")
    if problems:
        raise ProfileError("\n".join(problems))


@dcenergy.group()
def profiles() -> None:
    """List and show the shipped profiles; print the schema for editors."""


@profiles.command("list")
def list_profiles() -> None:
    """List the shipped profiles, with what each is."""
    from dcenergy.profile.catalogue import entries

    shipped = entries()
    width = max(len(entry.name) for entry in shipped)
    for entry in shipped:
        click.echo(f"{entry.name:<{width}}  {entry.summary}")


@profiles.command()
@click.argument("name")
def show(name: str) -> None:
    """Print the text of the shipped profile NAME, to start from."""
    from dcenergy.profile.catalogue import find

    click.echo(find(name).read_text(encoding="utf-8"), nl=False)


@profiles.command()
def schema() -> None:
    """Print the JSON Schema of profiles, for editors."""
    from dcenergy.profile.json_schema import text

    click.echo(text(), nl=False)


@profiles.command()
def keys() -> None:
    """Print every key of a profile with unit, range, default and source, as Markdown."""
    from dcenergy.profile.key_page import text

    click.echo(text(), nl=False)


@dcenergy.group()
def weather() -> None:
    """Look into weather files; make and fetch them; list the shipped places."""


@weather.command()
@click.argument("file", type=FILE)
def info(file: Path) -> None:
    """Tell what an EPW or TMY3 FILE holds: place, monthly means, and everything that is wrong with it."""
    from dcenergy.weather import files, summary

    for line in summary.lines(files.read(file)):
        click.echo(line)


@weather.command()
@click.argument("out", type=FILE)
@click.option("--normals", "place", metavar="PLACE", required=True, help="A shipped place; see `weather places`.")
@click.option("--seed", type=click.IntRange(min=0), default=0, show_default=True, help="Another of its years.")
def make(out: Path, place: str, seed: int) -> None:
    """Make a typical year from a place's monthly normals, and write it to OUT as EPW."""
    from dcenergy.output import write_whole
    from dcenergy.weather import epw, normals, places

    climate = places.find(place)
    year = normals.generate(climate, climate.place, seed)
    write_whole({out: epw.text(year, " ".join(year.notes)).encode()})
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


@dcenergy.group()
def reference() -> None:
    """Look up the shipped facts: every number with its source."""


@reference.command("search")
@click.argument("words", nargs=-1, required=True)
def search_reference(words: tuple[str, ...]) -> None:
    """Print every row of the reference tables that has all WORDS in it."""
    from dcenergy.errors import ReferenceError
    from dcenergy.reference.search import search

    found = list(search(" ".join(words)))
    if not found:
        raise ReferenceError(f"no row has {' and '.join(words)} in it; try a part of the word, in English")
    for table, line in found:
        click.echo(f"{table}: {line}")


@reference.command("show")
@click.argument("table")
def show_reference(table: str) -> None:
    """Print a whole TABLE (`sources` for what the sources' names mean)."""
    from dcenergy.reference.search import line, rows

    for row in rows(table):
        click.echo(line(row))


@reference.command("list")
def list_reference() -> None:
    """List the tables, with the number of their rows."""
    from dcenergy.reference.search import rows, tables

    for table in tables():
        click.echo(f"{table:<16} {len(rows(table)):>4} rows")


@dcenergy.command()
@click.option(
    "--epw", type=FILE, envvar="DCENERGY_EPW_DIR", help="Folder of EPW files; by default $DCENERGY_EPW_DIR."
)
@click.option("--page", type=FILE, help="Write everything as a Markdown page with its figure.")
@click.option("--energyplus", is_flag=True, help="Run EnergyPlus itself (pip install 'dcenergy[validation]').")
def validate(epw: Path | None, page: Path | None, energyplus: bool) -> None:
    """Compare with published numbers, measured sites and EnergyPlus, and print every miss."""
    from dcenergy.validation import report

    for line in report.lines(epw, energyplus):
        click.echo(line)
    if page:
        report.write(page, epw)


def _command() -> str:
    """Return the command as it was typed, to print it where a result must be reproducible."""
    import shlex
    import sys

    return shlex.join(["dcenergy", *sys.argv[1:]])
