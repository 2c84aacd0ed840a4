"""What a command did, and what it told."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO, TextIOWrapper
from unittest.mock import patch

from dcenergy.__main__ import main

SIMPLE = """\
name: Simple
it: {servers: [{count: 1000}]}
cooling: {system: fixed_pue, pue: 1.2}
"""


@dataclass(frozen=True)
class Outcome:
    """What a command did."""

    code: int
    out: str
    err: str


Call = Callable[..., Outcome]


def called(*arguments: str) -> Outcome:
    """Call dcenergy in this process; its streams are those that Python gives a program."""
    out, err = (TextIOWrapper(BytesIO(), "utf-8", errors) for errors in ("strict", "backslashreplace"))
    code = 0
    with patch.multiple(sys, argv=["dcenergy", *arguments], stdout=out, stderr=err):
        try:
            main()
        except SystemExit as leave:
            code = int(leave.code or 0)
    return Outcome(code, *map(_read, (out, err)))


def _read(stream: TextIOWrapper) -> str:
    stream.seek(0)
    return stream.read()


def told(outcome: Outcome) -> str:
    """Return the message of a command that refused its input; it is one of ours, and no traceback."""
    assert outcome.code == 2, (outcome.code, outcome.err[-500:])
    assert "Traceback" not in outcome.err
    assert "unexpected fault" not in outcome.err
    return outcome.err
