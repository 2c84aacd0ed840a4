"""Shipped profiles, spoilt: as text, as a hand or a program spoils it, and in their values."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from ruamel.yaml import YAML

from dcenergy.profile import catalogue
from dcenergy.profile.loading import load
from fuzz import odd
from fuzz.sample import Attempt, run_of


@cache
def texts() -> tuple[str, ...]:
    """Return the text of every shipped profile; the shortest one, which is quickly run, many times."""
    found = [_placed(name) for name in catalogue.names()]
    return (*found, *[min(found, key=len)] * (len(found) // 2))


def _placed(name: str) -> str:
    """Return a shipped profile's text, with a climate where it is written for any."""
    text = catalogue.find(name).read_text(encoding="utf-8")
    site = load(name).profile.site
    return text if site and site.weather else f"{text}site: {{weather: {{normals: helsinki}}}}\n"


@cache
def trees() -> tuple[Mapping[str, Any], ...]:
    """Return the same, as plain sections and lists."""
    return tuple(YAML(typ="safe").load(text) for text in texts())


def with_text_changed(rng: random.Random) -> Attempt:
    """Return the run of a shipped profile whose text was changed in one to three places."""
    text = rng.choice(texts())
    for _ in range(rng.choice((1, 1, 2, 3))):
        text = rng.choice(TEXT_CHANGES)(text, rng)
    return run_of(text, rng)


def with_values_changed(rng: random.Random) -> Attempt:
    """Return the run of a shipped profile of which one to three values were changed."""
    tree: Any = json.loads(json.dumps(rng.choice(trees())))
    for _ in range(rng.choice((1, 1, 2, 3))):
        rng.choice(VALUE_CHANGES)(tree, rng)
    return run_of(written(tree), rng)


class Raw(str):
    """YAML text that is written as it stands."""

    __slots__ = ()


def written(value: Any) -> str:
    """Return plain sections and lists as YAML of one line; `Raw` text stands as it is."""
    match value:
        case Raw():
            return str(value)
        case dict():
            return "{" + ", ".join(f"{_key(key)}: {written(each)}" for key, each in value.items()) + "}"
        case list():
            return "[" + ", ".join(map(written, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


def _key(key: Any) -> str:
    return str(key) if isinstance(key, Raw) else json.dumps(key, ensure_ascii=False)


def _line(change: Callable[[str, random.Random], list[str]]) -> Callable[[str, random.Random], str]:
    """Return a change of one line as a change of the text."""

    def changed(text: str, rng: random.Random) -> str:
        lines = text.split("\n")
        at = rng.randrange(len(lines))
        lines[at : at + 1] = change(lines[at], rng)
        return "\n".join(lines)

    return changed


def _after_colon(line: str, rng: random.Random) -> list[str]:
    key, colon, _ = line.partition(":")
    return [f"{key}: {odd.value(rng)}" if colon else line]


def _token(text: str, rng: random.Random) -> str:
    """Replace one word or number, wherever it stands."""
    parts = text.split(" ")
    at = rng.randrange(len(parts))
    parts[at] = odd.value(rng) + ("," if parts[at].endswith(",") else "")
    return " ".join(parts)


def _letter(text: str, rng: random.Random) -> str:
    at = rng.randrange(len(text) + 1)
    return text[:at] + rng.choice(odd.LETTERS) + text[at + rng.randint(0, 2) :]


def _twice(text: str, rng: random.Random) -> str:
    lines = text.split("\n")
    first = rng.randrange(len(lines))
    block = lines[first : first + rng.randint(1, 8)]
    at = rng.randrange(len(lines) + 1)
    return "\n".join([*lines[:at], *block, *lines[at:]])


TEXT_CHANGES: tuple[Callable[[str, random.Random], str], ...] = (
    *(_line(_after_colon),) * 4,
    *(_token,) * 4,
    *(_letter,) * 3,
    _twice,
    _line(lambda _line, _rng: []),
    _line(lambda line, _rng: [line, line]),
    _line(lambda line, rng: [" " * rng.randint(1, 5) + line]),
    _line(lambda line, _rng: [line.lstrip()]),
    _line(lambda line, _rng: ["\t" + line]),
    _line(lambda line, _rng: [line.replace(":", "")]),
    _line(lambda line, _rng: [line.replace(".", ",")]),
    _line(lambda line, rng: [f"{odd.word(rng)}: {odd.value(rng)}", line]),
    lambda text, rng: text[: rng.randrange(len(text) + 1)],
    lambda text, _: text.replace("\n", "\r\n"),
    lambda text, _: text.replace("\n", "\r"),
    lambda text, _: text.replace("  ", "\t"),
    lambda text, _: "\ufeff" + text,
    lambda text, rng: text + odd.value(rng),
    lambda text, rng: text.replace(" ", rng.choice(("\u00a0", "\u3000", "\u2009")), rng.randint(1, 5)),
    lambda text, rng: text + "\n# " + "x" * rng.choice((odd.LONG, 1_000_000)),
)


def _spots(tree: Any, above: tuple[Any, ...] = ()) -> list[tuple[Any, Any]]:
    """Return every place of a tree: what holds it, and the key or index."""
    items = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    return [spot for key, below in list(items) for spot in ((tree, key), *_spots(below, (*above, key)))]


def _at_one_place(change: Callable[[Any, Any, random.Random], None]) -> Callable[[Any, random.Random], None]:
    def changed(tree: Any, rng: random.Random) -> None:
        if spots := _spots(tree):
            change(*rng.choice(spots), rng)

    return changed


def _scale(holder: Any, key: Any, rng: random.Random) -> None:
    if isinstance(holder[key], int | float):
        holder[key] *= rng.choice((-1, 0, 0.001, 0.01, 0.1, 0.5, 2, 10, 100, 1000, 3600, 1e6, 1e12))


def _renamed(holder: Any, key: Any, rng: random.Random) -> None:
    if isinstance(holder, dict):
        holder[Raw(odd.word(rng)) if rng.random() < 0.5 else str(key)[:-1]] = holder.pop(key)


def _ranged(holder: Any, key: Any, rng: random.Random) -> None:
    value = holder[key]
    if isinstance(value, int | float):
        low, high = sorted(value * rng.uniform(0, 2) for _ in range(2))
        holder[key] = {"value": value, "low": low, "high": high}


def _borrowed(holder: Any, key: Any, rng: random.Random) -> None:
    """Put there what another profile has under some key."""
    other, name = rng.choice(_spots(rng.choice(trees())))
    holder[key if rng.random() < 0.5 or isinstance(holder, list) else name] = json.loads(json.dumps(other[name]))


def _repeated(holder: Any, key: Any, rng: random.Random) -> None:
    if isinstance(holder, list):
        holder += [holder[key]] * rng.choice((1, 1, 5, 60))
    else:
        holder[key] = [holder[key]] * rng.choice((1, 2, 12, 24))


def _odd(holder: Any, key: Any, rng: random.Random) -> None:
    holder[key] = Raw(odd.value(rng))


def _gone(holder: Any, key: Any, _: random.Random) -> None:
    del holder[key]


VALUE_CHANGES = (
    *(_at_one_place(_odd),) * 4,
    *(_at_one_place(_scale),) * 4,
    *(_at_one_place(_borrowed),) * 2,
    _at_one_place(_gone),
    _at_one_place(_renamed),
    _at_one_place(_ranged),
    _at_one_place(_repeated),
)
