"""One input: a command as a user types it, and the files it finds."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, field

Content = str | bytes


@dataclass(frozen=True)
class Attempt:
    """A command line without the program's name, the files of its folder, and variables of its environment."""

    arguments: tuple[str, ...]
    files: Mapping[str, Content] = field(default_factory=dict)
    environment: Mapping[str, str] = field(default_factory=dict)


def typed(text: str) -> str:
    r"""Return a text as an argument, a name or a variable can hold it: bytes without 0, decoded as Python does.

    >>> typed("a\0b\udcff"), typed("\ud800")
    ('ab\udcff', '\udced\udca0\udc80')
    """
    try:
        content = text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        content = text.encode("utf-8", "surrogatepass")
    return content.replace(b"\0", b"").decode("utf-8", "surrogateescape")


def attempt(seed: str, index: int) -> tuple[str, Attempt]:
    """Return input `index` of `seed` and its kind: the same numbers always give the same input."""
    from fuzz.kinds import KINDS, WEIGHTS

    rng = random.Random(f"{seed}-{index}")
    kind = rng.choices(list(KINDS), WEIGHTS)[0]
    return kind, KINDS[kind](rng)


def run_of(profile: str, rng: random.Random, **files: Content) -> Attempt:
    """Return a run of one profile; the report is made in one of twenty."""
    report = ("--report", "out.html") if rng.random() < 0.05 else ("--no-report",)
    return Attempt(("run", "design.yaml", *report, "--json", "-"), {"design.yaml": profile, **files})
