"""Files written whole or not at all."""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from dcenergy.errors import OutputError

MARK = b'<meta name="generator" content="dcenergy">'
BEGINNING = 4096
"""Bytes of a report in which the mark stands."""


def write_whole(contents: Mapping[Path, bytes]) -> None:
    """Write every content to a temporary file beside its path, then rename all into place.

    A link is followed, and a file that is replaced keeps its mode. What is there and is no file
    (a device, a pipe) is left alone: renaming would put a file in its place.

    Raises
    ------
    OutputError
        Where one cannot be written; then none is.
    """
    staged: dict[Path, str] = {}
    try:
        for path, content in contents.items():
            target = Path(os.path.realpath(path))
            staged[target] = _stage(target, path, content)
        for path, temporary in staged.items():
            os.replace(temporary, path)
    except OSError as fault:
        raise OutputError(f"{path}: cannot be written ({fault.strerror}); name another place") from fault
    finally:
        for temporary in staged.values():
            if os.path.exists(temporary):
                os.unlink(temporary)


def encoded(text: str) -> bytes:
    r"""Return a text as the bytes of a file, UTF-8; of a file's name, bytes that are no text become question marks.

    >>> encoded("d\udcff.yaml")
    b'd?.yaml'
    """
    return text.encode(errors="replace")


def spare(written: Iterable[Path], read: Iterable[Path]) -> None:
    """Refuse an output that would be written over a file that was read.

    Raises
    ------
    OutputError
        Where one of `read` would be lost.
    """
    inputs = set(map(os.path.realpath, read))
    for path in written:
        if os.path.realpath(path) in inputs:
            raise OutputError(f"{path}: is a file that this run reads; name another")


def spare_foreign(path: Path) -> None:
    """Refuse a name that nobody typed where a file is that dcenergy did not write, as `a.html` beside `a.yaml`.

    Raises
    ------
    OutputError
        Where there is one.
    """
    try:
        with open(path, "rb", opener=_without_waiting) as file:
            beginning = file.read(BEGINNING)
    except FileNotFoundError:
        return
    except OSError as fault:
        raise OutputError(f"{path}: cannot be written ({fault.strerror}); name another with --report") from fault
    if MARK not in (beginning or b""):
        raise OutputError(f"{path}: is there, and dcenergy did not write it; name another with --report, or move it")


def _without_waiting(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _stage(target: Path, named: Path, content: bytes) -> str:
    if target.is_symlink():  # although all links were followed
        raise OutputError(f"{named}: is a link that leads back to itself; remove it, or name another file")
    if target.is_dir():
        raise OutputError(f"{named}: is a folder; name a file")
    if target.exists() and not target.is_file():
        raise OutputError(f"{named}: is a device or a pipe; name a file")
    handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name[:100]}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        os.chmod(temporary, _mode(target))
    except BaseException:  # a signal, too
        os.unlink(temporary)
        raise
    return temporary


def _mode(target: Path) -> int:
    """Return the mode of a file that is replaced, else that of any new one."""
    try:
        return stat.S_IMODE(target.stat().st_mode)
    except FileNotFoundError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask
