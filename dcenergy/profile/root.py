"""What a profile may name: files below its root, shipped ones, and what the command line allows.

A profile may come from somebody else. What it names (bases, weather, normals, hourly files, its baseline) lies
within its root, links resolved: else a profile could have any file of the machine read, and parts of it told. What
the user types is the user's own, wherever it lies.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path

from dcenergy.errors import ProfileError, Where
from dcenergy.profile import catalogue
from dcenergy.profile.tree import Node, folder
from dcenergy.weather import own_normals

VARIABLE = "DCENERGY_ROOT"
MARKERS = (".dcenergy-root", ".git")
"""What makes a folder the root of a project."""

FILE_KEYS = ("file", "normals")
"""Keys of a profile whose value is the name of a file; normals may be those of a shipped place, too."""

LONGEST_NAME = 255
"""Letters; what is longer is neither looked for nor repeated."""

_ALL_ALLOWED: ContextVar[bool] = ContextVar("all_allowed", default=False)


@contextmanager
def everything_allowed(allowed: bool = True) -> Iterator[None]:
    """Let profiles name files anywhere until the block ends, as `--allow-outside` does."""
    before = _ALL_ALLOWED.set(allowed)
    try:
        yield
    finally:
        _ALL_ALLOWED.reset(before)


@dataclass(frozen=True)
class Root:
    """The folders below which a profile may name files, links resolved; the first is its project's."""

    folders: tuple[Path, ...]

    def admit(self, path: Path, named: str, where: Where, key: str) -> None:
        """Refuse a file outside, whether it is there or not; what is typed on the command line has no line.

        Raises
        ------
        ProfileError
            Where `path`, its links resolved, lies below none of the folders.
        """
        if where.line is None:
            return
        if len(named) > LONGEST_NAME:
            raise ProfileError(f"{where}: {key}: has {len(named):,} letters, no name of a file; name a file")
        if self.holds(path):
            return
        raise ProfileError(
            f"{where}: {key}: {named} lies outside the project ({self.folders[0]}); move the file into it, or pass "
            f"--allow-outside or set {VARIABLE} to the folder where you trust this profile"
        )

    def admit_all(self, tree: Node) -> None:
        """Refuse every file outside that the tree of a profile names, before any is read."""
        for key, named in _files(tree):
            self.admit(folder(named.where) / str(named.value), str(named.value), named.where, key)

    def holds(self, path: Path) -> bool:
        """Say whether a file may be named."""
        real = Path(os.path.realpath(path))
        return _ALL_ALLOWED.get() or any(real.is_relative_to(each) for each in self.folders)


def root_of(profile: Path) -> Root:
    """Return the root of a profile that the user names.

    It is the highest of the profile's own folder, the current folder where the profile lies below it, and the
    nearest folder above the profile with one of `MARKERS`; beside it the shipped profiles and $DCENERGY_ROOT count.
    """
    own = Path(os.path.realpath(profile.parent))
    above = (own, *own.parents)
    marked = (each for each in above if any(_is_marker(each / name) for name in MARKERS))
    candidates = [own, _current(), next(marked, own)]
    highest = min((each for each in candidates if each in above), key=lambda each: len(each.parts))
    return Root((highest, Path(os.path.realpath(catalogue.folder())), *_told()))


def refuse_links_out(profiles: Iterable[Path]) -> None:
    """Refuse profiles that nobody typed, found in a folder, where they are links to outside of their project.

    Raises
    ------
    ProfileError
        Where one leads outside.
    """
    for path in profiles:
        root = root_of(path)
        if not root.holds(path):
            raise ProfileError(
                f"{Where(str(path))}: is a link out of the project ({root.folders[0]}); name the file itself, or "
                "pass --allow-outside"
            )


def _current() -> Path | None:
    """Return the current folder; None where it was removed meanwhile."""
    try:
        return Path(os.path.realpath("."))
    except FileNotFoundError:
        return None


def _told() -> Iterator[Path]:
    """Yield the folders that the user's environment adds."""
    for each in os.environ.get(VARIABLE, "").split(os.pathsep):
        if each:
            yield Path(os.path.realpath(each))


def _is_marker(path: Path) -> bool:
    """Say whether a marker is there and the user's own: in a shared folder anybody can leave one."""
    try:
        found = path.lstat()
    except OSError:
        return False
    return not hasattr(os, "geteuid") or found.st_uid == os.geteuid()


def _files(node: Node, key: str = "", named: bool = False) -> Iterator[tuple[str, Node]]:
    """Yield every file that a tree names, with its dotted key: all text below one of `FILE_KEYS`."""
    match node.value:
        case str() if named:
            yield key, node
        case Mapping():
            for step, below in node.value.items():
                place = step == "normals" and not own_normals.is_file(str(below.value))
                path = f"{key}.{step}" if key else step
                yield from _files(below, path, named or (step in FILE_KEYS and not place))
        case tuple():
            for index, below in enumerate(node.value):
                yield from _files(below, f"{key}.{index}", named)
