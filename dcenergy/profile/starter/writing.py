"""The text of a starter: what is answered, written out; every other key, commented out with what it means.

Two kinds of comments stand in it. A `#` right before a word hides a setting that may be used as it is: its
default, or an example. A `#` and a space begin words for people.
"""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import get_args, get_origin

from pydantic.fields import FieldInfo

from dcenergy.plant.facility import Hall
from dcenergy.profile.fields import Annotation, facts, literals, members, tags
from dcenergy.profile.schema import Profile
from dcenergy.profile.shorthand import HALL_KEYS
from dcenergy.profile.starter.answers import WITHOUT_WEATHER, Values
from dcenergy.profile.starter.samples import ONLY_TOLD, sample
from dcenergy.profile.units import unit
from dcenergy.section import Section

COLUMN = 44
"""Where comments begin, if the setting before them is shorter."""

WIDTH = 118
DEEPEST = 3
"""Sections within sections that are left out: of what may stay away further down, only the names are told."""

PLAIN = re.compile(r"[A-Za-z][\w+/-]*( [\w+/-]+)*")
NO_WORDS = {"true", "false", "null", "yes", "no", "on", "off"}


@dataclass(frozen=True)
class At:
    """Where in the text a section stands."""

    indent: int = 0
    hidden: bool = False
    depth: int = 0  # of hidden sections

    @property
    def below(self) -> At:
        """The place of the section's own keys."""
        return replace(self, indent=self.indent + 2)

    @property
    def aside(self) -> At:
        """The same place, hidden."""
        return replace(self, hidden=True, depth=self.depth + 1)


def text(values: Values) -> str:
    """Return the YAML of a profile that says `values` and shows all else.

    >>> text({"name": "x", "it": {"servers": [{"count": 10}]}, "cooling": {"system": "dx"}}).splitlines()[0]
    'name: x                                     # Of the design, as the report shows it.'
    """
    lines: list[str] = []
    for name, field in Profile.model_fields.items():
        found = list(_top(name, field, values))
        apart = len(found) > 1 and bool(lines)
        lines += ["", *found] if apart else found
    return "\n".join(lines) + "\n"


def _top(name: str, field: FieldInfo, values: Values) -> Iterator[str]:
    if name != "halls":
        yield from _key(Profile, name, field, values, At())
        return
    cooling = values.get("cooling")
    whole = isinstance(cooling, Mapping) and cooling.get("system") in WITHOUT_WEATHER  # it contains all cooling
    for key in HALL_KEYS:
        if key in values or not whole:
            yield from _key(Hall, key, Hall.model_fields[key], values, At())
            yield ""
    others = ", ".join(key for key in Hall.model_fields if key not in HALL_KEYS)
    yield from prose(f"Several halls: `halls: [...]` in place of {', '.join(HALL_KEYS)}, each also with {others}.")


def _section(section: type[Section], values: Values, defaults: Section | None, at: At) -> Iterator[str]:
    """Yield the lines of a section: what is given first where it is an item of a list."""
    for name, field in section.model_fields.items():
        yield from _key(section, name, field, values, at, defaults)


def _key(
    section: type[Section], name: str, field: FieldInfo, values: Values, at: At, defaults: Section | None = None
) -> Iterator[str]:
    default = getattr(defaults, name) if defaults is not None else _default(field)
    if name in values:
        value = default if values[name] is None else values[name]
        yield from _given(name, field, value, at)
    elif (kinds := _sections(field.annotation)) and (section.__name__, name) not in ONLY_TOLD:
        yield from _left_out(name, field, kinds, default, at)
    elif kinds:
        yield from prose(f"{name}: {_meaning(name, field)}", at.indent)
    else:
        value = sample(section, name) if default in (None, "", ()) else default
        if value is None:
            yield from prose(f"{name}: {_meaning(name, field)}", at.indent)
        else:
            yield from _line(
                f"{name}: {_yaml(value)}", _meaning(name, field), at if at.hidden else replace(at, hidden=True)
            )


def _given(name: str, field: FieldInfo, value: object, at: At) -> Iterator[str]:
    """Yield a key with its value."""
    if isinstance(value, list) and value and isinstance(value[0], Mapping):
        yield from _line(f"{name}:", _meaning(name, field), at)
        for item in value:
            yield from _item(_chosen(_sections(field.annotation), item), item, at)
    elif isinstance(value, Mapping) and (kinds := _sections(field.annotation)):
        kind = _chosen(kinds, value)
        yield from _line(f"{name}:", _meaning(name, field), at)
        yield from _section(kind, value or _first(kind), None, at.below)
    else:
        yield from _line(f"{name}: {_yaml(value)}", _meaning(name, field), at)


