"""`dcenergy profiles`: what is shipped, and every key."""

from __future__ import annotations

import click


@click.group()
def profiles() -> None:
    """List and show the shipped profiles; print the schema for editors."""


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
