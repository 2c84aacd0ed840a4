"""The command line: parse, call, print. Heavy imports stand inside the commands, so that --help is quick."""

from __future__ import annotations

import click

from dcenergy import __version__
from dcenergy.cli.check import check
from dcenergy.cli.compare import compare
from dcenergy.cli.profiles import profiles
from dcenergy.cli.reference import reference
from dcenergy.cli.run import run
from dcenergy.cli.validate import validate
from dcenergy.cli.weather import weather


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="dcenergy")
def dcenergy() -> None:
    """Simulate the year of a data-centre design: energy, PUE, water, carbon, cost."""


for command in (run, compare, check, profiles, weather, reference, validate):
    dcenergy.add_command(command)
