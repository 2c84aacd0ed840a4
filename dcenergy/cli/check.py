"""`dcenergy check`: everything read that `run` reads, and nothing simulated."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from dcenergy.cli.arguments import ALLOW_OUTSIDE, FILE

if TYPE_CHECKING:
    from dcenergy.study.case import Case


@click.command()
@click.argument("profiles", nargs=-1, required=True)
@click.option("--weather", type=FILE, help="An EPW or TMY3 file instead of the profiles' weather.")
@click.option("--set", "sets", metavar="A.B=VALUE", multiple=True, help="Change a value of each; repeatable.")
@ALLOW_OUTSIDE
def check(profiles: tuple[str, ...], weather: Path | None, sets: tuple[str, ...]) -> None:
    """Read PROFILES, or those of a folder, and all that they name, as run does; simulate nothing.

    Weather that is fetched is not read: nothing goes over the network.
    """
    from dcenergy.errors import DcenergyError, ProfileError
    from dcenergy.study import case
    from dcenergy.study.designs import expanded

    problems = []
    names: list[str] = []
    for given in profiles:
        try:
            names += expanded(given)
        except ProfileError as problem:
            problems.append(str(problem))
    for name in names:
        try:
            _tell(name, case.read(name, sets, weather, offline=True))
        except DcenergyError as problem:
            problems.append(str(problem))
    if problems:
        raise ProfileError("\n".join(problems))


def _tell(name: str, found: Case) -> None:
    """Say that a profile is valid, what was not read of it, and what must be known of its inputs."""
    from dcenergy.language import severity
    from dcenergy.report.terminal import LABELS
    from dcenergy.study.notes import of_inputs

    click.echo(f"{name}: valid")
    if found.unread:
        click.echo(f"  not read: the weather, which run fetches from {found.unread}")
    for note in of_inputs(found):
        click.echo(f"  {LABELS[severity(note)]}: {note}")
