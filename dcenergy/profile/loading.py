"""A profile from its files: read, extended, set, checked, with the origin of every value.

The stages of `load` are the order in which a profile comes about. Until the check it is
a tree whose values know their places; after it, the frozen `Profile`.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from dcenergy.errors import ProfileError
from dcenergy.language import Message
from dcenergy.profile import catalogue, prices
from dcenergy.profile.blame import blamed
from dcenergy.profile.checking import checked
from dcenergy.profile.fields import Leaf, leaves
from dcenergy.profile.merging import assigned, left_out, merged
from dcenergy.profile.number_files import named, with_numbers
from dcenergy.profile.origins import Given, Origin, origin
from dcenergy.profile.plausible import mistaken, note
from dcenergy.profile.problems import Problem, refuse
from dcenergy.profile.ranges import ranges
from dcenergy.profile.root import Root, root_of
from dcenergy.profile.schema import Profile
from dcenergy.profile.shorthand import is_short, with_halls, written_path
from dcenergy.profile.sizes import sized
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
    root: Root  # of the files that it may name
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
        """Return the file that the profile names at `path`, beside the profile that names it.

        Raises
        ------
        ProfileError
            Where it lies outside the root.
        """
        named = str(self.leaves[path].value)
        file = self.folder(path) / named
        match self.origins[path]:
            case Given(where):
                self.root.admit(file, named, where, path)
        return file

    def folder(self, path: str) -> Path:
        """Return the folder of the file that gives `path`; what the command line sets is of the current one."""
        match self.origins[path]:
            case Given(where):
                return Path(where.file).parent
        return Path()


def load(name_or_path: str, sets: Sequence[str] = (), root: Root | None = None) -> LoadedProfile:
    """Return the profile in a file, or the shipped one of this name where there is no such file.

    Parameters
    ----------
    sets : `a.b=value` each, as `--set` takes them; later ones win
    root : of the profile that names this one; None where the user does

    Raises
    ------
    ProfileError
        Where it cannot be read or describes what cannot be; the message lists every problem.
    """
    path = locate(name_or_path, Path())
    root = root or root_of(path)
    texts: dict[str, str] = {}
    trees = [_with_bases(path, texts, root)]
    notes: list[Message] = []
    for assignment in sets:
        trees.append(assigned(trees[-1], assignment))
        if gone := left_out(trees[-2], trees[-1], assignment):
            notes.append(
                Message(
                    "--set {assignment} leaves out what goes with the former choice: {keys}.",
                    assignment=assignment,
                    keys=", ".join(gone),
                ).rated("moves")
            )
    root.admit_all(trees[-1])
    return _resolved(trees, path, root, texts, tuple(sets), tuple(notes))


def locate(name_or_path: str, folder: Path, root: Root | None = None) -> Path:
    """Return the file of a profile: against `folder`, with or without its ending, else a shipped name.

    Parameters
    ----------
    root : of the profile that names it; what lies outside is not there. None where the user does

    Raises
    ------
    ProfileError
        Where there is none.
    """
    beside = folder / name_or_path
    for path in (beside, *(Path(f"{beside}{suffix}") for suffix in catalogue.SUFFIXES)):
        if (root is None or root.holds(path)) and os.path.exists(path) and not os.path.isdir(path):
            return path
    if os.path.isdir(beside) and name_or_path not in catalogue.names():
        raise ProfileError(f"{beside}: is a folder; name a file in it")
    return catalogue.find(name_or_path)


def _with_bases(path: Path, texts: dict[str, str], root: Root, chain: tuple[Path, ...] = ()) -> Node:
    """Return the tree of a file over those of the files it extends, and keep their texts."""
    file = str(path)
    texts[file] = read_text(path)
    tree = parse(texts[file], file)
    if not isinstance(tree.value, Mapping):
        rule = "is empty" if tree.value is None else "must be a section of `key: value` lines"
        raise ProfileError(f"{tree.where}: {rule}; begin with `name: ...`, or with `extends: ...`")
    extends = child(tree, "extends")
    if extends is None:
        return tree
    own = Node({key: node for key, node in tree.value.items() if key != "extends"}, tree.where)
    base = _base(extends, path, root, (*chain, path))
    return merged(_with_bases(base, texts, root, (*chain, path)), own)


def _base(extends: Node, path: Path, root: Root, chain: tuple[Path, ...]) -> Path:
    if not isinstance(extends.value, str):
        raise ProfileError(f"{extends.where}: extends: must be the name or the path of one profile")
    root.admit(path.parent / extends.value, extends.value, extends.where, "extends")
    try:
        base = locate(extends.value, path.parent, root)
    except ProfileError as fault:
        raise ProfileError(f"{extends.where}: extends: {fault}") from fault
    names = " -> ".join(str(each) for each in (*chain, base))
    if os.path.realpath(base) in map(os.path.realpath, chain):
        raise ProfileError(f"{extends.where}: extends: runs in a circle: {names}; remove one `extends`")
    if len(chain) > MAX_CHAIN:
        raise ProfileError(f"{extends.where}: extends: more than {MAX_CHAIN} in a chain: {names}; shorten it")
    return base


def _resolved(
    trees: Sequence[Node],
    path: Path,
    root: Root,
    texts: Mapping[str, str],
    sets: tuple[str, ...],
    said: tuple[Message, ...],
) -> LoadedProfile:
    """Return what the last of `trees` describes; each but the first is the former with one of `sets`."""
    short = is_short(trees[-1])
    parted = with_halls(trees[-1])
    tree, of_files = with_numbers(parted)
    profile, problems = _checked(tree)
    refuse([replace(each, path=written_path(each.path, short)) for each in blamed(problems, trees, sets, _problems)])
    assert profile is not None
    spread = {dotted(written_path(each.path, short)): each for each in ranges(tree)}
    cited = {name: each.source for name, each in spread.items() if each.source}
    every = (prices.priced(sized(leaf, profile), profile.cost) for leaf in leaves(profile))
    values = {dotted(written_path(leaf.path, short)): leaf for leaf in every}
    origins = {name: origin(leaf, tree) for name, leaf in values.items()}
    refuse(list(mistaken(values, origins, cited)))
    return LoadedProfile(
        profile=profile,
        name=_name(path),
        path=path,
        root=root,
        texts=texts,
        number_files=tuple(named(parted)),
        sets=sets,
        leaves=values,
        ranges={name: each.low_high for name, each in spread.items() if each.bounds},
        citations=cited,
        origins=origins,
        notes=said
        + of_files
        + tuple(words for name, leaf in values.items() for words in _notes(name, leaf, profile, cited)),
        sha256=digest(profile),
    )


def _checked(tree: Node) -> tuple[Profile | None, list[Problem]]:
    sourced = {each.path for each in ranges(tree) if each.source}
    return checked(Profile, tree, partial(prices.refused, sourced=sourced))


def _problems(tree: Node) -> list[Problem]:
    return _checked(with_numbers(with_halls(tree))[0])[1]


def _notes(name: str, leaf: Leaf, profile: Profile, cited: Mapping[str, str]) -> Iterator[str]:
    """Yield what is out of the ordinary in a value, in prices by their currency."""
    yield from note(leaf, name, cited.get(name))
    if profile.cost is not None:
        yield from prices.notes(leaf, name, profile.cost.currency)


def _name(path: Path) -> str:
    shipped = catalogue.folder()
    return path.relative_to(shipped).with_suffix("").as_posix() if path.is_relative_to(shipped) else path.stem


def digest(profile: Profile) -> str:
    """Return the SHA-256 of a profile's values: no path, comment or order of keys changes it."""
    values = profile.model_dump(mode="json")
    canonical = json.dumps(values, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return hashlib.sha256(canonical.encode()).hexdigest()
