"""`dcenergy check`: profiles read, none run."""

from __future__ import annotations

import click

from dcenergy.cli.arguments import ALLOW_OUTSIDE


@click.command()
@click.argument("profiles", nargs=-1, required=True)
@ALLOW_OUTSIDE
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
