"""What is costly to compute and depends on content alone, kept between runs.

An entry is an .npz file, without pickle, named after everything its arrays follow from: the inputs, this
version of dcenergy and the code that computes them. So no entry is ever stale, and the cache may be
deleted at any time. A cache that cannot be read or written costs time and leaves a note; it never fails.
"""

from __future__ import annotations

import hashlib
import io
import os
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dcenergy import __version__
from dcenergy.errors import OutputError
from dcenergy.language import Message
from dcenergy.output import write_whole

Arrays = dict[str, NDArray[Any]]
"""Arrays by name: of numbers or of text."""

_UNREADABLE = (OSError, EOFError, ValueError, RuntimeError, zipfile.BadZipFile)
"""What numpy and zipfile raise on a damaged .npz (NotImplementedError is a RuntimeError)."""

_UNWRITABLE = (OSError, ValueError)
"""What they raise where it cannot be kept: the second where the clock stands before 1980."""


def folder() -> Path:
    """Return where entries are kept: $DCENERGY_CACHE_DIR, $XDG_CACHE_HOME/dcenergy or ~/.cache/dcenergy."""
    own = os.environ.get("DCENERGY_CACHE_DIR")
    if own:
        return Path(own)
    shared = os.environ.get("XDG_CACHE_HOME")
    return Path(shared if shared else os.path.expanduser("~/.cache")) / "dcenergy"


def digest(inputs: Iterable[bytes | str], code: Iterable[Path]) -> str:
    """Return the name of what `code` (source files) makes of `inputs`.

    >>> digest(["a", "bc"], []) == digest(["ab", "c"], [])
    False
    """
    parts = [__version__, np.__version__, *inputs, *(path.read_bytes() for path in code)]
    sha = hashlib.sha256()
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        sha.update(len(data).to_bytes(8, "big") + data)
    return sha.hexdigest()


def recall(name: str, compute: Callable[[], Arrays]) -> tuple[Arrays, tuple[str, ...]]:
    """Return the arrays kept under `name`, or compute and keep them; with notes on what the cache could not do."""
    path = folder() / f"{name}.npz"
    notes: tuple[str, ...] = ()
    try:
        return _read(path), notes
    except (FileNotFoundError, NotADirectoryError):
        pass  # nothing is kept yet
    except _UNREADABLE as fault:
        notes += (
            Message(
                "The cache entry {path} could not be read ({fault}); it was computed anew.",
                path=str(path),
                fault=str(fault),
            ),
        )
    arrays = compute()
    try:
        _write(path, arrays)
    except (*_UNWRITABLE, OutputError) as fault:
        notes += (
            Message(
                "The cache could not be written ({fault}); set DCENERGY_CACHE_DIR to a folder of yours.",
                fault=str(fault),
            ),
        )
    return arrays, notes


def _read(path: Path) -> Arrays:
    content = io.BytesIO(path.read_bytes())
    with zipfile.ZipFile(content) as archive:
        damaged = archive.testzip()
    if damaged is not None:
        raise zipfile.BadZipFile(f"bad checksum of {damaged}")
    content.seek(0)
    with np.load(content, allow_pickle=False) as entry:
        return dict(entry)


def _write(path: Path, arrays: Arrays) -> None:
    content = io.BytesIO()
    np.savez(content, allow_pickle=False, **arrays)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole({path: content.getvalue()})
