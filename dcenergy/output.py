"""Files written whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from dcenergy.errors import OutputError


def write_whole(path: Path, content: bytes) -> None:
    """Write `content` to a temporary file beside `path`, then rename it into place.

    Raises
    ------
    OutputError
        Where the folder is missing, `path` is a folder, or the disk refuses.
    """
    if path.is_dir():
        raise OutputError(f"{path}: is a folder; name a file")
    try:
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as fault:
        raise OutputError(f"{path}: cannot be written ({fault.strerror}); name another place") from fault
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        os.chmod(temporary, 0o666 & ~_umask())
        os.replace(temporary, path)
    except OSError as fault:
        raise OutputError(f"{path}: cannot be written ({fault.strerror}); name another place") from fault
    finally:
        if os.path.exists(temporary):
            os.unlink(temporary)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
