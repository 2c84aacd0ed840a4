"""The command line: parse, call, print. Heavy imports stand inside the commands, so that --help is quick."""

from __future__ import annotations

from pathlib import Path

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
    r"""Simulate the year of PROFILE: a YAML file, or the name of a shipped profile.

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


def _command() -> str:
    """Return the command as it was typed, to print it where a result must be reproducible."""
    import shlex
    import sys

    return shlex.join(["dcenergy", *sys.argv[1:]])
