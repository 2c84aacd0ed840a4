"""Which designs a comparison is of: profiles, folders and patterns, varied, and moved to other climates."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from glob import glob
from itertools import product
from pathlib import Path

from dcenergy.errors import ProfileError, Where
from dcenergy.printable import shortened
from dcenergy.profile import catalogue
from dcenergy.profile.root import refuse_links_out
from dcenergy.profile.tree import Plain, plain
from dcenergy.profile.units import unit
from dcenergy.profile.yaml_reader import parse
from dcenergy.supply import local_grid
from dcenergy.weather import places

LONGEST_NAME = 4096
"""Letters of a path, as Linux has it; patterns of more take time without end."""

LIMIT = 50
"""Designs of one comparison: more are a sweep, and no page to read."""

CLUSTER = "cluster/"
"""Folder of the shipped profiles of the ten clusters of Eastern Data, Western Computing, each named by its place."""

WILD = "*?["
LONGEST = 40
"""Letters of a value that a design is named after."""


@dataclass(frozen=True)
class Change:
    """One thing that is changed in a profile: how it is set, and how it is told."""

    assignments: tuple[str, ...]
    words: str
    short: str  # beside others of the same key


@dataclass(frozen=True)
class Asked:
    """One design that was asked for: a profile, and what is changed in it."""

    profile: str
    changes: tuple[Change, ...] = ()

    @property
    def assignments(self) -> tuple[str, ...]:
        """The changes as `--set` takes them."""
        return tuple(assignment for change in self.changes for assignment in change.assignments)

    @property
    def is_moved(self) -> bool:
        """Whether its site is another than the profile's own.

        >>> Asked("dongjiang-lake", (moves(["helsinki"])[0],)).is_moved
        True
        """
        return any(assignment.startswith("site=") for assignment in self.assignments)

    @property
    def has_grid_of_place(self) -> bool:
        """Whether its grid is another than the profile's own, as that of a place that it is moved to."""
        return any(assignment.startswith("supply.grid=") for assignment in self.assignments)

    @property
    def variant(self) -> str:
        """What tells it from other designs of the same profile; empty where nothing is changed."""
        return ", ".join(change.words for change in self.changes)

    @property
    def short(self) -> str:
        """The variant in the fewest words; empty where nothing is changed."""
        return ", ".join(change.short for change in self.changes)


def designs(names: Sequence[str], vary: Sequence[str] = (), over: Sequence[str] = ()) -> tuple[Asked, ...]:
    """Return every design of a comparison, in the order in which they were asked for.

    Parameters
    ----------
    names : profiles, folders of them, or patterns such as `sites/*.yaml`
    vary : `key=value,value` each; several are crossed
    over : names of shipped places, `clusters` or `all`, separated by commas

    Raises
    ------
    ProfileError, WeatherError
        Where one cannot be read, or they are more than `LIMIT`.
    """
    profiles = [profile for name in names for profile in expanded(name)]
    axes = [variations(each) for each in vary] + ([moves(over)] if over else [])
    count = len(profiles)
    for axis in axes:
        count *= len(axis)
    if count > LIMIT:
        raise ProfileError(f"{count:,} designs are asked for; a comparison is of at most {LIMIT}; name fewer")
    return tuple(Asked(profile, changes) for profile in profiles for changes in product(*axes))


def expanded(name: str) -> list[str]:
    """Return the profiles that a name stands for: those of a folder, those that match, or itself.

    >>> expanded("base/air*")
    ['base/air-chilled', 'base/airside']
    """
    if len(name) > LONGEST_NAME:
        raise ProfileError(
            f"{shortened(name)}: has {len(name):,} letters, and no file has so long a name; name a file"
        )
    if os.path.isdir(name):
        found = [str(path) for path in _in_folder(Path(name))]
        if not found:
            endings = ", ".join(f"*{suffix}" for suffix in catalogue.SUFFIXES)
            raise ProfileError(f"{name}: holds no profile ({endings}); name a file or another folder")
        refuse_links_out(map(Path, found))
        return found
    if not any(letter in name for letter in WILD) or os.path.exists(name):
        return [name]
    found = sorted(glob(name, recursive=True))
    refuse_links_out(map(Path, found))
    found = found or sorted(each for each in catalogue.names() if fnmatchcase(each, name))
    if not found:
        raise ProfileError(f"{name}: matches no file and no shipped profile; check the pattern")
    return found


