"""The profiles that come with dcenergy, by name: `dongjiang-lake`, `base/large-colocation`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from dcenergy import shipped
from dcenergy.errors import ProfileError, nearest

SUFFIX = ".yaml"
EDITOR_LINE = "# yaml-language-server:"


@dataclass(frozen=True)
class Shipped:
    """A shipped profile and what its first comment says of it."""

    name: str
    path: Path
    summary: str


def folder() -> Path:
    """Return the folder of the shipped profiles."""
    return shipped.folder("profiles")


def entries() -> list[Shipped]:
    """Return all shipped profiles, sorted by name; the base profiles come last."""
    paths = sorted(folder().rglob(f"*{SUFFIX}"), key=lambda path: (path.parent != folder(), path))
    return [Shipped(_name(path), path, _summary(path)) for path in paths]


def names() -> list[str]:
    """Return the names of all shipped profiles."""
    return [entry.name for entry in entries()]


def find(name: str) -> Path:
    """Return the file of a shipped profile.

    Raises
    ------
    ProfileError
        Where none has this name.
    """
    paths = {entry.name: entry.path for entry in entries()}
    if name not in paths:
        raise ProfileError(
            f"{name}: there is no such file, nor a shipped profile of this name; {nearest(name, paths)}"
        )
    return paths[name]


def _name(path: Path) -> str:
    return path.relative_to(folder()).with_suffix("").as_posix()


def _summary(path: Path) -> str:
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("#") and not line.startswith(EDITOR_LINE):
            return line.lstrip("# ").rstrip()
        if line.startswith("description:"):
            return line.removeprefix("description:").strip().strip("\"'")
    return ""
