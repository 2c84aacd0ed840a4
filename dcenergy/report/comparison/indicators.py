"""Every figure in a small chart of its own, designs in the order of their rank."""

from __future__ import annotations

from dcenergy.language import _
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
        _("Indicators"),
        _("Each axis runs from the least to the most of the designs, not from 0: it shows differences, not sizes."),
        (
            Panels(
                id="panels",
                title=_title(telling),
                subtitle=naming.named_by(comparison, _("One dot a design, numbered by rank")),
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
        return _("The designs differ in {names}", names=words.listing(column.name for column in telling))
    widest = max(wide, key=lambda column: max(column.known) / min(column.known))
    ratio = max(widest.known) / min(widest.known)
    if ratio >= 2:
        return _(
            "{name} differs most: the highest is {times} times the lowest",
            name=widest.name,
            times=words.number(ratio, 2),
        )
    return _(
        "{name} differs most: the highest is {share} above the lowest",
        name=widest.name,
        share=words.whole_share(ratio - 1),
    )


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
    better = _("more is better") if column.more_is_better else _("less is better")
    best = next(
        (naming.full(comparison, i) for i in range(len(comparison.designs)) if column.is_best(i)), words.UNKNOWN
    )
    return Panel(
        id=f"panel-{column.id}",
        title=column.name,
        subtitle=_("{unit}; {better}", unit=column.unit, better=better) if column.unit else better,
        description=_(
            "{name} from {low} to {high} {unit}; best: {design}. The table of the ranking holds every value.",
            name=column.name,
            low=low,
            high=high,
            unit=column.unit,
            design=best,
        ),
        chart=dots(rows),
    )
