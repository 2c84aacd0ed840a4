"""Files that are read: real files of a size that their kind can have, never devices, or what has no end."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from dcenergy.errors import DcenergyError, Where

MOST_COLUMNS = 1_000
"""A weather file has some 70, a log of a building's meters some hundred."""

MOST_ROWS = 1_100_000
"""A leap year has 527,040 minutes."""

LONGEST_LINE = 131_072
"""Bytes: the csv module of Python reads no longer field."""

SEPARATORS = (b",", b";", b"\t", b"|")

HANDED_OVER = Path("/dev/fd")
"""Where the shell puts the pipe of another command, as of `dcenergy run <(...)`: the only pipe that is read."""


@dataclass(frozen=True)
class Kind:
    """A kind of file: how large it can be, and how it is refused."""

    fault: type[DcenergyError]
    largest_bytes: int
    missing: str  # what is said where there is none
    advice: str

    def refusal(self, path: Path, words: str) -> DcenergyError:
        """Return what is raised where a file cannot be used."""
        return self.fault(f"{Where(str(path))}: {words}")


def content(path: Path, kind: Kind) -> bytes:
    """Return the bytes of a file.

    Raises
    ------
    DcenergyError
        Where there is no such file, it is a pipe or a device, is too large or cannot be read.
    """
    try:
        with open(path, "rb", opener=_without_waiting) as file:
            data = _read(path, kind, file)
    except FileNotFoundError as missing:
        raise kind.refusal(path, kind.missing) from missing
    except IsADirectoryError as folder:
        raise kind.refusal(path, "is not a file: it is a folder; name a file in it") from folder
    except OSError as unreadable:
        raise kind.refusal(path, f"cannot be read ({unreadable.strerror}); check its permissions") from unreadable
    if len(data) > kind.largest_bytes:  # it grew meanwhile, or has no size, as the files of /proc
        raise _too_large(path, kind, len(data))
    return data


def _read(path: Path, kind: Kind, file: BinaryIO) -> bytes:
    found = os.fstat(file.fileno())
    piped = stat.S_ISFIFO(found.st_mode) and path.parent == HANDED_OVER
    if not stat.S_ISREG(found.st_mode) and not piped:
        raise kind.refusal(path, f"is not a file: it is a pipe or a device; {kind.advice}")
    if found.st_size > kind.largest_bytes:
        raise _too_large(path, kind, found.st_size)
    os.set_blocking(file.fileno(), True)
    return file.read(kind.largest_bytes + 1)


def _too_large(path: Path, kind: Kind, size: int) -> DcenergyError:
    return kind.refusal(path, f"has {size / 1e6:.0f} MB, larger than {kind.largest_bytes:,} bytes; {kind.advice}")


def refuse_large_table(path: Path, data: bytes, kind: Kind) -> None:
    """Refuse a table of too many rows or columns before any of it is parsed.

    Raises
    ------
    DcenergyError
        Where it has more than `MOST_ROWS` lines, or a line more than `MOST_COLUMNS` fields or `LONGEST_LINE` bytes.
    """
    rows = 1 + max(data.count(b"\n"), data.count(b"\r"))
    if rows > MOST_ROWS:
        raise kind.refusal(path, f"has {rows:,} lines, a table has at most {MOST_ROWS:,}; {kind.advice}")
    for number, line in enumerate(data.splitlines(), 1):
        if len(line) < MOST_COLUMNS:
            continue
        columns = 1 + max(map(line.count, SEPARATORS))
        if columns <= MOST_COLUMNS and len(line) > LONGEST_LINE:
            raise kind.fault(
                f"{Where(str(path), number)}: has {len(line):,} bytes in one line, and at most {LONGEST_LINE:,} are "
                "read; give each hour or month a line of its own"
            )
        if columns > MOST_COLUMNS:
            raise kind.fault(
                f"{Where(str(path), number)}: has {columns:,} columns, a table has at most {MOST_COLUMNS:,}; "
                f"{kind.advice}"
            )


def _without_waiting(path: str, flags: int) -> int:
    """Open a pipe that nobody writes to at once, instead of waiting for ever."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0))
