"""`dcenergy validate`: ours beside what others computed and measured."""

from __future__ import annotations

from pathlib import Path

import click

from dcenergy.cli.arguments import FILE


@click.command()
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
