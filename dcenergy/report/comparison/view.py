"""The comparison as text: every number rounded, every sentence written, every mark placed."""

from __future__ import annotations

from datetime import datetime

from dcenergy import __version__
from dcenergy.language import _, tag
from dcenergy.report.blocks import ReportView
from dcenergy.report.comparison.differences import differences
from dcenergy.report.comparison.indicators import indicators
from dcenergy.report.comparison.masthead import masthead
from dcenergy.report.comparison.pue import pue
from dcenergy.report.comparison.ranked import ranked
from dcenergy.report.comparison.remarks import remarks
from dcenergy.report.comparison.reproduce import reproduce
from dcenergy.report.comparison.tradeoff import tradeoff
from dcenergy.report.comparison.unlike import unlike
from dcenergy.report.sections.reproduce import when
from dcenergy.study.compare import Comparison


def view(comparison: Comparison, written_at: datetime, command: str) -> ReportView:
    """Write the comparison; sections that tell nothing are left out."""
    sections = (
        unlike(comparison),
        ranked(comparison),
        tradeoff(comparison),
        indicators(comparison),
        pue(comparison),
        differences(comparison),
        remarks(comparison),
        reproduce(comparison, written_at, command),
    )
    return ReportView(
        masthead=masthead(comparison),
        sections=tuple(section for section in sections if section is not None),
        footer=_("Made with dcenergy {version}, {time}.", version=__version__, time=when(written_at)),
        language=tag(),
    )