def _left_out(name: str, field: FieldInfo, kinds: list[type[Section]], default: object, at: At) -> Iterator[str]:
    """Yield a hidden section with its keys, or only its name where it lies deep."""
    own = default if isinstance(default, Section) else None
    kind = type(own) if own is not None else kinds[0]
    others = [" ".join(sorted(tags(each))) or each.__name__ for each in kinds if each is not kind]
    meaning = _meaning(name, field) + (f" Or: {', '.join(others)}." if others else "")
    aside = at.aside
    if aside.depth > DEEPEST and not field.is_required():
        yield from prose(f"{name}: {meaning}", at.indent)
        return
    if _is_list(field.annotation):
        yield from _line(f"{name}:", meaning, aside)
        yield from _item(kind, {}, aside)
        return
    keys = list(_section(kind, {}, own, aside.below))
    nothing = not any(_is_setting(line, hidden=True) for line in keys)
    yield from _line(f"{name}: {{}}" if nothing else f"{name}:", meaning, aside)
    yield from keys


def _item(kind: type[Section], values: Values, at: At) -> Iterator[str]:
    """Yield an item of a list; its first setting bears the dash."""
    lines = list(_section(kind, values, None, replace(at, indent=at.indent + 4)))
    first = next(number for number, line in enumerate(lines) if _is_setting(line, at.hidden))
    mark = "#" if at.hidden else ""
    setting = lines.pop(first).lstrip().removeprefix(mark)
    yield f"{' ' * (at.indent + 2)}{mark}- {setting}"
    yield from lines


def _is_setting(line: str, hidden: bool) -> bool:
    bare = line.lstrip()
    return bare.startswith("#") and not bare.startswith("# ") if hidden else not bare.startswith("#")


def _first(kind: type[Section]) -> Values:
    """Return the first key of a section that has a default, so that something stands in it."""
    plain = (
        name
        for name, field in kind.model_fields.items()
        if not _sections(field.annotation) and _default(field) not in (None, "", ())
    )
    return {next(plain): None}


def _default(field: FieldInfo) -> object:
    return None if field.is_required() else field.default


def _sections(annotation: Annotation) -> list[type[Section]]:
    """Return the sections that may stand at a place, alone or in a list."""
    found: list[type[Section]] = []
    for kind in members(annotation):
        if isinstance(kind, type) and issubclass(kind, Section):
            found.append(kind)
        elif get_origin(kind) in (tuple, list):
            found += _sections(get_args(kind)[0])
    return found


def _is_list(annotation: Annotation) -> bool:
    return any(get_origin(kind) in (tuple, list) for kind in members(annotation))


def _chosen(kinds: Sequence[type[Section]], values: Values) -> type[Section]:
    """Return the section that values are of: by the words that choose it, else by its keys."""
    said = {value for value in values.values() if isinstance(value, str)}
    return next(
        (kind for kind in kinds if tags(kind) & said),
        next(kind for kind in kinds if set(values) <= set(kind.model_fields)),
    )


def _meaning(name: str, field: FieldInfo) -> str:
    """Tell what a key means: its words, unit, choices and usual range."""
    words, known = literals(field.annotation), facts(field)
    low, high = known.get("low"), known.get("high")
    parts = [
        (field.description or "").strip(),
        f"[{unit(name)}]" if unit(name) else "",
        f"One of {', '.join(words)}." if len(words) > 1 else "",
        f"Usual: {low:g} to {high:g}." if isinstance(low, int | float) and isinstance(high, int | float) else "",
    ]
    return " ".join(part for part in parts if part)


def _line(setting: str, meaning: str, at: At) -> Iterator[str]:
    """Yield a setting, with its meaning beside it, or above it where it is long."""
    written = f"{' ' * at.indent}{'#' if at.hidden else ''}{setting}"
    if not meaning:
        yield written
    elif len(written) > COLUMN + 12:
        yield from prose(meaning, at.indent)
        yield written
    else:
        column = max(COLUMN, len(written) + 2)
        first, *rest = textwrap.wrap(meaning, max(WIDTH - column - 2, 30))
        yield f"{written:<{column}}# {first}"
        yield from (f"{' ' * column}# {line}" for line in rest)


def prose(words: str, indent: int = 0) -> Iterator[str]:
    """Yield words as comments."""
    yield from (f"{' ' * indent}# {line}" for line in textwrap.wrap(words, WIDTH - indent - 2))


def _yaml(value: object) -> str:
    """Write a value in one line of YAML.

    >>> _yaml({"value": 0.7, "source": "assumption"}), _yaml("N+1"), _yaml("no"), _yaml((1.0, 2.5))
    ('{value: 0.7, source: assumption}', 'N+1', '"no"', '[1, 2.5]')
    """
    match value:
        case Mapping():
            return f"{{{', '.join(f'{key}: {_yaml(each)}' for key, each in value.items())}}}"
        case tuple() | list():
            return f"[{', '.join(_yaml(each) for each in value)}]"
        case float():
            short = f"{value:g}"
            return short if float(short) == value else repr(value)
        case str() if PLAIN.fullmatch(value) and value.lower() not in NO_WORDS:
            return value
    return json.dumps(value, ensure_ascii=False)
