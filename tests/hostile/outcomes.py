"""What a command did, and what it told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

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


def told(outcome: Outcome) -> str:
    """Return the message of a command that refused its input; it is one of ours, and no traceback."""
    assert outcome.code == 2, (outcome.code, outcome.err[-500:])
    assert "Traceback" not in outcome.err
    assert "unexpected fault" not in outcome.err
    return outcome.err
