"""`dcenergy reference`: the shipped facts."""

from __future__ import annotations

import click


@click.group()
def reference() -> None:
    """Look up the shipped facts: every number with its source."""


@reference.command("search")
@click.argument("words", nargs=-1, required=True)
def search_reference(words: tuple[str, ...]) -> None:
    """Print every row of the reference tables that has all WORDS in it, in English or Chinese.

    \b
    dcenergy reference search hunan 2023
    dcenergy reference search 湖南
    """
    from dcenergy.errors import ReferenceError
    from dcenergy.reference.search import missing, search
    from dcenergy.weather.places import called

    asked = " ".join(words)
    found = list(search(asked, called))
    if not found:
        raise ReferenceError(missing(asked, called))
    for table, line in found:
        click.echo(f"{table}: {line}")


@reference.command("show")
@click.argument("name")
def show_reference(name: str) -> None:
    """Print a whole table, or the row, set of rows or place of this NAME with its sources.

    \b
    dcenergy reference show limits
    dcenergy reference show cn-hunan-2023
    """
    from dcenergy.reference.search import shown

    for line in shown(name):
        click.echo(line)


@reference.command("list")
def list_reference() -> None:
    """List the tables: how many rows each has, and what it holds."""
    from dcenergy.reference.search import TABLES, rows

    for table, holds in TABLES.items():
        click.echo(f"{table:<16} {len(rows(table)):>4} rows  {holds}")
