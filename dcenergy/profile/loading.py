"""A profile from its files: read, extended, set, checked, with the origin of every value.

The stages of `load` are the order in which a profile comes about. Until the check it is
a tree whose values know their places; after it, the frozen `Profile`.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from dcenergy.errors import ProfileError
from dcenergy.language import Message
from dcenergy.profile import catalogue
from dcenergy.profile.checking import checked
from dcenergy.profile.fields import Leaf, leaves
from dcenergy.profile.merging import assigned, left_out, merged
from dcenergy.profile.number_files import named, with_numbers
from dcenergy.profile.origins import Given, Origin, note, origin
from dcenergy.profile.problems import refuse
from dcenergy.profile.ranges import ranges
from dcenergy.profile.schema import Profile
from dcenergy.profile.shorthand import is_short, with_halls, written_path
from dcenergy.profile.tree import Node, child, dotted
from dcenergy.profile.yaml_reader import parse, read_text

MAX_CHAIN = 10


@dataclass(frozen=True)
class LoadedProfile:
    """A checked profile, and what its numbers do not say: who wrote them, and how sure they are.

    The tables are keyed by the path as the user wrote it: `it.servers.0.count`.
    """

    profile: Profile
    name: str
    path: Path
    texts: Mapping[str, str]  # by file, the profile itself first
    number_files: tuple[Path, ...]  # whose numbers stand in the profile
    sets: tuple[str, ...]
    leaves: Mapping[str, Leaf]  # every value, with its field: what it means, and in which bounds
    ranges: Mapping[str, tuple[float, float]]
    citations: Mapping[str, str]  # who the profile says gives a number
    origins: Mapping[str, Origin]
    notes: tuple[str, ...]
    sha256: str  # of the resolved profile: the same numbers, the same digest

    def resolve(self, path: str) -> Path:
        """Return the file that the profile names at `path`, beside the profile that names it."""
        return self.folder(path) / str(self.leaves[path].value)

    def folder(self, path: str) -> Path:
        """Return the folder of the file that gives `path`; what the command line sets is of the current one."""
        match self.origins[path]:
            case Given(where):
                return Path(where.file).parent
        return Path()


def load(name_or_path: str, sets: Sequence[str] = ()) -> LoadedProfile:
    """Return the profile in a file, or the shipped one of this name where there is no such file.

    Parameters
    ----------
    sets : `a.b=value` each, as `--set` takes them; later ones win

    Raises
    ------
    ProfileError
        Where it cannot be read or describes what cannot be; the message lists every problem.
    """
    path = locate(name_or_path, Path())
    texts: dict[str, str] = {}
    written = _with_bases(path, texts)
    notes: list[Message] = []
    for assignment in sets:
        former, written = written, assigned(written, assignment)
        if gone := left_out(former, written, assignment):
            notes.append(
                Message(
                    "--set {assignment} leaves out what goes with the former choice: {keys}.",
                    assignment=assignment,
                    keys=", ".join(gone),
                )
            )
    return _resolved(written, path, texts, tuple(sets), tuple(notes))


def locate(name_or_path: str, folder: Path) -> Path:
    """Return the file of a profile: against `folder`, with or without .yaml, else a shipped name.

    Raises
    ------
    ProfileError
        Where there is none.
    """
    beside = folder / name_or_path
    for path in (beside, Path(f"{beside}{catalogue.SUFFIX}")):
        if os.path.exists(path) and not os.path.isdir(path):
            return path
    if os.path.isdir(beside) and name_or_path not in catalogue.names():
        raise ProfileError(f"{beside}: is a folder; name a file in it")
    return catalogue.find(name_or_path)


def _with_bases(path: Path, texts: dict[str, str], chain: tuple[Path, ...] = ()) -> Node:
    """Return the tree of a file over those of the files it extends, and keep their texts."""
    file = str(path)
    texts[file] = read_text(path)
    root = parse(texts[file], file)
    if not isinstance(root.value, Mapping):
        rule = "is empty" if root.value is None else "must be a section of `key: value` lines"
        raise ProfileError(f"{root.where}: {rule}; begin with `name: ...`, or with `extends: ...`")
    extends = child(root, "extends")
    if extends is None:
        return root
    own = Node({key: node for key, node in root.value.items() if key != "extends"}, root.where)
    return merged(_with_bases(_base(extends, path, (*chain, path)), texts, (*chain, path)), own)


def _base(extends: Node, path: Path, chain: tuple[Path, ...]) -> Path:
    if not isinstance(extends.value, str):
        raise ProfileError(f"{extends.where}: extends: must be the name or the path of one profile")
    try:
        base = locate(extends.value, path.parent)
    except ProfileError as fault:
        raise ProfileError(f"{extends.where}: extends: {fault}") from fault
    names = " -> ".join(str(each) for each in (*chain, base))
    if os.path.realpath(base) in map(os.path.realpath, chain):
        raise ProfileError(f"{extends.where}: extends: runs in a circle: {names}; remove one `extends`")
    if len(chain) > MAX_CHAIN:
        raise ProfileError(f"{extends.where}: extends: more than {MAX_CHAIN} in a chain: {names}; shorten it")
    return base


def _resolved(
    written: Node, path: Path, texts: Mapping[str, str], sets: tuple[str, ...], said: tuple[Message, ...]
) -> LoadedProfile:
    short = is_short(written)
    parted = with_halls(written)
    tree = with_numbers(parted)
    profile, problems = checked(Profile, tree)
    refuse([replace(problem, path=written_path(problem.path, short)) for problem in problems])
    assert profile is not None
    spread = {dotted(written_path(each.path, short)): each for each in ranges(tree)}
    cited = {name: each.source for name, each in spread.items() if each.source}
    values = {dotted(written_path(leaf.path, short)): leaf for leaf in leaves(profile)}
    return LoadedProfile(
        profile=profile,
        name=_name(path),
        path=path,
        texts=texts,
        number_files=tuple(named(parted)),
        sets=sets,
        leaves=values,
        ranges={name: each.low_high for name, each in spread.items() if each.bounds},
        citations=cited,
        origins={name: origin(leaf, tree) for name, leaf in values.items()},
        notes=said + tuple(words for name, leaf in values.items() for words in note(leaf, name, cited.get(name))),
        sha256=digest(profile),
    )


def _name(path: Path) -> str:
    shipped = catalogue.folder()
    return path.relative_to(shipped).with_suffix("").as_posix() if path.is_relative_to(shipped) else path.stem


def digest(profile: Profile) -> str:
    """Return the SHA-256 of a profile's values: no path, comment or order of keys changes it."""
    values = profile.model_dump(mode="json")
    canonical = json.dumps(values, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return hashlib.sha256(canonical.encode()).hexdigest()
