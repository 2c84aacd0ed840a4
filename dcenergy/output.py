"""Files written whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

from dcenergy.errors import OutputError


def write_whole(contents: Mapping[Path, bytes]) -> None:
    """Write every content to a temporary file beside its path, then rename all into place.

    Raises
    ------
    OutputError
        Where one cannot be written; then none is.
    """
    staged: dict[Path, str] = {}
    try:
        for path, content in contents.items():
            staged[path] = _stage(path, content)
        for path, temporary in staged.items():
            os.replace(temporary, path)
    except OSError as fault:
        raise OutputError(f"{path}: cannot be written ({fault.strerror}); name another place") from fault
    finally:
        for temporary in staged.values():
            if os.path.exists(temporary):
                os.unlink(temporary)


def _stage(path: Path, content: bytes) -> str:
    if path.is_dir():
        raise OutputError(f"{path}: is a folder; name a file")
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:100]}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        os.chmod(temporary, 0o666 & ~_umask())
    except OSError:
        os.unlink(temporary)
        raise
    return temporary


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
