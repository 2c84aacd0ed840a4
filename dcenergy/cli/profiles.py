"""`dcenergy profiles`: what is shipped, every key, and a new one to start from."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Unpack, cast

import click

from dcenergy.cli.arguments import FILE, Number

if TYPE_CHECKING:
    from dcenergy.profile.starter.answers import Answers, Said

TO_STDOUT = Path("-")


@click.group()
def profiles() -> None:
    """List and show the shipped profiles; start a new one; print the schema for editors."""


@profiles.command("list")
def list_profiles() -> None:
    """List the shipped profiles by group, with what each is."""
    from itertools import groupby

    from dcenergy.profile.catalogue import GROUPS, entries

    shipped = entries()
    width = max(len(entry.name) for entry in shipped)
    for number, (group, found) in enumerate(groupby(shipped, key=lambda entry: entry.group)):
        if number:
            click.echo()
        click.echo(GROUPS[group])
        for entry in found:
            click.echo(f"  {entry.name:<{width}}  {entry.summary}")


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


@profiles.command()
def library() -> None:
    """Run every shipped profile, and print what each is and who gives its numbers, as Markdown."""
    from dcenergy.study.library_page import computed, text

    click.echo(text(computed()), nl=False)


@profiles.command()
@click.argument("out", metavar="FILE", type=FILE, required=False)
@click.option("--stdout", is_flag=True, help="Print it instead of writing FILE, as FILE - does.")
@click.option("--name", help="Of the design.")
@click.option("--place", help="A shipped place, for its climate; see `dcenergy weather places`.")
@click.option("--lat", "latitude_deg", type=Number(-90, 90), help="Of the site, north is positive.")
@click.option("--lon", "longitude_deg", type=Number(-180, 180), help="Of the site, east is positive.")
@click.option("--alt", "altitude_m", type=Number(-450, 6000), help="Of the site, above the sea [m].")
@click.option("--utc-offset", "utc_offset_h", type=Number(-12, 14), help="Its standard time less UTC [h].")
@click.option("--servers", type=click.IntRange(min=1), help="Number of servers; by default 1000.")
@click.option("--idle-w", type=Number(min=0), help="Of one server that does nothing; by default 150.")
@click.option("--peak-w", type=Number(min=1), help="Of one server at full work; by default 400.")
@click.option("--utilisation", type=Number(0, 1), help="Mean of the year; by default 0.5.")
@click.option("--cooling", metavar="SYSTEM", help="As chilled_water (the default), airside, lake_water, fixed_pue.")
@click.option("--grid", metavar="FACTOR", help="As cn-hunan-2023; by default that of the place.")
@click.option("--currency", help="Of prices: CNY, EUR, USD, or another with --tariff; by default no cost.")
@click.option("--tariff", "tariff_per_kwh", type=Number(min=0), help="Of electricity, per kWh.")
def new(out: Path | None, stdout: bool, name: str | None, **given: Unpack[Said]) -> None:
    """Write a commented profile to start from to FILE; on a terminal, without options, it asks.

    Every key is there, with its meaning, unit and usual range; what was not asked is commented out.

    \b
    dcenergy profiles new my-site.yaml
    dcenergy profiles new my-site.yaml --place horinger --servers 5000 --cooling air_chiller
    dcenergy profiles new - --lat 50.1 --lon 8.7 --currency EUR
    """
    from dcenergy.errors import OutputError
    from dcenergy.output import encoded, write_whole
    from dcenergy.profile.starter.answers import Answers
    from dcenergy.profile.starter.page import starter

    file = None if out == TO_STDOUT else out
    if stdout and file is not None:
        raise click.UsageError("name a FILE to write, or print with --stdout, not both")
    if not stdout and out is None:
        raise click.UsageError("name a FILE to write, or print with --stdout")
    if file is not None and os.path.lexists(file):
        raise OutputError(f"{file}: is there already, and is not written over; name another file")
    said = cast("Said", {key: value for key, value in given.items() if value is not None})
    title = name if name is not None else file.stem if file is not None else "My data centre"
    asked = not said and name is None and sys.stdin is not None and sys.stdin.isatty()
    answers = _asked(title) if asked else Answers(title, **said)
    if file is None:
        click.echo(starter(answers), nl=False)
        return
    write_whole({file: encoded(starter(answers))})
    click.echo(f"{file}: written; change what you know better, then `dcenergy run {file}`")


def _asked(name: str) -> Answers:
    """Ask on the terminal for what a profile needs."""
    from dcenergy.profile.starter.answers import SYSTEMS, TARIFFS, Answers
    from dcenergy.reference.table import find as find_row
    from dcenergy.supply import local_grid
    from dcenergy.supply.grid import TABLE as GRID_FACTORS
    from dcenergy.weather import places

    def ask(question: str, default: str, find: Callable[[str], object]) -> str:
        return str(click.prompt(question, default=default, value_proc=_known(find), err=True))

    title = click.prompt("Name of the design", default=name, err=True)
    place = ask("Place, of those that `dcenergy weather places` lists", "shanghai", places.find)
    servers = click.prompt("Number of servers", default=1000, type=click.IntRange(min=1), err=True)
    cooling = click.prompt("Cooling", default="chilled_water", type=click.Choice(sorted(SYSTEMS)), err=True)
    row = local_grid.factor(place)
    grid = ask("Grid factor", row.key if row else "cn-2023", lambda key: find_row(GRID_FACTORS, key))
    money = click.prompt("Prices in", default="none", type=click.Choice(["none", *TARIFFS]), err=True)
    return Answers(
        name=title,
        place=place,
        servers=servers,
        cooling=cooling,
        grid=grid,
        currency=None if money == "none" else money,
    )


def _known(find: Callable[[str], object]) -> Callable[[str], str]:
    """Return a check that lets the terminal ask again, with what is wrong."""

    def checked(text: str) -> str:
        from dcenergy.errors import DcenergyError

        try:
            find(text)
        except DcenergyError as fault:
            raise click.BadParameter(str(fault)) from fault
        return text

    return checked
