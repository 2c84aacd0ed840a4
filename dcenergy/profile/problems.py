"""Problems of a profile, gathered so that the user sees all of them at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dcenergy.errors import ProfileError, Where
from dcenergy.printable import shortened
from dcenergy.profile.tree import KeyPath, dotted

MAX_SHOWN = 30


@dataclass(frozen=True)
class Problem:
    """One thing to mend: where it is written, at which key, what is wrong and what to do."""

    where: Where
    path: KeyPath
    words: str

    def __str__(self) -> str:
        steps = tuple(shortened(step) if isinstance(step, str) else step for step in self.path)
        key = f"{dotted(steps)}: " if steps else ""
        return f"{self.where}: {key}{self.words}"


def refuse(problems: Sequence[Problem]) -> None:
    """Raise the problems, if there are any, one a line in the order of the file.

    Raises
    ------
    ProfileError
        Where there is a problem.
    """
    if not problems:
        return
    in_order = sorted(problems, key=lambda it: (it.where.file, it.where.line or 0, it.where.column or 0))
    lines = list(dict.fromkeys(str(problem) for problem in in_order))
    more = [f"and {len(lines) - MAX_SHOWN} more"] if len(lines) > MAX_SHOWN else []
    raise ProfileError("\n".join(lines[:MAX_SHOWN] + more))
