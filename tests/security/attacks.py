"""What the attacks have in common: a harmless profile, and what a command did."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

HALL = "it: {servers: [{count: 1000}]}\ncooling: {system: fixed_pue, pue: 1.2}\n"
SIMPLE = f"name: Simple\n{HALL}"


@dataclass(frozen=True)
class Outcome:
    """What a command did."""

    code: int
    out: str
    err: str

    @property
    def said(self) -> str:
        """Everything that it printed."""
        return self.out + self.err


Call = Callable[..., Outcome]
