"""The files of a run: all made first, then all written, each whole."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from dcenergy.errors import OutputError
from dcenergy.output import write_whole
from dcenergy.profile.loading import LoadedProfile
from dcenergy.report import json_document
from dcenergy.study.assess import Assessment
from dcenergy.study.case import Case
from dcenergy.study.notes import notes


@dataclass(frozen=True, eq=False)
class Made:
    """What a run has to show, and the content of the files it was asked for."""

    document: Mapping[str, Any]
    json_text: str
    report: Path | None
    contents: Mapping[Path, bytes]

    def write(self) -> None:
        """Write every file, or none.

        Raises
        ------
        OutputError
            Where one cannot be written.
        """
        write_whole(self.contents)


def make(
    case: Case, assessment: Assessment, report: Path | None, json_file: Path | None, hourly: Path | None, command: str
) -> Made:
    """Make the content of every file asked for; nothing is written yet."""
    refuse_same_file(report, json_file, hourly)
    refuse_input((loaded for loaded in (case.loaded, case.baseline) if loaded), report, json_file, hourly)
    words = notes(case, assessment)
    document = json_document.document(assessment, case.loaded.sha256, words)
    text = json_document.text(document)
    contents: dict[Path, bytes] = {}
    if hourly:
        from dcenergy.report import hourly_table

        contents[hourly] = hourly_table.content(assessment.design, hourly)
    if json_file:
        contents[json_file] = text.encode()
    if report:
        from dcenergy.report import render

        written_at = datetime.now().astimezone()
        contents[report] = render.html(assessment, case.loaded, written_at, command, words).encode(
            errors="replace"  # the bytes of a file's name that are no text
        )
    return Made(document, text, report, contents)


def refuse_same_file(*paths: Path | None) -> None:
    """Refuse outputs that would overwrite each other."""
    named = [path.resolve() for path in paths if path]
    if len(set(named)) < len(named):
        raise OutputError("two outputs name the same file; give each its own")


def refuse_input(profiles: Iterable[LoadedProfile], *paths: Path | None) -> None:
    """Refuse an output that would overwrite a profile that was read."""
    read = {Path(file).resolve() for loaded in profiles for file in loaded.texts}
    for path in paths:
        if path and path.resolve() in read:
            raise OutputError(f"{path}: is a profile that this run reads; name another file")
