"""`dcenergy compare`: designs side by side."""

from __future__ import annotations

from pathlib import Path

import click
from click.core import ParameterSource

from dcenergy.cli.arguments import ALLOW_OUTSIDE, FILE, LANG, as_typed, print_alone
from dcenergy.language import reading


@click.command()
@click.argument("profiles", nargs=-1, required=True)
@click.option(
    "--report", type=FILE, default=Path("compare.html"), help="Where the HTML report goes.", show_default=True
)
@click.option("--no-report", is_flag=True, help="Write no report.")
@click.option(
    "--json", "json_file", type=FILE, metavar="FILE|-", help="Write the figures as JSON; - is standard output."
)
@click.option("--csv", type=FILE, help="Write the figures as CSV, a line a design.")
@click.option("--pdf", type=FILE, help="Print the report to FILE.pdf with the Chromium or Chrome that is installed.")
@click.option("--xlsx", type=FILE, help="Write ranking, figures and differences to the Excel workbook FILE.xlsx.")
@click.option(
    "--markdown", type=FILE, metavar="FILE|-", help="Write a summary for a pull request or wiki; - prints it."
)
@click.option("--weather", type=FILE, help="An EPW or TMY3 file instead of the profiles' weather.")
@click.option(
    "--set", "sets", metavar="A.B=VALUE", multiple=True, help="Change a value of every profile; repeatable."
)
@click.option("--vary", metavar="A.B=V1,V2", multiple=True, help="One design for each value; several are crossed.")
@click.option(
    "--over",
    metavar="PLACE,PLACE|clusters|all",
    multiple=True,
    help="One design for each shipped place: its climate and its grid.",
)
@click.option(
    "--by",
    metavar="FIGURE",
    help="Rank by cost, carbon, carbon-market, energy, water, npv or irr, or by weights: cost=0.5,carbon=0.5.",
)
@click.option(
    "--per",
    type=click.Choice(["work", "it-kwh", "year"]),
    help="Divide figures by the servers' work, by kWh of IT, or not at all; by default what compares like with like.",
)
@click.option(
    "--against",
    metavar="best|first|DESIGN",
    default="best",
    help="The design that differences, effects and weighted scores refer to; best: scores refer to the first named.",
    show_default=True,
)
@ALLOW_OUTSIDE
@LANG
def compare(
    profiles: tuple[str, ...],
    report: Path,
    no_report: bool,
    json_file: Path | None,
    csv: Path | None,
    pdf: Path | None,
    xlsx: Path | None,
    markdown: Path | None,
    weather: Path | None,
    sets: tuple[str, ...],
    vary: tuple[str, ...],
    over: tuple[str, ...],
    by: str | None,
    per: str | None,
    against: str,
    lang: str,
) -> None:
    """Compare PROFILES: files, folders, patterns, or names of shipped profiles.

    \b
    dcenergy compare dongjiang-lake dongjiang-air-chilled
    dcenergy compare sites/*.yaml --by cost=0.5,carbon=0.5
    dcenergy compare dongjiang-lake --vary cooling.exchanger_delta_t_k=2,2.5,3
    dcenergy compare my-site.yaml --over all
    """
    from dcenergy.errors import ProfileError
    from dcenergy.output import spare_foreign
    from dcenergy.report.comparison import files
    from dcenergy.report.outputs import Outputs
    from dcenergy.study import compare as study
    from dcenergy.study.designs import designs

    if weather and over:
        raise click.UsageError("--weather goes not with --over: both name the climate")
    typed = click.get_current_context().get_parameter_source("report") != ParameterSource.DEFAULT
    if not typed and not no_report:
        spare_foreign(report)
    outputs = Outputs(
        report=None if no_report else report, json=json_file, csv=csv, pdf=pdf, xlsx=xlsx, markdown=markdown
    )
    comparison = study.compare(designs(profiles, vary, over), sets, weather, by, against, per)
    with reading(lang):
        made = files.make(comparison, outputs, as_typed())
    made.write()
    if made.printed is not None:
        print_alone(made.printed)
    else:
        from dcenergy.report.comparison.terminal import show as show_ranking

        show_ranking(comparison, made)
    if comparison.failed:
        raise ProfileError("\n".join(f"{each.name}: failed: {each.message}" for each in comparison.failed))
