"""The files of a comparison: all made first, then all written, each whole."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from dcenergy.report import json_document, render
from dcenergy.report.comparison.document import document, table
from dcenergy.report.comparison.view import view
from dcenergy.report.files import Made, refuse_input, refuse_same_file
from dcenergy.study.compare import Comparison

PAGE = "compare.html.j2"


def html(comparison: Comparison, written_at: datetime, command: str) -> str:
    """Return a comparison as a page; it is whole without its script, which sorts the table."""
    return render.page(PAGE, view(comparison, written_at, command))


def make(comparison: Comparison, report: Path | None, json_file: Path | None, csv: Path | None, command: str) -> Made:
    """Make the content of every file asked for; nothing is written yet."""
    refuse_same_file(report, json_file, csv)
    refuse_input((design.loaded for design in comparison.designs), report, json_file, csv)
    content = document(comparison)
    text = json_document.text(content)
    contents: dict[Path, bytes] = {}
    if csv:
        contents[csv] = table(content).encode()
    if json_file:
        contents[json_file] = text.encode()
    if report:
        contents[report] = html(comparison, datetime.now().astimezone(), command).encode()
    return Made(content, text, report, contents)
