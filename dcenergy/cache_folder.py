"""The folder of the cache: absolute, the user's own, and writable by nobody else.

Whoever can write to the cache can say what a year of weather is. So a folder that others could have written to is
not used at all: that costs time and leaves a note.
"""

from __future__ import annotations

import contextlib
import os
import re
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import BinaryIO

from dcenergy.language import Message

VARIABLE = "DCENERGY_CACHE_DIR"
PRIVATE = 0o700
OTHERS_WRITE = 0o022
ENTRY = re.compile(r"[0-9a-f]{64}\.npz")
"""The name of an entry: a digest."""


def named(environment: Mapping[str, str]) -> Path | None:
    """Return where entries are kept: $DCENERGY_CACHE_DIR, $XDG_CACHE_HOME/dcenergy or ~/.cache/dcenergy.

    None where none of them is set; the home of nobody is no folder, least of all the current one.

    >>> named({"HOME": "/home/me"}), named({"HOME": ""}), named({})
    (PosixPath('/home/me/.cache/dcenergy'), None, None)
    """
    if own := environment.get(VARIABLE):
        return Path(own)
    if shared := environment.get("XDG_CACHE_HOME"):
        return Path(shared) / "dcenergy"
    home = environment.get("HOME" if os.name == "posix" else "USERPROFILE")
    return Path(home) / ".cache" / "dcenergy" if home else None


def usable() -> tuple[Path | None, tuple[str, ...]]:
    """Return the folder, made where it is missing, or None with a note on why none is used."""
    folder = named(os.environ)
    if folder is None:
        return None, (unwritable("there is no home folder"),)
    if not folder.is_absolute():
        return None, (_unused(folder, "the path is not absolute"),)
    try:
        folder.mkdir(mode=PRIVATE, parents=True, exist_ok=True)
        found = folder.stat()
    except OSError as fault:
        return None, (unwritable(f"{folder}: {fault.strerror}"),)
    reason = distrusted(found)
    return (None, (_unused(folder, reason),)) if reason else (folder, ())


def distrusted(found: os.stat_result) -> str:
    """Say why what others may have written is not used; empty where nobody else can have."""
    if not hasattr(os, "geteuid"):  # Windows keeps a user's folders to the user
        return ""
    if found.st_uid != os.geteuid():
        return "it belongs to another user"
    return "others can write to it" if found.st_mode & OTHERS_WRITE else ""


def opened(path: Path) -> BinaryIO:
    """Open an entry for reading.

    Raises
    ------
    OSError
        Where it cannot be opened.
    ValueError
        Where it is a link or no file, or others can have written it.
    """
    number = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    file = os.fdopen(number, "rb")
    found = os.fstat(number)
    reason = distrusted(found) if stat.S_ISREG(found.st_mode) else "it is no file"
    if reason:
        file.close()
        raise ValueError(reason)
    return file


def remove_oldest(folder: Path, largest_bytes: int) -> None:
    """Remove the oldest entries until the others have at most `largest_bytes`; other files do not count, and stay."""
    with os.scandir(folder) as listed:
        entries = [(each.stat(follow_symlinks=False), each.path) for each in listed if ENTRY.fullmatch(each.name)]
    total = 0
    for found, path in sorted(entries, key=lambda entry: entry[0].st_mtime_ns, reverse=True):
        total += found.st_size
        if total > largest_bytes:
            with contextlib.suppress(FileNotFoundError):  # another run was faster
                os.unlink(path)


def unwritable(fault: str) -> Message:
    """Say that nothing is kept."""
    return Message(
        "The cache could not be written ({fault}); set DCENERGY_CACHE_DIR to a folder of yours.", fault=fault
    )


def _unused(folder: Path, reason: str) -> Message:
    return Message(
        "The cache folder {folder} was not used: {reason}. Set DCENERGY_CACHE_DIR to a folder that only you can "
        "write to.",
        folder=str(folder),
        reason=reason,
    )
