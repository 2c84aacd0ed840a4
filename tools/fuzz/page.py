"""The counts of a campaign as a table of docs/reliability.md, between two marks."""

from __future__ import annotations

from pathlib import Path

from fuzz.kinds import KINDS
from fuzz.tally import Tally
from fuzz.trial import Ended

BEGIN, END = "<!-- fuzz: begin -->", "<!-- fuzz: end -->"


def table(found: Tally) -> str:
    """Return the counts as Markdown: a line a kind, a column an end."""
    rows = [(kind, found.counts.get(kind, {})) for kind in KINDS]
    whole = {end: found.ended([end]) for end in Ended}
    inputs = f"inputs {found.start:,} to {found.next - 1:,}"
    lines = [
        f"Seed `{found.seed}`, {inputs}; the slowest ({found.slowest:,}) took {found.slowest_s:.1f} s.",
        "",
        "| Input | " + " | ".join(end.capitalize() for end in Ended) + " |",
        "|---" * (len(Ended) + 1) + "|",
        *(_row(kind, counts) for kind, counts in rows),
        _row("all", whole),
    ]
    return "\n".join(lines)


def _row(kind: str, counts: dict[str, int] | dict[Ended, int]) -> str:
    by_end = {str(end): number for end, number in counts.items()}
    return f"| {kind} | " + " | ".join(f"{by_end.get(end, 0):,}" for end in Ended) + " |"


def write(path: Path, found: Tally) -> None:
    """Put the table between the marks of a page.

    Raises
    ------
    ValueError
        Where the page has no such marks.
    """
    before, begin, rest = path.read_text(encoding="utf-8").partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"{path}: has no {BEGIN} and {END} for the table to stand between")
    path.write_text(f"{before}{BEGIN}\n{table(found)}\n{END}{after}", encoding="utf-8")
