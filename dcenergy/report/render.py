"""The report as one HTML file that needs nothing else."""

from __future__ import annotations

from base64 import b64encode
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from dcenergy import shipped
from dcenergy.language import Message, _
from dcenergy.output import encoded, write_whole
from dcenergy.printable import printable
from dcenergy.profile.loading import LoadedProfile
from dcenergy.report.blocks import ReportView
from dcenergy.report.charts.marks import PATH_WIDTH, coordinate
from dcenergy.report.view import view
from dcenergy.study.assess import Assessment

PAGE = "report.html.j2"


def write(
    path: Path,
    assessment: Assessment,
    loaded: LoadedProfile,
    written_at: datetime,
    command: str,
    notes: tuple[str, ...] = (),
) -> None:
    """Write the report of an assessment to `path`, whole or not at all.

    Raises
    ------
    OutputError
        Where it cannot be written.
    """
    write_whole({path: encoded(html(assessment, loaded, written_at, command, notes))})


def html(
    assessment: Assessment,
    loaded: LoadedProfile,
    written_at: datetime,
    command: str,
    notes: tuple[str, ...] = (),
    explored: bool = False,
    baseline: LoadedProfile | None = None,
) -> str:
    """Return the report of an assessment as a page.

    Parameters
    ----------
    written_at : the time that the report states; it never asks the clock
    command : what was typed, as the report repeats it
    notes : what the reader must know, the most serious first
    explored : whether it holds the explorer of hours, and with it Bokeh
    baseline : the profile that the baseline's plant is read from, where one is

    Raises
    ------
    OutputError
        Where the explorer is asked for and Bokeh is not installed.
    """
    if not explored:
        return page(PAGE, view(assessment, loaded, written_at, command, notes, baseline=baseline))
    from dcenergy.report import explorer

    scripts = explorer.scripts()
    section = explorer.explorer(assessment.design)
    return page(PAGE, view(assessment, loaded, written_at, command, notes, section, scripts, baseline))


def page(template: str, report: ReportView) -> str:
    """Return a report as a page; the template places what the view says."""
    return environment().get_template(template).render(report=report)


def script_hash(script: str) -> str:
    """Return how a page's policy names the one script that may run.

    >>> script_hash("")
    'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='
    """
    return f"sha256-{b64encode(sha256(script.encode()).digest()).decode()}"


def environment() -> Environment:
    """Return the templates' environment: everything is escaped, whatever a template is called.

    Templates are compiled in memory on every run (0.04 s): no code is kept between runs, or loaded from a cache.
    """
    templates = Environment(
        loader=FileSystemLoader(shipped.folder("templates")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=told,
    )
    templates.filters["at"] = coordinate
    templates.filters["script_hash"] = script_hash
    templates.globals["_"] = _
    templates.globals["path_width"] = int(PATH_WIDTH)
    return templates


def told(value: object) -> object:
    """Tell a message in the reader's language as it is placed, and write out what is hidden in any text."""
    if isinstance(value, Markup) or not isinstance(value, str):
        return value
    return printable(value.text() if isinstance(value, Message) else value)
