"""The files of a comparison: all made first, then all written, each whole."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from dcenergy.output import encoded
from dcenergy.report import json_document, render
from dcenergy.report.comparison.document import document, table
from dcenergy.report.comparison.masthead import title
from dcenergy.report.comparison.view import view
from dcenergy.report.files import Made, made, now
from dcenergy.report.outputs import Outputs
from dcenergy.study.compare import Comparison

PAGE = "compare.html.j2"


def html(comparison: Comparison, written_at: datetime, command: str) -> str:
    """Return a comparison as a page; it is whole without its script, which sorts the table."""
    return render.page(PAGE, view(comparison, written_at, command))


def make(comparison: Comparison, outputs: Outputs, command: str) -> Made:
    """Make the content of every file asked for; nothing is written yet."""
    outputs.spare(comparison.files)
    content = document(comparison)
    written_at = now()
    contents: dict[Path, bytes] = {}
    if outputs.csv:
        contents[outputs.csv] = encoded(table(content))
    if outputs.json:
        contents[outputs.json] = encoded(json_document.text(content))
    if outputs.report or outputs.pdf:
        page = html(comparison, written_at, command)
    if outputs.report:
        contents[outputs.report] = encoded(page)
    if outputs.pdf:
        from dcenergy.report import pdf

        contents[outputs.pdf] = pdf.printed(page, outputs.pdf)
    if outputs.xlsx:
        from dcenergy.report import workbook
        from dcenergy.report.comparison import sheets

        tables = sheets.sheets(comparison, content, written_at, command)
        contents[outputs.xlsx] = workbook.written(tables, title(comparison), written_at)
    if outputs.markdown:
        from dcenergy.report.comparison import markdown

        contents[outputs.markdown] = encoded(markdown.summary(comparison, written_at, command))
    return made(content, contents)
