"""The files of a run: all made first, then all written, each whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from dcenergy.output import encoded, write_whole
from dcenergy.report import json_document
from dcenergy.report.outputs import STANDARD_OUTPUT, Outputs
from dcenergy.study.assess import Assessment
from dcenergy.study.case import Case
from dcenergy.study.notes import notes


@dataclass(frozen=True, eq=False)
class Made:
    """What a run has to show, and the content of the files it was asked for."""

    document: Mapping[str, Any]
    contents: Mapping[Path, bytes]
    printed: str | None = None  # what standard output holds, and nothing else

    def write(self) -> None:
        """Write every file, or none.

        Raises
        ------
        OutputError
            Where one cannot be written.
        """
        write_whole(self.contents)


def made(document: Mapping[str, Any], contents: dict[Path, bytes]) -> Made:
    """Part what is printed from what is written."""
    printed = contents.pop(STANDARD_OUTPUT, None)
    return Made(document, contents, None if printed is None else printed.decode())


def now() -> datetime:
    """Return the time in the user's zone; in UTC where the zone is further from it than a day has hours."""
    time = datetime.now(UTC)
    try:
        return time.astimezone()
    except (ValueError, OverflowError):
        return time


def make(case: Case, assessment: Assessment, outputs: Outputs, command: str) -> Made:
    """Make the content of every file asked for; nothing is written yet."""
    outputs.spare(case.files)
    words = notes(case, assessment)
    document = json_document.document(assessment, case.loaded.sha256, words)
    if outputs.json:
        from dcenergy.report import inputs_document, shown_document

        document |= shown_document.shown(assessment)
        document |= inputs_document.inputs(assessment, case.loaded, case.baseline)
    written_at = now()
    contents: dict[Path, bytes] = {}
    if outputs.json:
        contents[outputs.json] = encoded(json_document.text(document))
    if outputs.hourly:
        from dcenergy.report import hourly_table

        contents[outputs.hourly] = hourly_table.content(assessment.design, outputs.hourly)
    if outputs.report:
        from dcenergy.report import render

        page = render.html(assessment, case.loaded, written_at, command, words, outputs.explorer, case.baseline)
        contents[outputs.report] = encoded(page)
    if outputs.pdf:
        from dcenergy.report import pdf, render

        page = render.html(assessment, case.loaded, written_at, command, words, baseline=case.baseline)
        contents[outputs.pdf] = pdf.printed(page, outputs.pdf)
    if outputs.xlsx:
        from dcenergy.report import sheets, workbook

        tables = sheets.sheets(case, assessment, document, written_at, command)
        contents[outputs.xlsx] = workbook.written(tables, assessment.design.profile.name, written_at)
    if outputs.markdown:
        from dcenergy.report import markdown

        summary = markdown.summary(assessment, case.loaded, words, written_at, command)
        contents[outputs.markdown] = encoded(summary)
    return made(document, contents)
