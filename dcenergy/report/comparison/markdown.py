"""A short summary of a comparison as Markdown: what was found, the ranking, the notes, how to make it again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from dcenergy import __version__
from dcenergy.language import _
from dcenergy.report.blocks import Head, Notes, RankedRow, Ranking, Section
from dcenergy.report.comparison import naming
from dcenergy.report.comparison.masthead import masthead
from dcenergy.report.comparison.ranked import ranked
from dcenergy.report.comparison.remarks import remarks
from dcenergy.report.comparison.unlike import unlike
from dcenergy.report.markdown import bullets, code, document, named, table, text
from dcenergy.report.sections.reproduce import when
from dcenergy.study.compare import Comparison


def summary(comparison: Comparison, written_at: datetime, command: str) -> str:
    """Return what a comparison found: its ranking, its notes, how to make it again."""
    top, section = masthead(comparison), ranked(comparison)
    designs = (
        named(text(naming.numbered(comparison, i)), f"`{each.loaded.sha256}`")
        for i, each in enumerate(comparison.designs)
    )
    blocks = (
        f"# {text(top.name)}",
        text(top.finding),
        *_notes(unlike(comparison)),
        f"## {text(section.title)}",
        text(section.lead),
        *_ranking(section),
        *_notes(remarks(comparison)),
        f"## {_('How to reproduce')}",
        code(command),
        bullets((named(_("Version"), f"dcenergy {__version__}"), named(_("Written"), when(written_at)), *designs)),
    )
    return document(blocks)


def _ranking(section: Section) -> Iterator[str]:
    for block in section.blocks:
        if isinstance(block, Ranking):
            head = [text(_head(each)) for each in block.head]
            yield table((_("Design"), *head), map(_row, block.rows))
            yield text(block.note)


def _head(head: Head) -> str:
    return _("{name}, {unit}", name=head.name, unit=head.unit) if head.unit else head.name


def _row(row: RankedRow) -> Sequence[str]:
    """Write one design of the ranking, its best figures bold."""
    cells = (f"**{text(cell.text)}**" if cell.best else text(cell.text) for cell in row.cells)
    name = f"{row.number} {text(row.name)}"
    marks = _(", ").join(row.marks)
    return _("{name} ({marks})", name=name, marks=text(marks)) if marks else name, *cells


def _notes(section: Section | None) -> Iterator[str]:
    if section is None:
        return
    yield f"## {text(section.title)}"
    for block in section.blocks:
        if isinstance(block, Notes):
            yield f"### {text(block.title)}"
            yield bullets(map(text, block.items))
