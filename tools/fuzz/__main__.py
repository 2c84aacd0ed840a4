"""`make fuzz SEED=a COUNT=20000`: 0 where every input ended well, 1 where one did not."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from fuzz import campaign, page, tally
from fuzz.sample import attempt
from fuzz.tally import Tally
from fuzz.trial import tried
from fuzz.warm import keep_warm

SHOWN = 3
"""Faults of one place that are printed."""


def main() -> int:
    """Fuzz as the arguments say."""
    asked = _arguments()
    state = asked.state or Path("build") / f"fuzz-{asked.seed}.json"
    if asked.one is not None:
        return _one(asked.seed, asked.one)
    state.parent.mkdir(parents=True, exist_ok=True)
    found = tally.restored(state) if asked.resume and state.exists() else Tally(asked.seed, asked.start, asked.start)
    if found.seed != asked.seed:
        sys.exit(f"{state}: is of seed {found.seed}; give --seed {found.seed}, or another --state")
    plan = campaign.Plan(found.start + asked.count, asked.jobs, asked.minutes, state, state.with_suffix(".faults"))
    try:
        campaign.run(plan, found)
    except KeyboardInterrupt:
        print(f"stopped; --resume goes on from input {found.next}", file=sys.stderr)
    if asked.page:
        page.write(asked.page, found)
    print(page.table(found))
    _print_faults(found, plan.folder)
    return 1 if found.bad else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="fuzz", description=__doc__)
    parser.add_argument("--seed", default="a", help="any word; each has its own inputs")
    parser.add_argument("--count", type=int, default=20_000, help="how many inputs")
    parser.add_argument("--from", dest="start", type=int, default=0, help="index of the first")
    parser.add_argument("--jobs", type=int, default=2, help="processes")
    parser.add_argument("--minutes", type=float, help="stop then, whatever is left")
    parser.add_argument("--state", type=Path, help="file of the counts; by default build/fuzz-SEED.json")
    parser.add_argument("--resume", action="store_true", help="go on with the counts of --state")
    parser.add_argument("--page", type=Path, help="write the counts into this page")
    parser.add_argument("--one", type=int, metavar="INDEX", help="try this input alone, and print it")
    return parser.parse_args()


def _one(seed: str, index: int) -> int:
    """Print one input and how it ends."""
    keep_warm()
    kind, each = attempt(seed, index)
    print(kind, each)
    outcome = tried(each)
    print(outcome)
    return 0


def _print_faults(found: Tally, folder: Path) -> None:
    for (ended, place), faults in found.by_place():
        print(f"\n{ended} in {place}: {len(faults)}, their inputs in {folder}")
        for each in faults[:SHOWN]:
            print(f"  {each.index} ({each.kind}): {ascii(each.words)[1:-1]}")


if __name__ == "__main__":
    sys.exit(main())
