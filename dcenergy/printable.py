r"""Text as it is shown: what commands a terminal, turns the direction of reading or is not seen is written out.

Names of halls, places and files, and words of weather files, are anybody's. An escape sequence in one may fill the
clipboard of whoever prints it, a mark of direction makes text read as what it is not, and letters without a shape
hide what is there. Whatever is shown goes through `printable`, which lets none of them through: it writes the
letter's number in its place, as `\x1b` or `\u202e`.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TextIO, cast

LETTERS = 40
"""Of a file, as an error message repeats them at most."""

_HIDDEN = (
    "\0-\x08\x0b-\x1f\x7f-\x9f"  # controls, but for tab and line feed
    "\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f"
    "\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
    "\u2028\u2029"  # of lines and paragraphs, which some programs break lines at
    "\ufff9-\ufffb"  # annotations between lines
    "\ud800-\udfff"  # halves of characters: bytes of a name that are no text
    "\ufdd0-\ufdef\ufffe\uffff"  # no characters
)
"""The second line is Unicode's Default_Ignorable_Code_Point (DerivedCoreProperties.txt of Unicode 16): nothing of
them is seen, among them all marks of direction."""

HIDDEN = re.compile(f"[{_HIDDEN}]")
HIDDEN_ON_A_LINE = re.compile(f"[{_HIDDEN}\n\t]")


def printable(text: str) -> str:
    r"""Return text with everything hidden written out; tabs and line feeds stay.

    >>> print(printable("Lake\x1b]52;c;cm0=\a"), printable("a\u202eb"), printable("Zürich 东江湖"))
    Lake\x1b]52;c;cm0=\x07 a\u202eb Zürich 东江湖
    """
    return HIDDEN.sub(_written_out, text)


def on_a_line(text: str) -> str:
    r"""Return text with everything hidden written out, and the line feeds and tabs too.

    >>> print(on_a_line("a\nnote: all is well"))
    a\nnote: all is well
    """
    return HIDDEN_ON_A_LINE.sub(_written_out, text)


def shortened(text: str) -> str:
    """Return the beginning of text that a file holds, as an error message may repeat it.

    >>> shortened("temp_c"), shortened("x" * 50) == "x" * 39 + "…"
    ('temp_c', True)
    """
    return on_a_line(text if len(text) <= LETTERS else text[: LETTERS - 1] + "…")


def excerpt(text: str) -> str:
    """Return the same in quotes.

    >>> excerpt("12.5")
    "'12.5'"
    """
    return on_a_line(repr(text if len(text) <= LETTERS else text[: LETTERS - 1] + "…"))


def _written_out(found: re.Match[str]) -> str:
    return found[0].encode("unicode_escape").decode("ascii")


class _Printable:
    """A stream that writes what is hidden out; everything else is its own, but the bytes below it."""

    buffer = None

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        self._stream.write(printable(text))
        return len(text)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


def show(text: str) -> None:
    """Print what was made printable already, as it is."""
    stream = sys.stdout._stream if isinstance(sys.stdout, _Printable) else sys.stdout
    stream.write(text)
    stream.flush()


@contextmanager
def streams() -> Iterator[None]:
    """Let nothing hidden reach the terminal until the block ends, whoever prints it."""
    out, err = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = (cast(TextIO, stream and _Printable(stream)) for stream in (out, err))
    try:
        yield
    finally:
        sys.stdout, sys.stderr = sys.stdout and out, sys.stderr and err  # None: its reader has gone
