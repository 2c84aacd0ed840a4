"""What a year is, in a line of an EPW: fetched or generated, of what, and what is to be known of it.

JSON, percent-encoded: no comma, quote or letter in it that a program on the way could take for its own. Messages
keep their places, so that a report tells them in its reader's language.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import astuple, dataclass
from urllib.parse import quote, unquote

from dcenergy.language import SEVERITIES, Message, Severity
from dcenergy.weather.hourly import Draw, Kind, Notes, Weather

MARK = "dcenergy:"
"""What the line begins with."""

UNDRAWN: tuple[Kind, ...] = ("file", "online")
"""Years that nobody drew; one without weather is no file."""

PLACES = re.compile(r"\{(\w+)\}")
TEXT = re.compile(r"[^\ud800-\udfff]*")
"""What can be written: JSON can spell halves of characters, too."""
PLAIN = re.compile(r"[^{}\ud800-\udfff]*(?:\{\w+\}[^{}\ud800-\udfff]*)*")
"""A template that only names its places: a file may ask for nothing else."""


@dataclass(frozen=True)
class Identity:
    """What a year says of itself."""

    kind: Kind
    name: str
    notes: Notes
    draw: Draw | None = None


def written(year: Weather) -> str:
    """Return the line."""
    told = {
        "kind": year.kind,
        "name": _laid_out(year.name),
        "notes": [_laid_out(note) for note in year.notes],
        "draw": astuple(year.draw) if year.draw else None,
    }
    return MARK + quote(json.dumps(told))


def read(line: str) -> Identity:
    """Return what `written` wrote.

    >>> read("Hours in local standard time")
    Traceback (most recent call last):
    ValueError: no identity
    """
    if not line.startswith(MARK):
        raise ValueError("no identity")
    match json.loads(unquote(line.removeprefix(MARK))):
        case {"kind": kind, "name": name, "notes": [*notes], "draw": None} if kind in UNDRAWN:
            return Identity(kind, _told(name), tuple(map(_told, notes)))
        case {
            "kind": "normals",
            "name": name,
            "notes": [*notes],
            "draw": [str(place), int(seed), bool(days_measured)],
        } if type(seed) is int and seed >= 0:  # a bool is an int, too
            return Identity("normals", _told(name), tuple(map(_told, notes)), Draw(place, seed, days_measured))
    raise ValueError("another identity")


def _laid_out(text: str) -> object:
    if not isinstance(text, Message):
        return str(text)
    places = {name: _laid_out(each if isinstance(each, str) else str(each)) for name, each in text.values.items()}
    return [text.template, text.many, text.number, places, text.severity]


def _told(laid_out: object) -> str:
    match laid_out:
        case str(text) if TEXT.fullmatch(text):
            return text
        case [str(one), str(many), int(number), dict(places), *rated] if _fits(one, places) and _fits(many, places):
            values = {name: _told(each) for name, each in places.items()}
            return Message.counted(number, one, many, **values).rated(_severity(rated))
    raise ValueError("another message")


def _severity(rated: list[object]) -> Severity:
    """Return a note's severity; files of older versions have none."""
    for severity in SEVERITIES:
        if rated == [severity]:
            return severity
    if rated:
        raise ValueError("another severity")
    return "informs"


def _fits(template: str, places: Mapping[str, object]) -> bool:
    return PLAIN.fullmatch(template) is not None and places.keys() >= set(PLACES.findall(template))
