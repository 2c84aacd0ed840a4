"""Every figure in a small chart of its own, designs in the order of their rank."""

from __future__ import annotations

from dcenergy.report import words
from dcenergy.report.blocks import Panel, Panels, Section
from dcenergy.report.charts.dots import DotRow, dots
from dcenergy.report.comparison import naming
from dcenergy.report.comparison.columns import Column, alike, columns
from dcenergy.study.compare import Comparison


def indicators(comparison: Comparison) -> Section | None:
    """Return the section with a chart a figure; None where the designs differ in none."""
    all_columns = columns(comparison)
    telling = [column for column in all_columns if column.tells]
    if not telling:
        return None
    return Section(
        "indicators",
        "Indicators",
        "Each axis runs from the least to the most of the designs, not from 0: it shows differences, not sizes.",
        (
            Panels(
                id="panels",
                title=_title(telling),
                subtitle=f"One dot a design, numbered by rank{naming.named_by(comparison)}",
                panels=tuple(_panel(comparison, column) for column in telling),
                keys=naming.keys(comparison),
                note=alike([column for column in all_columns if not column.tells]),
            ),
        ),
    )


def _title(telling: list[Column]) -> str:
    """Say which figure sets the designs furthest apart."""
    wide = [column for column in telling if min(column.known) > 0]
    if not wide:
        return "The designs differ in " + words.listing(column.name for column in telling)
    widest = max(wide, key=lambda column: max(column.known) / min(column.known))
    ratio = max(widest.known) / min(widest.known)
    if ratio >= 2:
        return f"{widest.name} differs most: the highest is {words.number(ratio, 2)} times the lowest"
    return f"{widest.name} differs most: the highest is {words.whole_share(ratio - 1)} above the lowest"


def _panel(comparison: Comparison, column: Column) -> Panel:
    low, high = column.written(min(column.known)), column.written(max(column.known))
    rows = [
        DotRow(
            naming.numbered(comparison, i),
            None if value is None else value / column.factor,
            column.number(i),
            naming.kind(comparison, i),
        )
        for i, value in enumerate(column.values)
    ]
    better = "more is better" if column.more_is_better else "less is better"
    best = next((design.name for i, design in enumerate(comparison.designs) if column.is_best(i)), words.UNKNOWN)
    return Panel(
        id=f"panel-{column.id}",
        title=column.name,
        subtitle=f"{column.unit}; {better}" if column.unit else better,
        description=f"{column.name} from {low} to {high} {column.unit}; best: {best}. "
        "The table of the ranking holds every value.",
        chart=dots(rows),
    )