def _in_folder(folder: Path) -> list[Path]:
    try:
        os.listdir(folder)
    except OSError as fault:
        raise ProfileError(f"{folder}: cannot be read ({fault.strerror}); check its permissions") from fault
    return catalogue.within(folder)


def variations(text: str) -> list[Change]:
    """Return the changes that `key=value,value` asks for; values are YAML.

    >>> [change.assignments for change in variations("cooling.approach_k=1.5,2")]
    [('cooling.approach_k=1.5',), ('cooling.approach_k=2',)]
    >>> [change.words for change in variations("cooling={system: air_chiller},{system: fixed_pue, pue: 1.3}")]
    ['Air chiller', 'Fixed pue, pue 1.3']
    >>> [(change.words, change.short) for change in variations("cooling.approach_k=1.5,2")][0]
    ('approach_k = 1.5', '1.5 K')

    Raises
    ------
    ProfileError
        Where it cannot be read, or names no value.
    """
    where = Where(f"--vary {text}")
    key, equals, listed = text.partition("=")
    key = key.strip()
    if not equals or not key:
        raise ProfileError(f"{where}: must read key=value,value; write for example cooling.approach_k=1.5,2")
    values = plain(parse(f"[{listed}]", where.file))
    if not isinstance(values, list) or not values:
        raise ProfileError(f"{where}: names no value; write for example {key}=1.5,2")
    return [_variation(key, value) for value in values]


def _variation(key: str, value: Plain) -> Change:
    words, last = told(value), key.rpartition(".")[2]
    assignment = f"{key}={json.dumps(value, ensure_ascii=False)}"
    if isinstance(value, dict):
        words = words[:1].upper() + words[1:]
        return Change((assignment,), words, words)
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return Change((assignment,), f"{last} = {words}", f"{words} {unit(last) if number else ''}".strip())


def told(value: Plain) -> str:
    """Return a value in a few words.

    >>> told(2.5), told({"system": "lake_water", "approach_k": 2}), told([1, 2])
    ('2.5', 'lake water, approach_k 2', '1 2')
    """
    words = " ".join(_flat(value))
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 1].rstrip()}…"


def _flat(value: Plain) -> Iterator[str]:
    match value:
        case dict():
            yield ", ".join(
                str(each).replace("_", " ") if key == "system" else " ".join([key, *_flat(each)])
                for key, each in value.items()
            )
        case list():
            for each in value:
                yield from _flat(each)
        case bool() | None:
            yield json.dumps(value)
        case _:
            yield str(value)


def moves(over: Sequence[str]) -> list[Change]:
    """Return the changes that move a site to shipped places: the place's own climate, and its grid.

    Where no factor is shipped for a place's grid, carbon is not determined there.

    >>> moves(["zixing,helsinki"])[1].assignments
    ('site={"weather": {"normals": "helsinki"}}', 'supply.grid={"factor": "finland-2023"}')

    Raises
    ------
    WeatherError
        Where a place is not shipped.
    """
    named = [name.strip() for text in over for name in text.split(",") if name.strip()]
    if not named:
        raise ProfileError(f"--over {','.join(over)}: names no place; write for example --over zixing,helsinki")
    wanted = dict.fromkeys(place for name in named for place in _places(name))
    for place in wanted:
        places.find(place)
    return [_move(place, places.called(place)) for place in wanted]


def _places(name: str) -> tuple[str, ...]:
    """Return the places that a name stands for."""
    match name:
        case "all":
            return places.names()
        case "clusters":
            return tuple(each.removeprefix(CLUSTER) for each in catalogue.names() if each.startswith(CLUSTER))
    return (name,)


def _move(place: str, name: str) -> Change:
    row = local_grid.factor(place)
    residual = local_grid.residual(row.key) if row else None
    grid = {"factor": row.key} | ({"residual": residual} if residual else {}) if row else None
    site = {"weather": {"normals": place}}
    return Change((f"site={json.dumps(site)}", f"supply.grid={json.dumps(grid)}"), name, name)
