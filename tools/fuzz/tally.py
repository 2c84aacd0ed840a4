"""What a campaign has found so far, kept in a file: stopped at any moment, it goes on where it was."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Collection
from dataclasses import asdict, dataclass, field
from pathlib import Path

from fuzz.trial import GOOD, Ended, Outcome

KEPT = 500
"""Faults that are kept with their words; the count goes on."""


@dataclass
class Fault:
    """An input that did not end well."""

    index: int
    kind: str
    ended: str
    place: str
    words: str


@dataclass
class Tally:
    """Counts by kind and end of the inputs `start` to `next` of a seed."""

    seed: str
    start: int = 0
    next: int = 0
    seconds: float = 0.0  # of work, over all processes
    slowest_s: float = 0.0
    slowest: int = 0  # its index
    counts: dict[str, dict[str, int]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def add(self, index: int, kind: str, outcome: Outcome) -> None:
        """Count one input."""
        kinds = self.counts.setdefault(kind, {})
        kinds[outcome.ended] = kinds.get(outcome.ended, 0) + 1
        self.next = index + 1
        self.seconds += outcome.seconds
        if outcome.seconds > self.slowest_s:
            self.slowest_s, self.slowest = outcome.seconds, index
        if outcome.ended not in GOOD and len(self.faults) < KEPT:
            self.faults.append(Fault(index, kind, outcome.ended, outcome.place, outcome.words))

    @property
    def done(self) -> int:
        """How many inputs are counted."""
        return sum(sum(ends.values()) for ends in self.counts.values())

    def ended(self, ends: Collection[Ended]) -> int:
        """How many of them ended in one of these ways."""
        return sum(kinds.get(end, 0) for kinds in self.counts.values() for end in ends)

    @property
    def bad(self) -> int:
        """How many did not end well."""
        return self.ended([end for end in Ended if end not in GOOD])

    def by_place(self) -> list[tuple[tuple[str, str], list[Fault]]]:
        """Return the faults grouped by their end and place, the most frequent first."""
        order = Counter((each.ended, each.place) for each in self.faults)
        return [
            (group, [each for each in self.faults if (each.ended, each.place) == group])
            for group, _ in order.most_common()
        ]


def save(tally: Tally, path: Path) -> None:
    """Write the tally whole: what is there stays until the new one is."""
    beside = path.with_name(f"{path.name}.new")
    beside.write_text(json.dumps(asdict(tally), indent=1, ensure_ascii=True) + "\n", encoding="utf-8")
    os.replace(beside, path)


def restored(path: Path) -> Tally:
    """Return the tally that was saved."""
    content = json.loads(path.read_text(encoding="utf-8"))
    return Tally(**{**content, "faults": [Fault(**each) for each in content["faults"]]})
