"""The table of designs, in the order of their rank."""

from __future__ import annotations

from dcenergy.language import _
from dcenergy.report import words
from dcenergy.report.blocks import Cell, Head, RankedRow, Ranking, Section
from dcenergy.report.comparison import naming
from dcenergy.report.comparison.columns import Column, alike, columns
from dcenergy.report.comparison.unlike import not_ranked
from dcenergy.study.compare import Comparison

ALWAYS = ("pue", "cost", "carbon", "energy")
"""Figures that are shown though all designs may be alike."""


def ranked(comparison: Comparison) -> Section:
    """Return the section with the ranking."""
    all_columns = columns(comparison)
    shown = tuple(column for column in all_columns if column.tells or column.id in ALWAYS)
    by = naming.ranked_by(comparison)
    basis = _("Figures of {basis}; bold: the best.", basis=naming.basis(comparison))
    order = _("By {figure}, the best first.", figure=by)
    if comparison.standings[0].rank is None:
        order = _("Not ranked by {figure}: in the order in which they were named.", figure=by)
    lead = words.sentences(order, basis)
    rows = tuple(_row(comparison, shown, i) for i in range(len(comparison.designs)))
    head = tuple(Head(column.name, column.unit) for column in shown)
    weighted = len(comparison.by) > 1
    table = Ranking(
        caption=_("Designs by {figure}", figure=naming.ranked_by(comparison)),
        head=(*head, Head(_("Score"))) if weighted else head,
        rows=rows,
        note=words.sentences(alike([column for column in all_columns if column not in shown]), _note(comparison)),
    )
    return Section("ranking", _("Ranking"), lead, (table,))


def _row(comparison: Comparison, shown: tuple[Column, ...], i: int) -> RankedRow:
    standing = comparison.standings[i]
    cells = [Cell(column.number(i), _sort(column.values[i]), column.is_best(i)) for column in shown]
    if len(comparison.by) > 1:
        score = standing.score
        cells.append(Cell("–" if score is None else words.fixed(score, 3), _sort(score), standing.rank == 1))
    return RankedRow(
        naming.number(comparison, i),
        i + 1,
        naming.full(comparison, i),
        marks(comparison, i),
        tuple(cells),
        naming.kind(comparison, i),
    )


def _sort(value: float | None) -> str:
    return "" if value is None else f"{value:.12g}"


def marks(comparison: Comparison, i: int) -> tuple[str, ...]:
    """Say in a word or two how a design stands to the others."""
    standing = comparison.standings[i]
    better = standing.dominated_by
    ranked = any(each.rank is not None for each in comparison.standings)
    said = (
        (standing.rank is None, not_ranked(comparison, i) if ranked else _("not ranked")),
        (standing.too_small, _("too small: heat is left")),
        (
            standing.unserved_share > 0,
            _("{share} of the load is not served", share=words.whole_share(standing.unserved_share)),
        ),
        (standing.front and len(comparison.designs) > 1, _("on the front")),
        (
            better is not None and not standing.is_behind,
            _("dominated by {design}", design=naming.full(comparison, better or 0)),
        ),
    )
    return tuple(words for is_so, words in said if is_so)


def _note(comparison: Comparison) -> str:
    sentences = [
        _("Carbon: scope 1, location-based scope 2 and embodied.")
        if comparison.scale.whole_carbon
        else _("Carbon: location-based scope 2."),
        _(
            "Dominated: the design named is nowhere worse and somewhere better, in every figure of cost, carbon, "
            "electricity and water that all designs determine and that compares like with like."
        ),
    ]
    if comparison.axes:
        x, y = (naming.BY[each] for each in comparison.axes)
        sentences.append(_("On the front: no other has less {x} without more {y}.", x=x, y=y))
    if any(each.rank_low != each.rank_high for each in comparison.standings):
        sentences.append(
            _("Ranks such as 2–4: these designs are equal, or differ by less than the error of generated weather.")
        )
    if len(comparison.by) > 1:
        sentences.append(
            _(
                "Score: the weighted mean of figures, each relative to that of {design}, which scores 1.",
                design=naming.full(comparison, comparison.normal),
            )
        )
    return words.sentences(*sentences)
