"""`dcenergy run`: one design's year."""

from __future__ import annotations

from pathlib import Path

import click

from dcenergy.cli.arguments import ALLOW_OUTSIDE, FILE, LANG, as_typed, print_alone
from dcenergy.language import reading


@click.command()
@click.argument("profile")
@click.option("--report", type=FILE, help="Where the HTML report goes; by default PROFILE's name + .html, here.")
@click.option("--no-report", is_flag=True, help="Write no report.")
@click.option(
    "--json", "json_file", type=FILE, metavar="FILE|-", help="Write the figures as JSON; - is standard output."
)
@click.option("--hourly", type=FILE, help="Write every hour to FILE.csv or FILE.parquet.")
@click.option(
    "--explorer", is_flag=True, help="Let the report's reader explore every hour (needs dcenergy[explorer])."
)
@click.option("--pdf", type=FILE, help="Print the report to FILE.pdf with the Chromium or Chrome that is installed.")
@click.option(
    "--xlsx", type=FILE, help="Write figures, months, hours and assumptions to the Excel workbook FILE.xlsx."
)
@click.option(
    "--markdown", type=FILE, metavar="FILE|-", help="Write a summary for a pull request or wiki; - prints it."
)
@click.option("--weather", type=FILE, help="An EPW or TMY3 file instead of the profile's weather.")
@click.option("--set", "sets", metavar="A.B=VALUE", multiple=True, help="Change a value of the profile; repeatable.")
@ALLOW_OUTSIDE
@LANG
@click.option("--open", "open_report", is_flag=True, help="Open the report in the browser.")
def run(
    profile: str,
    report: Path | None,
    no_report: bool,
    json_file: Path | None,
    hourly: Path | None,
    explorer: bool,
    pdf: Path | None,
    xlsx: Path | None,
    markdown: Path | None,
    weather: Path | None,
    sets: tuple[str, ...],
    lang: str,
    open_report: bool,
) -> None:
    """Simulate the year of PROFILE: a YAML file, or the name of a shipped profile.

    \b
    dcenergy run dongjiang-lake
    dcenergy run my-site.yaml --set it.servers.0.count=400 --json -
    """
    from dcenergy.output import spare_foreign
    from dcenergy.report import files
    from dcenergy.report.outputs import Outputs
    from dcenergy.study import case

    if no_report and (report or open_report or explorer):
        raise click.UsageError("--no-report goes not with --report, --explorer or --open")
    inputs = case.read(profile, sets, weather)
    report_file = None if no_report else report or Path(f"{inputs.loaded.name.rpartition('/')[2]}.html")
    if report_file and not report:
        spare_foreign(report_file)
    outputs = Outputs(
        report=report_file, json=json_file, hourly=hourly, explorer=explorer, pdf=pdf, xlsx=xlsx, markdown=markdown
    )
    assessment = case.run(inputs)
    with reading(lang):
        made = files.make(inputs, assessment, outputs, as_typed())
    made.write()
    if made.printed is not None:
        print_alone(made.printed)
    else:
        from dcenergy.report.terminal import show

        show(made)
    if open_report and report_file:
        click.launch(report_file.resolve().as_uri())
