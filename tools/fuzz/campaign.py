"""Many attempts, on several processes, in the order of their index; every fault is kept with its input."""

from __future__ import annotations

import gc
import json
import signal
import sys
import time
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from fuzz import tally
from fuzz.sample import Attempt, attempt
from fuzz.tally import Tally
from fuzz.trial import GOOD, Outcome, laid, tried

CHUNK = 50
"""Inputs that a process is given at a time."""

AHEAD = 3
"""Chunks that wait for each process; those that are done early wait to be counted in their order."""

LEG = 20_000
"""Inputs after which new processes begin: what the old ones keep in memory goes with them."""

EVERY_S = 10.0
"""Between two lines of progress."""

Found = list[tuple[int, str, Outcome]]

RARELY = 100_000, 20, 50
"""How often garbage is collected: parsing makes much, and little of it hangs together in circles."""


@dataclass(frozen=True)
class Plan:
    """What is asked for: inputs up to `end`, on how many processes, and until when."""

    end: int
    jobs: int
    minutes: float | None
    state: Path
    folder: Path  # of the faults' inputs


def run(plan: Plan, found: Tally) -> None:
    """Try the inputs that are left; the tally is saved as it grows."""
    start, first, shown = time.monotonic(), found.next, 0.0
    until = start + 60 * plan.minutes if plan.minutes else float("inf")
    for chunk in _chunks(plan, found.seed, first, until):
        for index, kind, outcome in chunk:
            found.add(index, kind, outcome)
            if outcome.ended not in GOOD:
                kept(plan.folder / str(index), attempt(found.seed, index)[1], outcome)
        tally.save(found, plan.state)
        if time.monotonic() - shown > EVERY_S:
            shown = time.monotonic()
            _progress(plan, found, first, start, until)
    _progress(plan, found, first, start, until)


def _chunks(plan: Plan, seed: str, first: int, until: float) -> Iterator[Found]:
    """Yield the outcomes of chunk after chunk, in order; none is begun after `until`."""
    for begin in range(first, plan.end, LEG):
        if time.monotonic() < until:
            yield from _leg(plan, seed, begin, min(begin + LEG, plan.end), until)


def _leg(plan: Plan, seed: str, first: int, end: int, until: float) -> Iterator[Found]:
    begins = iter(range(first, end, CHUNK))
    waiting: deque[Future[Found]] = deque()
    with ProcessPoolExecutor(plan.jobs, initializer=_begin) as pool:
        while True:
            while len(waiting) < plan.jobs * AHEAD and time.monotonic() < until:
                at = next(begins, None)
                if at is None:
                    break
                waiting.append(pool.submit(tried_all, seed, at, min(at + CHUNK, end)))
            if not waiting:
                return
            yield waiting.popleft().result()


def _begin() -> None:
    from fuzz.warm import keep_warm

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the first process stops, and with it these
    keep_warm()
    gc.set_threshold(*RARELY)


def tried_all(seed: str, first: int, end: int) -> Found:
    """Try the inputs from `first` to before `end`."""
    found = []
    for index in range(first, end):
        kind, each = attempt(seed, index)
        found.append((index, kind, tried(each)))
    return found


def kept(folder: Path, each: Attempt, outcome: Outcome) -> None:
    """Keep an input: its files, and the command and the words of its end in `attempt.json`."""
    folder.mkdir(parents=True, exist_ok=True)
    laid(folder, each)
    said = {
        "arguments": each.arguments,
        "environment": each.environment,
        "ended": outcome.ended,
        "place": outcome.place,
        "words": outcome.words,
    }
    (folder / "attempt.json").write_text(json.dumps(said, indent=1) + "\n", encoding="utf-8")


def _progress(plan: Plan, found: Tally, first: int, start: float, until: float) -> None:
    elapsed = time.monotonic() - start
    rate = (found.next - first) / elapsed if elapsed else 0.0
    left_s = min((plan.end - found.next) / rate if rate else 0.0, until - time.monotonic())
    print(
        f"{found.next:,} of {plan.end:,}, {rate:.0f}/s, {max(left_s, 0) / 60:.0f} min left, {found.bad} faults",
        file=sys.stderr,
        flush=True,
    )
