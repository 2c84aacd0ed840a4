"""What is costly to compute and depends on content alone, kept between runs.

An entry is an .npz file, without pickle, never code, that carries the digest of its arrays. It is named after
everything its arrays follow from: the inputs, this version of dcenergy and the code that computes them. So no entry
is ever stale, and the cache may be deleted at any time. What cannot be read, or is not what its reader expects, is
computed anew; a cache that cannot be used costs time and leaves a note; it never fails.

The folder is used only where nobody else can have written to it: `cache_folder` says which that is.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dcenergy import __version__, cache_folder
from dcenergy.errors import OutputError
from dcenergy.language import Message
from dcenergy.output import write_whole

Arrays = dict[str, NDArray[Any]]
"""Arrays by name: of numbers or of text."""

SUFFIX = ".npz"
SEAL = "sha256"
"""The array of an entry that holds the digest of the others."""

LARGEST_ENTRY_BYTES = 20_000_000
"""A year of hours has 0.7 MB, one of an online source 1.4 MB."""

LARGEST_FOLDER_BYTES = 256_000_000
"""Some 350 years of hours; beyond it the oldest entries are removed."""

_UNREADABLE = (OSError, EOFError, ValueError, RuntimeError, MemoryError, LookupError, TypeError, zipfile.BadZipFile)
"""What numpy, zipfile and a reader's own check raise on a damaged entry (NotImplementedError is a RuntimeError)."""

_UNWRITABLE = (OSError, ValueError)
"""What they raise where it cannot be kept: the second where the clock stands before 1980."""


@dataclass(frozen=True)
class Form:
    """What an array of an entry must be: its dtype (`U` is text of any length) and its shape, None for any length."""

    dtype: str
    shape: tuple[int | None, ...]

    def holds(self, array: NDArray[Any]) -> bool:
        """Say whether an array has this form, and no number of it is infinite or missing.

        >>> Form("float64", (None,)).holds(np.ones(3)), Form("float64", (2,)).holds(np.array([1.0, np.nan]))
        (True, False)
        """
        fits = len(array.shape) == len(self.shape) and all(
            wanted in (None, found) for wanted, found in zip(self.shape, array.shape, strict=True)
        )
        if self.dtype == "U":
            return fits and array.dtype.kind == "U"
        return fits and array.dtype == self.dtype and bool(np.isfinite(array).all())


def expect(arrays: Arrays, forms: Mapping[str, Form]) -> None:
    """Refuse arrays of other names or forms.

    Raises
    ------
    ValueError
        Where they are not what `forms` says, or hold numbers that are not finite.
    """
    if arrays.keys() != forms.keys():
        raise ValueError("it holds other arrays")
    for name, form in forms.items():
        if not form.holds(arrays[name]):
            raise ValueError(f"the array {name} is not {form.dtype} of shape {form.shape}, or not finite")


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


def finite(arrays: Arrays) -> None:
    """Refuse arrays with numbers that are not finite.

    Raises
    ------
    ValueError
        Where one has.
    """
    for name, array in arrays.items():
        if array.dtype.kind == "f" and not np.isfinite(array).all():
            raise ValueError(f"the array {name} is not finite")


def recall(
    name: str, compute: Callable[[], Arrays], check: Callable[[Arrays], object] = finite
) -> tuple[Arrays, tuple[str, ...]]:
    """Return the arrays kept under `name`, or compute and keep them; with notes on what the cache could not do.

    Parameters
    ----------
    check : raises where the arrays are not what the caller can use (see `expect`); they are then computed anew
    """
    folder, unusable = cache_folder.usable()
    if folder is None:
        return compute(), unusable
    path = folder / f"{name}{SUFFIX}"
    notes: tuple[str, ...] = ()
    try:
        arrays = _read(path, name)
        check(arrays)
    except (FileNotFoundError, NotADirectoryError):
        pass  # nothing is kept yet
    except _UNREADABLE as fault:
        notes = (
            Message(
                "The cache entry {path} could not be read ({fault}); it was computed anew.",
                path=str(path),
                fault=str(fault),
            ),
        )
    else:
        return arrays, notes
    arrays = compute()
    return arrays, notes + _keep(path, name, arrays)


def _keep(path: Path, name: str, arrays: Arrays) -> tuple[str, ...]:
    """Write an entry and remove the oldest beyond the limit; with a note where that cannot be."""
    try:
        write_whole({path: written(name, arrays)})
        cache_folder.remove_oldest(path.parent, LARGEST_FOLDER_BYTES)
    except (*_UNWRITABLE, OutputError) as fault:
        return (cache_folder.unwritable(str(fault)),)
    return ()


def _read(path: Path, name: str) -> Arrays:
    with cache_folder.opened(path) as file:
        content = file.read(LARGEST_ENTRY_BYTES + 1)
    if len(content) > LARGEST_ENTRY_BYTES:
        raise ValueError(f"it is larger than {LARGEST_ENTRY_BYTES:,} bytes")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if sum(each.file_size for each in archive.infolist()) > LARGEST_ENTRY_BYTES:
            raise ValueError("it is packed, as no entry is")
    with np.load(io.BytesIO(content), allow_pickle=False) as entry:
        arrays = dict(entry)
    if str(arrays.pop(SEAL, "")) != sealed(name, arrays):
        raise ValueError("its digest is not that of its content")
    return arrays


def written(name: str, arrays: Arrays) -> bytes:
    """Return the content of an entry."""
    content = io.BytesIO()
    seal = np.array(sealed(name, arrays))
    np.savez(content, allow_pickle=False, **arrays, **{SEAL: seal})
    return content.getvalue()


def sealed(name: str, arrays: Arrays) -> str:
    """Return the digest of an entry: of its name too, so that none passes for another."""
    parts: list[bytes | str] = [name]
    for key, array in sorted(arrays.items()):
        parts += [key, array.dtype.str, repr(array.shape), array.tobytes()]
    return digest(parts, ())
