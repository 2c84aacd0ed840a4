"""What makes the designs unlike besides their plants, and which ranks that leaves open: stated before the ranking."""

from __future__ import annotations

from collections.abc import Sequence

from dcenergy.language import Message, _, counted, told
from dcenergy.report import words
from dcenergy.report.blocks import Block, Notes, Section
from dcenergy.report.comparison import naming
from dcenergy.study.comparability.finding import Consequence, Finding
from dcenergy.study.compare import Comparison

SHOWN = 6
"""Findings of a group that stand open."""
MOST = 4
"""Subjects that are named in one line."""

GROUPS: Sequence[tuple[Message, tuple[Consequence, ...]]] = (
    (Message("These differences leave ranks open"), ("withheld", "excluded", "behind")),
    (Message("Left out for all designs"), ("left_out",)),
    (Message("These differences are part of the ranking"), ("named",)),
)


def unlike(comparison: Comparison) -> Section | None:
    """Return the section on what makes the designs unlike; None where nothing does."""
    found = comparison.comparability.findings
    if not found:
        return None
    lead = _(
        "Differences of inputs besides the plant. An effect is calculated: the design is run again with the value of "
        "the other."
    )
    blocks: list[Block] = []
    for title, consequences in GROUPS:
        said = tuple(told(each.words) for each in found if each.consequence in consequences)
        if said:
            blocks.append(Notes(_(title), said[:SHOWN]))
        if said[SHOWN:]:
            blocks.append(Notes(_("Further differences"), said[SHOWN:], folded=True))
    return Section("differs", _("What differs"), lead, tuple(blocks))


def subjects(findings: Sequence[Finding]) -> str:
    """Name what findings are on.

    >>> subjects([])
    'nothing'
    """
    names = list(dict.fromkeys(told(each.name) for each in findings))
    more = counted(len(names) - MOST, "{count} other", "{count} others")
    return words.listing([*names[:MOST], more] if len(names) > MOST + 1 else names)


def not_ranked(comparison: Comparison, i: int | None = None) -> str:
    """Say why designs (or one of them) are not ranked; empty where they are."""
    if i is not None and comparison.standings[i].rank is not None:
        return ""
    reasons = comparison.comparability.reasons(tuple(comparison.by), i) or comparison.comparability.reasons(
        tuple(comparison.by)
    )
    if not reasons:
        return ""
    return _("not ranked by {figure}: {subjects}", figure=naming.figures_of(comparison), subjects=subjects(reasons))
