"""The profiles that come with dcenergy, by name: `dongjiang-lake`, `base/large-colocation`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from dcenergy import shipped
from dcenergy.errors import ProfileError, nearest

SUFFIX = ".yaml"
SUFFIXES = (SUFFIX, ".yml")
"""How the files of profiles end: those that are shipped, and those of users."""

GROUPS = {
    "": "Sites and examples",
    "cluster": "The ten clusters of Eastern Data, Western Computing",
    "base": "Designs to extend; set the place, also where one names its own",
}
"""Folders of shipped profiles, in the order in which they are listed, and what each holds."""
EDITOR_LINE = "# yaml-language-server:"


@dataclass(frozen=True)
class Shipped:
    """A shipped profile and what its first comment says of it."""

    name: str
    path: Path
    summary: str

    @property
    def group(self) -> str:
        """Its folder, a key of `GROUPS`."""
        return self.name.rpartition("/")[0]


def folder() -> Path:
    """Return the folder of the shipped profiles."""
    return shipped.folder("profiles")


def entries() -> list[Shipped]:
    """Return all shipped profiles, group by group, sorted by name."""
    found = [Shipped(_name(path), path, _summary(path)) for path in folder().rglob(f"*{SUFFIX}")]
    return sorted(found, key=lambda entry: (list(GROUPS).index(entry.group), entry.name))


def within(folder: Path) -> list[Path]:
    """Return the profiles in a folder, sorted by their names."""
    return sorted(path for path in folder.glob("*") if path.suffix.lower() in SUFFIXES and path.is_file())


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
