"""The short table that `compare` prints."""

from __future__ import annotations

from collections.abc import Sequence

from dcenergy.printable import on_a_line
from dcenergy.report.comparison import naming
from dcenergy.report.comparison.columns import Column, columns
from dcenergy.report.comparison.masthead import finding
from dcenergy.report.comparison.remarks import caveats
from dcenergy.report.files import Made
from dcenergy.study.compare import Comparison

NAME, NAME_MOST = 18, 40
"""Letters of a name, at least and at most."""
RANK, GAP = 6, 2
"""Letters of a rank such as 10–12 with its gap, and between two columns."""

SHOWN = ("pue", "cost", "carbon", "energy", "water")
MOST = 3
"""Differences that are printed."""


def show(comparison: Comparison, made: Made) -> None:
    """Print the ranking, what was found, and where the files are."""
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    console = Console(highlight=False, color_system=None)
    shown = _fitting(comparison, console.width)
    table = Table(box=None, pad_edge=False)
    table.add_column("", justify="right")
    table.add_column("", min_width=NAME, max_width=NAME_MOST)
    for column in shown:
        table.add_column(
            escape("\n".join(_head(column))), justify="right", min_width=_width(column, comparison), no_wrap=True
        )
    for i, design in enumerate(comparison.designs):
        figures = (column.number(i) for column in shown)
        name = escape(f"{_sign(comparison, i)} {on_a_line(design.short)}")
        table.add_row(naming.number(comparison, i), name, *figures)
    _print_unlike(comparison)
    console.width = max(console.width, _needed(comparison, shown))
    console.print(table)
    print(
        f"Ranked by {naming.ranked_by(comparison)}; figures of {naming.basis(comparison)}. {comparison.scale.because}"
    )
    print("* on the front  < dominated  ! heat or load is left undone")
    print(finding(comparison))
    for caveat in caveats(comparison):
        print(f"note: {caveat}")
    for path in made.contents:
        print(f"written: {path}")


def _fitting(comparison: Comparison, width: int) -> list[Column]:
    """Return the columns that fit side by side: what is ranked by always, of the others as many as fit."""
    shown = [column for column in columns(comparison) if column.id in (*SHOWN, *comparison.by)]
    for name in reversed(SHOWN):
        if _needed(comparison, shown) <= width:
            break
        shown = [column for column in shown if column.id != name or name in comparison.by]
    return shown


def _needed(comparison: Comparison, shown: Sequence[Column]) -> int:
    """Return the letters of a line of the table: the rank, a name, and the columns, each with its gap."""
    return RANK + NAME + sum(_width(column, comparison) + GAP for column in shown)


def _head(column: Column) -> tuple[str, ...]:
    """Return the lines of a column's head."""
    return (*column.name.replace(", ", ",\n").split("\n"), *column.unit.replace("/", " /").split())


def _width(column: Column, comparison: Comparison) -> int:
    return max(len(text) for text in (*_head(column), *(column.number(i) for i in range(len(comparison.designs)))))


def _print_unlike(comparison: Comparison) -> None:
    """Print the most telling differences besides the plant, each with its effect, before the ranking."""
    found = comparison.comparability.findings
    for each in found[:MOST]:
        print(f"differs: {each.words}")
    if found[MOST:]:
        print(f"differs: {len(found) - MOST} more; see the report, or `comparability` in the JSON")
    if found:
        print()


def _sign(comparison: Comparison, i: int) -> str:
    """Return how a design stands, in one letter."""
    standing = comparison.standings[i]
    if standing.is_behind:
        return "!"
    if standing.front:
        return "*"
    return " " if standing.dominated_by is None else "<"
