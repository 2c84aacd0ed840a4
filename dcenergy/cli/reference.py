"""`dcenergy reference`: the shipped facts."""

from __future__ import annotations

import click


@click.group()
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
