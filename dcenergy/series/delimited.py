"""The table of a text file: columns between commas, semicolons, tabs or bars, under the names of its columns."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from dcenergy.errors import SeriesError, Where, nearest
from dcenergy.printable import excerpt, shortened
from dcenergy.series.raw_text import SPREADSHEET_HINT

Ints = NDArray[np.int64]

SEPARATORS = ",;\t|"
MISSING = ("", "-", "--", "na", "n/a", "n/e", "nan", "null", "none", "#n/a", "<na>")
"""Cells without a value, in lower case."""

HEADER_SOUGHT_IN = 60
"""Lines in which the names of columns are looked for."""

COMMENT = "#"


@dataclass(frozen=True)
class Column:
    """The cells of one column as text, empty where there is no value, each with its line in the file."""

    file: str
    name: str
    cells: Sequence[str]
    lines: Ints

    def where(self, row: int) -> Where:
        """Return where a cell stands."""
        return Where(self.file, int(self.lines[row]))


@dataclass(frozen=True)
class Table:
    """The rows under the names of the columns."""

    file: str
    names: tuple[str, ...]
    rows: Sequence[Sequence[str]]
    lines: Ints
    header: int | None = None  # line of the names, where there are any

    def column(self, name: str) -> Column:
        """Return one column.

        Raises
        ------
        SeriesError
            Where no column, or more than one, is called so.
        """
        where = Where(self.file, self.header or 1)
        if self.names.count(name) > 1:
            raise SeriesError(
                f"{where}: {self.names.count(name)} columns are called `{name}`; give them different names"
            )
        if name not in self.names:
            raise SeriesError(f"{where}: no column `{name}`; {_meant(name, self.names)}")
        return self.at(self.names.index(name))

    def at(self, index: int) -> Column:
        """Return the column at a position."""
        cells = [row[index].strip() for row in self.rows]
        texts = ["" if cell.lower() in MISSING else cell for cell in cells]
        return Column(self.file, self.names[index], texts, self.lines)


def header(text: str, number: int | None = None) -> list[str]:
    """Return the names in a line; None: the first.

    >>> header("time;temp_c")
    ['time', 'temp_c']
    """
    lines = text.split("\n", HEADER_SOUGHT_IN)
    first = 2 if SPREADSHEET_HINT.match(lines[0]) and len(lines) > 1 else 1
    return fields(lines[(number or first) - 1])


def fields(line: str, delimiter: str | None = None) -> list[str]:
    """Return the cells of a line; the whole line as one where it cannot be parted.

    >>> fields('a; "b;c" ;')
    ['a', 'b;c', '']
    """
    reader = csv.reader([line], delimiter=delimiter or separator(line), skipinitialspace=True)
    try:
        return [cell.strip() for cell in next(reader, [])]
    except csv.Error:
        return [line]


def separator(line: str) -> str:
    """Return what separates the fields of a line: of comma, semicolon, tab and bar the most frequent.

    >>> separator("time;T, degC;RH")
    ';'
    """
    return max(SEPARATORS, key=line.count)


def line_of(text: str, names: Iterable[str]) -> int | None:
    """Return the line that has all of `names`, where there is one near the top."""
    wanted = set(names)
    for number, line in enumerate(text.split("\n", HEADER_SOUGHT_IN)[:HEADER_SOUGHT_IN], start=1):
        if wanted <= set(fields(line)):
            return number
    return None


def table(path: Path, text: str, wanted: Sequence[str]) -> Table:
    """Return the table whose names of columns hold all of `wanted`; lines above it are passed over.

    Raises
    ------
    SeriesError
        Where a wanted column is not there, or is there twice, or a line has another number of fields.
    """
    lines = text.split("\n")
    top = line_of(text, wanted) or (2 if SPREADSHEET_HINT.match(lines[0]) else 1)
    names = tuple(fields(lines[top - 1]))
    found = Table(str(path), names, (), np.empty(0, dtype=np.int64), top)
    for name in wanted:
        found.column(name)
    return rows(path, lines, top, names, separator(lines[top - 1]))


def rows(
    path: Path, lines: Sequence[str], top: int, names: tuple[str, ...], delimiter: str, header: int | None = -1
) -> Table:
    """Return the rows that follow line `top`, each with as many fields as there are names."""
    reader = csv.reader(lines[top:], delimiter=delimiter, skipinitialspace=True)
    kept: list[list[str]] = []
    numbers: list[int] = []
    line = top + 1
    try:
        for row in reader:
            if row and not row[0].startswith(COMMENT):
                kept.append(row if len(row) == len(names) else _fitted(Where(str(path), line), row, len(names)))
                numbers.append(line)
            line = reader.line_num + top + 1
    except csv.Error as fault:
        raise SeriesError(
            f"{Where(str(path), line)}: cannot be read as CSV ({fault}); is a quote left open?"
        ) from fault
    return Table(str(path), names, kept, np.array(numbers, dtype=np.int64), top if header == -1 else header)


def _meant(name: str, names: Sequence[str]) -> str:
    """Say which column may have been meant, or which there are, as far as a message repeats them."""
    said = nearest(name, map(shortened, filter(None, names)))
    return said if said.startswith("did you mean") else f"known are: {shortened(', '.join(sorted(names)))}"


def _fitted(where: Where, row: list[str], width: int) -> list[str]:
    """Return a row without empty fields past the last column; refuse one of another length."""
    if not any(row[width:]) and len(row) > width:
        return row[:width]
    advice = "is the file cut off?"
    if len(row) > width:
        advice = (
            "are the decimals written with commas? Then separate the columns by semicolons, or write 12.5 for 12,5"
        )
    raise SeriesError(f"{where}: has {len(row)} fields, and the first line names {width} columns; {advice}")


LOOKS_LIKE_VALUE = re.compile(r"[-+]?[.,' ]*\d[\d.,' ]*([eE][-+]?\d+)?%?|\d{1,4}[-/.: ]\d.*|\d{8}.*")
"""A number, a date or a time, and no name."""

SAMPLED_LINES = 200


def any_table(path: Path, text: str) -> Table:
    """Return the table of a file whose columns nobody names: with a header or without one.

    The separator is what parts the lines into most fields of one number. The rows are from the first line of the
    longest run of lines with a value to the last; the names stand above them. Comments (#) and what stands above the
    names are passed over, a row of units is joined to the names.

    Raises
    ------
    SeriesError
        Where there are no values, or a line among the rows has none.
    """
    lines = text.split("\n")
    delimiter, width = _form(lines)
    cells = [_split(line, delimiter) if line.strip() else [] for line in lines]
    first, last = _block(path, cells)
    above = [at for at in range(first) if any(cells[at])]
    named = [at for at in above if [cell for cell in cells[at] if cell] and len(cells[at]) >= width]
    names, top = _names(cells, named, width), (named[-1] + 1 if named else None)
    sought = range(next(at for at in range(last + 1) if _has_value(cells[at])) if width == 1 else first, last + 1)
    for at in sought:
        if any(cells[at]) and not _has_value(cells[at]) and not lines[at].startswith(COMMENT):
            raise SeriesError(f"{Where(str(path), at + 1)}: must hold a number, got {excerpt(lines[at].strip())}")
    if delimiter is None:
        kept = [at for at in range(first, last + 1) if any(cells[at]) and not lines[at].startswith(COMMENT)]
        return Table(str(path), names, [cells[at] for at in kept], np.array(kept, dtype=np.int64) + 1, top)
    return rows(path, lines[: last + 1], first, names, delimiter, top)


def _split(line: str, delimiter: str | None) -> list[str]:
    if delimiter is None:
        return [line.strip().strip('"')]
    return fields(line, delimiter)


def _form(lines: Sequence[str]) -> tuple[str | None, int]:
    """Return the separator, None where lines are one cell, and the number of columns."""
    full = [line for line in lines if line.strip()]
    sample = full[len(full) // 2 :][:SAMPLED_LINES] or full
    best: tuple[str | None, int] = None, 1
    for delimiter in ";\t|,":
        counts = Counter(len(_split(line, delimiter)) for line in sample)
        width, often = counts.most_common(1)[0] if counts else (1, 0)
        if width > best[1] and often > 0.9 * len(sample) and not _is_decimal(delimiter, width, full):
            best = delimiter, width
    return best


def _is_decimal(delimiter: str, width: int, lines: Sequence[str]) -> bool:
    """Whether commas that seem to part two columns stand in decimals: no header has one, and nothing counts up."""
    if delimiter != "," or width != 2:
        return False
    numbers = [line for line in lines if re.fullmatch(r"\s*[-+]?[\d.]*\d,\d+\s*", line)]
    heads = [line for line in lines[:HEADER_SOUGHT_IN] if LOOKS_LIKE_VALUE.fullmatch(line.strip()) is None]
    firsts = [line.split(",")[0].strip() for line in numbers[:9]]
    counts_up = any(firsts == [str(at + start) for at in range(len(firsts))] for start in (0, 1))
    return len(numbers) > 0.9 * len(lines) and not any("," in line for line in heads) and not counts_up


def _has_value(cells: Sequence[str]) -> bool:
    return any(LOOKS_LIKE_VALUE.fullmatch(cell) or (cell and cell.lower() in MISSING) for cell in cells)


def _block(path: Path, cells: Sequence[Sequence[str]]) -> tuple[int, int]:
    """Return the first line of the longest run with values, and the last line with one."""
    best, length, start, run = 0, 0, 0, 0
    last = -1
    for at, row in enumerate(cells):
        if not any(row) or row[0].startswith(COMMENT):
            continue
        if not _has_value(row):
            run = 0
            continue
        start = at if run == 0 else start
        run, last = run + 1, at
        if run > length:
            best, length = start, run
    if last < 0:
        raise SeriesError(f"{path}: holds no numbers; give one number per hour, under the name of its column")
    return best, last


def _names(cells: Sequence[Sequence[str]], named: Sequence[int], width: int) -> tuple[str, ...]:
    if not named:
        return tuple("" for _ in range(width))
    own = [cell.lstrip(f"{COMMENT} ") for cell in cells[named[-1]][:width]]
    if len(named) > 1 and named[-2] == named[-1] - 1 and len(cells[named[-2]]) == len(cells[named[-1]]):
        upper = cells[named[-2]]
        return tuple(f"{over} [{under}]" if under else over for over, under in zip(upper, own, strict=False))[:width]
    return tuple(own)
