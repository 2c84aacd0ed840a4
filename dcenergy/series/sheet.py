"""A table as spreadsheets write it: cells by the name of their column, each knowing where it stands."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from dcenergy.errors import SeriesError, Where
from dcenergy.printable import excerpt, shortened
from dcenergy.series import delimited, raw_text

NUMBER = re.compile(r"[-+]?(\d+(\.\d*)?|\.\d+)([eE][-+]?\d+)?", re.ASCII)


@dataclass(frozen=True)
class Cell:
    """What a cell says, and where."""

    text: str
    where: Where


@dataclass(frozen=True)
class Sheet:
    """The rows under a head; cells that are empty are left away."""

    head: Mapping[str, Where]
    rows: tuple[Mapping[str, Cell], ...]
    lines: tuple[Where, ...]  # of the rows
    decimal_comma: bool  # is one possible?

    def number(self, cell: Cell) -> str | None:
        """Return a cell's number with a point; None where it is none."""
        is_comma = self.decimal_comma and cell.text.count(",") == 1 and "." not in cell.text
        text = cell.text.replace(",", ".") if is_comma else cell.text
        return text if NUMBER.fullmatch(text) else None


def sheet(path: Path, content: bytes) -> Sheet:
    """Return the table in a file whose `content` was read from `path`.

    Raises
    ------
    SeriesError
        Where it is not a table: no text, a name twice, cells without a column.
    """
    lines = [(number, line) for number, line in enumerate(_text(path, content).splitlines(), 1)]
    tables = [
        (number, line)
        for number, line in lines
        if line.strip(f" {delimited.SEPARATORS}") and not raw_text.SPREADSHEET_HINT.match(line)
    ]
    if not tables:
        raise SeriesError(f"{path}: is empty; the names of the columns and twelve months belong here")
    (top, line), *below = tables
    delimiter = delimited.separator(line)
    head: dict[str, Where] = {}
    for column, name in _cells(Where(str(path), top), line, delimiter):
        where = Where(str(path), top, column)
        if name in head:
            raise SeriesError(f"{where}: the column `{shortened(name)}` stands twice; remove one")
        head[name or f" {column}"] = where
    rows = [
        _row(Where(str(path), number), list(head), _cells(Where(str(path), number), line, delimiter))
        for number, line in below
    ]
    return Sheet(
        {name: where for name, where in head.items() if not name.startswith(" ")},
        tuple(rows),
        tuple(Where(str(path), number) for number, _ in below),
        decimal_comma=delimiter != ",",
    )


def _row(line: Where, names: list[str], cells: list[tuple[int, str]]) -> Mapping[str, Cell]:
    found = {}
    for at, (column, text) in enumerate(cells):
        where = Where(line.file, line.line, column)
        if text and (at >= len(names) or names[at].startswith(" ")):
            raise SeriesError(
                f"{where}: {excerpt(text)} stands under no column's name; name it, or is a number's point a comma?"
            )
        if text:
            found[names[at]] = Cell(text, where)
    return found


def _cells(where: Where, line: str, delimiter: str) -> list[tuple[int, str]]:
    """Part a line: the character at which each cell begins, and its text without quotes and spaces."""
    cell = re.compile(rf'[ ]*(?:"((?:[^"]|"")*)"[ ]*|([^" {delimiter}][^{delimiter}]*)?)(?:{re.escape(delimiter)}|$)')
    found: list[tuple[int, str]] = []
    at = 0
    while at <= len(line):
        match = cell.match(line, at)
        if match is None:
            raise SeriesError(f"{Where(where.file, where.line, at + 1)}: a quote that does not close; mend the cell")
        quoted, plain = match.groups()
        found.append((at + 1, (plain or "" if quoted is None else quoted.replace('""', '"')).strip()))
        if match.end() == len(line) and not line[at:].endswith(delimiter):
            break
        at = max(match.end(), at + 1)
    return found


def _text(path: Path, content: bytes) -> str:
    plain = raw_text.plain(path, content)
    try:
        return plain.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = plain[: fault.start].count(b"\n") + 1
        raise SeriesError(
            f"{Where(str(path), line)}: is not UTF-8; save the sheet as CSV UTF-8, so that names come out right"
        ) from fault
