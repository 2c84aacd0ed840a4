"""Tables as an Excel workbook: numbers as numbers, text as text whatever it begins with."""

from __future__ import annotations

import io
import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from dcenergy.cells import FORMULA
from dcenergy.errors import OutputError
from dcenergy.language import told
from dcenergy.printable import printable
from dcenergy.report.figures import Value

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

LONGEST = 32_767
"""Letters that a cell of Excel holds."""

ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 (2.2) cannot write: control characters, halves of letters, U+FFFE and U+FFFF."""

WHOLE, SHARE, TIDY = "#,##0", "0.0%", "#,##0.####"
WIDEST = 80


@dataclass(frozen=True)
class Column:
    """The head of a column; `form` is the number format of its cells, in Excel's own language."""

    name: str
    width: float = 12.0
    form: str = TIDY


@dataclass(frozen=True)
class Shown:
    """A number with a format of its own."""

    value: Value
    form: str


Cell = Value | Shown


@dataclass(frozen=True)
class Sheet:
    """One table: names in its first row, which stays in sight as do its `frozen` first columns."""

    name: str
    columns: tuple[Column, ...]
    rows: Iterable[Sequence[Cell]]
    frozen: int = 1
    total: bool = False  # whether the last row sums the others


def written(sheets: Iterable[Sheet], title: str, written_at: datetime) -> bytes:
    """Return the tables as a workbook; the same tables and time give the same bytes.

    Raises
    ------
    OutputError
        Where no writer is installed.
    """
    try:
        from xlsxwriter.workbook import Workbook
    except ImportError as missing:
        raise OutputError("a workbook needs XlsxWriter; pip install 'dcenergy[xlsx]'") from missing
    content = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(content, options) as book:
        book.set_properties(
            {
                "title": text(title)[:255],
                "comments": "dcenergy",
                "created": written_at.astimezone(UTC).replace(tzinfo=None),
            }
        )
        styles = _Styles(book)
        for sheet in sheets:
            _add(book, sheet, styles)
    return content.getvalue()


class _Styles:
    """The formats of a workbook, each made once."""

    def __init__(self, book: Workbook) -> None:
        self.book = book
        self.made: dict[tuple[str, bool, bool], Format] = {}

    def of(self, form: str, bold: bool = False, literal: bool = False) -> Format:
        """Return a format: of numbers, bold or not, of text that Excel is never to read as a formula."""
        key = (form, bold, literal)
        if key not in self.made:
            wanted = {"num_format": form, "bold": bold, "valign": "top", "quote_prefix": literal}
            self.made[key] = self.book.add_format(wanted)
        return self.made[key]


def _add(book: Workbook, sheet: Sheet, styles: _Styles) -> None:
    page = book.add_worksheet(sheet.name)
    head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "bottom"})
    for at, column in enumerate(sheet.columns):
        page.set_column(at, at, min(column.width, WIDEST))
        page.write_string(0, at, text(column.name), head)
    page.freeze_panes(1, sheet.frozen)
    rows = list(sheet.rows)
    for down, row in enumerate(rows, 1):
        last = sheet.total and down == len(rows)
        for at, (cell, column) in enumerate(zip(row, sheet.columns, strict=True)):
            shown = cell if isinstance(cell, Shown) else Shown(cell, column.form)
            _write(page, down, at, shown, last, styles)
    if rows:
        page.autofilter(0, 0, len(rows) - sheet.total, len(sheet.columns) - 1)


def _write(page: Worksheet, down: int, at: int, cell: Shown, bold: bool, styles: _Styles) -> None:
    """Write a cell as what it is; unknown is empty."""
    match cell.value:
        case None | "":
            return
        case bool():
            page.write_boolean(down, at, cell.value, styles.of("General", bold))
        case int() | float():
            if not math.isfinite(cell.value):
                raise ValueError(f"{page.get_name()}: row {down}, column {at} is {cell.value}")
            page.write_number(down, at, cell.value, styles.of(cell.form, bold))
        case str():
            written = text(cell.value)
            page.write_string(down, at, written, styles.of("General", bold, literal=written.startswith(FORMULA)))


def text(value: str) -> str:
    r"""Return text in the reader's language as a cell can hold it: what XML cannot write is replaced, the rest cut.

    >>> text("a\x00b"), len(text("x" * 40_000))
    ('a\ufffdb', 32767)
    """
    legal = printable(ILLEGAL.sub("\N{REPLACEMENT CHARACTER}", told(value)))
    return legal if len(legal) <= LONGEST else legal[: LONGEST - 1] + "…"
